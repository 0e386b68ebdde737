"""A stocktake that is prepared and frozen, for the tests of Prepare."""

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from stocktake.editions.freezing import freeze
from stocktake.editions.plans import read_prepared
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingPlan
from stocktake.store import Store, open_store
from stocktake.ui import opened
from tests.conftest import HELD
from tests.pages.conftest import open_app

WALL = AgendaItem(AgendaKind.WALL, "The wall", 3)
PHONICS = AgendaItem(AgendaKind.PRIORITY, "Phonics at six", 5, priority_key="phonics")
ISSUE = AgendaItem(
    AgendaKind.ISSUE, "A <b>second</b> check", 8, priority_key="phonics", text="It slipped.",
    options=("In spring", "In autumn"), ask="Choose one.",
)  # fmt: skip
DECISIONS = AgendaItem(AgendaKind.DECISIONS, "Read back", 2)
ITEMS = (WALL, PHONICS, ISSUE, DECISIONS)
PLAN = MeetingPlan("A <small> stocktake", HELD.date(), "Chair (demo)", ("education",), ITEMS)
# The first issue about phonics, as nobody else has changed it.
LINE = "issue-phonics-1_0"


def freeze_one(built_demo: Path, folder: Path) -> tuple[Path, str, str]:
    """Make a database with one frozen stocktake: it, its key and its edition's. Copy it."""
    path = Path(shutil.copy(built_demo, folder / "stocktake.duckdb"))
    with closing(open_store(path)) as store:
        meeting_key = store.write_meeting(PLAN, saved_by="Bela")
        receipt = freeze(store, meeting_key, frozen_by="Bela")
    return path, meeting_key, receipt.edition_key


class Prepared:
    """One test's own copy of the stocktake, and what the database holds of it."""

    def __init__(self, path: Path, meeting_key: str, edition_key: str) -> None:
        self.path, self.meeting_key, self.edition_key = path, meeting_key, edition_key

    @property
    def store(self) -> Store:
        return opened.the_store(self.path)

    def open(self, **query: str) -> AppTest:
        return open_app("meeting/prepare", meeting=self.meeting_key, **query)

    def open_editions(self) -> AppTest:
        at = self.open()
        at.session_state["prepare_tabs"] = "Editions and pre-read"
        return run(at)

    @property
    def plan(self) -> MeetingPlan:
        with self.store.reader(with_headlines=False) as db:
            return read_prepared(db, self.meeting_key).plan

    @property
    def inquiries(self) -> dict[str, tuple[str, ...]]:
        with self.store.reader(with_headlines=False) as db:
            return read_prepared(db, self.meeting_key).inquiries

    def rows(self, view: str) -> list[dict[str, Any]]:
        with self.store.reader(with_headlines=False) as db:
            return db.rows(view)


def run(step: Any) -> AppTest:
    """Run the app after a step: a widget that was set or clicked, or the app itself."""
    at: AppTest = step.run()
    assert not at.exception, [error.message for error in at.exception]
    return at


def keys_of(at: AppTest) -> set[str]:
    """Give the keys of every widget that can change something."""
    kinds = ("button", "text_input", "text_area", "selectbox", "date_input", "multiselect")
    return {str(one.key) for kind in kinds for one in at.get(kind) if one.key} - {
        "known_at",
        "back_to_now",
    }
