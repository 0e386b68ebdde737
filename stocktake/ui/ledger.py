"""The promise ledger: every action of every stocktake, what is most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from stocktake.deck.markup import standing_mark
from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.ledger import (
    Standing,
    has_slipped_often,
    ledger_sentence,
    most_urgent_first,
    slip_words,
    standing,
    standing_words,
)
from stocktake.model.sentence import plain_name
from stocktake.ui import reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, image, link, tag, together
from stocktake.ui.wall import short_day

Row = Mapping[Any, Any]
MOST = 200
NO_DEPARTMENT = "none"
OPEN, OVERDUE, SLIPPED, SETTLED, ALL = "open", "overdue", "slipped", "settled", "all"
_TABS = {
    OPEN: "Open",
    OVERDUE: "Overdue",
    SLIPPED: "Rescheduled",
    SETTLED: "Closed or cancelled",
    ALL: "All",
}
_STATUS = {
    "not_started": "Not started",
    "on_track": "On track",
    "at_risk": "At risk",
    "done": "Done",
    "stopped": "Stopped",
}
# An image hears nothing of the deck's style sheet, so its letters bring their own.
_LETTERS = (
    'font-family="Arial, Liberation Sans, sans-serif" font-weight="700" text-anchor="middle" '
    'dominant-baseline="central"'
)


@dataclass(frozen=True)
class Wanted:
    """Which actions the address asks for; a word nobody knows asks for the open ones."""

    show: str = OPEN
    department: str | None = None
    owner: str | None = None
    known_on: date | None = None

    @property
    def query(self) -> dict[str, Any]:
        """Give what an address says of it; what is usual is left out."""
        shown = None if self.show == OPEN else self.show
        return {
            "show": shown,
            "department": self.department,
            "owner": self.owner,
            "known_at": self.known_on,
        }


def wanted(known_on: date | None) -> Wanted:
    """Read the filters of the address."""
    asked = st.query_params.get("show", OPEN)
    return Wanted(
        show=asked if asked in _TABS else OPEN,
        department=st.query_params.get("department") or None,
        owner=st.query_params.get("owner") or None,
        known_on=known_on,
    )


def all_actions(desk: Desk) -> list[Row]:
    """Give every action known at the desk's moment, the most urgent first."""
    return most_urgent_first(reads.desk_view(desk, "page.action_ledger").to_dict("records"))


def of_whom(rows: Sequence[Row], asked: Wanted) -> list[Row]:
    """Keep what the address asks for by department and owner."""
    kept = list(rows)
    if asked.department is not None:
        key = "" if asked.department == NO_DEPARTMENT else asked.department
        kept = [row for row in kept if row["department_key"] == key]
    if asked.owner is not None:
        kept = [row for row in kept if row["owner"] == asked.owner]
    return kept


def in_state(rows: Sequence[Row], show: str) -> list[Row]:
    """Keep what is open, overdue, rescheduled, settled, or everything."""
    return [row for row in rows if _is_shown(row, show)]


def _is_shown(row: Row, show: str) -> bool:
    if show == OVERDUE:
        return bool(row["is_overdue"])
    if show == SLIPPED:
        return int(row["slip_count"]) > 0
    return show == ALL or standing(row).is_settled is (show == SETTLED)


def count_words(rows: Sequence[Row]) -> str:
    """Count what is open in a sentence."""
    return ledger_sentence(rows)


def filters(every: Sequence[Row], asked: Wanted) -> Markup:
    """Give the states with their counts, the departments, and the way back from one owner."""
    near = of_whom(every, asked)
    by_state = tag(
        "nav",
        *(
            link(
                f"{title} ({len(in_state(near, key))})",
                "actions",
                key == asked.show,
                **replace(asked, show=key).query,
            )
            for key, title in _TABS.items()
        ),
        aria_label="Which actions",
        class_="filter",
    )
    return together(by_state, _departments(every, asked), _owner(asked))


def _departments(every: Sequence[Row], asked: Wanted) -> Markup | None:
    names = {str(row["department_key"]): str(row["department"]) for row in every}
    if "" in names:
        names[""] = "No single department"
    if len(names) < 2 and asked.department is None:
        return None
    choices: list[tuple[str | None, str]] = [(None, "All departments")]
    ordered = sorted(names, key=lambda key: (not key, names[key]))
    choices += [(key or NO_DEPARTMENT, names[key]) for key in ordered]
    return tag(
        "nav",
        *(
            link(
                title, "actions", key == asked.department,
                **replace(asked, department=key).query,
            )
            for key, title in choices
        ),
        aria_label="Departments",
        class_="filter small",
    )  # fmt: skip


