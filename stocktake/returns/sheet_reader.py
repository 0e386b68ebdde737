"""Read the tables between markers out of one sheet, row by row, remembering every cell.

Runs in the guarded child only. Strings, styles, dates and the list of sheets come from openpyxl;
the cells do not, because its worksheet drops rows that are out of order, gives an uncalculated
formula as a blank and walks the XML in Python. Here order is checked, formulas are seen, and a
large return takes a third of the time.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import iterparse

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from stocktake.returns.container import Limits
from stocktake.returns.refusal import RefusalError

_ROW, _CELL, _VALUE, _FORMULA, _INLINE, _TEXT, _STRING = (
    f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "c", "v", "f", "is", "t", "si")
)
_MARKER = re.compile(r"^\s*\[\[(start|end):([a-z_]{1,40})\]\]\s*$")
_REMEMBERED = 5
_LONGEST = 32_767  # what Excel itself lets into a cell

# What stands in quotes or after a backslash is printed as it is: 0.0"%" shows 77.1 as 77.1%.
_PRINTED_AS_IT_IS = re.compile(r'"[^"]*"|\\.')

Cells = list[tuple[int, object, str]]


@dataclass(frozen=True)
class BookParts:
    """What the cells of a sheet refer to elsewhere in the workbook."""

    strings: Sequence[str]
    epoch: Any
    date_styles: frozenset[int]
    duration_styles: frozenset[int]
    percent_styles: frozenset[int]


class _BookReader(ExcelReader):
    """openpyxl's reader of everything but cells, with a faster way through the strings."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = read_strings(source)


def open_book(content: bytes) -> tuple[Any, BookParts]:
    """Open a workbook without reading its cells; give it and what its cells refer to."""
    reader = _BookReader(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False, keep_vba=False
    )
    reader.read()
    book: Any = reader.wb
    if not book.worksheets:
        raise RefusalError("R-009", "it may have been saved as Strict Open XML")
    return book, _book_parts(book, reader.shared_strings)


def _book_parts(book: Any, strings: list[str]) -> BookParts:
    # What openpyxl found out about styles it keeps to itself; the tests hold us to its version.
    custom = book._number_formats  # noqa: SLF001
    percents = set()
    for place, style in enumerate(book._cell_styles):  # noqa: SLF001
        number = style.numFmtId - BUILTIN_FORMATS_MAX_SIZE
        text = custom[number] if number >= 0 else BUILTIN_FORMATS.get(style.numFmtId, "")
        if "%" in _PRINTED_AS_IT_IS.sub("", text):
            percents.add(place)
    return BookParts(
        strings=strings,
        epoch=book.epoch,
        date_styles=frozenset(book._date_formats),  # noqa: SLF001
        duration_styles=frozenset(book._timedelta_formats),  # noqa: SLF001
        percent_styles=frozenset(percents),
    )


