"""How figures, differences, dates and spans of time are written, everywhere.

Rules compare unrounded figures; rounding happens here and nowhere else, half away from zero as
readers expect, and a rounded nothing never keeps a sign ("−0.0" would be a claim).
"""

from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from stocktake.model.period import Frequency, spoken_period

MINUS = "\u2212"
NOTHING = "no figure"

_DAYS_A_MONTH = 30.4375
# A mean of twelve may be 70.74999999999999 to a computer where the figure is 70.75: what lies
# beyond nine decimals is the computer's, not the figure's.
_TRUE_DECIMALS = 9
_EXACT = Context(prec=80)
_DEFAULT_UNITS = {"count": 1.0}


def places(rounding_unit: float | None, measure: str = "percent") -> int:
    """Decimals to print for a rounding unit (10 and 1 need none).

    >>> places(0.1), places(1.0), places(None, "count"), places(None)
    (1, 0, 0, 1)
    """
    unit = rounding_unit or _DEFAULT_UNITS.get(measure, 0.1)
    exponent = Decimal(repr(float(unit))).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def rounded(value: float, decimals: int = 0) -> Decimal:
    """Round once, half away from zero, after rounding to nine decimals: the only rounding there is.

    >>> [str(rounded(value, 1)) for value in (70.75, 70.74999999999999, -70.75, 70.7499)]
    ['70.8', '70.8', '-70.8', '70.7']
    >>> str(rounded(-0.04, 1)), str(rounded(2.5)), str(rounded(-2.5))
    ('0.0', '3', '-3')
    """
    true = Decimal(repr(float(value)))
    if true.as_tuple().exponent < -_TRUE_DECIMALS:  # type: ignore[operator]  # never "NaN" here
        true = true.quantize(Decimal(1).scaleb(-_TRUE_DECIMALS), ROUND_HALF_EVEN, _EXACT)
    found = true.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
    return abs(found) if found == 0 else found


def whole(value: float) -> int:
    """Round to a whole number by the same rule.

    >>> whole(2.5), whole(-2.5), whole(0.49)
    (3, -3, 0)
    """
    return int(rounded(value))


def number(value: float, decimals: int = 0, *, sign: bool = False, trim: bool = False) -> str:
    """Write a number: commas, a true minus, never "−0.0"; `trim` drops a bare ".0".

    >>> number(396643.4), number(-0.04, 1), number(-18.64, 1), number(78.0, 1, trim=True)
    ('396,643', '0.0', '−18.6', '78')
    >>> number(1.05, 1, sign=True)
    '+1.1'
    """
    found = rounded(value, decimals)
    text = f"{abs(found):,f}"
    if trim and "." in text:
        text = text.rstrip("0").rstrip(".")
    if found == 0:
        return text
    return (MINUS if found < 0 else "+" if sign else "") + text


def sent_number(value: float, decimals: int | None = None) -> str:
    """Write a number as somebody sent it: at most six digits that mean something, or `decimals`.

    >>> sent_number(7000.0), sent_number(77.1), sent_number(16.87764321), sent_number(-0.00012)
    ('7,000', '77.1', '16.8776', '−0.00012')
    >>> sent_number(16.8776, 1), sent_number(70.74999999999999, 1)
    ('16.9', '70.8')
    """
    if value == int(value) and abs(value) < 1e15:
        return number(value)
    exact = max(0, 5 - Decimal(repr(float(value))).adjusted())
    return number(value, exact if decimals is None else decimals, trim=True)


def figure(
    measure: str, value: float | None, rounding_unit: float | None = None, *, trim: bool = False
) -> str:
    """Write a figure with its unit; a change always carries its sign.

    >>> figure("percent", 77.11), figure("count", 396643.0), figure("change_percent", -18.6)
    ('77.1%', '396,643', '−18.6%')
    >>> figure("weeks", 14.0), figure("weeks", 1.0, 1), figure("percent", None)
    ('14.0 weeks', '1 week', 'no figure')
    """
    if value is None:
        return NOTHING
    change = measure == "change_percent"
    text = number(value, places(rounding_unit, measure), sign=change, trim=trim)
    return text + _unit(measure, text)


def _unit(measure: str, text: str) -> str:
    if measure in ("percent", "change_percent"):
        return "%"
    if measure in ("weeks", "points"):
        return f" {measure[:-1] if text.lstrip(MINUS) == '1' else measure}"
    return ""


def planned(measure: str, value: float | None, rounding_unit: float | None = None) -> str:
    """Write a planned or promised figure as it was promised: 78%, not 78.0%.

    >>> planned("percent", 78.0), planned("percent", 92.5), planned("count", 0.0)
    ('78%', '92.5%', 'zero')
    """
    if value == 0 and measure == "count":
        return "zero"
    return figure(measure, value, rounding_unit, trim=True)


def difference(measure: str, amount: float, rounding_unit: float | None = None) -> str:
    """Write the size of a difference, without sign: percentages differ in points.

    >>> difference("percent", -0.89), difference("count", 1234.0), difference("percent", 0.04)
    ('0.9 points', '1,234', 'less than 0.1 points')
    """
    decimals = places(rounding_unit, measure)
    text = number(abs(amount), decimals)
    if amount and rounded(amount, decimals) == 0:
        text = f"less than {number(10.0**-decimals, decimals)}"
    if measure == "count":
        return text
    noun = "weeks" if measure == "weeks" else "points"
    return f"{text} {noun[:-1] if text == '1' else noun}"


