"""A sheet of the department's workbook in the making: cells, markers, lists and notes."""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

_LISTS = "Lists"


class Book:
    """The workbook, its styles, and the hidden sheet its drop-down lists stand on."""

    def __init__(self, styles: Iterable[Any], written: Workbook | None = None) -> None:
        """Begin a workbook, or go on with one that is written."""
        self.workbook = written or Workbook()
        if written is None:
            self.workbook.remove(self.workbook.worksheets[0])
        for style in styles:
            if style.name not in self.workbook.named_styles:
                self.workbook.add_named_style(style)
        self._styles: dict[str, Any] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self.structure: dict[str, list[str]] = {}

    def style(self, sheet: Any, name: str) -> Any:
        """Give what openpyxl keeps for a named style.

        Looking it up for each cell is most of the time a wide sheet takes.
        """
        if name not in self._styles:
            probe = sheet.cell(row=1, column=1)
            before = copy(probe._style)  # noqa: SLF001
            probe.style = name
            self._styles[name] = probe._style  # noqa: SLF001
            probe._style = before  # noqa: SLF001
        return self._styles[name]

    def list_of(self, words: Sequence[str]) -> str:
        """Put words on the hidden sheet of lists once, and give the reference to them."""
        key = tuple(words)
        if key not in self._lists:
            if _LISTS not in self.workbook.sheetnames:
                self.workbook.create_sheet(_LISTS).sheet_state = "veryHidden"
            sheet = self.workbook[_LISTS]
            column = len(self._lists) + 1
            for row, word in enumerate(key, start=1):
                _write(sheet.cell(row=row, column=column), word)
            letter = get_column_letter(column)
            self._lists[key] = f"{_LISTS}!${letter}$1:${letter}${len(key)}"
        return self._lists[key]

    def finish(self) -> None:
        """Put the lists last and protect everything."""
        if _LISTS in self.workbook.sheetnames:
            sheet = self.workbook[_LISTS]
            self.workbook.move_sheet(sheet, len(self.workbook.sheetnames))
            sheet.protection.sheet = True


class Page:
    """One sheet, written from the top down."""

    def __init__(self, book: Book, title: str, widths: Sequence[float]) -> None:
        self.book = book
        self.sheet: Any = book.workbook.create_sheet(title)
        self.row = 1
        self._name = ""
        self.sheet.column_dimensions["A"].width = 3
        self.sheet.column_dimensions["A"].hidden = True
        for place, width in enumerate(widths, start=2):
            self.sheet.column_dimensions[get_column_letter(place)].width = width
        self.sheet.sheet_view.showGridLines = False
        setup = self.sheet.page_setup
        setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = (
            "landscape", 9, 1, 0,
        )  # fmt: skip
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def put(self, column: int, value: Any, style: str) -> Any:
        """Write a cell of the present row."""
        cell = self.sheet.cell(row=self.row, column=column)
        cell._style = self.book.style(self.sheet, style)  # noqa: SLF001
        _write(cell, value)
        return cell

    def head(self, title: str, leads: Sequence[str]) -> None:
        """Write title and explanation."""
        self.put(2, title, "return title")
        for lead in leads:
            self.row += 1
            self.put(2, lead, "return lead")
        self.row += 2

    def start(self, name: str) -> None:
        """Open a table: its first row must be its headers."""
        self._name = name
        self.book.structure.setdefault(name, []).append(f"[[{name}]]")
        self._key(f"[[start:{name}]]")
        self.sheet.row_dimensions[self.row].height = 4
        self.row += 1

    def headers(self, headers: Sequence[tuple[str, bool, str]]) -> None:
        """Write (header, is needed or ours, note) from column B on."""
        for place, (header, is_dark, note) in enumerate(headers, start=2):
            cell = self.put(place, header, "return header" if is_dark else "return optional header")
            if note:
                cell.comment = Comment(note, "Delivery unit", width=280, height=90)
        self.sheet.row_dimensions[self.row].height = 32
        self.sheet.print_title_rows = f"{self.row}:{self.row}"
        self.row += 1

    def key(self, key: str) -> None:
        """Write the hidden key of the present row."""
        self.book.structure[self._name].append(key)
        self._key(key)

    def column_key(self, column: int, key: str) -> None:
        """Write what a column holds, in the hidden row that says so."""
        self.book.structure[self._name].append(f"{get_column_letter(column)}={key}")
        _write(self.sheet.cell(row=self.row, column=column), key)

    def _key(self, text: str) -> None:
        _write(self.sheet.cell(row=self.row, column=1), text)

    def end(self) -> None:
        """Close the table and lock the sheet."""
        self._key(f"[[end:{self._name}]]")
        protection = self.sheet.protection
        protection.sheet = True
        # Widths and heights, sorting and filtering change nothing we read: leave people their tools
        protection.formatColumns = protection.formatRows = protection.formatCells = False
        protection.autoFilter = protection.sort = False

    def choose(self, cells: str, words: Sequence[str], noun: str) -> None:
        """Offer a list in a range of cells."""
        rule = DataValidation(
            type="list",
            formula1=self.book.list_of(words),
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=noun,
            error="Choose one from the list.",
        )
        for part in cells.split():
            rule.add(part)
        self.sheet.add_data_validation(rule)


def _write(cell: Any, value: Any) -> None:
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"  # "=1+1" in a note is a note, not a formula
    else:
        number_format = cell.number_format
        cell.value = value
        cell.number_format = number_format  # openpyxl gives dates a format of its own
