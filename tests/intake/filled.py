"""A workbook filled in the way a clerk fills it: that of health for April 2026, or another."""

import io
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from stocktake.returns.side_sheets import RATING_WORDS

DEPARTMENT, ROUND = "health", "2026-04"
ASKED, BEFORE = "2026-04-30", "2026-03-31"
# One sheet per indicator; A&E is the first of them, waits over twelve hours the third.
FOUR_HOURS, TWELVE_HOURS = "Figures 1", "Figures 3"
# Transport's has a tenth of its figures: for all that is the same with every workbook.
RAIL, RAIL_ROUND = "transport", "2026-03"
RAIL_ASKED, RAIL_BEFORE = "2025-12-31", "2025-09-30"
CANCELLED = "Figures 2"


def filled_in(template: bytes, asked: str = ASKED, before: str = BEFORE) -> bytes:
    """Fill in everything asked: each figure is a little more than the one of the period before."""
    book = load_workbook(io.BytesIO(template))
    for sheet in book.worksheets:
        if str(sheet["A7"].value).startswith("columns|"):
            _fill_wide(sheet, asked, before)
    _fill_column(book["Figures"], 7, "H", "[x]")
    for cell, answer in (("C10", "Sam Signer"), ("C11", "Director"), ("C12", date(2026, 5, 20))):
        book["Cover"][cell] = answer
    _fill_column(book["Commentary"], 6, "D", "Nothing out of the ordinary this month.")
    _fill_column(book["Policy steps"], 6, "F", "on track")
    _fill_column(book["Actions"], 6, "F", "on track")
    _fill_column(book["Actions"], 6, "I", "Under way.")
    _fill_ratings(book["Self-rating"])
    return saved(book)


def _fill_wide(sheet: Worksheet, asked: str, before: str) -> None:
    columns = {str(cell.value): cell.column for cell in sheet[7]}
    for row in range(8, sheet.max_row + 1):
        if "|" not in str(sheet.cell(row, 1).value):
            continue
        for part in ("numerator", "denominator", "value"):
            place = columns.get(f"{part}|{asked}")
            if place is None:
                continue
            last = sheet.cell(row, columns[f"{part}|{before}"]).value
            # Of every hundred one more came; of those who came, one more was seen in time.
            is_number = isinstance(last, int | float)
            sheet.cell(row, place, round(last * 1.01) + 1 if is_number else last)


def _fill_column(sheet: Worksheet, first: int, letter: str, answer: str) -> None:
    for row in range(first, sheet.max_row + 1):
        key = sheet.cell(row, 1).value
        if key and not str(key).startswith("[["):
            sheet[f"{letter}{row}"] = answer


def _fill_ratings(sheet: Worksheet) -> None:
    for row in range(6, sheet.max_row + 1):
        _, _, category = str(sheet.cell(row, 1).value or "").partition("|")
        if category:
            sheet[f"E{row}"] = next(iter(RATING_WORDS[category].values()))
            sheet[f"F{row}"] = "As the unit sees it."


@lru_cache(maxsize=4)
def _opened(content: bytes) -> Workbook:
    """Open a workbook once: it takes most of a second, and tests keep looking into it."""
    return load_workbook(io.BytesIO(content))


def column_of(content: bytes, sheet: str, key: str) -> str:
    """Give the letters of the column with this hidden key, like `numerator|2026-04-30`."""
    return next(cell.column_letter for cell in _opened(content)[sheet][7] if cell.value == key)


def row_of(content: bytes, sheet: str, unit_key: str) -> int:
    """Give the row of a unit."""
    return next(
        c.row for c in _opened(content)[sheet]["A"] if str(c.value).endswith(f"|{unit_key}")
    )


def changed(content: bytes, cells: Mapping[str, Any]) -> bytes:
    """Type into cells (`Figures 1!K9`) and save; the workbook that was opened stays as it was."""
    book = _opened(content)
    typed = {address: book[(at := address.split("!"))[0]][at[1]] for address in cells}
    before = {address: (cell.value, cell.number_format) for address, cell in typed.items()}
    for address, cell in typed.items():
        cell.value = cells[address]
    written = saved(book)
    for address, cell in typed.items():
        cell.value, cell.number_format = before[address]
    return written


def saved(book: Workbook) -> bytes:
    """Give the bytes of a workbook as saved."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
