"""The day somebody means by "end of June" or "in 3 weeks", said in a room and typed in a hurry.

A small table of English rules, tried in order. What no rule understands has no day: the box then
asks, because a date guessed wrong is found out when it has passed. The deck's script follows the
same table (`tests/model/due_dates_cases.json` holds both to it).

A day without a year is the next one, today included. A stretch of time ("June", "next week") means
its last day, a week's being Friday. Days come before months: 30/6 is in June. "Before Easter" is
the day before Good Friday. "The next stocktake" has a day only where one is prepared.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from stocktake.model.numbers import day as said_due
from stocktake.model.period import month_end

__all__ = ["read_due", "said_due"]

_LONGEST = 60
_YEARS = range(2000, 2100)
# A leap day is at most eight years away.
_YEARS_TO_TRY = 9

_MONTH_NAMES = (
    "january february march april may june july august september october november december"
)
_MONTHS = {"sept": 9} | {
    name[:length]: number
    for number, name in enumerate(_MONTH_NAMES.split(), start=1)
    for length in (3, len(name))
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_NUMBER_NAMES = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {"a": 1, "an": 1} | {
    word: number for number, word in enumerate(_NUMBER_NAMES.split(), start=1)
}
_FRIDAY = 4

# ---- the text made plain -----------------------------------------------------------------------

_LEADING = re.compile(r"^(?:due )?(?:by |on |at |no later than |not later than )?")
_FILLING = re.compile(r"\b(?:the|of) ")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")


def _plain(text: str) -> str:
    """Lower the case and drop what says nothing: "by the end of the month." is "end month"."""
    lowered = text.lower().replace("\u2019", "'").replace(",", " ")
    spaced = " ".join(_HYPHEN.sub(" ", lowered).split()).rstrip(".! ")
    return _FILLING.sub("", _LEADING.sub("", spaced))


# ---- days of the calendar ----------------------------------------------------------------------


def _on(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _written_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _next_of(found: Iterator[date | None], on: date) -> date | None:
    return next((day for day in found if day and day >= on), None)


def _day_of_month(day: str, month: int, year: str | None, on: date) -> date | None:
    if year:
        return _on(_written_year(year), month, int(day))
    tried = range(on.year, on.year + _YEARS_TO_TRY)
    return _next_of((_on(year, month, int(day)) for year in tried), on)


def _last_of(month: int, year: str | None, on: date) -> date | None:
    if year:
        return month_end(int(year), month) if int(year) in _YEARS else None
    return _next_of((month_end(year, month) for year in (on.year, on.year + 1)), on)


def _months_on(on: date, months: int) -> date | None:
    """Go some months on; a day that the month does not have becomes its last."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    if year not in _YEARS:
        return None
    last = month_end(year, month + 1)
    return last.replace(day=min(on.day, last.day))


def _days_on(on: date, days: int) -> date | None:
    try:
        later = on + timedelta(days)
    except OverflowError:
        return None
    return later if later.year in _YEARS else None


# ---- the rules ---------------------------------------------------------------------------------

Found = re.Match[str]
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_WEEKDAY = "(" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + ")"
_AMOUNT = "([0-9]{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_YEAR = "([0-9]{4})"
_DAY = "([0-9]{1,2})(?:st|nd|rd|th)?"


