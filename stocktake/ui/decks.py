"""The deck of the meeting: rendered once for a moment of the data, then only shown.

Rendering every chart as a drawing takes some seconds; a step in the meeting must take none. What
is rendered is kept for all readers until the data change.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import streamlit as st

from stocktake.deck.document import DeckMeta, component_data, component_parts
from stocktake.deck.screens import DeckFrames, Screen, build_screens, wall_screens
from stocktake.model.facts import PriorityFacts, worst_first
from stocktake.model.numbers import day
from stocktake.ui import quiet, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, link, plain, tag

EVERYBODY = "all"
_KEPT = 6


@dataclass(frozen=True)
class _Shelf:
    """The rendered screens by moment and department, the most lately used last."""

    screens: OrderedDict[tuple[Any, ...], list[Screen]]
    lock: threading.Lock


@st.cache_resource
def _shelf() -> _Shelf:
    return _Shelf(OrderedDict(), threading.Lock())


def start_choices(every: list[PriorityFacts], known_on: object) -> Markup:
    """Give the decks one can start: all departments, or one of them."""
    counted: dict[str, int] = {}
    names: dict[str, str] = {}
    for facts in every:
        key = facts.department_key or ""
        counted[key] = counted.get(key, 0) + 1
        names[key] = facts.department or key
    choices = [(EVERYBODY, "Every department", len(every))]
    choices += [(key, names[key], count) for key, count in counted.items()]
    items = [
        tag(
            "li",
            link(f"Start: {name}", "run", department=key, known_at=known_on),
            tag("span", f" {count} {'priority' if count == 1 else 'priorities'}", class_="quiet"),
        )
        for key, name, count in choices
    ]
    return tag("ul", *items, class_="starts")


def screens_for(desk: Desk, every: list[PriorityFacts], department: str) -> list[Screen]:
    """Give the screens of a deck, rendering them with a progress bar the first time.

    A department's screens are cut out of the whole deck where that has been rendered.
    """
    frames = _frames(desk)
    moment = (desk.store.path, desk.data_version, desk.today, desk.known_at)
    whole = _kept((*moment, EVERYBODY))
    if department == EVERYBODY or whole is None:
        return whole or _kept((*moment, department)) or _render((*moment, department), frames)
    own = [facts for facts in every if facts.department_key == department]
    wall = wall_screens(worst_first(own), frames)
    return wall + [screen for screen in whole if screen.department_key == department]


def _frames(desk: Desk) -> DeckFrames:
    """Read what the screens show; in a large store that takes a while, and is told."""
    names = [field.name for field in fields(DeckFrames)]
    place = st.empty()
    found = {}
    for number, name in enumerate(names):
        if reads.is_large(desk):
            place.progress(number / len(names), text="Reading the figures of every priority")
        found[name] = reads.of_all(desk, f"page.{_VIEWS.get(name, name)}")
    place.empty()
    return DeckFrames(**found)


_VIEWS = {
    "actions": "action_ledger",
    "series": "priority_series",
    "plan": "priority_plan",
    "breaks": "priority_breaks",
    "spread": "priority_spread",
    "leading": "leading_series",
}


def _kept(deck: tuple[Any, ...]) -> list[Screen] | None:
    shelf = _shelf()
    with shelf.lock:
        if deck in shelf.screens:
            shelf.screens.move_to_end(deck)
        return shelf.screens.get(deck)


def _render(deck: tuple[Any, ...], frames: DeckFrames) -> list[Screen]:
    place = st.empty()
    bar = place.progress(0.0, text="Drawing the screens, once for this state of the data")

    def told(done: int, whole: int) -> None:
        quiet.note_run()
        bar.progress(done / whole, text=plain(f"Drawing the screens: {done} of {whole} priorities"))

    department = None if deck[-1] == EVERYBODY else str(deck[-1])
    screens = build_screens(frames, department_key=department, on_progress=told)
    place.empty()
    shelf = _shelf()
    with shelf.lock:
        shelf.screens[deck] = screens
        while len(shelf.screens) > _KEPT:
            shelf.screens.popitem(last=False)
    return screens


def show_deck(desk: Desk, screens: list[Screen]) -> bool:
    """Show the deck over the whole window; True when its reader has left it with Escape."""
    known = f"As known on {day(desk.known_on)}" if desk.known_on else day(desk.today)
    meta = DeckMeta(title=desk.unit_title, known_at=known, is_demo=desk.is_demo)
    left = _component()(
        key="deck", data=component_data(screens, meta), on_left_change=lambda: None, height=0
    ).left
    return left is not None


@cache
def _component() -> Any:
    html, css, js = component_parts()
    return st.components.v2.component("stocktake_deck", html=html, css=css, js=js)
