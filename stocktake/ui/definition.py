"""The way from a headline to what it means, and the search among all that is defined."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import several
from stocktake.ui.markup import Markup, link, show, tag

_SEARCHED = ("title", "short_title", "definition", "numerator_label", "denominator_label",
             "source", "publisher")  # fmt: skip


def definition_link(facts: PriorityFacts, known_on: date | None = None) -> Markup | None:
    """Return the link from a headline to its definition; nothing where the register names none."""
    if facts.indicator_key is None:
        return None
    return link(
        "Definition",
        "definitions",
        class_="definition-link",
        indicator=facts.indicator_key,
        known_at=known_on,
    )


def ask_for_words() -> str:
    """Ask which definitions are wanted; the words stand until they are taken out again."""
    return st.text_input(
        "Search the definitions",
        key="definition_search",
        placeholder="For example: waiting, attendance, ORR",
        width=420,
    ).strip()


def found_by(indicators: pd.DataFrame, words: str) -> pd.DataFrame:
    """Keep the indicators that hold every word, wherever it stands, whatever its case."""
    wanted = words.casefold().split()

    def holds(row: Any) -> bool:
        text = " ".join(str(row.get(name) or "") for name in _SEARCHED).casefold()
        return all(word in text for word in wanted)

    return indicators[[holds(row) for row in indicators.to_dict("records")]]


def choose_definitions(indicators: pd.DataFrame, known_on: date | None) -> pd.DataFrame:
    """Draw the search and say how many it found; a link's one definition stands alone."""
    asked = st.query_params.get("indicator")
    words = ask_for_words()
    if not words and asked is not None and asked in set(indicators["indicator_key"]):
        everything = link("Show every definition", "definitions", known_at=known_on)
        show(tag("p", everything))
        return indicators[indicators["indicator_key"] == asked]
    found = found_by(indicators, words)
    if words:
        count = several(len(found), "definition")
        show(tag("p", f"{count} found." if len(found) else "No definition holds these words."))
    return found
