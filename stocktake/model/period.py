"""Periods: the stretch of time a figure is about, and the labels people write for it."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Frequency(StrEnum):
    """How often an indicator is published, and which year its periods belong to."""

    MONTH = "month"
    QUARTER = "quarter"
    CALENDAR_YEAR = "calendar_year"
    FINANCIAL_YEAR = "financial_year"
    SCHOOL_YEAR = "school_year"

    @property
    def months(self) -> int:
        """Months in one period."""
        return {"month": 1, "quarter": 3}.get(self.value, 12)

    @property
    def is_yearly(self) -> bool:
        """Whether a figure comes once a year, so that plans step instead of sloping."""
        return self.months == 12

    @property
    def noun(self) -> str:
        """What one period is called: `month`, `quarter` or `year`."""
        return {1: "month", 3: "quarter", 12: "year"}[self.months]

    @property
    def example(self) -> str:
        """A label a sender may copy."""
        return {
            "month": "2026-03",
            "quarter": "2025-26 Q4",
            "calendar_year": "2025",
            "financial_year": "2024-25",
            "school_year": "2024/25",
        }[self.value]


@dataclass(frozen=True, order=True)
class Period:
    """A closed stretch of days."""

    start: date
    end: date


_YEAR = re.compile(r"^(\d{4})$")
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_YEAR_PAIR = re.compile(r"^(\d{4})[-/](\d{2})$")
_QUARTER = re.compile(r"^(\d{4})[-/](\d{2}) ?Q([1-4])$")


def month_end(year: int, month: int) -> date:
    """Give the last day of a month.

    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, calendar.monthrange(year, month)[1])


def read_period(label: str, frequency: Frequency) -> Period | None:
    """Read what a sender wrote for a period; None when it is not of this frequency.

    >>> read_period("2025-26 Q4", Frequency.QUARTER).end
    datetime.date(2026, 3, 31)
    >>> read_period("2024/25", Frequency.SCHOOL_YEAR).start
    datetime.date(2024, 9, 1)
    """
    text = label.strip()
    if frequency is Frequency.MONTH and (found := _MONTH.match(text)):
        year, month = int(found[1]), int(found[2])
        if year > 0 and 1 <= month <= 12:
            return Period(date(year, month, 1), month_end(year, month))
        return None
    if frequency is Frequency.CALENDAR_YEAR and (found := _YEAR.match(text)):
        year = int(found[1])
        return Period(date(year, 1, 1), date(year, 12, 31)) if year > 0 else None
    if frequency is Frequency.QUARTER and (found := _QUARTER.match(text)):
        return _quarter(int(found[1]), int(found[2]), int(found[3]))
    if frequency in (Frequency.FINANCIAL_YEAR, Frequency.SCHOOL_YEAR):
        found = _YEAR_PAIR.match(text)
        return _two_year_period(int(found[1]), int(found[2]), frequency) if found else None
    return None


def _two_year_period(year: int, second: int, frequency: Frequency) -> Period | None:
    if (year + 1) % 100 != second or not 0 < year < 9999:
        return None
    if frequency is Frequency.SCHOOL_YEAR:
        return Period(date(year, 9, 1), date(year + 1, 8, 31))
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def _quarter(year: int, second: int, quarter: int) -> Period | None:
    whole = _two_year_period(year, second, Frequency.FINANCIAL_YEAR)
    if whole is None:
        return None
    month = 1 + 3 * (quarter % 4)
    start = date(year + (quarter == 4), month, 1)
    return Period(start, month_end(start.year, month + 2))


def period_label(end: date, frequency: Frequency) -> str:
    """Write the label of the period that ends on `end`; the inverse of `read_period`.

    >>> period_label(date(2026, 3, 31), Frequency.QUARTER)
    '2025-26 Q4'
    """
    if frequency is Frequency.MONTH:
        return f"{end:%Y-%m}"
    if frequency is Frequency.CALENDAR_YEAR:
        return str(end.year)
    if frequency is Frequency.SCHOOL_YEAR:
        return f"{end.year - 1}/{end.year % 100:02d}"
    start_year = end.year - (end.month <= 3)
    label = f"{start_year}-{(start_year + 1) % 100:02d}"
    if frequency is Frequency.QUARTER:
        return f"{label} Q{(end.month // 3 - 2) % 4 + 1}"
    return label


def spoken_period(end: date, frequency: Frequency) -> str:
    """Say a period the way a chair would: `March 2026`, `2024/25`, `January to March 2026`.

    >>> spoken_period(date(2026, 3, 31), Frequency.MONTH)
    'March 2026'
    """
    if frequency is Frequency.MONTH:
        return f"{end:%B %Y}"
    if frequency is Frequency.QUARTER:
        start = date(end.year, end.month - 2, 1)
        return f"{start:%B} to {end:%B %Y}"
    return period_label(end, frequency)
