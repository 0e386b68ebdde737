"""One action: what was agreed, its status, and its history."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import streamlit as st

from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.ledger import slip_words, standing_words
from stocktake.model.numbers import day, span
from stocktake.model.sentence import plain_name
from stocktake.ui import ledger, ledger_forms, reads
from stocktake.ui.frame import Desk
from stocktake.ui.ledger import Row, Wanted
from stocktake.ui.markup import Child, Markup, link, show, tag

_LONG = 160


def show_action(desk: Desk, every: Sequence[Row], action_key: str, asked: Wanted) -> None:
    """Draw one action; a key nobody has is met with a sentence and the way back."""
    show(tag("p", link("All actions", "actions", **asked.query), class_="kicker"))
    row = next((one for one in every if str(one["action_key"]) == action_key), None)
    if row is None:
        show(
            tag("h1", "There is no such action on this day", class_="page-title"),
            tag("p", "It may have been agreed later, or struck out in its stocktake."),
        )
        return
    text = str(row["text"])
    show(
        tag(
            "h1",
            text,
            class_="page-title action-text" if len(text) <= _LONG else "finding action-text",
        ),
        _facts(desk, row, asked),
    )
    ledger_forms.show_said()
    history, forms = st.columns([7, 5], gap="large")
    with history:
        _show_history(desk, row)
    if desk.known_on is None:
        with forms:
            ledger_forms.show_forms(desk, row)


def _show_history(desk: Desk, row: Row) -> None:
    key = str(row["action_key"])
    events = reads.desk_view(desk, "page.action_history", action_key=key).sort_values("step")
    wordings = reads.desk_view(desk, "page.capture_wordings", **_capture(row))
    show(
        tag("h2", "History", class_="sentence"),
        timeline(
            events.to_dict("records"),
            wordings.sort_values("wording").to_dict("records"),
            row,
            desk.known_on,
        ),
    )


def _capture(row: Row) -> dict[str, object]:
    """Name the capture behind an action; one of the register has none."""
    key = None if is_nothing(row["meeting_key"]) else row["action_key"]
    return {"capture_key": key}


def _facts(desk: Desk, row: Row, asked: Wanted) -> Markup:
    facts: list[tuple[str, list[Child]]] = [
        ("Due", [tag("strong", day(row["due_on"])), *_first_date(row)]),
        ("Owner", [tag("strong", ledger.owner_name(row))]),
        ("Agreed", _where(row, asked)),
        ("About", _about(row, asked)),
    ]
    if not is_nothing(row["evidence"]):
        facts.append(("Evidence", [tag("strong", row["evidence"])]))
    stands = tag(
        "div",
        ledger.mark(row),
        tag("span", tag("span", "Status", class_="what"),
            tag("strong", standing_words(row, desk.day))),
        class_="fact likelihood",
    )  # fmt: skip
    return tag(
        "div",
        stands,
        *(tag("div", tag("span", name, class_="what"), *said, class_="fact")
          for name, said in facts),
        class_="judged",
    )  # fmt: skip


def _first_date(row: Row) -> list[Child]:
    slips = slip_words(row)
    if row["due_on"] == row["agreed_due_on"] and not slips:
        return []
    return [
        tag("small", f"originally {day(row['agreed_due_on'])}"),
        tag("small", slips) if slips else None,
    ]


def _where(row: Row, asked: Wanted) -> list[Child]:
    when = tag("small", day(row["agreed_on"]))
    if is_nothing(row["meeting"]):
        return [tag("strong", "in the register"), when]
    key, known = row["meeting_key"], asked.known_on
    return [link(str(row["meeting"]), "follow-up", meeting=key, known_at=known), when]


def _about(row: Row, asked: Wanted) -> list[Child]:
    if is_nothing(row["priority"]):
        return [tag("strong", "No single priority")]
    key, known = row["priority_key"], asked.known_on
    return [
        link(str(row["priority"]), "priority", priority=key, known_at=known),
        tag("small", row["department"]),
    ]


def timeline(
    events: Iterable[Row], wordings: Sequence[Row], row: Row, known_on: date | None
) -> Markup:
    """Give everything that happened to an action, the newest on top."""
    items: list[tuple[Any, Markup]] = [
        (event["happened_at"], _event(event, row, known_on)) for event in events
    ]
    items += [
        (after["received_at"], _reworded(before, after)) for before, after in pairwise(wordings)
    ]
    # The agreement is the beginning, whatever day the stocktake was planned for.
    first, later = items[0], sorted(items[1:], key=lambda item: item[0], reverse=True)
    return tag("ol", *(item for _, item in [*later, first]), class_="timeline")


def _item(when: Any, by: object, *said: Child, kind: str = "") -> Markup:
    name = "" if is_nothing(by) or not str(by).strip() else f"{by}"
    return tag(
        "li",
        tag("span", day(plain_date(when)), class_="when"),
        tag("div", *said, tag("small", name) if name else None),
        class_=kind or None,
    )


def _event(event: Row, row: Row, known_on: date | None) -> Markup:
    kind = str(event["event"])
    slipped = not is_nothing(event["is_slip"]) and bool(event["is_slip"])
    return _item(
        event["happened_at"],
        None if kind in ("agreed", "update") else event["done_by"],
        *_happened(kind, event, row, known_on),
        kind="slip" if slipped else "",
    )


def _happened(kind: str, event: Row, row: Row, known_on: date | None) -> list[Child]:
    if kind == "agreed":
        return [tag("strong", f"Agreed: by {day(event['due_on'])}"), _in_stocktake(row, known_on)]
    if kind == "update":
        return _update(event, known_on)
    said: dict[str, list[Child]] = {
        "moved": [_moved(event) if kind == "moved" else None],
        "reassigned": [tag("strong", f"Reassigned to {plain_name(str(event['owner']))}")],
        "closed": [tag("strong", "Closed. Evidence: "), event["evidence"]],
        "dropped": [tag("strong", "Cancelled")],
        "reopened": [tag("strong", "Reopened")],
    }
    # That it was done is all that closing says beside its evidence.
    reason = "" if kind == "closed" or is_nothing(event["reason"]) else str(event["reason"])
    return [*said[kind], tag("p", f'"{reason}"', class_="why") if reason else None]


def _in_stocktake(row: Row, known_on: date | None) -> Markup | None:
    if is_nothing(row["meeting"]):
        return None
    key = row["meeting_key"]
    return tag("small", "in ", link(str(row["meeting"]), "follow-up", meeting=key,
                                    known_at=known_on))  # fmt: skip


def _moved(event: Row) -> Markup:
    before, now = event["due_before"], event["due_on"]
    if is_nothing(before) or before == now:
        return tag("strong", f"Due on {day(now)}")
    days = (now - before).days
    verb = "Rescheduled" if days > 0 else "Brought forward"
    return tag("strong", f"{verb} by {span(days)}, from {day(before)} to {day(now)}")


def _update(event: Row, known_on: date | None) -> list[Child]:
    said: list[Child] = [tag("strong", status_words(event))]
    if not is_nothing(event["due_on"]) and event["due_on"] != event["due_before"]:
        said += [" ", _moved(event)]
    if not is_nothing(event["reason"]):
        said.append(tag("p", f'"{event["reason"]}"', class_="why"))
    source = link("the return", "history", submission=event["submission_key"], known_at=known_on)
    return [*said, tag("small", "from ", source)]


def status_words(event: Row) -> str:
    """Say how a department's return put it.

    >>> status_words({"status": "done", "done_on": date(2026, 4, 9)})
    'Department update: done on 9 April 2026.'
    """
    if not is_nothing(event["done_on"]):
        return f"Department update: done on {day(event['done_on'])}."
    if is_nothing(event["status"]):
        return "Department update."
    return f"Department update: {str(event['status']).replace('_', ' ')}."


def _reworded(before: Row, after: Row) -> Markup:
    return _item(after["received_at"], after["written_by"], *wording_words(before, after))


def wording_words(before: Row, after: Row) -> list[Child]:
    """Say what a newer wording of a capture changed."""
    parts: list[Child] = []
    if bool(after["is_struck"]) != bool(before["is_struck"]):
        struck = "Struck out" if after["is_struck"] else "Restored"
        parts.append(tag("strong", struck))
    if after["text"] != before["text"]:
        parts.append(tag("span", tag("strong", "Reworded. "), "Before: "))
        parts.append(tag("span", f'"{before["text"]}"', class_="why"))
    for name, words in (("owner", "Owner"), ("due_on", "Due"), ("priority", "About"),
                        ("kind", "Kind")):  # fmt: skip
        if (moved := _changed(before[name], after[name])) is not None:
            parts.append(tag("p", tag("strong", f"{words}: "), moved))
    return parts or [tag("strong", "Saved again")]


def _changed(before: object, after: object) -> str | None:
    was, now = (_plain(cell) for cell in (before, after))
    return None if was == now else f"{was}, now {now}"


def _plain(cell: object) -> str:
    if is_nothing(cell):
        return "nothing"
    return day(cell) if isinstance(cell, date) else str(cell).replace("_", " ")
