"""What a department said in its returns, in the order and the words in which others read it.

A row is one of `page.department_word` or `core.department_words`, as a dictionary; every text in it
was written by a department and is quoted, never taken over.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.numbers import day

Row = Mapping[Any, Any]
COMMENTARY = {
    "progress": "Progress",
    "current_issues": "Current issues",
    "emerging_issues": "Emerging issues",
    "help_needed": "Help needed",
}
KINDS = {
    **COMMENTARY,
    "step": "Policy steps",
    "action": "Actions",
    "self_rating": "Its own rating",
    "answer": "Answers to questions about the return",
}
# What a leader has to answer comes first where there is room for one line only.
_FIRST = ("help_needed", "current_issues", "progress", "emerging_issues")
_MAX_TEXT = 150
_MAX_PARTS = 2


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return the rows by kind, as the return's sheets ask for them, then by their subject."""
    order = list(KINDS)
    known = [row for row in rows if str(row["kind"]) in KINDS]
    return sorted(known, key=lambda row: (order.index(str(row["kind"])), _subject(row)))


def _subject(row: Row) -> str:
    return "" if is_nothing(row["subject"]) else str(row["subject"])


def status_words(row: Row) -> str:
    """Say what was answered beside the words: the status, and the days given.

    >>> from datetime import date
    >>> status_words({"status": "at_risk", "due_on": date(2026, 6, 30), "done_on": None,
    ...               "kind": "step"})
    'At risk, forecast 30 June 2026'
    >>> status_words({"status": "done", "due_on": None, "done_on": date(2026, 5, 9),
    ...               "kind": "action"})
    'Done on 9 May 2026'
    """
    status = "" if is_nothing(row["status"]) else str(row["status"]).replace("_", " ")
    done, due = row["done_on"], row["due_on"]
    if not is_nothing(done):
        when = day(plain_date(done))
        return f"Done on {when}" if status in ("", "done") else f"{status}, done on {when}"
    if not is_nothing(due):
        moved = "forecast" if row["kind"] == "step" else "new date"
        status = ", ".join(part for part in (status, f"{moved} {day(plain_date(due))}") if part)
    return status[:1].upper() + status[1:]


def said_when(row: Row) -> str:
    """Say which return the words stand in, and when it came.

    >>> from datetime import date
    >>> said_when({"round_title": None, "reporting_round": "2026-04",
    ...            "received_at": date(2026, 5, 10)})
    'return of 2026-04, received 10 May 2026'
    """
    title = row.get("round_title")
    name = str(row["reporting_round"] if is_nothing(title) or not title else title)
    return f"return of {name}, received {day(plain_date(row['received_at']))}"


def department_line(rows: Iterable[Row]) -> str:
    """Return one line of the department's commentary for a page that has no room for all of it.

    Empty where it wrote none.

    >>> department_line([])
    ''
    """
    by_kind = {str(row["kind"]): row for row in rows if not is_nothing(row["text"])}
    told = [kind for kind in _FIRST if kind in by_kind][:_MAX_PARTS]
    if not told:
        return ""
    parts = [f"{COMMENTARY[kind]}: “{_cut(str(by_kind[kind]['text']))}”" for kind in told]
    return f"{' '.join(parts)} ({said_when(by_kind[told[0]])})"


def _cut(text: str) -> str:
    whole = " ".join(text.split())
    if len(whole) <= _MAX_TEXT:
        return whole
    return whole[: _MAX_TEXT - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
