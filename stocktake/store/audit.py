"""The audit's second copy, beside the database: `<database>.audit`, one line for each change.

A database that lost its log opens without a word and is simply short, its own audit with it:
rows and counters were in the same log. Only something outside the file can tell.
"""

import contextlib
import os
from pathlib import Path
from typing import IO

import duckdb


def audit_file(path: Path) -> Path:
    """Give the place of the second copy."""
    return path.with_name(path.name + ".audit")


def keep_up(cursor: duckdb.DuckDBPyConnection, path: Path, since: int | None = None) -> int | None:
    """Append the changes that the second copy does not have yet; give the number noted last.

    At a start everything is compared; after a commit only what is newer than `since` is looked
    at, or each write would read the whole audit. A copy that cannot be written stops nobody:
    what was committed stands, None is given, and the next write compares everything again.
    """
    with contextlib.suppress(OSError):
        noted = _noted(path) if since is None else set[str]()
        changes = _changes(cursor, since or 0)
        waiting = [line for line in changes if line not in noted]
        if waiting:
            with audit_file(path).open("a+b") as handle:
                if since is None:
                    _cut_torn_line(handle)
                handle.write("".join(f"{line}\n" for line in waiting).encode())
                handle.flush()
                os.fsync(handle.fileno())
        return _number(changes[-1]) if changes else since
    return None


def find_lost(cursor: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """Say how many changes were noted that the database does not hold any more."""
    lost = _noted(path) - set(_changes(cursor, 0))
    if not lost:
        return []
    first = min(lost, key=_number).split("\t")
    return [
        f"{len(lost)} changes noted in {audit_file(path).name} are not in the database; the first "
        f"is number {first[0]} ({first[2]}) of {first[1][:16]} UTC. Its log "
        f"({path.name}.wal) was lost, or an older file was put in its place."
    ]


def set_aside(path: Path) -> None:
    """Move the second copy away from a database that is not there any more."""
    if audit_file(path).exists():
        audit_file(path).rename(free_name(audit_file(path)))


def free_name(path: Path) -> Path:
    """Give a name beside `path` for keeping what stood there."""
    number = 1
    while (kept := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    return kept


def _changes(cursor: duckdb.DuckDBPyConnection, since: int) -> list[str]:
    rows = cursor.execute(
        """
        select change.change_number, change.changed_at, change.what, change.about
        from tables.changes as change
        where change.change_number > $since
        order by change.change_number
        """,
        {"since": since},
    ).fetchall()
    return [
        f"{number}\t{changed_at.isoformat()}\t{what}\t{about}"
        for number, changed_at, what, about in rows
    ]


def _number(line: str) -> int:
    return int(line.split("\t")[0])


def _noted(path: Path) -> set[str]:
    """Read the whole lines; a last one without its end was cut off by a crash."""
    if not audit_file(path).exists():
        return set()
    text = audit_file(path).read_text(encoding="utf-8", errors="replace")
    return set(text.split("\n")[:-1])


def _cut_torn_line(handle: IO[bytes]) -> None:
    handle.seek(0)
    handle.truncate(handle.read().rfind(b"\n") + 1)
