"""The door of a meeting: which edition, in which role, and whether it is open."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.numbers import day
from stocktake.ui import decks, frame, running
from stocktake.ui.decks import OpenEdition
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, link, show, tag
from stocktake.ui.running import Role
from stocktake.ui.running_record import UNIT_ROLES

CHAIR, FOLLOW, REHEARSAL = "chair", "follow", "rehearsal"
_ROLES = {CHAIR: Role.CHAIR, FOLLOW: Role.FOLLOWER, REHEARSAL: Role.REHEARSAL}
_WAIT_SECONDS = 2.0


def enter(desk: Desk, edition_key: str, wanted: str) -> None:
    """Let somebody into a meeting, or say in a sentence why not; `wanted` is the address's `as`."""
    try:
        opened = decks.open_edition(desk, edition_key)
    except StocktakeError as fault:
        frame.stop("That edition cannot be opened", str(fault))
    meeting = running.meeting_of(desk, opened.edges.meeting_key)
    if not meeting:
        frame.stop(
            "This stocktake was cancelled",
            "Its edition is kept. Choose Run in the menu to see other stocktakes.",
        )
    if wanted not in _ROLES:
        _choose(desk, opened, meeting)
        return
    _must_be_allowed(desk, wanted)
    if wanted != REHEARSAL:
        _must_be_the_edition(desk, opened, meeting)
    if wanted == FOLLOW and meeting["state"] == "prepared":
        _wait(desk, opened)
        return
    is_over = wanted != REHEARSAL and meeting["state"] == "closed"
    running.attend(desk, opened, Role.READER if is_over else _ROLES[wanted])


def _must_be_allowed(desk: Desk, wanted: str) -> None:
    if wanted == FOLLOW or desk.user.roles & UNIT_ROLES:
        return
    frame.stop(
        "You cannot take the chair",
        "Only the chair and the delivery unit run and rehearse a stocktake. Departments follow "
        "it: choose Run in the menu when it has begun.",
    )


def _must_be_the_edition(desk: Desk, opened: OpenEdition, meeting: Mapping[Any, Any]) -> None:
    """Everybody at a stocktake looks at the edition it began on."""
    held = meeting["edition_key"]
    if meeting["state"] == "prepared" or not isinstance(held, str) or held == opened.edition_key:
        return
    show(
        tag(
            "div",
            tag("h1", "This stocktake runs on another edition"),
            tag("p", f"{meeting['title']} began on {_name_of(desk, held)}."),
            tag("p", link("Follow that one", "run", edition=held, as_=FOLLOW)),
            class_="calm",
        )
    )
    st.stop()


def _name_of(desk: Desk, edition_key: str) -> str:
    """Return what people call an edition; one that cannot be opened has only its key."""
    try:
        return decks.open_edition(desk, edition_key).edition.name
    except StocktakeError:
        return f"edition {edition_key}"


def _choose(desk: Desk, opened: OpenEdition, meeting: Mapping[Any, Any]) -> None:
    """Offer the ways in; a stocktake that is on is followed without being asked."""
    if meeting["state"] == "begun" and meeting["edition_key"] == opened.edition_key:
        running.attend(desk, opened, Role.FOLLOWER)
        return
    show(
        tag("h1", meeting["title"], class_="page-title"),
        tag(
            "p",
            f"{day(opened.edges.held_on)} · {opened.edition.name}, "
            f"figures as known on {opened.edition.meta.known_at}",
            class_="lead",
        ),
        ways_in(desk, opened.edition_key, str(meeting["state"])),
    )


def ways_in(desk: Desk, edition_key: str, state: str) -> Markup:
    """Give the links that lead into an edition, the first as the one most people want."""
    may_run = bool(desk.user.roles & UNIT_ROLES)
    follow = ("Follow", FOLLOW)
    if state == "begun":
        choices = [follow] + ([("Take the chair", CHAIR)] if may_run else [])
    elif state == "closed":
        choices = [("View the slides", FOLLOW)]
    elif may_run:
        choices = [("Start the stocktake", CHAIR), ("Rehearse", REHEARSAL)]
    else:
        choices = [("Wait for it to start", FOLLOW)]
    links = [
        link(
            text,
            "run",
            class_="button main" if number == 0 else "button",
            edition=edition_key,
            as_=role,
        )
        for number, (text, role) in enumerate(choices)
    ]
    return tag("p", *links, class_="ways")


@st.fragment(run_every=_WAIT_SECONDS)
def _wait(desk: Desk, opened: OpenEdition) -> None:
    """Wait for the chair; the page opens by itself when the stocktake begins."""
    meeting = running.meeting_of(desk, opened.edges.meeting_key)
    if meeting.get("state") != "prepared":
        st.rerun()
    show(
        tag(
            "div",
            tag("h1", "It has not started yet"),
            tag(
                "p",
                f"{meeting['title']} is prepared for {day(opened.edges.held_on)}. This page opens "
                "by itself when the chair starts.",
            ),
            class_="calm",
            role="status",
        )
    )
