"""Figures as they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.model.numbers import (
    behind_words,
    day,
    difference,
    figure,
    gap_words,
    in_period,
    number,
    period_name,
    period_words,
    planned,
    rate,
    span,
)


@pytest.mark.parametrize(
    ("measure", "value", "unit", "written"),
    [
        ("percent", 77.11148, 0.1, "77.1%"),
        ("percent", 80.0, 1.0, "80%"),
        ("percent", 0.05, 0.1, "0.1%"),
        ("percent", -0.04, 0.1, "0.0%"),
        ("count", 396643.0, 1.0, "396,643"),
        ("count", 396643.0, None, "396,643"),
        ("change_percent", -18.6056, 0.1, "−18.6%"),
        ("change_percent", 2.0, 0.1, "+2.0%"),
        ("change_percent", 0.01, 0.1, "0.0%"),
        ("weeks", 14.25, 0.1, "14.3 weeks"),
        ("points", -3.2, 0.1, "−3.2 points"),
        ("percent", None, 0.1, "no figure"),
    ],
)
def test_a_figure_is_written_with_its_unit(
    measure: str, value: float | None, unit: float | None, written: str
) -> None:
    assert figure(measure, value, unit) == written


def test_a_planned_figure_is_written_as_it_was_promised() -> None:
    assert planned("percent", 78.0, 0.1) == "78%"
    assert planned("percent", 92.5, 0.1) == "92.5%"
    assert planned("count", 0.0) == "zero"
    assert planned("percent", 0.0) == "0%"


@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_a_rounded_nothing_never_keeps_its_sign(value: float, decimals: int) -> None:
    text = number(value, decimals, sign=True)
    if not text.strip("0.,−+"):
        assert text[0] not in "−+"
    assert "-" not in text


def test_a_real_gap_is_never_written_as_none() -> None:
    assert difference("percent", 0.01, 0.1) == "less than 0.1 points"
    assert difference("percent", 0.0, 0.1) == "0.0 points"


@pytest.mark.parametrize(
    ("gap", "direction", "words"),
    [
        (-0.9, 1, "0.9 points below plan"),
        (0.9, 1, "0.9 points above plan"),
        (-0.9, -1, "0.9 points above plan"),
        (0.9, -1, "0.9 points below plan"),
        (0.0, -1, "level with plan"),
    ],
)
def test_above_and_below_are_what_the_eye_sees(gap: float, direction: int, words: str) -> None:
    assert gap_words("percent", gap, direction, 0.1) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (13, "13 days"), (21, "3 weeks"), (61, "2 months"), (365, "12 months"),
     (697, "23 months"), (740, "2 years"), (1000, "2½ years"), (1826, "5 years")],
)  # fmt: skip
def test_time_is_said_as_people_say_it(days: int, words: str) -> None:
    assert span(days) == words
    assert behind_words(days) == f"{words} behind"


def test_a_slow_pace_is_not_rounded_away() -> None:
    assert rate("percent", 0.02, 0.1, "month") == "+0.02 a month"
    assert rate("percent", 0.0, 0.1, "month") == "0.0 a month"


def test_days_and_periods_are_written_in_full() -> None:
    assert day(date(2026, 3, 31)) == "31 March 2026"
    assert period_words(date(2025, 9, 30), "quarter") == "July to September 2025"
    assert period_words(date(2025, 3, 31), "financial_year") == "2024-25"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (70.75, 1, "70.8"), (70.74999999999999, 1, "70.8"), (70.7499, 1, "70.7"),
        (-70.75, 1, "−70.8"), (69.525, 1, "69.5"), (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"),
        (-0.19999999999999998, 1, "−0.2"), (-0.04, 1, "0.0"), (1e22, 0, f"{10**22:,}"),
    ],
)  # fmt: skip
def test_a_figure_is_rounded_once_half_away_from_zero(
    value: float, decimals: int, expected: str
) -> None:
    assert number(value, decimals) == expected


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_figure_and_its_opposite_are_rounded_alike(value: float, decimals: int) -> None:
    assert number(-value, decimals).lstrip("−") == number(value, decimals).lstrip("−")


def test_a_sentence_says_which_sort_of_year_it_means() -> None:
    """2024/25 and 2024-25 are two years, and a dash is easily misread."""
    school = (date(2025, 8, 31), "school_year")
    assert in_period(*school) == "in the school year 2024/25"
    assert in_period(date(2025, 3, 31), "financial_year") == "in the financial year 2024-25"
    assert in_period(date(2025, 9, 30), "quarter") == "in July to September 2025"
    assert in_period(date(2024, 12, 31), "calendar_year") == "in 2024"
    assert period_name(*school) == "the school year 2024/25"
    assert period_words(*school) == "2024/25"
