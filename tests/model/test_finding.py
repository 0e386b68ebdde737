"""The finding, case by case: what a chair would read from the wall."""

from datetime import date
from typing import Any

import pytest

from stocktake.model.facts import PriorityFacts, StepResult
from stocktake.model.finding import (
    finding,
    lines_about_target,
    movement_words,
    outturn_sentence,
    pace_sentence,
    position_words,
    short_finding,
    source_line,
    time_words,
    verdict_on_target,
)

MARCH = date(2026, 3, 31)


def facts(**changes: Any) -> PriorityFacts:
    """Make a monthly percentage at 77.11 against 78 planned, changed as asked."""
    plain: dict[str, Any] = {
        "priority_key": "ae", "title": "A&E", "short_title": "A&E", "measure": "percent",
        "direction": 1, "frequency": "month", "rounding_unit": 0.1, "period_end": MARCH,
        "value": 77.11, "compared_on": MARCH, "compared_value": 77.11, "plan": 78.0, "gap": -0.89,
        "position": "behind", "target_value": 82.0, "target_on": date(2027, 3, 31),
        "freshness": "fresh",
    }  # fmt: skip
    return PriorityFacts(**{**plain, **changes})


def waits(**changes: Any) -> PriorityFacts:
    """Make a count where lower is better: 12,345 against 11,000 planned."""
    return facts(
        **{
            "measure": "count", "direction": -1, "rounding_unit": 1.0, "value": 12345.0,
            "compared_value": 12345.0, "plan": 11000.0, "gap": -1345.0, "target_value": 0.0,
            **changes,
        }
    )  # fmt: skip


def untargeted(**changes: Any) -> PriorityFacts:
    """Make a count that nobody has promised anything about."""
    return waits(
        **{
            "target_value": None, "target_on": None, "plan": None, "gap": None, "position": None,
            "compared_on": None, "compared_value": None, "position_reason": "no_target", **changes,
        }
    )  # fmt: skip


def steps(*results: tuple[str, date, float]) -> tuple[StepResult, ...]:
    return tuple(StepResult(label, end, value, 22.0) for label, end, value in results)


WALES = {
    "measure": "count", "rounding_unit": 1.0, "unit_count": 22, "value": 12.0,
    "frequency": "financial_year", "period_end": date(2025, 3, 31), "plan": 22.0, "gap": -10.0,
    "compared_on": date(2025, 3, 31), "compared_value": 12.0, "target_value": 22.0,
}  # fmt: skip
BY_TEST: dict[str, Any] = {
    "test_on": date(2025, 3, 31), "test_level": 70.0, "test_measure": "percent",
    "unit_type": "local_authority",
}  # fmt: skip
STEPS = steps(
    ("58% step", date(2016, 3, 31), 19.0),
    ("64% step", date(2020, 3, 31), 18.0),
    ("70% step", date(2025, 3, 31), 12.0),
)
SCHOOL = {
    "frequency": "school_year", "period_end": date(2025, 8, 31), "value": 68.3,
    "compared_on": date(2025, 8, 31), "compared_value": 68.3, "plan": 69.525, "gap": -1.225,
    "target_value": 75.0, "target_on": date(2028, 8, 31),
}  # fmt: skip

