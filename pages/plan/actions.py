"""The promise ledger: who promised what by when, what became of the date, and how it ended."""

import streamlit as st

from stocktake.ui import frame, ledger, ledger_one, ledger_papers
from stocktake.ui.markup import show, tag

here = frame.open_page("plan/actions")

every = ledger.all_actions(here)
asked = ledger.wanted(here.known_on)
one = st.query_params.get("action")
if one is not None:
    ledger_one.show_action(here, every, one, asked)
    st.stop()

mine = ledger.of_whom(every, asked)
shown = ledger.in_state(mine, asked.show)
show(
    tag("h1", "Actions", class_="page-title"),
    tag("p", ledger.count_words(mine), class_="lead"),
    ledger.filters(every, asked) if every else None,
    ledger.ledger_table(shown, asked, here.day) if shown else ledger.nothing_words(every, asked),
)
if shown:
    ledger_papers.offer_list(here, shown)