def gap_words(
    measure: str,
    gap: float,
    direction: int,
    rounding_unit: float | None = None,
    *,
    than: str = "plan",
) -> str:
    """Say where the actual lies from the plan; `gap` is signed so that positive is better.

    Above and below are what the eye sees on the chart, so lower-is-better turns them round.

    >>> gap_words("percent", -0.89, 1), gap_words("count", -300.0, -1)
    ('0.9 points below plan', '300 above plan')
    """
    if gap == 0:
        return f"level with {than}"
    side = "above" if gap * direction > 0 else "below"
    return f"{difference(measure, gap, rounding_unit)} {side} {than}"


def rate(measure: str, change: float, rounding_unit: float | None, noun: str) -> str:
    """Write a change per period: "+1.1 a month"; one more decimal where it would vanish.

    >>> rate("percent", 1.1, 0.1, "month"), rate("percent", 0.02, 0.1, "month")
    ('+1.1 a month', '+0.02 a month')
    """
    decimals = places(rounding_unit, measure)
    if change and abs(change) < 0.95 * 10.0**-decimals:
        decimals += 1
    return f"{number(change, decimals, sign=True)} {'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def pace_size(measure: str, change: float, rounding_unit: float | None = None) -> str:
    """Write the size of a change per period: one more decimal where it would vanish.

    >>> pace_size("percent", 2.2, 0.1), pace_size("percent", -0.02, 0.1), pace_size("count", -300)
    ('2.2 points', '0.02 points', '300')
    """
    decimals = places(rounding_unit, measure)
    if change and abs(change) < 0.95 * 10.0**-decimals:
        decimals += 1
    text = number(abs(change), decimals)
    if measure == "count":
        return text
    noun = "weeks" if measure == "weeks" else "points"
    return f"{text} {noun[:-1] if text == '1' else noun}"


def several(amount: int, noun: str, nouns: str = "") -> str:
    """Write a number with its noun; `nouns` where the plural is more than an s.

    >>> several(1, "figure"), several(1200, "figure"), several(2, "update on it", "updates on it")
    ('1 figure', '1,200 figures', '2 updates on it')
    """
    return f"{amount:,} {noun if amount == 1 else nouns or noun + 's'}"


def span(days: int) -> str:
    """Say a stretch of days as a person would: days, weeks, months, then years and halves.

    >>> span(9), span(31), span(152), span(731), span(920), span(1)
    ('9 days', '4 weeks', '5 months', '2 years', '2½ years', '1 day')
    """
    days = abs(days)
    if days < 14:
        return several(days, "day")
    if days < 50:
        return several(whole(days / 7), "week")
    months = whole(days / _DAYS_A_MONTH)
    if months < 24:
        return several(months, "month")
    halves = whole(days / (6 * _DAYS_A_MONTH))
    return f"{halves // 2}{'½' if halves % 2 else ''} years"


def behind_words(days_behind: int) -> str:
    """Say how late the actual is against the plan.

    >>> behind_words(152), behind_words(0)
    ('5 months behind', 'on time')
    """
    return "on time" if days_behind <= 0 else f"{span(days_behind)} behind"


def day(value: date) -> str:
    """Write a day in full.

    >>> day(date(2026, 3, 31))
    '31 March 2026'
    """
    return f"{value.day} {value:%B %Y}"


def month(value: date) -> str:
    """Write a month in full: `March 2026`."""
    return f"{value:%B %Y}"


def short_month(value: date) -> str:
    """Write a month for a chart: `Mar 2026`."""
    return f"{value:%b %Y}"


def period_words(end: date, frequency: str) -> str:
    """Say which period a figure is about, as a cell of a table does.

    >>> period_words(date(2025, 8, 31), "school_year")
    '2024/25'
    """
    return spoken_period(end, Frequency(frequency))


_YEARS = {Frequency.SCHOOL_YEAR: "school year", Frequency.FINANCIAL_YEAR: "financial year"}


def period_name(end: date, frequency: str) -> str:
    """Name a period as a sentence does: which sort of year it is is said, not left to a dash.

    >>> period_name(date(2025, 8, 31), "school_year"), period_name(date(2025, 3, 31), "month")
    ('the school year 2024/25', 'March 2025')
    """
    year = _YEARS.get(Frequency(frequency))
    said = period_words(end, frequency)
    return f"the {year} {said}" if year else said


def in_period(end: date | None, frequency: str, *, short: bool = False) -> str:
    """Say when: `in March 2026`, `in the school year 2024/25`; `short` drops the article.

    >>> in_period(date(2025, 3, 31), "financial_year")
    'in the financial year 2024-25'
    >>> in_period(date(2025, 8, 31), "school_year", short=True)
    'in school year 2024/25'
    """
    if end is None:
        return "in an unknown period"
    name = period_name(end, frequency)
    return f"in {name.removeprefix('the ') if short else name}"
