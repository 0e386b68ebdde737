"""The order of the ledger and its words."""

from datetime import date, datetime
from typing import Any

import pytest

from stocktake.model.ledger import (
    Standing,
    ledger_sentence,
    most_urgent_first,
    open_first_time,
    slip_words,
    standing,
    standing_words,
)

TODAY = date(2026, 5, 20)


def action(text: str, due_on: date, **changed: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "text": text, "due_on": due_on, "agreed_due_on": due_on, "slip_count": 0,
        "state": "open", "is_overdue": due_on < TODAY, "settled_at": None, "said_done_on": None,
    }  # fmt: skip
    return row | changed


ROWS = [
    action("closed long ago", date(2026, 1, 1), state="closed", is_overdue=False),
    action("in time", date(2026, 6, 30)),
    action("in time, sooner", date(2026, 6, 1)),
    action("put back twice", date(2026, 12, 31), slip_count=2),
    action("put back once", date(2026, 6, 2), slip_count=1),
    action("overdue", date(2026, 1, 15)),
    action("overdue and put back thrice", date(2026, 5, 15), slip_count=3),
    action("said to be done", date(2026, 4, 1), state="said_done"),
]


def test_overdue_and_put_back_twice_comes_first():
    assert [row["text"] for row in most_urgent_first(ROWS)] == [
        "overdue and put back thrice",
        "overdue",
        "said to be done",
        "put back twice",
        "in time, sooner",
        "put back once",
        "in time",
        "closed long ago",
    ]


def test_the_first_item_next_time_is_what_is_not_settled():
    assert "closed long ago" not in [row["text"] for row in open_first_time(ROWS)]
    assert len(open_first_time(ROWS)) == 7


def test_equal_actions_are_ordered_by_their_text():
    rows = [action("b", date(2026, 6, 1)), action("a", date(2026, 6, 1))]
    assert [row["text"] for row in most_urgent_first(rows)] == ["a", "b"]


def test_a_ledger_is_counted_in_a_sentence():
    assert (
        ledger_sentence(ROWS) == "7 open actions, 3 of them overdue; 2 rescheduled twice or more."
    )
    assert ledger_sentence([action("x", date(2026, 6, 1))]) == "1 open action, none overdue."
    assert ledger_sentence(ROWS[:1]) == "No open actions."
    assert ledger_sentence(ROWS[5:6]) == "1 open action, overdue."
    assert ledger_sentence([ROWS[5]] * 2) == "2 open actions, all overdue."


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (action("x", date(2026, 5, 19)), "Overdue by 1 day"),
        (action("x", date(2026, 5, 20)), "Open, due today"),
        (action("x", date(2026, 6, 30)), "Open, due in 6 weeks"),
        (
            action("x", date(2026, 5, 1), state="said_done", said_done_on=date(2026, 4, 28)),
            "Reported complete on 28 April 2026, not yet verified",
        ),
        (
            action("x", date(2026, 5, 1), state="said_done", said_done_on=float("nan")),
            "Reported complete, not yet verified",
        ),
        (
            action("x", date(2026, 5, 1), state="closed", settled_at=datetime(2026, 5, 2, 9)),
            "Closed on 2 May 2026",
        ),
        (action("x", date(2026, 5, 1), state="dropped"), "Cancelled"),
    ],
)
def test_an_action_says_how_it_stands(row: dict[str, Any], said: str):
    assert standing_words(row, TODAY) == said


@pytest.mark.parametrize(
    ("count", "due_on", "said"),
    [
        (0, date(2026, 6, 1), ""),
        (1, date(2026, 6, 15), "Rescheduled once, 2 weeks later than first agreed"),
        (3, date(2026, 7, 1), "Rescheduled 3 times, 4 weeks later than first agreed"),
        (2, date(2026, 5, 1), "Rescheduled twice"),
    ],
)
def test_a_slip_is_said_with_what_it_cost(count: int, due_on: date, said: str):
    row = action("x", due_on, slip_count=count, agreed_due_on=date(2026, 6, 1))
    assert slip_words(row) == said


def test_every_standing_has_a_word_and_only_the_last_two_are_settled():
    assert len({one.title for one in Standing}) == len(Standing)
    assert [one for one in Standing if one.is_settled] == [Standing.CLOSED, Standing.DROPPED]
    assert standing(action("x", date(2026, 1, 1), state="said_done")) is Standing.SAID_DONE
