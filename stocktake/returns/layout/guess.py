"""Offer a first layout for a sheet nobody has described: a guess to be looked at, not to be used.

The order of thought is a person's: where do the figures lie, what stands above them, what stands
beside them. A register makes the guess better (it knows names of units and indicators) but is not
needed.
"""

from collections.abc import Sequence
from dataclasses import replace

from stocktake.returns.layout.guess_roles import Table, describe
from stocktake.returns.layout.layout import Block, Layout, Periods, SheetChoice, label_text
from stocktake.returns.layout.looks import SheetLooks
from stocktake.returns.layout.match import Matcher
from stocktake.returns.layout.period_labels import frequencies_of
from stocktake.returns.layout.sheets import Sheet, Spreadsheet

_FEWEST_ROWS = 2
_GAP = 3


def guess_layout(book: Spreadsheet, matcher: Matcher | None = None, title: str = "") -> Layout:
    """Guess how the sheet with most figures is to be read; no blocks where there are none."""
    best: tuple[int, list[Block], Sheet | None] = (0, [], None)
    for sheet in book.sheets:
        if sheet.is_hidden:
            continue
        looks = SheetLooks(sheet, book.epoch)
        tables = find_tables(looks)
        size = sum(len(table.rows) * len(table.columns) for table in tables)
        if size > best[0]:
            blocks = [describe(looks, table, matcher) for table in tables]
            best = (size, blocks, sheet)
    _, blocks, found = best
    if found is None:
        return Layout(title=title, blocks=())
    choice = SheetChoice("position", "1") if len(book.sheets) == 1 else SheetChoice(
        "name", found.name)  # fmt: skip
    blocks = [replace(block, sheet=choice) for block in blocks]
    return Layout(title=title or found.name, blocks=tuple(blocks), periods=_periods(found, book))


def find_tables(looks: SheetLooks) -> list[Table]:
    """Cut a sheet into tables: runs of rows with figures, each with the headings above it."""
    runs: list[list[int]] = []
    for row in looks.figure_rows():
        if runs and _belongs(looks, runs[-1], row):
            runs[-1].append(row)
        else:
            runs.append([row])
    tables = []
    previous = 0
    for run in runs:
        if len(run) >= _FEWEST_ROWS or len(looks.figures_in(run[0])) >= _FEWEST_ROWS:
            tables.append(Table.of(looks, run, after=previous))
            previous = run[-1]
    return [table for table in tables if table.columns]


def _belongs(looks: SheetLooks, run: Sequence[int], row: int) -> bool:
    """Whether a row continues a table: hardly a gap, and no new headings in it."""
    gap = range(run[-1] + 1, row)
    if len(gap) > _GAP:
        return False
    return not any(looks.is_heading(between, run) for between in gap)


def _periods(sheet: Sheet, book: Spreadsheet) -> Periods:
    """Settle what single years and quarters mean only where the sheet itself leaves no doubt."""
    texts = [
        label_text(value)
        for row in list(sheet.rows)[:400]
        for value in sheet.rows[row]
        if isinstance(value, str) and len(value) <= 10
    ]
    days = [text for text in texts if text.count("/") == 2 and text[:1].isdigit()]
    if not days:
        return Periods()
    for is_day_first in (True, False):
        periods = Periods(is_day_first=is_day_first)
        if all(frequencies_of(day, "", periods, book.epoch) for day in days):
            other = Periods(is_day_first=not is_day_first)
            if not all(frequencies_of(day, "", other, book.epoch) for day in days):
                return periods
            if _are_month_edges(days, is_day_first) and not _are_month_edges(
                days, not is_day_first
            ):
                return periods
    return Periods()


def _are_month_edges(days: Sequence[str], is_day_first: bool) -> bool:
    numbers = [day.split("/")[0 if is_day_first else 1] for day in days]
    return set(numbers) <= {"1", "01"} or set(numbers) <= {"28", "29", "30", "31"}
