"""Read every cell of a spreadsheet of any format, with its row, column and marks.

Runs in the guarded child only. The answer is plain lists: each row is its number, its values from
column 1 on, and the marks of cells that are an `error`, a `formula` without result, a `date`, a
`yes_no` or shown as `percent`. Columns count from 1.
"""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import iterparse

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.xml.constants import SHEET_MAIN_NS

from stocktake.returns.container import (
    Limits,
    container_format,
    is_old_excel,
    open_container,
    scan_parts,
)
from stocktake.returns.layout.text_files import read_text_file
from stocktake.returns.refusal import RefusalError
from stocktake.returns.sheet_reader import Cells, RowReader, check_places, open_book

_ROW, _COLUMN, _MERGE = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "col", "mergeCell"))
_REMEMBERED = 5
_LONGEST = 32_767
_FORMATS = frozenset({"xlsx", "xlsb", "ods"})
_MERGES = 20_000


def read_grids(content: bytes, limits: Limits) -> dict[str, Any]:
    """Give format, epoch and sheets of a spreadsheet; raise `RefusalError`."""
    if is_old_excel(content):
        return _read_with_calamine(content, "xls", limits)
    if not content.startswith(b"PK"):
        return read_text_file(content, limits)
    archive = open_container(content, limits, _FORMATS)
    scan_parts(archive)
    kind = container_format(set(archive.namelist()))
    if kind != "xlsx":
        return _read_with_calamine(content, kind, limits)
    try:
        return _read_excel(content, limits)
    except (RefusalError, MemoryError, RecursionError):
        raise
    except Exception as fault:
        raise RefusalError("R-005", "its sheets cannot be read") from fault


class _GridReader(RowReader):
    """Also notes hidden columns and merged cells, which the standard return has no use for."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.hidden_columns: list[tuple[int, int]] = []
        self.merges: list[tuple[int, ...]] = []

    def rows(self) -> Iterator[tuple[int, bool, Cells]]:
        """Yield the rows, freeing each as soon as it is read."""
        for _, element in iterparse(self.source):  # noqa: S314 - see the import
            if element.tag == _ROW:
                yield self._read_row(element)
                element.clear()
            elif element.tag == _COLUMN and element.get("hidden") in ("1", "true"):
                self.hidden_columns.append((int(element.get("min", 1)), int(element.get("max", 1))))
            elif element.tag == _MERGE and len(self.merges) < _MERGES:
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                self.merges.append((int(top), int(left), int(bottom), int(right)))  # type: ignore[arg-type]


class GridMaker:
    """Takes in rows of cells and keeps them within the limits."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.rows: list[list[Any]] = []
        self.hidden_rows: list[int] = []
        self.far: list[str] = []
        self.far_count = self.cell_count = self.place_count = 0

    def take(self, number: int, is_hidden: bool, cells: Cells) -> None:
        """Take in one row."""
        self.cell_count += len(cells)
        if len(self.rows) >= self.limits.rows + 1_000 or self.cell_count > self.limits.cells:
            raise RefusalError(
                "R-002",
                f"sheet {self.name} has more than {self.limits.rows:,} rows or "
                f"{self.limits.cells:,} cells",
            )
        while cells and cells[-1][0] > self.limits.columns:
            column = cells.pop()[0]
            self.far_count += 1
            if len(self.far) < _REMEMBERED:
                self.far.append(f"{get_column_letter(min(column, 18_278))}{number}")
        if not cells:
            return
        self.place_count += cells[-1][0]
        check_places(self.place_count, self.limits)
        values: list[object] = [None] * cells[-1][0]
        marks = []
        for column, value, mark in cells:
            values[column - 1] = value
            if mark:
                marks.append((column, mark))
        self.rows.append([number, values, marks])
        if is_hidden:
            self.hidden_rows.append(number)

    def answer(self, is_hidden: bool, **more: Any) -> dict[str, Any]:
        """Give the sheet as plain values."""
        return {
            "name": self.name, "is_hidden": is_hidden, "rows": self.rows,
            "hidden_rows": self.hidden_rows, "far": self.far, "far_count": self.far_count,
            "hidden_columns": [], "merges": [], **more,
        }  # fmt: skip


