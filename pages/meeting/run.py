"""The stocktake itself: a frozen edition as screens over the whole window, stepped by keys."""

import streamlit as st

from stocktake.ui import frame, running_door, running_start

here = frame.open_page("meeting/run")

edition = st.query_params.get("edition")
if edition:
    running_door.enter(here, edition, st.query_params.get("as", ""))
else:
    running_start.show_start(here)
