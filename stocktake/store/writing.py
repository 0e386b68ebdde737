"""Append to the tables: the transaction round a write, its moment, and its entry in the audit."""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import pandas as pd

from stocktake import clock
from stocktake.errors import StoreError

# What the audit calls the writes that change no figure: every upload would empty every cache
# if they raised the data version. A word that is not here raises it.
DESK_CHANGES = frozenset(
    {
        "draft",
        "explanations",
        "draft accepted",
        "draft set aside",
        "answers",
        "waiver",
        "layout",
        "name matches",
        "first scores",
        "rating round",
        "meeting",
        "inquiries",
        "front line",
        "meeting event",
        "capture",
        "action change",
        "edition",
        "edition thrown away",
    }
)


@dataclass(frozen=True)
class Receipt:
    """Proof that a submission was kept."""

    submission_key: str
    file_name: str
    file_hash: str
    received_at: datetime
    observation_count: int
    is_repeat: bool = False


@dataclass(frozen=True)
class SubmissionFacts:
    """What the cover of a return says, and who sent it."""

    department_key: str
    reporting_round: str
    template_version: str
    signed_off_by: str
    signed_off_role: str
    signed_off_on: object
    submitted_by: str


class OvertakenError(StoreError):
    """Something was written since the return was checked: check it again against that."""


@contextmanager
def transaction(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit the block as a whole, or nothing of it."""
    cursor.execute("begin")
    try:
        yield
        cursor.execute("commit")
    except duckdb.Error as fault:
        cursor.execute("rollback")
        raise StoreError(
            "The change could not be written, and nothing of it was kept. Check that the disk is "
            "not full and try again."
        ) from fault
    except BaseException:
        cursor.execute("rollback")
        raise


def append_rows(cursor: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    """Append a frame to `tables.<table>` by column names; the names come from our own code."""
    cursor.register("rows_to_append", rows)
    columns = ", ".join(rows.columns)
    try:
        cursor.execute(
            f"insert into tables.{table} ({columns}) select {columns} from rows_to_append"
        )
    finally:
        cursor.unregister("rows_to_append")


def append_row(cursor: duckdb.DuckDBPyConnection, table: str, row: Mapping[str, object]) -> None:
    """Append one row by column names: a frame of one costs five times as much."""
    columns, values = ", ".join(row), ", ".join(f"${column}" for column in row)
    cursor.execute(f"insert into tables.{table} ({columns}) values ({values})", dict(row))


def record_change(
    cursor: duckdb.DuckDBPyConnection,
    *,
    changed_at: datetime,
    changed_by: str,
    what: str,
    about: str,
    row_count: int,
) -> None:
    """Raise the versions by writing what changed: the audit and the versions are one table."""
    cursor.execute(
        """
        insert into tables.changes
        select
            coalesce(max(change.change_number), 0) + 1,
            $changed_at, $changed_by, $what, $about, $row_count
        from tables.changes as change
        """,
        {
            "changed_at": changed_at,
            "changed_by": changed_by,
            "what": what,
            "about": about,
            "row_count": row_count,
        },
    )


def data_version(cursor: duckdb.DuckDBPyConnection) -> int:
    """Give the number raised by every write that changes a figure or the register."""
    return _newest_change(cursor, [*DESK_CHANGES])


def desk_version(cursor: duckdb.DuckDBPyConnection) -> int:
    """Give the number raised by every write."""
    return _newest_change(cursor, [])


def _newest_change(cursor: duckdb.DuckDBPyConnection, but: list[str]) -> int:
    found = cursor.execute(
        """
        select max(change.change_number)
        from tables.changes as change
        where not list_contains($but, change.what)
        """,
        {"but": but},
    ).fetchone()
    return int(found[0] or 0) if found else 0


def moment_of_write(cursor: duckdb.DuckDBPyConnection, received_at: datetime | None) -> datetime:
    """Give the moment of this write: `received_at`, or now and never before an earlier write.

    What was written last is what counts. A clock that was set back, or two writes within one tick
    of it, must not make a correction older than what it corrects.
    """
    if received_at is not None:
        return received_at
    found = cursor.execute("select max(change.changed_at) from tables.changes as change").fetchone()
    last = found[0] if found else None
    now = clock.now()
    return max(now, last + timedelta(microseconds=1)) if last else now


def keep_file(
    cursor: duckdb.DuckDBPyConnection, file_name: str, content: bytes, moment: datetime
) -> str:
    """Keep a workbook as it was sent, once for each name it came under; give its key.

    The key is its own and never the name it came with.
    """
    file_hash = hash_of(content)
    found = cursor.execute(
        """
        select file.file_key::varchar
        from tables.files as file
        where file.file_hash = $file_hash and file.file_name = $file_name
        order by file.received_at
        limit 1
        """,
        {"file_hash": file_hash, "file_name": file_name},
    ).fetchone()
    if found:
        return str(found[0])
    kept = {
        "file_key": str(uuid.uuid4()),
        "file_name": file_name,
        "file_hash": file_hash,
        "byte_count": len(content),
        "received_at": moment,
        "content": content,
    }
    append_row(cursor, "files", kept)
    return str(kept["file_key"])


def hash_of(content: bytes) -> str:
    """Give the hash by which the same bytes are known again."""
    return hashlib.sha256(content).hexdigest()


def append_register(
    cursor: duckdb.DuckDBPyConnection,
    *,
    unit: Mapping[str, object],
    tables: Mapping[str, pd.DataFrame],
    file_name: str,
    file_hash: str,
    received_by: str,
    received_at: datetime | None = None,
) -> str:
    """Append a whole register as one bundle, in the caller's transaction; give its key.

    The newest bundle counts.
    """
    key = str(uuid.uuid4())
    moment = moment_of_write(cursor, received_at)
    head = {
        "register_key": key,
        "received_at": moment,
        "received_by": received_by,
        "file_name": file_name,
        "file_hash": file_hash,
        **unit,
    }
    append_row(cursor, "registers", head)
    for table, rows in tables.items():
        if len(rows):
            append_rows(cursor, table, rows.assign(register_key=key))
    record_change(
        cursor,
        changed_at=moment,
        changed_by=received_by,
        what="register",
        about=key,
        row_count=sum(map(len, tables.values())),
    )
    return key