def _relative(found: Found, on: date) -> date | None:
    amount = _NUMBERS.get(found[1]) or int(found[1])
    unit = found[2].rstrip("'s")
    if unit in ("month", "year"):
        return _months_on(on, amount * (12 if unit == "year" else 1))
    return _days_on(on, amount * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _weekday(found: Found, on: date) -> date | None:
    """Find the next such day: on a Friday, "Friday" is in a week, for today is called today."""
    return _days_on(on, (_WEEKDAYS[found[1]] - on.weekday() - 1) % 7 + 1)


def _weekday_week(found: Found, on: date) -> date | None:
    coming = _weekday(found, on)
    return coming and _days_on(coming, 7)


def _weekday_of(found: Found, on: date) -> date | None:
    """Find the day of this week or the next, Monday first; one that has passed is none."""
    ahead = _WEEKDAYS[found[2]] - on.weekday() + (7 if found[1] == "next" else 0)
    return _days_on(on, ahead) if ahead >= 0 else None


def _end_of(found: Found, on: date) -> date | None:
    """Give the last day of this or the next week, month, quarter or year."""
    next_one, stretch = found["which"] == "next ", found["stretch"]
    if stretch == "week":
        friday = _days_on(on, _FRIDAY - on.weekday() + 7 * next_one)
        # Said on a weekend, the week that ends is the one to come.
        return friday if friday is None or friday >= on else _days_on(friday, 7)
    ends_in = {"month": on.month, "quarter": -(-on.month // 3) * 3, "financial year": 3}
    months = {"month": 1, "quarter": 3}.get(stretch, 12)
    month = ends_in.get(stretch, 12)
    year = on.year + (stretch == "financial year" and on.month > 3)
    first = _months_on(date(year, month, 1), months * next_one)
    return first and month_end(first.year, first.month)


def _ordinal(found: Found, on: date) -> date | None:
    """Give "the 15th" of this month, or of the next when it has passed."""
    next_month = _months_on(on.replace(day=1), 1)
    of_months = (on, next_month) if next_month else (on,)
    for first in of_months:
        day = _on(first.year, first.month, int(found[1]))
        if day is None or day >= on:
            return day
    return None


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher.

    >>> easter(2027)
    datetime.date(2027, 3, 28)
    """
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    sunday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _before_easter(found: Found, on: date) -> date | None:
    """Find the last working day before Easter: Good Friday is a holiday, the day before is not."""
    years = (int(found[1]),) if found[1] else range(on.year, on.year + 2)
    tried = (easter(year) - timedelta(days=3) for year in years if year in _YEARS)
    return next(tried, None) if found[1] else _next_of(tried, on)


Rule = Callable[[Found, date], date | None]
_DATES: tuple[tuple[str, Rule], ...] = (
    ("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", lambda f, on: _on(int(f[1]), int(f[2]), int(f[3]))),
    (
        r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})",
        lambda f, on: _on(_written_year(f[4]), int(f[3]), int(f[1])),
    ),
    (
        "([0-9]{1,2})/([0-9]{1,2})",
        lambda f, on: _day_of_month(f[1], int(f[2]), None, on),
    ),
    (f"{_DAY} {_MONTH}(?: {_YEAR})?", lambda f, on: _day_of_month(f[1], _MONTHS[f[2]], f[3], on)),
    (f"{_MONTH} {_DAY}(?: {_YEAR})?", lambda f, on: _day_of_month(f[2], _MONTHS[f[1]], f[3], on)),
)
_WORDS: tuple[tuple[str, Rule], ...] = (
    (f"(?:end |in )?{_MONTH}(?: {_YEAR})?", lambda f, on: _last_of(_MONTHS[f[1]], f[2], on)),
    (
        f"mid(?:dle)? {_MONTH}(?: {_YEAR})?",
        lambda f, on: _day_of_month("15", _MONTHS[f[1]], f[2], on),
    ),
    (
        f"(?:start|beginning) {_MONTH}(?: {_YEAR})?",
        lambda f, on: _day_of_month("1", _MONTHS[f[1]], f[2], on),
    ),
    ("today", lambda f, on: on),
    ("tomorrow", lambda f, on: _days_on(on, 1)),
    ("day after tomorrow", lambda f, on: _days_on(on, 2)),
    (_WEEKDAY, _weekday),
    (f"{_WEEKDAY} week", _weekday_week),
    (f"(this|next) {_WEEKDAY}", _weekday_of),
    (
        f"(?:in |within )?{_AMOUNT} (days?'?|weeks?'?|fortnights?|months?'?|years?'?|"
        "(?:day|week|month|year)'s)(?: time| from now| from today)?",
        _relative,
    ),
    ("end (?P<which>this |next |)(?P<stretch>week|month|quarter|year|financial year)", _end_of),
    ("(?P<which>this |next )(?P<stretch>week|month|quarter|year|financial year)", _end_of),
    ("(?P<which>)(?P<stretch>week|month|quarter|year|financial year) end", _end_of),
    (f"end {_YEAR}", lambda f, on: _on(int(f[1]), 12, 31)),
    (f"(?:before )?easter(?: {_YEAR})?", _before_easter),
    ("([0-9]{1,2})(?:st|nd|rd|th)", _ordinal),
)


_NEXT_STOCKTAKE = re.compile(r"(before )?next stocktake")


def read_due(text: str, on: date, next_stocktake: date | None = None) -> date | None:
    """Return the day that a text names, seen from the day `on`; None when it is not understood.

    `next_stocktake` is the day of the next one that is prepared, None where none is.

    >>> read_due("end of June", date(2026, 5, 20))
    datetime.date(2026, 6, 30)
    >>> read_due("in three weeks", date(2026, 5, 20)), read_due("3/2", date(2026, 5, 20))
    (datetime.date(2026, 6, 10), datetime.date(2027, 2, 3))
    >>> read_due("before Easter", date(2026, 5, 20))
    datetime.date(2027, 3, 25)
    >>> read_due("next stocktake", date(2026, 5, 20), date(2026, 9, 16))
    datetime.date(2026, 9, 16)
    >>> read_due("before Christmas", date(2026, 5, 20))
    """
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    if asked := _NEXT_STOCKTAKE.fullmatch(plain):
        return _stocktake_day(next_stocktake, on, is_before=bool(asked[1]))
    named = re.fullmatch(f"{_WEEKDAY} (.+)", plain, re.ASCII)
    if named and (day := _first(_DATES, named[2], on)):
        # "Friday 26 June" that is a Thursday: one of the two is a slip, and nobody knows which.
        return day if day.weekday() == _WEEKDAYS[named[1]] else None
    return _first(_DATES + _WORDS, plain, on)


def _stocktake_day(next_stocktake: date | None, on: date, *, is_before: bool) -> date | None:
    """Find the day of the next stocktake, or the one before it; one that has passed is none."""
    if next_stocktake is None or next_stocktake <= on:
        return None
    return _days_on(next_stocktake, -1 if is_before else 0)


def _first(rules: tuple[tuple[str, Rule], ...], plain: str, on: date) -> date | None:
    for pattern, rule in rules:
        if found := re.fullmatch(pattern, plain, re.ASCII):
            return rule(found, on)
    return None
