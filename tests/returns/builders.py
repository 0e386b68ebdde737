"""Real workbooks for the tests: a small health department, its return, and ways to spoil it."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from stocktake.returns.check import CheckedReturn, check_return
from stocktake.returns.context import ReturnContext, no_figures
from stocktake.returns.cover import Cover
from stocktake.returns.template import write_return

COVER = Cover(
    department_key="health",
    department="Health",
    reporting_round="2026-03",
    signed_off_by="Sam Signer",
    signed_off_role="Director of Performance",
    signed_off_on=date(2026, 4, 10),
    contact="returns@health.example",
)
FIGURE_NAMES = [
    "indicator_key", "unit_key", "period_end", "value", "numerator", "denominator", "status",
    "symbol", "revision_reason", "note",
]  # fmt: skip
JANUARY, FEBRUARY, SCHOOL_YEAR = date(2026, 1, 31), date(2026, 2, 28), date(2025, 8, 31)


def indicator(key: str, title: str, measure: str, frequency: str = "month", **changes: object):
    return {
        "indicator_key": key, "department_key": "health", "title": title,
        "short_title": f"{title} (short)", "measure": measure, "direction": 1,
        "frequency": frequency, "publication_lag_days": 14, "grace_days": 7,
        "rounding_unit": 0.1, "unit_type": "nhs_provider", "numerator_label": None,
        "denominator_label": None, "headline_rule": "ratio", "definition": "What it counts.",
        "source": "Statistics", "publisher": "NHS England", "licence": "OGL", **changes,
    }  # fmt: skip


def a_context(known: pd.DataFrame | None = None, today: date | None = date(2026, 4, 20)):
    return ReturnContext(
        departments=pd.DataFrame(
            [
                {"department_key": "health", "title": "Health", "position": 1},
                {"department_key": "education", "title": "Education", "position": 2},
            ]
        ),
        indicators=pd.DataFrame(
            [
                indicator("four_hours", "Seen in four hours", "percent"),
                indicator("twelve_hours", "Waits over twelve hours", "count"),
                indicator(
                    "ready", "Ready for school", "percent", "school_year", unit_type="country"
                ),
                indicator("median_weeks", "Median weeks", "weeks"),
                indicator("crime_change", "Change in crime", "change_percent"),
                indicator(
                    "phonics", "Phonics", "percent", "school_year", department_key="education"
                ),
            ]
        ),
        units=pd.DataFrame(
            [
                ("trust_a", "RAA", "Alpha Trust", "nhs_provider", None),
                ("trust_b", "RBB", "Beta Trust", "nhs_provider", None),
                ("england", "E92000001", "England", "country", None),
                ("newcastle_north", "N1", "Newcastle", "borough", None),
                ("newcastle_south", "N2", "Newcastle", "borough", None),
            ],
            columns=["unit_key", "code", "name", "unit_type", "unit_group"],
        ),
        definitions=pd.DataFrame(
            [
                ("four_hours", 1, date(2010, 1, 1)),
                ("four_hours", 2, date(2026, 2, 1)),
                ("twelve_hours", 1, date(2010, 1, 1)),
                ("ready", 1, date(2010, 1, 1)),
                ("median_weeks", 1, date(2010, 1, 1)),
                ("crime_change", 1, date(2010, 1, 1)),
                ("phonics", 1, date(2010, 1, 1)),
            ],
            columns=["indicator_key", "definition_version", "valid_from"],
        ),
        rounds=pd.DataFrame(
            [("2026-03", "health", "March 2026", date(2026, 4, 1), date(2026, 4, 20))],
            columns=["reporting_round", "department_key", "title", "opens_on", "due_on"],
        ),
        known_figures=no_figures() if known is None else known,
        today=today,
    )


def figures(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=FIGURE_NAMES).astype(
        {"value": "float64", "numerator": "float64", "denominator": "float64"}
    )


def some_figures() -> pd.DataFrame:
    """Rows 6 to 12 of Figures: B indicator, C unit, D period, E F parts, G value, H status."""
    return figures(
        ("four_hours", "trust_a", JANUARY, None, 700, 1000, "final", None, None, None),
        ("four_hours", "trust_a", FEBRUARY, None, 710, 1000, "provisional", None, None, "early"),
        ("four_hours", "trust_b", JANUARY, 77.1, None, None, "final", None, None, None),
        ("four_hours", "trust_b", FEBRUARY, None, None, None, "not_published", "[x]", None, None),
        ("twelve_hours", "trust_a", JANUARY, 1234, None, None, "final", None, None, None),
        ("ready", "england", SCHOOL_YEAR, 68.3, None, None, "final", None, None, None),
        ("twelve_hours", "trust_b", FEBRUARY, None, None, None, None, None, None, None),
    )


def known(*rows: tuple) -> pd.DataFrame:
    names = ["indicator_key", "unit_key", "period_end", "value", "numerator", "denominator",
             "status"]  # fmt: skip
    return pd.DataFrame(list(rows), columns=names)


def write_good(path: Path, table: pd.DataFrame | None = None, cover: Cover = COVER) -> Path:
    write_return(path, cover, some_figures() if table is None else table, a_context())
    return path


def edit(path: Path, cells: Mapping[str, object]) -> Path:
    """Change cells the way a person does: open, type, save (`Figures!G6` to a value)."""
    book = load_workbook(path)
    for address, value in cells.items():
        sheet, cell = address.split("!")
        if isinstance(value, tuple):
            book[sheet][cell], number_format = value[0], value[1]
            book[sheet][cell].number_format = number_format
        else:
            book[sheet][cell] = value
    book.save(path)
    return path


def rewrite_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of the archive, as no spreadsheet program would."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    path.write_bytes(zip_of(parts))
    return path


def zip_of(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def check(path: Path, known_before: pd.DataFrame | None = None, **options) -> CheckedReturn:
    return check_return(path, a_context(known_before), **options)


def codes(result: CheckedReturn) -> list[str]:
    return [problem.code for problem in result.problems]