class RowReader:
    """Gives the rows of a sheet as (row number, is hidden, [(column, value, mark)])."""

    def __init__(self, source: Any, title: str, parts: BookParts) -> None:
        self.source = source
        self.title = title
        self.parts = parts
        self.row_number = 0
        self.column_numbers: dict[str, int] = {}

    def rows(self) -> Iterator[tuple[int, bool, Cells]]:
        """Yield the rows, freeing each as soon as it is read."""
        for _, element in iterparse(self.source):  # noqa: S314 - see the import
            if element.tag == _ROW:
                yield self._read_row(element)
                element.clear()

    def _read_row(self, row: Any) -> tuple[int, bool, Cells]:
        # Rows and cells that do not rise would be dropped or mixed up by whoever reads them next.
        number = int(row.get("r") or self.row_number + 1)
        if not self.row_number < number <= 1_048_576:
            raise RefusalError(
                "R-005", f"the rows of sheet {self.title} are out of order at {number}"
            )
        self.row_number = number
        cells: Cells = []
        last = 0
        for element in row:
            if element.tag != _CELL:
                continue
            column = self._column(element.get("r"), number, last)
            if column <= last:
                raise RefusalError(
                    "R-005", f"the cells of sheet {self.title} are out of order in row {number}"
                )
            last = column
            value, mark = self._read(element, column)
            if value is not None or mark:
                cells.append((column, value, mark))
        return number, row.get("hidden") in ("1", "true"), cells

    def _column(self, reference: str | None, row: int, last: int) -> int:
        if reference is None:
            return last + 1
        letters = reference.rstrip("0123456789")
        column = self.column_numbers.get(letters)
        if column is None:
            try:
                column = column_index_from_string(letters)
            except ValueError:
                column = 0
            self.column_numbers[letters] = column
        if column == 0 or reference[len(letters) :] != str(row):
            raise RefusalError("R-005", f"sheet {self.title} has a cell called {reference[:20]}")
        return column

    def _read(self, element: Any, column: int) -> tuple[object, str]:
        sort = element.get("t", "n")
        text = None
        is_formula = False
        for child in element:
            if child.tag == _VALUE:
                text = child.text
            elif child.tag == _FORMULA:
                is_formula = True
            elif child.tag == _INLINE and sort == "inlineStr":
                return _text_of(child), ""
        if not text:
            return None, "formula" if is_formula and sort != "str" else ""
        try:
            return self._value(sort, text, element.get("s"))
        except (ValueError, OverflowError, IndexError, TypeError) as fault:
            cell = f"{get_column_letter(column)}{self.row_number}"
            raise RefusalError(
                "R-005", f"cell {cell} of sheet {self.title} cannot be read"
            ) from fault

    def _value(self, sort: str, text: str, style: str | None) -> tuple[object, str]:
        if sort == "n":
            return self._number(text, int(style) if style else 0)
        if sort == "s":
            return self.parts.strings[int(text)], ""
        if sort == "e":
            return text, "error"
        if sort == "b":
            return bool(int(text)), "yes_no"
        if sort == "d":
            return _day(from_ISO8601(text))  # type: ignore[no-untyped-call]
        return text[:_LONGEST], ""

    def _number(self, text: str, style: int) -> tuple[object, str]:
        value = float(text)
        if value - value != 0 or "_" in text:
            raise ValueError(text)
        if style in self.parts.date_styles:
            if style in self.parts.duration_styles:
                return value, ""
            return _day(from_excel(value, self.parts.epoch))
        return value, "percent" if style in self.parts.percent_styles else ""


def read_strings(source: Any) -> list[str]:
    """Read the strings that cells refer to by number."""
    strings = []
    for _, element in iterparse(source):  # noqa: S314 - see the import
        if element.tag == _STRING:
            strings.append(_text_of(element) or "")
            element.clear()
    return strings


def _text_of(element: Any) -> str | None:
    if len(element) == 1 and element[0].tag == _TEXT:
        text = element[0].text
    else:  # several formats in one cell, or a guide to its pronunciation
        rich = Text.from_tree(element)
        text = rich.content if rich is not None else None
    return text[:_LONGEST] if text else None


def _day(moment: Any) -> tuple[object, str]:
    if isinstance(moment, datetime):
        return moment.isoformat(), "date"
    if isinstance(moment, date):
        return datetime(moment.year, moment.month, moment.day).isoformat(), "date"
    return str(moment), ""


def check_places(count: int, limits: Limits) -> None:
    """Refuse tables that span more than whoever asked can hold, however little is in them."""
    if count > limits.places:
        raise RefusalError("R-002", f"its tables span more than {limits.places:,} cells")


