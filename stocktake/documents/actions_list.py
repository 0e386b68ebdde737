"""The list of actions as an Excel workbook: text is text, dates are dates, numbers are numbers.

Nothing in it is a formula. A text that begins like one is marked as text twice over: in its cell's
type and by Excel's own leading quote, so that it stays a text when somebody edits the cell.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from stocktake.documents.package import steady_package
from stocktake.documents.record import LedgerAction, MeetingRecord, agreed_actions
from stocktake.documents.text import plain_text
from stocktake.model.ledger import Standing

# A cell holds at most 32,767 signs; more would make the file unreadable for Excel.
_MOST_SIGNS = 32_000
_DATE = "d mmm yyyy"
_FONT = "Arial"
_LATE = "801650"
_THIN = Side(style="thin", color="D9DDE0")
_STRONG = Side(style="medium", color="0B0C0C")
_COLUMNS: tuple[tuple[str, float], ...] = (
    ("No.", 5),
    ("Action", 50),
    ("Who", 26),
    ("Current date", 13),
    ("Priority", 20),
    ("Department", 14),
    ("Status", 16),
    ("Status in words", 24),
    ("Original date", 13),
    ("Times rescheduled", 12),
    ("Agreed on", 13),
    ("Stocktake", 22),
    ("Evidence for closing", 36),
    ("Department update", 36),
)
# What is worth paper; the rest is for the screen.
_PRINTED = 8
_LINE, _HIGHEST = 13.5, 400.0
_STATES = {
    Standing.OVERDUE: "Not closed, and its date has passed.",
    Standing.OPEN: "Not closed, and its date has not passed.",
    Standing.SAID_DONE: "The department says it is done; nobody has verified it with evidence.",
    Standing.CLOSED: "Closed with the evidence named.",
    Standing.DROPPED: "Cancelled, with the reason in the ledger.",
}
Value = str | int | date | None


@dataclass(frozen=True)
class ActionList:
    """Actions for a workbook, and what they were taken from; `edition_key` may be empty."""

    title: str
    unit_title: str
    known_at: str
    made_on: date
    actions: tuple[LedgerAction, ...]
    edition_key: str = ""
    checksum: str = ""
    is_demo: bool = False
    edition_name: str = ""


def list_of(record: MeetingRecord) -> ActionList:
    """Give the list of a stocktake: what it agreed, then the actions from before."""
    return ActionList(
        title=record.title,
        unit_title=record.unit_title,
        known_at=record.known_at,
        made_on=record.held_on,
        actions=(*agreed_actions(record), *record.past_actions),
        edition_key=record.edition_key,
        edition_name=record.edition,
        checksum=record.checksum,
        is_demo=record.is_demo,
    )


def build_actions_list(listed: ActionList) -> bytes:
    """Build the workbook; the same list always gives the same bytes."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):  # a new workbook always has one
        raise TypeError("the new workbook has no sheet")
    sheet.title = "Actions"
    _write_actions(sheet, listed.actions)
    sheet.print_area = f"A1:{get_column_letter(_PRINTED)}{len(listed.actions) + 1}"
    notes = book.create_sheet("Notes")
    _write_notes(notes, listed)
    for each in (sheet, notes):
        _set_print(each, listed)
    book.properties.title = plain_text(f"Actions: {listed.title}", 250)
    book.properties.creator = plain_text(listed.unit_title, 250) or "Stocktake"
    book.properties.language = "en-GB"
    written = io.BytesIO()
    book.save(written)
    return steady_package(written.getvalue(), listed.made_on)


# ---- the sheets ------------------------------------------------------------------------------


