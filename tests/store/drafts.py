"""Drafts for the store's tests: a return on the desk, a question about it, and its acceptance."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from stocktake.model.problem import Level, Problem
from stocktake.store import DraftFacts, Receipt, Store
from tests.store.small import FACTS, JANUARY, figures

ROWS = [("nation", JANUARY, 5.0)]


def problem(key: str = "p1", level: Level = Level.EXPLAIN, code: str = "R-301") -> Problem:
    """Make a problem of a return, about two cells."""
    return Problem(
        code=code,
        level=level,
        sheet="Figures",
        cells=("G6", "G7"),
        found="5",
        message="Cells G6 and G7: 5 was found.",
        fix="Say why.",
        problem_key=key,
    )


def put_on_desk(
    store: Store,
    problems: Sequence[Problem] = (),
    received_at: datetime | None = None,
    *,
    content: bytes = b"return",
    file_name: str = "return.xlsx",
    waived: Sequence[Problem] = (),
    **facts: Any,
) -> str:
    """Keep a draft; give its key."""
    made = {
        "department_key": "d",
        "reporting_round": "2026-03",
        "verdict": "accepted",
        "observation_count": 1,
        "sent_by": "Ann",
    }
    return store.write_draft(
        facts=DraftFacts(**(made | facts)),
        problems=problems,
        waived=waived,
        file_name=file_name,
        content=content,
        received_at=received_at,
    )


def answers() -> dict[str, pd.DataFrame]:
    """Make what the sheets beside the figures say, with cells left empty both ways."""
    sheet = {"sheet": "Side", "row_number": 6}
    step = {"policy_step_key": "s", "forecast_on": date(2026, 6, 30), "done_on": None}
    action = {"action_key": "a", "status": None, "note": "=1+1", "due_on": float("nan")}
    rating = {"priority_key": "waits", "category": "overall", "rating": "red", "reason": None}
    text = {"section": "progress", "text": "All's well; drop table", "sheet": "C", "cell": "C6"}
    return {
        "commentaries": pd.DataFrame([text]),
        "action_updates": pd.DataFrame([action | {"done_on": date(2026, 4, 1)} | sheet]),
        "policy_step_updates": pd.DataFrame(
            [step | {"status": "on_track", "note": None} | sheet,
             step | {"policy_step_key": "t", "forecast_on": None, "status": None, "note": "x"}
             | sheet]
        ),
        "self_ratings": pd.DataFrame([rating | sheet]),
    }  # fmt: skip


def accept(
    store: Store,
    draft_key: str,
    rows: Sequence[tuple[str, date, float | None]] = ROWS,
    received_at: datetime | None = None,
    *,
    checked_at_version: int | None = None,
    **changed: Any,
) -> Receipt:
    """Accept a draft with some figures and answers."""
    made = {
        "facts": lambda: FACTS,
        "observations": lambda: figures(rows),
        "answers": answers,
        "effect": lambda: {"new": len(rows), "changed": 0, "withdrawn": 0, "unchanged": 0},
    }
    given = {name: make() for name, make in made.items() if name not in changed}
    return store.accept_draft(
        draft_key,
        **given,
        **changed,
        received_at=received_at,
        checked_at_version=(
            store.data_version() if checked_at_version is None else checked_at_version
        ),
    )


def read(store: Store, view: str, known_at: datetime | None = None, **equals: object) -> Any:
    """Give the rows of a view."""
    with store.reader(known_at, with_headlines=False) as db:
        return db.rows(view, **equals)


def only(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Give the one row there is."""
    (row,) = rows
    return row
