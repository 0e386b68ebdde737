"""Read the register: the workbook that says what is tracked, for whom, against what.

The operator owns this file, so it is read here and not in the guarded child; but whatever is
wrong with it ends in one `RegisterError` that names sheet and cell, never in a traceback.
All faults are collected before any is reported: nobody should have to start the app ten times
to learn of ten mistakes.
"""

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from stocktake.errors import RegisterError
from stocktake.returns.register_cells import CellFaultError, register_value
from stocktake.returns.register_rules import find_broken_rules
from stocktake.returns.register_schema import KEY_COLUMNS, SHEETS, UNIT_SHEET, Sheet

_SHOWN_AT_MOST = 12
_ROWS_AT_MOST = 200_000


@dataclass(frozen=True)
class Register:
    """The register as read: `unit` is its one-row sheet, `tables` the rest by table name.

    Frames have exactly the columns of the tables, without `register_key`: days are
    `datetime.date` (or None), other empties are NA.
    """

    unit: dict[str, object]
    tables: dict[str, pd.DataFrame]
    file_name: str
    file_hash: str


@dataclass
class Rows:
    """The rows of one sheet while they are checked: values by column, and where each row sat."""

    name: str
    values: dict[str, list[object]]
    row_numbers: list[int]
    letters: dict[str, str]

    def cell(self, column: str, index: int) -> str:
        """Name a cell the way the refusal shows it: `priorities!C4`."""
        return f"{self.name}!{self.letters.get(column, 'A')}{self.row_numbers[index]}"


def read_register(path: Path) -> Register:
    """Read and check the whole register; raise `RegisterError` listing every fault by cell."""
    content = _read_bytes(path)
    grids = _read_grids(path, content)
    faults: list[str] = []
    sheets = {
        name: _check_sheet(name, SHEETS.get(name, UNIT_SHEET), grids, faults)
        for name in ("unit", *SHEETS)
    }
    _raise_if(path, faults)  # references are only worth following in well-formed sheets
    faults += _find_duplicates(sheets)
    faults += _find_dangling(sheets)
    faults += find_broken_rules(sheets)
    _raise_if(path, faults)
    unit = sheets.pop("unit")
    return Register(
        unit={column: values[0] for column, values in unit.values.items()},
        tables={name: _frame(rows) for name, rows in sheets.items()},
        file_name=path.name,
        file_hash=hashlib.sha256(content).hexdigest(),
    )


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise RegisterError(
            f"There is no register at {path}. Put register.xlsx there, or start with the demo."
        ) from None
    except OSError as fault:
        raise RegisterError(f"The register {path} cannot be opened: {fault.strerror}.") from fault


