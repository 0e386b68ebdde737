"""The rows of Figures on their way from cells to observations, column by column."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from stocktake.model.indicator import ObservationStatus
from stocktake.model.period import Period
from stocktake.returns.problems import Findings
from stocktake.returns.waivers import About
from stocktake.returns.workbook import Table

NUMBERS = ("numerator", "denominator", "value")
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# A field stands in one column of the sheet, or, where periods run across, in one per row.
Letters = str | list[str]


@dataclass
class FigureRows:
    """Rows that hold a figure or a symbol, each list as long as there are rows.

    A row is one figure, however its sheet lays it out. `numbers` are NaN where there is none;
    `is_spoilt` marks rows with a finding already, so that one mistake does not bring a train of
    others. `marks` say which (row index, field) is an Excel error, a date and so on; `empties`
    are the cells to fill, by row key, of rows that hold nothing yet.
    """

    sheet: str
    letters: dict[str, Letters]
    row_numbers: list[int]
    raw: dict[str, list[Any]]
    marks: dict[str, set[tuple[int, str]]]
    empties: dict[str, str] = field(default_factory=dict)
    empty_count: int = 0
    row_count: int = 0
    is_wide: bool = False
    header_row: int = 0
    indicator_keys: list[str] = field(default_factory=list)
    unit_keys: list[str] = field(default_factory=list)
    periods: list[Period | None] = field(default_factory=list)
    numbers: dict[str, Floats] = field(default_factory=dict)
    symbols: list[str | None] = field(default_factory=list)
    statuses: list[ObservationStatus | None] = field(default_factory=list)
    is_spoilt: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def letter(self, name: str, index: int) -> str:
        """Give the letters of the column a field of a row stands in."""
        letters = self.letters[name]
        return letters if isinstance(letters, str) else letters[index]

    def cell(self, name: str, index: int) -> str:
        """Give the Excel address of a field in a row; a period across stands in the headers."""
        if self.is_wide and name == "period":
            return f"{self.letter(name, index)}{self.header_row}"
        return f"{self.letter(name, index)}{self.row_numbers[index]}"

    def spoil(self, index: int) -> None:
        """Take a row out of further checks."""
        self.is_spoilt[index] = True

    def about(self, index: int) -> About:
        """Say what a row is about, as far as it is known by now."""
        key = self.raw["key"][index]
        if index < len(self.unit_keys):
            return About(self.indicator_keys[index], self.unit_keys[index], str(key or ""))
        return About("", "", str(key or ""))

    def note(
        self, findings: Findings, code: str, index: int, names: tuple[str, ...], **words: str
    ) -> bool:
        """Note a finding at fields of a row; say whether it stands or is waived."""
        cells = [self.cell(name, index) for name in names]
        return findings.add(code, self.sheet, cells, about=[self.about(index)], **words)

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
    fields = {letter: name for name, letter in letters.items()}
    kept = _rows_with_content(table, raw, fields)
    place = {row: index for index, row in enumerate(kept)}
    empty = [row for row in range(count) if row not in place] if len(kept) < count else []
    return FigureRows(
        sheet=table.sheet,
        letters={**letters, "key": "A"},
        row_numbers=[table.row_numbers[row] for row in kept],
        raw={name: [values[row] for row in kept] for name, values in raw.items()},
        marks={
            mark: {
                (place[row], fields[letter])
                for row, letter in places
                if row in place and letter in fields
            }
            for mark, places in table.marks.items()
        },
        empties={
            str(raw["key"][row]): f"{letters['value']}{table.row_numbers[row]}"
            for row in empty
            if raw["key"][row] is not None
        },
        empty_count=len(empty),
        row_count=count,
        is_spoilt=np.zeros(len(kept), dtype=bool),
    )


def _rows_with_content(
    table: Table, raw: dict[str, list[Any]], fields: dict[str, str]
) -> list[int]:
    marked = {
        row
        for mark in ("error", "formula")
        for row, letter in table.marks.get(mark, ())
        if letter in fields
    }
    return [
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


def _stripped(values: list[Any]) -> list[Any]:
    return [(v.strip() or None) if type(v) is str else v for v in values]
