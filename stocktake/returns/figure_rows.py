"""The rows of Figures on their way from cells to observations, column by column."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from stocktake.model.indicator import ObservationStatus
from stocktake.model.period import Period
from stocktake.returns.workbook import Table

NUMBERS = ("numerator", "denominator", "value")
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass
class FigureRows:
    """Rows that hold a figure or a symbol, each list as long as there are rows.

    `numbers` are NaN where there is none; `is_spoilt` marks rows with a finding already, so that
    one mistake does not bring a train of others.
    """

    sheet: str
    letters: dict[str, str]
    row_numbers: list[int]
    raw: dict[str, list[Any]]
    marks: dict[str, set[tuple[int, str]]]
    empty_count: int = 0
    row_count: int = 0
    indicator_keys: list[str] = field(default_factory=list)
    unit_keys: list[str] = field(default_factory=list)
    periods: list[Period | None] = field(default_factory=list)
    numbers: dict[str, Floats] = field(default_factory=dict)
    symbols: list[str | None] = field(default_factory=list)
    statuses: list[ObservationStatus | None] = field(default_factory=list)
    is_spoilt: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def cell(self, name: str, index: int) -> str:
        """Give the Excel address of a field in a row."""
        return f"{self.letters[name]}{self.row_numbers[index]}"

    def spoil(self, index: int) -> None:
        """Take a row out of further checks."""
        self.is_spoilt[index] = True

    def __len__(self) -> int:
        return len(self.row_numbers)


_WITHOUT_FIGURE = {"not published", "not_published", "suppressed"}


def pick_rows(table: Table, letters: dict[str, str]) -> FigureRows:
    """Take the rows that say something out of the table; the others hold no figure yet."""
    count = len(table.row_numbers)
    blank: list[Any] = [None] * count
    raw = {
        name: _stripped(table.columns.get(letter, blank))
        for name, letter in {**letters, "key": "A"}.items()
    }
    marked = {row for mark in ("error", "formula") for row, _ in table.marks.get(mark, ())}
    kept = [
        row
        for row, (above, below, value, status) in enumerate(
            zip(raw["numerator"], raw["denominator"], raw["value"], raw["status"], strict=True)
        )
        if above is not None
        or below is not None
        or value is not None
        or row in marked
        or (isinstance(status, str) and status.lower() in _WITHOUT_FIGURE)
    ]
    place = {row: index for index, row in enumerate(kept)}
    return FigureRows(
        sheet=table.sheet,
        letters={**letters, "key": "A"},
        row_numbers=[table.row_numbers[row] for row in kept],
        raw={name: [values[row] for row in kept] for name, values in raw.items()},
        marks={
            mark: {(place[row], letter) for row, letter in places if row in place}
            for mark, places in table.marks.items()
        },
        empty_count=count - len(kept),
        row_count=count,
        is_spoilt=np.zeros(len(kept), dtype=bool),
    )


def _stripped(values: list[Any]) -> list[Any]:
    return [(v.strip() or None) if type(v) is str else v for v in values]
