"""What a department says in its return reaches every view that others read."""

from datetime import date
from typing import Any

import pytest

from stocktake.store import Store
from tests.intake import heard


@pytest.fixture
def submission_key(store: Store) -> str:
    return heard.accept_telling(store)


def rows(store: Store, view: str, **equals: Any) -> list[dict[str, Any]]:
    with store.reader() as db:
        return db.rows(view, **equals)


def test_the_priority_hears_words_of_every_kind(store: Store, submission_key: str):
    words = rows(store, "page.department_word", priority_key=heard.PRIORITY)
    said = {(row["kind"], row["subject_key"]): row for row in words}
    assert said["progress", "progress"]["text"] == heard.PROGRESS
    assert said["help_needed", "help_needed"]["text"] == heard.HELP
    step = said["step", heard.STEP_DONE]
    assert (step["done_on"], step["text"]) == (heard.DONE_ON, heard.STEP_NOTE)
    action = said["action", heard.ACTION]
    assert (action["due_on"], action["text"]) == (heard.NEW_DATE, heard.ACTION_NOTE)
    rating = said["self_rating", "overall"]
    assert (rating["rating"], rating["text"]) == ("amber_red", heard.RATING_NOTE)
    answers = [row for row in words if row["kind"] == "answer"]
    assert {row["text"] for row in answers} == {heard.ANSWER}
    assert all(str(row["submission_key"]) == submission_key for row in words)


def test_what_is_said_of_another_priority_s_step_is_not_said_of_this(
    store: Store, submission_key: str
):
    assert submission_key
    others = rows(store, "page.department_word", priority_key="cancellations")
    subjects = {row["subject_key"] for row in others if row["kind"] == "step"}
    assert heard.STEP_LATE in subjects
    assert heard.STEP_DONE not in subjects
    health = rows(store, "page.department_word", priority_key="ae_four_hour")
    assert heard.HELP not in {row["text"] for row in health}


def test_the_department_s_own_rating_stands_on_the_sheet(store: Store, submission_key: str):
    assert submission_key
    sheet = rows(store, "page.rating_sheet", priority_key=heard.PRIORITY)
    own = [
        row
        for row in sheet
        if row["rater_type"] == "department" and row["category"] == "overall" and row["is_latest"]
    ]
    assert [(row["rating"], row["reason"]) for row in own] == [("amber_red", heard.RATING_NOTE)]


def test_the_ledger_takes_the_new_date_and_the_note(store: Store, submission_key: str):
    (row,) = rows(store, "page.action_ledger", action_key=heard.ACTION)
    assert (row["due_on"], row["note"], row["status"]) == (
        heard.NEW_DATE, heard.ACTION_NOTE, "at_risk",
    )  # fmt: skip
    assert row["agreed_due_on"] == date(2026, 3, 31)
    assert str(row["submission_key"]) == submission_key


def test_the_board_knows_that_there_is_commentary_until_the_return_is_withdrawn(
    store: Store, submission_key: str
):
    asked = {"department_key": "transport", "reporting_round": "2026-03"}
    assert rows(store, "page.board", **asked)[0]["has_commentary"] is True
    store.write_withdrawal(submission_key, is_withdrawn=True, decided_by="Unit", reason="Wrong")
    assert rows(store, "page.board", **asked)[0]["has_commentary"] is False
    left = rows(store, "core.department_words", submission_key=submission_key)
    assert left == []
