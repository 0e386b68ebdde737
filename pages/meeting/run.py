"""The stocktake itself: the agenda as screens over the whole window, stepped by keys."""

import streamlit as st

from stocktake.ui import decks, frame, reads
from stocktake.ui.markup import show, tag

here = frame.open_page("meeting/run")

every = reads.all_facts(here)
if not every:
    frame.stop("Nothing to show", "On this day no priority had started.")

asked = st.query_params.get("department")
known = {facts.department_key for facts in every}
if asked is None:
    show(
        tag("h1", "Run the stocktake", class_="page-title"),
        tag(
            "p",
            "The screens fill the window. Right and Left, or a clicker, step; ? shows all keys; "
            "Esc leaves.",
            class_="lead",
        ),
        decks.start_choices(every, here.known_on),
    )
    st.stop()
if asked != decks.EVERYBODY and asked not in known:
    frame.stop(
        "There is no such department on this day",
        "The address names a department without a priority. Choose Run in the menu to see all.",
    )

if decks.show_deck(here, decks.screens_for(here, every, asked)):
    st.switch_page(
        frame.BY_KEY["monitor/wall"].file,
        query_params={"known_at": here.known_on.isoformat()} if here.known_on else None,
    )
