"""Axes: where they begin and end and which values they name, decided in data before drawing."""

import calendar
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stocktake.model.indicator import Measure
from stocktake.model.numbers import number

_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class ValueAxis:
    """A vertical axis: its ends, the values it names and how each is written."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def pixel(self, value: float, height: float) -> float:
        """Give the distance from the top at which a value is drawn."""
        return height * (self.high - value) / (self.high - self.low)


@dataclass(frozen=True)
class TimeAxis:
    """A horizontal axis of days."""

    first: date
    last: date
    ticks: tuple[date, ...]
    labels: tuple[str, ...]

    def pixel(self, day: date, width: float) -> float:
        """Give the distance from the left at which a day is drawn."""
        return width * (day - self.first).days / max(1, (self.last - self.first).days)


def value_axis(
    values: Iterable[float | None],
    measure: str,
    *,
    from_zero: bool = False,
    tick_count: int = 5,
    air: float = 0.15,
) -> ValueAxis:
    """Crop the axis to the figures with air above and below, inside the measure's bounds.

    What is of interest fills two thirds of it or more. A count starts at zero: where it is cropped
    a small change looks like a large one.

    >>> value_axis([92.0, 98.0], "percent").ticks
    (92.0, 94.0, 96.0, 98.0)
    """
    found = [value for value in values if value is not None and math.isfinite(value)] or [0.0, 1.0]
    low, high = min(found), max(found)
    spread = (high - low) or max(abs(high) * 0.1, 1.0)
    bottom, top = low - air * spread, high + 0.66 * air * spread
    floor, ceiling = Measure(measure).bounds
    if from_zero or measure == "count":
        bottom = min(0.0, low)
    bottom = bottom if floor is None else max(bottom, floor)
    step = _nice_step((top - bottom) / tick_count)
    low_end, high_end = math.floor(bottom / step) * step, math.ceil(top / step) * step
    if bottom > 0 and (high - low) < 0.67 * (high_end - low_end):
        # Whole steps would leave more air than figures: end where the figures do, half a step on.
        low_end = max(low_end, math.floor(bottom / step * 2) * step / 2)
        high_end = min(high_end, math.ceil(top / step * 2) * step / 2)
    if ceiling is not None:
        high_end = min(high_end, ceiling)
    first = math.ceil(low_end / step - 1e-9)
    count = math.floor(high_end / step + 1e-9) - first
    ticks = tuple(round(step * (first + index), 10) for index in range(count + 1))
    return ValueAxis(low_end, high_end, ticks, tuple(_value_label(t, measure, step) for t in ticks))


def _nice_step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(step * size for step in _STEPS if step * size >= rough * 0.999)


def _value_label(value: float, measure: str, step: float) -> str:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else int(step % 1 > 0)
    change = measure == "change_percent"
    text = number(value, decimals, sign=change)
    return text + ("%" if measure in ("percent", "change_percent") else "")


def time_axis(days: Iterable[date], *, label_count: int = 9, air: float = 0.03) -> TimeAxis:
    """Run from the first day to the last, with whole years (or quarters) named.

    >>> time_axis([date(2020, 1, 31), date(2029, 3, 31)]).labels[:3]
    ('2020', '2021', '2022')
    """
    found = sorted(days)
    first, last = found[0], found[-1]
    span = max((last - first).days, 90)
    begin, end = first - timedelta(days=span * 0.012), last + timedelta(days=span * air)
    months = max(1.0, span / 30.4)
    if months <= 30:
        step = 3 if months <= 3 * label_count else 6
        ticks = [day for day in _months(begin, end) if (day.month - 1) % step == 0]
        labels = [f"{calendar.month_abbr[day.month]} {day.year}" for day in ticks]
    else:
        years = range(begin.year + 1, end.year + 1)
        step = next(n for n in (1, 2, 5, 10, 20) if len(years) / n <= label_count + 1)
        ticks = [date(year, 1, 1) for year in years if year % step == 0]
        labels = [str(day.year) for day in ticks]
    return TimeAxis(begin, end, tuple(ticks), tuple(labels))


def _months(begin: date, end: date) -> list[date]:
    months = range(begin.year * 12 + begin.month, end.year * 12 + end.month)
    return [date(index // 12, index % 12 + 1, 1) for index in months]
