"""The plan of a stocktake: read as it was prepared, or made for departments as a start."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stocktake.errors import StocktakeError
from stocktake.model.front_page import Wording
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingPlan
from stocktake.store import Store
from stocktake.store.reading import Reader

ACTIONS_MINUTES, WALL_MINUTES, DECISIONS_MINUTES = 5, 3, 3
# Forty-five minutes to an hour is what a leader has; more than ten on one priority is a review.
_WHOLE, _LEAST, _MOST = 53, 1, 10


@dataclass(frozen=True)
class Prepared:
    """A stocktake as it was prepared; `inquiries` and `wordings` hold only what somebody wrote."""

    meeting_key: str
    plan: MeetingPlan
    inquiries: dict[str, tuple[str, ...]]
    wordings: dict[str, Wording] = field(default_factory=dict)


def default_plan(
    store: Store, departments: Sequence[str], *, held_on: date, chair: str, title: str
) -> MeetingPlan:
    """Make a plan that takes every priority of the departments in the register's order.

    No departments means all of them. The minutes are shared out so that the whole is about 45
    to 60; closed cases come last, where the register has them.
    """
    with store.reader(with_headlines=False) as db:
        order = {
            row["department_key"]: row["position"] for row in db.rows("core.known_departments")
        }
        priorities = [
            row
            for row in db.rows("core.known_priorities")
            if not departments or row["department_key"] in departments
        ]
    priorities.sort(key=lambda row: (order.get(row["department_key"], 0), row["position"]))
    fixed = ACTIONS_MINUTES + WALL_MINUTES + DECISIONS_MINUTES
    each = round((_WHOLE - fixed) / max(1, len(priorities)))
    each = min(_MOST, max(_LEAST, each))
    return MeetingPlan(
        title=title,
        held_on=held_on,
        chair=chair,
        department_keys=tuple(departments),
        items=(
            _item(AgendaKind.ACTIONS, ACTIONS_MINUTES),
            _item(AgendaKind.WALL, WALL_MINUTES),
            *(
                AgendaItem(
                    AgendaKind.PRIORITY, row["title"], each, priority_key=row["priority_key"]
                )
                for row in priorities
            ),
            _item(AgendaKind.DECISIONS, DECISIONS_MINUTES),
        ),
    )


def _item(kind: AgendaKind, minutes: int) -> AgendaItem:
    return AgendaItem(kind, kind.title, minutes)


def read_prepared(db: Reader, meeting_key: str, *, may_be_cancelled: bool = False) -> Prepared:
    """Read a stocktake's newest plan; raises StocktakeError when there is none to hold."""
    found = db.rows("core.known_meetings", meeting_key=meeting_key)
    if not found:
        raise StocktakeError(
            "There is no such stocktake. Prepare it first: Delivery unit → Prepare."
        )
    (meeting,) = found
    if meeting["state"] == "cancelled" and not may_be_cancelled:
        raise StocktakeError(
            f"{meeting['title']} was called off, so there is nothing to freeze. "
            "Prepare another: Delivery unit → Prepare."
        )
    items = db.rows("core.known_agenda_items", meeting_key=meeting_key)
    written = db.rows("core.known_inquiries", meeting_key=meeting_key)
    plan = MeetingPlan(
        title=meeting["title"],
        held_on=meeting["held_on"],
        chair=meeting["chair"],
        department_keys=tuple(meeting["department_keys"].split()),
        items=tuple(map(_read_item, sorted(items, key=lambda row: row["position"]))),
    )
    inquiries = {row["priority_key"]: tuple(row["lines"].splitlines()) for row in written}
    return Prepared(meeting_key, plan, inquiries, read_wordings(db, meeting_key))


def _read_item(row: dict[str, Any]) -> AgendaItem:
    return AgendaItem(
        kind=AgendaKind(row["kind"]),
        title=row["title"],
        minutes=row["minutes"],
        priority_key=row["priority_key"],
        text=row["text"],
        options=tuple(row["options"].splitlines()),
        ask=row["ask"],
    )


def read_wordings(db: Reader, meeting_key: str) -> dict[str, Wording]:
    """Read how the unit words the lines of a front page; null gives the rule's own line back."""
    rows = db.rows("core.known_front_lines", meeting_key=meeting_key)
    return {
        row["line_key"]: Wording(row["text"], row["written_by"])
        for row in rows
        if row["text"] is not None
    }
