"""How a priority stands, as a line of the front page: its name, its figure and the gap.

Well means: by the figures on plan or met, newly enough to say so, and not rated in the worse half.
Where the figures cannot tell, a rating in the better half is enough. Badly means: behind or missed
by the figures, or rated in the worse half. What has neither figures nor a rating, or only figures
that are overdue, is neither: nobody is blamed for what is not known.
"""

from stocktake.model.facts import PriorityFacts
from stocktake.model.front_page import MAX_LINE_WORDS
from stocktake.model.numbers import (
    difference,
    figure,
    gap_words,
    month,
    number,
    period_words,
    planned,
    short_month,
)
from stocktake.model.rating import Rating

_LOW = (Rating.RED, Rating.AMBER_RED)
_UNMET = ("missed", "below_law")


def verdict_of(facts: PriorityFacts) -> str | None:
    """Return met, missed or below_law where the target's day has come; else nothing."""
    found = getattr(facts, "verdict", None)
    return None if found is None else str(found)


def is_on_plan(facts: PriorityFacts) -> bool:
    """Whether the figures say so: met, or on or ahead of plan, and not overdue."""
    if facts.freshness == "stale" or verdict_of(facts) in _UNMET:
        return False
    return verdict_of(facts) == "met" or facts.position in ("on", "ahead")


def is_doing_well(facts: PriorityFacts) -> bool:
    """Whether a priority stands under "going well": by its figures, and by no worse a rating.

    >>> one = PriorityFacts("a", "A", "A", "percent", 1, "month", position="on", rating="red")
    >>> is_doing_well(one)
    False
    """
    if facts.rating in _LOW:
        return False
    if facts.position is None and verdict_of(facts) is None:
        return facts.rating is not None and facts.freshness != "stale"
    return is_on_plan(facts)


def is_doing_badly(facts: PriorityFacts) -> bool:
    """Whether a priority stands under "not going well": by its figures, or by its rating."""
    if facts.rating in _LOW or verdict_of(facts) in _UNMET:
        return True
    return verdict_of(facts) is None and facts.position in ("behind", "well_behind")


def standing_line(facts: PriorityFacts) -> str:
    """Say in at most sixteen words how a priority stands: name, figure, gap."""
    name = facts.short_title
    for words in _variants(facts):
        line = f"{name}: {words}"
        if len(line.split()) <= MAX_LINE_WORDS:
            return line
    return f"{name}: {_value(facts)}"


def _variants(facts: PriorityFacts) -> list[str]:
    """Return what may be said, the fullest first."""
    if facts.value is None:
        return ["no figure yet"]
    if verdict_of(facts) is not None:
        return _judged_once(facts)
    if facts.gap is not None and facts.plan is not None and facts.position is not None:
        return _against_plan(facts)
    return _without_plan(facts)


def _judged_once(facts: PriorityFacts) -> list[str]:
    level = planned(facts.measure, facts.target_value, facts.rounding_unit)
    due = f" for {month(facts.target_on)}" if facts.target_on else ""
    rated = _but_rated(facts)
    if verdict_of(facts) == "below_law":
        return [f"{_latest(facts)}; the law requires {level}", f"{_value(facts)}, law: {level}"]
    if verdict_of(facts) == "met":
        return [f"{level} target{due} met{rated}", f"{level} target met{rated}"]
    if facts.target_value == 0:
        since = f" since {month(facts.target_on)}" if facts.target_on else ""
        return [f"{_value(facts)}; there should be none{since}", f"{_value(facts)}; target none"]
    gap: float = getattr(facts, "verdict_gap", None) or 0.0
    missed = f"missed the {level} target{due}"
    size = difference(facts.measure, gap, facts.rounding_unit)
    return [f"{missed} by {size}", f"missed the {level} target by {size}"]


def _against_plan(facts: PriorityFacts) -> list[str]:
    plan = planned(facts.measure, facts.plan, facts.rounding_unit)
    if facts.plan == 0 and facts.direction < 0 and (facts.gap or 0) < 0:
        return [f"{_compared(facts)}; the plan was zero", f"{_value(facts)}; plan zero"]
    if facts.position in ("on", "ahead"):
        word = "on plan" if facts.position == "on" else "ahead of plan"
        late = _late(facts) or _but_rated(facts)
        return [
            f"{word}{late}, {_compared(facts)} against {plan} planned",
            f"{word}{late}, {_compared_value(facts)} against {plan}",
        ]
    gap = facts.gap or 0.0
    if facts.counts_units:
        more = "more" if gap * facts.direction > 0 else "fewer"
        apart = f"{number(abs(gap))} {more} than the {plan} planned"
    else:
        apart = gap_words(
            facts.measure, gap, facts.direction, facts.rounding_unit, than=f"the {plan} planned"
        )
    return [f"{_compared(facts)}, {apart}", f"{_compared_value(facts)}, {apart}"]


def _without_plan(facts: PriorityFacts) -> list[str]:
    why = "no target set" if facts.target_value is None else "not judged yet"
    rated = f"rated {Rating(facts.rating).title}" if facts.rating else "not rated"
    return [f"{_latest(facts)}, {rated}; {why}", f"{_value(facts)}, {rated}; {why}"]


def _late(facts: PriorityFacts) -> str:
    """Say that the figures are too old to count as going well."""
    if facts.freshness != "stale":
        return ""
    return f", figures overdue since {short_month(facts.stale_on)}" if facts.stale_on else ""


def _but_rated(facts: PriorityFacts) -> str:
    return f" but rated {Rating(facts.rating).title}" if facts.rating in _LOW else ""


def _written(facts: PriorityFacts, value: float | None) -> str:
    if facts.counts_units and value is not None:
        return f"{number(value)} of {facts.unit_count}"
    return figure(facts.measure, value, facts.rounding_unit)


def _value(facts: PriorityFacts) -> str:
    return _written(facts, facts.value)


def _latest(facts: PriorityFacts) -> str:
    when = f" in {period_words(facts.period_end, facts.frequency)}" if facts.period_end else ""
    return f"{_value(facts)}{when}"


def _compared_value(facts: PriorityFacts) -> str:
    return _written(facts, facts.compared_value)


def _compared(facts: PriorityFacts) -> str:
    when = f" in {period_words(facts.compared_on, facts.frequency)}" if facts.compared_on else ""
    return f"{_compared_value(facts)}{when}"
