"""The evening's task: send the leader the pre-read, as a link to copy or as a file."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from stocktake.model.edition_name import edition_of
from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.numbers import day
from stocktake.ui import prepare_editions
from stocktake.ui.frame import Desk
from stocktake.ui.markup import address, link, show, tag
from stocktake.ui.prepare_draft import Draft

Row = Mapping[Any, Any]


def show_sending(desk: Desk, draft: Draft, edition: Row) -> None:
    """Draw the task for an edition: its pre-read as a link, as a file, and to be read here."""
    key = str(edition["edition_key"])
    has_changed = prepare_editions.has_changed(desk, draft, edition)
    known = edition["shown_on"] if is_nothing(edition["known_at"]) else edition["known_at"]
    with st.container(key="prepare_send"):
        show(
            tag("h2", "Send the pre-read", class_="step"),
            tag(
                "p",
                f"{edition_of(edition)}, figures as known on {day(plain_date(known))}.",
                " Something has changed since: freeze again first if the reader should see it."
                if has_changed
                else None,
                class_="told" if has_changed else "quiet",
            ),
        )
        left, right = st.columns([3, 2], gap="large", vertical_alignment="center")
        with left:
            st.code(preread_address(key, st.context.url), language=None, wrap_lines=True)
        with right, st.container(horizontal=True, vertical_alignment="center"):
            prepare_editions.offer_preread(desk, key, type_="primary")
            show(
                link(
                    "Read it here",
                    "prepare",
                    class_="button",
                    edition=key,
                    view="preread",
                    known_at=desk.known_on,
                )
            )
        show(
            tag(
                "p",
                "Copy the link for readers on this network, or send the file: it opens anywhere "
                "and prints.",
                class_="quiet",
            )
        )


def preread_address(edition_key: str, url: str | None) -> str:
    """Return the whole address of a pre-read, as seen from the page that is open.

    >>> preread_address("2026_05_20_a7f3c1", "http://unit.example:8501/prepare?meeting=1")
    'http://unit.example:8501/prepare?edition=2026_05_20_a7f3c1&view=preread'
    """
    here = urlsplit(url or "")
    place = address("prepare", edition=edition_key, view="preread")
    return f"{here.scheme}://{here.netloc}{place}" if here.netloc else place
