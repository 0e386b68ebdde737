"""Due dates as people type them; the deck's script is held to the same cases."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.model.due_dates import easter, read_due, said_due

CASES = json.loads(Path(__file__).with_name("due_dates_cases.json").read_text())
DAYS = st.dates(date(2001, 1, 1), date(2090, 12, 31))


def _name(case: dict[str, str]) -> str:
    return f"{case['typed'][:24]} on {case['on']}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_typed_date_is_understood_or_left_alone(case: dict[str, str]):
    ahead = case.get("next")
    due = read_due(
        case["typed"],
        date.fromisoformat(case["on"]),
        date.fromisoformat(ahead) if ahead else None,
    )
    assert (due and due.isoformat()) == case["due"]


# Published tables; 2038 and 2011 are among the latest possible, 2008 among the earliest.
@pytest.mark.parametrize(
    "day",
    [
        date(1818, 3, 22), date(1943, 4, 25), date(2000, 4, 23), date(2008, 3, 23),
        date(2011, 4, 24), date(2024, 3, 31), date(2026, 4, 5), date(2038, 4, 25),
        date(2049, 4, 18), date(2076, 4, 19), date(2285, 3, 22),
    ],
    ids=str,
)  # fmt: skip
def test_easter_is_the_one_of_the_calendar(day: date):
    assert easter(day.year) == day


def test_there_are_cases_enough_of_both_sorts():
    assert len(CASES) >= 60
    assert sum(case["due"] is None for case in CASES) >= 20


@given(DAYS, DAYS)
def test_what_is_said_back_is_read_again(due: date, on: date):
    assert read_due(said_due(due), on) == due
    assert read_due(due.isoformat(), on) == due


@given(DAYS, st.integers(1, 28), st.integers(1, 12))
def test_a_day_without_a_year_is_the_next_one(on: date, day: int, month: int):
    due = read_due(f"{day}/{month}", on)
    assert due is not None
    assert (due.day, due.month) == (day, month)
    assert timedelta(0) <= due - on <= timedelta(366)


@given(st.text(max_size=70), DAYS)
def test_no_text_breaks_it(text: str, on: date):
    due = read_due(text, on)
    assert due is None or 2000 <= due.year < 2100


@given(
    DAYS, st.sampled_from(["June", "Friday", "next week", "end of year", "the 15th", "month end"])
)
def test_words_never_mean_a_day_that_has_passed(on: date, text: str):
    due = read_due(text, on)
    assert due is not None
    assert due >= on
