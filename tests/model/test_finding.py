"""The finding, case by case: what a chair would read from the wall."""

from datetime import date

import pytest

from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import (
    finding,
    further_sentence,
    late_tag,
    lines_about_target,
    position_words,
    short_finding,
    source_line,
    time_words,
    verdict_on_target,
)
from stocktake.model.sentence import MAX_WORDS, count_words
from tests.model.made_facts import (
    BY_TEST,
    MARCH,
    SCHOOL,
    STEPS,
    WALES,
    facts,
    untargeted,
    waits,
)

CASES = [
    (facts(), "A&E: 77.1% in March 2026, 0.9 points below the 78% planned."),
    (
        facts(headline_label="% seen within four hours, in the month"),
        "A&E: 77.1% seen within four hours in March 2026, 0.9 points below the 78% planned.",
    ),
    (
        facts(position="ahead", gap=1.3, compared_value=79.3, value=79.3),
        "A&E: 79.3% in March 2026, 1.3 points above the 78% planned.",
    ),
    (
        facts(position="on", gap=0.0, compared_value=78.0, value=78.0),
        "A&E: 78.0% in March 2026, exactly the 78% planned.",
    ),
    (
        facts(position="on", gap=-0.04, compared_value=77.96, value=77.96),
        "A&E: 78.0% in March 2026, less than 0.1 points below the 78% planned.",
    ),
    (
        facts(**SCHOOL),
        "A&E: 68.3% in the school year 2024/25, 1.2 points below the 69.5% planned.",
    ),
    (
        facts(**SCHOOL, headline_label="% with a good level of development"),
        "A&E: 68.3% in the school year 2024/25, 1.2 points below the 69.5% planned.",
    ),
    (
        facts(**{**SCHOOL, "title": "Children who are ready for school at five"}),
        "Children who are ready for school at five: 68.3%, 1.2 points below the 69.5% planned.",
    ),
    (waits(), "A&E: 12,345 in March 2026, 1,345 above the 11,000 planned."),
    (
        waits(headline_label="patients waiting over 12 hours, in the month", title="Fewer waits "
              "over 12 hours for a bed"),
        "12,345 patients waiting over 12 hours in March 2026, 1,345 above the 11,000 planned.",
    ),
    (
        waits(headline_label="made up for the benchmark", title="Made priority 7 of the benchmark"),
        "Made priority 7 of the benchmark: 12,345 in March 2026, 1,345 above the 11,000 planned.",
    ),
    (
        waits(position="ahead", gap=1000.0, value=10000.0, compared_value=10000.0),
        "A&E: 10,000 in March 2026, 1,000 below the 11,000 planned.",
    ),
    (
        waits(is_after_target=True, target_on=date(2025, 3, 31), plan=0.0, gap=-12345.0),
        "A&E: 12,345 in March 2026; the target was zero by March 2025.",
    ),
    (waits(plan=0.0, gap=-12345.0), "A&E: 12,345 in March 2026; none were planned."),
    (
        waits(value=0.0, compared_value=0.0, gap=0.0, plan=0.0, target_on=MARCH, position="on"),
        "A&E: 0 in March 2026, exactly the zero target.",
    ),
    (
        facts(target_on=MARCH, target_value=78.0),
        "A&E: 77.1% in March 2026, 0.9 points short of the 78% target.",
    ),
    (
        facts(target_on=MARCH, target_value=78.0, gap=0.5, value=78.5, compared_value=78.5),
        "A&E: 78.5% in March 2026, 0.5 points above the 78% target.",
    ),
    (
        facts(
            target_on=date(2024, 3, 31), target_value=78.0, is_after_target=True,
            value_at_target=74.2,
        ),
        "A&E: 77.1% in March 2026; the 78% target for March 2024 was missed by 3.8 points.",
    ),
    (
        facts(
            target_on=date(2024, 3, 31), target_value=78.0, is_after_target=True,
            value_at_target=78.2, verdict="met", verdict_gap=0.2,
        ),
        "A&E: 77.1% in March 2026; the 78% target for March 2024 was met.",
    ),
    (
        facts(value=75.4, period_end=date(2026, 6, 30), position_reason="not_judged"),
        "A&E: 75.4% in June 2026; 0.9 points below the plan when last judged, in March 2026.",
    ),
    (
        untargeted(value_year_before=12045.0),
        "A&E: 12,345 in March 2026, 300 more than a year earlier (+2.5%).",
    ),
    (
        untargeted(value=46665.0, value_year_before=46766.0),
        "A&E: 46,665 in March 2026, 101 fewer than a year earlier (−0.2%): little changed.",
    ),
    (
        untargeted(value=46665.0, value_year_before=46766.0, title="Fewer waits for a bed at last",
                   headline_label="patients waiting over 12 hours"),
        "46,665 patients waiting over 12 hours in March 2026, "
        "little changed from a year earlier (−0.2%).",
    ),
    (
        untargeted(value_year_before=12345.0),
        "A&E: 12,345 in March 2026, the same as a year earlier.",
    ),
    (untargeted(), "A&E: 12,345 in March 2026; no target is set."),
    (untargeted(value=None, period_end=None), "A&E: no figure yet and no target set."),
    (
        facts(value=None, period_end=None, compared_on=None, gap=None, plan=None),
        "A&E: no figure yet; 82% is due by March 2027.",
    ),
    (
        facts(value=None, period_end=None, target_on=None, compared_on=None),
        "A&E: no figure yet; 82% is due.",
    ),
    (
        facts(freshness="stale", stale_on=date(2026, 6, 1)),
        "A&E: 77.1% in March 2026, 0.9 points below the 78% planned.",
    ),
    (
        facts(position=None, position_reason="definition_changed", gap=None),
        "A&E: 77.1% in March 2026; not compared with the plan, because the definition has changed.",
    ),
    (
        facts(**WALES, **BY_TEST, is_new_test=True, value_year_before_same_test=7.0),
        "12 of 22 councils meet the new 70% target, up from 7 a year earlier.",
    ),
    (
        facts(**{**WALES, "target_on": None}),
        "A&E: 12 of 22 in the financial year 2024-25, 10 fewer than the 22 planned.",
    ),
    (
        facts(
            measure="change_percent", direction=-1, value=-18.6056, compared_value=-18.6056,
            period_end=date(2016, 3, 31), compared_on=date(2016, 3, 31), plan=-20.0, gap=-1.3944,
            target_value=-20.0, target_on=date(2016, 3, 31), closed_on=date(2016, 6, 30),
            freshness="closed",
        ),
        "A&E: −18.6% in March 2016; the −20% target was missed by 1.4 points.",
    ),
    (
        facts(closed_on=date(2026, 4, 30), gap=None, compared_on=None),
        "A&E: 77.1% in March 2026; the case is closed.",
    ),
    (
        facts(
            target_on=None, target_value=100.0, plan=100.0, gap=-22.89, target_kind="legal_duty"
        ),
        "A&E: 77.1% in March 2026, 22.9 points below the 100% the law requires.",
    ),
    (
        facts(target_on=None, target_value=95.0, plan=95.0, gap=-17.89, target_kind="standard"),
        "A&E: 77.1% in March 2026, 17.9 points below the 95% standard.",
    ),
    (
        facts(plan=None, gap=None, compared_on=None, compared_value=None, position=None),
        "A&E: 77.1% in March 2026, 4.9 points below the 82% due by March 2027.",
    ),
    (
        facts(measure="weeks", direction=-1, value=14.2, compared_value=14.2, plan=13.0, gap=-1.2),
        "A&E: 14.2 weeks in March 2026, 1.2 weeks above the 13 weeks planned.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("known", "expected"), CASES)
def test_the_finding_says_exactly_this(known: PriorityFacts, expected: str) -> None:
    assert finding(known) == expected


@pytest.mark.parametrize(("known", "_"), CASES)
def test_every_finding_has_sixteen_words_or_fewer(known: PriorityFacts, _: str) -> None:
    assert count_words(finding(known)) <= MAX_WORDS


FURTHER = [
    (facts(), ""),
    (
        facts(days_behind=152),
        "This is the level planned for October 2025, 5 months earlier.",
    ),
    (
        facts(is_plateau=True, days_behind=152),
        "Little change in the last 6 months while the plan moved on.",
    ),
    (facts(**SCHOOL, is_plateau=True), "Little change in the last year while the plan moved on."),
    (facts(is_plateau=True, position="ahead", gap=1.3), ""),
    (
        waits(days_behind=40),
        "This is the level planned for February 2026, 6 weeks earlier.",
    ),
    (
        facts(
            target_on=date(2024, 3, 31), target_value=78.0, is_after_target=True,
            value_at_target=74.2, days_behind=300,
        ),
        "Missed on the due date (74.2%).",
    ),
    (
        facts(value=75.4, period_end=date(2026, 6, 30), position_reason="not_judged"),
        "82% is due in March 2027.",
    ),
    (facts(closed_on=date(2026, 4, 30), days_behind=152), "Closed in April 2026."),
    (untargeted(value=None, period_end=None), ""),
]  # fmt: skip


@pytest.mark.parametrize(("known", "expected"), FURTHER)
def test_what_else_is_worth_a_line_is_said_below(known: PriorityFacts, expected: str) -> None:
    assert further_sentence(known) == expected


def test_between_two_judged_periods_the_next_one_is_named_when_it_is_known() -> None:
    between = facts(value=75.4, period_end=date(2026, 6, 30), position_reason="not_judged")
    named = further_sentence(between, next_judged_on=date(2027, 3, 31))
    assert named.endswith("Next judged in March 2027.")


def test_a_late_figure_is_a_tag_and_no_part_of_the_finding() -> None:
    late = facts(freshness="stale", stale_on=date(2026, 6, 1))
    assert late_tag(late) == "Overdue since June 2026"
    assert finding(late) == finding(facts())
    assert late_tag(facts()) == ""
    assert late_tag(facts(freshness="stale", stale_on=MARCH, closed_on=MARCH)) == ""


def test_the_verdict_of_the_view_wins_over_todays_figure() -> None:
    """A target is judged once, on the figure of its date: a later recovery changes nothing."""
    later = facts(target_on=date(2024, 3, 31), target_value=78.0, is_after_target=True,
                  value=80.0, compared_value=80.0, gap=2.0, verdict="missed",
                  verdict_gap=-1.5)  # fmt: skip
    assert verdict_on_target(later) == "missed by 1.5 points"
    assert "was missed by 1.5 points" in finding(later)


def test_a_ratio_with_a_denominator_is_not_read_as_a_count_of_units() -> None:
    assert finding(facts(unit_count=20)) == finding(facts())


def test_a_count_of_people_above_its_denominator_is_not_read_as_a_count_of_units() -> None:
    assert "of" not in short_finding(waits(unit_count=150)).split(";")[0]


@pytest.mark.parametrize(
    ("known", "position", "time"),
    [
        (facts(position="well_behind", days_behind=152), "Well behind", "5 months behind"),
        (facts(position="behind"), "Behind", "0.9 points below plan"),
        (facts(position="on", gap=0.0), "On plan", "level with plan"),
        (facts(position="ahead", gap=1.0, days_behind=0), "Ahead", "1.0 points above plan"),
        (waits(position="ahead", gap=1000.0), "Ahead", "1,000 below plan"),
        (untargeted(), "No target set", ""),
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


def test_the_short_finding_fits_a_row() -> None:
    assert short_finding(facts()) == "77.1%; 0.9 points below plan"
    assert short_finding(facts(**WALES, step_results=STEPS)) == "12 of 22 meet their target"
    assert short_finding(untargeted()) == "12,345 in March 2026"
    assert short_finding(waits(plan=0.0, gap=-12345.0, headline_label="pathways over a year")) == (
        "12,345 pathways over a year; the plan was zero"
    )
    due = facts(target_on=MARCH, target_value=78.0)
    assert short_finding(due) == "77.1% against the 78% target"


def test_a_missed_target_is_judged_on_unrounded_figures() -> None:
    """77.96 is printed as 78.0 and has still missed 78."""
    near = facts(target_on=MARCH, target_value=78.0, gap=-0.04, compared_value=77.96)
    assert verdict_on_target(near) == "missed by less than 0.1 points"


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
    assert lines[-1].startswith("Straight-line path to target")
    assert "Stocktake" not in " ".join(lines_about_target(facts()))


def test_a_staircase_is_not_called_a_straight_line() -> None:
    yearly = lines_about_target(facts(**SCHOOL), has_program_line=True)[-1]
    assert yearly.startswith("Equal yearly steps")
    assert "traight" not in yearly


def test_a_caveat_of_a_read_target_is_passed_on() -> None:
    known = facts(target_evidence="read in a stored web page", target_note="In draft, of 2018.")
    assert "In draft, of 2018." in lines_about_target(known)
    assert source_line(known).count("draft") == 0
