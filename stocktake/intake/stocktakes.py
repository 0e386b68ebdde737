"""Bring the demonstration's stocktakes: one that was held, and one prepared and not yet held."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from stocktake.errors import StoreError
from stocktake.model.meeting import (
    AgendaItem,
    AgendaKind,
    Capture,
    CaptureKind,
    MeetingEvent,
    MeetingPlan,
)
from stocktake.store import Store


def load_stocktakes(store: Store, listing: Path) -> int:
    """Keep every stocktake of a file as if it had been prepared and held when the file says.

    Gives how many. The one that was held has no edition: nothing was frozen before there was
    anything to freeze it with.
    """
    if not listing.is_file():
        raise StoreError(
            f"{listing} is missing: it holds the stocktakes of the demonstration. "
            "Take it from where you have this program from."
        )
    found = json.loads(listing.read_text(encoding="utf-8"))["stocktakes"]
    for stocktake in found:
        _keep(store, stocktake)
    return len(found)


def read_plan(stocktake: Mapping[str, Any]) -> MeetingPlan:
    """Give the plan that one entry of the file describes."""
    items = tuple(
        AgendaItem(
            kind=AgendaKind(item["kind"]),
            title=item["title"],
            minutes=item["minutes"],
            priority_key=item.get("priority_key"),
            text=item.get("text", ""),
            options=tuple(item.get("options", ())),
            ask=item.get("ask", ""),
        )
        for item in stocktake["items"]
    )
    return MeetingPlan(
        title=stocktake["title"],
        held_on=date.fromisoformat(stocktake["held_on"]),
        chair=stocktake["chair"],
        department_keys=tuple(stocktake["department_keys"]),
        items=items,
    )


def _keep(store: Store, stocktake: Mapping[str, Any]) -> None:
    who = stocktake["saved_by"]
    key = store.write_meeting(read_plan(stocktake), saved_by=who, received_at=_moment(stocktake))
    for capture in stocktake["captures"]:
        kept = Capture(
            capture_key=capture["capture_key"],
            meeting_key=key,
            kind=CaptureKind(capture["kind"]),
            text=capture["text"],
            priority_key=capture["priority_key"],
            screen_key=capture["screen_key"],
            written_by=who,
        )
        store.write_capture(kept, received_at=_moment(capture))
    for event in stocktake["events"]:
        store.write_meeting_event(
            key, MeetingEvent(event["event"]), decided_by=who, received_at=_moment(event)
        )


def _moment(entry: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["received_at"])
