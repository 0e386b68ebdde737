"""Stores for the store's tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from stocktake.store import Store, open_store
from tests.empty import QUERIES
from tests.store.small import TODAY, make_store


@pytest.fixture(scope="session")
def small_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a register and no figures, made once and copied for each test."""
    path = tmp_path_factory.mktemp("small") / "small.duckdb"
    make_store(path).close()
    return path


@pytest.fixture
def database(small_database: Path, tmp_path: Path) -> Path:
    """A test's own copy of it."""
    return Path(shutil.copy(small_database, tmp_path / "small.duckdb"))


@pytest.fixture
def store(small_database: Path, tmp_path: Path) -> Iterator[Store]:
    """An open store with a register and no figures."""
    opened = open_store(Path(shutil.copy(small_database, tmp_path / "open.duckdb")), today=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    """A copy of `queries/` to spoil."""
    return Path(shutil.copytree(QUERIES, tmp_path / "queries"))
