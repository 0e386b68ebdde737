"""Prepare: the stocktakes there are, a new one, and one that is open to be worked on."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from stocktake.editions.plans import default_plan
from stocktake.errors import StocktakeError
from stocktake.model.numbers import several
from stocktake.ui import (
    frame,
    prepare_agenda,
    prepare_draft,
    prepare_editions,
    prepare_head,
    prepare_send,
    prepare_writing,
    reads,
)
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, link, show, tag
from stocktake.ui.prepare_draft import Draft, may_change

Row = Mapping[Any, Any]
_SECTIONS = (("begun", "On now"), ("prepared", "Prepared"), ("closed", "Held"))
_QUARTER = timedelta(weeks=13)
_NEW = "prepare_new_is_open"
_AGENDA, _EDITIONS = "Agenda", "Editions and pre-read"


# ---- every stocktake ----------------------------------------------------------------------------


def show_every(desk: Desk) -> None:
    """Draw the stocktakes as a list, and the form for another."""
    rows = reads.desk_view(desk, "page.meetings").to_dict("records")
    show(
        tag("h1", "Prepare a stocktake", class_="page-title"),
        tag(
            "p",
            "Set the date and chair, order the agenda and write the issues; freeze an edition, "
            "rehearse, and send the pre-read the evening before.",
            class_="lead",
        ),
    )
    prepare_draft.show_said(desk)
    if may_change(desk):
        _offer_another(desk, rows)
    if not rows:
        show(tag("p", "No stocktake had been prepared by this day.", class_="empty"))
    names = prepare_head.department_names(desk)
    for state, heading in _SECTIONS:
        found = sorted(
            (row for row in rows if row["state"] == state),
            key=lambda row: (row["held_on"], row["title"]),
            reverse=state == "closed",
        )
        if found:
            show(tag("h2", heading, class_="step"), _list(desk, found, names))


def _list(desk: Desk, rows: Sequence[Row], names: Mapping[str, str]) -> Markup:
    items = [
        tag(
            "li",
            tag("span", tag("b", row["held_on"].day), f"{row['held_on']:%b %Y}", class_="when"),
            tag(
                "div",
                tag(
                    "h3",
                    link(
                        row["title"],
                        "prepare",
                        meeting=row["meeting_key"],
                        known_at=desk.known_on,
                    ),
                ),
                tag("p", " · ".join(_about(row, names)), class_="quiet"),
            ),
            tag("p", _came_to(row), class_="came-to"),
        )
        for row in rows
    ]
    return tag("ul", *items, class_="stocktakes")


def _about(row: Row, names: Mapping[str, str]) -> list[str]:
    return [
        str(row["chair"]),
        prepare_head.departments_words(str(row["department_keys"]).split(), names),
        several(int(row["priority_count"]), "priority", "priorities"),
        several(int(row["minutes"]), "minute"),
    ]


def _came_to(row: Row) -> str:
    editions = int(row["edition_count"])
    frozen = several(editions, "edition") if editions else "no edition yet"
    if row["state"] == "prepared":
        return frozen
    captured = f"{several(int(row['capture_count']), 'item')} captured"
    return f"{captured}, {frozen if editions else 'no edition'}"


# ---- a new one ----------------------------------------------------------------------------------


def _offer_another(desk: Desk, rows: Sequence[Row]) -> None:
    is_open = st.session_state.get(_NEW, not rows)
    st.button(
        "Cancel" if is_open else "New stocktake",
        key="prepare_new_button",
        type="secondary" if is_open else "primary",
        on_click=lambda: st.session_state.update({_NEW: not is_open}),
    )
    if is_open:
        with st.container(key="prepare_new_form"):
            _show_form(desk, rows)


def _show_form(desk: Desk, rows: Sequence[Row]) -> None:
    names = prepare_head.department_names(desk)
    left, right = st.columns(2, gap="large")
    with left:
        title = st.text_input(
            "Title",
            key="prepare_new_title",
            max_chars=80,
            placeholder="Summer stocktake",
            persist_state="session",
        )
        held_on = st.date_input(
            "Day",
            value=_next_day(desk, rows),
            format="DD/MM/YYYY",
            key="prepare_new_day",
            persist_state="session",
        )
    with right:
        chair = prepare_head.pick_chair(desk, _last_chair(rows), "prepare_new_chair", keep=True)
        departments = st.multiselect(
            "Departments (none chosen means all)",
            list(names),
            format_func=names.__getitem__,
            key="prepare_new_departments",
            persist_state="session",
        )
    show(
        tag(
            "p",
            "The agenda starts with last time’s actions, the priorities together, then each "
            "priority of these departments, and ends with the read-back of decisions. You can "
            "reorder it.",
            class_="quiet",
        )
    )
    if st.button("Create stocktake", key="prepare_make", type="primary"):
        _make(desk, title or "", held_on, chair, departments)


def _next_day(desk: Desk, rows: Sequence[Row]) -> date:
    """Suggest a day a quarter after the last stocktake, and not one that is over."""
    last = max((row["held_on"] for row in rows), default=desk.today - _QUARTER)
    return max(last + _QUARTER, desk.today)


def _last_chair(rows: Sequence[Row]) -> str | None:
    newest = max(rows, key=lambda row: row["held_on"], default=None)
    return str(newest["chair"]) if newest else None


def missing_words(title: str, held_on: object, chair: str | None) -> str:
    """Say what a stocktake still lacks; empty when it can be made.

    >>> missing_words("Spring", None, " ")
    'Still missing: the day, the chair.'
    """
    there = {"the title": title.strip(), "the day": held_on, "the chair": (chair or "").strip()}
    missing = [words for words, given in there.items() if not given]
    return f"Still missing: {', '.join(missing)}." if missing else ""


def _make(desk: Desk, title: str, held_on: object, chair: str | None, keys: list[str]) -> None:
    lacks = missing_words(title, held_on, chair)
    if lacks or not isinstance(held_on, date):
        show(tag("p", lacks, class_="told", role="alert"))
        return
    try:
        plan = default_plan(
            desk.store, keys, held_on=held_on, chair=(chair or "").strip(), title=title.strip()
        )
        key = desk.store.write_meeting(plan, saved_by=desk.user.name)
    except StocktakeError as fault:
        show(tag("p", str(fault), class_="told", role="alert"))
        return
    for name in ("title", "day", "chair", "departments"):
        st.session_state.pop(f"prepare_new_{name}", None)
    st.session_state.pop(_NEW, None)
    prepare_draft.say(
        f"Created, with {several(plan.minutes, 'minute')} planned. You can now reorder the agenda."
    )
    st.query_params["meeting"] = key
    st.rerun()


# ---- one of them --------------------------------------------------------------------------------


def show_one(desk: Desk, meeting_key: str) -> None:
    """Draw one stocktake: its head, its agenda, its editions."""
    meeting = prepare_draft.meeting_row(desk, meeting_key)
    if meeting is None:
        frame.stop(
            "There is no such stocktake on this day",
            "It was prepared later, or cancelled. Choose Prepare in the menu to see all.",
        )
    draft = prepare_draft.open_draft(desk, meeting_key)
    names = prepare_head.department_names(desk)
    is_open = may_change(desk, meeting)
    prepare_head.show_head(desk, draft, meeting, names)
    prepare_draft.show_said(desk, draft)
    if is_open:
        prepare_head.offer_change(desk, draft, names)
    editions = prepare_editions.editions_of(desk, meeting_key)
    if editions and meeting["state"] == "prepared":
        prepare_send.show_sending(desk, draft, editions[0])
    first, second = st.tabs([_AGENDA, _EDITIONS], key="prepare_tabs", on_change="rerun")
    if first.open:
        with first:
            _show_agenda(desk, draft, is_open=is_open)
    if second.open:
        with second:
            prepare_editions.show_editions(desk, draft, is_open=is_open)


def _show_agenda(desk: Desk, draft: Draft, *, is_open: bool) -> None:
    every = {facts.priority_key: facts for facts in reads.all_facts(desk)}
    if not is_open:
        prepare_agenda.show_plain(draft, every)
        return
    left, right = st.columns([13, 12], gap="large")
    with left:
        prepare_agenda.show_list(desk, draft, every)
    with right, st.container(key="prepare_writing"):
        prepare_writing.show_writing(desk, draft, every)