def _read_excel(content: bytes, limits: Limits) -> dict[str, Any]:
    book, parts = open_book(content)
    sheets, cell_count, place_count = [], 0, 0
    for sheet in book.worksheets:
        grid = GridMaker(sheet.title, limits)
        try:
            with sheet._get_source() as source:  # noqa: SLF001
                reader = _GridReader(source, sheet.title, parts)
                for row in reader.rows():
                    grid.take(*row)
        except (RefusalError, MemoryError, RecursionError):
            raise
        except Exception as fault:
            raise RefusalError("R-005", f"sheet {sheet.title} cannot be read") from fault
        cell_count += grid.cell_count
        _check_cells(cell_count, limits)
        place_count += grid.place_count
        check_places(place_count, limits)
        is_hidden = sheet.sheet_state != "visible"
        sheets.append(
            grid.answer(is_hidden, merges=reader.merges, hidden_columns=reader.hidden_columns)
        )
    epoch = 1904 if parts.epoch == MAC_EPOCH else 1900
    return {"format": "xlsx", "epoch": epoch, "sheets": sheets}


def _check_cells(cell_count: int, limits: Limits) -> None:
    if cell_count > limits.cells:
        raise RefusalError("R-002", f"it has more than {limits.cells:,} cells")


def _read_with_calamine(content: bytes, kind: str, limits: Limits) -> dict[str, Any]:
    """Read what openpyxl cannot; a file that aborts this reader takes only the child with it."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets, cell_count, place_count = [], 0, 0
        for place, found in enumerate(book.sheets_metadata):
            grid = GridMaker(found.name, limits)
            sheet = book.get_sheet_by_index(place)
            _take_rows(grid, sheet, limits)
            cell_count += grid.cell_count
            _check_cells(cell_count, limits)
            place_count += grid.place_count
            check_places(place_count, limits)
            merges = [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right)
                      in sheet.merged_cell_ranges or []][:_MERGES]  # fmt: skip
            is_hidden = found.visible != SheetVisibleEnum.Visible
            sheets.append(grid.answer(is_hidden, merges=merges))
    except PasswordError as fault:
        raise RefusalError("R-003") from fault
    except (CalamineError, ValueError, OSError, EOFError) as fault:
        raise RefusalError("R-005", f"it cannot be read as .{kind}") from fault
    except BaseException as fault:
        # Where its Rust gives up, the exception is no Exception; the file is damaged all the same.
        if type(fault).__name__ != "PanicException":
            raise
        raise RefusalError("R-005", f"it cannot be read as .{kind}") from fault
    if not sheets:
        raise RefusalError("R-009", "it holds no sheet")
    return {"format": kind, "epoch": 1900, "sheets": sheets}


def _take_rows(grid: GridMaker, sheet: Any, limits: Limits) -> None:
    # Its rows are as wide as the farthest cell: look at the corner before asking for them.
    last_row, last_column = sheet.end or (0, 0)
    if (last_row + 1) * (last_column + 1) > 4 * limits.cells:
        far = f"{grid.name}!{get_column_letter(last_column + 1)}{last_row + 1}"
        raise RefusalError("R-008", far)
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = []
        for column, found in enumerate(values, start=1):
            value, mark = _plain(found)
            if value is not None:
                cells.append((column, value, mark))
        if cells:
            grid.take(number, False, cells)


def _plain(value: Any) -> tuple[object, str]:
    if isinstance(value, str):
        return (value[:_LONGEST] or None), ""
    if isinstance(value, bool):
        return value, "yes_no"
    if isinstance(value, int | float):
        number = float(value)
        return (number if number - number == 0 else str(value)), ""
    if isinstance(value, datetime):
        return value.isoformat(), "date"
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day).isoformat(), "date"
    if isinstance(value, time | timedelta):
        return str(value), ""
    return None, ""
