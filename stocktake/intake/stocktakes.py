"""Bring the demonstration's stocktakes: one held on a frozen edition, and one not yet held."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from stocktake.errors import StoreError
from stocktake.model.assessment import GivenRating, RaterType, RatingRound, RoundState
from stocktake.model.meeting import (
    AgendaItem,
    AgendaKind,
    Capture,
    CaptureKind,
    MeetingEvent,
    MeetingPlan,
)
from stocktake.store import Store

# Freezes a stocktake as known at a moment, as if at another, by a name; gives the edition's key.
# Freezing belongs to a room this one may not enter, so whoever may hands it in.
Freeze = Callable[[Store, str, datetime, datetime, str], str]


def load_stocktakes(store: Store, listing: Path, freeze: Freeze | None = None) -> int:
    """Keep every stocktake of a file as if it had been prepared and held when the file says.

    Returns how many. Without `freeze` the one that was held has no edition.
    """
    if not listing.is_file():
        raise StoreError(
            f"{listing} is missing: it holds the stocktakes of the demonstration. "
            "Take it from where you have this program from."
        )
    content = json.loads(listing.read_text(encoding="utf-8"))
    for entry in content["rating_rounds"]:
        _keep_round(store, entry)
    for stocktake in content["stocktakes"]:
        _keep(store, stocktake, freeze)
    return len(content["stocktakes"])


def _keep_round(store: Store, entry: Mapping[str, Any]) -> None:
    rating_round = RatingRound(
        rating_round=entry["rating_round"],
        title=entry["title"],
        purpose=entry["purpose"],
        cut_off_on=date.fromisoformat(entry["cut_off_on"]),
        state=RoundState(entry["state"]),
    )
    store.write_rating_round(
        rating_round, decided_by=entry["decided_by"], received_at=_moment(entry)
    )


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


def _keep(store: Store, stocktake: Mapping[str, Any], freeze: Freeze | None) -> None:
    who = stocktake["saved_by"]
    key = store.write_meeting(read_plan(stocktake), saved_by=who, received_at=_moment(stocktake))
    edition = stocktake.get("edition")
    edition_key = None
    if edition and freeze:
        known_at = datetime.fromisoformat(edition["known_at"])
        edition_key = freeze(store, key, known_at, _moment(edition), edition["frozen_by"])
    for event in stocktake["events"]:
        _keep_event(store, key, MeetingEvent(event["event"]), event, who, edition_key)
    for capture in stocktake["captures"]:
        store.write_capture(_read_capture(capture, key, who), received_at=_moment(capture))
    for rating in stocktake.get("ratings", ()):
        _keep_rating(store, key, rating, who)


def _keep_event(
    store: Store,
    key: str,
    event: MeetingEvent,
    entry: Mapping[str, Any],
    who: str,
    edition_key: str | None,
) -> None:
    begun_on = edition_key if event is MeetingEvent.BEGUN else None
    store.write_meeting_event(
        key, event, decided_by=who, edition_key=begun_on, received_at=_moment(entry)
    )


def _read_capture(entry: Mapping[str, Any], key: str, who: str) -> Capture:
    due_on = entry.get("due_on")
    return Capture(
        capture_key=entry["capture_key"],
        meeting_key=key,
        kind=CaptureKind(entry["kind"]),
        text=entry["text"],
        owner=entry.get("owner"),
        due_on=date.fromisoformat(due_on) if due_on else None,
        due_text=entry.get("due_text"),
        priority_key=entry["priority_key"],
        screen_key=entry["screen_key"],
        written_by=who,
    )


def _keep_rating(store: Store, key: str, entry: Mapping[str, Any], who: str) -> None:
    """Keep a rating that was changed in the room."""
    rating = GivenRating(
        priority_key=entry["priority_key"],
        rating_round=entry["rating_round"],
        category=entry["category"],
        rating=entry["rating"],
        rater_type=RaterType.UNIT,
        rated_by=who,
        reason=entry["reason"],
        meeting_key=key,
    )
    store.write_ratings([rating], received_at=_moment(entry))


def _moment(entry: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["received_at"])
