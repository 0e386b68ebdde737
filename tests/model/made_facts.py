"""Facts of a priority made for tests of sentences: a percentage, a count, one without a target."""

from datetime import date
from typing import Any

from stocktake.model.facts import PriorityFacts, StepResult

MARCH = date(2026, 3, 31)


def facts(**changes: Any) -> PriorityFacts:
    """Make a monthly percentage at 77.11 against 78 planned, changed as asked."""
    plain: dict[str, Any] = {
        "priority_key": "ae", "title": "A&E: in four hours", "short_title": "A&E",
        "measure": "percent",
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
