"""What was agreed with a department and holds from return to return: waivers, layouts, names."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from stocktake.errors import StoreError
from stocktake.store.writing import (
    append_row,
    append_rows,
    moment_of_write,
    record_change,
    transaction,
)


@dataclass(frozen=True)
class Waiver:
    """A signed, dated exception to one check; without a unit or indicator it holds for all."""

    code: str
    department_key: str
    indicator_key: str | None
    unit_key: str | None
    reason: str
    signed_by: str
    signed_on: date
    expires_on: date


def append_waiver(cursor: duckdb.DuckDBPyConnection, waiver: Waiver, waiver_key: str | None) -> str:
    """Keep a waiver; under the key of an earlier one it takes its place. Gives its key."""
    key = waiver_key or str(uuid.uuid4())
    with transaction(cursor):
        if waiver_key and not _is_waiver(cursor, waiver_key):
            raise StoreError("There is no such waiver to replace.")
        _append_one(cursor, "waivers", {"waiver_key": key, **vars(waiver)}, waiver.signed_by, key)
    return key


def _is_waiver(cursor: duckdb.DuckDBPyConnection, waiver_key: str) -> bool:
    found = cursor.execute(
        "select 1 from tables.waivers as waiver where waiver.waiver_key::varchar = $waiver_key",
        {"waiver_key": waiver_key},
    ).fetchone()
    return found is not None


def append_layout(
    cursor: duckdb.DuckDBPyConnection,
    *,
    layout_key: str,
    department_key: str,
    title: str,
    layout: str,
    saved_by: str,
) -> None:
    """Keep how a source lays out its spreadsheet; the newest of a key counts."""
    row = {
        "layout_key": layout_key,
        "department_key": department_key,
        "title": title,
        "layout": layout,
        "saved_by": saved_by,
    }
    with transaction(cursor):
        _append_one(cursor, "layouts", row, saved_by, layout_key)


def append_name_matches(
    cursor: duckdb.DuckDBPyConnection,
    department_key: str,
    matches: Mapping[tuple[str, str], str | None],
    *,
    confirmed_by: str,
) -> None:
    """Keep what a department means by its names: (kind, given) to a key, or to none at all."""
    if not matches:
        return
    with transaction(cursor):
        moment = moment_of_write(cursor, None)
        rows = [
            {
                "department_key": department_key,
                "kind": kind,
                "given": given,
                "matched_key": matched,
                "confirmed_by": confirmed_by,
                "received_at": moment,
            }
            for (kind, given), matched in matches.items()
        ]
        append_rows(cursor, "name_matches", pd.DataFrame(rows))
        record_change(
            cursor,
            changed_at=moment,
            changed_by=confirmed_by,
            what="name matches",
            about=department_key,
            row_count=len(rows),
        )


def _append_one(
    cursor: duckdb.DuckDBPyConnection, table: str, row: Mapping[str, object], by: str, about: str
) -> None:
    moment = moment_of_write(cursor, None)
    append_row(cursor, table, {**row, "received_at": moment})
    record_change(
        cursor,
        changed_at=moment,
        changed_by=by,
        what=table.removesuffix("s"),
        about=about,
        row_count=1,
    )
