"""Gate 2: whether this is our workbook, whole, and of the version in use."""

from stocktake.returns.cover import COVER_FIELDS, TEMPLATE_VERSION
from stocktake.returns.problems import Findings, said
from stocktake.returns.workbook import Table, Workbook

TABLES = ("cover", "figures")


def check_right_file(book: Workbook, findings: Findings) -> dict[str, Table]:
    """Give the tables by name; a table that is missing, open or doubled is a finding."""
    tables = {}
    for name in TABLES:
        found = book.named(name)
        if not found:
            continue
        table = tables[name] = found[0]
        if len(found) > 1:
            findings.add("R-064", found[1].sheet, [f"A{found[1].start_row}"], found=name)
        if table.end_row is None:
            findings.add("R-063", table.sheet, [f"A{table.start_row}"], found=name)
    missing = [name for name in TABLES if name not in tables]
    if missing:
        findings.add("R-061", found=_what_was_found(book, missing))
    elif not findings.must_stop():
        _check_version(tables["cover"], findings)
        _note_oddities(book, tables, findings)
    return tables


def _what_was_found(book: Workbook, missing: list[str]) -> str:
    names = ", ".join(sheet.name[:31] for sheet in book.sheets[:5])
    more = f" and {len(book.sheets) - 5} more" if len(book.sheets) > 5 else ""
    firsts = [f"{sheet.name[:31]}!{sheet.first}" for sheet in book.sheets if sheet.first]
    begins = f"; it begins with {said(firsts[0])}" if firsts else "; all of it is empty"
    tables = " and ".join(f"[[start:{name}]]" for name in missing)
    noun = "sheet" if len(book.sheets) == 1 else "sheets"
    return f"no sheet holds the marker {tables}. It has the {noun} {names}{more}{begins}"


def _check_version(cover: Table, findings: Findings) -> None:
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
    if version != TEMPLATE_VERSION:
        cell = f"C{cover.row_numbers[place]}"
        findings.add("R-062", cover.sheet, [cell], found=said(version), expected=TEMPLATE_VERSION)


def _note_oddities(book: Workbook, tables: dict[str, Table], findings: Findings) -> None:
    for sheet in book.sheets:
        if sheet.strays and any(table.sheet == sheet.name for table in tables.values()):
            findings.add("R-065", sheet.name, sheet.strays)
    for table in tables.values():
        if table.hidden_rows:
            findings.add("R-066", table.sheet, [str(row) for row in table.hidden_rows])
