"""The wall: every priority in one row, the most worrying first."""

import streamlit as st

from stocktake.ui import ahead, frame, reads, wall
from stocktake.ui.downloads import download_table
from stocktake.ui.markup import show, tag

here = frame.open_page("monitor/wall")

every = reads.all_facts(here)
if not every:
    frame.stop(
        "No priorities yet",
        "On this day no priority had started. Choose a later day in the sidebar, or load a "
        "register: python -m stocktake init --register FILE.",
    )

asked = st.query_params.get("department")
chosen = asked if asked in {facts.department_key for facts in every} else None
shown = [facts for facts in every if chosen in (None, facts.department_key)]

show(
    tag("h1", "Priorities", class_="page-title"),
    wall.counts_strip(shown, here.known_on),
    wall.department_filter(every, chosen, here.known_on),
    wall.wall_table(shown, reads.view(here, "page.priority_series"), here),
)
download_table(
    wall.wall_rows(shown), "wall", key="wall_download", label="Download the priorities (CSV)"
)
ahead.work_ahead(here)
