"""Word a line of the front page anew for the stocktake that comes, or take it off."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.front_page import MAX_SIGNS, FrontLine, FrontPage
from stocktake.ui.frame import Desk
from stocktake.ui.markup import show, tag

WRITERS = frozenset({"chair", "analyst"})
_HEADLINE = "headline"
_LINE, _TEXT, _FAULT = "today_line", "today_text_", "today_fault"


def offer_wording(desk: Desk, page: FrontPage, meeting: Mapping[str, Any] | None) -> None:
    """Offer to word the lines of a stocktake's own page, to those who may, and not in the past."""
    may_write = bool(desk.user.roles & WRITERS) and desk.known_on is None
    if meeting is None or not may_write:
        return
    if st.button("Reword", key="today_reword", type="tertiary"):
        _ask_for_words(desk, page, str(meeting["item_key"]), str(meeting["title"]))


@st.dialog("Reword a line", width="medium")
def _ask_for_words(desk: Desk, page: FrontPage, meeting_key: str, title: str) -> None:
    lines = {line.line_key: line for line in (*page.lines, *page.left_out)}
    gone = {line.line_key for line in page.left_out}
    show(
        tag(
            "p",
            f"For {title}: what is worded here shows on this page, and in editions frozen from "
            "now on.",
            class_="quiet",
        )
    )
    key = st.selectbox(
        "Line",
        list(lines),
        format_func=lambda one: f"{'Left out: ' if one in gone else ''}{lines[one].text}",
        key=_LINE,
    )
    line = lines[key]
    st.text_area("Wording", value=line.text, key=f"{_TEXT}{key}", max_chars=MAX_SIGNS, height=80)
    if line.drafted:
        show(tag("p", f"drafted: {line.drafted}", class_="quiet"))
    with st.container(horizontal=True):
        keep = (_keep, (desk, meeting_key, line))
        is_kept = [_offer("Save", "today_save", *keep, type="primary")]
        if key != _HEADLINE and key not in gone:
            is_kept.append(_offer("Leave out", "today_leave_out", _leave_out, keep[1]))
        if line.drafted or key in gone:
            is_kept.append(_offer("Use the drafted line", "today_draft", _give_back, keep[1]))
    fault = st.session_state.pop(_FAULT, None)
    if fault is not None:
        st.error(fault)
    elif any(is_kept):
        st.rerun()


def _offer(
    label: str,
    key: str,
    write: Callable[[Desk, str, FrontLine], None],
    given: tuple[Desk, str, FrontLine],
    **more: Any,
) -> bool:
    return st.button(label, key=key, on_click=write, args=given, **more)


def _keep(desk: Desk, meeting_key: str, line: FrontLine) -> None:
    text = str(st.session_state.get(f"{_TEXT}{line.line_key}", ""))
    # The rule's own words are no wording: they must go on following the figures.
    is_own = text.strip() == (line.drafted or line.text)
    _write(desk, meeting_key, line, None if is_own else text)


def _leave_out(desk: Desk, meeting_key: str, line: FrontLine) -> None:
    _write(desk, meeting_key, line, "")


def _give_back(desk: Desk, meeting_key: str, line: FrontLine) -> None:
    _write(desk, meeting_key, line, None)


def _write(desk: Desk, meeting_key: str, line: FrontLine, text: str | None) -> None:
    try:
        desk.store.write_front_line(meeting_key, line.line_key, text, written_by=desk.user.name)
    except StocktakeError as fault:
        st.session_state[_FAULT] = str(fault)
        return
    # The box must begin with what the line says now when it is opened again.
    st.session_state.pop(f"{_TEXT}{line.line_key}", None)
