"""What a stocktake takes away: kept as the browser sends it, and read back for everybody."""

from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from stocktake.errors import StoreError
from stocktake.model.assessment import GivenRating, RaterType
from stocktake.model.meeting import Capture, CaptureKind
from stocktake.model.numbers import day
from stocktake.model.rating import Category, Rating
from stocktake.store import Store
from stocktake.ui.decks import OpenEdition
from stocktake.ui.frame import User
from stocktake.ui.opened import the_store
from stocktake.ui.running_messages import RATING, RatingChange

Row = dict[str, Any]
UNIT_ROLES = frozenset({"chair", "analyst"})


def keep_capture(store: Store, capture: Capture, user: User) -> None:
    """Keep one wording of a capture; the same once more changes nothing.

    Raises StoreError, fit to show, for one that is somebody else's to change.
    """
    _must_be_theirs(store, capture, user)
    store.write_capture(Capture(**(vars(capture) | {"written_by": user.name})))


def _must_be_theirs(store: Store, capture: Capture, user: User) -> None:
    with store.reader(with_headlines=False) as db:
        standing = db.rows("core.known_captures", capture_key=capture.capture_key)
    if not standing:
        return
    if standing[0]["meeting_key"] != capture.meeting_key:
        raise StoreError("This was captured in another stocktake: change it there.")
    if not user.roles & UNIT_ROLES and standing[0]["captured_by"] != user.name:
        raise StoreError("Somebody else captured this. Ask the delivery unit to change it.")


def keep_rating(store: Store, change: RatingChange, edition: OpenEdition, user: User) -> None:
    """Keep a rating changed in the room as the unit's, in the priority's newest round.

    Sent again it is kept once: a browser that lost its connection cannot know that it was heard.
    """
    if not user.roles & UNIT_ROLES:
        raise StoreError("Only the chair and the delivery unit change a rating in the room.")
    with store.reader(with_headlines=False) as db:
        ours = {"priority_key": change.priority_key, "category": Category.OVERALL.value}
        given = db.rows("core.known_all_ratings", meeting_key=edition.edges.meeting_key, **ours)
        unit = db.rows("core.known_ratings", rater_type=RaterType.UNIT.value, **ours)
        rounds = db.rows("core.known_rating_rounds")
    newest = max(given, key=lambda row: row["rated_at"], default=None)
    if newest and (newest["rating"], newest["reason"]) == (change.rating.value, change.reason):
        return
    named = [row["rating_round"] for row in unit] or [row["rating_round"] for row in rounds]
    if not named:
        raise StoreError("There is no rating round yet. Open one first: Delivery unit → Ratings.")
    rating = GivenRating(
        priority_key=change.priority_key,
        rating_round=max(named),
        category=Category.OVERALL.value,
        rating=change.rating.value,
        rater_type=RaterType.UNIT,
        rated_by=user.name,
        reason=change.reason,
        suggested_rating=edition.suggestion(change.priority_key),
        meeting_key=edition.edges.meeting_key,
    )
    store.write_ratings([rating])


def read_back(store: Store, edition: OpenEdition) -> list[Row]:
    """Give what the stocktake has taken away so far, oldest first, as the deck shows it."""
    return _read_back(store.path, store.desk_version(), edition.edition_key, edition)


@st.cache_data(max_entries=32, show_spinner=False)
def _read_back(path: Path, desk_version: int, edition_key: str, _edition: OpenEdition) -> list[Row]:
    """Read once for everybody who follows, after each write."""
    meeting_key = _edition.edges.meeting_key
    with the_store(path).reader(with_headlines=False) as db:
        captures = db.rows("page.captures", meeting_key=meeting_key)
        ratings = db.rows("core.known_all_ratings", meeting_key=meeting_key)
    told = [(row["captured_at"], _capture(row)) for row in captures]
    told += [(row["rated_at"], _rating(row, _edition)) for row in _decided(ratings)]
    return [row for _, row in sorted(told, key=lambda pair: pair[0])]


def _capture(row: Row) -> Row:
    due = row["due_on"]
    return {
        "capture_key": row["capture_key"],
        "kind": row["kind"],
        "kind_title": CaptureKind(row["kind"]).title,
        "text": row["text"],
        "owner": row["owner"] or "",
        "due": day(due) if isinstance(due, date) else row["due_text"] or "",
        "due_text": row["due_text"] or "",
        "due_on": due.isoformat() if isinstance(due, date) else "",
        "priority": row["priority"] or "",
        "priority_key": row["priority_key"] or "",
        "screen_key": row["screen_key"] or "",
        "is_struck": bool(row["is_struck"]),
        "by": row["captured_by"],
    }


def _decided(ratings: list[Row]) -> list[Row]:
    """Keep the last word on each priority: what the room decided, not every turn on the way."""
    newest: dict[str, Row] = {}
    for row in sorted(ratings, key=lambda row: row["rated_at"]):
        if row["category"] == Category.OVERALL.value:
            newest[row["priority_key"]] = row
    return list(newest.values())


def _rating(row: Row, edition: OpenEdition) -> Row:
    shown = edition.ratings_shown.get(row["priority_key"])
    text = f"{_changed_words(shown, row['rating'])}: {row['reason']}"
    return {
        "capture_key": f"{RATING}-{row['priority_key']}",
        "kind": RATING,
        "kind_title": "Rating",
        "text": text,
        "owner": "",
        "due": "",
        "priority": edition.titles.get(row["priority_key"], row["priority_key"]),
        "priority_key": row["priority_key"],
        "rating": row["rating"],
        "reason": row["reason"],
        "is_struck": False,
        "by": row["rated_by"],
    }


def _changed_words(shown: str | None, decided: str) -> str:
    title = Rating(decided).title
    if shown is None:
        return f"rated {title}, was not rated"
    if shown == decided:
        return f"kept at {title}"
    return f"changed from {Rating(shown).title} to {title}"
