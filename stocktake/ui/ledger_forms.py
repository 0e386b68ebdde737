"""What the unit does with an action: each asks what it needs, and loses nothing that was typed.

Facts are appended: to undo a change is another change, and both stay in the action's history.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.due_dates import read_due
from stocktake.model.ledger import Standing, standing
from stocktake.model.meeting import ActionChange, ActionChangeKind
from stocktake.model.numbers import day, span
from stocktake.ui import reads, typed
from stocktake.ui.frame import Desk
from stocktake.ui.ledger import Row
from stocktake.ui.markup import show, tag

CHANGERS = frozenset({"analyst"})
_SAID = "ledger_said"
_TURN = "ledger_turn"
_EXAMPLES = "for example 30 June, in 3 weeks, or end of next month"
Draw = Callable[[Desk, Row], None]


def show_said() -> None:
    """Say once what was just done."""
    said = st.session_state.pop(_SAID, None)
    if said:
        show(tag("p", said, class_="said", role="status"))


def show_forms(desk: Desk, row: Row) -> None:
    """Offer what can be done with an action as it stands; nothing to whoever may only look."""
    if not desk.user.roles & CHANGERS:
        return
    offered = _offered(standing(row))
    show(tag("h2", "Update this action", class_="sentence"))
    with st.container(key="ledger_forms"):
        # The panels of tabs are all drawn, so what is typed in one outlives a look at another.
        for tab, draw in zip(st.tabs(list(offered)), offered.values(), strict=True):
            with tab:
                draw(desk, row)


def _offered(now: Standing) -> dict[str, Draw]:
    if now.is_settled:
        return {"Reopen": _reopen}
    usual: dict[str, Draw] = {
        "Reschedule": _move,
        "Reassign": _reassign,
        "Close (with evidence)": _close,
        "Cancel": _drop,
    }
    if now is Standing.SAID_DONE:
        close = {"Close (with evidence)": _close, "Not done: keep it open": _reopen}
        return close | usual
    return usual


# ---- the forms -------------------------------------------------------------------------------


def _move(desk: Desk, row: Row) -> None:
    text = _typed(row, "date", "New date", placeholder=_EXAMPLES)
    due_on = read_due(text, desk.day) if text.strip() else None
    if due_on is not None:
        show(tag("p", moved_words(row["due_on"], due_on), class_="read-as"))
    reason = _typed(row, "move_reason", "Reason (kept and shown)", is_long=True)
    if st.button("Reschedule", key=_key(row, "move"), type="primary"):
        missing = date_missing(text, due_on, row["due_on"], desk.day)
        _write(
            desk, row, missing or _reason_missing(reason), ActionChangeKind.MOVED, reason,
            due_on=due_on,
        )  # fmt: skip


def moved_words(before: date, now: date) -> str:
    """Say how a new date was understood, and what it does.

    >>> moved_words(date(2026, 6, 1), date(2026, 6, 15))
    '15 June 2026: 2 weeks later than now.'
    """
    days = (now - before).days
    if not days:
        return f"{day(now)}: no change."
    return f"{day(now)}: {span(days)} {'later' if days > 0 else 'earlier'} than now."


def date_missing(text: str, due_on: date | None, before: date, today: date) -> str:
    """Say what is wrong with a new date; empty when it will do."""
    if not text.strip():
        return f"Write the new date, {_EXAMPLES}."
    if due_on is None:
        return f'We could not read "{text.strip()[:60]}" as a date. Try {_EXAMPLES}.'
    if due_on < today:
        return f"{day(due_on)} has passed. Choose today or a later date."
    return f"It is already due on {day(due_on)}." if due_on == before else ""


def _reassign(desk: Desk, row: Row) -> None:
    people = [name for name in reads.desk_view(desk, "page.people")["name"] if name != row["owner"]]
    owner = typed.choice(
        "New owner",
        _key(row, "owner"),
        sorted(people),
        placeholder="Choose, or write a name",
        accept_new_options=True,
    )
    reason = _typed(row, "owner_reason", "Reason (kept and shown)", is_long=True)
    if st.button("Reassign", key=_key(row, "reassign"), type="primary"):
        name = (owner or "").strip()
        missing = "" if name else "Choose the new owner, or write a name."
        if name == row["owner"]:
            missing = "They own it already."
        _write(
            desk, row, missing or _reason_missing(reason), ActionChangeKind.REASSIGNED, reason,
            owner=name,
        )  # fmt: skip


def _close(desk: Desk, row: Row) -> None:
    evidence = _typed(
        row,
        "evidence",
        "Evidence that it is done (a document, a figure, a page)",
        is_long=True,
    )
    if st.button("Close", key=_key(row, "close"), type="primary"):
        missing = "" if evidence.strip() else "Give the evidence that it is done."
        _write(
            desk, row, missing, ActionChangeKind.CLOSED, "Done", evidence=evidence.strip(),
        )  # fmt: skip


def _drop(desk: Desk, row: Row) -> None:
    reason = _typed(row, "drop_reason", "Reason for cancelling (kept and shown)", is_long=True)
    if st.button("Cancel this action", key=_key(row, "drop"), type="primary"):
        _write(desk, row, _reason_missing(reason), ActionChangeKind.DROPPED, reason)


def _reopen(desk: Desk, row: Row) -> None:
    label = "Reason for reopening (kept and shown)"
    if standing(row) is Standing.SAID_DONE:
        label = "What is still missing (kept and shown)"
    reason = _typed(row, "reopen_reason", label, is_long=True)
    if st.button("Keep it open", key=_key(row, "reopen"), type="primary"):
        _write(desk, row, _reason_missing(reason), ActionChangeKind.REOPENED, reason)


def _reason_missing(reason: str) -> str:
    return "" if reason.strip() else "Give a reason first: it is kept with the action."


# ---- what is typed, and what is kept ---------------------------------------------------------


def _key(row: Row, name: str) -> str:
    turn = st.session_state.get(_TURN, {}).get(row["action_key"], 0)
    return f"ledger_{name}_{row['action_key']}_{turn}"


def _typed(row: Row, name: str, label: str, *, is_long: bool = False, **more: Any) -> str:
    size: dict[str, Any] = {"height": 80, "max_chars": 2000} if is_long else {"max_chars": 60}
    return typed.text(label, _key(row, name), is_long=is_long, **size, **more)


_DONE = {
    ActionChangeKind.MOVED: "Rescheduled. To undo, reschedule again: both stay in the history.",
    ActionChangeKind.REASSIGNED: "Reassigned. To undo, reassign again: both stay in the history.",
    ActionChangeKind.CLOSED: "Closed. If it was not done after all, reopen it.",
    ActionChangeKind.DROPPED: "Cancelled. If that was a mistake, reopen it.",
    ActionChangeKind.REOPENED: "Reopened.",
}


def _write(
    desk: Desk, row: Row, missing: str, kind: ActionChangeKind, reason: str, **more: Any
) -> None:
    """Keep a change, or say what is missing and leave what was typed where it is."""
    if missing:
        show(tag("p", missing, class_="said", role="alert"))
        return
    change = ActionChange(
        action_key=str(row["action_key"]),
        change=kind,
        reason=reason.strip(),
        decided_by=desk.user.name,
        **more,
    )
    try:
        desk.store.write_action_change(change)
    except StocktakeError as fault:
        show(tag("p", str(fault), class_="said", role="alert"))
        return
    st.session_state[_SAID] = _DONE[kind]
    # New widgets for the next change, which start empty; other actions keep what is typed there.
    turns = st.session_state.setdefault(_TURN, {})
    turns[change.action_key] = turns.get(change.action_key, 0) + 1
    st.rerun()
