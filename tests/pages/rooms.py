"""Stocktakes on a copy of the demo: held, captured in, closed."""

import uuid
from datetime import date, datetime
from pathlib import Path
from typing import Any

from stocktake import clock
from stocktake.model.assessment import GivenRating, RaterType
from stocktake.model.meeting import (
    ActionChange,
    ActionChangeKind,
    AgendaItem,
    Capture,
    CaptureKind,
    MeetingEvent,
    MeetingPlan,
)
from stocktake.store import Store, open_store

HELD = datetime(2026, 5, 20, 10, 0)
JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)
UNIT = "Delivery unit"


class Room:
    """A stocktake in one database, closed again (the database) when the block ends."""

    store: Store
    meeting_key: str

    def __init__(self, database: Path, *items: AgendaItem) -> None:
        self.database, self.items = database, items

    def __enter__(self) -> "Room":
        self._prepare(open_store(self.database))
        return self

    @classmethod
    def through(cls, store: Store) -> "Room":
        """Make one through a store that is open already: the app's."""
        made = cls(store.path)
        made._prepare(store)
        return made

    def _prepare(self, store: Store) -> None:
        self.store = store
        plan = MeetingPlan("Room stocktake", HELD.date(), "Cleo Chair", items=self.items)
        self.meeting_key = store.write_meeting(plan, saved_by=UNIT)

    def __exit__(self, *fault: object) -> None:
        self.store.close()

    def begin(self, edition_key: str | None = None) -> None:
        """Begin it."""
        self._event(MeetingEvent.BEGUN, edition_key)

    def close(self) -> None:
        """Close it."""
        self._event(MeetingEvent.CLOSED)

    def _event(self, event: MeetingEvent, edition_key: str | None = None) -> None:
        self.store.write_meeting_event(
            self.meeting_key, event, decided_by="Cleo Chair", edition_key=edition_key
        )

    def capture(self, kind: str, text: str, **more: Any) -> str:
        """Capture something; give its key."""
        key = str(more.pop("key", None) or uuid.uuid4())
        made = {"written_by": "Kim Clerk"} | more
        self.store.write_capture(Capture(key, self.meeting_key, CaptureKind(kind), text, **made))
        return key

    def action(self, text: str = "Write to every trust", **more: Any) -> str:
        """Capture an action of Ann's for the end of June."""
        return self.capture("action", text, **({"owner": "Ann Other", "due_on": JUNE} | more))

    def rate(self, rating: str, reason: str) -> None:
        """Change the likelihood of the A&E priority in the room."""
        clock.hold(datetime(2026, 5, 21, 10))
        made = GivenRating(
            "ae_four_hour", "2026-03", "overall", rating, RaterType.UNIT, "Cleo Chair", reason,
            meeting_key=self.meeting_key,
        )  # fmt: skip
        self.store.write_ratings([made])

    def change(self, action_key: str, kind: str, **more: Any) -> None:
        """Change an action."""
        made = {"reason": "Because", "decided_by": UNIT} | more
        self.store.write_action_change(ActionChange(action_key, ActionChangeKind(kind), **made))

    def rows(self, view: str, **equals: object) -> list[dict[str, Any]]:
        """Read a view."""
        with self.store.reader(with_headlines=False) as db:
            return db.rows(view, **equals)
