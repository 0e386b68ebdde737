"""Append accepted returns with all that belongs to them, and take them out of use again."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pandas as pd

from stocktake.errors import StoreError
from stocktake.store.writing import (
    OvertakenError,
    Receipt,
    SubmissionFacts,
    append_row,
    append_rows,
    data_version,
    hash_of,
    keep_file,
    moment_of_write,
    record_change,
    transaction,
)

# The sheets beside the figures: their tables, and the columns a return gives.
ANSWER_COLUMNS = {
    "commentaries": ("section", "text", "sheet", "cell"),
    "action_updates": (
        "action_key", "status", "note", "due_on", "done_on", "sheet", "row_number",
    ),
    "policy_step_updates": (
        "policy_step_key", "forecast_on", "done_on", "status", "note", "sheet", "row_number",
    ),
    "self_ratings": ("priority_key", "category", "rating", "reason", "sheet", "row_number"),
}  # fmt: skip
EFFECTS = ("new", "changed", "withdrawn", "unchanged")


@dataclass(frozen=True)
class Accepted:
    """An accepted return: its cover, its figures, its answers, and what it changes."""

    facts: SubmissionFacts
    observations: pd.DataFrame
    answers: Mapping[str, pd.DataFrame] | None = None
    effect: Mapping[str, int] | None = None


def append_submission(
    cursor: duckdb.DuckDBPyConnection,
    accepted: Accepted,
    *,
    file_name: str,
    content: bytes,
    received_at: datetime | None = None,
    checked_at_version: int | None = None,
) -> Receipt:
    """Append one accepted return: its file, its event and its figures, in one transaction.

    The same return sent again is recognised and gives the first receipt: after a crash a sender
    may not have seen it although the figures were kept. Raises OvertakenError when the data
    version is no longer the one the return was checked at.
    """
    with transaction(cursor):
        file_hash = hash_of(content)
        if earlier := receipt_in_use(cursor, file_hash, accepted.facts):
            return earlier
        must_not_be_overtaken(cursor, checked_at_version)
        moment = moment_of_write(cursor, received_at)
        receipt = new_receipt(accepted, file_name, file_hash, moment)
        add_submission(cursor, accepted, receipt, keep_file(cursor, file_name, content, moment))
    return receipt


def new_receipt(accepted: Accepted, file_name: str, file_hash: str, moment: datetime) -> Receipt:
    """Make out the receipt of a return that is about to be kept."""
    return Receipt(str(uuid.uuid4()), file_name, file_hash, moment, len(accepted.observations))


def must_not_be_overtaken(
    cursor: duckdb.DuckDBPyConnection, checked_at_version: int | None
) -> None:
    """Raise OvertakenError when figures or register changed since the return was checked."""
    if checked_at_version not in (None, data_version(cursor)):
        raise OvertakenError("Another return came in meanwhile. Send this one again.")


def add_submission(
    cursor: duckdb.DuckDBPyConnection, accepted: Accepted, receipt: Receipt, file_key: str
) -> None:
    """Append event, figures, answers and effect within the caller's transaction."""
    facts, key = accepted.facts, receipt.submission_key
    event = {
        "submission_key": key,
        "file_key": file_key,
        "file_hash": receipt.file_hash,
        **vars(facts),
        "received_at": receipt.received_at,
        "observation_count": receipt.observation_count,
    }
    append_row(cursor, "submissions", event)
    # Sorted so that one indicator's rows lie together on disk: a page reads one indicator.
    ordered = accepted.observations.sort_values(["indicator_key", "unit_key", "period_end"])
    append_rows(cursor, "observations", ordered.assign(submission_key=key))
    if accepted.effect is not None:
        counts = {f"{state}_count": int(accepted.effect.get(state, 0)) for state in EFFECTS}
        append_row(cursor, "submission_effects", {"submission_key": key, **counts})
    written = _add_answers(cursor, accepted.answers or {}, key)
    counted = {"answers": written} if written else {}
    for what, row_count in (counted | {"submission": receipt.observation_count}).items():
        record_change(
            cursor,
            changed_at=receipt.received_at,
            changed_by=facts.submitted_by,
            what=what,
            about=key,
            row_count=row_count,
        )


