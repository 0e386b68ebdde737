"""One priority: its name, its finding, and one section of what is known about it at a time."""

import streamlit as st

from stocktake.ui import frame, priority, priority_places, reads
from stocktake.ui.markup import show
from stocktake.ui.sections import show_section

here = frame.open_page("monitor/priority")

every = reads.all_facts(here)
if not every:
    frame.stop("No priorities yet", "On this day no priority had started.")

section = priority_places.section_asked(st.query_params.get("section"))
with st.container(horizontal=True, vertical_alignment="center", key="priority_places"):
    facts = priority.pick_priority(every, st.query_params.get("priority"))
    if facts is not None:
        show(priority_places.neighbours(every, facts, section, here.known_on))
if facts is None:
    frame.stop(
        "There is no such priority on this day",
        "The address names a priority that is not in the register, or had not started then. "
        "Choose one in Priorities.",
    )

priority.show_head(facts, here.day)
show(priority_places.section_links(facts, section, here.known_on))
show_section(here, facts, section)
