"""The agenda of a stocktake: put in order by hand, timed, added to."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from stocktake.model.facts import PriorityFacts
from stocktake.model.meeting import AgendaItem, AgendaKind
from stocktake.ui import prepare_draft, prepare_lines
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, show, tag
from stocktake.ui.prepare_draft import Draft
from stocktake.ui.prepare_lines import LEAST_MINUTES, MOST_MINUTES, Line, Lines

_LIST, _ANSWERED, _ADD = "prepare_list", "prepare_answered", "prepare_add"
_ISSUE, _CELEBRATION = "issue", "celebration"
_MINUTES = {AgendaKind.ISSUE: 8, AgendaKind.PRIORITY: 3, AgendaKind.CELEBRATION: 2}
Told = Mapping[str, Any]


def open_name(meeting_key: str) -> str:
    """Give the name under which the session keeps which line is open beside the list."""
    return f"prepare_open_{meeting_key}"


def settle_open(draft: Draft) -> str | None:
    """Give the line that is open; at first, and when it is gone, the first there is to write."""
    name = open_name(draft.meeting_key)
    keys = [line.line_key for line in draft.lines]
    if st.session_state.get(name) not in keys:
        written = (AgendaKind.ISSUE, AgendaKind.CELEBRATION, AgendaKind.PRIORITY)
        found = [line for kind in written for line in draft.lines if line.item.kind is kind]
        st.session_state[name] = next((one.line_key for one in [*found, *draft.lines]), None)
    opened: str | None = st.session_state[name]
    return opened


def show_list(desk: Desk, draft: Draft, every: Mapping[str, PriorityFacts]) -> None:
    """Draw the agenda to be worked on."""
    key = draft.meeting_key
    settle_open(draft)
    data = {
        "meeting": key,
        "lines": [_told(line, every, draft.lines) for line in draft.lines],
        "open": st.session_state.get(open_name(key)),
        "limits": {"least": LEAST_MINUTES, "most": MOST_MINUTES},
        "answered": st.session_state.get(_ANSWERED, {}).get(key, 0),
    }
    _component()(
        key=_LIST,
        data=data,
        on_changed_change=lambda: _take_order(desk, key),
        on_opened_change=lambda: _take_opened(key),
        on_taken_off_change=lambda: _take_off(desk, key),
    )
    _offer_more(desk, draft, every)


def _told(line: Line, every: Mapping[str, PriorityFacts], lines: Lines) -> dict[str, Any]:
    item = line.item
    about = prepare_lines.belongs_to(item)
    on_agenda = {one.item.priority_key for one in lines if one.item.kind is AgendaKind.PRIORITY}
    return {
        "key": line.line_key,
        "kind": item.kind.value,
        "title": title_of(item, every),
        "note": note_of(item, every),
        "minutes": item.minutes,
        "follows": about is not None and about in on_agenda,
    }


def title_of(item: AgendaItem, every: Mapping[str, PriorityFacts]) -> str:
    """Give an item's title; a priority under its own name is called as on the wall."""
    facts = every.get(item.priority_key or "")
    if facts and item.kind is AgendaKind.PRIORITY and item.title in ("", facts.title):
        return facts.short_title
    return item.title or item.kind.title


def note_of(item: AgendaItem, every: Mapping[str, PriorityFacts]) -> str:
    """Say beside a title what it is: an issue, or whose priority."""
    facts = every.get(item.priority_key or "")
    if item.kind is AgendaKind.PRIORITY:
        return (facts.department or "") if facts else "not in the list of priorities"
    if item.kind is AgendaKind.CELEBRATION:
        return "success"
    return "issue" if item.kind is AgendaKind.ISSUE else ""


def _take_order(desk: Desk, meeting_key: str) -> None:
    told = _what("changed")
    # A list of another stocktake may still say something while this one is opened.
    if told and told.get("meeting") == meeting_key:
        order = read_order(told)
        prepare_draft.change_lines(
            desk, meeting_key, lambda lines: prepare_lines.ordered(lines, order)
        )
        answered = st.session_state.setdefault(_ANSWERED, {})
        answered[meeting_key] = int(told.get("number", 0))


def read_order(told: Told) -> list[tuple[str, int]]:
    """Read what the browser says of the order; what is no line of a list is left out."""
    return [
        (str(pair[0]), int(pair[1]))
        for pair in told.get("order", ())
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[1], int | float)
    ]


def _take_opened(meeting_key: str) -> None:
    opened = _what("opened")
    if opened:
        st.session_state[open_name(meeting_key)] = str(opened)


def _take_off(desk: Desk, meeting_key: str) -> None:
    line_key = _what("taken_off")
    if line_key:
        prepare_draft.take_off(desk, meeting_key, str(line_key))


