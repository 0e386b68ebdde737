"""Read what the front page is made from, and draft it: once for the desk, the room and the papers.

Whose moment it is says the reader; the unit's own words are put in by `model.front_page.reworded`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from stocktake.deck.frames import DeckFrames
from stocktake.documents.inquiring import suggested_lines
from stocktake.model.facts import PriorityFacts, worst_first
from stocktake.model.front_draft import draft_front_page
from stocktake.model.front_page import MAX_LINES, FrontInput, FrontPage
from stocktake.model.inquiry import Line
from stocktake.store.reading import Reader

FrontFrames = Callable[[str], DeckFrames]


def read_front_page(
    db: Reader,
    priorities: Sequence[PriorityFacts],
    frames_of: FrontFrames | None,
    *,
    today: date,
    department_keys: tuple[str, ...] = (),
    asked_keys: Collection[str] | None = None,
    written: Mapping[str, Sequence[str]] | None = None,
) -> FrontPage:
    """Draft the front page of some departments, none meaning all.

    `frames_of` gives a priority's own rows, None puts the questions off; `asked_keys` are the
    priorities that may be asked about, where not all; `written` are lines of inquiry that
    somebody wrote, which win.
    """
    shown = [
        facts
        for facts in priorities
        if not department_keys or facts.department_key in department_keys
    ]
    given = FrontInput(
        today=today,
        priorities=tuple(shown),
        department_keys=department_keys,
        ratings=db.rows("page.today_ratings"),
        returns=db.rows("page.today_returns"),
        due=db.rows("page.today_due"),
        coming=db.rows("page.today_coming"),
        questions=frames_of and _questions(shown, frames_of, today, asked_keys, written or {}),
    )
    return draft_front_page(given)


def _questions(
    shown: Sequence[PriorityFacts],
    frames_of: FrontFrames,
    today: date,
    asked_keys: Collection[str] | None,
    written: Mapping[str, Sequence[str]],
) -> dict[str, list[Line]]:
    """Ask about the worst five only: the rows behind a question are dear, and five are shown."""
    asked = [
        facts
        for facts in worst_first(shown)
        if facts.closed_on is None and (asked_keys is None or facts.priority_key in asked_keys)
    ]
    found: dict[str, list[Line]] = {}
    for facts in asked[:MAX_LINES]:
        own = written.get(facts.priority_key)
        if own is not None:
            found[facts.priority_key] = [
                Line(f"written_{number}", text) for number, text in enumerate(own, start=1)
            ]
        else:
            found[facts.priority_key] = _suggested(facts, frames_of(facts.priority_key), today)
    return found


def _suggested(facts: PriorityFacts, own: DeckFrames, today: date) -> list[Line]:
    frames: dict[str, Any] = {
        name: getattr(own, name)
        for name in ("spread", "leading", "policy_steps", "rating_sheet", "actions")
    }
    return suggested_lines(facts, today, **frames)
