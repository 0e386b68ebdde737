"""The returns desk in the database: drafts, what was found, what was said, what became of them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pandas as pd

from stocktake.errors import StoreError
from stocktake.model.problem import Level, Problem
from stocktake.store.submissions import (
    Accepted,
    add_submission,
    must_not_be_overtaken,
    new_receipt,
    receipt_in_use,
    receipt_of,
)
from stocktake.store.writing import (
    Receipt,
    append_row,
    append_rows,
    hash_of,
    keep_file,
    moment_of_write,
    record_change,
    transaction,
)


@dataclass(frozen=True)
class DraftFacts:
    """What is known of a file on the desk: whose it is, as far as it says, and who sent it."""

    department_key: str | None
    reporting_round: str | None
    verdict: str
    observation_count: int | None
    sent_by: str
    layout_key: str | None = None


@dataclass(frozen=True)
class _Draft:
    """A draft as it stands: the newest outcome, and its file."""

    draft_key: str
    department_key: str | None
    reporting_round: str | None
    file_key: str
    file_hash: str
    file_name: str
    outcome: str | None
    submission_key: str | None


def append_draft(
    cursor: duckdb.DuckDBPyConnection,
    *,
    facts: DraftFacts,
    problems: Sequence[Problem],
    waived: Sequence[Problem],
    file_name: str,
    content: bytes,
    received_at: datetime | None,
) -> str:
    """Keep a file with what the checks found in it; give the key of the draft."""
    key = str(uuid.uuid4())
    rows = _problem_rows(key, problems, waived)
    with transaction(cursor):
        moment = moment_of_write(cursor, received_at)
        draft = {
            "draft_key": key,
            "file_key": keep_file(cursor, file_name, content, moment),
            "file_hash": hash_of(content),
            "department_key": facts.department_key,
            "reporting_round": facts.reporting_round,
            "layout_key": facts.layout_key,
            "verdict": str(facts.verdict),
            **_counts(problems),
            "observation_count": facts.observation_count,
            "sent_by": facts.sent_by,
            "received_at": moment,
        }
        append_row(cursor, "drafts", draft)
        if rows:
            append_rows(cursor, "draft_problems", pd.DataFrame(rows))
        _record(cursor, moment, facts.sent_by, "draft", key, len(rows))
    return key


def _counts(problems: Sequence[Problem]) -> dict[str, int]:
    levels = [problem.level for problem in problems]
    return {f"{level.value}_count": levels.count(level) for level in Level}


def _problem_rows(
    draft_key: str, problems: Sequence[Problem], waived: Sequence[Problem]
) -> list[dict[str, object]]:
    """Give the rows of the problems in their order, those a signed waiver excuses last."""
    return [
        {
            "draft_key": draft_key,
            "position": position,
            "problem_key": problem.problem_key,
            "code": problem.code,
            "level": str(problem.level),
            "sheet": problem.sheet or None,
            "section": problem.section or None,
            "cells": ", ".join(problem.cells),
            "found": problem.found or None,
            "message": problem.message,
            "fix": problem.fix,
            "is_waived": position > len(problems),
        }
        for position, problem in enumerate([*problems, *waived], start=1)
    ]


def append_explanations(
    cursor: duckdb.DuckDBPyConnection,
    draft_key: str,
    texts: Mapping[str, str],
    *,
    written_by: str,
    received_at: datetime | None,
) -> None:
    """Keep the sender's words on some problems, for the department and round of the draft.

    They hold for every later sending of that round. Words emptied again ask the question anew.
    """
    with transaction(cursor):
        draft = _open_draft(cursor, draft_key)
        if draft.department_key is None or draft.reporting_round is None:
            raise StoreError(
                "The file does not say whose return it is, so nothing can be explained yet. "
                "Put department and round on its cover and send it again."
            )
        moment = moment_of_write(cursor, received_at)
        rows = [
            {
                "department_key": draft.department_key,
                "reporting_round": draft.reporting_round,
                "problem_key": problem_key,
                "text": text,
                "written_by": written_by,
                "received_at": moment,
                "draft_key": draft.draft_key,
            }
            for problem_key, text in texts.items()
        ]
        for row in rows:
            append_row(cursor, "explanations", row)
        if rows:
            _record(cursor, moment, written_by, "explanations", draft.draft_key, len(rows))


def append_set_aside(
    cursor: duckdb.DuckDBPyConnection,
    draft_key: str,
    *,
    decided_by: str,
    received_at: datetime | None,
) -> None:
    """Take a draft off the desk; its file and problems are kept."""
    with transaction(cursor):
        draft = _open_draft(cursor, draft_key)
        moment = moment_of_write(cursor, received_at)
        _add_outcome(cursor, draft, "set_aside", None, decided_by, moment)


def append_acceptance(
    cursor: duckdb.DuckDBPyConnection,
    draft_key: str,
    accepted: Accepted,
    *,
    decided_by: str | None,
    received_at: datetime | None,
    checked_at_version: int | None,
) -> Receipt:
    """Make a draft a submission: figures, answers, effect and outcome in one transaction.

    The same draft again, or bytes already in use, give the first receipt. Raises OvertakenError
    when figures or register changed since the draft was checked.
    """
    decider = decided_by or accepted.facts.submitted_by
    with transaction(cursor):
        draft = _draft_of(cursor, draft_key)
        first = receipt_of(cursor, draft.submission_key) if draft.submission_key else None
        if first:
            return first
        _must_be_open(draft)
        moment = moment_of_write(cursor, received_at)
        if earlier := receipt_in_use(cursor, draft.file_hash, accepted.facts):
            _add_outcome(cursor, draft, "accepted", earlier.submission_key, decider, moment)
            return earlier
        must_not_be_overtaken(cursor, checked_at_version)
        receipt = new_receipt(accepted, draft.file_name, draft.file_hash, moment)
        add_submission(cursor, accepted, receipt, draft.file_key)
        _add_outcome(cursor, draft, "accepted", receipt.submission_key, decider, moment)
    return receipt


def _add_outcome(
    cursor: duckdb.DuckDBPyConnection,
    draft: _Draft,
    outcome: str,
    submission_key: str | None,
    decided_by: str,
    moment: datetime,
) -> None:
    row = {
        "draft_key": draft.draft_key,
        "outcome": outcome,
        "submission_key": submission_key,
        "decided_by": decided_by,
        "received_at": moment,
    }
    append_row(cursor, "draft_outcomes", row)
    what = "draft accepted" if outcome == "accepted" else "draft set aside"
    _record(cursor, moment, decided_by, what, draft.draft_key, 1)


def _record(
    cursor: duckdb.DuckDBPyConnection, moment: datetime, by: str, what: str, about: str, rows: int
) -> None:
    record_change(cursor, changed_at=moment, changed_by=by, what=what, about=about, row_count=rows)


def _draft_of(cursor: duckdb.DuckDBPyConnection, draft_key: str) -> _Draft:
    found = cursor.execute(
        """
        select draft.draft_key::varchar, draft.department_key, draft.reporting_round,
            draft.file_key::varchar, draft.file_hash, file.file_name,
            outcome.outcome, outcome.submission_key::varchar
        from tables.drafts as draft
        join tables.files as file on file.file_key = draft.file_key
        left join tables.draft_outcomes as outcome on outcome.draft_key = draft.draft_key
        where draft.draft_key::varchar = $draft_key
        order by outcome.received_at desc
        limit 1
        """,
        {"draft_key": draft_key},
    ).fetchone()
    if found is None:
        raise StoreError("There is no such draft on the desk. Send the file again.")
    return _Draft(*found)


def _open_draft(cursor: duckdb.DuckDBPyConnection, draft_key: str) -> _Draft:
    draft = _draft_of(cursor, draft_key)
    _must_be_open(draft)
    return draft


def _must_be_open(draft: _Draft) -> None:
    if draft.outcome == "accepted":
        raise StoreError("This return has been accepted already. A change is a new return.")
    if draft.outcome == "set_aside":
        raise StoreError("This draft has been set aside. Send the file again.")


def read_draft_file(cursor: duckdb.DuckDBPyConnection, draft_key: str) -> tuple[str, bytes] | None:
    """Give the name and bytes of the workbook of a draft, as it was sent."""
    return cursor.execute(
        """
        select file.file_name, file.content
        from tables.files as file
        join tables.drafts as draft on draft.file_key = file.file_key
        where draft.draft_key::varchar = $draft_key
        """,
        {"draft_key": draft_key},
    ).fetchone()
