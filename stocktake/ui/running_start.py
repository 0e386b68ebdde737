"""Where a meeting starts: the stocktakes that are on, those that are prepared, those held."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.model.edition_name import edition_of
from stocktake.model.facts import is_nothing
from stocktake.model.numbers import day, several
from stocktake.ui import reads, running
from stocktake.ui.frame import Desk
from stocktake.ui.freezing import freeze_with_bar
from stocktake.ui.markup import Child, Markup, link, show, tag
from stocktake.ui.running_door import REHEARSAL, ways_in
from stocktake.ui.running_record import UNIT_ROLES

Row = Mapping[Any, Any]
_MOST_HELD = 3
_SECTIONS = (("begun", "On now"), ("prepared", "Prepared"), ("closed", "Held before"))


def show_start(desk: Desk) -> None:
    """Draw every stocktake with the ways into it."""
    now = running.live(desk)
    meetings = reads.desk_view(now, "page.meetings").to_dict("records")
    editions = reads.desk_view(now, "page.editions")
    show(
        tag("h1", "Run the stocktake", class_="page-title"),
        tag(
            "p",
            "A stocktake runs from an edition, a fixed copy: figures do not change during the "
            "meeting. Slides fill the window; step with Right and Left or a clicker; ? shows all "
            "keys.",
            class_="lead",
        ),
    )
    if not meetings:
        _nothing_prepared()
        return
    names = _department_names(now)
    for state, heading in _SECTIONS:
        found = _in_order([row for row in meetings if row["state"] == state], state)
        if found:
            show(tag("h2", heading, class_="step"))
        for row in found:
            _show_meeting(desk, row, _editions_of(editions, row), names)


def _nothing_prepared() -> None:
    show(
        tag(
            "div",
            tag("h2", "No stocktake is prepared yet"),
            tag("p", "Set the date and chair first, order the agenda, then freeze and rehearse."),
            _prepare_link("Prepare a stocktake", "button main"),
            class_="meeting",
        )
    )


def _prepare_link(text: str, class_: str, meeting: object = None) -> Markup:
    return tag("p", link(text, "prepare", class_=class_, meeting=meeting))


def _in_order(rows: list[Row], state: str) -> list[Row]:
    """Put the next one first; of those held keep the last few, the newest first."""
    ordered = sorted(rows, key=lambda row: (row["held_on"], row["title"]))
    return ordered[::-1][:_MOST_HELD] if state == "closed" else ordered


def _editions_of(editions: pd.DataFrame, meeting: Row) -> list[Row]:
    own = editions[editions["meeting_key"] == meeting["meeting_key"]]
    return list(own.sort_values("received_at", ascending=False).to_dict("records"))


def _department_names(desk: Desk) -> dict[str, str]:
    found = reads.view(desk, "core.known_departments")
    return dict(zip(found["department_key"], found["title"], strict=True))


def _show_meeting(desk: Desk, meeting: Row, editions: list[Row], names: dict[str, str]) -> None:
    state = str(meeting["state"])
    with st.container(key=f"meeting_{meeting['meeting_key']}"):
        show(tag("div", _head(meeting, names), _ways(desk, meeting, editions), class_="meeting"))
        if state == "prepared" and desk.user.roles & UNIT_ROLES:
            _offer_freezing(desk, meeting, editions)


def _head(meeting: Row, names: dict[str, str]) -> list[Child]:
    keys = str(meeting["department_keys"]).split()
    departments = ", ".join(names.get(key, key) for key in keys) or "Every department"
    facts = (
        day(_plain_day(meeting["held_on"])),
        meeting["chair"],
        several(int(meeting["priority_count"]), "priority", "priorities"),
        several(int(meeting["minutes"]), "minute"),
        departments,
    )
    return [tag("h3", meeting["title"]), tag("p", " · ".join(facts), class_="quiet")]


def _ways(desk: Desk, meeting: Row, editions: list[Row]) -> list[Child]:
    state = str(meeting["state"])
    chosen = _chosen(meeting, editions)
    if chosen is None:
        return [_not_frozen(desk, state), _onward(meeting)]
    parts: list[Child] = [tag("p", _edition_words(chosen), class_="edition")]
    older = len(editions) - 1
    if state == "prepared" and older > 0:
        parts.append(tag("p", f"{several(older, 'earlier edition')} in Prepare.", class_="quiet"))
    parts += [ways_in(desk, str(chosen["edition_key"]), state), _onward(meeting)]
    return parts


def _onward(meeting: Row) -> Markup | None:
    if meeting["state"] != "closed":
        return None
    has_memo = not is_nothing(meeting["edition_key"])
    words = "Decisions, actions and memo" if has_memo else "Decisions and actions"
    return tag("p", link(f"{words} in Follow-up", "follow-up", meeting=meeting["meeting_key"]))


def _chosen(meeting: Row, editions: list[Row]) -> Row | None:
    """Give the edition to run on: the one it began on, or else the newest."""
    held = [row for row in editions if row["edition_key"] == meeting["edition_key"]]
    return next(iter(held or editions), None)


def _not_frozen(desk: Desk, state: str) -> Markup:
    if state != "prepared":
        return tag("p", "No edition was frozen for this meeting.", class_="quiet")
    if not desk.user.roles & UNIT_ROLES:
        return tag("p", "No edition is frozen yet.", class_="quiet")
    return tag("p", "Nothing is frozen yet. Freezing takes a few seconds; then you can rehearse.")


def _edition_words(edition: Row) -> str:
    known = edition["known_at"]
    as_known = _plain_day(edition["shown_on"] if is_nothing(known) else known)
    return (
        f"{edition_of(edition)}: figures as known on {day(as_known)}, "
        f"{several(int(edition['screen_count']), 'screen')}."
    )


def _plain_day(value: Any) -> date:
    return date(value.year, value.month, value.day)


def _offer_freezing(desk: Desk, meeting: Row, editions: list[Row]) -> None:
    is_behind = bool(editions) and int(editions[0]["data_version"]) < desk.data_version
    if editions and not is_behind:
        return
    if is_behind:
        show(tag("p", "Figures or ratings have changed since it was frozen.", class_="told"))
    key = meeting["meeting_key"]
    with st.container(horizontal=True, vertical_alignment="center"):
        is_asked = st.button(
            "Freeze again and rehearse" if editions else "Freeze and rehearse",
            key=f"freeze_{key}",
            type="secondary" if editions else "primary",
        )
        show(_prepare_link("Change the agenda in Prepare", "", meeting=key))
    if is_asked:
        _freeze(desk, str(key))


def _freeze(desk: Desk, meeting_key: str) -> None:
    receipt = freeze_with_bar(desk, meeting_key)
    if receipt is None:
        return
    st.query_params.update({"edition": receipt.edition_key, "as": REHEARSAL})
    st.rerun()
