"""The verdict: whether a target that fell due was met, judged once, on the figure of its date."""

from datetime import date

from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import difference, gap_words, month, number, planned, rounded

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


def verdict_words(facts: PriorityFacts) -> str:
    """Name the verdict; nothing where a target's date has not come.

    >>> from datetime import date
    >>> missed = PriorityFacts("a", "A", "A", "percent", 1, "month", 0.1, target_value=78.0,
    ...     target_on=date(2024, 3, 31), compared_on=date(2025, 9, 30), gap=0.5,
    ...     verdict="missed", verdict_gap=-0.89)
    >>> verdict_words(missed), verdict_time(missed)
    ('Missed by 0.9 points', 'in March 2024; now 0.5 points above target')
    """
    if facts.verdict == "missed":
        short = facts.verdict_gap or 0.0
        return f"Missed by {difference(facts.measure, short, facts.rounding_unit)}"
    return {"met": "Met", "below_law": "Below the law"}.get(facts.verdict or "", "")


def verdict_time(facts: PriorityFacts) -> str:
    """Say when a target fell due, and where the figure is now if it is a newer one."""
    if facts.verdict == "below_law" and facts.verdict_gap is not None:
        level = planned(facts.measure, facts.target_value, facts.rounding_unit)
        return _gap(facts, facts.verdict_gap, level)
    if not facts.verdict or facts.target_on is None:
        return ""
    is_newer = facts.compared_on is not None and facts.compared_on > facts.target_on
    now = f"; now {_gap(facts, facts.gap, 'target')}" if is_newer and facts.gap is not None else ""
    return f"in {month(facts.target_on)}{now}"


def _gap(facts: PriorityFacts, gap: float, than: str) -> str:
    if facts.counts_units and gap:
        side = "more" if gap * facts.direction > 0 else "fewer"
        return f"{number(abs(gap))} {side} than {than}"
    return gap_words(facts.measure, gap, facts.direction, facts.rounding_unit, than=than)