CASES = [
    (facts(), "77.1% in March 2026, 0.9 points below the 78% planned."),
    (
        facts(days_behind=152),
        "77.1% in March 2026, 0.9 points below the 78% planned. "
        "This is the level planned for October 2025, 5 months earlier.",
    ),
    (
        facts(position="ahead", gap=1.3, compared_value=79.3, value=79.3),
        "79.3% in March 2026, 1.3 points above the 78% planned.",
    ),
    (
        facts(position="on", gap=0.0, compared_value=78.0, value=78.0),
        "78.0% in March 2026, exactly the 78% planned.",
    ),
    (
        facts(position="on", gap=0.02, compared_value=78.02, value=78.02),
        "78.0% in March 2026, less than 0.1 points above the 78% planned.",
    ),
    (
        facts(position="on", gap=-0.04, compared_value=77.96, value=77.96),
        "78.0% in March 2026, less than 0.1 points below the 78% planned.",
    ),
    (
        facts(is_plateau=True, days_behind=152),
        "77.1% in March 2026, 0.9 points below the 78% planned. "
        "Hardly any change in the last 6 months while the plan moved on.",
    ),
    (
        facts(**SCHOOL, is_plateau=True),
        "68.3% in 2024/25, 1.2 points below the 69.5% planned. "
        "Hardly any change in the last year while the plan moved on.",
    ),
    (facts(**SCHOOL), "68.3% in 2024/25, 1.2 points below the 69.5% planned."),
    (
        facts(is_plateau=True, position="ahead", gap=1.3, compared_value=79.3),
        "79.3% in March 2026, 1.3 points above the 78% planned.",
    ),
    (waits(), "12,345 in March 2026, 1,345 above the 11,000 planned."),
    (
        waits(position="ahead", gap=1000.0, value=10000.0, compared_value=10000.0),
        "10,000 in March 2026, 1,000 below the 11,000 planned.",
    ),
    (
        waits(days_behind=40),
        "12,345 in March 2026, 1,345 above the 11,000 planned. "
        "This is the level planned for February 2026, 6 weeks earlier.",
    ),
    (
        waits(is_after_target=True, target_on=date(2025, 3, 31), plan=0.0, gap=-12345.0),
        "12,345 in March 2026, where zero was due by March 2025.",
    ),
    (
        waits(value=0.0, compared_value=0.0, gap=0.0, plan=0.0, target_on=MARCH, position="on"),
        "0 in March 2026: the target of zero was met exactly.",
    ),
    (
        facts(target_on=MARCH, target_value=78.0),
        "77.1% in March 2026: the target of 78% was missed by 0.9 points.",
    ),
    (
        facts(target_on=MARCH, target_value=78.0, gap=0.5, value=78.5, compared_value=78.5),
        "78.5% in March 2026: the target of 78% was met, with 0.5 points to spare.",
    ),
    (
        facts(
            target_on=date(2024, 3, 31), target_value=78.0, is_after_target=True,
            value_at_target=74.2,
        ),
        "77.1% in March 2026, 0.9 points below the 78% due by March 2024. "
        "On the day it was missed, at 74.2%.",
    ),
    (
        facts(target_on=date(2024, 3, 31), target_value=78.0, is_after_target=True),
        "77.1% in March 2026, 0.9 points below the 78% due by March 2024.",
    ),
    (
        facts(value=75.4, period_end=date(2026, 6, 30), position_reason="not_judged"),
        "75.4% in June 2026. Last judged in March 2026: 77.1%, 0.9 points below the 78% planned. "
        "82% is due in March 2027.",
    ),
    (
        untargeted(value_year_before=12045.0),
        "No target found. 12,345 in March 2026, up 300 on a year before: worse.",
    ),
    (
        untargeted(value_year_before=12645.0),
        "No target found. 12,345 in March 2026, down 300 on a year before: better.",
    ),
    (
        untargeted(value_year_before=12345.0),
        "No target found. 12,345 in March 2026, the same as a year before.",
    ),
    (untargeted(), "No target found. 12,345 in March 2026."),
    (
        untargeted(direction=1, value_year_before=12045.0),
        "No target found. 12,345 in March 2026, up 300 on a year before: better.",
    ),
    (untargeted(value=None, period_end=None), "No figures yet, and no target found."),
    (
        facts(value=None, period_end=None, compared_on=None, gap=None, plan=None),
        "No figures yet. 82% is promised by March 2027.",
    ),
    (
        facts(value=None, period_end=None, target_on=None, compared_on=None),
        "No figures yet. 82% is promised.",
    ),
    (
        facts(freshness="stale", stale_on=date(2026, 6, 1)),
        "77.1% in March 2026, 0.9 points below the 78% planned. "
        "A newer figure was due by 1 June 2026.",
    ),
    (
        facts(position=None, position_reason="definition_changed", gap=None),
        "77.1% in March 2026. The definition has changed since the plan was agreed, "
        "so the two are not compared.",
    ),
    (
        facts(**WALES, **BY_TEST, is_new_test=True, value_year_before_same_test=7.0),
        "12 of 22 councils meet the new 70% target, up from 7 a year earlier.",
    ),
    (
        facts(**{**WALES, "target_on": None}),
        "12 of 22 in 2024-25, 10 fewer than the 22 planned.",
    ),
    (
        facts(
            measure="change_percent", direction=-1, value=-18.6056, compared_value=-18.6056,
            period_end=date(2016, 3, 31), compared_on=date(2016, 3, 31), plan=-20.0, gap=-1.3944,
            target_value=-20.0, target_on=date(2016, 3, 31), closed_on=date(2016, 6, 30),
            freshness="closed",
        ),
        "Closed case. −18.6% in March 2016: the target of −20% was missed by 1.4 points.",
    ),
    (
        facts(closed_on=date(2026, 4, 30), gap=None, compared_on=None),
        "Closed in April 2026. 77.1% in March 2026.",
    ),
    (
        facts(
            target_on=None, target_value=100.0, plan=100.0, gap=-22.89, target_kind="legal_duty"
        ),
        "77.1% in March 2026, 22.9 points below the 100% the law requires.",
    ),
    (
        facts(target_on=None, target_value=95.0, plan=95.0, gap=-17.89, target_kind="standard"),
        "77.1% in March 2026, 17.9 points below the 95% standard.",
    ),
    (
        facts(plan=None, gap=None, compared_on=None, compared_value=None, position=None),
        "77.1% in March 2026, 4.9 points below the 82% promised by March 2027.",
    ),
    (
        facts(measure="weeks", direction=-1, value=14.2, compared_value=14.2, plan=13.0, gap=-1.2),
        "14.2 weeks in March 2026, 1.2 weeks above the 13 weeks planned.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("known", "expected"), CASES)
def test_the_finding_says_exactly_this(known: PriorityFacts, expected: str) -> None:
    assert finding(known) == expected


def test_between_two_judged_periods_the_next_one_is_named_when_it_is_known() -> None:
    between = facts(value=75.4, period_end=date(2026, 6, 30), position_reason="not_judged")
    assert finding(between, next_judged_on=date(2027, 3, 31)).endswith("Next judged in March 2027.")


def test_a_stale_figure_is_named_with_its_period_when_the_finding_did_not_name_it() -> None:
    known = facts(**WALES, **BY_TEST, freshness="stale", stale_on=date(2026, 1, 2))
    assert finding(known).endswith(
        "The latest figure is from 2024-25; a newer one was due by 2 January 2026."
    )


def test_a_ratio_with_a_denominator_is_not_read_as_a_count_of_units() -> None:
    assert finding(facts(unit_count=20)) == finding(facts())


def test_a_count_of_people_above_its_denominator_is_not_read_as_a_count_of_units() -> None:
    assert "of" not in short_finding(waits(unit_count=150)).split(";")[0]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (
            facts(required_pace=1.1, achieved_pace=-0.2),
            "Needs +1.1 a month; recent pace −0.2 a month.",
        ),
        (
            waits(required_pace=1100.0, achieved_pace=-300.0),
            "Needs −1,100 a month; recent pace +300 a month.",
        ),
        (
            facts(required_pace=0.4),
            "Needs +0.4 a month; too few figures to tell the recent pace.",
        ),
        (facts(pace_verdict="reached"), "The target level has been reached."),
        (facts(), ""),
        (facts(required_pace=1.0, achieved_pace=0.0, closed_on=MARCH), ""),
        (
            facts(required_pace=2.2, achieved_pace=0.75, pace_per="year"),
            "Needs +2.2 a year; recent pace +0.8 a year.",
        ),
    ],
)  # fmt: skip
def test_the_pace_is_told_in_the_direction_of_the_chart(
    known: PriorityFacts, expected: str
) -> None:
    assert pace_sentence(known) == expected


