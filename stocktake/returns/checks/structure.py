"""Gate 4: whether the columns of Figures can be found."""

from stocktake.returns.cover import FIGURE_FIELDS, SHOWN_HEADERS
from stocktake.returns.problems import Findings
from stocktake.returns.workbook import Table


def check_structure(table: Table, findings: Findings) -> dict[str, str]:
    """Give the letter of each field's column; headers may be in any order."""
    fields = {_plain(header): field for field, header, _, _ in FIGURE_FIELDS}
    letters: dict[str, str] = {}
    for letter, header in table.headers.items():
        if letter == "A" or _plain(header) in _SHOWN:
            continue
        cell = f"{letter}{table.header_row}"
        field = fields.get(_plain(header))
        if field is None:
            findings.add("R-103", table.sheet, [cell], found=header[:60])
        elif field in letters:
            findings.add("R-102", table.sheet, [cell], found=header[:60])
        else:
            letters[field] = letter
    for field, header, _, _ in FIGURE_FIELDS:
        if field not in letters:
            findings.add("R-101", table.sheet, [str(table.header_row)], found=header.rstrip(" *"))
    return letters


def _plain(header: str) -> str:
    return " ".join(header.replace("*", " ").split()).casefold()


_SHOWN = {_plain(header) for header in SHOWN_HEADERS}
