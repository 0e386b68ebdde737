"""What a department said: in which order, with which day, and in one line."""

from datetime import date
from typing import Any

import pytest

from stocktake.model.department_word import (
    COMMENTARY,
    department_line,
    in_order,
    said_when,
    status_words,
)
from stocktake.returns.side_sheets import COMMENTARY as ASKED


def row(kind: str, text: str | None = "Words", **changes: Any) -> dict[str, Any]:
    plain = {
        "kind": kind, "subject": None, "text": text, "status": None, "due_on": None,
        "done_on": None, "reporting_round": "2026-04", "round_title": "April 2026",
        "received_at": date(2026, 5, 10),
    }  # fmt: skip
    return {**plain, **changes}


def test_the_sections_are_those_that_a_return_asks_for():
    assert {key: title for key, (title, _, _) in ASKED.items()} == COMMENTARY


def test_commentary_comes_first_and_a_kind_nobody_knows_is_left_out():
    kinds = ["answer", "gossip", "action", "progress", "help_needed"]
    found = [one["kind"] for one in in_order([row(kind) for kind in kinds])]
    assert found == ["progress", "help_needed", "action", "answer"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"status": "on_track"}, "On track"),
        ({"status": "done", "done_on": date(2026, 5, 9)}, "Done on 9 May 2026"),
        ({"done_on": date(2026, 5, 9)}, "Done on 9 May 2026"),
        ({"due_on": date(2026, 6, 30)}, "Forecast 30 June 2026"),
        ({"status": "at_risk", "due_on": float("nan")}, "At risk"),
        ({}, ""),
    ],
)
def test_a_status_is_said_with_its_days(given: dict[str, Any], words: str):
    assert status_words(row("step", **given)) == words


def test_a_new_date_of_an_action_is_no_forecast():
    assert status_words(row("action", due_on=date(2026, 6, 30))) == "New date 30 June 2026"


def test_a_round_without_a_title_is_named_by_its_key():
    assert said_when(row("progress", round_title="")) == ("return of 2026-04, received 10 May 2026")


def test_one_line_begins_with_what_the_department_needs_and_is_cut_at_a_word():
    long = "Beds " * 60
    line = department_line([row("progress", long), row("help_needed", "A decision on beds")])
    assert line.startswith("Help needed: “A decision on beds” Progress: “Beds Beds")
    assert line.endswith("Beds…” (return of April 2026, received 10 May 2026)")
    assert len(line) < 300


def test_no_commentary_is_no_line():
    assert department_line([row("step"), row("progress", None)]) == ""
