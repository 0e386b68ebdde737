"""Prepare a stocktake: day, chair, agenda, issues; freeze editions; the leader's pre-read."""

import streamlit as st

from stocktake.ui import frame, prepare, prepare_preread

here = frame.open_page("meeting/prepare")

edition = st.query_params.get("edition")
meeting = st.query_params.get("meeting")
if edition:
    prepare_preread.show_preread(here, edition)
elif meeting:
    prepare.show_one(here, meeting)
else:
    prepare.show_every(here)
