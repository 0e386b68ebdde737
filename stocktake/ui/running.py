"""The meeting while it runs: who is in the chair, who follows, and what they say to the server.

Two components stand in one document. The deck holds every screen and steps by itself. The link is
light, is asked again every 0.7 seconds, and carries what is said between the deck and the server;
see running_link.js. So a step never waits, and a server that is away for half a minute is missed
by nobody but those who follow.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.facts import is_nothing
from stocktake.model.meeting import Capture, MeetingEvent
from stocktake.ui import decks, reads, running_record
from stocktake.ui.decks import OpenEdition
from stocktake.ui.frame import Desk
from stocktake.ui.markup import address, tag, together
from stocktake.ui.next_meeting import keys_of, next_on
from stocktake.ui.running_messages import Message, RatingChange, Said, read_said
from stocktake.ui.running_record import UNIT_ROLES
from stocktake.ui.running_room import Place, the_room

POLL_SECONDS = 0.7
log = logging.getLogger(__name__)
Answer = dict[str, Any]


class Role(StrEnum):
    """How somebody takes part; the words are those of the deck.

    A reader looks at a stocktake that is over: there is nobody to follow.
    """

    CHAIR = "chair"
    FOLLOWER = "follower"
    REHEARSAL = decks.REHEARSAL
    READER = "reader"


@dataclass(frozen=True)
class Attendance:
    """Somebody at a meeting: on which edition, how far the meeting is, and in which role."""

    desk: Desk
    opened: OpenEdition
    role: Role

    @property
    def meeting_key(self) -> str:
        """Give the stocktake's key."""
        return self.opened.edges.meeting_key

    @property
    def room_key(self) -> tuple[Path, str]:
        """Give the key under which this server remembers the chair's place."""
        return self.desk.store.path, self.meeting_key

    def meeting(self) -> Mapping[Any, Any]:
        """Give the stocktake's row as it stands now."""
        return meeting_of(self.desk, self.meeting_key)


def live(desk: Desk) -> Desk:
    """Give the desk as known now: a meeting happens today, whatever day is looked at."""
    return replace(desk, known_at=None, known_on=None)


def meeting_of(desk: Desk, meeting_key: str) -> Mapping[Any, Any]:
    """Give a stocktake's row; empty when it was called off."""
    found = reads.desk_view(live(desk), "page.meetings", meeting_key=meeting_key)
    rows = found.to_dict("records")
    return rows[0] if rows else {}


def attend(desk: Desk, opened: OpenEdition, role: Role) -> None:
    """Show the deck over the whole window, with the link beside it."""
    here = Attendance(live(desk), opened, role)
    if role is Role.CHAIR:
        _begin(here)
    # The link stands first: it must hear the first screen that the deck shows.
    if role is Role.REHEARSAL:
        _mount(here, _answer(here, role, Said()))
    else:
        _follow(here)
    place = _place(here) if role is Role.FOLLOWER else None
    start_key = place.screen_key if place else None
    decks.show_deck(desk, opened.edition_key, role.value, start_key)


def _place(here: Attendance) -> Place | None:
    return None if here.role is Role.READER else the_room().place(here.room_key)


def _begin(here: Attendance) -> None:
    if here.meeting().get("state") != "prepared":
        return
    here.desk.store.write_meeting_event(
        here.meeting_key,
        MeetingEvent.BEGUN,
        decided_by=here.desk.user.name,
        edition_key=here.opened.edition_key,
    )


@st.fragment(run_every=POLL_SECONDS)
def _follow(here: Attendance) -> None:
    """Hear what the browser says and answer it; runs by itself, and the deck stays untouched."""
    told = st.session_state.get("link") or {}
    said = read_said(told.get("said"), replace(here.opened.edges, next_on=_next_on(here)))
    role = _role_now(here, said)
    if role is Role.CHAIR:
        _show_place(here, said)
    _keep_all(here, said)
    if role is Role.CHAIR and said.is_closing:
        _close(here)
    _mount(here, _answer(here, role, said))


def _role_now(here: Attendance, said: Said) -> Role:
    """Say who this is by now: whoever took the chair's place later has it.

    Nobody takes it before the browser has said whether it had taken it already: the server may
    have been started anew, or the page loaded once more.
    """
    if here.role is not Role.CHAIR or not said.page:
        return here.role
    if _turn(here, said.page) is None:
        # A turn in the future would keep everybody else out of the chair.
        known = said.turn if said.turn and said.turn <= 1000 * time.time() + 60_000 else None
        turn = the_room().take(here.room_key, known)
        st.session_state[_turn_name(here)] = (said.page, turn)
    is_held = the_room().holds(here.room_key, _turn(here, said.page) or 0)
    return Role.CHAIR if is_held else Role.FOLLOWER


def _turn(here: Attendance, page: str) -> int | None:
    """Give the turn taken on this visit; whoever left and comes again takes the place anew."""
    taken_on, turn = st.session_state.get(_turn_name(here), ("", None))
    return turn if taken_on == page else None


def _turn_name(here: Attendance) -> str:
    return f"running_turn_{here.meeting_key}"


def _show_place(here: Attendance, said: Said) -> None:
    turn = _turn(here, said.page)
    if turn is None or said.screen_key is None:
        return
    if the_room().show(here.room_key, turn, said.screen_key):
        here.desk.store.write_step(here.meeting_key, said.screen_key, shown_by=here.desk.user.name)


