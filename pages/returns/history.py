"""Every return: as it was sent, what it changed, which counts; withdrawn and put back."""

import streamlit as st

from stocktake.ui import frame, history, history_one, reads
from stocktake.ui.markup import show, tag

here = frame.open_page("returns/history")

every = reads.desk_view(here, "page.submissions")
asked = st.query_params.get("submission")
if asked is not None:
    history_one.show_return(here, every, asked)
    st.stop()

show(tag("h1", "Every return", class_="page-title"))
if here.known_on is None:
    history.show_drafts(reads.desk_view(here, "page.drafts", outcome="open"))
if every.empty:
    show(tag("p", "No return has been accepted yet on this day.", class_="empty"))
    st.stop()
chosen = st.query_params.get("department"), st.query_params.get("round")
shown = history.chosen_rows(every, *chosen)
show(
    history.filters(every, reads.view(here, "core.known_departments"), chosen, here.known_on),
    history.history_table(shown, history.newest_in_use(every), here)
    if len(shown)
    else tag("p", "No return fits what the address asks for.", class_="empty"),
)
if len(shown) > history.MOST:
    show(tag("p", f"The newest {history.MOST} of {len(shown):,}. Choose a department to see "
             "further back.", class_="quiet"))  # fmt: skip
