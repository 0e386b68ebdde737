"""Gate 7, where a figure fell to nothing and stays there: it asks whether the counting stopped.

The same rule as `core.stopped_units`, which marks such a unit and never calls it best. It asks
once, at the second period of 0: what was answered then need not be answered every month.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from stocktake.returns.checks.across import Placed
from stocktake.returns.figure_rows import Flags, Floats
from stocktake.returns.problems import Findings, said_number

_EARLIER = 12
_LAST = 6
_LEAST_USUAL = 10.0
_ASKED_ONE_BY_ONE = 3


def second_zeros(value: Floats, points: Floats) -> Flags:
    """Return which figures are the second 0 after a fall in one step from a usual level.

    `value` holds each unit's figures in time, one unit after the other; `points` counts the
    figures of the same unit before each. Usual is the median of up to twelve figures before the
    first 0, at least 10; none of the last six is 0, the last is at least half of the usual.

    >>> series = np.array([360.0, 390, 410, 380, 350, 366, 0, 0, 0])
    >>> np.flatnonzero(second_zeros(series, np.arange(9.0))).tolist()
    [7]
    """
    found = np.zeros(len(value), dtype=bool)
    zero = value == 0.0
    for row in np.flatnonzero(zero & (points >= _LAST + 1)):
        earlier = _earlier(value, points, int(row))
        if not zero[row - 1] or not earlier[-_LAST:].all():
            continue
        usual = float(np.median(earlier))
        found[row] = usual >= _LEAST_USUAL and 2 * earlier[-1] >= usual
    return found


def _earlier(value: Floats, points: Floats, row: int) -> Floats:
    """Return up to twelve figures of the same unit that stand before the period before."""
    first = max(row - int(points[row]), row - 1 - _EARLIER)
    return value[first : row - 1]


def ask_about_stopped(
    placed: Placed,
    findings: Findings,
    asked: Mapping[str, Sequence[int]],
    series: Any,
    indicators: Mapping[str, Mapping[str, Any]],
) -> None:
    """Ask about each figure, or about all of an indicator at once: one cause is one question.

    `asked` holds the rows of `series` by indicator; `series` has value, points and place.
    """
    for key, rows in asked.items():
        words = [_words(series, row) for row in rows]
        if len(rows) > _ASKED_ONE_BY_ONE:
            title = indicators[key]["short_title"]
            words = [f"{len(rows):,} figures of {title}, one of them {words[0]}"] * len(rows)
        for row, found in zip(rows, words, strict=True):
            placed.note_value(findings, "R-304", int(series.place[row]), found=found)


def _words(series: Any, row: int) -> str:
    usual = float(np.median(_earlier(series.value, series.points, row)))
    return f"0 for the second time, after a usual {said_number(usual, 0)}"
