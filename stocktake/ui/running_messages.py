"""What the browser says from a meeting, held against what it may say: it is not to be trusted.

The link of the page (running_link.js) always tells the whole of what it has to say: where the
chair is, and every capture nobody has answered yet. So nothing depends on a message arriving: the
next one says it again. `stamp` names one wording of one capture: the deck's `send_key`.
"""

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stocktake.model.due_dates import read_due
from stocktake.model.meeting import Capture, CaptureKind
from stocktake.model.rating import Rating

MOST_TEXT = 5_000
MOST_NAME = 200
MOST_DUE = 60
MOST_AT_ONCE = 40
RATING = "rating"
# What no keyboard types and a database or a Word file may choke on; line ends and tabs stay.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_STAMP = re.compile(r"[0-9A-Za-z-]{1,60}")


@dataclass(frozen=True)
class Edges:
    """What a message may be about: one meeting, its screens and priorities, its day.

    `next_on` is the day of the next stocktake, where one is prepared.
    """

    meeting_key: str
    held_on: date
    screen_keys: frozenset[str]
    priority_keys: frozenset[str]
    next_on: date | None = None


@dataclass(frozen=True)
class RatingChange:
    """A rating changed in the room, with its reason."""

    priority_key: str
    rating: Rating
    reason: str


@dataclass(frozen=True)
class Message:
    """One capture as the browser sends it: what it says, or the sentence that refuses it."""

    stamp: str
    says: Capture | RatingChange | None = None
    refused: str = ""


@dataclass(frozen=True)
class Said:
    """All that one browser has to say just now.

    `page` is its name for this visit, empty before it has spoken; `version` is the read-back that
    it has heard.
    """

    page: str = ""
    version: int | None = None
    turn: int | None = None
    screen_key: str | None = None
    messages: tuple[Message, ...] = ()
    is_closing: bool = False


class Refusal(Exception):  # noqa: N818 — what it says is an answer to a person, not an error
    """The sentence that tells a person what to write instead."""


def read_said(told: object, edges: Edges) -> Said:
    """Read what the browser says; what has no form at all is passed over in silence."""
    if not isinstance(told, Mapping):
        return Said()
    page, screen = told.get("page"), told.get("screen_key")
    if not isinstance(page, str) or not _STAMP.fullmatch(page):
        return Said()
    captures = told.get("captures")
    listed = captures[:MOST_AT_ONCE] if isinstance(captures, list) else []
    return Said(
        page=page,
        version=_whole(told.get("version")),
        turn=_whole(told.get("turn")),
        screen_key=screen if isinstance(screen, str) and screen in edges.screen_keys else None,
        messages=tuple(
            _message(one["stamp"], one, edges)
            for one in listed
            if isinstance(one, Mapping)
            and isinstance(one.get("stamp"), str)
            and _STAMP.fullmatch(one["stamp"])
        ),
        is_closing=told.get("is_closing") is True,
    )


def _message(stamp: str, told: Mapping[str, Any], edges: Edges) -> Message:
    try:
        if told.get("kind") == RATING:
            return Message(stamp, _rating(told, edges))
        return Message(stamp, _capture(told, edges))
    except Refusal as refusal:
        return Message(stamp, refused=str(refusal))


def _rating(told: Mapping[str, Any], edges: Edges) -> RatingChange:
    if told.get("is_struck") is True:
        raise Refusal("A rating cannot be struck out. Change it again, and give the reason.")
    priority_key = _one_of(told.get("priority_key"), edges.priority_keys)
    rating = _one_of(told.get("rating"), [point.value for point in Rating])
    if priority_key is None or rating is None:
        raise Refusal("Choose the priority and its new rating.")
    reason = _text(told.get("text"), MOST_TEXT, "A reason")
    if not reason:
        raise Refusal("A rating needs a reason. Write one sentence.")
    return RatingChange(priority_key, Rating(rating), reason)


def _capture(told: Mapping[str, Any], edges: Edges) -> Capture:
    kind = _one_of(told.get("kind"), [kind.value for kind in CaptureKind])
    key = _uuid(told.get("capture_key"))
    if kind is None or key is None:
        raise Refusal("Choose what it is: an action, a decision or another kind.")
    text = _text(told.get("text"), MOST_TEXT, "The text")
    if not text:
        raise Refusal("There is no text yet: write what was said.")
    due_text = _text(told.get("due_text"), MOST_NAME, "The date")
    capture = Capture(
        capture_key=key,
        meeting_key=edges.meeting_key,
        kind=CaptureKind(kind),
        text=text,
        owner=" ".join(_text(told.get("owner"), MOST_NAME, "The name").split()) or None,
        due_on=_due(due_text, told.get("due_on"), edges),
        due_text=due_text or None,
        priority_key=_one_of(told.get("priority_key"), edges.priority_keys),
        screen_key=_one_of(told.get("screen_key"), edges.screen_keys),
        is_struck=told.get("is_struck") is True,
    )
    _must_be_whole(capture)
    return capture


def _must_be_whole(capture: Capture) -> None:
    if capture.is_struck:
        return
    if capture.due_text and capture.due_on is None:
        raise Refusal(
            f'We could not read the date "{capture.due_text[:MOST_DUE]}". Try 30 June, end of June '
            "or in 3 weeks."
        )
    if capture.kind is CaptureKind.ACTION and not (capture.owner and capture.due_on):
        raise Refusal("An action needs a name and a date: who does it, and by when?")


def _due(due_text: str, due_on: object, edges: Edges) -> date | None:
    """Read the day: what was typed counts, and only without it the day that was picked."""
    if due_text:
        return read_due(due_text, edges.held_on, edges.next_on)
    if not isinstance(due_on, str):
        return None
    try:
        return date.fromisoformat(due_on)
    except ValueError:
        return None


def _text(told: object, most: int, what: str) -> str:
    """Give a text without what cannot be seen or stored; refuse one that is too long."""
    if not isinstance(told, str):
        return ""
    if len(told) > most:
        raise Refusal(f"{what} is too long: write at most {most:,} characters.")
    # Half of a pair of surrogates is no character, and no database takes it.
    whole = told.encode("utf-8", "replace").decode("utf-8")
    return _UNSEEN.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _whole(told: object) -> int | None:
    # A browser counts exactly up to there; True is no number.
    return told if type(told) is int and 0 < told < 2**53 else None


def _one_of(told: object, known: Collection[str]) -> str | None:
    return told if isinstance(told, str) and told in known else None


def _uuid(told: object) -> str | None:
    try:
        return str(uuid.UUID(told)) if isinstance(told, str) else None
    except ValueError:
        return None
