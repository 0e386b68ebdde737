"""After the stocktake: what was captured is read back, put right, and handed out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NoReturn

import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.meeting import CaptureKind, MeetingEvent
from stocktake.model.numbers import day, several
from stocktake.model.rating import CHALLENGES, STAGES, Category, Rating
from stocktake.ui import badges, decks, follow_up_edit, reads
from stocktake.ui.frame import Desk
from stocktake.ui.history import moment
from stocktake.ui.markup import Child, Markup, link, show, tag, together
from stocktake.ui.wall import short_day

Row = Mapping[Any, Any]
MOST = 8
_SAID = "follow_up_said"
_PLURALS = {
    CaptureKind.ACTION: ("action", "actions"),
    CaptureKind.DECISION: ("decision", "decisions"),
    CaptureKind.SUCCESS: ("success", "successes"),
    CaptureKind.SHARED_PRACTICE: ("shared practice", "shared practices"),
    CaptureKind.POLICY_NEED: ("policy need", "policy needs"),
}
_HEADINGS = {
    CaptureKind.ACTION: "Actions",
    CaptureKind.DECISION: "Decisions",
    CaptureKind.SUCCESS: "Successes",
    CaptureKind.SHARED_PRACTICE: "Shared practice",
    CaptureKind.POLICY_NEED: "Policy needs",
}


def every_meeting(desk: Desk) -> list[Row]:
    """Give the stocktakes that were not called off, the latest first."""
    rows = reads.desk_view(desk, "page.meetings").to_dict("records")
    return sorted(rows, key=lambda row: (row["held_on"], str(row["title"])), reverse=True)


def chosen_meeting(rows: Sequence[Row], asked: str | None) -> Row | None:
    """Give the one the address asks for; else the one that is on, was held last, or comes next."""
    if asked is not None:
        return next((row for row in rows if str(row["meeting_key"]) == asked), None)
    for state in ("begun", "closed"):
        found = [row for row in rows if row["state"] == state]
        if found:
            return found[0]
    return rows[-1] if rows else None


def stop_without_meetings() -> NoReturn:
    """End the page of a unit that has not prepared a stocktake yet."""
    show(
        tag(
            "div",
            tag("h1", "No stocktake yet"),
            tag("p", "What the first one agrees will be listed here: who does what, by when."),
            tag("p", link("Prepare a stocktake", "prepare", class_="button")),
            class_="calm",
        )
    )
    st.stop()


def head(desk: Desk, rows: Sequence[Row], meeting: Row) -> Markup:
    """Give the title and the way to the other stocktakes."""
    others = tag(
        "nav",
        *(
            link(
                f"{row['title']}, {row['held_on']:%b %Y}",
                "follow-up",
                row["meeting_key"] == meeting["meeting_key"],
                meeting=row["meeting_key"],
                known_at=desk.known_on,
            )
            for row in rows[:MOST]
        ),
        aria_label="Stocktakes",
        class_="filter small",
    )
    facts = f"Follow-up · {day(meeting['held_on'])} · {meeting['chair']}"
    return together(
        others if len(rows) > 1 else None,
        tag("p", facts, class_="kicker follow-kicker"),
        tag("h1", meeting["title"], class_="page-title"),
    )


# ---- where it stands -------------------------------------------------------------------------


def show_state(desk: Desk, meeting: Row) -> None:
    """Say whether it was held; let the clerk close one that is still open."""
    said = st.session_state.pop(_SAID, None)
    if said:
        show(tag("p", said, class_="said", role="status"))
    draw = {"prepared": _not_held, "begun": _still_open}.get(str(meeting["state"]), _closed)
    draw(desk, meeting)


def _not_held(desk: Desk, meeting: Row) -> None:
    when = meeting["held_on"]
    ahead = f"It is prepared for {day(when)}." if when >= desk.day else (
        f"It was prepared for {day(when)} and has not begun."
    )  # fmt: skip
    key = meeting["meeting_key"]
    show(
        tag(
            "div",
            tag("h2", "Not held yet"),
            tag("p", ahead, " What is agreed appears here as soon as it is captured."),
            tag("p", link("Prepare", "prepare", meeting=key), " · ", link("Run", "run"))
            if desk.known_on is None
            else None,
            class_="verdict",
        )
    )


def _still_open(desk: Desk, meeting: Row) -> None:
    show(
        tag(
            "div",
            tag("h2", "Still open"),
            tag(
                "p",
                f"It began on {moment(meeting['begun_at'])} UTC. Check and correct what was "
                "captured, then close it. From then on names and dates of actions are final: a "
                "later date counts as rescheduled.",
            ),
            class_="verdict",
        )
    )
    if desk.known_on is None and follow_up_edit.may_change(desk):
        st.button(
            "Close the stocktake",
            key="follow_up_close",
            type="primary",
            on_click=_close,
            args=(desk, str(meeting["meeting_key"])),
        )


def _close(desk: Desk, meeting_key: str) -> None:
    try:
        desk.store.write_meeting_event(meeting_key, MeetingEvent.CLOSED, decided_by=desk.user.name)
    except StocktakeError as fault:
        st.session_state[_SAID] = str(fault)
        return
    st.session_state[_SAID] = "The stocktake is closed. The memo is ready to send."


def _closed(desk: Desk, meeting: Row) -> None:
    closed = meeting["closed_at"]
    when = "" if is_nothing(closed) else f" on {moment(closed)} UTC"
    show(tag("p", tag("strong", f"Held and closed{when}."), class_="lead"))


def count_words(captures: Sequence[Row]) -> str:
    """Count what was captured in a sentence.

    >>> one = {"kind": "action", "is_struck": False}
    >>> count_words([one, one | {"is_struck": True}])
    '1 action was captured; 1 more was struck out.'
    """
    standing = [row for row in captures if not row["is_struck"]]
    parts = []
    for kind, (noun, nouns) in _PLURALS.items():
        count = sum(1 for row in standing if row["kind"] == kind)
        if count:
            parts.append(several(count, noun, nouns))
    struck = len(captures) - len(standing)
    listed = (
        ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1] if parts else ""
    )
    verb = "was" if len(standing) == 1 else "were"
    if not parts:
        return "Everything captured was struck out." if struck else "Nothing was captured."
    said = f"{listed} {verb} captured"
    verb = "was" if struck == 1 else "were"
    return f"{said}; {struck} more {verb} struck out." if struck else f"{said}."


def nothing_words(meeting: Row) -> Markup:
    """Say kindly that nothing was captured."""
    how = (
        "In the meeting, press D on any slide to capture an action or a decision."
        if meeting["state"] == "begun"
        else "A stocktake can be useful without a decision."
    )
    return tag("p", "Nothing was captured. ", how, class_="empty lead")


# ---- what was captured -----------------------------------------------------------------------


def show_captures(desk: Desk, meeting: Row, captures: Sequence[Row]) -> None:
    """Draw what was captured, kind by kind; the one that is open can be changed in its place."""
    open_key = st.query_params.get("edit")
    for kind, heading in _HEADINGS.items():
        rows = _in_order([row for row in captures if row["kind"] == kind], kind)
        if not rows:
            continue
        show(tag("h2", heading, class_="step"))
        batch: list[Row] = []
        for row in rows:
            batch.append(row)
            if str(row["capture_key"]) == open_key:
                show(_list(desk, meeting, batch, open_key))
                follow_up_edit.show_one(desk, meeting, row)
                batch = []
        if batch:
            show(_list(desk, meeting, batch, open_key))


def _in_order(rows: list[Row], kind: CaptureKind) -> list[Row]:
    """Put actions by their day and the rest as they were said; struck ones come last."""

    def place(row: Row) -> tuple[bool, date, Any]:
        dated = kind is CaptureKind.ACTION and not is_nothing(row["due_on"])
        return bool(row["is_struck"]), row["due_on"] if dated else date.max, row["captured_at"]

    return sorted(rows, key=place)


def _list(desk: Desk, meeting: Row, rows: Sequence[Row], open_key: str | None) -> Markup:
    items = [_taken(desk, meeting, row, open_key) for row in rows]
    return tag("ul", *items, class_="taken")


def _taken(desk: Desk, meeting: Row, row: Row, open_key: str | None) -> Markup:
    key = str(row["capture_key"])
    about = "General" if is_nothing(row["priority"]) else str(row["priority"])
    return tag(
        "li",
        tag(
            "div",
            tag("p", tag("s", row["text"]) if row["is_struck"] else row["text"], class_="text"),
            tag("small", about, " · ", _captured(row)),
        ),
        tag("div", *_who_and_when(desk, row), class_="who"),
        tag("div", _way_in(desk, meeting, row, open_key), class_="way"),
        class_="struck" if row["is_struck"] else None,
        id=f"capture-{key}",
    )


def _captured(row: Row) -> str:
    struck = "struck out" if row["is_struck"] else ""
    versions = int(row["versions"])
    often = {2: "once"}.get(versions, f"{versions - 1} times")
    anew = f"edited {often}" if versions > 1 and not struck else ""
    by = f"captured by {row['captured_by']}"
    return ", ".join(part for part in (struck, by, anew) if part)


def _who_and_when(desk: Desk, row: Row) -> list[Child]:
    if is_nothing(row["owner"]) and is_nothing(row["due_on"]):
        return []
    who = None if is_nothing(row["owner"]) else str(row["owner"])
    due = None if is_nothing(row["due_on"]) else tag("span", f"by {day(row['due_on'])}")
    name = badges.person(who) if who else None
    ledger = None
    if row["kind"] == CaptureKind.ACTION and not row["is_struck"]:
        ledger = tag("small", link("Status", "actions", action=row["capture_key"],
                                   known_at=desk.known_on))  # fmt: skip
    return [tag("strong", name) if name else None, due, ledger]


def _way_in(desk: Desk, meeting: Row, row: Row, open_key: str | None) -> Markup:
    key = str(row["capture_key"])
    query = {"meeting": meeting["meeting_key"], "known_at": desk.known_on}
    if key == open_key:
        return link("Close", "follow-up", stays=True, **query)
    changes = desk.known_on is None and follow_up_edit.may_change(desk)
    words = together(
        "Edit" if changes else "History", tag("span", f": {row['text']}", class_="unseen")
    )
    return link(words, "follow-up", stays=True, **query, edit=key)


# ---- ratings changed in the room -------------------------------------------------------------


def room_ratings(desk: Desk, meeting: Row) -> list[Row]:
    """Give the ratings changed in the room; the likelihood shown is the edition's."""
    frame = reads.view(desk, "page.room_ratings", meeting_key=meeting["meeting_key"])
    rows: list[Row] = [*frame.sort_values("decided_at").to_dict("records")]
    if not rows or is_nothing(meeting["edition_key"]):
        return rows
    try:
        shown = decks.open_edition(desk, str(meeting["edition_key"])).ratings_shown
    except StocktakeError:
        return rows
    return [
        {**row, "shown": shown.get(row["priority_key"])}
        if row["category"] == Category.OVERALL
        else row
        for row in rows
    ]


