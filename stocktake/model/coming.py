"""What follows for a priority, in one sentence: what is overdue or next due."""

from collections.abc import Sequence
from datetime import date

from stocktake.model.numbers import day, several


def coming_sentence(
    *, overdue: int, open_actions: int, late_steps: int, due_on: Sequence[date] = ()
) -> str:
    """Return the sentence over a priority's questions and work; `due_on` are days still to come.

    >>> coming_sentence(overdue=2, open_actions=5, late_steps=1)
    '2 actions and 1 policy step are overdue.'
    >>> coming_sentence(overdue=0, open_actions=3, late_steps=0, due_on=[date(2026, 6, 30)])
    'Nothing is overdue; 3 actions are open, the next date is 30 June 2026.'
    >>> coming_sentence(overdue=0, open_actions=0, late_steps=0)
    'No action is open.'
    """
    late = [several(amount, noun) for amount, noun in
            ((overdue, "action"), (late_steps, "policy step")) if amount]  # fmt: skip
    if late:
        return f"{' and '.join(late)} {'is' if overdue + late_steps == 1 else 'are'} overdue."
    if not open_actions and not due_on:
        return "No action is open."
    verb = "is" if open_actions == 1 else "are"
    waiting = f"{several(open_actions, 'action')} {verb} open" if open_actions else ""
    following = f", the next date is {day(min(due_on))}" if due_on else ""
    return f"Nothing is overdue; {waiting or 'no action is open'}{following}."
