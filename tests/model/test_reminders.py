"""Reminders: polite, plain, and only to those who have something open."""

from datetime import date

import pytest

from stocktake.model.reminders import OpenReturn, needs_reminder, reminders

DUE = date(2026, 5, 15)


def one(state: str = "not_sent", department: str = "Health", **more: object) -> OpenReturn:
    given = {"round_title": "March 2026", "due_on": DUE, "days_late": 5}
    return OpenReturn(department, state=state, **(given | more))


@pytest.mark.parametrize(
    ("state", "days_late", "is_due"),
    [
        ("not_sent", 0, False),
        ("not_sent", 1, True),
        ("needs_fixing", 0, True),
        ("waiting_for_explanation", 0, True),
        ("ready_to_accept", 0, False),
        ("ready_to_accept", 2, True),
        ("accepted", 9, False),
        ("not_open", 0, False),
    ],
)
def test_only_what_is_late_or_open_is_written_about(state: str, days_late: int, is_due: bool):
    assert needs_reminder(one(state, days_late=days_late)) is is_due


def test_a_late_return_is_named_with_its_day():
    found = reminders([one()])
    assert list(found) == ["Health"]
    assert found["Health"] == (
        'Dear colleagues, a reminder that your return "March 2026" was due on 15 May 2026, '
        "5 days ago, and has not reached us yet. If something stands in the way, please tell "
        "us when we can expect it. Thank you."
    )


def test_what_was_sent_is_thanked_for_before_more_is_asked():
    text = reminders([one("needs_fixing", days_late=0, must_fix_count=1)])["Health"]
    assert "Thank you for sending" in text
    assert "which is due on 15 May 2026: 1 problem in it still to be fixed." in text
    text = reminders([one("waiting_for_explanation", open_question_count=2)])["Health"]
    assert "2 questions still to be answered" in text


def test_a_department_gets_one_paragraph_the_oldest_return_first():
    later = one(round_title="April 2026", due_on=date(2026, 6, 15), days_late=1)
    found = reminders([later, one(), one(department="Transport")], signed="The delivery unit")
    assert set(found) == {"Health", "Transport"}
    text = found["Health"]
    assert text.index("March 2026") < text.index("April 2026")
    assert "\n" not in text
    assert "expect them" in text
    assert text.endswith("The delivery unit")


def test_nobody_is_written_to_when_nothing_is_open():
    assert reminders([one("accepted")]) == {}
