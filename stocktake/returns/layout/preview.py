"""Say of each cell in the corner of a sheet which part it plays, so that a form can paint it."""

from dataclasses import dataclass
from enum import StrEnum

from stocktake.model.numbers import sent_number
from stocktake.returns.layout.area import Area, find_areas
from stocktake.returns.layout.findings import LayoutFindings
from stocktake.returns.layout.layout import Layout, Role, label_text
from stocktake.returns.layout.sheets import Sheet, Spreadsheet, address
from stocktake.returns.layout.values import is_figure, symbol_table


class CellRole(StrEnum):
    """The part a cell plays; also the name of its paint."""

    TITLE = "title"
    HEADER = "header"
    UNIT = "unit"
    PERIOD = "period"
    INDICATOR = "indicator"
    VALUE = "value"
    MISSING = "missing"
    FOOTER = "footer"
    IGNORED = "ignored"
    EMPTY = "empty"


_OF_ROLE = {
    Role.UNIT_NAME: CellRole.UNIT,
    Role.UNIT_CODE: CellRole.UNIT,
    Role.PERIOD: CellRole.PERIOD,
    Role.INDICATOR: CellRole.INDICATOR,
    Role.IGNORED: CellRole.IGNORED,
}


@dataclass(frozen=True)
class PreviewCell:
    """One cell as it is shown; `block` counts the tables from 1, 0 outside of all."""

    address: str
    text: str
    role: CellRole
    block: int


@dataclass(frozen=True)
class Preview:
    """The shown corner of a sheet, row by row, with the numbers of its rows."""

    sheet: str
    row_numbers: tuple[int, ...]
    rows: tuple[tuple[PreviewCell, ...], ...]


def preview_sheet(
    book: Spreadsheet,
    layout: Layout,
    sheet_name: str | None = None,
    *,
    first_row: int = 1,
    row_count: int = 40,
    column_count: int = 20,
) -> Preview:
    """Paint a corner of a sheet (the first the layout reads) as the layout understands it."""
    areas = find_areas(book, layout, LayoutFindings())
    if sheet_name is None:
        sheet_name = areas[0].sheet.name if areas else book.sheets[0].name
    sheet = next(found for found in book.sheets if found.name == sheet_name)
    painter = _Painter(sheet, [area for area in areas if area.sheet is sheet], layout)
    last = min(first_row + row_count - 1, sheet.last_row)
    numbers = tuple(range(first_row, last + 1))
    width = min(column_count, sheet.width)
    rows = tuple(tuple(painter.cell(row, c) for c in range(1, width + 1)) for row in numbers)
    return Preview(sheet.name, numbers, rows)


class _Painter:
    def __init__(self, sheet: Sheet, areas: list[Area], layout: Layout) -> None:
        self.sheet, self.areas = sheet, areas
        self.symbols = symbol_table(layout.symbols)
        self.rows = [frozenset(area.rows) for area in areas]
        self.columns = [frozenset(area.columns) for area in areas]

    def cell(self, row: int, column: int) -> PreviewCell:
        value, mark = self.sheet.label(row, column)
        text = "" if value is None else label_text(value)
        if mark == "date":
            text = text[:10]
        if mark == "percent" and isinstance(value, float):
            text = f"{sent_number(value * 100)}%"
        role, block = self._role(row, column)
        if not text and not mark:
            role = CellRole.EMPTY
        return PreviewCell(address(row, column), text[:80], role, block)

    def _role(self, row: int, column: int) -> tuple[CellRole, int]:
        for number, area in enumerate(self.areas, start=1):
            role = self._in_area(area, number - 1, row, column)
            if role is not None:
                return role, number
        lower = [area for area in self.areas if row < area.first_row]
        return (CellRole.TITLE if lower or not self.areas else CellRole.FOOTER), 0

    def _in_area(self, area: Area, place: int, row: int, column: int) -> CellRole | None:
        key = next((key for key in area.block.keys if key.column == column), None)
        is_value = column in self.columns[place]
        for header in area.headers:
            if header.row == row and is_value:
                return _OF_ROLE[header.role]
            if header.row == row and (key is not None or column in area.unheaded):
                return CellRole.HEADER
        if (row, column) == area.block.period_cell:
            return CellRole.PERIOD
        if not area.first_row <= row <= area.last_row:
            return None
        if row not in self.rows[place]:
            return CellRole.IGNORED
        if key is not None:
            return _OF_ROLE[key.role]
        return self._value_role(row, column) if is_value else CellRole.IGNORED

    def _value_role(self, row: int, column: int) -> CellRole:
        value = self.sheet.value(row, column)
        if isinstance(value, str) and value.casefold() in self.symbols:
            return CellRole.MISSING
        is_number = is_figure(value, self.sheet.mark(row, column), self.symbols)
        return CellRole.VALUE if is_number else CellRole.IGNORED
