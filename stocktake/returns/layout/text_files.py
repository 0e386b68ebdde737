"""Read a text file of figures: which letters, which separator, then rows of text.

Runs in the guarded child only. Nothing is turned into a number here: `1,234` may be two numbers
and `00123` a code, and only the layout can say so.
"""

import csv
import io
from collections import Counter
from typing import Any

from stocktake.returns.container import Limits
from stocktake.returns.refusal import RefusalError

_SEPARATORS = ",;\t|"
_LONGEST = 32_767
_SAMPLE = 200


def read_text_file(content: bytes, limits: Limits) -> dict[str, Any]:
    """Give the one sheet of a .csv or .tsv file; raise `RefusalError`."""
    text, encoding = _decode(content)
    if text.startswith("sep=") and text[5:6] in ("\r", "\n"):
        # A line for Excel alone, which does not count it as a row either.
        separator, text = text[4], text[5:].lstrip("\r").removeprefix("\n")
    else:
        separator = _separator(text)
    csv.field_size_limit(_LONGEST)
    rows: list[list[Any]] = []
    cell_count = 0
    try:
        for number, found in enumerate(csv.reader(io.StringIO(text), delimiter=separator), 1):
            values = [value.strip() or None for value in found[: limits.columns]]
            while values and values[-1] is None:
                values.pop()
            cell_count += len(values)
            if len(rows) >= limits.rows + 1_000 or cell_count > limits.cells:
                raise RefusalError("R-002", f"it has more than {limits.rows:,} rows")
            if values:
                rows.append([number, values, []])
    except csv.Error as fault:
        raise RefusalError("R-005", "a quotation mark is never closed") from fault
    sheet = {
        "name": "Text", "is_hidden": False, "rows": rows, "hidden_rows": [], "far": [],
        "far_count": 0, "hidden_columns": [], "merges": [],
    }  # fmt: skip
    return {"format": "csv", "epoch": 1900, "encoding": encoding, "sheets": [sheet]}


def _decode(content: bytes) -> tuple[str, str]:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    ):  # fmt: skip
        if content.startswith(mark):
            return _decoded(content, encoding), encoding
    if b"\0" in content[:400]:
        return _decoded(content, "utf-16-be" if content[:1] == b"\0" else "utf-16-le"), "utf-16"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise RefusalError("R-005", f"its letters are not {encoding.upper()}") from fault


def _separator(text: str) -> str:
    """Pick the separator that cuts most rows into the same number of pieces, more than one."""
    lines = text.splitlines()[:_SAMPLE]
    best, most = ",", (0.0, 0)
    for separator in _SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1]
        except csv.Error:
            continue
        if not widths:
            continue
        width, count = Counter(widths).most_common(1)[0]
        score = (count / len(lines) if width > 1 else 0.0, width)
        if score > most:
            best, most = separator, score
    return best
