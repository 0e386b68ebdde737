"""A small frozen stocktake of one priority, and a test's own copy of it to run."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from stocktake.model.meeting import MeetingEvent
from stocktake.store import Store
from stocktake.ui import opened
from tests.pages.conftest import open_app
from tests.pages.frozen import SMALL, Frozen

PLAN = SMALL


class Held:
    """A copy of the frozen stocktake."""

    def __init__(self, path: Path, meeting_key: str, edition_key: str) -> None:
        self.path, self.meeting_key, self.edition_key = path, meeting_key, edition_key

    @property
    def store(self) -> Store:
        """The store that the app has open."""
        return opened.the_store(self.path)

    def enter(self, **query: str) -> AppTest:
        """Open the meeting's address."""
        return open_app("meeting/run", edition=self.edition_key, **query)

    def note(self, event: MeetingEvent, edition_key: str | None = None) -> None:
        """Have something happen to the stocktake."""
        edition = edition_key or self.edition_key
        self.store.write_meeting_event(
            self.meeting_key, event, decided_by="unit", edition_key=edition
        )

    @property
    def state(self) -> str:
        """How far the stocktake is."""
        return str(self.rows("page.meetings")[0]["state"])

    def rows(self, view: str) -> list[dict[str, Any]]:
        """Read the stocktake's rows of a view."""
        with self.store.reader(with_headlines=False) as db:
            return db.rows(view, meeting_key=self.meeting_key)


def hold_copy(frozen: Frozen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Held:
    """Have the app open the copy in a folder: a test's own, or one that many only look at."""
    path = folder / "stocktake.duckdb"
    if not path.exists():
        shutil.copy(frozen[0], path)
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(path))
    return Held(path, *frozen[1:])


def data_of(at: AppTest, component: str) -> dict[str, Any]:
    """Give what the page hands to one of its components."""
    name = f"stocktake_{component}"
    found = next(one for one in at.get("bidi_component") if one.proto.component_name == name)
    data: dict[str, Any] = json.loads(found.proto.json)
    return data
