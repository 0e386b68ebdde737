"""Fill the tables of a store from a few columns: the rest takes plain defaults.

A case of a view is a folder with one CSV a table; it names only the columns that matter.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from tests.queries.defaults import DEFAULTS, REGISTER

IN_REGISTER = {
    "departments",
    "units",
    "indicators",
    "indicator_definitions",
    "priorities",
    "priority_indicators",
    "targets",
    "trajectory_points",
    "unit_targets",
    "policy_steps",
    "ratings",
    "reporting_rounds",
    "annotations",
    "series_gaps",
    "actions",
}


def fill(
    database: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Mapping[str, Any]]]
) -> None:
    """Append the rows, with a register and a submission made up where none are given."""
    given = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    given.setdefault("registers", [{"register_key": REGISTER}])
    given.setdefault("departments", [{"department_key": "d"}])
    given.setdefault("units", [{"unit_key": "nation"}])
    given.setdefault("files", [{"file_key": DEFAULTS["submissions"]["file_key"]}])
    given.setdefault(
        "submissions", [{"submission_key": DEFAULTS["observations"]["submission_key"]}]
    )
    given.setdefault(
        "priority_indicators",
        [
            {"priority_key": row["priority_key"], "indicator_key": row["indicator_key"]}
            for row in given.get("priorities", [])
        ],
    )
    database.execute("begin")
    for table, rows in given.items():
        complete = [DEFAULTS[table] | _with_keys(table, row) for row in rows]
        if complete:
            frame = pd.DataFrame(complete).astype(object)
            database.register("case_rows", frame.where(frame.notna(), None))
            columns = ", ".join(frame.columns)
            database.execute(
                f"insert into tables.{table} ({columns}) select {columns} from case_rows"
            )
            database.unregister("case_rows")
    database.execute("commit")


def _with_keys(table: str, row: dict[str, Any]) -> dict[str, Any]:
    if table in IN_REGISTER:
        row.setdefault("register_key", REGISTER)
    if table == "observations" and row.get("period_start") is None:
        row["period_start"] = date.fromisoformat(str(row["period_end"])).replace(day=1)
    return row


def read_case(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read every CSV of a case but `expected.csv`; an empty cell is nothing."""
    return {
        file.stem: [
            {column: cell if cell != "" else None for column, cell in row.items()}
            for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
        ]
        for file in sorted(folder.glob("*.csv"))
        if file.stem != "expected"
    }