@pytest.mark.parametrize(
    ("known", "position", "time"),
    [
        (facts(position="well_behind", days_behind=152), "Well behind", "5 months behind"),
        (facts(position="behind"), "Behind", "0.9 points below plan"),
        (facts(position="on", gap=0.0), "On plan", "level with plan"),
        (facts(position="ahead", gap=1.0, days_behind=0), "Ahead", "1.0 points above plan"),
        (waits(position="ahead", gap=1000.0), "Ahead", "1,000 below plan"),
        (untargeted(), "No target found", ""),
        (facts(position=None, position_reason="no_figure", gap=None), "No figure yet", ""),
        (
            facts(position=None, position_reason="definition_changed", gap=None),
            "Not comparable",
            "",
        ),
    ],
)
def test_position_and_time_are_words(known: PriorityFacts, position: str, time: str) -> None:
    assert (position_words(known), time_words(known)) == (position, time)


def test_a_projection_is_always_labelled_as_one() -> None:
    assert (
        outturn_sentence(facts(outturn=79.31)) == "If recent pace continues: 79.3% in March 2027."
    )
    assert outturn_sentence(facts(outturn=79.31, closed_on=MARCH)) == ""


def test_the_short_finding_fits_a_row() -> None:
    assert short_finding(facts()) == "77.1%; 0.9 points below plan"
    assert short_finding(facts(**WALES, step_results=STEPS)) == "12 of 22 meet the step"
    assert short_finding(untargeted()) == "12,345 in March 2026"


def test_a_missed_target_is_judged_on_unrounded_figures() -> None:
    """77.96 is printed as 78.0 and has still missed 78."""
    near = facts(target_on=MARCH, target_value=78.0, gap=-0.04, compared_value=77.96)
    assert verdict_on_target(near) == "missed by less than 0.1 points"


def test_movement_is_better_or_worse_by_direction() -> None:
    assert movement_words(facts(value_year_before=75.0)).endswith(": better")
    assert movement_words(facts(value_year_before=75.0, direction=-1)).endswith(": worse")


@pytest.mark.parametrize(
    ("evidence", "line"),
    [
        ("general knowledge: check before showing as fact", "General knowledge, not checked."),
        ("derived: applies the 20% to each borough", "Derived, not published."),
    ],
)
def test_what_nobody_has_checked_says_so(evidence: str, line: str) -> None:
    known = facts(target_evidence=evidence, target_set_by="NHS England", target_document="Plan")
    assert line in lines_about_target(known)
    assert line.rstrip(".") in source_line(known)


def test_a_line_of_the_program_is_labelled_as_its_own() -> None:
    lines = lines_about_target(facts(), has_program_line=True)
    assert lines[-1] == "Straight line drawn by Stocktake between published points."
    assert "Stocktake" not in " ".join(lines_about_target(facts()))


def test_a_caveat_of_a_read_target_is_passed_on() -> None:
    known = facts(target_evidence="read in a stored web page", target_note="In draft, of 2018.")
    assert "In draft, of 2018." in lines_about_target(known)
    assert source_line(known).count("draft") == 0
