"""A store of its own for each case."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from stocktake.settings import PROJECT
from stocktake.store import Store, open_store
from stocktake.store.migrations import migrate
from tests.queries.rows import fill


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them, made once and copied for each case."""
    path = tmp_path_factory.mktemp("tables") / "empty.duckdb"
    with duckdb.connect(str(path)) as database:
        migrate(database, PROJECT / "queries", path)
    return path


@pytest.fixture
def filled_store(
    tmp_path: Path, empty_tables: Path
) -> Iterator[Callable[[dict[str, list[dict[str, Any]]]], Store]]:
    """Give a function that opens a store holding some rows."""
    opened: list[Store] = []

    def make(tables: dict[str, list[dict[str, Any]]], **options: Any) -> Store:
        path = tmp_path / f"case-{len(opened)}.duckdb"
        shutil.copyfile(empty_tables, path)
        with duckdb.connect(str(path)) as database:
            fill(database, tables)
        opened.append(open_store(path, **options))
        return opened[-1]

    yield make
    for store in opened:
        store.close()
