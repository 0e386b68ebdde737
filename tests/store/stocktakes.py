"""Stocktakes for the store's tests: a plan, an action in the room, an edition."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from stocktake.model.assessment import GivenRating, RaterType, RatingRound, RoundState
from stocktake.model.meeting import (
    ActionChange,
    ActionChangeKind,
    AgendaItem,
    AgendaKind,
    Capture,
    CaptureKind,
    MeetingEvent,
    MeetingPlan,
)
from stocktake.store import Store
from stocktake.store.editions import EditionFacts

JUNE, JULY, AUGUST = date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31)
PARTS = {"meeting.json": b"{}", "screens.json": b"[1, 2]"}


def prepared(store: Store, **changed: Any) -> str:
    """Prepare a stocktake of two items; give its key."""
    items = (
        AgendaItem(AgendaKind.ACTIONS, "Actions", 5),
        AgendaItem(AgendaKind.PRIORITY, "Waits", 10, "waits", options=("Stop", "Go\non")),
    )
    plan = MeetingPlan("Spring stocktake", date(2026, 5, 20), "Chair", ("d",), items)
    return store.write_meeting(MeetingPlan(**(vars(plan) | changed)), saved_by="Sam")


def action(meeting: str, **changed: Any) -> Capture:
    """Make an action as the box sends it."""
    made: dict[str, Any] = {
        "capture_key": str(uuid.uuid4()),
        "meeting_key": meeting,
        "kind": CaptureKind.ACTION,
        "text": "Hire ten nurses",
        "owner": "Ann",
        "due_on": JUNE,
        "written_by": "Clerk",
    }
    return Capture(**(made | changed))


def captured(store: Store, meeting_key: str, **changed: Any) -> str:
    """Capture an action; give its key."""
    made = action(meeting_key, **changed)
    assert store.write_capture(made)
    return made.capture_key


def closed(store: Store, meeting_key: str) -> None:
    """Close a stocktake."""
    store.write_meeting_event(meeting_key, MeetingEvent.CLOSED, decided_by="Chair")


def change(action_key: str, kind: ActionChangeKind, **changed: Any) -> ActionChange:
    """Make a change of an action."""
    return ActionChange(action_key, kind, **({"reason": "Because", "decided_by": "Sam"} | changed))


def frozen(
    store: Store, meeting_key: str, key: str = "e1", parts: Mapping[str, bytes] = PARTS
) -> str:
    """Keep an edition of a stocktake; give its checksum."""
    facts = EditionFacts(
        edition_key=key,
        meeting_key=meeting_key,
        title="Spring stocktake",
        known_at=None,
        shown_on=date(2026, 5, 20),
        data_version=1,
        screen_count=2,
        frozen_by="Sam",
    )
    return store.write_edition(facts, parts)


def rating(rater: RaterType = RaterType.UNIT, **changed: Any) -> GivenRating:
    """Make a rating of the likelihood."""
    made: dict[str, Any] = {
        "priority_key": "waits",
        "rating_round": "2026-03",
        "category": "overall",
        "rating": "amber_red",
        "rater_type": rater,
        "rated_by": "Ann",
        "reason": "The gap grows",
    }
    return GivenRating(**(made | changed))


def set_round(store: Store, state: RoundState, reason: str | None = None) -> None:
    """Open, show or lock the round of March."""
    made = RatingRound("2026-03", "March", "delivery report", date(2026, 3, 31), state)
    store.write_rating_round(made, decided_by="Sam", reason=reason)


def rows(store: Store, view: str, **equals: object) -> list[dict[str, Any]]:
    """Read a view as plain rows."""
    with store.reader(with_headlines=False) as db:
        return db.rows(view, **equals)


def ledger(store: Store, action_key: str) -> dict[str, Any]:
    """Give an action as it stands."""
    (found,) = rows(store, "page.action_ledger", action_key=action_key)
    return found
