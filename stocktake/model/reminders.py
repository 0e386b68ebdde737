"""What to write to a department whose return is late or has something open: polite, and plain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.model.numbers import day, several

NOT_SENT, NEEDS_FIXING, WAITING = "not_sent", "needs_fixing", "waiting_for_explanation"
READY = "ready_to_accept"


@dataclass(frozen=True)
class OpenReturn:
    """A return that is not yet what it should be; `state` is the board's."""

    department: str
    round_title: str
    due_on: date
    state: str
    days_late: int = 0
    must_fix_count: int = 0
    open_question_count: int = 0


def needs_reminder(one: OpenReturn) -> bool:
    """Whether there is anything to write: late and not sent, or sent and not finished.

    >>> needs_reminder(OpenReturn("Health", "March", date(2026, 5, 15), "not_sent", days_late=5))
    True
    >>> needs_reminder(OpenReturn("Health", "April", date(2026, 6, 15), "not_sent"))
    False
    """
    if one.state in (NEEDS_FIXING, WAITING):
        return True
    return one.state in (NOT_SENT, READY) and one.days_late > 0


def reminders(returns: Iterable[OpenReturn], *, signed: str = "") -> dict[str, str]:
    """Return for each department that has something open one paragraph, the oldest return first."""
    found: dict[str, list[OpenReturn]] = {}
    for one in sorted(returns, key=lambda due: due.due_on):
        if needs_reminder(one):
            found.setdefault(one.department, []).append(one)
    return {name: _paragraph(items, signed) for name, items in found.items()}


def _paragraph(items: Sequence[OpenReturn], signed: str) -> str:
    thing = "it" if len(items) == 1 else "them"
    ask = f"If something stands in the way, please tell us when we can expect {thing}."
    end = f"Thank you. {signed}".strip()
    return f"Dear colleagues, a reminder {_about(items)} {ask} {end}"


def _about(items: Sequence[OpenReturn]) -> str:
    """Say what the reminder is of: one return that was not sent, or more than that."""
    if len(items) == 1 and items[0].state == NOT_SENT:
        return f"that your return {_sentence(items[0])}"
    noun = "return" if len(items) == 1 else "returns"
    return f"about your {noun}. {' '.join(map(_sentence, items))}"


def _sentence(one: OpenReturn) -> str:
    ago = f", {several(one.days_late, 'day')} ago" if one.days_late else ""
    due = f"{'was' if one.days_late else 'is'} due on {day(one.due_on)}{ago}"
    name = f'"{one.round_title}"'
    if one.state == NOT_SENT:
        return f"{name} {due}{',' if ago else ''} and has not reached us yet."
    left = {
        NEEDS_FIXING: f"{several(one.must_fix_count, 'problem')} in it still to be fixed",
        WAITING: f"{several(one.open_question_count, 'question')} still to be answered",
        READY: "it is complete and waiting to be accepted",
    }[one.state]
    return f"Thank you for sending {name}, which {due}: {left}."
