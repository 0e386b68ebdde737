"""The key to ratings and positions: one click from every page."""

from collections.abc import Iterable
from functools import cache

import streamlit as st

from stocktake.model.key_words import (
    GAPS,
    GAPS_SENTENCE,
    POSITIONS,
    POSITIONS_SENTENCE,
    RATINGS_SENTENCE,
)
from stocktake.model.rating import Rating
from stocktake.ui import badges
from stocktake.ui.markup import Markup, show, tag


def offer_key() -> None:
    """Draw the button that opens the key; opening it asks nothing of the server."""
    with st.popover("Key to ratings", key="key_to_ratings", type="tertiary"):
        show(key_markup())


@cache
def key_markup() -> Markup:
    """Return the key: four ratings by shape, letters and words, the positions, the gaps."""
    ratings = [
        tag("li", badges.shape(point), tag("span", tag("b", point.title), " ", point.meaning))
        for point in Rating
    ]
    return tag(
        "div",
        tag(
            "div",
            tag("p", RATINGS_SENTENCE, class_="key-head"),
            tag("ul", *ratings, class_="key-ratings"),
        ),
        tag("div", tag("p", POSITIONS_SENTENCE, class_="key-head"), _list(POSITIONS)),
        tag("div", tag("p", GAPS_SENTENCE, class_="key-head"), _list(GAPS)),
        class_="key",
    )


def _list(pairs: Iterable[tuple[str, str]]) -> Markup:
    return tag("dl", *(tag("div", tag("dt", word), tag("dd", words)) for word, words in pairs))