def ratings_table(changes: Sequence[Row]) -> Markup | None:
    """Give the ratings changed in the room: what was shown, what was decided, and why."""
    if not changes:
        return None
    head = ("Priority", "Changed from", "To", "Reason", "By")
    return together(
        tag("h2", "Ratings changed in the room", class_="step"),
        tag(
            "table",
            tag("caption", "Ratings changed in the room", class_="unseen"),
            tag("thead", tag("tr", *(tag("th", text, scope="col") for text in head))),
            tag("tbody", *map(_rating_row, changes)),
            class_="plain sheet",
        ),
    )


def _rating_row(row: Row) -> Markup:
    category = _category(str(row["category"]))
    name = row["priority_key"] if is_nothing(row["priority"]) else row["priority"]
    return tag(
        "tr",
        tag("th", name, tag("small", category), scope="row"),
        tag("td", _point(row["category"], row["shown"])),
        tag("td", _point(row["category"], row["decided"])),
        tag("td", row["reason"]),
        tag("td", row["decided_by"], tag("small", short_day(plain_date(row["decided_at"])))),
    )


def _category(key: str) -> str:
    return Category(key).title if key in set(Category) else key.replace("_", " ").capitalize()


def _point(category: object, cell: object) -> Child:
    if is_nothing(cell):
        return tag("span", "Not rated", class_="quiet")
    word = str(cell)
    if word in set(Rating):
        return together(badges.shape(word), " ", tag("strong", Rating(word).title))
    if category == Category.STAGE:
        return tag("strong", STAGES.get(word, word))
    return tag("strong", word.replace("_", " ").capitalize() if word in CHALLENGES else word)
