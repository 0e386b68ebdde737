"""Read numbers that were sent as text, and say when they cannot be told for certain."""

import re

_GROUP = r"^[+-]?[1-9]\d{0,2}"
# pattern, separator of thousands, decimal sign; tried in this order
_READINGS = (
    (re.compile(r"^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$"), ",", "."),
    (re.compile(_GROUP + r"(?:,\d{3})+(?:\.\d+)?$"), ",", "."),
    (re.compile(_GROUP + r"(?:\.\d{3})+,\d+$"), ".", ","),
    (re.compile(_GROUP + r"(?: \d{3})+(?:[.,]\d+)?$"), " ", ","),
    (re.compile(r"^[+-]?\d+,\d+$"), " ", ","),
)
_TWO_WAYS = (re.compile(_GROUP + r",\d{3}$"),)
# A count has no decimals: a point or comma in one is a lost digit or a foreign thousand.
_TWO_WAYS_AS_COUNT = (
    re.compile(_GROUP + r"\.\d{3}$"),
    re.compile(r"^[+-]?\d+,(?:\d{1,2}|\d{4,})$"),
    re.compile(r"^[+-]?0\d*,\d+$"),
)
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u2007"), " ") | {ord("\u2212"): "-"}


class TwoReadingsError(ValueError):
    """The text is a number in two ways, a thousand times apart."""


def number_from_text(text: str, *, is_count: bool) -> float | None:
    """Read a number as people type it; None if it is none.

    `1,234` is twelve hundred in London and one and a bit in Lisbon. In a column of counts it can
    only be the first; elsewhere `TwoReadingsError` is raised rather than guessed at.

    >>> number_from_text("12,345,678", is_count=True), number_from_text("77,1", is_count=False)
    (12345678.0, 77.1)
    """
    plain = text.translate(_SPACES).strip()
    if len(plain) > 40:
        return None
    if any(pattern.match(plain) for pattern in (_TWO_WAYS_AS_COUNT if is_count else _TWO_WAYS)):
        raise TwoReadingsError(text)
    for pattern, thousands, decimal in _READINGS:
        if pattern.match(plain):
            return _finite(plain.replace(thousands, "").replace(decimal, "."))
    return None


def _finite(text: str) -> float | None:
    value = float(text)
    return value if value - value == 0 else None
