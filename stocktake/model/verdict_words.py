"""What a target came to, in words: met, missed, or a law that is not kept."""

from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import difference, gap_words, month, number, planned


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
