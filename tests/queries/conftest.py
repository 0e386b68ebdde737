"""A store of its own for each case."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from stocktake.store import Store, open_store
from tests.empty import new_database
from tests.queries.rows import fill


@pytest.fixture
def filled_store(
    tmp_path: Path,
) -> Iterator[Callable[[dict[str, list[dict[str, Any]]]], Store]]:
    """Give a function that opens a store holding some rows."""
    opened: list[Store] = []

    def make(tables: dict[str, list[dict[str, Any]]], **options: Any) -> Store:
        path = new_database(tmp_path / f"case-{len(opened)}.duckdb")
        with duckdb.connect(str(path)) as database:
            fill(database, tables)
        opened.append(open_store(path, **options))
        return opened[-1]

    yield make
    for store in opened:
        store.close()
