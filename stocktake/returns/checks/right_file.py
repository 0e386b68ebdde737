"""Gate 2: whether this is our workbook, whole, and of a version in use."""

from stocktake.returns.checks.wide import WIDE_TABLE
from stocktake.returns.cover import (
    ACCEPTED_VERSIONS,
    CHECKSUM_KEY,
    COLUMN_KEYS,
    COVER_FIELDS,
    ROUND_TEMPLATE_VERSION,
)
from stocktake.returns.problems import Findings, said
from stocktake.returns.side_sheets import SIDE_TABLES
from stocktake.returns.template_checksum import changed_tables, read_checksum
from stocktake.returns.workbook import Table, Workbook

ONCE = ("cover", "figures", *SIDE_TABLES)
Tables = dict[str, list[Table]]


def check_right_file(book: Workbook, findings: Findings) -> Tables:
    """Give the tables by name; a table that is missing, open or doubled is a finding.

    Cover and figures must be there, the figures on one sheet, on one for each indicator, or both.
    """
    tables = {name: found for name in (*ONCE, WIDE_TABLE) if (found := book.named(name))}
    _check_whole(tables, findings)
    missing = [name for name in ("cover", "figures") if name not in tables]
    if WIDE_TABLE in tables and "figures" in missing:
        missing.remove("figures")
    if missing:
        findings.add("R-061", found=_what_was_found(book, missing))
    elif not findings.must_stop():
        _check_version(tables, findings)
        _note_oddities(book, tables, findings)
    return tables


def _check_whole(tables: Tables, findings: Findings) -> None:
    for name, found in tables.items():
        if len(found) > 1 and name in ONCE:
            findings.add("R-064", found[1].sheet, [f"A{found[1].start_row}"], found=name)
        for table in found:
            if table.end_row is None:
                findings.add("R-063", table.sheet, [f"A{table.start_row}"], found=name)


def _what_was_found(book: Workbook, missing: list[str]) -> str:
    names = ", ".join(sheet.name[:31] for sheet in book.sheets[:5])
    more = f" and {len(book.sheets) - 5} more" if len(book.sheets) > 5 else ""
    firsts = [f"{sheet.name[:31]}!{sheet.first}" for sheet in book.sheets if sheet.first]
    begins = f"; it begins with {said(firsts[0])}" if firsts else "; all of it is empty"
    tables = " and ".join(f"[[start:{name}]]" for name in missing)
    noun = "sheet" if len(book.sheets) == 1 else "sheets"
    return f"no sheet holds the marker {tables}. It has the {noun} {names}{more}{begins}"


def _check_version(tables: Tables, findings: Findings) -> None:
    cover = tables["cover"][0]
    keys = [str(key).strip() for key in cover.columns.get("A", [])]
    lost = [key for key, _, _, _ in COVER_FIELDS if key not in keys]
    if lost:
        findings.add(
            "R-061",
            cover.sheet,
            [f"A{cover.header_row}"],
            found=f"the hidden keys of the cover are gone ({', '.join(lost)})",
        )
        return
    place = keys.index("template_version")
    value = cover.columns.get("C", [None] * len(keys))[place]
    version = f"{value:g}" if isinstance(value, float) else str(value or "").strip()
    if version not in ACCEPTED_VERSIONS:
        cell = f"C{cover.row_numbers[place]}"
        findings.add(
            "R-062", cover.sheet, [cell], found=said(version), expected=ROUND_TEMPLATE_VERSION
        )
    elif version == ROUND_TEMPLATE_VERSION:
        _check_structure(tables, keys, findings)


def _check_structure(tables: Tables, keys: list[str], findings: Findings) -> None:
    cover = tables["cover"][0]
    written = None
    if CHECKSUM_KEY in keys:
        written = cover.columns.get("C", [None] * len(keys))[keys.index(CHECKSUM_KEY)]
    sums = read_checksum(written)
    if sums is None:
        findings.add("R-067", cover.sheet, [f"A{cover.header_row}"], found=cover.sheet)
        return
    for name in changed_tables(sums, [table for found in tables.values() for table in found]):
        ours = tables.get(name)
        sheet = ours[0].sheet if ours else _TITLES.get(name, "Figures")
        findings.add("R-067", sheet, [f"A{ours[0].start_row}"] if ours else [], found=sheet)


_TITLES = {name: sheet.title for name, sheet in SIDE_TABLES.items()}


def _note_oddities(book: Workbook, tables: Tables, findings: Findings) -> None:
    ours = [table for found in tables.values() for table in found]
    names = {table.sheet for table in ours}
    for sheet in book.sheets:
        if sheet.name in names and sheet.strays:
            findings.add("R-065", sheet.name, sheet.strays)
        if sheet.name in names and sheet.is_hidden:
            findings.add("R-069", sheet.name, found=sheet.name)
    for table in ours:
        meant = {
            row
            for row, key in zip(table.row_numbers, table.columns.get("A", []), strict=False)
            if isinstance(key, str) and key.startswith(COLUMN_KEYS)
        }
        hidden = [str(row) for row in table.hidden_rows if row not in meant]
        if hidden:
            findings.add("R-066", table.sheet, hidden)
