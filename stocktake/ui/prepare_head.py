"""What stands above a stocktake's agenda: title, day, chair, departments, and calling it off."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from stocktake.editions.plans import default_plan
from stocktake.model.meeting import MeetingPlan
from stocktake.model.numbers import day, several
from stocktake.ui import prepare_draft, prepare_lines, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, link, show, tag
from stocktake.ui.menu import MENU
from stocktake.ui.prepare_draft import Draft, may_change

Row = Mapping[Any, Any]
_STATES = {"prepared": "prepared", "begun": "on now", "closed": "held"}


def show_head(desk: Desk, draft: Draft, meeting: Row, names: Mapping[str, str]) -> None:
    """Say which stocktake this is, and whether it can be changed."""
    plan = draft.plan
    facts: list[Child] = [
        day(plan.held_on),
        plan.chair,
        departments_words(list(plan.department_keys), names),
        prepare_lines.counted(draft.lines),
        several(plan.minutes, "minute"),
    ]
    saved = f"{meeting['received_at']:%H:%M} UTC, {day(meeting['received_at'].date())}"
    told: list[Child] = [f"Changes save automatically. Last: {saved}, by {meeting['saved_by']}."]
    if not may_change(desk, meeting):
        told = [_why_not(desk, meeting), " ", _onward(desk, meeting)]
    show(
        tag("p", link("All stocktakes", "prepare", known_at=desk.known_on), class_="kicker"),
        tag(
            "h1",
            plan.title,
            " ",
            tag("span", _STATES.get(str(meeting["state"]), meeting["state"]), class_="state-word"),
            class_="page-title",
        ),
        tag("p", " · ".join(str(fact) for fact in facts), class_="about-it"),
        tag("p", *told, class_="kept"),
    )


def _why_not(desk: Desk, meeting: Row) -> str:
    if desk.known_on is not None:
        return "You are looking at an earlier day: this is the plan as it was then, read only."
    if meeting["state"] == "begun":
        return "The stocktake has begun: its plan can no longer be changed."
    if meeting["state"] == "closed":
        return "The stocktake was held: its plan can no longer be changed."
    return "An analyst of the delivery unit prepares it; you can read it here."


def _onward(desk: Desk, meeting: Row) -> Markup | None:
    """Lead from a stocktake that has begun to what came of it."""
    has_page = any(entry.path == "follow-up" for entry in MENU)
    if meeting["state"] == "prepared" or not has_page:
        return None
    key = meeting["meeting_key"]
    return link("See what was agreed", "follow-up", meeting=key, known_at=desk.known_on)


def offer_change(desk: Desk, draft: Draft, names: Mapping[str, str]) -> None:
    """Offer what stands above the agenda to be changed, behind a line that opens it."""
    place = st.expander(
        "Change the title, day, chair or departments",
        key="prepare_change",
        on_change="rerun",
        type="compact",
    )
    if not place.open:
        return
    with place, st.container(key="prepare_head_form"):
        left, right = st.columns(2, gap="large")
        with left:
            _title_and_day(desk, draft)
        with right:
            _chair_and_departments(desk, draft, names)
        with st.container(horizontal=True):
            st.button(
                "Replace the agenda for these departments",
                key="prepare_anew",
                on_click=_make_anew,
                args=(desk, draft),
            )
            if st.button("Cancel this stocktake", key="prepare_call_off", type="tertiary"):
                _ask_to_call_off(desk, draft)


def _title_and_day(desk: Desk, draft: Draft) -> None:
    plan, name = draft.plan, f"prepare_title_{draft.meeting_key}"
    st.text_input(
        "Title",
        value=plan.title,
        key=name,
        max_chars=80,
        on_change=_keep,
        args=(desk, draft, "title", name),
    )
    name = f"prepare_day_{draft.meeting_key}"
    st.date_input(
        "Day",
        value=plan.held_on,
        format="DD/MM/YYYY",
        key=name,
        on_change=_keep,
        args=(desk, draft, "held_on", name),
    )


def _chair_and_departments(desk: Desk, draft: Draft, names: Mapping[str, str]) -> None:
    plan, name = draft.plan, f"prepare_chair_{draft.meeting_key}"
    pick_chair(desk, plan.chair, name, on_change=_keep, args=(desk, draft, "chair", name))
    name = f"prepare_departments_{draft.meeting_key}"
    st.multiselect(
        "Departments (none chosen means all)",
        list(names),
        default=[key for key in plan.department_keys if key in names],
        format_func=names.__getitem__,
        key=name,
        on_change=_keep,
        args=(desk, draft, "department_keys", name),
    )


def _keep(desk: Desk, draft: Draft, field: str, name: str) -> None:
    value = st.session_state[name]
    if field == "department_keys":
        value = tuple(value)
    elif isinstance(value, str):
        value = value.strip()
    if value or field == "department_keys":
        prepare_draft.change_plan(desk, draft.meeting_key, **{field: value})
    else:
        prepare_draft.say("A stocktake needs a title, a day and a chair: nothing was changed.")
        st.session_state[name] = getattr(draft.plan, field)


def _make_anew(desk: Desk, draft: Draft) -> None:
    plan: MeetingPlan = prepare_draft.open_draft(desk, draft.meeting_key).plan
    anew = default_plan(
        desk.store,
        plan.department_keys,
        held_on=plan.held_on,
        chair=plan.chair,
        title=plan.title,
    )
    said = "The agenda was replaced; issues and successes were removed from it."
    prepare_draft.replace_agenda(desk, draft.meeting_key, anew, said)


@st.dialog("Cancel this stocktake?")
def _ask_to_call_off(desk: Desk, draft: Draft) -> None:
    show(
        tag(
            "p",
            f"{draft.plan.title}, {day(draft.plan.held_on)}, will no longer be listed. It stays "
            "in the record; this cannot be undone.",
        )
    )
    if st.button(
        "Cancel the stocktake",
        key="prepare_call_off_sure",
        type="primary",
        on_click=prepare_draft.call_off,
        args=(desk, draft.meeting_key),
    ):
        st.rerun()


def department_names(desk: Desk) -> dict[str, str]:
    """Give the titles of the departments by key."""
    found = reads.view(desk, "core.known_departments").sort_values("position")
    return dict(zip(found["department_key"], found["title"], strict=True))


def departments_words(keys: list[str], names: Mapping[str, str]) -> str:
    """Name the departments of a stocktake; none named means all of them.

    >>> departments_words([], {}), departments_words(["health"], {"health": "Health"})
    ('Every department', 'Health')
    """
    return ", ".join(names.get(key, key) for key in keys) or "Every department"


def pick_chair(
    desk: Desk, now: str | None, key: str, *, keep: bool = False, **more: Any
) -> str | None:
    """Let a chair be chosen among the names that are known, or written."""
    names = sorted(set(reads.desk_view(desk, "page.people")["name"]) | ({now} if now else set()))
    found: str | None = st.selectbox(
        "Chair",
        names,
        index=names.index(now) if now else None,
        accept_new_options=True,
        placeholder="A name",
        key=key,
        persist_state="session" if keep else None,
        **more,
    )
    return found
