"""Find the table a block describes on a sheet: its rows, its columns, and what stands outside."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from stocktake.returns.layout import problems
from stocktake.returns.layout.findings import LayoutFindings
from stocktake.returns.layout.layout import Block, End, HeaderRow, Layout, Part, Role, plain_label
from stocktake.returns.layout.sheets import Sheet, Spreadsheet, address
from stocktake.returns.layout.values import is_figure, symbol_table
from stocktake.returns.problems import said

_SEARCHED = 200
_NEVER = "(?!)"


@dataclass(frozen=True)
class Area:
    """A block found on a sheet.

    `rows` hold figures, `left` are rows between them that do not; `columns` are read,
    `unheaded` stand among them without a heading. `headers` are the header rows where they are.
    """

    block: Block
    sheet: Sheet
    headers: tuple[HeaderRow, ...]
    first_row: int
    rows: tuple[int, ...]
    left: tuple[int, ...]
    columns: tuple[int, ...]
    unheaded: tuple[int, ...]
    limit: int
    key_columns: frozenset[int] = field(default_factory=frozenset)
    skipped: tuple[int, ...] = ()

    @property
    def last_row(self) -> int:
        """The last row with figures."""
        return self.rows[-1] if self.rows else self.first_row - 1

    def heading(self, header: HeaderRow, column: int) -> tuple[object, str]:
        """Give the heading of a column in a header row, with its mark."""
        found, mark = self.sheet.label(header.row, column)
        if not header.fills_right:
            return found, mark
        while found is None and column > self.block.first_column:
            column -= 1
            found, mark = self.sheet.label(header.row, column)
        return found, mark


def find_areas(book: Spreadsheet, layout: Layout, findings: LayoutFindings) -> list[Area]:
    """Find all blocks of a layout; what cannot be found is noted."""
    placed = []
    for block in layout.blocks:
        sheet = _choose(book, block, findings)
        shift = _shift(sheet, block, findings) if sheet is not None else None
        if sheet is not None and shift is not None:
            placed.append((block, sheet, shift))
    tops = [(sheet.position, _top(block) + shift, block) for block, sheet, shift in placed]
    symbols = symbol_table(layout.symbols)
    areas = []
    for block, sheet, shift in placed:
        limit = min(
            (
                top
                for position, top, other in tops
                if position == sheet.position
                and top > block.first_row + shift
                and _overlap(block, other)
            ),
            default=sheet.last_row + 1,
        )
        area = _find(block, sheet, shift, limit, symbols)
        if not area.rows or not area.columns:
            findings.add(problems.NO_FIGURES, sheet.name)
        areas.append(area)
    return areas


def _top(block: Block) -> int:
    return min([header.row for header in block.headers] + [block.first_row])


def _overlap(block: Block, other: Block) -> bool:
    """Whether two tables share columns, so that the lower one ends the upper."""
    if block is other:
        return False
    left, right = _span(block), _span(other)
    return left[0] <= right[1] and right[0] <= left[1]


def _span(block: Block) -> tuple[int, int]:
    columns = [key.column for key in block.keys] + [block.first_column]
    return min(columns), max([*columns, block.last_column or 16_384])


def _choose(book: Spreadsheet, block: Block, findings: LayoutFindings) -> Sheet | None:
    choice = block.sheet
    if choice.by == "position":
        found = [sheet for sheet in book.sheets if str(sheet.position) == choice.value]
        expected = f"sheet number {choice.value}"
    elif choice.by == "name":
        wanted = plain_label(choice.value)
        found = [sheet for sheet in book.sheets if plain_label(sheet.name) == wanted]
        expected = f"a sheet called {said(choice.value)}"
    else:
        try:
            pattern = re.compile(choice.value, re.IGNORECASE)
        except re.error:
            pattern = re.compile(re.escape(choice.value))
        found = [sheet for sheet in book.sheets if pattern.search(sheet.name)]
        expected = f"one sheet whose name fits {said(choice.value)}"
    if len(found) == 1:
        return found[0]
    names = ", ".join(said(sheet.name) for sheet in book.sheets[:8])
    findings.add(problems.NO_SHEET, expected=expected, found=names)
    return None


def _shift(sheet: Sheet, block: Block, findings: LayoutFindings) -> int | None:
    """Say by how many rows the table has moved; None when its anchor is gone."""
    if block.anchor is None:
        return 0
    wanted = plain_label(block.anchor)
    rows = [
        row
        for row in sheet.rows
        if (found := sheet.value(row, block.anchor_column)) is not None
        and plain_label(found) == wanted
    ]
    if not rows:
        findings.add(problems.NO_HEADER, sheet.name, expected=said(block.anchor))
        return None
    return min((row - block.anchor_row for row in rows), key=abs)


def _find(block: Block, sheet: Sheet, shift: int, limit: int, symbols: Mapping[str, str]) -> Area:
    headers = tuple(replace(header, row=header.row + shift) for header in block.headers)
    keys = frozenset(key.column for key in block.keys)
    area = Area(
        block, sheet, headers, block.first_row + shift, (), (), (), (), limit, key_columns=keys
    )
    columns, unheaded = _columns(area)
    area = replace(area, columns=columns, unheaded=unheaded)
    return _with_rows(area, symbols)


def _columns(area: Area) -> tuple[tuple[int, ...], tuple[int, ...]]:
    headers = [header for header in area.headers if header.role is not Role.IGNORED]
    last = area.block.last_column
    if last is None:
        last = area.sheet.width
    columns, unheaded = [], []
    for column in range(area.block.first_column, last + 1):
        if column in area.key_columns:
            continue
        if headers and area.sheet.label(headers[-1].row, column)[0] is None:
            unheaded.append(column)
        elif not _is_ignored(area, column):
            columns.append(column)
    return tuple(columns), tuple(unheaded)


def _is_ignored(area: Area, column: int) -> bool:
    for header in area.headers:
        found, _ = area.heading(header, column)
        meaning = None if found is None else area.block.meanings.get(plain_label(found))
        if meaning is not None and meaning.part is Part.IGNORED:
            return True
    return False


def _with_rows(area: Area, symbols: Mapping[str, str]) -> Area:
    figures, others, skipped = [], [], []
    skip = re.compile(area.block.skip_pattern or _NEVER, re.IGNORECASE)
    for row in _candidates(area, bool(area.block.end is End.BLANK_ROW)):
        keys = _keys(area, row)
        if any(skip.search(str(key)[:_SEARCHED]) for key in keys):
            skipped.append(row)
        elif (keys or not area.key_columns) and _has_figures(area, row, symbols):
            figures.append(row)
        else:
            others.append(row)
    last = figures[-1] if figures else 0
    # Between the figures, and right below them, a row with a key and any word where a figure
    # should be is read, so that an unknown sign is asked about and not passed over.
    odd: list[int] = []
    for row in others:
        if not _has_words(area, row):
            continue
        if row < last or (last and row == last + 1):
            odd.append(row)
            last = max(last, row)
    left = tuple(row for row in others if row < last and row not in odd)
    return replace(area, rows=tuple(sorted(figures + odd)), left=left, skipped=tuple(skipped))


def _candidates(area: Area, is_ended_by_blank: bool) -> Iterator[int]:
    """Give the rows the table may have, down to its end."""
    sheet, block = area.sheet, area.block
    end = re.compile(block.end_pattern if block.end is End.PATTERN and block.end_pattern
                     else _NEVER, re.IGNORECASE)  # fmt: skip
    until = min(area.limit - 1, sheet.last_row)
    if block.last_row is not None:
        until = min(until, block.last_row + area.first_row - block.first_row)
    begun = False
    for row in range(area.first_row, until + 1):
        if row not in sheet.rows:
            if begun and is_ended_by_blank:
                return
            continue
        if any(end.search(str(key)[:_SEARCHED]) for key in _keys(area, row)):
            return
        begun = True
        yield row


def _keys(area: Area, row: int) -> list[object]:
    found = [area.sheet.value(row, column) for column in sorted(area.key_columns)]
    return [key for key in found if key is not None]


def _has_figures(area: Area, row: int, symbols: Mapping[str, str]) -> bool:
    sheet = area.sheet
    return any(
        is_figure(sheet.value(row, column), sheet.mark(row, column), symbols)
        for column in area.columns
    )


def _has_words(area: Area, row: int) -> bool:
    return any(area.sheet.value(row, column) is not None for column in area.key_columns) and any(
        area.sheet.value(row, column) is not None for column in area.columns
    )


def note_outside(
    area: Area, layout: Layout, taken: frozenset[int], findings: LayoutFindings
) -> None:
    """Say which rows were left out, and which figures stand where the layout does not look.

    `taken` are the columns that some table on the sheet reads: a figure there is nobody's loss.
    """
    symbols = symbol_table(layout.symbols)
    sheet = area.sheet
    if area.left:
        findings.add(problems.NOTES_LEFT, sheet.name, [address(row, 1) for row in area.left])
    read = set(area.rows)
    beyond = range(area.columns[-1] + 1, sheet.width + 1) if area.block.last_column else ()
    spare = (*area.unheaded, *(column for column in beyond if column not in taken))
    lost = [
        address(row, column)
        for row in range(area.first_row, area.limit)
        if row in sheet.rows and row not in area.skipped
        for column in (spare if row in read else area.columns)
        if _is_number(sheet, row, column, symbols)
    ]
    if lost:
        findings.add(problems.FIGURES_OUTSIDE, sheet.name, lost)


def _is_number(sheet: Sheet, row: int, column: int, symbols: Mapping[str, str]) -> bool:
    value, mark = sheet.value(row, column), sheet.mark(row, column)
    if isinstance(value, str) and value.casefold() in symbols:
        return False
    return is_figure(value, mark, symbols)
