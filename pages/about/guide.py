"""How to fill in a return, and every check that is made of it."""

import streamlit as st

from stocktake.ui import frame, guide
from stocktake.ui.markup import show, tag

frame.open_page("about/guide")

show(
    tag("h1", "How to fill in a return", class_="page-title"),
    tag("p", "The same guide stands in the workbook, on the sheet Guide.", class_="lead"),
)
guide.show_guide(st.query_params.get("check"))
