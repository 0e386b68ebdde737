"""Lines of inquiry: each rule on cases worked by hand, and what every sentence must be."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from stocktake.model import inquiry
from stocktake.model.beyond import (
    ActionFacts,
    Beyond,
    IndicatorFacts,
    SpreadFacts,
    StepFacts,
    UnitFigure,
)
from stocktake.model.facts import PriorityFacts
from stocktake.model.inquiry import lines_of_inquiry
from stocktake.model.step_effect import StepEffect

TODAY = date(2026, 5, 20)
# Nothing to ask about but the colour: on plan, rated, a target far ahead.
QUIET = PriorityFacts(
    "a",
    "A&E in four hours",
    "A&E",
    "percent",
    1,
    "month",
    rounding_unit=0.1,
    period_end=date(2026, 3, 31),
    value=77.1,
    compared_on=date(2026, 3, 31),
    compared_value=77.1,
    plan=77.0,
    gap=0.1,
    position="on",
    target_value=82.0,
    target_on=date(2027, 3, 31),
    target_kind="target",
    rating="amber_green",
)
MISSED = {
    "target_value": 78.0,
    "target_on": date(2026, 3, 31),
    "gap": -0.9,
    "plan": 78.0,
    "position": "well_behind",
    "rating": "red",
}
LATE_STEP = StepFacts("Joint discharge teams at 30 trusts", date(2025, 12, 31), is_overdue=True)
YES, NO = StepEffect("yes", 3.2), StepEffect("no", 0.1)
DONE_STEP = StepFacts("Weekend hubs", TODAY, date(2025, 9, 12), "Median wait", indicator=NO)
WAITS = IndicatorFacts("12-hour waits", "perverse_effect", "count", -1, 46665, 45000, 100.0)


def spread(values: list[float], **changes: Any) -> SpreadFacts:
    units = tuple(UnitFigure(f"Trust {n}", value) for n, value in enumerate(values))
    return replace(SpreadFacts("percent", 1, units, 0.1, "trusts"), **changes)


FIVE = {"measure": "count", "direction": -1, "half_holders": 5}
# Fifteen trusts: the fifth is 14 below the middle (70), the worst quarter (place 3) is further.
TAIL = [50, 51, 52, 53, 54, *[69] * 2, 70, *[71] * 20]
WALES = SpreadFacts(
    "percent",
    1,
    (
        UnitFigure("Caerphilly", 61.6, 70.0),
        UnitFigure("Flintshire", 63.2, 70.0),
        UnitFigure("Powys", 70.5, 70.0),
    ),
)

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    (
        "target_missed",
        MISSED,
        {},
        "The target of 78% by March 2026 was missed. What is the new date, and what must happen "
        "first?",
    ),
    (
        "target_missed",
        MISSED | {"is_after_target": True, "target_on": date(2025, 3, 31), "value_at_target": 78.2},
        {},
        "The target of 78% by March 2025 was met but is not met now. What changed, and how will "
        "you recover it?",
    ),
    (
        "target_missed",
        MISSED | {"measure": "count", "value": 12.0, "target_value": 22.0, "unit_count": 22},
        {},
        "The target of all 22 by March 2026 was missed. What is the new date, and what must happen "
        "first?",
    ),
    (
        "duty_unmet",
        {"target_kind": "legal_duty", "target_on": None, "target_value": 100.0, "gap": -22.9},
        {},
        "The law requires 100%; performance is 77.1%. By when will you comply?",
    ),
    (
        "no_target",
        {"target_value": None, "target_on": None, "position": None, "plan": None, "gap": None},
        {},
        "No target is set. What level should we expect, and by when?",
    ),
    (
        "rated_above_figures",
        {"position": "well_behind", "gap": -3.0},
        {},
        "Rated amber-green but well behind plan. What do you know that the figures do not show?",
    ),
    (
        "pace_too_slow",
        {"pace_verdict": "insufficient", "required_pace": 1.1, "achieved_pace": -0.2},
        {},
        "It must rise 1.1 points a month to reach the target and has been falling 0.2. What will "
        "change in the next quarter?",
    ),
    (
        # Fewer is better: the facts say "better by 0.5", a reader sees the line fall.
        "pace_too_slow",
        {
            "direction": -1,
            "frequency": "school_year",
            "pace_verdict": "insufficient",
            "required_pace": 0.5,
            "achieved_pace": 0.1,
        },
        {},
        "It must fall 0.5 points a year to reach the target and has been falling 0.1. What will "
        "change in the next year?",
    ),
    (
        "standing_still",
        {"is_plateau": True, "gap": -0.5, "position": "behind"},
        {},
        "There has been little change while the plan moved on. What would get it moving again?",
    ),
    (
        "figure_late",
        {"freshness": "stale", "stale_on": date(2026, 4, 20)},
        {},
        "The latest figure is for March 2026; a newer one was due by 20 April 2026. When can we "
        "expect the next one?",
    ),
    (
        "on_course",
        {},
        {},
        "What is the biggest risk to 82% by March 2027, and who owns it?",
    ),
    (
        "self_rating_above",
        {"rating": "amber_red"},
        {"own_rating": "green"},
        "You say green; the unit says amber-red. Which evidence do we read differently?",
    ),
    (
        "rating_stuck",
        {"rating": "amber_red"},
        {"rounds_unchanged": 3},
        "Rated amber-red for three rounds running. What will you try that has not been tried?",
    ),
    (
        "one_colour_up",
        {"rating": "red"},
        {},
        "What would move this from red to amber-red by the next stocktake?",
    ),
    (
        "worth_copying",
        {"rating": "green"},
        {},
        "What works here that others could copy, and who will show them?",
    ),
    (
        "not_rated",
        {"rating": None, "position": "behind", "gap": -0.5},
        {},
        "Not rated yet. How likely is delivery, and why?",
    ),
    (
        "next_time",
        {"position": "behind", "gap": -0.5},
        {},
        "What will be different when we next meet, and how will we know?",
    ),
    (
        "action_put_back",
        {},
        {
            "actions": (
                ActionFacts("Publish unused theatre hours", date(2026, 6, 1), slip_count=2),
                ActionFacts("Open one more ward", date(2026, 6, 1), slip_count=1),
            )
        },
        "“Publish unused theatre hours” has been rescheduled twice. What is in the way, and who "
        "can remove it?",
    ),
    (
        "action_overdue",
        {},
        {"actions": (ActionFacts("Name the authorities", date(2026, 4, 17), is_overdue=True),)},
        "“Name the authorities” was due on 17 April 2026. Is it done and, if not, when will it be?",
    ),
    (
        "step_late",
        {},
        {"steps": (LATE_STEP, replace(LATE_STEP, title="Later", due_on=date(2026, 5, 19)))},
        "“Joint discharge teams at 30 trusts” was due in December 2025 and is not done: who must "
        "act, and by when?",
    ),
    (
        "step_without_effect",
        {},
        {"steps": (DONE_STEP,)},
        "“Weekend hubs” was done in September 2025, with no clear change in “Median wait” since: "
        "was it the wrong step, or not enough of it?",
    ),
    (
        "step_without_target",
        {},
        {"steps": (replace(DONE_STEP, indicator=YES, target=NO),)},
        "“Weekend hubs” moved its indicator but not the target figure: what links the two, and "
        "does it hold?",
    ),
    (
        "places_short",
        {},
        {"spread": WALES},
        "Two of three units are below target; Caerphilly is lowest. What is agreed with each?",
    ),
    (
        "places_share",
        {"measure": "count", "direction": -1},
        {"spread": spread([400] * 5 + [40] * 45, **FIVE)},
        "Five of 50 trusts hold half of the total. What is agreed with them?",
    ),
    (
        "places_apart",
        {},
        {"spread": spread(TAIL)},
        "Five of 28 trusts are at 54.0% or below; the median is 71.0%. What is agreed with each of "
        "the five?",
    ),
    (
        "side_effect",
        {},
        {"indicators": (replace(WAITS, kind="leading"), WAITS)},
        "“12-hour waits” went from 45,000 to 46,665 in a year. Is it a side effect of the target?",
    ),
    (
        "lessons",
        MISSED | {"closed_on": date(2026, 4, 1)},
        {},
        "The target of 78% was missed by 0.9 points. What would we do differently next time?",
    ),
    (
        "kept",
        {"closed_on": date(2026, 4, 1)},
        {},
        "Which of its steps should continue, and who is responsible for them now?",
    ),
]


def asked(changes: dict[str, Any], more: dict[str, Any]) -> dict[str, str]:
    lines = lines_of_inquiry(replace(QUIET, **changes), Beyond(TODAY, **more))
    return {line.key: line.text for line in lines}


@pytest.mark.parametrize(("key", "changes", "more", "text"), CASES, ids=[row[0] for row in CASES])
def test_a_rule_asks_its_question(key: str, changes: Any, more: Any, text: str):
    assert asked(changes, more)[key] == text


def test_every_rule_has_a_case():
    rules = inquiry._RULES + inquiry._CLOSED_RULES
    assert {rule.__name__.lstrip("_") for _, rule in rules} == {key for key, *_ in CASES}


@pytest.mark.parametrize(
    ("key", "changes", "more"),
    [
        ("rated_above_figures", {"position": "behind", "gap": -0.5}, {}),
        ("rated_above_figures", {"position": "well_behind", "rating": "amber_red"}, {}),
        ("target_missed", {"target_on": date(2026, 3, 31), "gap": 0.1}, {}),
        ("pace_too_slow", {"pace_verdict": "stretch", "required_pace": 1, "achieved_pace": 1}, {}),
        ("self_rating_above", {"rating": "amber_red"}, {"own_rating": "amber_green"}),
        ("rating_stuck", {"rating": "amber_red"}, {"rounds_unchanged": 2}),
        ("step_late", {}, {"steps": (replace(LATE_STEP, is_overdue=False),)}),
        ("side_effect", {}, {"indicators": (replace(WAITS, value=45100),)}),
        ("places_apart", {}, {"spread": spread([float(n) for n in range(50, 72)])}),
        ("places_share", {}, {"spread": spread([40.0] * 50, **FIVE | {"half_holders": 13})}),
        ("action_put_back", {}, {"actions": (ActionFacts("One", TODAY, slip_count=1),)}),
    ],
)
def test_a_rule_stays_silent_just_short_of_its_case(key: str, changes: Any, more: Any):
    assert key not in asked(changes, more)


def test_three_questions_are_about_three_things():
    late = {"steps": (LATE_STEP, DONE_STEP), "spread": spread(TAIL)}
    assert list(asked(MISSED, late)) == ["target_missed", "step_late", "places_apart"]


def test_a_theme_comes_again_only_when_no_other_is_left():
    closed = {"closed_on": date(2026, 4, 1)}
    assert list(asked(closed, {"steps": (LATE_STEP, DONE_STEP)})) == ["lessons", "kept"]
    stuck = {"position": "behind", "rating": "red"}
    assert list(asked(stuck, {"rounds_unchanged": 4})) == [
        "rating_stuck",
        "next_time",
        "one_colour_up",
    ]


def test_a_long_text_of_a_department_is_cut_to_what_can_be_said():
    step = replace(LATE_STEP, title=" ".join(["very"] * 900))
    (text,) = (t for k, t in asked({}, {"steps": (step,)}).items() if k == "step_late")
    assert "very…” was due" in text
    assert len(text.split()) <= 30
    endless = replace(LATE_STEP, title="x" * 5000)
    assert len(asked({}, {"steps": (endless,)})["step_late"]) < 250
