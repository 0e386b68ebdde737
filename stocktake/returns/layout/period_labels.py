"""Read the labels statistics offices write for periods; what can mean two things is not read."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from stocktake.model.period import Frequency, Period, month_end, period_label, read_period
from stocktake.returns.layout.layout import Periods, label_text, strip_notes

_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if number
} | {"sept": 9}
_MONTH_WORD = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?(?:\.0+)?)?$")
_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$")
_SPOKEN_DAY = re.compile(rf"^(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH_WORD}[ ,-]*(\d{{4}}|\d{{2}})$")
_MONTH_YEAR = re.compile(rf"^{_MONTH_WORD}[ ,/’'-]*(\d{{4}}|\d{{2}})$")
_YEAR_MONTH = re.compile(rf"^(\d{{4}})[ /-]*{_MONTH_WORD}$")
_YEAR_M = re.compile(r"^(\d{4})[ /-]?m?(\d{2})$")
_M_YEAR = re.compile(r"^(\d{1,2})/(\d{4})$")
_QUARTER = r"(?:q|qtr|quarter) ?([1-4])"
_YEAR_PAIR = r"(\d{4}) ?(?:[-/]|to) ?(\d{4}|\d{2})"
_QUARTER_FIRST = re.compile(rf"^{_QUARTER}[ ,:/-]*(?:fy ?)?(?:{_YEAR_PAIR}|(\d{{4}}))$")
_QUARTER_LAST = re.compile(rf"^(?:{_YEAR_PAIR}|(\d{{4}}))[ ,:/-]*{_QUARTER}$")
_SPAN = re.compile(rf"^{_MONTH_WORD} ?(\d{{4}})? ?(?:-|to) ?{_MONTH_WORD} ?(\d{{4}}|\d{{2}})$")
_PAIR = re.compile(rf"^(?:fy|ay)? ?{_YEAR_PAIR}$")
_SIX = re.compile(r"^(20\d{2})(\d{2})$")
_YEAR = re.compile(r"^(?:cy|year)? ?(\d{4})$")
_ENDING = re.compile(r"^(?:year|quarter|month|12 months)? ?(?:ending|ended|to) ")
_SERIALS = (20_000, 60_000)


@dataclass(frozen=True)
class ReadLabel:
    """A period, and whether it came from a bare day number."""

    period: Period
    is_serial: bool = False


def read_label(
    value: object, mark: str, frequency: Frequency, periods: Periods, epoch: int
) -> ReadLabel | None:
    """Read what a source wrote for a period; None when it is not, or not certainly, one of these.

    >>> read_label("Mar-26", "", Frequency.MONTH, Periods(), 1900).period.end
    datetime.date(2026, 3, 31)
    >>> read_label("2025", "", Frequency.SCHOOL_YEAR, Periods(), 1900) is None
    True
    """
    if isinstance(value, float):
        serial = _from_serial(value, periods.epoch or epoch)
        if serial is not None:
            found = period_of_day(serial, frequency)
            return ReadLabel(found, is_serial=True) if found else None
    elif not isinstance(value, str):
        return None
    text = label_text(value)
    if mark == "date":
        found = period_of_day(date.fromisoformat(text[:10]), frequency)
    elif text.isdigit() and len(text) == 5:  # a day number in a file that knows text only
        return read_label(float(text), "", frequency, periods, epoch)
    else:
        found = _read_text(text, frequency, periods)
    return ReadLabel(found) if found else None


def _from_serial(value: float, epoch: int) -> date | None:
    if not value.is_integer() or not _SERIALS[0] <= value <= _SERIALS[1]:
        return None
    start = date(1904, 1, 1) if epoch == 1904 else date(1899, 12, 30)
    return start + timedelta(days=int(value))


def period_of_day(day: date, frequency: Frequency) -> Period | None:
    """Give the period of a frequency in which a day lies.

    >>> period_of_day(date(2016, 4, 1), Frequency.QUARTER).end
    datetime.date(2016, 6, 30)
    """
    if frequency is Frequency.SCHOOL_YEAR:
        day = date(day.year + (day.month >= 9), 8, 31)
    elif frequency is Frequency.QUARTER:
        day = date(day.year, (day.month + 2) // 3 * 3, 1)
    return read_period(period_label(day, frequency), frequency)


@lru_cache(maxsize=4096)
def _read_text(text: str, frequency: Frequency, periods: Periods) -> Period | None:
    plain = _plain(text)
    plain = _ENDING.sub("", plain) if _ENDING.match(plain) else plain
    by_day = _day(plain, periods)
    if by_day is not None:
        return period_of_day(by_day, frequency)
    if frequency is Frequency.MONTH:
        return _month(plain)
    if frequency is Frequency.QUARTER:
        return _quarter(plain, periods) or _quarter_ending(text, plain)
    if frequency is Frequency.CALENDAR_YEAR:
        found = _YEAR.match(plain)
        return _span(plain, 12, frequency) or (read_period(found[1], frequency) if found else None)
    return _long_year(text, plain, frequency, periods)


def _plain(text: str) -> str:
    text = strip_notes(text).casefold()
    for sign in "\u2010\u2011\u2012\u2013\u2014\u2212":
        text = text.replace(sign, "-")
    text = re.sub(r"\((?:provisional|revised|estimated?)\)", "", text)
    return " ".join(text.replace("_", " ").split())


def _year(text: str) -> int:
    # Two digits are this century: nobody's register reaches further back.
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(plain: str, periods: Periods) -> date | None:
    try:
        if found := _ISO_DAY.match(plain):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _SPOKEN_DAY.match(plain):
            return date(_year(found[3]), _MONTHS[found[2]], int(found[1]))
        if found := _DAY.match(plain):
            return _day_of(int(found[1]), int(found[2]), _year(found[3]), periods.is_day_first)
    except ValueError:
        return None
    return None


def _day_of(first: int, second: int, year: int, is_day_first: bool | None) -> date | None:
    if is_day_first is None:
        if first <= 12 and second <= 12 and first != second:
            return None
        is_day_first = second <= 12
    return date(year, second, first) if is_day_first else date(year, first, second)


def _month(plain: str) -> Period | None:
    if found := _MONTH_YEAR.match(plain):
        year, month = _year(found[2]), _MONTHS[found[1]]
    elif found := _YEAR_MONTH.match(plain):
        year, month = int(found[1]), _MONTHS[found[2]]
    elif found := _YEAR_M.match(plain):
        year, month = int(found[1]), int(found[2])
    elif found := _M_YEAR.match(plain):
        year, month = int(found[2]), int(found[1])
    else:
        return None
    return read_period(f"{year:04d}-{month:02d}", Frequency.MONTH)


def _quarter(plain: str, periods: Periods) -> Period | None:
    plain = re.sub(rf" ?\({_MONTH_WORD} ?(?:-|to) ?{_MONTH_WORD}\)", "", plain).strip()
    if found := _QUARTER_FIRST.match(plain):
        number, first, second, single = found.groups()
    elif found := _QUARTER_LAST.match(plain):
        first, second, single, number = found.groups()
    else:
        return _span(plain, 3, Frequency.QUARTER)
    if single:
        if periods.quarter_year == "calendar":
            start = date(int(single), 3 * int(number) - 2, 1)
            return Period(start, month_end(start.year, start.month + 2))
        if periods.quarter_year != "financial":
            return None
        first, second = single, f"{(int(single) + 1) % 100:02d}"
    return read_period(f"{first}-{second[-2:]} Q{number}", Frequency.QUARTER)


def _quarter_ending(text: str, plain: str) -> Period | None:
    if not _ENDING.match(_plain(text)):
        return None
    month = _month(plain)
    if month is None or month.end.month % 3:
        return None
    return period_of_day(month.end, Frequency.QUARTER)


def _span(plain: str, months: int, frequency: Frequency) -> Period | None:
    """Read "April to June 2019" or "Apr 2024 - Mar 2025" where it is exactly one period."""
    found = _SPAN.match(plain)
    if not found:
        return None
    last_year, last = _year(found[4]), _MONTHS[found[3]]
    first = _MONTHS[found[1]]
    first_year = int(found[2]) if found[2] else last_year - (first > last)
    if not 1 <= last_year <= 9999 or (last_year - first_year) * 12 + last - first + 1 != months:
        return None
    period = period_of_day(month_end(last_year, last), frequency)
    return period if period and period.start == date(first_year, first, 1) else None


def _long_year(text: str, plain: str, frequency: Frequency, periods: Periods) -> Period | None:
    if found := _PAIR.match(plain) or _SIX.match(plain):
        first, second = found.groups()
        if len(second) == 4 and int(second) != int(first) + 1:
            return None
        return read_period(f"{first}-{second[-2:]}", frequency)
    if found := _YEAR.match(plain):
        return _single_year(int(found[1]), frequency, periods)
    if span := _span(plain, 12, frequency):
        return span
    month = _month(plain) if _ENDING.match(_plain(text)) else None
    period = period_of_day(month.end, frequency) if month else None
    return period if period and month and period.end == month.end else None


def _single_year(year: int, frequency: Frequency, periods: Periods) -> Period | None:
    if periods.single_year not in ("start", "end"):
        return None
    first = year if periods.single_year == "start" else year - 1
    return read_period(f"{first}-{(first + 1) % 100:02d}", frequency)


def frequencies_of(value: object, mark: str, periods: Periods, epoch: int) -> frozenset[Frequency]:
    """Say for which frequencies a label could be a period.

    >>> sorted(frequencies_of("2019-20 Q1", "", Periods(), 1900))
    [<Frequency.QUARTER: 'quarter'>]
    """
    if mark == "date":
        return frozenset(Frequency)
    return frozenset(
        frequency
        for frequency in Frequency
        if read_label(value, mark, frequency, periods, epoch) is not None
    )
