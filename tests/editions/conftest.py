"""One edition of the demonstration, frozen once; tests that write have copies of their own."""

import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stocktake import clock
from stocktake.editions import drawing
from stocktake.editions.freezing import EditionReceipt, freeze
from stocktake.editions.reopening import Edition, reopen
from stocktake.model.moment import read_moment
from stocktake.settings import PROJECT
from stocktake.store import Store, open_store
from tests.conftest import HELD
from tests.editions.meetings import SMALL_PLAN

Opened = Callable[..., Store]
FEBRUARY = read_moment("2026-02-17")


@dataclass(frozen=True)
class Frozen:
    """A database that holds one frozen stocktake, and what was frozen."""

    path: Path
    meeting_key: str
    receipt: EditionReceipt
    parts: Mapping[str, bytes]
    drawn: "OrderedDict[str, drawing.Screens]"


@pytest.fixture(scope="session")
def frozen(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Frozen:
    """The demonstration with an edition of two priorities. Do not open it: copy it."""
    path = Path(shutil.copy(built_demo, tmp_path_factory.mktemp("frozen") / "frozen.duckdb"))
    with held_store(path) as store:
        key = store.write_meeting(SMALL_PLAN, saved_by="Sam")
        receipt = freeze(store, key, frozen_by="Sam")
        parts = dict(store.read_edition(receipt.edition_key).parts)
    return Frozen(path, key, receipt, parts, drawing._memory.copy())


@dataclass(frozen=True)
class Again:
    """The same stocktake frozen a second time, and what happened meanwhile."""

    path: Path
    receipt: EditionReceipt
    drawn_by_children: list[bytes]
    told: list[tuple[float, str]]


@pytest.fixture(scope="session")
def frozen_again(frozen: Frozen, tmp_path_factory: pytest.TempPathFactory) -> Again:
    """A copy in which somebody else froze the same data, and children drew it all anew.

    Do not open it: copy it.
    """
    path = Path(shutil.copy(frozen.path, tmp_path_factory.mktemp("again") / "again.duckdb"))
    drawn: list[bytes] = []
    told: list[tuple[float, str]] = []
    read_screens = drawing.parts.read_screens

    def note(content: bytes) -> list[Any]:
        drawn.append(content)
        return read_screens(content)

    with pytest.MonkeyPatch.context() as patched, held_store(path) as store:
        want_children(patched)
        patched.setattr(drawing.parts, "read_screens", note)
        receipt = freeze(
            store, frozen.meeting_key, frozen_by="Somebody else",
            on_progress=lambda *one: told.append(one),
        )  # fmt: skip
    return Again(path, receipt, drawn, told)


def want_children(patched: pytest.MonkeyPatch) -> None:
    """Have children asked to draw however little there is, and nothing remembered."""
    patched.setattr(drawing, "_memory", OrderedDict())
    patched.setattr(drawing, "_WORTH_CHILDREN", 1)


@pytest.fixture(scope="session")
def february(frozen: Frozen, tmp_path_factory: pytest.TempPathFactory) -> Again:
    """A copy with a second edition, as known in February. Do not open it: copy it."""
    path = Path(shutil.copy(frozen.path, tmp_path_factory.mktemp("february") / "then.duckdb"))
    with held_store(path) as store:
        receipt = freeze(store, frozen.meeting_key, known_at=FEBRUARY, frozen_by="Sam")
    return Again(path, receipt, [], [])


@contextmanager
def held_store(path: Path) -> Iterator[Store]:
    """Open a database for a fixture of many tests: the clock is held for each test alone."""
    clock.hold(HELD)
    try:
        with closing(open_store(path)) as store:
            yield store
    finally:
        clock.hold(None)


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


@pytest.fixture(scope="module")
def shared_store(frozen: Frozen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One open copy for the tests of a file that only read."""
    path = Path(shutil.copy(frozen.path, tmp_path_factory.mktemp("shared") / "shared.duckdb"))
    with held_store(path) as store:
        yield store


@pytest.fixture(scope="session")
def edition(frozen: Frozen, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition, re-opened: made of its parts alone, so it is the same beside every copy."""
    path = Path(shutil.copy(frozen.path, tmp_path_factory.mktemp("edition") / "edition.duckdb"))
    with held_store(path) as store:
        return reopen(store, frozen.receipt.edition_key)


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    """The project's SQL in a folder of one's own."""
    return Path(shutil.copytree(PROJECT / "queries", tmp_path / "queries"))
