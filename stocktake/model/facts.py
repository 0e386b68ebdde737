"""What is known of one priority, as plain values: the row behind the wall, the screens and words.

A frame hands over NaN, NaT, NA and its own number types; sentences must never meet those. This is
the one gate, and it needs no frame library because all three sorts of "nothing" are unequal to
themselves or refuse to be compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

# No country has more organisations of one sort than this in a stocktake; a count with a larger
# denominator is a number of people.
_MOST_UNITS = 500


@dataclass(frozen=True)
class StepResult:
    """What was found when a dated step was judged."""

    label: str
    period_end: date
    value: float | None
    plan: float | None


@dataclass(frozen=True)
class PriorityFacts:
    """One row of `page.wall`; `gap` and the paces are signed so that positive is better."""

    priority_key: str
    title: str
    short_title: str
    measure: str
    direction: int
    frequency: str
    rounding_unit: float | None = None
    department_key: str | None = None
    department: str | None = None
    promise: str | None = None
    headline_label: str | None = None
    indicator_key: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    value: float | None = None
    status: str | None = None
    compared_on: date | None = None
    compared_value: float | None = None
    plan: float | None = None
    gap: float | None = None
    position: str | None = None
    position_reason: str | None = None
    days_behind: int | None = None
    is_after_target: bool = False
    baseline_value: float | None = None
    baseline_on: date | None = None
    target_value: float | None = None
    target_on: date | None = None
    target_kind: str | None = None
    target_set_by: str | None = None
    target_document: str | None = None
    target_note: str | None = None
    target_evidence: str | None = None
    progress: float | None = None
    required_pace: float | None = None
    achieved_pace: float | None = None
    pace_verdict: str | None = None
    outturn: float | None = None
    is_plateau: bool = False
    freshness: str | None = None
    stale_on: date | None = None
    value_year_before: float | None = None
    step_results: tuple[StepResult, ...] = field(default=())
    unit_count: int | None = None
    rating: str | None = None
    rating_before: str | None = None
    rating_reason: str | None = None
    rated_by: str | None = None
    rated_at: datetime | None = None
    rating_is_demo: bool = False
    owner: str | None = None
    is_demo_owner: bool = False
    next_step_title: str | None = None
    next_step_due_on: date | None = None
    closed_on: date | None = None
    agenda_position: int | None = None
    pace_per: str | None = None
    value_at_target: float | None = None
    # A headline that counts units by a test that may change: today's, and last year's count by it.
    test_level: float | None = None
    test_on: date | None = None
    test_measure: str | None = None
    is_new_test: bool = False
    value_year_before_same_test: float | None = None
    ended_on: date | None = None
    unit_type: str | None = None
    # Met, missed or below_law, at or after the target's date; the gap is signed so that plus is
    # better, and its share is that of the way from baseline to target.
    verdict: str | None = None
    verdict_gap: float | None = None
    gap_share: float | None = None

    @property
    def counts_units(self) -> bool:
        """Whether the headline counts units that meet something, as in "12 of 22".

        A ratio carries a denominator too, and so may a plain count of people.
        """
        if self.measure != "count" or not self.unit_count or self.unit_count > _MOST_UNITS:
            return False
        return self.value is None or self.value <= self.unit_count


_RATING_ORDER = ("red", "amber_red", "amber_green", "green")
_POSITION_ORDER = ("well_behind", "behind", "on", "ahead")


def worst_first(priorities: Iterable[PriorityFacts]) -> list[PriorityFacts]:
    """Order a wall: worst likelihood, then worst position, then the agenda; closed cases last."""

    def place(order: tuple[str, ...], word: str | None) -> float:
        # What nobody has judged stands in the middle: neither blamed nor hidden at the end.
        return order.index(word) if word in order else (len(order) - 1) / 2

    return sorted(
        priorities,
        key=lambda one: (
            one.closed_on is not None,
            place(_RATING_ORDER, one.rating),
            place(_POSITION_ORDER, one.position),
            one.agenda_position or 0,
            one.title,
        ),
    )


def is_nothing(value: object) -> bool:
    """Whether a cell of a frame holds no value: None, NaN, NaT or NA.

    >>> is_nothing(float("nan")), is_nothing(0), is_nothing("")
    (True, False, False)
    """
    if value is None:
        return True
    if isinstance(value, list | tuple) or hasattr(value, "tolist"):
        value = value.tolist() if hasattr(value, "tolist") else value
        if value is None:
            return True
        if isinstance(value, list | tuple):
            return False
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return True


def facts_from_row(row: Mapping[str, Any]) -> PriorityFacts:
    """Read a row of `page.wall`; a column that is missing or empty becomes None (or False).

    >>> facts_from_row({"priority_key": "a", "title": "A", "short_title": "A", "measure": "percent",
    ...                 "direction": 1.0, "frequency": "month", "value": float("nan")}).value
    """
    found: dict[str, Any] = {}
    for column in fields(PriorityFacts):
        cell = row.get(column.name)
        if not is_nothing(cell):
            found[column.name] = _READERS[column.type](cell)
    return PriorityFacts(**found)


def plain_date(cell: Any) -> date:
    """Give the day of a date, a datetime or a frame's timestamp.

    >>> plain_date(datetime(2026, 3, 31, 12))
    datetime.date(2026, 3, 31)
    """
    return cell.date() if isinstance(cell, datetime) else date.fromisoformat(str(cell)[:10])


def _moment(cell: Any) -> datetime:
    return datetime.fromisoformat(str(cell))


def _results(cell: Iterable[Any]) -> tuple[StepResult, ...]:
    return tuple(
        StepResult(
            label=str(found["label"]),
            period_end=plain_date(found["period_end"]),
            value=None if is_nothing(found["value"]) else float(found["value"]),
            plan=None if is_nothing(found["plan"]) else float(found["plan"]),
        )
        for found in cell
    )


_READERS: dict[Any, Any] = {
    str: str,
    str | None: str,
    float | None: float,
    int: int,
    int | None: int,
    bool: bool,
    date | None: plain_date,
    datetime | None: _moment,
    tuple[StepResult, ...]: _results,
}