def _read_grids(path: Path, content: bytes) -> dict[str, list[tuple[object, ...]]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles it drops: no concern here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            return {
                sheet.title: list(_sheet_rows(sheet))
                for sheet in book.worksheets
                if sheet.title in SHEETS or sheet.title == "unit"
            }
    except RegisterError:
        raise
    except Exception as fault:
        # A broken workbook fails in openpyxl in a dozen unrelated ways (zip, XML, key, value,
        # index errors); for the operator they are one and the same.
        raise RegisterError(
            f"{path.name} cannot be read as an Excel workbook. "
            "Open it in Excel, save it as Excel Workbook (.xlsx) and start again."
        ) from fault


def _sheet_rows(sheet: Any) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if number > _ROWS_AT_MOST:
            raise RegisterError(
                f"Sheet {sheet.title} goes on beyond row {_ROWS_AT_MOST:,}. "
                "Delete the empty rows below the table."
            )
        yield row


def _check_sheet(
    name: str, sheet: Sheet, grids: dict[str, list[tuple[object, ...]]], faults: list[str]
) -> Rows:
    rows = Rows(name, {column: [] for column in sheet.columns}, [], {})
    if name not in grids:
        if sheet.is_needed:
            faults.append(f"There is no sheet {name}. Add it, with these names in row 1: "
                          f"{', '.join(sheet.columns)}.")  # fmt: skip
        return rows
    grid = grids[name]
    places = _check_header(rows, sheet, grid[0] if grid else (), faults)
    for number, row in enumerate(grid[1:], start=2):
        if any(found is not None and str(found).strip() for found in row):
            _check_row(rows, sheet, places, number, row, faults)
    if name == "unit" and len(rows.row_numbers) != 1:
        faults.append(f"unit!A2: the sheet must have one row; {len(rows.row_numbers)} were found.")
    return rows


def _check_header(
    rows: Rows, sheet: Sheet, header: tuple[object, ...], faults: list[str]
) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, found in enumerate(header):
        title = str(found).strip() if found is not None else ""
        cell = f"{rows.name}!{get_column_letter(place + 1)}1"
        if title in places:
            faults.append(f'{cell}: the column "{title}" occurs twice. Remove one.')
        elif title in sheet.columns:
            places[title] = place
            rows.letters[title] = get_column_letter(place + 1)
        elif title:
            # A column nobody reads is most often a column somebody misspelt.
            faults.append(
                f'{cell}: there is no column "{title}" in this sheet. Remove or rename it.'
            )
    missing = [
        column
        for column, promise in sheet.columns.items()
        if column not in places and not promise.is_later
    ]
    if missing:
        names = ", ".join(f'"{column}"' for column in missing)
        faults.append(f"{rows.name}!1: column {names} is missing. Add the name to row 1.")
    return places


def _check_row(
    rows: Rows,
    sheet: Sheet,
    places: dict[str, int],
    number: int,
    row: tuple[object, ...],
    faults: list[str],
) -> None:
    rows.row_numbers.append(number)
    for column, promise in sheet.columns.items():
        place = places.get(column)
        value = None
        if place is not None:
            try:
                value = register_value(row[place] if place < len(row) else None, promise)
            except CellFaultError as fault:
                faults.append(f"{rows.name}!{rows.letters[column]}{number}: {column} {fault}.")
        rows.values[column].append(value)


def _find_duplicates(sheets: dict[str, Rows]) -> Iterator[str]:
    for name, sheet in SHEETS.items():
        rows = sheets[name]
        seen: dict[tuple[object, ...], int] = {}
        keys = zip(*(rows.values[column] for column in sheet.unique), strict=True)
        for index, key in enumerate(keys):
            first = seen.setdefault(key, index)
            if first != index:
                said = ", ".join(str(part) for part in key if part is not None)
                yield (
                    f"{rows.cell(sheet.unique[0], index)}: {said} already stands in row "
                    f"{rows.row_numbers[first]}. Remove one of the two rows."
                )


def _find_dangling(sheets: dict[str, Rows]) -> Iterator[str]:
    keys = {name: set(sheets[name].values[column]) for name, column in KEY_COLUMNS.items()}
    for name, sheet in SHEETS.items():
        for column, promise in sheet.columns.items():
            if not promise.points_at:
                continue
            for index, value in enumerate(sheets[name].values[column]):
                if value is not None and value not in keys[promise.points_at]:
                    yield (
                        f'{sheets[name].cell(column, index)}: "{value}" is not in the sheet '
                        f"{promise.points_at}. Correct it, or add it there."
                    )


def _raise_if(path: Path, faults: list[str]) -> None:
    if not faults:
        return
    shown = faults[:_SHOWN_AT_MOST]
    if len(faults) > len(shown):
        shown.append(f"and {len(faults) - len(shown)} more")
    things = "one thing" if len(faults) == 1 else f"{len(faults)} things"
    raise RegisterError(
        f"The register {path.name} cannot be used; put {things} right:\n  " + "\n  ".join(shown)
    )


_DTYPES = {"key": "str", "text": "str", "whole": "int64", "number": "float64", "yes_no": "bool"}


def _frame(rows: Rows) -> pd.DataFrame:
    columns = {}
    for column, promise in SHEETS[rows.name].columns.items():
        # Days stay datetime.date objects, so that nothing downstream meets a time of day.
        dtype = {"date": "object", "moment": "datetime64[us]"}.get(promise.sort)
        if promise.sort == "yes_no" and not promise.is_needed:
            dtype = "boolean"
        columns[column] = pd.Series(
            rows.values[column], dtype=dtype or _DTYPES[promise.sort], name=column
        )
    return pd.DataFrame(columns, columns=list(SHEETS[rows.name].columns))
