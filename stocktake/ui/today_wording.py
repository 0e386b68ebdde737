"""Word a line of the front page anew for the stocktake that comes, or take it off."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.front_page import MAX_SIGNS, FrontLine, FrontPage
from stocktake.ui.frame import Desk
from stocktake.ui.markup import show, tag

WRITERS = frozenset({"chair", "analyst"})
_HEADLINE = "headline"


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
        key="today_line",
    )
    line = lines[key]
    text = st.text_area(
        "Wording", value=line.text, key=f"today_text_{key}", max_chars=MAX_SIGNS, height=80
    )
    if line.drafted:
        show(tag("p", f"drafted: {line.drafted}", class_="quiet"))
    with st.container(horizontal=True):
        if st.button("Save", key="today_save", type="primary"):
            _keep(desk, meeting_key, line, text)
        if key != _HEADLINE and key not in gone and st.button("Leave out", key="today_leave_out"):
            _keep(desk, meeting_key, line, "")
        if (line.drafted or key in gone) and st.button("Use the drafted line", key="today_draft"):
            _keep(desk, meeting_key, line, None)


def _keep(desk: Desk, meeting_key: str, line: FrontLine, text: str | None) -> None:
    if text is not None and text == (line.drafted or line.text):
        # The rule's own words are no wording: they must go on following the figures.
        text = None
    try:
        desk.store.write_front_line(meeting_key, line.line_key, text, written_by=desk.user.name)
    except StocktakeError as fault:
        st.error(str(fault))
        return
    st.rerun()