def _write_actions(sheet: Worksheet, actions: Sequence[LedgerAction]) -> None:
    _write_row(sheet, 1, [title for title, _ in _COLUMNS], bold=True)
    for column, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).border = Border(bottom=_STRONG)
    for number, action in enumerate(actions, start=1):
        values = _values(number, action)
        _write_row(sheet, number + 1, values)
        sheet.row_dimensions[number + 1].height = _height(values)
        if action.standing is Standing.OVERDUE:
            for column in (7, 8):
                sheet.cell(number + 1, column).font = Font(_FONT, 10, bold=True, color=_LATE)
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{len(actions) + 1}"
    sheet.sheet_view.showGridLines = False


def _values(number: int, action: LedgerAction) -> list[Value]:
    said = [part for part in (action.standing_words, action.slip_words) if part]
    return [
        number,
        action.text,
        action.owner,
        action.due_on,
        action.priority or "General",
        action.department or None,
        action.standing.title,
        ". ".join(said) or None,
        action.agreed_due_on,
        action.slip_count,
        action.agreed_on,
        action.stocktake or None,
        action.evidence or None,
        action.note or None,
    ]


def _height(values: Sequence[Value]) -> float:
    """Give a row's height in points: few programs find it by themselves for wrapped text."""
    widths = (width for _, width in _COLUMNS)
    lines = max(
        -(-len(value) // int(width * 0.92)) if isinstance(value, str) else 1
        for value, width in zip(values, widths, strict=True)
    )
    return min(_HIGHEST, lines * _LINE + 5)


def _set_print(sheet: Any, listed: ActionList) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    # An ampersand begins a code in a header; doubled it is a sign again.
    sheet.oddHeader.left.text = plain_text(listed.title, 120).replace("&", "&&")
    sheet.oddFooter.left.text = f"Figures as known on {plain_text(listed.known_at, 80)}".replace(
        "&", "&&"
    )
    sheet.oddFooter.right.text = "Page &P of &N"


def _write_notes(sheet: Worksheet, listed: ActionList) -> None:
    demo = "A demonstration: names and actions are made up." if listed.is_demo else ""
    checksum = f", checksum {listed.checksum}" if listed.checksum else ""
    key = f"{listed.edition_key}{checksum}"
    edition = listed.edition_name or key if listed.edition_key else "None: figures as known today"
    rows: list[tuple[str, Value]] = [
        ("List", f"Actions: {listed.title}"),
        ("Unit", listed.unit_title),
        ("Made on", listed.made_on),
        ("Edition", edition),
        ("Figures as known on", listed.known_at),
        ("Actions listed", len(listed.actions)),
        ("Demonstration", demo or "No"),
        ("Original date", "The date agreed with the action; it never changes."),
        ("Current date", "The date that applies now."),
        ("Times rescheduled", "How often the date was moved to a later one, by anybody."),
        *((f"Status: {standing.title}", text) for standing, text in _STATES.items()),
        *([("Edition details", f"Key {key}")] if listed.edition_key else []),
    ]
    _write_row(sheet, 1, ["Note", "What it says"], bold=True)
    for number, row in enumerate(rows, start=2):
        _write_row(sheet, number, row)
    for letter, width in (("A", 24), ("B", 90)):
        sheet.column_dimensions[letter].width = width
    for column in (1, 2):
        sheet.cell(1, column).border = Border(bottom=_STRONG)
    sheet.freeze_panes = "A2"
    sheet.sheet_view.showGridLines = False


# ---- cells -----------------------------------------------------------------------------------


def _write_row(sheet: Worksheet, row: int, values: Iterable[Value], *, bold: bool = False) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.font = Font(_FONT, 10, bold=bold)
        cell.border = Border(bottom=_THIN)
        # Numbers and days to the left as well: they are names here, nobody adds them up.
        cell.alignment = Alignment("left", vertical="bottom" if bold else "top", wrap_text=True)
        _put(cell, value)


def _put(cell: Any, value: Value) -> None:
    """Write a value as what it is; a text is never read as anything else."""
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = _DATE
        return
    cell.value = plain_text(value, _MOST_SIGNS)
    cell.data_type = "s"
    if cell.value[:1] in ("=", "+", "-", "@", "'"):
        cell.quotePrefix = True
