"""The verdict: whether a target that fell due was met, judged once, on the figure of its date."""

from datetime import date

from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import difference, rounded

_DECIMALS = 9


def judged_at_target(facts: PriorityFacts) -> tuple[str, float] | None:
    """Return the verdict at the target's date and its gap, signed so that positive is better.

    A target is judged once, unrounded. Where the view has not judged it, the figure of the
    target's own day decides, and the newest one only where that day has none.
    """
    if facts.verdict in ("met", "missed"):
        return facts.verdict, facts.verdict_gap or 0.0
    if facts.gap is None or facts.target_on is None or facts.compared_on is None:
        return None
    if facts.compared_on != facts.target_on and not facts.is_after_target:
        return None
    gap = facts.gap
    if facts.is_after_target and facts.value_at_target is not None and facts.target_value:
        gap = (facts.value_at_target - facts.target_value) * facts.direction
    return ("met" if rounded(gap, _DECIMALS) >= 0 else "missed"), gap


def verdict_on_target(facts: PriorityFacts) -> str:
    """Return whether a target that fell due was met, on the figure of its own date; else nothing.

    >>> from stocktake.model.finding import _example
    >>> verdict_on_target(_example(verdict="missed", verdict_gap=-0.89))
    'missed by 0.9 points'
    """
    judged = judged_at_target(facts)
    if judged is None:
        return ""
    verdict, gap = judged
    if verdict == "met":
        return "met"
    return f"missed by {difference(facts.measure, gap, facts.rounding_unit)}"


def is_between_judgements(facts: PriorityFacts) -> bool:
    """Return whether the newest figure is of a period that no plan says anything about."""
    return (
        facts.position_reason == "not_judged"
        or (facts.compared_on is not None and facts.period_end is not None)
    ) and facts.compared_on != facts.period_end


def planned_level(facts: PriorityFacts) -> tuple[float, date | None] | None:
    """Return the level a figure is held against, and its date, for every list and headline.

    After a target's date it is the target's; before, the plan of the judged period; without
    either, the target to come. A level without a date has none.
    """
    if judged_at_target(facts) and facts.target_value is not None:
        return facts.target_value, facts.target_on
    if facts.plan is not None and facts.compared_on is not None:
        return facts.plan, facts.compared_on
    return None if facts.target_value is None else (facts.target_value, facts.target_on)