class SheetTables:
    """Collects the tables of one sheet and, of everything outside them, only the addresses."""

    def __init__(self, title: str, limits: Limits) -> None:
        self.title = title
        self.limits = limits
        self.tables: list[dict[str, Any]] = []
        self.open: dict[str, Any] | None = None
        self.width = 0
        self.strays: list[str] = []
        self.stray_count = 0
        self.row_count = 0
        self.place_count = 0
        self.first = ""

    def read(self, rows: Iterator[tuple[int, bool, Cells]]) -> int:
        """Take in all rows; give the number of cells seen."""
        cell_count = 0
        for number, is_hidden, cells in rows:
            self.row_count += 1
            cell_count += len(cells)
            if self.row_count > self.limits.rows + 1_000 or cell_count > self.limits.cells:
                raise RefusalError(
                    "R-002",
                    f"sheet {self.title} has more than {self.limits.rows:,} rows or "
                    f"{self.limits.cells:,} cells",
                )
            if cells:
                self._take(number, is_hidden, cells)
        return cell_count

    def _take(self, number: int, is_hidden: bool, cells: Cells) -> None:
        column, value, _ = cells[0]
        marker = _MARKER.match(value) if column == 1 and isinstance(value, str) else None
        if marker is not None:
            self._mark(number, marker[1], marker[2])
            self._note_strays(number, cells[1:])
        elif self.open is None:
            self._note_strays(number, cells)
        elif not self.open["headers"]:
            self._take_headers(self.open, number, cells)
        else:
            self._take_row(self.open, number, is_hidden, cells)

    def _mark(self, number: int, kind: str, name: str) -> None:
        if kind == "start":
            self.open = {
                "name": name, "sheet": self.title, "start_row": number, "header_row": number + 1,
                "end_row": None, "headers": {}, "row_numbers": [], "rows": [], "marks": {},
                "hidden_rows": [],
            }  # fmt: skip
            self.tables.append(self.open)
        elif self.open is not None and self.open["name"] == name:
            self.open["end_row"] = number
            self.open = None

    def _take_headers(self, table: dict[str, Any], number: int, cells: Cells) -> None:
        table["header_row"] = number
        last = cells[-1][0]
        if last > self.limits.columns:
            raise RefusalError("R-008", f"{self.title}!{get_column_letter(last)}{number}")
        self.width = last
        table["headers"] = {
            get_column_letter(column): str(value)[:200]
            for column, value, _ in cells
            if value is not None
        }

    def _take_row(self, table: dict[str, Any], number: int, is_hidden: bool, cells: Cells) -> None:
        if cells[-1][0] > self.width:
            outside = [cell for cell in cells if cell[0] > self.width]
            if outside[-1][0] > self.limits.columns:
                address = f"{get_column_letter(outside[-1][0])}{number}"
                raise RefusalError("R-008", f"{self.title}!{address}")
            self._note_strays(number, outside)
            cells = cells[: len(cells) - len(outside)]
        self.place_count += self.width
        check_places(self.place_count, self.limits)
        values: list[object] = [None] * self.width
        index = len(table["rows"])
        for column, value, mark in cells:
            values[column - 1] = value
            if mark:
                table["marks"].setdefault(mark, []).append((index, column - 1))
        table["rows"].append(values)
        table["row_numbers"].append(number)
        if is_hidden:
            table["hidden_rows"].append(number)

    def _note_strays(self, number: int, cells: Cells) -> None:
        for column, value, _ in cells:
            address = f"{get_column_letter(column)}{number}"
            self.first = self.first or (f"{address}: {str(value)[:40]}" if value else "")
            # Above the first table stand title and explanation, which are no strays.
            if self.tables:
                self.stray_count += 1
                if len(self.strays) < _REMEMBERED:
                    self.strays.append(address)

    def answer(self) -> dict[str, Any]:
        """Give what was found, with each table turned from rows into columns."""
        for table in self.tables:
            rows = table.pop("rows")
            table["columns"] = [list(column) for column in zip(*rows, strict=True)]
        return {
            "name": self.title,
            "tables": self.tables,
            "strays": self.strays,
            "stray_count": self.stray_count,
            "first": self.first,
        }
