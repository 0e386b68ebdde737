"""Fill the tables of a store from a few columns: the rest takes plain defaults.

A case of a view is a folder with one CSV a table; it names only the columns that matter.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

REGISTER = "00000000-0000-0000-0000-000000000001"
LONG_AGO = datetime(2000, 1, 1)

DEFAULTS: dict[str, dict[str, Any]] = {
    "registers": {
        "received_at": LONG_AGO,
        "received_by": "test",
        "file_name": "register.xlsx",
        "file_hash": "0",
        "unit_title": "Test unit",
        "held_today_on": None,
        "is_demo": False,
    },
    "departments": {"title": "Department", "position": 1},
    "units": {"code": None, "name": "Unit", "unit_type": "country", "unit_group": None},
    "indicators": {
        "department_key": "d",
        "title": "Indicator",
        "short_title": "Indicator",
        "measure": "percent",
        "direction": 1,
        "frequency": "month",
        "publication_lag_days": 30,
        "grace_days": 14,
        "rounding_unit": 1.0,
        "unit_type": "country",
        "numerator_label": None,
        "denominator_label": None,
        "headline_rule": "published",
        "weight_indicator_key": None,
        "definition": "",
        "source": "",
        "publisher": "",
        "licence": "",
    },
    "indicator_definitions": {
        "definition_version": 1,
        "valid_from": date(1900, 1, 1),
        "text": "",
        "bridge_to_previous": None,
    },
    "priorities": {
        "department_key": "d",
        "title": "Priority",
        "short_title": "Priority",
        "promise": "",
        "headline_measure": "percent",
        "headline_label": "",
        "headline_rule": "published",
        "unit_type": None,
        "unit_group": None,
        "unit_key": None,
        "owner": "",
        "is_demo_owner": False,
        "position": 1,
        "started_on": date(1900, 1, 1),
        "closed_on": None,
    },
    "priority_indicators": {"kind": "target", "position": 1},
    "targets": {
        "target_version": 1,
        "agreed_on": date(1900, 1, 1),
        "baseline_value": None,
        "baseline_on": None,
        "baseline_source": None,
        "target_on": None,
        "target_kind": "target",
        "set_by": "",
        "document": "",
        "evidence_url": None,
        "evidence": "",
        "note": None,
        "tolerance_on": None,
        "tolerance_behind": None,
    },
    "trajectory_points": {
        "trajectory_version": 1,
        "agreed_on": date(1900, 1, 1),
        "low": None,
        "high": None,
        "origin": "published",
        "label": None,
        "shape": "linear",
        "definition_version": 1,
    },
    "unit_targets": {
        "unit_key": None,
        "agreed_on": date(1900, 1, 1),
        "label": "",
        "evidence": "",
    },
    "policy_steps": {
        "title": "Step",
        "done_on": None,
        "indicator_key": None,
        "expected_move_on": None,
        "is_demo": False,
        "known_on": date(1900, 1, 1),
    },
    "ratings": {
        "category": "overall",
        "rater_type": "unit",
        "rated_by": "test",
        "rated_at": LONG_AGO,
        "reason": "",
        "is_demo": False,
    },
    "reporting_rounds": {"title": "", "opens_on": date(1900, 1, 1), "due_on": date(1900, 1, 1)},
    "annotations": {"source": ""},
    "files": {
        "file_name": "return.xlsx",
        "file_hash": "0",
        "byte_count": 0,
        "received_at": LONG_AGO,
        "content": b"",
    },
    "submissions": {
        "file_key": "00000000-0000-0000-0000-0000000000f1",
        "file_hash": "0",
        "department_key": "d",
        "reporting_round": "r",
        "template_version": "1",
        "signed_off_by": "",
        "signed_off_role": "",
        "signed_off_on": date(2000, 1, 1),
        "submitted_by": "",
        "received_at": LONG_AGO,
        "observation_count": 0,
    },
    "withdrawals": {"is_withdrawn": True, "decided_by": "test", "reason": ""},
    "observations": {
        "submission_key": "00000000-0000-0000-0000-0000000000a1",
        "unit_key": "nation",
        "period_start": None,
        "value": None,
        "numerator": None,
        "denominator": None,
        "status": "final",
        "symbol": None,
        "definition_version": 1,
        "revision_reason": None,
        "note": None,
        "sheet": "Figures",
        "row_number": 1,
        "value_column": "G",
        "numerator_column": None,
        "denominator_column": None,
    },
    "actions": {
        "text": "Action",
        "owner": "",
        "is_demo_owner": False,
        "agreed_on": date(1900, 1, 1),
        "due_on": date(1900, 1, 1),
    },
    "drafts": {
        "file_key": "00000000-0000-0000-0000-0000000000f1",
        "file_hash": "0",
        "department_key": "d",
        "reporting_round": "r",
        "layout_key": None,
        "verdict": "accepted",
        "must_fix_count": 0,
        "explain_count": 0,
        "information_count": 0,
        "observation_count": 0,
        "sent_by": "",
        "received_at": LONG_AGO,
    },
    "draft_problems": {
        "position": 1,
        "code": "R-301",
        "level": "explain",
        "sheet": "Figures",
        "section": None,
        "cells": "G6",
        "found": None,
        "message": "",
        "fix": "",
        "is_waived": False,
    },
    "explanations": {
        "department_key": "d",
        "reporting_round": "r",
        "written_by": "",
        "received_at": LONG_AGO,
        "draft_key": "00000000-0000-0000-0000-0000000000d1",
    },
    "draft_outcomes": {"submission_key": None, "decided_by": "test"},
    "submission_effects": {
        "new_count": 0,
        "changed_count": 0,
        "withdrawn_count": 0,
        "unchanged_count": 0,
    },
    "waivers": {
        "code": "R-301",
        "department_key": "d",
        "indicator_key": None,
        "unit_key": None,
        "reason": "",
        "signed_by": "",
        "signed_on": date(1900, 1, 1),
        "expires_on": date(2100, 1, 1),
        "received_at": LONG_AGO,
    },
    "layouts": {"department_key": "d", "title": "", "saved_by": "", "received_at": LONG_AGO},
    "name_matches": {
        "department_key": "d",
        "kind": "unit",
        "matched_key": None,
        "confirmed_by": "",
        "received_at": LONG_AGO,
    },
    "commentaries": {"section": "progress", "sheet": "Commentary", "cell": "C6"},
    "action_updates": {
        "status": None,
        "note": None,
        "due_on": None,
        "done_on": None,
        "sheet": "Actions",
        "row_number": 6,
    },
    "policy_step_updates": {
        "forecast_on": None,
        "done_on": None,
        "status": None,
        "note": None,
        "sheet": "Policy steps",
        "row_number": 6,
    },
    "self_ratings": {
        "category": "overall",
        "reason": None,
        "sheet": "Self-rating",
        "row_number": 6,
    },
}
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
