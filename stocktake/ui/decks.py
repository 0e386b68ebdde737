"""The deck of the meeting: one frozen edition, opened once for all readers, then only shown.

A step in the meeting must never wait for the server, so the browser gets every screen at once and
keeps it: `docs/decisions.md` says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from stocktake.deck.document import component_data, component_parts
from stocktake.editions.reopening import Edition, reopen
from stocktake.ui.frame import Desk
from stocktake.ui.opened import the_store
from stocktake.ui.running_messages import Edges

REHEARSAL = "rehearsal"
_KEPT = 4


@dataclass(frozen=True)
class OpenEdition:
    """An edition with what the room asks of it again and again."""

    edition: Edition
    edges: Edges
    titles: Mapping[str, str]
    ratings_shown: Mapping[str, str]

    @property
    def edition_key(self) -> str:
        """Give the key that the address holds."""
        return self.edition.edition_key

    def suggestion(self, priority_key: str) -> str | None:
        """Give the rating that the rules suggested when it was frozen."""
        frame = self.edition.frames.suggestions
        if "suggested_rating" not in frame:
            return None
        own = frame[frame["priority_key"] == priority_key]["suggested_rating"].dropna()
        return str(own.iloc[0]) if len(own) else None


def open_edition(desk: Desk, edition_key: str) -> OpenEdition:
    """Open an edition; raises StocktakeError when there is none, or it was thrown away."""
    return _open(desk.store.path, edition_key)


@st.cache_resource(max_entries=_KEPT, show_spinner="Opening the edition …")
def _open(path: Path, edition_key: str) -> OpenEdition:
    # What is frozen never changes, so it is kept without asking for a version of the data.
    edition = reopen(the_store(path), edition_key)
    titles = {facts.priority_key: facts.short_title for facts in edition.facts}
    return OpenEdition(
        edition=edition,
        edges=Edges(
            meeting_key=edition.meeting_key,
            held_on=edition.plan.held_on,
            screen_keys=frozenset(screen.key for screen in edition.screens),
            priority_keys=frozenset(titles),
        ),
        titles=titles,
        ratings_shown={facts.priority_key: facts.rating for facts in edition.facts if facts.rating},
    )


def show_deck(desk: Desk, edition_key: str, role: str, start_key: str | None = None) -> None:
    """Show an edition's screens over the whole window; `role` is chair, follower or rehearsal.

    `start_key` is the screen to begin with where the browser remembers none.
    """
    data = _data(desk.store.path, edition_key, is_rehearsal=role == REHEARSAL)
    options = data["options"] | {"role": role, "start_key": start_key or ""}
    _component()(key="deck", data=data | {"options": options}, height=0)


@st.cache_resource(max_entries=2 * _KEPT, show_spinner="Opening the edition …")
def _data(path: Path, edition_key: str, *, is_rehearsal: bool) -> dict[str, Any]:
    edition = _open(path, edition_key).edition
    meta = edition.meta
    if is_rehearsal:
        # What a rehearsal leaves in the browser must not be taken for the meeting's own.
        meta = replace(meta, meeting_key=f"rehearsal-{edition_key}")
    return component_data(edition.screens, meta, edition.last_pictures)


@cache
def _component() -> Any:
    html, css, js = component_parts()
    return st.components.v2.component("stocktake_deck", html=html, css=css, js=js)
