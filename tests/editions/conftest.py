"""One edition of the demonstration, frozen once; every test that writes has a copy of its own."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stocktake import clock
from stocktake.editions.freezing import EditionReceipt, freeze
from stocktake.editions.reopening import reopen
from stocktake.settings import PROJECT
from stocktake.store import Store, open_store
from tests.conftest import HELD
from tests.editions.meetings import SMALL_PLAN

Opened = Callable[..., Store]


@dataclass(frozen=True)
class Frozen:
    """A database that holds one frozen stocktake, and what was frozen."""

    path: Path
    meeting_key: str
    receipt: EditionReceipt
    parts: Mapping[str, bytes]


@pytest.fixture(scope="session")
def frozen(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Frozen:
    """The demonstration with an edition of two priorities. Do not open it: copy it."""
    path = Path(shutil.copy(built_demo, tmp_path_factory.mktemp("frozen") / "frozen.duckdb"))
    clock.hold(HELD)
    store = open_store(path)
    key = store.write_meeting(SMALL_PLAN, saved_by="Sam")
    receipt = freeze(store, key, frozen_by="Sam")
    parts = dict(store.read_edition(receipt.edition_key).parts)
    store.close()
    clock.hold(None)
    return Frozen(path, key, receipt, parts)


@pytest.fixture
def open_copy(frozen: Frozen, tmp_path: Path) -> Iterator[Opened]:
    """Give a function that opens a copy of that database; the same copy when opened again."""
    path = Path(shutil.copy(frozen.path, tmp_path / "copy.duckdb"))
    with ExitStack() as stack:

        def opened(**options: Any) -> Store:
            store = open_store(path, **options)
            stack.callback(store.close)
            return store

        yield opened


@pytest.fixture
def store(open_copy: Opened) -> Store:
    """A copy of one's own, open."""
    return open_copy()


@pytest.fixture
def edition(store: Store, frozen: Frozen) -> Any:
    """The edition, re-opened in the copy."""
    return reopen(store, frozen.receipt.edition_key)


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    """The project's SQL in a folder of one's own."""
    return Path(shutil.copytree(PROJECT / "queries", tmp_path / "queries"))
