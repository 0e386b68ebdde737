"""A stocktake that is prepared and frozen, for the tests of Prepare."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from stocktake.editions.plans import read_prepared
from stocktake.model.meeting import MeetingPlan
from stocktake.store import Store
from stocktake.ui import opened
from tests.pages.conftest import open_app
from tests.pages.frozen import PREPARED, Frozen

PLAN = PREPARED
ITEMS = PLAN.items
# The first issue about phonics, as nobody else has changed it.
LINE = "issue-phonics-1_0"


def prepare_copy(frozen: Frozen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> "Prepared":
    """Have the app open the copy in a folder: a test's own, or one that many look at."""
    path = folder / "stocktake.duckdb"
    if not path.exists():
        shutil.copy(frozen[0], path)
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(path))
    return Prepared(path, *frozen[1:])


class Prepared:
    """A stocktake in a copy of the database, and what is held of it."""

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
