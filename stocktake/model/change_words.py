"""Change in words: how a figure moved in a year, the pace of late, and where that would lead.

A change is told with its size, and with whether it is more than nothing: "101 fewer than a year
earlier (−0.2%): little changed". All facts are signed so that positive is better; a reader sees a
line rise or fall, so the words follow the chart.
"""

from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import difference, in_period, number, pace_size, rounded
from stocktake.model.period import Frequency
from stocktake.model.sentence import written_figure

# Below this share of its level a count has hardly changed, however many it counts.
_LITTLE = 0.005
_DECIMALS = 9


def pace_sentence(facts: PriorityFacts) -> str:
    """Return the pace the target needs and the pace of late, as the line on the chart moves.

    The facts sign both so that positive is better; a reader sees the line rise or fall.

    >>> from stocktake.model.finding import _example
    >>> pace_sentence(_example(required_pace=1.1, achieved_pace=-0.2))
    'Must rise 1.1 points a month; has been falling 0.2.'
    """
    if facts.pace_verdict == "reached":
        return "The target level has been reached."
    if facts.required_pace is None or facts.closed_on:
        return ""
    lead = f"Must {needed_pace(facts)}"
    if facts.achieved_pace is None:
        return f"{lead}; too few figures to tell the recent pace."
    return f"{lead}; has {recent_pace(facts)}."


def needed_pace(facts: PriorityFacts) -> str:
    """Return what the figure must do to reach its target: `rise 1.1 points a month`."""
    pace = facts.required_pace or 0.0
    noun = facts.pace_per or Frequency(facts.frequency).noun
    way = "rise" if pace * facts.direction > 0 else "fall"
    return f"{way} {pace_size(facts.measure, pace, facts.rounding_unit)} a {noun}"


def recent_pace(facts: PriorityFacts) -> str:
    """Return what the figure has done of late, per the same period: `been falling 0.2`."""
    pace = facts.achieved_pace or 0.0
    if pace == 0:
        return "not moved"
    way = "rising" if pace * facts.direction > 0 else "falling"
    return f"been {way} {pace_size(facts.measure, pace, facts.rounding_unit).split(' ')[0]}"


def outturn_sentence(facts: PriorityFacts) -> str:
    """Return where the recent pace would lead: a projection, always labelled as one."""
    if facts.outturn is None or facts.target_on is None or facts.closed_on:
        return ""
    when = in_period(facts.target_on, facts.frequency)
    led = f"At this rate: {written_figure(facts, facts.outturn)} {when}"
    if facts.target_value is None:
        return f"{led}."
    gap = (facts.outturn - facts.target_value) * facts.direction
    if rounded(gap, _DECIMALS) >= 0:
        return f"{led}, which meets the target."
    size = difference(facts.measure, gap, facts.rounding_unit)
    return f"{led}, {size} {'short' if facts.direction > 0 else 'above the target'}."


def movement_words(facts: PriorityFacts) -> str:
    """Return how the figure moved in a year, and whether that is more than nothing.

    A change below the rounding unit, or below half a per cent of a count, is little changed.

    >>> from stocktake.model.finding import _example
    >>> movement_words(_example(value=70.0, value_year_before=68.0, direction=-1))
    '2.0 points higher than a year earlier: worse'
    >>> movement_words(_example(measure="count", rounding_unit=1.0, direction=-1,
    ...     value=46665.0, value_year_before=46766.0))
    '101 fewer than a year earlier (−0.2%): little changed'
    """
    if facts.value is None or facts.value_year_before is None:
        return ""
    if rounded(change_in_a_year(facts), _DECIMALS) == 0:
        return "the same as a year earlier"
    return f"{_moved_by(facts)}{relative_change(facts)}: {_moved_verdict(facts)}"


def change_in_a_year(facts: PriorityFacts) -> float:
    """Return the newest figure minus that of a year before; where there is none, it is nought."""
    return (facts.value or 0.0) - (facts.value_year_before or 0.0)


def _moved_by(facts: PriorityFacts) -> str:
    size = difference(facts.measure, change_in_a_year(facts), facts.rounding_unit)
    less, more = ("fewer", "more") if facts.measure == "count" else ("lower", "higher")
    return f"{size} {less if change_in_a_year(facts) < 0 else more} than a year earlier"


def relative_change(facts: PriorityFacts) -> str:
    """Return a count's change in per cent, in brackets; a count of units needs none."""
    if facts.measure != "count" or facts.counts_units or not facts.value_year_before:
        return ""
    return f" ({number(100 * change_in_a_year(facts) / facts.value_year_before, 1, sign=True)}%)"


def _moved_verdict(facts: PriorityFacts) -> str:
    least = facts.rounding_unit or (1.0 if facts.measure == "count" else 0.1)
    if facts.measure == "count" and not facts.counts_units:
        least = max(least, _LITTLE * abs(facts.value_year_before or 0.0))
    if rounded(abs(change_in_a_year(facts)) - least, _DECIMALS) < 0:
        return "little changed"
    return "better" if change_in_a_year(facts) * facts.direction > 0 else "worse"
