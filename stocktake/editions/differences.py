"""One difference between what was shown and what is known now, and when two figures differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from stocktake.model.facts import is_nothing
from stocktake.model.numbers import figure

Row = Mapping[str, Any]

# Sums over many rows lose a little in another order; a restatement is never that small.
_RELATIVE, _ABSOLUTE = 1e-9, 1e-12
_FINEST = 6


class What(StrEnum):
    """What a difference is about, in the order a reader takes them."""

    FIGURE = "figure"
    NEW_PERIOD = "new_period"
    TARGET = "target"
    TRAJECTORY = "trajectory"
    POSITION = "position"
    RATING = "rating"
    UNIT_FIGURE = "unit_figure"
    OTHER_INDICATOR = "other_indicator"
    POLICY_STEP = "policy_step"
    ACTION = "action"
    NOTE = "note"
    PRIORITY = "priority"
    AGENDA = "agenda"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The words of a heading: `Unit figure`."""
        if self is What.POSITION:
            return "Progress against trajectory"
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was shown.

    `about` names the period, unit, line or action; `shown_then` and `known_now` are words;
    `why` is a sentence, and says so when no cause was found; `where` is file, sheet and cell.
    """

    priority_key: str | None
    priority: str
    what: What
    about: str
    shown_then: str
    known_now: str
    why: str
    where: str = ""


def is_same(then: object, now: object) -> bool:
    """Whether two cells hold the same; figures are compared unrounded.

    >>> is_same(71.2, 71.2 + 1e-14), is_same(71.2, 71.20001), is_same(None, float("nan"))
    (True, False, True)
    """
    if is_nothing(then) or is_nothing(now):
        return is_nothing(then) and is_nothing(now)
    if isinstance(then, float) or isinstance(now, float):
        one, other = float(str(then)), float(str(now))
        return abs(one - other) <= _ABSOLUTE + _RELATIVE * max(abs(one), abs(other))
    return bool(then == now)


def differing(then: Row | None, now: Row | None, columns: Iterable[str]) -> list[str]:
    """Name the columns in which two rows differ; a row that is not there has nothing in any."""
    earlier, later = then or {}, now or {}
    return [name for name in columns if not is_same(earlier.get(name), later.get(name))]


def figures_apart(
    measure: str, then: float | None, now: float | None, rounding_unit: float | None
) -> tuple[str, str]:
    """Write two figures so that a difference can be seen, with more decimals where it takes them.

    >>> figures_apart("percent", 71.24, 71.2, 0.1)
    ('71.24%', '71.20%')
    """
    unit = rounding_unit or (1.0 if measure == "count" else 0.1)
    for _ in range(_FINEST):
        earlier, later = figure(measure, then, unit), figure(measure, now, unit)
        if earlier != later or is_same(then, now):
            break
        unit /= 10
    return earlier, later


def number_or_none(cell: object) -> float | None:
    """Give a cell of a frame as a number."""
    return None if is_nothing(cell) else float(str(cell))


def rows_by(frame: pd.DataFrame, *columns: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Give the rows of a frame by their key columns, in the frame's order."""
    found = {}
    for row in frame.to_dict("records"):
        plain = {str(name): None if is_nothing(cell) else cell for name, cell in row.items()}
        found[tuple(plain.get(column) for column in columns)] = plain
    return found


def paired(
    then: Mapping[tuple[Any, ...], dict[str, Any]], now: Mapping[tuple[Any, ...], dict[str, Any]]
) -> Iterable[tuple[tuple[Any, ...], dict[str, Any] | None, dict[str, Any] | None]]:
    """Pair rows by their keys: those of then in their order, and after them what is new."""
    for key in [*then, *(key for key in now if key not in then)]:
        yield key, then.get(key), now.get(key)
