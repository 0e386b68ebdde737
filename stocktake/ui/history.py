"""Every return that was ever accepted, the newest first: whose, which counts, what it changed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from stocktake.model.facts import is_nothing
from stocktake.model.numbers import several
from stocktake.ui.board import STATES, round_words
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, link, show, tag, together
from stocktake.ui.wall import short_day

MOST = 60
Row = Mapping[Any, Any]
_STATES = ("new", "changed", "withdrawn", "unchanged")


def chosen_rows(
    submissions: pd.DataFrame, department: str | None, reporting_round: str | None
) -> pd.DataFrame:
    """Keep what the address asks for, the newest first; a key nobody has keeps nothing."""
    shown = submissions
    if department is not None:
        shown = shown[shown["department_key"] == department]
    if reporting_round is not None:
        shown = shown[shown["reporting_round"] == reporting_round]
    return shown.sort_values("received_at", ascending=False, kind="stable")


def filters(
    submissions: pd.DataFrame,
    departments: pd.DataFrame,
    asked: tuple[str | None, str | None],
    known_on: date | None,
) -> Markup:
    """Give departments, and the rounds of the chosen one, as links."""
    department, reporting_round = asked
    sent = set(submissions["department_key"])
    names = [
        (row["department_key"], row["title"])
        for row in departments.to_dict("records")
        if row["department_key"] in sent
    ]
    by_department = tag(
        "nav",
        *(
            link(title, "history", key == department, department=key, known_at=known_on)
            for key, title in [(None, "All departments"), *names]
        ),
        aria_label="Departments",
        class_="filter",
    )
    own = submissions[submissions["department_key"] == department]
    rounds = sorted(set(own["reporting_round"]), reverse=True)
    if len(rounds) < 2:
        return by_department
    by_round = tag(
        "nav",
        *(
            link(
                words, "history", key == reporting_round,
                department=department, round=key, known_at=known_on,
            )
            for key, words in [(None, "All rounds"), *((key, round_words(key)) for key in rounds)]
        ),
        aria_label="Reporting rounds",
        class_="filter small",
    )  # fmt: skip
    return together(by_department, by_round)


def history_table(shown: pd.DataFrame, newest: set[str], desk: Desk) -> Markup:
    """Give the list; `newest` holds the keys of the newest return in use of each round."""
    # Returns from before the desk have no counted effect; a column of dashes helps nobody.
    with_effect = bool(shown["new_count"].notna().any())
    effect = ("Changes made",) if with_effect else ()
    head = ("Received", "Return", "File", "Sent by", "Figures", *effect, "Status")
    rows = [_row(row, newest, desk, with_effect) for row in shown.head(MOST).to_dict("records")]
    return tag(
        "table",
        tag("caption", "Returns, the newest first", class_="unseen"),
        tag(
            "thead",
            tag(
                "tr",
                *(
                    tag("th", text, scope="col", class_="figure" if text == "Figures" else None)
                    for text in head
                ),
            ),
        ),
        tag("tbody", *rows),
        class_="plain history-list",
    )


def newest_in_use(submissions: pd.DataFrame) -> set[str]:
    """Give for each department and round the key of the newest return that is not withdrawn."""
    used = submissions[~submissions["is_withdrawn"].astype(bool)].sort_values("received_at")
    last = used.drop_duplicates(["department_key", "reporting_round"], keep="last")
    return set(last["submission_key"].astype(str))


def _row(row: Row, newest: set[str], desk: Desk, with_effect: bool) -> Markup:
    key = str(row["submission_key"])
    name = link(round_title(row), "history", submission=key, known_at=desk.known_on)
    return tag(
        "tr",
        tag("td", moment(row["received_at"])),
        tag("th", name, tag("small", row["department"] or row["department_key"]), scope="row"),
        tag("td", row["file_name"], class_="file"),
        tag("td", row["submitted_by"]),
        tag("td", f"{int(row['observation_count']):,}", class_="figure"),
        tag("td", effect_words(row)) if with_effect else None,
        tag("td", *state_now(row, newest)),
        class_="withdrawn" if row["is_withdrawn"] else None,
    )


def round_title(row: Row) -> str:
    """Name the round in the register's words, or by its key where the register has none."""
    key = str(row["reporting_round"])
    return round_words(key) if is_nothing(row["round_title"]) else str(row["round_title"])


def effect_words(row: Row) -> str:
    """Say what a return changed when it came in, as far as it was counted then.

    >>> effect_words({"new_count": 2, "changed_count": 1, "withdrawn_count": 0,
    ...               "unchanged_count": 9})
    '2 new, 1 changed, 9 unchanged'
    """
    if any(is_nothing(row[f"{state}_count"]) for state in _STATES):
        return "–"
    counted = [(int(row[f"{state}_count"]), state) for state in _STATES]
    return ", ".join(f"{count:,} {state}" for count, state in counted if count) or "nothing"


def state_now(row: Row, newest: set[str]) -> list[Child]:
    """Say whether a return counts today."""
    if row["is_withdrawn"]:
        return [tag("strong", "Withdrawn"), tag("small", moment(row["withdrawn_at"]))]
    if str(row["submission_key"]) in newest:
        return [tag("strong", "Current")]
    return ["Superseded", tag("small", "its figures count where no later return has one")]


def moment(at: Any) -> str:
    """Write a moment; times are kept in UTC.

    >>> moment(datetime(2026, 5, 14, 9, 5))
    '14 May 2026, 09:05'
    """
    when = at if isinstance(at, datetime) else pd.Timestamp(at).to_pydatetime()
    return f"{short_day(when.date())}, {when:%H:%M}"


def show_drafts(drafts: pd.DataFrame) -> None:
    """Draw what was sent and is not yet accepted, each with the way to go on."""
    waiting = drafts.sort_values("received_at", ascending=False)
    if waiting.empty:
        return
    head = ("Received", "Return", "File", "Sent by", "Where it stands")
    show(
        tag("h2", f"Not yet accepted: {several(len(waiting), 'file')}", class_="sentence"),
        tag(
            "table",
            tag("caption", "Files that are still open", class_="unseen"),
            tag("thead", tag("tr", *(tag("th", text, scope="col") for text in head))),
            tag("tbody", *(_draft(row) for row in waiting.head(MOST).to_dict("records"))),
            class_="plain",
        ),
    )


def _draft(row: Row) -> Markup:
    known = not is_nothing(row["department"])
    name = f"{row['department']}, {round_title(row)}" if known else "Nobody knows yet whose"
    return tag(
        "tr",
        tag("td", moment(row["received_at"])),
        tag("th", link(name, "upload", draft=row["draft_key"]), scope="row"),
        tag("td", row["file_name"], class_="file"),
        tag("td", row["sent_by"]),
        tag("td", _stands(row)),
    )


def _stands(row: Row) -> str:
    if row["verdict"] == "refused":
        return "Could not be read"
    if int(row["must_fix_count"]):
        return f"{STATES['needs_fixing']}: {several(int(row['must_fix_count']), 'thing')}"
    if int(row["open_question_count"]):
        open_count = several(int(row["open_question_count"]), "question")
        return f"{STATES['waiting_for_explanation']}: {open_count}"
    return STATES["ready_to_accept"]
