"""The committed workbooks, read with calamine alone: nothing of ours stands between.

It is not what wrote them, and reads sixty thousand figures in a second where openpyxl takes twelve.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from data.demo.register import write_register
from data.demo.returns import write_returns
from stocktake.returns.register import Register, read_register

DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True)
class Row:
    """One row of one Figures sheet, as it stands in the file."""

    file: str
    key: tuple[str, str, date]
    numerator: object
    denominator: object
    value: object
    status: str
    reason: str | None
    note: str | None


@pytest.fixture(scope="session")
def received() -> list[dict[str, str]]:
    with (DATA / "received.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="session")
def rows(received: list[dict[str, str]]) -> list[Row]:
    """Every figure of every committed return, in the order the returns came in."""
    files = [line["file"] for line in received if line["file"] != "register.xlsx"]
    return [row for file in files for row in figure_rows(file)]


@pytest.fixture(scope="session")
def known(rows: list[Row]) -> dict[tuple[str, str, date], Row]:
    """What is known in the end: the later return wins."""
    return {row.key: row for row in rows}


@pytest.fixture(scope="session")
def register() -> Register:
    return read_register(DATA / "register.xlsx")


@pytest.fixture(scope="session")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("rebuilt")
    write_register(output / "register.xlsx")
    write_returns(output)
    return output


def figure_rows(file: str) -> Iterator[Row]:
    book = CalamineWorkbook.from_path(str(DATA / file))
    inside = False
    for cells in book.get_sheet_by_name("Figures").to_python(skip_empty_area=False):
        mark = cells[0]
        if mark == "[[end:figures]]":
            break
        if inside and mark:
            indicator, unit, end = str(mark).split("|")
            key = (indicator, unit, date.fromisoformat(end))
            # An empty cell is an empty text here; no return holds one that somebody typed.
            given = [None if cell == "" else cell for cell in cells[4:10]]
            above, below, value, status, reason, note = given
            yield Row(file, key, above, below, value, str(status), reason, note)
        inside = inside or mark == "[[start:figures]]"
    book.close()


def frame(known: dict[tuple[str, str, date], Row], indicator_key: str) -> pd.DataFrame:
    """Give the last known figures of one indicator; symbols become empty."""
    picked = [row for row in known.values() if row.key[0] == indicator_key]
    table = pd.DataFrame(
        {
            "unit_key": [row.key[1] for row in picked],
            "period_end": [row.key[2] for row in picked],
            "numerator": [row.numerator for row in picked],
            "denominator": [row.denominator for row in picked],
            "value": [None if isinstance(row.value, str) else row.value for row in picked],
        }
    )
    return table.astype({"numerator": float, "denominator": float, "value": float})
