"""What follows for a priority, in one sentence: what is overdue, late or next due."""

from collections.abc import Sequence
from datetime import date

from stocktake.model.numbers import day


def coming_sentence(
    *, overdue: int, open_actions: int, late_steps: int, due_on: Sequence[date] = ()
) -> str:
    """Return the sentence over a priority's questions and work; `due_on` are days still to come.

    >>> coming_sentence(overdue=2, open_actions=5, late_steps=1)
    '2 actions are overdue and 1 policy step is late.'
    >>> coming_sentence(overdue=0, open_actions=3, late_steps=0, due_on=[date(2026, 6, 30)])
    'Nothing is late; 3 actions are open, the next date is 30 June 2026.'
    >>> coming_sentence(overdue=0, open_actions=0, late_steps=0)
    'No action is open.'
    """
    late = [_counted(overdue, "action", "overdue"), _counted(late_steps, "policy step", "late")]
    told = [part for part in late if part]
    if told:
        return f"{' and '.join(told)}."
    if not open_actions and not due_on:
        return "No action is open."
    open_now = _counted(open_actions, "action", "open") or "no action is open"
    following = f", the next date is {day(min(due_on))}" if due_on else ""
    return f"Nothing is late; {open_now}{following}."


def _counted(amount: int, noun: str, state: str) -> str:
    if not amount:
        return ""
    return f"{amount:,} {noun} is {state}" if amount == 1 else f"{amount:,} {noun}s are {state}"
