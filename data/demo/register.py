"""Put the sheets of the register together and write them as one workbook."""

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from data.demo.gaps import build_series_gaps
from data.demo.judgements import build_actions, build_policy_steps, build_ratings
from data.demo.plans import build_points, build_targets, build_unit_targets, read_sheet
from data.demo.sources import read_figures, read_rows, read_targets
from data.demo.units import build_units

HELD_TODAY_ON = date(2026, 5, 20)
_ROUNDS = ["reporting_round", "department_key", "title", "opens_on", "due_on"]


def build_register() -> dict[str, pd.DataFrame]:
    """Build every sheet of the register, in the order they stand in the workbook."""
    published, figures, rows = read_targets(), read_figures(), read_rows()
    targets = build_targets(published, figures)
    unit = {
        "unit_title": ["Demonstration delivery unit"],
        "held_today_on": [HELD_TODAY_ON],
        "is_demo": [True],
    }
    return {
        "unit": pd.DataFrame(unit),
        "departments": read_sheet("departments"),
        "units": build_units(rows),
        "indicators": read_sheet("indicators"),
        "indicator_definitions": read_sheet("indicator_definitions"),
        "priorities": read_sheet("priorities"),
        "priority_indicators": read_sheet("priority_indicators"),
        "targets": targets,
        "trajectory_points": build_points(published, targets),
        "unit_targets": build_unit_targets(published),
        "policy_steps": build_policy_steps(),
        "actions": build_actions(),
        "series_gaps": build_series_gaps(rows),
        "annotations": read_sheet("annotations"),
        "ratings": build_ratings(),
        "reporting_rounds": read_sheet("returns")[_ROUNDS],
    }


def write_register(path: Path) -> None:
    """Write the register workbook; the same sources give the same bytes."""
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    book.properties.creator = "Stocktake"
    book.properties.title = "Register of the demonstration delivery unit"
    for name, rows in build_register().items():
        _write_sheet(book, name, rows)
    written = io.BytesIO()
    book.save(written)
    path.write_bytes(_without_clock(written))


def _write_sheet(book: Workbook, name: str, rows: pd.DataFrame) -> None:
    sheet = book.create_sheet(name)
    sheet.append(list(rows.columns))
    columns = [[_plain(value) for value in rows[column]] for column in rows.columns]
    for row in zip(*columns, strict=True):
        sheet.append(row)
    sheet.freeze_panes = "B2"
    for place, column in enumerate(rows.columns, start=1):
        header = sheet.cell(1, place)
        header.font = Font(bold=True, color="FFFFFF")
        header.fill = PatternFill("solid", start_color="0B1F33", end_color="0B1F33")
        header.alignment = Alignment(vertical="center")
        longest = max((len(str(v)) for v in columns[place - 1] if v is not None), default=0)
        width = min(max(longest, len(column)) + 2, 60)
        sheet.column_dimensions[get_column_letter(place)].width = width
        number_format = _date_format(column)
        if number_format:
            for row in range(2, len(rows) + 2):
                sheet.cell(row, place).number_format = number_format


def _date_format(column: str) -> str | None:
    if column.startswith("tolerance"):
        return None
    if column.endswith(("_on", "_end", "valid_from")):
        return "yyyy-mm-dd"
    return "yyyy-mm-dd hh:mm" if column.endswith("_at") else None


def _plain(value: object) -> object:
    """Give a value openpyxl writes as itself: no numpy, no NaN, no time of day on a day."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if isinstance(value, str | bool | int | date | datetime):
        return value
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, float) and number.is_integer():
        return int(number)
    return number


def _without_clock(written: io.BytesIO) -> bytes:
    """Take every clock reading out of the workbook, so that equal means equal."""
    steady = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(steady, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", part)
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o644 << 16
            fixed.create_system = 3
            target.writestr(fixed, part)
    return steady.getvalue()
