"""The board: which department has sent what, for which round; late and open in words."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.model.facts import is_nothing
from stocktake.model.gaps import freshness_words
from stocktake.model.numbers import day, month, several
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, link, tag, together
from stocktake.ui.wall import short_day

# How many reporting rounds can be asked for in the address; the first is shown unasked.
SPANS = (6, 12, 24)
_YEAR = 365
_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")
# The sign of a state is drawn by the style sheet; these words stand beside it.
STATES = {
    "accepted": "Accepted",
    "ready_to_accept": "Ready to accept",
    "waiting_for_explanation": "Waiting for explanation",
    "needs_fixing": "Needs fixing",
    "not_sent": "Not sent",
    "not_open": "Not open yet",
}
Row = Mapping[Any, Any]


def span_asked(asked: str | None) -> int:
    """Read how many rounds the address asks for; the shortest where it says nothing we know.

    >>> span_asked("12"), span_asked("many"), span_asked(None)
    (12, 6, 6)
    """
    return int(asked) if asked in {str(span) for span in SPANS} else SPANS[0]


def rounds_shown(board: pd.DataFrame, today: date, span: int) -> list[str]:
    """Give the newest rounds that have opened for anybody, the oldest of them first."""
    opened = board[[opens <= today for opens in board["opens_on"]]]
    last = opened.groupby("reporting_round")["due_on"].max().sort_index()
    return sorted(last.sort_values(kind="stable").index[-span:])


def whole_board(desk: Desk, board: pd.DataFrame, rounds: list[str], span: int) -> Markup:
    """Give counts, choice of rounds and table; a full board is put together once for all."""
    version = desk.store.desk_version()
    return _whole_board(
        desk.store.path, version, desk.day, desk.known_on, span, (board, rounds, desk)
    )


@st.cache_data(max_entries=32, show_spinner=False)
def _whole_board(
    path: Path,
    desk_version: int,
    today: date,
    known_on: date | None,
    span: int,
    _given: tuple[pd.DataFrame, list[str], Desk],
) -> Markup:
    board, rounds, desk = _given
    return together(
        counts_strip(board, rounds),
        span_links(board, today, span, known_on),
        board_table(board, rounds, desk),
    )


def board_table(board: pd.DataFrame, rounds: Sequence[str], desk: Desk) -> Markup:
    """Give the table: departments down, rounds across, the newest at the right."""
    cells = {
        (row["department_key"], row["reporting_round"]): row for row in board.to_dict("records")
    }
    order = board.sort_values(["department_position", "department_key"])
    departments = dict(zip(order["department_key"], order["department"], strict=True))
    titles = order.groupby("reporting_round")["round_title"].unique()
    head = tag(
        "tr",
        tag("th", "Department", scope="col"),
        *(
            tag("th", round_words(key), scope="col", title=", ".join(titles.get(key, [])))
            for key in rounds
        ),
    )
    body = [
        tag(
            "tr",
            tag("th", name, scope="row"),
            *(_cell(cells.get((key, asked)), desk) for asked in rounds),
        )
        for key, name in departments.items()
    ]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", "Returns by department and reporting round", class_="unseen"),
            tag("thead", head),
            tag("tbody", *body),
            class_="board",
        ),
        class_="scroll board-scroll",
        tabindex="0",
        role="region",
        aria_label="Returns by department and reporting round",
    )


def round_words(reporting_round: str) -> str:
    """Write a round's key where it is a month as a month.

    >>> round_words("2026-03"), round_words("winter")
    ('March 2026', 'winter')
    """
    found = _MONTH.match(reporting_round)
    return month(date(int(found[1]), int(found[2]), 1)) if found else reporting_round


def _cell(row: Row | None, desk: Desk) -> Markup:
    """Give one return in as few elements as it can be said in: there are hundreds of them."""
    if row is None:
        return tag("td", tag("span", "No return asked", class_="unseen"), class_="none")
    state = str(row["state"])
    words = STATES[state]
    is_late = int(row["days_late"]) > 0 and state == "not_sent"
    return tag(
        "td",
        _link(words, row, desk) or words,
        tag("small", _late(row), "\n".join([*_open_points(row), *_sent(row)]), _wrote(row, desk)),
        class_=f"state state-{state}" + (" is-late" if is_late else ""),
    )


def _link(words: str, row: Row, desk: Desk) -> Markup | None:
    """Lead to the draft, to the return that counts, or to sending one; nowhere before it opens."""
    if row["state"] == "not_open":
        return None
    if not is_nothing(row["draft_key"]) and desk.known_on is None:
        return link(words, "upload", draft=row["draft_key"])
    if not is_nothing(row["submission_key"]):
        key = row["submission_key"]
        return link(words, "history", submission=key, known_at=desk.known_on)
    if desk.known_on is not None:
        return None
    department, reporting_round = row["department_key"], row["reporting_round"]
    return link(words, "upload", department=department, round=reporting_round)


def _late(row: Row) -> Markup | None:
    days = int(row["days_late"])
    if days <= 0:
        return None
    return tag("b", f"{several(days, 'day')} late")


def _wrote(row: Row, desk: Desk) -> list[Child]:
    """Lead to what the department wrote beside its figures, where it wrote anything."""
    has_commentary = row.get("has_commentary")
    if is_nothing(has_commentary) or not has_commentary:
        return []
    key = row["submission_key"]
    return ["\n", link("commentary", "history", submission=key, known_at=desk.known_on)]


def _open_points(row: Row) -> list[str]:
    if row["state"] == "needs_fixing":
        return [f"{several(int(row['must_fix_count']), 'thing')} to fix"]
    if row["state"] == "waiting_for_explanation":
        return [several(int(row["open_question_count"]), "question")]
    return []


def _sent(row: Row) -> list[str]:
    if row["state"] == "not_open":
        return [f"opens {short_day(row['opens_on'])}"]
    if row["state"] == "not_sent":
        return [f"due {short_day(row['due_on'])}"]
    again = " again" if row["has_accepted"] and row["state"] != "accepted" else ""
    # The department stands at the head of the row already.
    by = str(row["sent_by"]).removesuffix("(demo)").strip().removesuffix(f", {row['department']}")
    return [f"sent{again} {short_day(row['received_at'].date())}", by]


def counts_strip(board: pd.DataFrame, rounds: Sequence[str]) -> Markup:
    """Give how many returns stand where, of the rounds that are shown."""
    shown = board[board["reporting_round"].isin(rounds)]
    states = shown["state"].value_counts()
    is_late = (shown["days_late"] > 0) & (shown["state"] != "accepted")
    pairs = [
        (int(is_late.sum()), "late now"),
        (int(states.get("needs_fixing", 0)), "to be fixed"),
        (int(states.get("waiting_for_explanation", 0)), "waiting for an explanation"),
        (int(states.get("ready_to_accept", 0)), "ready to accept"),
        (int(((shown["state"] == "not_sent") & ~is_late).sum()), "not yet due"),
        (int(states.get("accepted", 0)), "accepted"),
    ]
    items = [
        tag("li", tag("b", count), " ", words)
        for count, words in pairs
        if count or words in ("late now", "accepted")
    ]
    return tag("ul", *items, class_="counts")


def span_links(board: pd.DataFrame, today: date, span: int, known_on: date | None) -> Markup | None:
    """Offer longer spans of rounds, where there are more."""
    opened = {
        row["reporting_round"] for row in board.to_dict("records") if row["opens_on"] <= today
    }
    offered = [one for one in SPANS if one == SPANS[0] or len(opened) > SPANS[SPANS.index(one) - 1]]
    if len(offered) < 2:
        return None
    return tag(
        "nav",
        *(
            link(
                f"Last {one} rounds",
                "board",
                one == span,
                rounds=one if one != SPANS[0] else None,
                known_at=known_on,
            )
            for one in offered
        ),
        aria_label="How many rounds",
        class_="filter",
    )


def stale_list(stale: pd.DataFrame) -> Markup:
    """Give the indicators whose next figure should be here by now, the longest overdue first.

    What has ended, as the register says, is named below; and what has had none for over a year.
    """
    if stale.empty:
        return tag("p", "Every indicator is as new as it should be.", class_="empty")
    over = stale[stale["freshness"] == "ended"].sort_values("title")
    due = stale[stale["freshness"] != "ended"]
    ordered = due.sort_values(["days_stale", "title"], ascending=[False, True])
    silent = ordered[ordered["days_stale"] > _YEAR]
    rows = ordered[ordered["days_stale"] <= _YEAR].to_dict("records")
    head = ("Indicator", "Department", "Newest figure is for", "Next was due here by", "")
    return together(
        tag(
            "table",
            tag("caption", "Figures that are overdue", class_="unseen"),
            tag("thead", tag("tr", *(tag("th", text, scope="col") for text in head))),
            tag("tbody", *map(_stale_row, rows)),
            class_="plain",
        )
        if rows
        else None,
        _over_words(over),
        _silent_words(silent),
    )


def _over_words(over: pd.DataFrame) -> Markup | None:
    if over.empty:
        return None
    names = "; ".join(
        f"{row['title']} (ended {month(row['ended_on'])})" for row in over.to_dict("records")
    )
    return tag("p", f"Series that have ended, so that nothing is due: {names}.",
               class_="quiet reading")  # fmt: skip


def _silent_words(ended: pd.DataFrame) -> Markup | None:
    if ended.empty:
        return None
    names = ", ".join(
        f"{row['title']} (to {month(row['latest_period_end'])})" for row in ended.to_dict("records")
    )
    return tag("p", f"No figure for over a year, so the series may have ended: {names}.",
               class_="quiet reading")  # fmt: skip


def _stale_row(row: Row) -> Markup:
    return tag(
        "tr",
        tag("th", row["title"], scope="row"),
        tag("td", row["department"]),
        tag("td", f"the period to {day(row['latest_period_end'])}"),
        tag("td", day(row["stale_on"])),
        tag("td", tag("span", freshness_words("stale", row["stale_on"]), class_="late-mark")),
    )  # fmt: skip


def board_rows(board: pd.DataFrame) -> pd.DataFrame:
    """Give the whole board as plain rows for a download."""
    ordered = board.sort_values(["reporting_round", "department_position"], ascending=[False, True])
    return pd.DataFrame(
        {
            "Department": ordered["department"],
            "Round": ordered["reporting_round"],
            "Title": ordered["round_title"],
            "Opens": ordered["opens_on"],
            "Due": ordered["due_on"],
            "State": [STATES[state] for state in ordered["state"]],
            "Days late": ordered["days_late"],
            "Sent by": ordered["sent_by"],
            "Received": ordered["received_at"],
            "Things to fix": ordered["must_fix_count"],
            "Open questions": ordered["open_question_count"],
            "Figures": ordered["observation_count"],
        }
    )
