"""A headline that counts units by a test: how many meet it, and how many would have a year before.

The test itself may change, and then two counts do not compare: 18 of 22 councils met 64 %, 12 meet
70 %. What compares is today's test applied to both years.
"""

from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import number, planned

_NOUNS = {
    "local_authority": "councils",
    "train_operator": "operators",
    "nhs_provider": "trusts",
    "borough": "boroughs",
    "police_force": "forces",
    "hospital": "hospitals",
    "school": "schools",
}


def count_sentence(facts: PriorityFacts) -> str:
    """Return how many units meet today's test and how many would have met it a year before.

    Empty where the headline does not count units by a test.

    >>> count_sentence(_example(value=12.0, unit_count=22, test_level=70.0, is_new_test=True,
    ...                         value_year_before_same_test=7.0, unit_type="local_authority"))
    '12 of 22 councils meet the new 70% target, up from 7 a year earlier.'
    """
    if not facts.counts_units or facts.test_on is None or facts.value is None:
        return ""
    noun = _NOUNS.get(facts.unit_type or "", "units")
    verb, whose = ("meets", "its") if facts.value == 1 else ("meet", "their")
    return (
        f"{number(facts.value)} of {facts.unit_count} {noun} {verb} "
        f"{_test(facts, whose)}{_change(facts)}."
    )


def _test(facts: PriorityFacts, whose: str) -> str:
    if facts.test_level is None:
        return f"{whose} own {'new ' if facts.is_new_test else ''}target"
    level = planned(facts.test_measure or "percent", facts.test_level)
    return f"the {'new ' if facts.is_new_test else ''}{level} target"


def _change(facts: PriorityFacts) -> str:
    before = facts.value_year_before_same_test
    if before is None or facts.value is None:
        return ""
    if before == facts.value:
        return ", the same as a year earlier"
    side = "up" if facts.value > before else "down"
    return f", {side} from {number(before)} a year earlier"


def stretch_words(test_level: float | None, test_measure: str | None, test_year: int) -> str:
    """Return the name of a stretch of the line that one test was in force for.

    >>> stretch_words(64.0, "percent", 2020), stretch_words(None, "percent", 2021)
    ('at 64%', 'at 2021 targets')
    """
    if test_level is None:
        return f"at {test_year} targets"
    return f"at {planned(test_measure or 'percent', test_level)}"


def _example(**changes: object) -> PriorityFacts:
    """Make the facts the doctests speak about."""
    from datetime import date

    plain: dict[str, object] = {
        "priority_key": "recycling", "title": "Recycling", "short_title": "Recycling",
        "measure": "count", "direction": 1, "frequency": "financial_year",
        "test_on": date(2025, 3, 31), "test_measure": "percent",
    }  # fmt: skip
    return PriorityFacts(**{**plain, **changes})  # type: ignore[arg-type]