def _close(here: Attendance) -> None:
    if here.meeting().get("state") == "begun":
        here.desk.store.write_meeting_event(
            here.meeting_key,
            MeetingEvent.CLOSED,
            decided_by=here.desk.user.name,
            edition_key=here.opened.edition_key,
        )


# ---- captures ----------------------------------------------------------------------------------


def _keep_all(here: Attendance, said: Said) -> None:
    """Keep what is told, each wording once; the answers stand until the browser has heard them."""
    before: dict[str, str] = st.session_state.get("running_answers", {})
    answers: dict[str, str] = {}
    for message in said.messages:
        answer = before.get(message.stamp)
        if answer is None:
            answer = _keep(here, message)
        if answer is not None:
            answers[message.stamp] = answer
    st.session_state["running_answers"] = answers


def _keep(here: Attendance, message: Message) -> str | None:
    """Keep one message; give "" when it is kept, a sentence when not, None to try again."""
    store, user = here.desk.store, here.desk.user
    try:
        if isinstance(message.says, Capture):
            running_record.keep_capture(store, message.says, user)
        elif isinstance(message.says, RatingChange):
            running_record.keep_rating(store, message.says, here.opened, user)
        return message.refused
    except StocktakeError as fault:
        return str(fault)
    except Exception:  # the browser keeps it and says it again; the room must not see a traceback
        log.exception("a capture could not be kept")
        return None


# ---- what is answered --------------------------------------------------------------------------


def _answer(here: Attendance, role: Role, said: Said) -> Answer:
    """Give what the link passes on to the deck; what it has heard already is left out."""
    meeting, place = here.meeting(), _place(here)
    answers: dict[str, str] = st.session_state.get("running_answers", {})
    version = here.desk.store.desk_version()
    answer: Answer = {
        "role": role.value,
        "meeting_key": here.meeting_key,
        "turn": _turn(here, said.page),
        "state": meeting.get("state"),
        "chair_key": place.screen_key if place else None,
        "chair_at": place.shown_at if place else None,
        "saved": [stamp for stamp, refusal in answers.items() if not refusal],
        "refused": {stamp: refusal for stamp, refusal in answers.items() if refusal},
        "version": version,
        # Changes every second, so that the link notices when nobody answers any more.
        "beat": int(time.time()),
    }
    if said.version != version:
        answer["captured"] = running_record.read_back(here.desk.store, here.opened)
        answer["next_on"] = _iso(_next_on(here))
    if not said.page:
        answer |= _first_answer(here, meeting, place)
    return answer


def _first_answer(here: Attendance, meeting: Mapping[Any, Any], place: Place | None) -> Answer:
    """Give what stays as it is while the page is open."""
    begun_at = meeting.get("begun_at")
    return {
        "wants_word": here.role is not Role.REHEARSAL,
        "people": _people(here.desk),
        "priorities": [
            [facts.priority_key, facts.short_title, facts.department_key]
            for facts in here.opened.edition.facts
        ],
        "ratings": dict(here.opened.ratings_shown),
        "begun_at": None if is_nothing(begun_at) else f"{begun_at:%Y-%m-%dT%H:%M:%S}Z",
        "steps": [list(step) for step in place.steps] if place else [],
        "can_rate": bool(here.desk.user.roles & UNIT_ROLES),
        "start": address("run"),
        "onward": address("follow-up", meeting=here.meeting_key),
    }


def _people(desk: Desk) -> list[Answer]:
    """List who an action may go to, with the priorities and departments that are theirs."""
    rows = reads.desk_view(desk, "page.people").sort_values("name").to_dict("records")
    return [
        {
            "name": row["name"],
            "priorities": keys_of(row["priority_keys"]),
            "departments": keys_of(row["department_keys"]),
        }
        for row in rows
    ]


def _next_on(here: Attendance) -> date | None:
    plan = here.opened.edition.plan
    return next_on(here.desk, plan.held_on, plan.department_keys)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# ---- the component -----------------------------------------------------------------------------


def _mount(here: Attendance, answer: Answer) -> None:
    _component()(key="link", data=answer, on_said_change=lambda: None, height=0)


@cache
def _component() -> Any:
    beside = Path(__file__).parent
    return st.components.v2.component(
        "stocktake_link",
        html=_leaving(),
        css=(beside / "running_link.css").read_text("utf-8"),
        js=(beside / "running_link.js").read_text("utf-8"),
    )


def _leaving() -> str:
    """Ask the chair what leaving means; drawn by the browser, so that it needs no server.

    Beside it stands the place for a notice, which the browser shows above the deck.
    """
    choices = (
        ("close", "Close the stocktake", "End the meeting. Decisions and actions are final."),
        ("open", "Leave it open", "The meeting continues. You can take the chair again from Run."),
        ("back", "Back to the slides", "Or press Esc."),
    )
    asked = tag(
        "dialog",
        tag("h2", "Leave the stocktake?", id="leaving"),
        tag("p", class_="waits", role="status", hidden=""),
        *(
            tag("button", tag("b", text), tag("span", more), type="button", class_=name)
            for name, text, more in choices
        ),
        tag("p", "Closing …", class_="closing", role="status", hidden=""),
        aria_labelledby="leaving",
    )
    return together(asked, tag("p", class_="notice", popover="manual", role="status"))
