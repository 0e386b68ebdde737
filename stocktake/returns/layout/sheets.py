"""The sheets of a department's own spreadsheet, as the guarded child read them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stocktake.returns.container import STANDARD, Limits
from stocktake.returns.workbook import column_letter, read_every_cell

Merge = tuple[int, int, int, int]
FORMAT_NAMES = {
    "xls": "an old Excel file (.xls)",
    "xlsb": "an Excel binary workbook (.xlsb)",
    "ods": "an OpenDocument sheet (.ods)",
    "csv": "a text file",
}


@dataclass(frozen=True)
class Sheet:
    """One sheet; rows and columns count from 1.

    `marks[row, column]` says where a value is an Excel `error`, a `formula` without result, a
    `date` (ISO text), a `yes_no`, or is shown as `percent`.
    """

    name: str
    position: int
    is_hidden: bool
    rows: dict[int, list[Any]]
    marks: dict[tuple[int, int], str]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merges: tuple[Merge, ...] = ()
    far: tuple[str, ...] = ()

    def value(self, row: int, column: int) -> Any:
        """Give what a cell holds; None where it is blank."""
        found = self.rows.get(row)
        if found is None or column > len(found):
            return None
        value = found[column - 1]
        if type(value) is str:
            return value.strip() or None
        return value

    def mark(self, row: int, column: int) -> str:
        """Give the mark of a cell, or empty text."""
        return self.marks.get((row, column), "")

    @cached_property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max(self.rows, default=0)

    @cached_property
    def width(self) -> int:
        """The last column that holds anything."""
        return max(map(len, self.rows.values()), default=0)

    @cached_property
    def merged_from(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell under a merge, save its first, where the merge begins."""
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merges
            # A merge over a whole column or row is decoration, not a band.
            if (bottom - top) * (right - left) <= 10_000 and bottom - top < 200
            for row in range(top, bottom + 1)
            for column in range(left, min(right, 500) + 1)
            if (row, column) != (top, left)
        }

    def label(self, row: int, column: int) -> tuple[Any, str]:
        """Give value and mark of a heading: a merged cell speaks for all it covers."""
        place = (row, column)
        if self.merges:
            place = self.merged_from.get(place, place)
        return self.value(*place), self.mark(*place)


@dataclass(frozen=True)
class Spreadsheet:
    """All sheets of a file, and what is known about the file."""

    format: str
    epoch: int
    sheets: tuple[Sheet, ...]
    encoding: str = ""


def read_sheets(content: bytes, limits: Limits = STANDARD) -> Spreadsheet:
    """Read all cells of an .xlsx, .xlsm, .xls, .xlsb, .ods or text file.

    Raises `UnreadableError` with one plain sentence.
    """
    answer = read_every_cell(content, limits)
    return Spreadsheet(
        format=str(answer["format"]),
        epoch=int(answer["epoch"]),
        encoding=str(answer.get("encoding", "")),
        sheets=tuple(_sheet(found, place) for place, found in enumerate(answer["sheets"], 1)),
    )


def _sheet(found: dict[str, Any], position: int) -> Sheet:
    return Sheet(
        name=found["name"],
        position=position,
        is_hidden=found["is_hidden"],
        rows={number: values for number, values, _ in found["rows"]},
        marks={
            (number, column): mark for number, _, marks in found["rows"] for column, mark in marks
        },
        hidden_rows=frozenset(found["hidden_rows"]),
        hidden_columns=tuple((first, last) for first, last in found["hidden_columns"]),
        merges=tuple((top, left, bottom, right) for top, left, bottom, right in found["merges"]),
        far=tuple(found["far"]),
    )


def address(row: int, column: int) -> str:
    """Give the Excel address of a cell.

    >>> address(6, 28)
    'AB6'
    """
    return f"{column_letter(column - 1)}{row}"
