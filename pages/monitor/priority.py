"""One priority: its sentence, its trajectory, and where every figure comes from."""

from functools import partial

import streamlit as st

from stocktake.ui import drawings, frame, priority, reads
from stocktake.ui.sections import show_sections
from stocktake.ui.sources import show_sources
from stocktake.ui.tables import table_on_demand

here = frame.open_page("monitor/priority")

every = reads.all_facts(here)
if not every:
    frame.stop("No priorities yet", "On this day no priority had started.")

facts = priority.pick_priority(every, st.query_params.get("priority"))
if facts is None:
    frame.stop(
        "There is no such priority on this day",
        "The address names a priority that is not in the register, or had not started then. "
        "Choose one on the wall.",
    )

priority.show_head(facts)
drawing = drawings.trajectory(here, facts, is_whole=drawings.pick_window(here, facts))
selected = drawings.draw_selectable(drawing, key=f"trajectory_{facts.priority_key}")
if selected:
    show_sources(here, facts, selected)
priority.show_marks(drawing.marks)
table_on_demand(
    "Table of this chart",
    partial(priority.read_series_table, here, facts),
    key="series_table",
    file_name=f"series-{facts.priority_key}",
    right=("Figure", "Planned", "Gap (better is +)"),
)
show_sections(here, facts)
