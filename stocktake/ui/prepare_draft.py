"""The plan that is worked on: every change is kept at once, as a new version.

What is on the screen is the draft in the session. It follows the database, and a change is made to
the newest version there is, so that two colleagues can prepare one stocktake. When a change cannot
be written, the draft keeps it and says so: not one word is typed twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from stocktake.editions.plans import Prepared, read_prepared
from stocktake.errors import StocktakeError
from stocktake.model.meeting import MeetingEvent, MeetingPlan
from stocktake.ui import prepare_lines, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import show, tag
from stocktake.ui.opened import the_store
from stocktake.ui.prepare_lines import Lines

ANALYST = "analyst"
_SAID, _UNDO = "prepare_said", "prepare_undo"
Change = Callable[[Lines], Lines]


@dataclass(frozen=True)
class Draft:
    """A stocktake's plan as it is worked on; `saved` is the version it is a change of."""

    meeting_key: str
    saved: MeetingPlan
    plan: MeetingPlan
    lines: Lines
    fault: str = ""

    @property
    def is_unsaved(self) -> bool:
        """Whether something stands here that the database has not got."""
        return self.plan != self.saved


def open_draft(desk: Desk, meeting_key: str) -> Draft:
    """Give the draft of a stocktake, brought to the newest version.

    Raises StocktakeError when there is no such stocktake on this day.
    """
    newest = prepared(desk, meeting_key).plan
    held: Draft | None = st.session_state.get(_name(meeting_key))
    if desk.known_on is not None:
        return _begun(meeting_key, newest)
    if held is None:
        held = _begun(meeting_key, newest)
    elif held.saved != newest and not held.is_unsaved:
        lines = prepare_lines.adopt(held.lines, newest.items)
        held = replace(held, saved=newest, plan=newest, lines=lines)
    st.session_state[_name(meeting_key)] = held
    return held


def _begun(meeting_key: str, plan: MeetingPlan) -> Draft:
    return Draft(meeting_key, plan, plan, prepare_lines.adopt((), plan.items))


def _name(meeting_key: str) -> str:
    return f"prepare_draft_{meeting_key}"


