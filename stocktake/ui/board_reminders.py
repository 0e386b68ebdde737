"""Reminders to copy and the calendar to take along, below the board."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from stocktake import clock
from stocktake.model.reminders import OpenReturn, reminders
from stocktake.model.return_calendar import DueReturn, calendar_file
from stocktake.ui.frame import Desk
from stocktake.ui.markup import show, tag

_AT_ONCE = 3
# What nobody sent in a year is a matter for a talk, not for a reminder.
_OLDEST = timedelta(days=365)
_PAST = timedelta(days=31)


def show_reminders(desk: Desk, board: pd.DataFrame) -> None:
    """Draw one paragraph for each department that has something open, ready to copy."""
    texts = reminders(open_returns(board, desk.day), signed=desk.unit_title)
    show(tag("h2", "Reminders to copy", class_="sentence"))
    if not texts:
        show(tag("p", "Nobody is late, and no question is open.", class_="empty"))
        return
    if len(texts) <= _AT_ONCE:
        _show_each(texts)
        return
    # Many boxes of text take longer to draw than the board: they wait to be asked for.
    place = st.expander(f"To {len(texts)} departments", key="all_reminders", on_change="rerun")
    if place.open:
        with place:
            _show_each(texts)


def _show_each(texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        show(tag("h3", name, class_="for-whom"))
        st.code(text, language=None, wrap_lines=True)


def open_returns(board: pd.DataFrame, today: date) -> list[OpenReturn]:
    """Give what the reminders are about; what is older than a year is left alone."""
    return [
        OpenReturn(
            department=str(row["department"]),
            round_title=str(row["round_title"]),
            due_on=row["due_on"],
            state=str(row["state"]),
            days_late=int(row["days_late"]),
            must_fix_count=int(row["must_fix_count"]),
            open_question_count=int(row["open_question_count"]),
        )
        # Hundreds of accepted returns are nothing to write about.
        for row in board[board["state"] != "accepted"].to_dict("records")
        if row["due_on"] >= today - _OLDEST
    ]


def offer_calendar(desk: Desk, board: pd.DataFrame) -> None:
    """Offer the days on which returns are due, for anybody's calendar."""
    st.download_button(
        "Calendar of returns (.ics)",
        data=lambda: calendar_file(
            due_returns(board, desk.day),
            title=f"Returns to {desk.unit_title}",
            written_at=clock.now(),
        ),
        file_name="returns.ics",
        mime="text/calendar",
        key="board_calendar",
        on_click="ignore",
    )


def due_returns(board: pd.DataFrame, today: date) -> list[DueReturn]:
    """Give the returns of the calendar: all to come, and those due in the last month."""
    return [
        DueReturn(
            department_key=str(row["department_key"]),
            department=str(row["department"]),
            reporting_round=str(row["reporting_round"]),
            round_title=str(row["round_title"]),
            opens_on=row["opens_on"],
            due_on=row["due_on"],
        )
        for row in board.to_dict("records")
        if row["due_on"] >= today - _PAST
    ]
