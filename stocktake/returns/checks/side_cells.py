"""Read single answers from the sheets beside the figures, noting what cannot be read."""

from collections.abc import Container, Iterator
from datetime import date

from stocktake.returns.cover import SHOWN_HEADERS
from stocktake.returns.problems import Findings, said
from stocktake.returns.side_sheets import (
    SIDE_TABLES,
    SideRow,
    SideRows,
    pick_side_rows,
    read_day,
    read_word,
)
from stocktake.returns.waivers import About
from stocktake.returns.workbook import Table


class Side:
    """One such sheet on its way from cells to rows."""

    def __init__(self, rows: SideRows, findings: Findings) -> None:
        self.rows, self.findings = rows, findings

    @classmethod
    def open(cls, table: Table, findings: Findings) -> "Side | None":
        """Find the columns to read; None (and findings) where one is missing."""
        fields = {_plain(f.header): f for f in SIDE_TABLES[table.name].fields}
        letters: dict[str, str] = {}
        for letter, header in table.headers.items():
            known = fields.get(_plain(header))
            if known is None and letter != "A" and header not in SHOWN_HEADERS:
                cell = f"{letter}{table.header_row}"
                findings.add("R-103", table.sheet, [cell], found=header[:60])
            elif known is not None and known.is_input:
                letters.setdefault(known.name, letter)
        lost = [f for f in fields.values() if f.is_input and f.name not in letters]
        for missing in lost:
            findings.add("R-101", table.sheet, [str(table.header_row)], found=missing.header)
        return None if lost else cls(pick_side_rows(table, letters), findings)

    def note(self, code: str, row: SideRow, names: tuple[str, ...], **words: str) -> None:
        """Note a finding at fields of a row."""
        cells = [self.rows.cell(name, row) for name in names]
        self.findings.add(code, self.rows.sheet, cells, about=[About("", "", row.key)], **words)

    def keyed_rows(self, known: Container[str]) -> Iterator[SideRow]:
        """Give the rows with a key we know, each once; the others are findings if they say much."""
        seen: dict[str, SideRow] = {}
        for row in self.rows.rows:
            if row.key not in known:
                if not row.is_empty:
                    cell = f"A{row.row_number}"
                    self.findings.add("R-403", self.rows.sheet, [cell], found=said(row.key))
            elif row.key in seen:
                cells = [f"A{seen[row.key].row_number}", f"A{row.row_number}"]
                self.findings.add("R-404", self.rows.sheet, cells)
            else:
                seen[row.key] = row
                yield row

    def is_readable(self, row: SideRow, name: str) -> bool:
        """Whether a cell holds something to read; an Excel error or an empty formula is named."""
        mark = row.marks.get(name)
        if mark == "error":
            self.note("R-105", row, (name,), found=str(row.values[name]))
        elif mark == "formula":
            self.note("R-106", row, (name,))
        return mark not in ("error", "formula") and row.values[name] is not None

    def text(self, row: SideRow, name: str) -> str | None:
        """Read a text."""
        return str(row.values[name]) if self.is_readable(row, name) else None

    def day(self, row: SideRow, name: str) -> date | None:
        """Read a day."""
        if not self.is_readable(row, name):
            return None
        day = read_day(row.values[name])
        if day is None:
            self.note("R-401", row, (name,), found=said(row.values[name]))
        return day

    def word(self, row: SideRow, name: str, words: dict[str, str]) -> str | None:
        """Read a choice from a list."""
        if not self.is_readable(row, name):
            return None
        chosen = read_word(str(row.values[name]), words)
        if chosen is None:
            self.note(
                "R-402", row, (name,),
                found=said(row.values[name]), expected=", ".join(words.values()),
            )  # fmt: skip
        return chosen


def _plain(header: str) -> str:
    return " ".join(header.replace("*", " ").split()).casefold()
