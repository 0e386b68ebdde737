"""The board: who has sent what, which figures are overdue, and what to write to whom."""

import streamlit as st

from stocktake.ui import board, board_reminders, board_waivers, frame, reads
from stocktake.ui.downloads import download_table
from stocktake.ui.markup import show, tag

here = frame.open_page("returns/board")

rows = reads.desk_view(here, "page.board")
show(tag("h1", "Returns received", class_="page-title"))
if rows.empty:
    frame.stop("No reporting rounds yet", "On this day no register had named any round.")

span = board.span_asked(st.query_params.get("rounds"))
shown = board.rounds_shown(rows, here.day, span)
if not shown:
    frame.stop("No reporting round has opened yet", "The first ones open later than this day.")
show(board.whole_board(here, rows, shown, span))
with st.container(horizontal=True):
    board_reminders.offer_calendar(here, rows)
    download_table(
        lambda: board.board_rows(rows), "board", key="board_download", label="Board (CSV)"
    )
show(
    tag("h2", "Figures that are overdue", class_="sentence"),
    board.stale_list(reads.desk_view(here, "page.stale_indicators")),
)
if here.known_on is None:
    board_reminders.show_reminders(here, rows)
board_waivers.show_waivers(here)
