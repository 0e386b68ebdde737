"""How it will look in the room: each priority as it stands, beside what the return makes of it."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from stocktake import intake
from stocktake.errors import StocktakeError
from stocktake.intake import Draft
from stocktake.model.facts import PriorityFacts, facts_from_row
from stocktake.model.finding import finding, late_tag
from stocktake.model.numbers import period_name
from stocktake.ui import badges, drawings, reads
from stocktake.ui.drawings import TRAJECTORY_VIEWS, Drawing
from stocktake.ui.frame import Desk
from stocktake.ui.markup import show, tag

_HELD = "upload_room"


@dataclass(frozen=True)
class Look:
    """A priority's finding and chart, at one state of the figures."""

    facts: PriorityFacts
    drawing: Drawing


def show_room(desk: Desk, draft: Draft) -> None:
    """Draw one touched priority twice: as known now, and as it would be."""
    if not draft.is_ready and draft.kept is None:
        return
    touched = _touched(desk, draft)
    if not touched:
        return
    show(
        tag("h2", "How it will look in the stocktake", class_="step"),
        tag(
            "p",
            "Worked out by the same rules as the priorities page. Nothing is saved yet.",
            class_="quiet",
        ),
    )
    by_key = {facts.priority_key: facts for facts in touched}
    chosen = st.selectbox(
        "Priority",
        list(by_key),
        format_func=lambda key: by_key[key].title,
        key="room_priority",
        width=440,
    )
    try:
        then = _rehearsed(desk, draft, chosen)
    except StocktakeError as fault:
        show(tag("p", str(fault), class_="empty"))
        return
    now = Look(by_key[chosen], drawings.trajectory(desk, by_key[chosen]))
    left, right = st.columns(2, gap="medium")
    for place, heading, look in ((left, "Now", now), (right, "With this return", then)):
        late = tag("span", late_tag(look.facts), class_="late-mark")
        with place:
            show(
                tag("p", heading, class_="kicker"),
                tag("h3", finding(look.facts), class_="finding"),
                tag("p", badges.position_tag(look.facts), " ", _newest(look.facts), late),
            )
            drawings.draw(look.drawing, key=f"room_{heading}_{chosen}")


def _newest(facts: PriorityFacts) -> str:
    if facts.period_end is None:
        return "no figure yet"
    return f"newest figure: {period_name(facts.period_end, facts.frequency)} "


def _touched(desk: Desk, draft: Draft) -> list[PriorityFacts]:
    """Give the priorities whose own indicators get a new, changed or withdrawn figure."""
    if draft.review is None:
        return []
    moved = draft.review[draft.review["state"] != "unchanged"]
    priorities = reads.view(desk, "core.known_priorities")
    is_touched = priorities["indicator_key"].isin(set(moved["indicator_key"]))
    keys = set(priorities.loc[is_touched, "priority_key"])
    return [facts for facts in reads.all_facts(desk) if facts.priority_key in keys]


def _rehearsed(desk: Desk, draft: Draft, priority_key: str) -> Look:
    """Read the pages as they would be; kept for the draft, as nothing it depends on has moved."""
    mark = (draft.draft_key, desk.store.data_version(), priority_key)
    held: dict[Any, Look] = st.session_state.setdefault(_HELD, {})
    if mark not in held:
        with st.spinner("Working out how it will look …"):
            with intake.rehearse(desk.store, draft) as db:
                row = db.rows("page.wall", priority_key=priority_key)[0]
                frames = [db.view(name, priority_key=priority_key) for name in TRAJECTORY_VIEWS]
            facts = facts_from_row(row)
            # Only this draft's: what was looked at before is not asked for again.
            for old in [key for key in held if key[:2] != mark[:2]]:
                del held[old]
            held[mark] = Look(facts, drawings.trajectory_of(frames, facts))
    return held[mark]
