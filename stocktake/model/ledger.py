"""The promise ledger in words and order: how an action stands, and which is spoken of first.

A row is one of `page.action_ledger`, as a dictionary; nothing in it may be trusted to be None.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from stocktake.model.facts import is_nothing
from stocktake.model.numbers import day, number, several, span

Row = Mapping[Any, Any]
OFTEN = 2


class Standing(StrEnum):
    """How an action stands, in words and a sign that needs no colour."""

    OVERDUE = "overdue"
    OPEN = "open"
    SAID_DONE = "said_done"
    CLOSED = "closed"
    DROPPED = "dropped"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The words of lists and documents."""
        return {
            "overdue": "Overdue",
            "open": "Open",
            "said_done": "Reported complete",
            "closed": "Closed",
            "dropped": "Cancelled",
        }[self.value]

    @property
    def sign(self) -> str:
        """The sign that stands in its shape."""
        return {"overdue": "!", "open": "", "said_done": "?", "closed": "✓", "dropped": "×"}[
            self.value
        ]

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to speak of it any more."""
        return self in (Standing.CLOSED, Standing.DROPPED)


def standing(row: Row) -> Standing:
    """Say how an action stands; what a department says is done stays open until it is closed.

    >>> standing({"state": "open", "is_overdue": True}).title
    'Overdue'
    """
    state = Standing(str(row["state"]))
    return Standing.OVERDUE if state is Standing.OPEN and row["is_overdue"] else state


def standing_words(row: Row, today: date) -> str:
    """Say how an action stands and since or until when.

    >>> standing_words({"state": "open", "is_overdue": True, "due_on": date(2026, 4, 30)},
    ...                date(2026, 5, 20))
    'Overdue by 3 weeks'
    """
    now = standing(row)
    if now is Standing.SAID_DONE:
        done = row["said_done_on"]
        since = "" if is_nothing(done) else f" on {day(done)}"
        return f"Reported complete{since}, not yet verified"
    if now.is_settled:
        settled = row["settled_at"]
        return now.title if is_nothing(settled) else f"{now.title} on {day(settled)}"
    days = (row["due_on"] - today).days
    if now is Standing.OVERDUE:
        return f"Overdue by {span(days)}"
    return "Open, due today" if days == 0 else f"Open, due in {span(days)}"


def slip_words(row: Row) -> str:
    """Say how often a date was moved and how far it is from the one agreed; empty if never.

    >>> slip_words({"slip_count": 2, "agreed_due_on": date(2026, 4, 1),
    ...             "due_on": date(2026, 6, 1)})
    'Rescheduled twice, 2 months later than first agreed'
    """
    count = int(row["slip_count"])
    if not count:
        return ""
    often = {1: "once", 2: "twice"}.get(count) or several(count, "time")
    days = (row["due_on"] - row["agreed_due_on"]).days
    later = f", {span(days)} later than first agreed" if days > 0 else ""
    return f"Rescheduled {often}{later}"


def has_slipped_often(row: Row) -> bool:
    """Whether an action was rescheduled twice or more: it rises to the top of the next agenda."""
    return int(row["slip_count"]) >= OFTEN


def urgency(row: Row) -> tuple[int, date, str]:
    """Give the place of an action among those spoken of first, as a key to sort by.

    Overdue and rescheduled twice, overdue, rescheduled twice, then by the date due; settled last.
    """
    if Standing(str(row["state"])).is_settled:
        group = 4
    elif row["is_overdue"]:
        group = 0 if has_slipped_often(row) else 1
    else:
        group = 2 if has_slipped_often(row) else 3
    return group, row["due_on"], str(row["text"])


def most_urgent_first(rows: Iterable[Row]) -> list[Row]:
    """Order actions as the next stocktake's first screen, the memo and the ledger show them."""
    return sorted(rows, key=urgency)


def open_first_time(rows: Iterable[Row]) -> list[Row]:
    """Give what the first item of the next stocktake is about: what is not settled, in order."""
    return most_urgent_first(row for row in rows if not Standing(str(row["state"])).is_settled)


def ledger_sentence(rows: Iterable[Row]) -> str:
    """Count a ledger in one sentence.

    >>> ledger_sentence([])
    'No open actions.'
    """
    waiting = open_first_time(rows)
    if not waiting:
        return "No open actions."
    overdue = sum(1 for row in waiting if row["is_overdue"])
    often = sum(1 for row in waiting if has_slipped_often(row))
    said = f"{several(len(waiting), 'open action')}, {_overdue_words(overdue, len(waiting))}"
    return f"{said}; {number(often)} rescheduled twice or more." if often else f"{said}."


def _overdue_words(overdue: int, waiting: int) -> str:
    if overdue in (0, waiting):
        every = "all " if waiting > 1 else ""
        return f"{every}overdue" if overdue else "none overdue"
    return f"{number(overdue)} of them overdue"
