"""One thing that was captured: the clerk corrects it, and every wording stays readable."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.due_dates import read_due
from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.meeting import Capture, CaptureKind
from stocktake.model.numbers import day
from stocktake.ui import ledger_one, reads, typed
from stocktake.ui.frame import Desk
from stocktake.ui.history import moment
from stocktake.ui.markup import Markup, link, show, tag
from stocktake.ui.next_meeting import keys_of, next_on

Row = Mapping[Any, Any]
CHANGERS = frozenset({"chair", "analyst"})
_SAID = "follow_up_said"
_OPENED = "follow_up_opened"
_FIELDS = ("kind", "text", "owner", "due", "priority")
_GENERAL = "No single priority"


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    kind: CaptureKind
    text: str
    owner: str
    due_text: str
    due_on: date | None
    priority_key: str | None


def may_change(desk: Desk) -> bool:
    """Whether whoever is here keeps the record of a stocktake."""
    return bool(desk.user.roles & CHANGERS)


def show_one(desk: Desk, meeting: Row, row: Row) -> None:
    """Draw the form of one capture and its wordings; whoever may only look sees the wordings."""
    with st.container(key="follow_up_form", border=True):
        if desk.known_on is None and may_change(desk):
            _show_form(desk, meeting, row)
        show(_wordings(desk, row))


def _show_form(desk: Desk, meeting: Row, row: Row) -> None:
    base = _base(row)
    _tell_of_others(row)
    is_promise = (
        meeting["state"] == "closed" and row["kind"] == CaptureKind.ACTION and not row["is_struck"]
    )
    text = typed.text("What was said", f"{base}_text", str(row["text"]), is_long=True, height=90,
                      max_chars=5000)  # fmt: skip
    if is_promise:
        show(_promise_words(row))
    now = _standing(row, text) if is_promise else _ask_the_rest(desk, meeting, row, base, text)
    with st.container(horizontal=True):
        saves = st.button("Save", key=f"{base}_save", type="primary")
        strikes = False
        if not is_promise:
            label = "Restore" if row["is_struck"] else "Strike out"
            strikes = st.button(label, key=f"{base}_strike")
    if saves or strikes:
        struck = bool(row["is_struck"]) is not strikes
        _save(desk, meeting, row, now, is_struck=struck)


def _base(row: Row) -> str:
    """Name the form's widgets by the wording it was opened on: a save starts new ones.

    So does somebody else's wording, as long as nothing was typed here that it would cost.
    """
    key, versions = str(row["capture_key"]), int(row["versions"])
    opened = st.session_state.setdefault(_OPENED, {})
    base = f"follow_up_{key}_{opened.setdefault(key, versions)}"
    if opened[key] < versions and not typed.holds(_names(base)):
        opened[key] = versions
        base = f"follow_up_{key}_{versions}"
    return base


def _names(base: str) -> list[str]:
    return [f"{base}_{name}" for name in _FIELDS]


def _tell_of_others(row: Row) -> None:
    """Say when somebody else worded it anew while something was being typed here."""
    if int(row["versions"]) > st.session_state[_OPENED][str(row["capture_key"])]:
        show(
            tag(
                "p",
                f'Meanwhile {row["written_by"]} changed it to: "{row["text"]}". '
                "What you typed is still here; saving it replaces that.",
                class_="told",
                role="status",
            )
        )


def _promise_words(row: Row) -> Markup:
    who = f"{row['owner']}, by {day(row['due_on'])}"
    return tag(
        "p",
        tag("strong", who),
        ". The stocktake is closed, so name and date are final. Reschedule, reassign or cancel "
        "it in ",
        link("Delivery unit → Actions", "actions", action=row["capture_key"]),
        ", with a reason.",
        class_="told",
    )


def _standing(row: Row, text: str) -> Typed:
    return Typed(
        kind=CaptureKind(row["kind"]),
        text=text,
        owner=str(row["owner"]),
        due_text=_words(row["due_text"]),
        due_on=row["due_on"],
        priority_key=_words(row["priority_key"]) or None,
    )


def _words(cell: object) -> str:
    return "" if is_nothing(cell) else str(cell)


def _ask_the_rest(desk: Desk, meeting: Row, row: Row, base: str, text: str) -> Typed:
    left, right = st.columns(2, gap="large")
    with left:
        owner, due_text, due_on = _ask_who_and_when(desk, meeting, row, base)
    with right:
        kind = typed.choice(
            "Kind",
            f"{base}_kind",
            [one.value for one in CaptureKind],
            str(row["kind"]),
            format_func=lambda one: CaptureKind(one).title,
        )
        names = _priorities(desk)
        priority = typed.choice(
            "About",
            f"{base}_priority",
            ["", *names],
            _words(row["priority_key"]),
            format_func=lambda one: names.get(one, _GENERAL),
        )
    return Typed(
        kind=CaptureKind(kind or row["kind"]),
        text=text,
        owner=owner,
        due_text=due_text,
        due_on=due_on,
        priority_key=priority or None,
    )


def _ask_who_and_when(
    desk: Desk, meeting: Row, row: Row, base: str
) -> tuple[str, str, date | None]:
    people = reads.desk_view(desk, "page.people")["name"].sort_values().tolist()
    owner = typed.choice(
        "Who",
        f"{base}_owner",
        people,
        _words(row["owner"]) or None,
        placeholder="Choose, or write a name",
        accept_new_options=True,
    )
    start = "" if is_nothing(row["due_on"]) else day(row["due_on"])
    hint = "30 June, in 3 weeks, before Easter"
    due_text = typed.text("By when", f"{base}_due", start, max_chars=60, placeholder=hint)
    ahead = next_on(desk, plain_date(meeting["held_on"]), keys_of(meeting["department_keys"]))
    due_on = read_due(due_text, desk.day, ahead) if due_text.strip() else None
    if due_on and due_text != start:
        show(tag("p", day(due_on), class_="read-as"))
    return (owner or "").strip(), due_text, due_on


def _priorities(desk: Desk) -> dict[str, str]:
    frame = reads.view(desk, "core.known_priorities").sort_values("position")
    return dict(zip(frame["priority_key"], frame["short_title"], strict=True))


def missing_words(now: Typed) -> str:
    """Say what a capture still lacks; empty when it can be kept."""
    if not now.text.strip():
        return "There is no text yet: write what was said."
    if now.due_text.strip() and now.due_on is None:
        return f'We could not read the date "{now.due_text.strip()[:60]}". Try 30 June.'
    if now.kind is not CaptureKind.ACTION:
        return ""
    lacks = [word for word, given in (("who", now.owner), ("by when", now.due_on)) if not given]
    return f"An action needs to say {' and '.join(lacks)}." if lacks else ""


def _save(desk: Desk, meeting: Row, row: Row, now: Typed, *, is_struck: bool) -> None:
    missing = missing_words(now)
    if missing:
        show(tag("p", missing, class_="said", role="alert"))
        return
    key = str(row["capture_key"])
    capture = Capture(
        capture_key=key,
        meeting_key=str(meeting["meeting_key"]),
        kind=now.kind,
        text=now.text.strip(),
        owner=now.owner or None,
        due_on=now.due_on,
        due_text=now.due_text.strip() or None,
        priority_key=now.priority_key,
        screen_key=_words(row["screen_key"]) or None,
        is_struck=is_struck,
        written_by=desk.user.name,
    )
    try:
        is_news = desk.store.write_capture(capture)
    except StocktakeError as fault:
        show(tag("p", str(fault), class_="said", role="alert"))
        return
    typed.forget(_names(_base(row)))
    st.session_state[_OPENED].pop(key, None)
    st.session_state[_SAID] = _done_words(capture, row) if is_news else "Nothing was changed."
    st.query_params.pop("edit", None)
    st.rerun()


def _done_words(capture: Capture, row: Row) -> str:
    if capture.is_struck is not bool(row["is_struck"]):
        return "Struck out: it is left out of memo and ledger." if capture.is_struck else (
            "Restored."
        )  # fmt: skip
    return "Saved. The earlier wording is kept."


def _wordings(desk: Desk, row: Row) -> Markup:
    said = reads.desk_view(desk, "page.capture_wordings", capture_key=row["capture_key"])
    rows = said.sort_values("wording").to_dict("records")
    items = [
        tag(
            "li",
            tag("span", f"{moment(after['received_at'])} UTC", class_="when"),
            *ledger_one.wording_words(before, after),
            tag("small", after["written_by"]),
        )
        for before, after in reversed(list(pairwise(rows)))
    ]
    first = rows[0]
    items.append(
        tag(
            "li",
            tag("span", f"{moment(first['received_at'])} UTC", class_="when"),
            tag("strong", "Captured: "),
            tag("span", f'"{first["text"]}"', class_="why"),
            tag("small", first["written_by"]),
        )
    )
    return tag("div", tag("h3", "History"), tag("ol", *items, class_="timeline"))
