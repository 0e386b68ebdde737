"""Sheets as publishers lay them out, written as real files of every format."""

import csv
import io
import struct
from dataclasses import dataclass, field
from datetime import date

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from stocktake.returns.layout.sheets import address


@dataclass
class Page:
    """Cells by (row, column), and where each figure was put.

    `put` remembers figures: (indicator, unit, period_end, part) to the address.
    """

    name: str = "Table 1"
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    figures: dict[tuple[str, str, date, str], tuple[str, float | None]] = field(
        default_factory=dict
    )

    def write(self, row: int, *values: object, start: int = 1) -> None:
        for column, value in enumerate(values, start):
            if value is not None:
                self.cells[row, column] = value

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.merges.append((top, left, bottom, right))

    def put(self, row, column, key, part, value, shown=None, number_format=None) -> None:
        """Write a figure; `shown` is how the publisher writes it."""
        self.cells[row, column] = value if shown is None else shown
        if number_format:
            self.formats[row, column] = number_format
        self.figures[(*key, part)] = (address(row, column), value)


def to_xlsx(*pages: Page) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        for (row, column), value in page.cells.items():
            cell = sheet.cell(row, column, value)
            if (row, column) in page.formats:
                cell.number_format = page.formats[row, column]
        for top, left, bottom, right in page.merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    return _saved(book)


def _saved(book) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def to_ods(*pages: Page) -> bytes:
    book = OpenDocumentSpreadsheet()
    for page in pages:
        table = Table(name=page.name)
        spans = {(top, left): right - left + 1 for top, left, _, right in page.merges}
        for row in range(1, max(r for r, _ in page.cells) + 1):
            made = TableRow()
            covered = 0
            for column in range(1, max(c for _, c in page.cells) + 1):
                if covered:
                    made.addElement(CoveredTableCell())
                    covered -= 1
                    continue
                span = spans.get((row, column), 1)
                covered = span - 1
                made.addElement(_ods_cell(page.cells.get((row, column)), span))
            table.addElement(made)
        book.spreadsheet.addElement(table)
    return _saved(book)


def _ods_cell(value: object, span: int) -> TableCell:
    more = {"numbercolumnsspanned": span} if span > 1 else {}
    if value is None:
        return TableCell(**more)
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat(), **more)
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=repr(value), **more)
    else:
        cell = TableCell(valuetype="string", **more)
    cell.addElement(P(text=str(value)))
    return cell


def to_csv(page: Page, encoding: str = "utf-8", separator: str = ",") -> bytes:
    made = io.StringIO()
    writer = csv.writer(made, delimiter=separator, lineterminator="\r\n")
    width = max(column for _, column in page.cells)
    for row in range(1, max(r for r, _ in page.cells) + 1):
        writer.writerow([page.cells.get((row, column), "") for column in range(1, width + 1)])
    return made.getvalue().encode(encoding)


def to_xls(page: Page) -> bytes:
    """Write the cells as BIFF5 in an OLE container, as a program of 1995 did."""
    records = [_record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0))]
    name = page.name.encode("cp1252")
    sheet_record = struct.pack("<IHB", 0, 0, len(name)) + name
    before = sum(map(len, records)) + len(_record(0x0085, sheet_record)) + 4
    sheet_record = struct.pack("<IHB", before, 0, len(name)) + name
    records += [_record(0x0085, sheet_record), _record(0x000A, b"")]
    records.append(_record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0)))
    rows, columns = (max(place[side] for place in page.cells) for side in (0, 1))
    records.append(_record(0x0200, struct.pack("<HHHHH", 0, min(rows, 65535), 0, columns, 0)))
    for (row, column), value in sorted(page.cells.items()):
        head = struct.pack("<HHH", row - 1, column - 1, 0)
        if isinstance(value, int | float):
            records.append(_record(0x0203, head + struct.pack("<d", value)))
        else:
            text = str(value).encode("cp1252")
            records.append(_record(0x0204, head + struct.pack("<H", len(text)) + text))
    records.append(_record(0x000A, b""))
    return _ole(b"".join(records))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _ole(stream: bytes) -> bytes:
    """Put one stream called Book into a container of 512-byte sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    fat_count = -(-(count + 1 + 20) // 128)
    chain = [0xFFFFFFFD] * fat_count + [0xFFFFFFFE]
    first = fat_count + 1
    chain += [first + place + 1 for place in range(count - 1)] + [0xFFFFFFFE]
    chain += [0xFFFFFFFF] * (fat_count * 128 - len(chain))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count, fat_count, 0,
                          4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    header += struct.pack("<109I", *range(fat_count), *[0xFFFFFFFF] * (109 - fat_count))
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + _entry("Book", 2, first, len(stream))
    directory = entries + _entry("", 0, 0, 0) * 2
    return header + struct.pack(f"<{len(chain)}I", *chain) + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le") if name else b""
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )
