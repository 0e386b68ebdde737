"""Write the standard return: a workbook a busy person can fill in and we can read back exactly.

Everything a sender must not move is locked, everything to fill in is white on grey and open.
Column A is hidden: it holds the markers round each table and a key for each row, so that a
re-send matches whatever was done to titles, order or sorting in between.
"""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from stocktake.model.period import Frequency, period_label
from stocktake.returns.context import ReturnContext
from stocktake.returns.cover import COVER_FIELDS, FIGURE_FIELDS, Cover
from stocktake.returns.template_round import write_template
from stocktake.returns.template_styles import STATUS_WORDS, return_styles, steady_bytes

__all__ = ["write_return", "write_template"]

_HEADER_ROW = 5


def write_return(path: Path, cover: Cover, figures: pd.DataFrame, context: ReturnContext) -> None:
    """Write the return of `cover` with one row per figure; the same input gives the same bytes.

    `figures` has the columns indicator_key, unit_key, period_end (`datetime.date`), value,
    numerator, denominator, status, symbol, revision_reason, note; empties stay empty cells.
    """
    book = Workbook(write_only=True)
    book.security = WorkbookProtection(lockStructure=True)
    for style in return_styles():
        book.add_named_style(style)
    _write_cover(book, cover, context)
    _write_figures(book, cover, figures, context)
    book.properties.creator = "Stocktake"
    book.properties.title = f"{cover.department}: {cover.reporting_round}"
    written = io.BytesIO()
    book.save(written)
    path.write_bytes(steady_bytes(written))


def _cell(sheet: Any, value: Any, style: str | None = None) -> Any:
    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else None
    cell: Any = WriteOnlyCell(sheet, value=value if text is None else text)
    if text is not None:
        cell.data_type = "s"  # "=1+1" in a note is a note, not a formula
    if style:
        cell._style = _style_array(sheet, style)  # noqa: SLF001
    return cell


def _style_array(sheet: Any, style: str) -> Any:
    # Setting `cell.style` looks the style up anew for each cell, which is most of the time a large
    # workbook takes; cells of one style may share one array because nothing changes it later.
    kept: dict[str, Any] = sheet.parent.__dict__.setdefault("return_styles", {})
    if style not in kept:
        first: Any = WriteOnlyCell(sheet)
        first.style = style
        kept[style] = first._style  # noqa: SLF001
    return kept[style]


def _open_sheet(book: Workbook, title: str, widths: list[float], freeze: str) -> Any:
    sheet = book.create_sheet(title)
    sheet.column_dimensions["A"].width = 3
    sheet.column_dimensions["A"].hidden = True
    for place, width in enumerate(widths, start=2):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = freeze
    sheet.sheet_view.showGridLines = False
    sheet.sheet_format.defaultRowHeight = 15
    return sheet


def _protect(sheet: Any) -> None:
    protection = sheet.protection
    protection.sheet = True
    # Widths and heights, sorting and filtering change nothing we read: leave people their tools.
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.autoFilter = protection.sort = False


def _write_cover(book: Workbook, cover: Cover, context: ReturnContext) -> None:
    sheet = _open_sheet(book, "Cover", [24, 44, 58], "A6")
    for title, style in (
        (f"Return to the delivery unit: {cover.department}", "return title"),
        (f"{_round_title(cover, context)}. Fill in the white cells here and on the sheet Figures, "
         "save, and send this workbook.", "return lead"),
    ):  # fmt: skip
        sheet.append([None, _cell(sheet, title, style)])
    sheet.append([])
    sheet.append(["[[start:cover]]"])
    header = [_cell(sheet, text, "return header") for text in ("About", "Your answer", "Help")]
    sheet.append([None, *header])
    for key, label, tip, is_input in COVER_FIELDS:
        given = getattr(cover, key)
        style = "return given" if not is_input else "return text"
        if key == "signed_off_on":
            style = "return date"
        sheet.append(
            [
                key,
                _cell(sheet, label, "return given"),
                _cell(sheet, None if given == "" else given, style),
                _cell(sheet, tip, "return lead"),
            ]
        )
    sheet.append(["[[end:cover]]"])
    _protect(sheet)


def _round_title(cover: Cover, context: ReturnContext) -> str:
    rounds = context.rounds
    ours = rounds[
        (rounds["reporting_round"] == cover.reporting_round)
        & (rounds["department_key"] == cover.department_key)
    ]
    return str(ours["title"].iloc[0]) if len(ours) else cover.reporting_round


def _write_figures(
    book: Workbook, cover: Cover, figures: pd.DataFrame, context: ReturnContext
) -> None:
    sheet = _open_sheet(
        book, "Figures", [width for _, _, width, _ in FIGURE_FIELDS], f"E{_HEADER_ROW + 1}"
    )
    sheet.append([None, _cell(sheet, f"Figures: {cover.department}", "return title")])
    sheet.append([None, _cell(sheet, _EXPLANATION, "return lead")])
    sheet.append([])
    sheet.append(["[[start:figures]]"])
    sheet.append([None, *(_header(sheet, header) for _, header, _, _ in FIGURE_FIELDS)])
    for row in _figure_rows(sheet, figures, context):
        sheet.append(row)
    sheet.append(["[[end:figures]]"])
    status = DataValidation(
        type="list",
        formula1=f'"{",".join(STATUS_WORDS)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Status",
        error=f"Choose one of: {', '.join(STATUS_WORDS)}.",
    )
    status.add(f"H{_HEADER_ROW + 1}:H{_HEADER_ROW + max(len(figures), 1)}")
    sheet.data_validations.append(status)
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    sheet.page_setup.orientation = "landscape"
    _protect(sheet)


_EXPLANATION = (
    "One row per figure. Where numerator and denominator are given, a percentage may be left "
    "empty: it is worked out. No figure? Write a symbol, never 0: [x] not published, "
    "[c] confidential."
)


def _header(sheet: Any, header: str) -> Any:
    return _cell(sheet, header, "return header" if "*" in header else "return optional header")


def _figure_rows(
    sheet: Any, figures: pd.DataFrame, context: ReturnContext
) -> Iterator[list[object]]:
    indicators = context.indicators.set_index("indicator_key")
    titles = indicators["title"].to_dict()
    frequencies = {key: Frequency(word) for key, word in indicators["frequency"].items()}
    names = context.units.set_index("unit_key")["name"].to_dict()
    blank = pd.Series([None] * len(figures), dtype=object, index=figures.index)
    columns = [[None if pd.isna(v) else v for v in figures.get(name, blank)] for name in _WRITTEN]
    for indicator, unit, end, value, above, below, status, symbol, reason, note in zip(
        *columns, strict=True
    ):
        end = date(end.year, end.month, end.day)
        yield [
            f"{indicator}|{unit}|{end.isoformat()}",
            _cell(sheet, titles[indicator], "return given"),
            _cell(sheet, names[unit], "return given"),
            _cell(sheet, period_label(end, frequencies[indicator]), "return given"),
            _cell(sheet, _number(above), "return count"),
            _cell(sheet, _number(below), "return count"),
            _cell(sheet, symbol if value is None and symbol else _number(value), "return value"),
            _cell(sheet, status and str(status).replace("_", " "), "return text"),
            _cell(sheet, reason, "return text"),
            _cell(sheet, note, "return text"),
        ]


_WRITTEN = (
    "indicator_key", "unit_key", "period_end", "value", "numerator", "denominator", "status",
    "symbol", "revision_reason", "note",
)  # fmt: skip


def _number(value: Any) -> float | int | None:
    if value is None:
        return None
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