def _what(name: str) -> Any:
    """Give what the list has just said under a name."""
    return (st.session_state.get(_LIST) or {}).get(name)


# ---- more ---------------------------------------------------------------------------------------


def _offer_more(desk: Desk, draft: Draft, every: Mapping[str, PriorityFacts]) -> None:
    choices = _choices(draft.lines, every)
    st.selectbox(
        "Add to the agenda",
        list(choices),
        index=None,
        format_func=choices.__getitem__,
        placeholder="An issue, a success, a priority …",
        key=_ADD,
        on_change=_add,
        args=(desk, draft.meeting_key, every),
    )


def _choices(lines: Lines, every: Mapping[str, PriorityFacts]) -> dict[str, str]:
    there = {one.item.priority_key for one in lines if one.item.kind is AgendaKind.PRIORITY}
    found = {_ISSUE: "An issue, with options and an ask", _CELEBRATION: "A success to recognise"}
    found |= {f"kind:{kind}": kind.title for kind in prepare_lines.missing_kinds(lines)}
    return found | {
        f"priority:{key}": f"{facts.department}: {facts.title}"
        for key, facts in every.items()
        if key not in there
    }


def _add(desk: Desk, meeting_key: str, every: Mapping[str, PriorityFacts]) -> None:
    chosen = st.session_state.get(_ADD)
    st.session_state[_ADD] = None
    if chosen:
        add_item(desk, meeting_key, _new_item(str(chosen), every))


def _new_item(chosen: str, every: Mapping[str, PriorityFacts]) -> AgendaItem:
    kind, _, key = chosen.partition(":")
    if kind == "priority":
        return AgendaItem(
            AgendaKind.PRIORITY, every[key].title, _MINUTES[AgendaKind.PRIORITY], priority_key=key
        )
    found = AgendaKind(key or kind)
    title = "New issue" if found is AgendaKind.ISSUE else found.title
    return AgendaItem(found, title, _MINUTES.get(found, 3))


def add_item(desk: Desk, meeting_key: str, item: AgendaItem) -> None:
    """Put an item on the agenda, and open it beside the list."""
    before = prepare_draft.open_draft(desk, meeting_key)
    known = {line.line_key for line in before.lines}
    draft = prepare_draft.change_lines(
        desk, meeting_key, lambda lines: prepare_lines.added(lines, item)
    )
    new = next(line for line in draft.lines if line.line_key not in known)
    st.session_state[open_name(meeting_key)] = new.line_key


def new_issue(facts: PriorityFacts) -> AgendaItem:
    """Give an issue about a priority, with everything still to write."""
    return AgendaItem(
        AgendaKind.ISSUE,
        f"{facts.short_title}: what next?",
        _MINUTES[AgendaKind.ISSUE],
        priority_key=facts.priority_key,
    )


# ---- only to read -------------------------------------------------------------------------------


def show_plain(draft: Draft, every: Mapping[str, PriorityFacts]) -> None:
    """Draw the agenda for somebody who may look and not change."""
    minutes = draft.plan.minutes
    rows = [
        tag(
            "li",
            tag("span", title_of(item, every), class_="title"),
            tag("span", note_of(item, every), class_="quiet"),
            tag("span", f"{item.minutes} min", class_="minutes"),
            _written(item),
            class_=item.kind.value,
        )
        for item in draft.plan.items
    ]
    show(
        tag(
            "p",
            tag("b", minutes),
            " minutes, ",
            prepare_lines.minutes_words(minutes),
            class_="agenda-sum",
        ),
        tag("ol", *rows, class_="agenda") if rows else tag("p", "Nothing yet.", class_="empty"),
    )


def _written(item: AgendaItem) -> Markup | None:
    if not (item.text or item.options or item.ask):
        return None
    options = [tag("li", option) for option in item.options]
    return tag(
        "div",
        tag("p", item.text) if item.text else None,
        tag("ol", *options, class_="options") if options else None,
        tag("p", tag("strong", "The ask: "), item.ask) if item.ask else None,
        class_="written",
    )


@cache
def _component() -> Any:
    beside = Path(__file__)
    return st.components.v2.component(
        "stocktake_agenda",
        html=_frame(),
        css=beside.with_suffix(".css").read_text("utf-8"),
        js=beside.with_suffix(".js").read_text("utf-8"),
    )


def _frame() -> str:
    """Give what stands round the list before the script fills it."""
    return tag(
        "div",
        tag(
            "p",
            tag("b", "0"),
            tag("span", tag("span", " minutes, ", class_="unit"), tag("span", class_="verdict")),
            tag("span", tag("span", class_="used"), tag("span", class_="room"), class_="scale"),
            class_="sum",
        ),
        tag("ol", aria_label="The agenda, in order"),
        tag("p", class_="spoken", aria_live="polite"),
    )
