"""Append to the tables: one lock round every write, one transaction a submission."""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pandas as pd

from stocktake import clock
from stocktake.errors import StoreError


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


def record_change(
    cursor: duckdb.DuckDBPyConnection,
    *,
    changed_at: datetime,
    changed_by: str,
    what: str,
    about: str,
    row_count: int,
) -> None:
    """Raise the data version by writing what changed: the audit and the version are one table."""
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
    """Give the number raised by every write."""
    found = cursor.execute("select max(change_number) from tables.changes").fetchone()
    return int(found[0] or 0) if found else 0


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
    """Append a whole register as one bundle; the newest bundle counts. Gives its key."""
    key = str(uuid.uuid4())
    moment = received_at or clock.now()
    head = pd.DataFrame(
        [
            {
                "register_key": key,
                "received_at": moment,
                "received_by": received_by,
                "file_name": file_name,
                "file_hash": file_hash,
                **unit,
            }
        ]
    )
    with transaction(cursor):
        append_rows(cursor, "registers", head)
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


def append_submission(
    cursor: duckdb.DuckDBPyConnection,
    *,
    facts: SubmissionFacts,
    observations: pd.DataFrame,
    file_name: str,
    content: bytes,
    received_at: datetime | None = None,
    checked_at_version: int | None = None,
) -> Receipt:
    """Append one accepted return: its file, its event and its figures, in one transaction.

    The same bytes sent again are recognised by their hash and give the first receipt: after a
    crash a sender may not have seen it although the figures were kept. Bytes that were withdrawn
    are kept anew: whoever sends them again wants them to count. Raises OvertakenError when the
    data version is no longer the one the return was checked at.
    """
    file_hash = hashlib.sha256(content).hexdigest()
    moment = received_at or clock.now()
    with transaction(cursor):
        if earlier := _receipt_of(cursor, file_hash):
            return earlier
        if checked_at_version not in (None, data_version(cursor)):
            raise OvertakenError("Another return came in meanwhile. Send this one again.")
        receipt = Receipt(str(uuid.uuid4()), file_name, file_hash, moment, len(observations))
        file_key = _append_file(cursor, receipt, content)
        event = {
            "submission_key": receipt.submission_key,
            "file_key": file_key,
            "file_hash": file_hash,
            **vars(facts),
            "received_at": moment,
            "observation_count": receipt.observation_count,
        }
        append_rows(cursor, "submissions", pd.DataFrame([event]))
        # Sorted so that one indicator's rows lie together on disk: a page reads one indicator.
        ordered = observations.sort_values(["indicator_key", "unit_key", "period_end"])
        append_rows(cursor, "observations", ordered.assign(submission_key=receipt.submission_key))
        record_change(
            cursor,
            changed_at=moment,
            changed_by=facts.submitted_by,
            what="submission",
            about=receipt.submission_key,
            row_count=receipt.observation_count,
        )
    return receipt


def _append_file(cursor: duckdb.DuckDBPyConnection, receipt: Receipt, content: bytes) -> str:
    """Keep the workbook itself, under a key of its own and never under the name it came with."""
    file_key = str(uuid.uuid4())
    kept = {
        "file_key": file_key,
        "file_name": receipt.file_name,
        "file_hash": receipt.file_hash,
        "byte_count": len(content),
        "received_at": receipt.received_at,
        "content": content,
    }
    append_rows(cursor, "files", pd.DataFrame([kept]))
    return file_key


def _receipt_of(cursor: duckdb.DuckDBPyConnection, sent_hash: str) -> Receipt | None:
    """Give the first receipt of these bytes, unless every submission of them was withdrawn."""
    found = cursor.execute(
        """
        select submission.submission_key::varchar, file.file_name, submission.file_hash,
            submission.received_at, submission.observation_count
        from tables.submissions as submission
        join tables.files as file on file.file_key = submission.file_key
        where submission.file_hash = $file_hash
            and not coalesce(
                (select arg_max(withdrawal.is_withdrawn, withdrawal.received_at)
                    from tables.withdrawals as withdrawal
                    where withdrawal.submission_key = submission.submission_key),
                false)
        order by submission.received_at
        limit 1
        """,
        {"file_hash": sent_hash},
    ).fetchone()
    if found is None:
        return None
    key, name, file_hash, received_at, count = found
    return Receipt(key, name, file_hash, received_at, count, is_repeat=True)


def append_withdrawal(
    cursor: duckdb.DuckDBPyConnection,
    *,
    submission_key: str,
    is_withdrawn: bool,
    decided_by: str,
    reason: str,
) -> None:
    """Take a submission out of use, or put it back, by appending the decision."""
    moment = clock.now()
    row = pd.DataFrame(
        [
            {
                "submission_key": submission_key,
                "is_withdrawn": is_withdrawn,
                "received_at": moment,
                "decided_by": decided_by,
                "reason": reason,
            }
        ]
    )
    with transaction(cursor):
        known = cursor.execute(
            "select 1 from tables.submissions where submission_key::varchar = $submission_key",
            {"submission_key": submission_key},
        ).fetchone()
        if not known:
            raise StoreError("There is no such submission to withdraw or put back.")
        append_rows(cursor, "withdrawals", row)
        record_change(
            cursor,
            changed_at=moment,
            changed_by=decided_by,
            what="withdrawal" if is_withdrawn else "withdrawal undone",
            about=submission_key,
            row_count=1,
        )
