"""Stocktake: the frame round every page. Run it with `streamlit run app.py`."""

import streamlit as st

from stocktake.ui import frame

st.set_page_config(page_title="Stocktake", layout="wide", initial_sidebar_state="auto")

# Called whatever happens, so that no page's file can be reached without passing here.
chosen = st.navigation(frame.menu_pages(), position="hidden")

if frame.start(chosen.url_path):
    chosen.run()
