"""Sheets of figures with one row per unit and one column per period, read as single figures.

The first row of such a table is hidden and says what each column holds: column A has
`columns|indicator_key`, a column of figures `numerator|2026-03-31`. What people see above a
column must agree with it, as the name of a unit must with its hidden key.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from stocktake.model.indicator import SYMBOLS
from stocktake.returns.cover import COLUMN_KEYS, SHOWN_HEADERS
from stocktake.returns.figure_rows import NUMBERS, FigureRows
from stocktake.returns.problems import Findings, said
from stocktake.returns.workbook import Table

WIDE_TABLE = "figures_wide"
# field, header: what belongs to the whole row of a unit
WIDE_FIELDS = (
    ("unit", "Unit *"),
    ("status", "Status"),
    ("revision_reason", "Reason for revision"),
    ("note", "Note"),
)
_ROW_FIELDS = tuple(name for name, _ in WIDE_FIELDS)


@dataclass
class _Columns:
    """Where everything stands: the indicator, a period's columns by field, the row's own fields."""

    indicator_key: str
    periods: dict[str, dict[str, str]] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)


def pick_wide_rows(
    table: Table, known_indicators: set[str], findings: Findings
) -> FigureRows | None:
    """Take the figures out of a wide table; None (and a finding) if its columns are not known."""
    columns = _read_columns(table, known_indicators, findings)
    if columns is None:
        return None
    made = _Cells(table, columns)
    for row in range(1, len(table.row_numbers)):
        for end, letters in columns.periods.items():
            made.take(row, end, letters)
    return made.rows()


def _read_columns(table: Table, known_indicators: set[str], findings: Findings) -> _Columns | None:
    keys = {letter: values[0] for letter, values in table.columns.items() if values}
    first = str(keys.get("A") or "")
    indicator = first.removeprefix(COLUMN_KEYS)
    if not first.startswith(COLUMN_KEYS) or indicator not in known_indicators:
        row = table.row_numbers[0] if table.row_numbers else table.header_row
        findings.add("R-068", table.sheet, [str(row)], found=said(first))
        return None
    columns = _Columns(indicator)
    for letter, key in keys.items():
        if letter != "A":
            _place_column(table, columns, letter, str(key or ""), findings)
    lost = [name for name in ("unit",) if name not in columns.own]
    if lost or not columns.periods:
        row = table.row_numbers[0]
        findings.add("R-068", table.sheet, [str(row)], found="no unit or no period in it")
        return None
    return columns


def _place_column(
    table: Table, columns: _Columns, letter: str, key: str, findings: Findings
) -> None:
    name, _, end = key.partition("|")
    if name in NUMBERS and _is_day(end):
        columns.periods.setdefault(end, {})[name] = letter
    elif name in _ROW_FIELDS and not end:
        columns.own[name] = letter
    elif key:
        row = table.row_numbers[0]
        findings.add("R-068", table.sheet, [str(row)], found=said(key))
    elif (header := table.headers.get(letter, "")) and header not in SHOWN_HEADERS:
        findings.add("R-103", table.sheet, [f"{letter}{table.header_row}"], found=header[:60])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class _Cells:
    """Gathers the figures of a wide table one by one, in the shape of long rows."""

    def __init__(self, table: Table, columns: _Columns) -> None:
        self.table, self.columns = table, columns
        self.row_numbers: list[int] = []
        self.raw: dict[str, list[Any]] = {name: [] for name in (*_FIELDS, "key")}
        self.letters: dict[str, list[str]] = {name: [] for name in (*_FIELDS, "key")}
        self.marks: dict[str, set[tuple[int, str]]] = {}
        self.empties: dict[str, str] = {}
        self.count = 0
        self._marked: dict[tuple[int, str], str] = {
            place: mark for mark, places in table.marks.items() for place in places
        }

    def take(self, row: int, end: str, letters: dict[str, str]) -> None:
        """Take one unit's figure of one period."""
        values = {name: self._value(letter, row) for name, letter in letters.items()}
        unit = self._value(self.columns.own["unit"], row)
        key = self._value("A", row)
        if unit is None and key is None and all(value is None for value in values.values()):
            return
        self.count += 1
        full_key = f"{key}|{end}" if key is not None else None
        is_marked = any((row, letter) in self._marked for letter in letters.values())
        if all(value is None for value in values.values()) and not is_marked:
            if full_key is not None:
                main = letters.get("value") or letters.get("numerator", "B")
                self.empties[full_key] = f"{main}{self.table.row_numbers[row]}"
            return
        self._keep(row, full_key, unit, letters, values)

    def _keep(
        self, row: int, key: str | None, unit: Any, letters: dict[str, str], values: dict[str, Any]
    ) -> None:
        index = len(self.row_numbers)
        self.row_numbers.append(self.table.row_numbers[row])
        main = letters.get("value") or letters.get("numerator") or "B"
        has_symbol = any(value in SYMBOLS for value in values.values() if isinstance(value, str))
        for name in _FIELDS:
            own = self.columns.own.get(name)
            letter = letters.get(name) or own or main
            self.letters[name].append(letter)
            self.raw[name].append(values.get(name) if name in NUMBERS else self._own(own, row))
            if name in letters or own:
                mark = self._marked.get((row, letter))
                if mark:
                    self.marks.setdefault(mark, set()).add((index, name))
        # The sheet is about one indicator, and a period is said by its header.
        self.raw["indicator"][-1] = self.columns.indicator_key
        self.raw["unit"][-1] = unit
        self.raw["period"][-1] = self.table.headers.get(main)
        self.raw["key"].append(key)
        self.letters["key"].append("A")
        if has_symbol:  # the row's status is about its figures; a symbol says its own
            self.raw["status"][-1] = None

    def _own(self, letter: str | None, row: int) -> Any:
        return self._value(letter, row) if letter else None

    def _value(self, letter: str, row: int) -> Any:
        values = self.table.columns.get(letter)
        value = values[row] if values else None
        return (value.strip() or None) if isinstance(value, str) else value

    def rows(self) -> FigureRows:
        """Give what was gathered."""
        return FigureRows(
            sheet=self.table.sheet,
            letters={name: list(letters) for name, letters in self.letters.items()},
            row_numbers=self.row_numbers,
            raw=self.raw,
            marks=self.marks,
            empties=self.empties,
            empty_count=self.count - len(self.row_numbers),
            row_count=self.count,
            is_wide=True,
            header_row=self.table.header_row,
            is_spoilt=np.zeros(len(self.row_numbers), dtype=bool),
        )


_FIELDS = ("indicator", *_ROW_FIELDS, "period", *NUMBERS)
