"""Tell values, numerators and denominators apart by their headings and by arithmetic."""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import permutations
from statistics import median

from stocktake.returns.layout.layout import Meaning, Part, plain_label
from stocktake.returns.layout.looks import SheetLooks
from stocktake.returns.layout.values import Writing, read_value

_PERCENT = re.compile(
    r"%|per ?cent|\bper 100\b|proportion|share|performance|\brates?\b", re.IGNORECASE
)
_NUMERATOR = re.compile(r"^numerator$", re.IGNORECASE)
_DENOMINATOR = re.compile(r"^denominator$", re.IGNORECASE)
_VALUE = re.compile(r"^(?:value|figure|percent(?:age)?|per cent|%)$", re.IGNORECASE)
_TEXTUAL = re.compile(r"\b(?:status|note|flag|reason|source|change)\b", re.IGNORECASE)
_MOST_LABELS = 8


def guess_meanings(
    looks: SheetLooks, rows: Sequence[int], labels: Mapping[int, str]
) -> dict[str, Meaning]:
    """Give the parts that headings stand for; headings that name indicators stay open."""
    found: dict[str, Meaning] = {}
    for text in dict.fromkeys(labels.values()):
        for pattern, part in (
            (_NUMERATOR, Part.NUMERATOR), (_DENOMINATOR, Part.DENOMINATOR), (_VALUE, Part.VALUE),
            (_TEXTUAL, Part.IGNORED),
        ):  # fmt: skip
            if pattern.search(text):
                found[plain_label(text)] = Meaning(None, part)
                break
    return found | _by_arithmetic(looks, rows, labels)


def _by_arithmetic(
    looks: SheetLooks, rows: Sequence[int], labels: Mapping[int, str]
) -> dict[str, Meaning]:
    """Find headings of which one is always the ratio of two others."""
    columns: dict[str, list[int]] = {}
    for column, text in labels.items():
        columns.setdefault(plain_label(text), []).append(column)
    bands = {len(places) for places in columns.values()}
    if not 3 <= len(columns) <= _MOST_LABELS or len(bands) > 1:
        return {}
    series = {text: _numbers(looks, rows, places) for text, places in columns.items()}
    likely = sorted(columns, key=lambda text: not _PERCENT.search(text))
    for value, above, below in permutations(likely, 3):
        if _is_ratio(series[value], series[above], series[below]):
            found = {
                value: Meaning(None, Part.VALUE),
                above: Meaning(None, Part.NUMERATOR),
                below: Meaning(None, Part.DENOMINATOR),
            }
            return found | {t: Meaning(None, Part.IGNORED) for t in columns if t not in found}
    return {}


def _numbers(looks: SheetLooks, rows: Sequence[int], columns: Sequence[int]) -> list[float]:
    writing = Writing(symbols={}, decimal=".")
    found = []
    for row in rows[:60]:
        for column in columns[:6]:
            value, mark = looks.sheet.value(row, column), looks.sheet.mark(row, column)
            reading = read_value(value, mark, writing, is_count=False, is_percent=True)
            found.append(math.nan if reading.number is None else reading.number)
    return found


def _is_ratio(value: list[float], above: list[float], below: list[float]) -> bool:
    triples = [
        (v, a, b)
        for v, a, b in zip(value, above, below, strict=True)
        if not math.isnan(v + a + b) and b > 0
    ]
    if len(triples) < 2 or all(a in (0, b) for _, a, b in triples):
        return False
    # With a = v·b also v = a·b⁻¹ the other way round: a percentage is at most 100, a part no
    # larger than its whole.
    if any(v > 100.5 or a > b for v, a, b in triples):
        return False
    for scale in (100.0, 1.0):
        apart = [abs(v - scale * a / b) for v, a, b in triples]
        if median(apart) <= 0.0006 * scale and max(apart) <= 0.01 * scale:
            return True
    return False


def looks_like_shares(
    looks: SheetLooks,
    rows: Sequence[int],
    columns: Sequence[int],
    labels: Mapping[int, str],
    title: str,
) -> bool:
    """Whether what is called a percentage is written as shares of one, without a % format."""
    named = [column for column in columns if _PERCENT.search(labels.get(column, title))]
    numbers = [
        value
        for column in named
        for row in rows[:200]
        if isinstance(value := looks.sheet.value(row, column), float)
        and looks.sheet.mark(row, column) != "percent"
    ]
    fractions = [number for number in numbers if not number.is_integer()]
    return len(fractions) > 2 and all(0 <= number <= 1 for number in numbers)
