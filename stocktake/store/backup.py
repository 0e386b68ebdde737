"""Backup, restore and verify the database file."""

import os
import shutil
from pathlib import Path

import duckdb

from stocktake.errors import StoreError
from stocktake.store.connection import connect

COUNTED = ("changes", "registers", "files", "submissions", "withdrawals", "observations", "ratings")


def count_rows(database: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Count the rows of the tables that must never lose one."""
    counts = {}
    for table in COUNTED:
        found = database.execute(f"select count(*) from tables.{table}").fetchone()
        counts[table] = int(found[0]) if found else 0
    return counts


def write_backup(database: duckdb.DuckDBPyConnection, path: Path, target: Path) -> dict[str, int]:
    """Copy the database to `target` whole; the caller holds the write lock.

    CHECKPOINT first: the file copied while its log is open is silently short. The copy is opened
    and counted before it takes its name.
    """
    if target.exists():
        raise StoreError(f"{target} exists already. Choose another name for the backup.")
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        database.execute("checkpoint")
        counts = count_rows(database)
        shutil.copyfile(path, unfinished)
        with unfinished.open("rb+") as handle:
            os.fsync(handle.fileno())
        if counted_in(unfinished) != counts:
            raise StoreError("The copy does not hold what the database holds. Try again.")
        unfinished.rename(target)
    except (OSError, duckdb.Error) as fault:
        raise StoreError(
            f"The backup could not be written to {target}. Check that the folder exists, may be "
            "written to and has room."
        ) from fault
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


def counted_in(path: Path) -> dict[str, int]:
    """Open a database file read-only and count its rows; StoreError when it is not one of ours."""
    database = connect(path, read_only=True)
    try:
        return count_rows(database)
    except duckdb.Error as fault:
        raise StoreError(
            f"{path.name} is a database, but not Stocktake's. Choose a file that "
            "`python -m stocktake backup` wrote."
        ) from fault
    finally:
        database.close()


def restore_backup(backup: Path, path: Path) -> dict[str, int]:
    """Put a backup in the place of the database; the one there is kept beside it."""
    if not backup.is_file():
        raise StoreError(f"There is no file {backup}.")
    counts = counted_in(backup)
    # Opening for writing proves that nobody else holds the file that is about to be replaced.
    if path.exists():
        connect(path).close()
    unfinished = path.with_name(path.name + ".unfinished")
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(backup, unfinished)
    if path.exists():
        path.rename(_free_name(path))
    log = path.with_name(path.name + ".wal")
    if log.exists():
        log.rename(_free_name(log))
    unfinished.rename(path)
    return counts


def _free_name(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    return kept


def check_counters(database: duckdb.DuckDBPyConnection) -> list[str]:
    """Compare the audit's counters with the tables; give what does not agree, in sentences.

    A database that lost its log opens without a word and is simply short: only the counters
    written in the same transaction as the rows can tell.
    """
    rows = database.execute(
        """
        select submission.submission_key::varchar, submission.observation_count,
            (select count(*) from tables.observations as observation
                where observation.submission_key = submission.submission_key)
        from tables.submissions as submission
        """
    ).fetchall()
    found = [
        f"Submission {key} should hold {expected} figures and holds {held}."
        for key, expected, held in rows
        if expected != held
    ]
    gaps = database.execute(
        "select max(change_number) - count(distinct change_number) from tables.changes"
    ).fetchone()
    if gaps and gaps[0]:
        found.append(f"{gaps[0]} entries of the audit are missing.")
    lost = database.execute(
        """
        select count(*) from tables.changes as change
        where change.what = 'submission' and change.about not in (
            select submission.submission_key::varchar from tables.submissions as submission)
        """
    ).fetchone()
    if lost and lost[0]:
        found.append(f"{lost[0]} submissions named in the audit are missing.")
    return found
