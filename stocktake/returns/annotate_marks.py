"""Marks in a workbook: put them in so that they can be found again, and take them out whole.

What a cell looked like before stands in the hidden column of the list's sheet. Where a sender
deleted that sheet, the notes still tell which cells are ours.
"""

import io
import json
import re
import zipfile
from collections import defaultdict
from copy import copy
from typing import Any
from xml.etree.ElementTree import fromstring, tostring

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.fills import Fill
from openpyxl.utils import get_column_letter

from stocktake.returns.annotate_results import keep_results
from stocktake.returns.cover import MARGIN_HEADER

LIST_SHEET = "What to fix"
LIST_MARK = "[[stocktake:marks]]"
NOTE_HEAD = "── Stocktake ──"
_WORDS = {"must_fix": "must fix", "explain": "explain", "information": "for information"}
_FILLS = {"must_fix": "FFF9C9C2", "explain": "FFFFEFA8"}
_START = re.compile(r"^\s*\[\[start:[a-z_]{1,40}\]\]\s*$")
_ADDRESS = re.compile(r"^([A-Z]{1,3})([1-9]\d{0,6})$")
_SHORTEST_NOTE = 80
ProblemJson = dict[str, Any]


def mark_workbook(content: bytes, problems: list[ProblemJson]) -> bytes:
    """Give the workbook with the marks of `problems` and no others."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        has_macros = "xl/vbaProject.bin" in archive.namelist()
    book = load_workbook(io.BytesIO(content), keep_vba=has_macros)
    titles = [sheet.title for sheet in book.worksheets if not _is_list(sheet)]
    clear_marks(book)
    if problems:
        _Marking(book).mark(problems)
    written = io.BytesIO()
    book.save(written)
    return keep_results(content, written.getvalue(), titles)


def _is_list(sheet: Any) -> bool:
    return bool(sheet.cell(row=1, column=1).value == LIST_MARK)


def clear_marks(book: Any) -> None:
    """Take all marks of an earlier sending out."""
    for listed in [sheet for sheet in book.worksheets if _is_list(sheet)]:
        for (text,) in listed.iter_rows(min_row=2, max_col=1, values_only=True):
            if text:
                _restore(book, json.loads(text))
        book.remove(listed)
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):  # noqa: SLF001
            if getattr(cell, "comment", None) is not None:
                _clear_note(cell)
            if cell.value == MARGIN_HEADER:
                _clear_margin(sheet, cell)


def _restore(book: Any, kept: dict[str, Any]) -> None:
    if kept["sheet"] not in book.sheetnames:
        return
    cell = book[kept["sheet"]][kept["cell"]]
    if kept.get("is_margin"):
        cell.value = None
    elif not isinstance(cell, MergedCell):
        # Only a fill of ours is taken back: the sender may have given the cell another since.
        if _is_ours(cell):
            kept_fill: Any = fromstring(kept["fill"])  # noqa: S314 - written by us
            cell.fill = Fill.from_tree(kept_fill)
        _clear_note(cell)


def _is_ours(cell: Any) -> bool:
    fill = cell.fill
    return fill.fill_type == "solid" and fill.start_color.rgb in _FILLS.values()


def _clear_note(cell: Any) -> None:
    if cell.comment is None or NOTE_HEAD not in cell.comment.text:
        return
    theirs = cell.comment.text.split(NOTE_HEAD)[0].rstrip()
    cell.comment = Comment(theirs, cell.comment.author) if theirs else None
    if _is_ours(cell):
        cell.fill = PatternFill()


def _clear_margin(sheet: Any, header: Any) -> None:
    for row in range(header.row + 1, sheet.max_row + 1):
        cell = sheet._cells.get((row, header.column))  # noqa: SLF001
        if cell is not None and not isinstance(cell, MergedCell):
            cell.value = None
    header.value = None
    header.style = "Normal"


class _Marking:
    """Puts the marks of one list of problems into a workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.sheets = {sheet.title: sheet for sheet in book.worksheets}
        self.kept: list[dict[str, Any]] = []

    def mark(self, problems: list[ProblemJson]) -> None:
        """Mark cells and rows, and write the list in front."""
        by_cell: dict[tuple[str, str], list[ProblemJson]] = defaultdict(list)
        by_row: dict[str, dict[int, list[ProblemJson]]] = defaultdict(lambda: defaultdict(list))
        for problem in problems:
            if problem["level"] not in _FILLS or problem["sheet"] not in self.sheets:
                continue
            for address in problem["cells"]:
                row = re.sub(r"^[A-Z]*", "", address)
                if row.isdigit():
                    ours = by_row[problem["sheet"]][int(row)]
                    ours.extend([problem] if problem not in ours else [])
                if _ADDRESS.match(address):
                    by_cell[(problem["sheet"], address)].append(problem)
        for (title, address), found in by_cell.items():
            self._mark_cell(self.sheets[title], address, found)
        for title, rows in by_row.items():
            self._mark_rows(self.sheets[title], rows)
        self._write_list(problems)

    def _mark_cell(self, sheet: Any, address: str, problems: list[ProblemJson]) -> None:
        cell = sheet[address]
        if isinstance(cell, MergedCell):
            whole = next(r for r in sheet.merged_cells.ranges if address in r)
            cell = sheet.cell(row=whole.min_row, column=whole.min_col)
        fill = tostring(cell.fill.to_tree(tagname="fill"), encoding="unicode")
        if not _is_ours(cell):
            self.kept.append({"sheet": sheet.title, "cell": cell.coordinate, "fill": fill})
        colour = _FILLS[_hardest(problems)]
        cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
        ours = "\n\n".join(
            f"{p['code']} ({_WORDS[p['level']]})\n{p['message']}\n{p['fix']}" for p in problems
        )
        before = cell.comment.text.rstrip() + "\n\n" if cell.comment is not None else ""
        author = cell.comment.author if cell.comment is not None else "Stocktake"
        text = f"{before}{NOTE_HEAD}\n{ours}"
        height = max(_SHORTEST_NOTE, 18 * (text.count("\n") + 1 + len(text) // 48))
        cell.comment = Comment(_clean(text), author, height=min(height, 420), width=340)

    def _mark_rows(self, sheet: Any, rows: dict[int, list[ProblemJson]]) -> None:
        headers = _header_rows(sheet)
        spare = sheet.max_column + 1
        for number, problems in sorted(rows.items()):
            above = [row for row in headers if row <= number]
            column = spare
            if above:
                column = self._margin(sheet, above[-1])
            if number in headers:
                continue
            cell = sheet.cell(row=number, column=column)
            codes = ", ".join(dict.fromkeys(p["code"] for p in problems))
            cell.value = f"◄ {_WORDS[_hardest(problems)]}: {codes}"
            cell.font = Font(name="Calibri", size=11, bold=True, color="9C1C12")
            if not above:
                kept = {"sheet": sheet.title, "cell": cell.coordinate, "is_margin": True}
                self.kept.append(kept)

    def _margin(self, sheet: Any, header_row: int) -> int:
        """Find or make the margin column of the table whose headers stand in a row."""
        cells = sheet[header_row]
        filled = [cell.column for cell in cells if cell.value is not None]
        for cell in cells:
            if cell.value == MARGIN_HEADER:
                return int(cell.column)
        column = max(filled, default=1) + 1
        header = sheet.cell(row=header_row, column=column, value=MARGIN_HEADER)
        header.font = Font(name="Calibri", size=11, bold=True, color="9C1C12")
        header.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = 26
        return column

    def _write_list(self, problems: list[ProblemJson]) -> None:
        title = LIST_SHEET
        while title in self.book.sheetnames:
            title += " "
        sheet = self.book.create_sheet(title.replace("  ", " ·"), 0)
        sheet.cell(row=1, column=1, value=LIST_MARK)
        sheet.column_dimensions["A"].hidden = True
        for place, width in enumerate((14, 18, 24, 70, 60, 9), start=2):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.cell(row=1, column=2, value=summary(problems)).font = Font(
            name="Calibri", size=18, bold=True
        )
        lead = "The cells are coloured and carry a note. Put them right, save, and send this file."
        sheet.cell(row=2, column=2, value=lead)
        heads = ("Level", "Sheet", "Cells", "What we found", "What to do", "Code")
        for place, head in enumerate(heads, start=2):
            sheet.cell(row=4, column=place, value=head).font = Font(name="Calibri", bold=True)
        for row, problem in enumerate(problems, start=5):
            self._write_problem(sheet, row, problem)
        for row, kept in enumerate(self.kept, start=2):
            sheet.cell(row=row, column=1, value=json.dumps(kept))
        sheet.freeze_panes = "B5"
        sheet.sheet_view.showGridLines = False
        for other in self.book.worksheets:
            other.sheet_view.tabSelected = other is sheet
        self.book.active = 0

    def _write_problem(self, sheet: Any, row: int, problem: ProblemJson) -> None:
        cells = problem["cells"]
        shown = ", ".join(cells[:8]) + (f" and {len(cells) - 8:,} more" if len(cells) > 8 else "")
        texts = (
            _WORDS[problem["level"]], problem["sheet"], shown, problem["message"], problem["fix"],
            problem["code"],
        )  # fmt: skip
        for place, text in enumerate(texts, start=2):
            cell = sheet.cell(row=row, column=place)
            cell.value = _clean(text)
            cell.data_type = "s"  # a message quotes what was found, and that may begin with "="
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        colour = _FILLS.get(problem["level"])
        if colour:
            fill = PatternFill("solid", start_color=colour, end_color=colour)
            sheet.cell(row=row, column=2).fill = copy(fill)
        if problem["sheet"] in self.sheets and cells and _ADDRESS.match(cells[0]):
            name = problem["sheet"].replace("'", "''")
            link = sheet.cell(row=row, column=4)
            link.hyperlink = f"#'{name}'!{cells[0]}"
            link.font = Font(name="Calibri", size=11, color="0B4F9E", underline="single")


def summary(problems: list[ProblemJson]) -> str:
    """Say it in a line: `9 to fix, 2 to explain`.

    >>> summary([{"level": "must_fix"}, {"level": "explain"}, {"level": "explain"}])
    '1 to fix, 2 to explain'
    """
    counts = {level: sum(p["level"] == level for p in problems) for level in _FILLS}
    parts = [
        f"{count:,} {words}"
        for count, words in (
            (counts["must_fix"], "to fix"),
            (counts["explain"], "to explain"),
        )
        if count
    ]
    return ", ".join(parts) or "Nothing to fix"


def _hardest(problems: list[ProblemJson]) -> str:
    levels: list[str] = [p["level"] for p in problems]
    return min(levels, key=list(_FILLS).index)


def _header_rows(sheet: Any) -> list[int]:
    """Give the rows of headers: the first row after each start marker that holds anything."""
    rows = []
    for row in range(1, sheet.max_row + 1):
        cell = sheet._cells.get((row, 1))  # noqa: SLF001
        if cell is not None and isinstance(cell.value, str) and _START.match(cell.value):
            rows.append(row + 1)
    return rows


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:32_000]