def _owner(asked: Wanted) -> Markup | None:
    if asked.owner is None:
        return None
    return tag(
        "p",
        "Only what ",
        tag("strong", asked.owner),
        " has agreed to do. ",
        link("Show everybody's", "actions", **replace(asked, owner=None).query),
        class_="chosen",
    )


def ledger_table(rows: Sequence[Row], asked: Wanted, today: date) -> Markup:
    """Give the list; dates that were moved show the one agreed first."""
    head = ("Status", "Action", "Owner", "Due", "Department update")
    return tag(
        "table",
        tag("caption", "Actions, the most urgent first", class_="unseen"),
        tag("thead", tag("tr", *(tag("th", text, scope="col") for text in head))),
        tag("tbody", *(_row(row, asked, today) for row in rows[:MOST])),
        class_="plain ledger",
    )


def _row(row: Row, asked: Wanted, today: date) -> Markup:
    key = row["action_key"]
    name = link(str(row["text"]), "actions", class_="promise-text", **asked.query, action=key)
    return tag(
        "tr",
        tag(
            "td",
            tag("div", mark(row), tag("span", standing_words(row, today)), class_=_stands(row)),
        ),
        tag("th", name, tag("small", agreed_where(row)), scope="row"),
        tag("td", _owner_link(row, asked), class_="owner"),
        tag("td", *dates(row)),
        tag("td", *last_word(row, asked.known_on)),
        class_="settled" if standing(row).is_settled else None,
    )


def _stands(row: Row) -> str:
    return "stands overdue" if standing(row) is Standing.OVERDUE else "stands"


def mark(row: Row) -> Markup:
    """Draw how an action stands, in the shapes of the meeting's first screen."""
    drawn = standing_mark(standing(row)).replace('class="letters"', _LETTERS)
    return image(drawn, "", class_="standing")


def agreed_where(row: Row) -> str:
    """Say what an action is about, and where it was agreed."""
    about = "General" if is_nothing(row["priority"]) else str(row["priority"])
    place = "agreed" if is_nothing(row["meeting"]) else f"{row['meeting']},"
    return f"{about} · {place} {short_day(row['agreed_on'])}"


def _owner_link(row: Row, asked: Wanted) -> Child:
    name = owner_name(row)
    if asked.owner is not None:
        return name
    return link(name, "actions", **replace(asked, owner=str(row["owner"])).query)


def owner_name(row: Row) -> Markup:
    """Give the owner, marked when made up for the demonstration."""
    text = str(row["owner"])
    return tag("span", plain_name(text))


def dates(row: Row) -> list[Child]:
    """Give the date that holds, and before it the one agreed where it was put back."""
    now = tag("b", short_day(row["due_on"]))
    if row["due_on"] == row["agreed_due_on"] and not int(row["slip_count"]):
        return [now]
    agreed = tag("s", tag("span", "agreed ", class_="unseen"), short_day(row["agreed_due_on"]))
    who = "" if is_nothing(row["moved_by"]) else f", last by {row['moved_by']}"
    slips = slip_words(row)
    told = tag("small", f"{slips}{who}", class_="often" if has_slipped_often(row) else None)
    return [agreed, " ", now, told if slips else None]


def last_word(row: Row, known_on: date | None) -> list[Child]:
    """Give what the department's newest return says, with the way to it; then the evidence."""
    if standing(row) is Standing.CLOSED and not is_nothing(row["evidence"]):
        return [
            tag("span", "Evidence: ", class_="quiet"),
            tag("span", row["evidence"], class_="cut"),
        ]
    if is_nothing(row["updated_at"]):
        return [tag("span", "None", class_="quiet")]
    status = None if is_nothing(row["status"]) else _STATUS.get(str(row["status"]), row["status"])
    note = None if is_nothing(row["note"]) else tag("span", str(row["note"]), class_="cut")
    said = f"in the return of {short_day(plain_date(row['updated_at']))}"
    source = link(said, "history", submission=row["submission_key"], known_at=known_on)
    return [tag("strong", status) if status else None, " " if status else None, note,
            tag("small", source)]  # fmt: skip


def nothing_words(every: Sequence[Row], asked: Wanted) -> Markup:
    """Say kindly that the list is empty, and why."""
    if not every:
        said = (
            "No action has been agreed yet. Actions captured in a stocktake (key D on the Run "
            "page) appear here at once."
        )
    elif asked.show == OVERDUE:
        said = "Nothing is overdue here: every action is closed or not yet due."
    elif asked.show == SLIPPED:
        said = "No action here was rescheduled: each still has its original date."
    else:
        said = "No action matches these filters."
    return tag("p", said, class_="empty lead")