def _add_answers(
    cursor: duckdb.DuckDBPyConnection, answers: Mapping[str, pd.DataFrame], submission_key: str
) -> int:
    for table, rows in answers.items():
        columns = ANSWER_COLUMNS[table]
        for values in zip(*(rows[column].tolist() for column in columns), strict=True):
            # An empty cell is NaN or None, by the way it came.
            cells = [None if pd.isna(value) else value for value in values]
            row = dict(zip(columns, cells, strict=True))
            append_row(cursor, table, {"submission_key": submission_key, **row})
    return sum(map(len, answers.values()))


def receipt_in_use(
    cursor: duckdb.DuckDBPyConnection, file_hash: str, facts: SubmissionFacts
) -> Receipt | None:
    """Give the receipt of this return if it is the newest in use of its department and round.

    Bytes that were withdrawn, or that another return came after, are kept anew: whoever sends
    them again wants them to count. The same bytes read for another department or round, or
    through another layout, are another return.
    """
    found = cursor.execute(
        """
        with newest as (
            select submission.*
            from tables.submissions as submission
            where submission.department_key = $department_key
                and submission.reporting_round = $reporting_round
                and not coalesce(
                    (select arg_max(withdrawal.is_withdrawn, withdrawal.received_at)
                        from tables.withdrawals as withdrawal
                        where withdrawal.submission_key = submission.submission_key),
                    false)
            order by submission.received_at desc, submission.submission_key desc
            limit 1
        )
        select newest.submission_key::varchar, file.file_name, newest.file_hash,
            newest.received_at, newest.observation_count
        from newest
        join tables.files as file on file.file_key = newest.file_key
        where newest.file_hash = $file_hash
            and newest.template_version = $template_version
        """,
        {
            "file_hash": file_hash,
            "department_key": facts.department_key,
            "reporting_round": facts.reporting_round,
            "template_version": facts.template_version,
        },
    ).fetchone()
    return _again(found) if found else None


def receipt_of(cursor: duckdb.DuckDBPyConnection, submission_key: str) -> Receipt | None:
    """Give the receipt of a submission once more."""
    found = cursor.execute(
        """
        select submission.submission_key::varchar, file.file_name, submission.file_hash,
            submission.received_at, submission.observation_count
        from tables.submissions as submission
        join tables.files as file on file.file_key = submission.file_key
        where submission.submission_key::varchar = $submission_key
        """,
        {"submission_key": submission_key},
    ).fetchone()
    return _again(found) if found else None


def _again(found: tuple[str, str, str, datetime, int]) -> Receipt:
    key, file_name, file_hash, received_at, count = found
    return Receipt(key, file_name, file_hash, received_at, count, is_repeat=True)


def append_withdrawal(
    cursor: duckdb.DuckDBPyConnection,
    *,
    submission_key: str,
    is_withdrawn: bool,
    decided_by: str,
    reason: str,
) -> None:
    """Take a submission out of use, or put it back, by appending the decision."""
    with transaction(cursor):
        if receipt_of(cursor, submission_key) is None:
            raise StoreError("There is no such submission to withdraw or reinstate.")
        moment = moment_of_write(cursor, None)
        row = {
            "submission_key": submission_key,
            "is_withdrawn": is_withdrawn,
            "received_at": moment,
            "decided_by": decided_by,
            "reason": reason,
        }
        append_row(cursor, "withdrawals", row)
        record_change(
            cursor,
            changed_at=moment,
            changed_by=decided_by,
            what="withdrawal" if is_withdrawn else "withdrawal undone",
            about=submission_key,
            row_count=1,
        )
