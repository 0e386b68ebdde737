"""How a priority stands on the front page: subject, figure, gap, in sixteen words."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from stocktake.model.facts import PriorityFacts
from stocktake.model.front_page import MAX_LINE_WORDS
from stocktake.model.front_standing import (
    is_doing_badly,
    is_doing_well,
    is_on_plan,
    standing_line,
)
from tests.model.test_front_page import facts, on_plan


def with_verdict(one: PriorityFacts, verdict: str | None, gap: float | None = None) -> Any:
    """Add the verdict of the target's date, whether or not facts know that field."""
    plain = {name: getattr(one, name) for name in PriorityFacts.__dataclass_fields__}
    plain |= {"counts_units": one.counts_units, "verdict": verdict, "verdict_gap": gap}
    return SimpleNamespace(**plain)


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (facts("a"), "Title of a: 70.0% in March 2026, 2.0 points below the 72% planned"),
        (on_plan("a"), "Title of a: on plan, 70.0% in March 2026 against 70% planned"),
        (
            on_plan("a", position="ahead", compared_value=71.0, gap=1.0),
            "Title of a: ahead of plan, 71.0% in March 2026 against 70% planned",
        ),
        (
            on_plan("a", rating="red"),
            "Title of a: on plan but rated Red, 70.0% in March 2026 against 70% planned",
        ),
        (
            facts("a", measure="count", direction=-1, rounding_unit=1, value=90175.0,
                  compared_value=90175.0, plan=0.0, gap=-90175.0),
            "Title of a: 90,175 in March 2026; the plan was zero",
        ),
        (
            facts("a", measure="count", rounding_unit=1, unit_count=22, value=12.0,
                  compared_value=12.0, plan=22.0, gap=-10.0),
            "Title of a: 12 of 22 in March 2026, 10 fewer than the 22 planned",
        ),
        (
            facts("a", target_value=None, plan=None, gap=None, position=None, rating="red"),
            "Title of a: 70.0% in March 2026, rated Red; no target set",
        ),
        (
            facts("a", gap=None, position=None, position_reason="not_judged", rating="red"),
            "Title of a: 70.0% in March 2026, rated Red; not judged yet",
        ),
        (facts("a", value=None, position=None, rating="red"), "Title of a: no figure yet"),
        (
            with_verdict(facts("a", target_on=date(2026, 3, 31)), "missed", -5.0),
            "Title of a: missed the 75% target for March 2026 by 5.0 points",
        ),
        (
            with_verdict(facts("a", target_on=date(2026, 3, 31)), "met", 0.5),
            "Title of a: 75% target for March 2026 met",
        ),
        (
            with_verdict(facts("a"), "below_law", -5.0),
            "Title of a: 70.0% in March 2026; the law requires 75%",
        ),
        (
            with_verdict(facts("a", measure="count", direction=-1, rounding_unit=1,
                               value=90175.0, target_value=0.0, target_on=date(2025, 3, 31)),
                         "missed", -90175.0),
            "Title of a: 90,175; there should be none since March 2025",
        ),
    ],
)  # fmt: skip
def test_the_line_has_a_subject_a_figure_and_a_gap(one: PriorityFacts, line: str):
    assert standing_line(one) == line
    assert len(line.split()) <= MAX_LINE_WORDS


def test_a_long_title_takes_the_shorter_form_and_keeps_the_gap():
    title = "Reading and writing at the age of eleven"
    one = facts("a", title=title, short_title=title, frequency="quarter")
    assert standing_line(one) == f"{title}: 70.0%, 2.0 points below the 72% planned"


@pytest.mark.parametrize(
    ("one", "well", "badly"),
    [
        (on_plan("a"), True, False),
        (on_plan("a", rating="amber_green"), True, False),
        (on_plan("a", rating="amber_red"), False, True),
        (on_plan("a", freshness="stale"), False, False),
        (facts("a"), False, True),
        (facts("a", rating="green"), False, True),
        (facts("a", position=None, rating="green"), True, False),
        (facts("a", position=None, rating="red"), False, True),
        # Nobody is blamed for what is not known.
        (facts("a", position=None), False, False),
        (with_verdict(on_plan("a"), "missed", -0.1), False, True),
        (with_verdict(facts("a"), "met", 0.1), True, False),
        (with_verdict(facts("a", position=None), "below_law", -3.0), False, True),
    ],
)
def test_well_and_badly_are_never_both(one: PriorityFacts, well: bool, badly: bool):
    assert (is_doing_well(one), is_doing_badly(one)) == (well, badly)


def test_a_figure_judged_once_counts_as_it_was_judged():
    assert is_on_plan(with_verdict(facts("a"), "met", 0.0))
    assert not is_on_plan(with_verdict(on_plan("a"), "missed", -0.1))
