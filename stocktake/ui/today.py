"""The front page at the desk: whose it is, its lines, and where the unit words them anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from stocktake.deck.frames import DeckFrames
from stocktake.editions.front import read_front_page
from stocktake.editions.plans import read_prepared
from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.front_page import FrontPage, reworded
from stocktake.model.numbers import day, several
from stocktake.ui import reads, today_lines, today_wording
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, link, show, tag
from stocktake.ui.opened import the_store

_ALL = "all"
# From so many days before, the page opens on the departments of the stocktake that comes.
_AHEAD = timedelta(days=14)
_KEPT = 64
# What was drafted whole already, and so costs no time any more.
_drafted: set[tuple[object, ...]] = set()
# A question rests on these; the other frames of a deck stay empty.
_READ = {
    "spread": "page.priority_spread",
    "leading": "page.leading_series",
    "policy_steps": "page.policy_steps",
    "rating_sheet": "page.rating_sheet",
}


@dataclass(frozen=True)
class Front:
    """The page that is shown, and the stocktake that it belongs to, if there is one."""

    page: FrontPage
    departments: Mapping[str, str]
    meeting: Mapping[str, Any] | None = None

    @property
    def is_worded(self) -> bool:
        """Whether it is that stocktake's own page, whose lines may be worded."""
        return self.meeting is not None and self.page.department_keys == _keys(self.meeting)


def show_front(desk: Desk, every: Sequence[PriorityFacts]) -> None:
    """Draw the page; where its questions take long, first without them."""
    place = st.empty()
    quick = _front_of(desk, every, is_quick=True)
    if quick is not None:
        with place:
            page = quick.page
            show(today_lines.headline(page, desk.known_on), today_lines.blocks(page, desk.known_on))
    front = _front_of(desk, every)
    if front is not None:
        with place.container():
            _show_head(desk, front)
            show(today_lines.blocks(front.page, desk.known_on))


def _front_of(
    desk: Desk, every: Sequence[PriorityFacts], *, is_quick: bool = False
) -> Front | None:
    """Return the page of the departments that the address asks for, or of the next stocktake.

    `is_quick` gives a page without questions, and nothing where they cost no time.
    """
    departments = {
        facts.department_key: facts.department or facts.department_key
        for facts in every
        if facts.department_key is not None
    }
    meeting = _next_stocktake(desk)
    keys = _wanted(st.query_params.get("department"), departments, meeting, desk.day)
    own = meeting is not None and _keys(meeting) == keys
    moment = (
        desk.store.path,
        desk.data_version,
        desk.store.desk_version(),
        desk.today,
        desk.known_at,
        keys,
        str(meeting["item_key"]) if meeting is not None and own else None,
    )
    if is_quick and (moment in _drafted or not reads.is_large(desk)):
        return None
    page = _draft(*moment, not is_quick, desk)
    if not is_quick:
        _drafted.add(moment)
    return Front(page, departments, meeting)


def _next_stocktake(desk: Desk) -> Mapping[str, Any] | None:
    rows = reads.records(reads.desk_view(desk, "page.today_coming"))
    found = [row for row in rows if row["kind"] == "stocktake"]
    return min(found, key=lambda row: (row["due_on"], str(row["title"])), default=None)


def _keys(meeting: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(meeting["department_keys"] or "").split())


def _wanted(
    asked: str | None,
    departments: Mapping[str, str],
    meeting: Mapping[str, Any] | None,
    today: date,
) -> tuple[str, ...]:
    if asked in departments:
        return (str(asked),)
    if asked is None and meeting is not None and plain_date(meeting["due_on"]) - today <= _AHEAD:
        return _keys(meeting)
    return ()


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _draft(
    path: Path,
    version: int,
    desk_version: int,
    today: date,
    known_at: datetime | None,
    department_keys: tuple[str, ...],
    meeting_key: str | None,
    has_questions: bool,
    _desk: Desk,
) -> FrontPage:
    """Draft the page as an edition would hold it; a stocktake's own is in the unit's words."""
    prepared = None
    if meeting_key is not None:
        with the_store(path).reader(with_headlines=False) as db:
            prepared = read_prepared(db, meeting_key)
    asked = {item.priority_key for item in prepared.plan.items} - {None} if prepared else set()
    with the_store(path).reader(known_at, with_headlines=False) as db:
        page = read_front_page(
            db,
            reads.all_facts(_desk),
            partial(_frames_of, _desk) if has_questions else None,
            today=_desk.day,
            department_keys=department_keys,
            asked_keys={str(key) for key in asked} or None,
            written=prepared.inquiries if prepared else None,
        )
    return reworded(page, prepared.wordings) if prepared else page


def _frames_of(desk: Desk, priority_key: str) -> DeckFrames:
    empty = {one.name: reads.nothing() for one in fields(DeckFrames)}
    found = {name: reads.of_priority(desk, view, priority_key) for name, view in _READ.items()}
    actions = reads.desk_view(desk, "page.action_ledger")
    own = actions[actions["priority_key"] == priority_key]
    return DeckFrames(**empty | found | {"actions": own})


# ---- what is shown ------------------------------------------------------------------------------


def _show_head(desk: Desk, front: Front) -> None:
    """Draw whose page it is, the ways into the stocktake, and its one sentence as the heading."""
    with st.container(key="today_top", horizontal=True, vertical_alignment="center"):
        show(
            tag("p", front.page.whose, _of_stocktake(front, desk.day), class_="kicker"),
            _ways(desk, front),
        )
        today_wording.offer_wording(desk, front.page, front.meeting if front.is_worded else None)
    show(_departments(desk, front), today_lines.headline(front.page, desk.known_on))


def _of_stocktake(front: Front, today: date) -> str:
    meeting = front.meeting
    if meeting is None or not front.is_worded:
        return ""
    on = plain_date(meeting["due_on"])
    minutes = meeting["minutes"]
    long = "" if is_nothing(minutes) or not minutes else f", {several(int(minutes), 'minute')}"
    return f" · {meeting['title']}, {'today, ' if on == today else ''}{day(on)}{long}"


def _ways(desk: Desk, front: Front) -> Markup | None:
    """Lead into the stocktake and to its pre-read; both need an edition, which may not be there."""
    meeting = front.meeting
    if meeting is None or not front.is_worded or desk.known_on is not None:
        return None
    edition = meeting["edition_key"]
    is_unit = bool(desk.user.roles & today_wording.WRITERS)
    ways = [link("Start", "run", class_="button")]
    if is_unit and not is_nothing(edition):
        ways.append(link("Pre-read", "prepare", class_="button", edition=edition, view="preread"))
    elif is_unit:
        ways.append(link("Prepare", "prepare", class_="button", meeting=meeting["item_key"]))
    return tag("p", *(tag("span", way) for way in ways), class_="ways")


def _departments(desk: Desk, front: Front) -> Markup:
    shown = front.page.department_keys
    options = [(_ALL, "All departments", ()), *(
        (key, name, (key,)) for key, name in front.departments.items()
    )]  # fmt: skip
    return tag(
        "nav",
        *(
            link(name, "today", keys == shown, department=key, known_at=desk.known_on)
            for key, name, keys in options
        ),
        aria_label="Departments",
        class_="filter small",
    )
