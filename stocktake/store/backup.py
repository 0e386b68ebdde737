"""Backup, restore and verify the database file."""

import contextlib
import os
import shutil
from pathlib import Path

import duckdb

from stocktake.errors import StoreBusyError, StoreError
from stocktake.store import audit
from stocktake.store.connection import connect

COUNTED = (
    "changes", "registers", "files", "submissions", "withdrawals", "observations", "ratings",
)  # fmt: skip
# Those of the returns desk; a backup made before there was one has none of them.
COUNTED_LATER = (
    "drafts", "draft_problems", "explanations", "draft_outcomes", "submission_effects", "waivers",
    "layouts", "name_matches", "commentaries", "action_updates", "policy_step_updates",
    "self_ratings",
)  # fmt: skip


def count_rows(database: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Count the rows of the tables that must never lose one."""
    here = {
        row[0]
        for row in database.execute(
            "select entry.table_name from duckdb_tables() as entry where schema_name = 'tables'"
        ).fetchall()
    }
    counts = {}
    for table in [*COUNTED, *(name for name in COUNTED_LATER if name in here)]:
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
        _remove(unfinished)
    return counts


def _remove(unfinished: Path) -> None:
    # In a folder that is none, even removing fails; the reason given must not be lost to that.
    with contextlib.suppress(OSError):
        unfinished.unlink(missing_ok=True)


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
    _must_be_free(path)
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup, unfinished)
        if counted_in(unfinished) != counts:
            raise StoreError("The copy does not hold what the backup holds. Try again.")
        _keep_beside(path)
        unfinished.rename(path)
    except OSError as fault:
        raise StoreError(
            f"The backup could not be copied to {path} ({fault.strerror}). Check that the folder "
            "may be written to and has room."
        ) from fault
    finally:
        _remove(unfinished)
    return counts


def _must_be_free(path: Path) -> None:
    """Prove by opening for writing that nobody holds the file that is about to be replaced.

    A database too damaged to open is just what a backup is put in the place of.
    """
    if not path.exists():
        return
    try:
        connect(path).close()
    except StoreBusyError:
        raise
    except StoreError:
        return


def _keep_beside(path: Path) -> None:
    """Move the database away with its log and audit, named so that they still belong together."""
    kept = audit.free_name(path)
    for ending in ("", ".wal", ".audit"):
        old = path.with_name(path.name + ending)
        if old.exists():
            old.rename(kept.with_name(kept.name + ending))
