"""Stocktakes that are frozen once for every file that runs, prepares or reads them."""

import shutil
from contextlib import closing
from pathlib import Path

from stocktake import clock
from stocktake.editions.freezing import freeze
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingPlan
from stocktake.store import open_store
from tests.conftest import HELD

Frozen = tuple[Path, str, str]

WALL = AgendaItem(AgendaKind.WALL, "The wall", 3)
DECISIONS = AgendaItem(AgendaKind.DECISIONS, "Read back", 2)
ISSUE = AgendaItem(
    AgendaKind.ISSUE, "A <b>second</b> check", 8, priority_key="phonics", text="It slipped.",
    options=("In spring", "In autumn"), ask="Choose one.",
)  # fmt: skip


def _plan(*items: AgendaItem) -> MeetingPlan:
    return MeetingPlan("A <small> stocktake", HELD.date(), "Chair (demo)", ("education",), items)


# One to run, and one to prepare.
SMALL = _plan(
    WALL, AgendaItem(AgendaKind.PRIORITY, "Phonics", 5, priority_key="phonics"), DECISIONS
)
PREPARED = _plan(
    WALL,
    AgendaItem(AgendaKind.PRIORITY, "Phonics at six", 5, priority_key="phonics"),
    ISSUE,
    DECISIONS,
)


def freeze_plan(demo: Path, folder: Path, plan: MeetingPlan, by: str) -> Frozen:
    """Freeze a stocktake in a copy of the demo; give the file, its key and its edition's."""
    path = Path(shutil.copy(demo, folder / "stocktake.duckdb"))
    # For all files of a worker, so before any test holds the clock.
    clock.hold(HELD)
    try:
        with closing(open_store(path)) as store:
            meeting_key = store.write_meeting(plan, saved_by=by)
            receipt = freeze(store, meeting_key, frozen_by=by)
    finally:
        clock.hold(None)
    return path, meeting_key, receipt.edition_key
