"""Change in words: how much, in which direction, and whether it is a signal."""

import pytest

from stocktake.model.change_words import movement_words, outturn_sentence, pace_sentence
from stocktake.model.facts import PriorityFacts
from tests.model.made_facts import MARCH, WALES, facts, waits


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (
            facts(required_pace=1.1, achieved_pace=-0.2),
            "Must rise 1.1 points a month; has been falling 0.2.",
        ),
        (
            waits(required_pace=1100.0, achieved_pace=-300.0),
            "Must fall 1,100 a month; has been rising 300.",
        ),
        (
            facts(required_pace=0.4),
            "Must rise 0.4 points a month; too few figures to tell the recent pace.",
        ),
        (
            facts(required_pace=0.4, achieved_pace=0.0),
            "Must rise 0.4 points a month; has not moved.",
        ),
        (facts(pace_verdict="reached"), "The target level has been reached."),
        (facts(), ""),
        (facts(required_pace=1.0, achieved_pace=0.0, closed_on=MARCH), ""),
        (
            facts(required_pace=2.2, achieved_pace=0.75, pace_per="year"),
            "Must rise 2.2 points a year; has been rising 0.8.",
        ),
    ],
)  # fmt: skip
def test_the_pace_is_told_in_the_direction_of_the_chart(
    known: PriorityFacts, expected: str
) -> None:
    assert pace_sentence(known) == expected


def test_a_projection_is_always_labelled_as_one() -> None:
    assert (
        outturn_sentence(facts(outturn=79.31))
        == "At this rate: 79.3% in March 2027, 2.7 points short."
    )
    assert outturn_sentence(facts(outturn=82.0)).endswith(", which meets the target.")
    assert outturn_sentence(waits(outturn=900.0)).endswith(", 900 above the target.")
    assert outturn_sentence(facts(outturn=79.31, closed_on=MARCH)) == ""


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (facts(value_year_before=75.0), "2.1 points higher than a year earlier: better"),
        (
            facts(value_year_before=75.0, direction=-1),
            "2.1 points higher than a year earlier: worse",
        ),
        (
            facts(value_year_before=77.05),
            "0.1 points higher than a year earlier: little changed",
        ),
        (facts(value_year_before=77.0), "0.1 points higher than a year earlier: better"),
        (
            waits(value=46665.0, value_year_before=46766.0),
            "101 fewer than a year earlier (−0.2%): little changed",
        ),
        (
            waits(value=46500.0, value_year_before=46766.0),
            "266 fewer than a year earlier (−0.6%): better",
        ),
        (facts(**WALES, value_year_before=7.0), "5 more than a year earlier: better"),
        (waits(value_year_before=0.0), "12,345 more than a year earlier: worse"),
        (facts(value_year_before=77.11), "the same as a year earlier"),
        (facts(), ""),
    ],
)
def test_a_change_says_how_much_and_whether_it_is_a_signal(
    known: PriorityFacts, expected: str
) -> None:
    assert movement_words(known) == expected