def prepared(desk: Desk, meeting_key: str) -> Prepared:
    """Read a stocktake as prepared, with the lines of inquiry that somebody wrote."""
    return _prepared(
        desk.store.path, desk.store.desk_version(), desk.today, desk.known_at, meeting_key
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _prepared(
    path: Path, desk_version: int, today: date, known_at: datetime | None, meeting_key: str
) -> Prepared:
    with the_store(path).reader(known_at, with_headlines=False) as db:
        return read_prepared(db, meeting_key)


def meeting_row(desk: Desk, meeting_key: str) -> dict[Any, Any] | None:
    """Give a stocktake's row of `page.meetings`; None when there is none on this day."""
    # Not asked of the database: what an address says may be no key at all.
    rows = reads.desk_view(desk, "page.meetings").to_dict("records")
    return next((row for row in rows if str(row["meeting_key"]) == meeting_key), None)


def may_change(desk: Desk, meeting: Mapping[Any, Any] | None = None) -> bool:
    """Say whether this user may prepare: an analyst, now, while the stocktake is not begun."""
    is_open = meeting is None or meeting["state"] == "prepared"
    return desk.known_on is None and is_open and ANALYST in desk.user.roles


# ---- changes ------------------------------------------------------------------------------------


def change_lines(desk: Desk, meeting_key: str, change: Change) -> Draft:
    """Change the agenda and keep it."""
    draft = open_draft(desk, meeting_key)
    lines = change(draft.lines)
    plan = replace(draft.plan, items=prepare_lines.items_of(lines))
    return _keep(desk, replace(draft, plan=plan, lines=lines))


def change_plan(desk: Desk, meeting_key: str, **fields: Any) -> Draft:
    """Change title, day, chair or departments and keep it."""
    draft = open_draft(desk, meeting_key)
    return _keep(desk, replace(draft, plan=replace(draft.plan, **fields)))


def replace_agenda(desk: Desk, meeting_key: str, plan: MeetingPlan, said: str) -> None:
    """Put another agenda in place of this one; it can be undone."""
    draft = open_draft(desk, meeting_key)
    lines = prepare_lines.adopt(draft.lines, plan.items)
    _keep(desk, replace(draft, plan=replace(draft.plan, items=plan.items), lines=lines))
    say(said, undo=(meeting_key, draft.plan))


def take_off(desk: Desk, meeting_key: str, line_key: str) -> None:
    """Take a line off the agenda; it can be undone, with every word of it."""
    draft = open_draft(desk, meeting_key)
    line = prepare_lines.line_of(draft.lines, line_key)
    if line is None:
        return
    change_lines(desk, meeting_key, lambda lines: prepare_lines.without(lines, line_key))
    say(f"“{line.item.title}” was removed from the agenda.", undo=(meeting_key, draft.plan))


def save_again(desk: Desk, meeting_key: str) -> None:
    """Try once more to keep what could not be written."""
    _keep(desk, open_draft(desk, meeting_key))


def _keep(desk: Desk, draft: Draft) -> Draft:
    """Write a draft as the newest version; one that says nothing new is not written."""
    if draft.is_unsaved:
        try:
            _must_be_prepared(desk, draft.meeting_key)
            desk.store.write_meeting(
                draft.plan, saved_by=desk.user.name, meeting_key=draft.meeting_key
            )
        except StocktakeError as fault:
            draft = replace(draft, fault=str(fault))
        else:
            draft = replace(draft, saved=draft.plan, fault="")
    st.session_state[_name(draft.meeting_key)] = draft
    return draft


def _must_be_prepared(desk: Desk, meeting_key: str) -> None:
    """Refuse to change what the room is in the middle of: somebody else may have begun it."""
    meeting = meeting_row(desk, meeting_key)
    if meeting is None or meeting["state"] != "prepared":
        raise StocktakeError("The stocktake has begun or was cancelled: its plan is now fixed.")


def call_off(desk: Desk, meeting_key: str) -> None:
    """Note that a stocktake will not be held; it leaves the lists, and nothing is deleted."""
    try:
        _must_be_prepared(desk, meeting_key)
        desk.store.write_meeting_event(
            meeting_key, MeetingEvent.CANCELLED, decided_by=desk.user.name
        )
    except StocktakeError as fault:
        say(str(fault))
        return
    st.session_state.pop(_name(meeting_key), None)
    st.query_params.pop("meeting", None)
    say("Cancelled. It is no longer listed.")


# ---- what is said once --------------------------------------------------------------------------


def say(sentence: str, undo: tuple[str, MeetingPlan] | None = None) -> None:
    """Keep a sentence for the top of the next run, with what would undo what it tells."""
    st.session_state[_SAID] = sentence
    st.session_state[_UNDO] = undo


def show_said(desk: Desk, draft: Draft | None = None) -> None:
    """Say once what the last step came to; and as long as it lasts, that something is not saved."""
    # Always there: what comes and goes above the agenda would have the browser build it anew.
    with st.container(key="prepare_says"):
        if draft is not None and draft.is_unsaved:
            _show_unsaved(desk, draft)
        sentence, undo = st.session_state.pop(_SAID, None), st.session_state.get(_UNDO)
        if sentence is not None:
            has_undo = draft is not None and undo is not None and undo[0] == draft.meeting_key
            _show_told(desk, sentence, undo if has_undo else None)


def _show_told(desk: Desk, sentence: str, undo: tuple[str, MeetingPlan] | None) -> None:
    name = "prepare_undo" if undo else "prepare_told"
    with st.container(key=name, horizontal=True, vertical_alignment="center"):
        show(tag("p", sentence, class_="told", role="status"))
        if undo:
            st.button("Undo", key="prepare_undo_button", on_click=_undo, args=(desk, *undo))


def _undo(desk: Desk, meeting_key: str, plan: MeetingPlan) -> None:
    replace_agenda(desk, meeting_key, plan, "The agenda is as it was before.")
    st.session_state[_UNDO] = None


def _show_unsaved(desk: Desk, draft: Draft) -> None:
    with st.container(key="prepare_unsaved", horizontal=True, vertical_alignment="center"):
        show(
            tag(
                "p",
                tag("strong", "Not saved yet. "),
                f"{draft.fault} What you wrote is kept on this page.",
                role="alert",
            )
        )
        st.button(
            "Save again",
            key="prepare_save_again",
            type="primary",
            on_click=save_again,
            args=(desk, draft.meeting_key),
        )
