"""Calm sentences: what is shown when there is nothing else to show, and the banners."""

from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import streamlit as st

from stocktake.model.numbers import day
from stocktake.ui.markup import link, show, tag


def calm(heading: str, *sentences: str) -> None:
    """Say in a box what there is to say, and what to do."""
    said = [tag("p", sentence) for sentence in sentences]
    show(tag("div", tag("h1", heading), *said, class_="calm"))


def cannot_start(sentence: str) -> None:
    """Say why the app cannot run, with the remedy the fault itself names."""
    calm("Stocktake cannot start", sentence, "Then reload this page.")


def not_allowed() -> None:
    """Say that the role does not open this page."""
    calm("This page is not open to you", "Ask the delivery unit if you need it.")


def wrong_day(asked: str) -> None:
    """Say that the address asks for a day that is none, and lead back."""
    show(
        tag(
            "div",
            tag("h1", "That is not a date"),
            tag(
                "p",
                f'The address asks for what was known on "{asked[:40]}". Write the date as '
                "year-month-day, for example known_at=2026-03-31.",
            ),
            tag("p", link("Show what is known now", "wall", class_="button")),
            class_="calm",
        )
    )


def known_at(on: date) -> None:
    """Say plainly that the whole app shows an earlier day."""
    with st.container(key="known_at_banner", horizontal=True, vertical_alignment="center"):
        show(
            tag(
                "p",
                tag("strong", f"As known on {day(on)}."),
                " Later returns, revisions, targets and ratings are left out.",
                class_="past",
            )
        )
        st.button("Back to now", key="back_to_now", on_click=_back_to_now)


def _back_to_now() -> None:
    st.session_state["known_at"] = None


def demo(today: date) -> None:
    """Say what is real and what is made up, small but on every page."""
    show(
        tag(
            "p",
            tag("strong", "Demonstration unit."),
            " Real public figures; owners, ratings, policy steps and dates of returns are made "
            f"up. Today is fixed at {day(today)}.",
            class_="demo-note",
        )
    )


def first_start() -> AbstractContextManager[Any]:
    """Head the page of the first start, whose progress bar stands inside."""
    place = st.container(key="first_start")
    with place:
        calm(
            "Getting the demonstration ready",
            "This happens once: about forty workbooks of public figures are read and checked, as "
            "returns from departments are.",
        )
    return place
