"""The sentence about units that are counted by a test which may change."""

from datetime import date
from typing import Any

import pytest

from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import finding
from stocktake.model.unit_test import count_sentence, stretch_words

WALES: dict[str, Any] = {
    "priority_key": "welsh_recycling", "title": "Recycling", "short_title": "Recycling",
    "measure": "count", "direction": 1, "frequency": "financial_year", "value": 12.0,
    "unit_count": 22, "period_end": date(2025, 3, 31), "target_value": 22.0,
    "test_on": date(2025, 3, 31), "test_level": 70.0, "test_measure": "percent",
    "is_new_test": True, "value_year_before_same_test": 7.0, "unit_type": "local_authority",
}  # fmt: skip


def wales(**changes: Any) -> PriorityFacts:
    return PriorityFacts(**{**WALES, **changes})


CASES = [
    (wales(), "12 of 22 councils meet the new 70% target, up from 7 a year earlier."),
    (
        wales(is_new_test=False, value_year_before_same_test=14.0),
        "12 of 22 councils meet the 70% target, down from 14 a year earlier.",
    ),
    (
        wales(value_year_before_same_test=12.0),
        "12 of 22 councils meet the new 70% target, the same as a year earlier.",
    ),
    (wales(value_year_before_same_test=None), "12 of 22 councils meet the new 70% target."),
    (
        wales(value=1.0, unit_count=4, test_level=None, is_new_test=False, unit_type=None),
        "1 of 4 units meets its own target, down from 7 a year earlier.",
    ),
    (
        wales(unit_type="train_operator", test_level=None),
        "12 of 22 operators meet their own new target, up from 7 a year earlier.",
    ),
    (wales(test_on=None), ""),
    (wales(value=None), ""),
    (wales(measure="percent"), ""),
    (
        wales(test_level=57.5),
        "12 of 22 councils meet the new 57.5% target, up from 7 a year earlier.",
    ),
]


@pytest.mark.parametrize(("known", "expected"), CASES)
def test_the_sentence_says_exactly_this(known: PriorityFacts, expected: str) -> None:
    assert count_sentence(known) == expected
    assert len(expected.split()) <= 16


def test_the_finding_is_the_count_by_todays_test() -> None:
    assert finding(wales()) == CASES[0][1]


def test_a_stretch_is_named_by_its_level_or_by_its_year() -> None:
    assert [stretch_words(level, "percent", 2021) for level in (64.0, 57.5, None)] == [
        "at 64%",
        "at 57.5%",
        "at 2021 targets",
    ]
