"""Read the figures of a department's own spreadsheet with its layout."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stocktake.errors import UnreadableError
from stocktake.model.problem import Problem
from stocktake.returns.container import STANDARD, Limits
from stocktake.returns.context import ReturnContext
from stocktake.returns.layout import problems
from stocktake.returns.layout.area import Area, find_areas, note_outside
from stocktake.returns.layout.figures import FigureCollector
from stocktake.returns.layout.findings import LayoutFindings
from stocktake.returns.layout.layout import Layout
from stocktake.returns.layout.match import Matcher, Unmatched
from stocktake.returns.layout.reading import AreaReader, OpenNames
from stocktake.returns.layout.sheets import FORMAT_NAMES, Spreadsheet, address, read_sheets
from stocktake.returns.layout.values import Writing, decimal_sign, symbol_table
from stocktake.returns.problems import said

Confirmed = Mapping[tuple[str, str], str | None]


@dataclass(frozen=True)
class LayoutReading:
    """What a layout found: figures (columns of the observations table without `submission_key`),
    problems, and the names a person has to match before the figures are whole.
    """  # noqa: D205

    figures: pd.DataFrame
    problems: tuple[Problem, ...]
    unmatched: tuple[Unmatched, ...]
    book: Spreadsheet


def read_with_layout(
    source: Path | bytes,
    layout: Layout,
    context: ReturnContext,
    matches: Confirmed | None = None,
    *,
    limits: Limits = STANDARD,
) -> LayoutReading:
    """Read a file of any spreadsheet format through a layout.

    `matches` are the answers people gave before: (`"unit"` or `"indicator"`, name as given) to a
    key, or to None for a name that is none of ours. Raises `UnreadableError`.
    """
    return apply_layout(read_sheets(_content(source), limits), layout, context, matches)


def _content(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as fault:
        raise UnreadableError(
            f"There is no file to read at {source} ({fault.strerror}). Check the name."
        ) from fault


def apply_layout(
    book: Spreadsheet,
    layout: Layout,
    context: ReturnContext,
    matches: Confirmed | None = None,
) -> LayoutReading:
    """Read the figures out of sheets already read; never writes a figure it is not sure of."""
    findings = LayoutFindings()
    matcher = Matcher(context, matches)
    names = OpenNames(matcher)
    areas = find_areas(book, layout, findings)
    _note_file(book, areas, findings)
    collector = FigureCollector(matcher.indicators, findings)
    for area in areas:
        if area.rows:
            writing = _writing(area, layout)
            reader = AreaReader(area, layout, writing, book.epoch, names, findings)
            collector.take(area, reader)
            note_outside(area, layout, _taken(area, areas), findings)
            _note_hidden(area, findings)
    names.note(findings)
    figures = collector.frame(context.definitions)
    return LayoutReading(figures, findings.problems(), names.unmatched(), book)


def _taken(area: Area, areas: list[Area]) -> frozenset[int]:
    """Give the columns of the sheet that any table reads, as key or as figure."""
    beside = [other for other in areas if other.sheet is area.sheet]
    return frozenset().union(*(other.key_columns | {*other.columns} for other in beside))


def _writing(area: Area, layout: Layout) -> Writing:
    sign = layout.decimal or decimal_sign(
        area.sheet.value(row, column) for row in area.rows for column in area.columns
    )
    return Writing(
        symbols=symbol_table(layout.symbols),
        decimal=sign,
        is_decimal_told=layout.decimal is not None,
        is_share=area.block.percent == "share",
    )


def _note_file(book: Spreadsheet, areas: list[Area], findings: LayoutFindings) -> None:
    if book.format in FORMAT_NAMES:
        findings.add(problems.UNSEEN, found=FORMAT_NAMES[book.format])
    if book.encoding == "cp1252":
        findings.add(problems.ENCODING, found="Windows-1252")
    used = {area.sheet.name for area in areas}
    spare = [sheet.name for sheet in book.sheets if sheet.name not in used and sheet.rows]
    if spare:
        names = ", ".join(said(name) for name in spare[:6])
        more = f" and {len(spare) - 6} more" if len(spare) > 6 else ""
        findings.add(problems.SHEETS_LEFT, found=f"sheets {names}{more}")


def _note_hidden(area: Area, findings: LayoutFindings) -> None:
    sheet = area.sheet
    if sheet.is_hidden:
        findings.add(problems.HIDDEN, sheet.name, found="sheet")
    rows = [row for row in area.rows if row in sheet.hidden_rows]
    if rows:
        findings.add(problems.HIDDEN, sheet.name, [str(row) for row in rows], found=_say_rows(rows))
    columns = [
        column
        for column in (*sorted(area.key_columns), *area.columns)
        if any(first <= column <= last for first, last in sheet.hidden_columns)
    ]
    if columns:
        letters = [address(1, column)[:-1] for column in columns]
        findings.add(problems.HIDDEN, sheet.name, letters, found=f"columns {', '.join(letters)}")
    if sheet.far:
        findings.add(problems.FAR_CELLS, sheet.name, sheet.far)
    rows_read, columns_read = set(area.rows), set(area.columns)
    merged = [
        address(top, left)
        for top, left, bottom, right in sheet.merges
        if top in rows_read and left in columns_read and sheet.value(top, left) is not None
    ]
    if merged:
        findings.add(problems.MERGED_VALUES, sheet.name, merged)


def _say_rows(rows: list[int]) -> str:
    shown = ", ".join(str(row) for row in rows[:6])
    return f"rows {shown}" + (f" and {len(rows) - 6} more" if len(rows) > 6 else "")
