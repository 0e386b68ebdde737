"""The store: one root connection, a cursor per call, one lock round every write."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from stocktake import clock
from stocktake.settings import PROJECT
from stocktake.store import audit, backup, counters, submissions, writing
from stocktake.store.connection import connect
from stocktake.store.desk_writes import DeskWrites
from stocktake.store.meeting_writes import MeetingWrites
from stocktake.store.migrations import migrate
from stocktake.store.moments import Moments
from stocktake.store.reading import Reader, views_on
from stocktake.store.rehearsal import rehearsed
from stocktake.store.standing import View
from stocktake.store.submissions import Accepted
from stocktake.store.views import build_views
from stocktake.store.writing import Receipt, SubmissionFacts, data_version


class Store(DeskWrites, MeetingWrites):
    """The open database. Safe to share among threads: nobody gets the root connection."""

    def __init__(
        self, database: duckdb.DuckDBPyConnection, path: Path, queries: Path, today: date | None
    ) -> None:
        self._database = database
        self._queries = queries
        self._today = today
        self._lock = threading.RLock()
        self.path = path
        self.views: Mapping[str, View] = {}
        self.rebuild_views()
        self._noted = audit.keep_up(database, path)

    @contextmanager
    def reader(
        self, known_at: datetime | None = None, *, with_headlines: bool = True
    ) -> Iterator[Reader]:
        """Look at the store as known at a moment; None shows everything received.

        Everything one reader reads is of one data version. Headlines cost about 0.2 s the first
        time after a write; a reader without them refuses the views that need them.
        """
        moments, views = self._moments, self.views
        today = self._today or clock.today()
        closed = frozenset() if with_headlines else views_on("tables.headlines", views)
        with moments.cursor(known_at, today, with_headlines=with_headlines) as cursor:
            yield Reader(cursor, views, closed)

    def data_version(self) -> int:
        """Give the number raised by every write that changes a figure or the register.

        Caches of what a chart shows take it as part of their key.
        """
        with self._cursor() as cursor:
            return data_version(cursor)

    def observation_count(self) -> int:
        """Say about how many figures are kept, from the catalogue: nothing is counted."""
        with self._cursor() as cursor:
            found = cursor.execute(
                """
                select entry.estimated_size
                from duckdb_tables() as entry
                where entry.schema_name = 'tables' and entry.table_name = 'observations'
                """
            ).fetchone()
        return int(found[0]) if found else 0

    def write_register(
        self,
        *,
        unit: Mapping[str, object],
        tables: Mapping[str, pd.DataFrame],
        file_name: str,
        file_hash: str,
        received_by: str,
        received_at: datetime | None = None,
    ) -> None:
        """Append a register and rebuild the views that are made from it.

        Raises QueryError, with nothing written, when its priorities have no view that works: a
        database that held such a register could not be opened any more.
        """
        with self._lock:
            with self._writing() as cursor, writing.transaction(cursor):
                writing.append_register(
                    cursor,
                    unit=unit,
                    tables=tables,
                    file_name=file_name,
                    file_hash=file_hash,
                    received_by=received_by,
                    received_at=received_at,
                )
                build_views(cursor, self._queries)
            self.rebuild_views()

    def rebuild_views(self) -> None:
        """Bring every view to what `queries/` and the register in use say."""
        with self._lock:
            with writing.transaction(self._database):
                self.views = build_views(self._database, self._queries)
            self._moments = Moments(self._database, self.views, self._lock)
            self._moments.forget_others()

    def write_submission(
        self,
        *,
        facts: SubmissionFacts,
        observations: pd.DataFrame,
        file_name: str,
        content: bytes,
        received_at: datetime | None = None,
        checked_at_version: int | None = None,
        answers: Mapping[str, pd.DataFrame] | None = None,
        effect: Mapping[str, int] | None = None,
    ) -> Receipt:
        """Append an accepted return in one transaction; the same bytes again give one receipt.

        Raises OvertakenError when something was written since `checked_at_version`.
        """
        with self._writing() as cursor:
            return submissions.append_submission(
                cursor,
                Accepted(facts, observations, answers, effect),
                file_name=file_name,
                content=content,
                received_at=received_at,
                checked_at_version=checked_at_version,
            )

    @contextmanager
    def rehearse(
        self,
        *,
        facts: SubmissionFacts,
        observations: pd.DataFrame,
        answers: Mapping[str, pd.DataFrame] | None = None,
        file_name: str,
    ) -> Iterator[Reader]:
        """Look at the store as it would be with a return accepted; nothing of it is kept.

        Nobody writes meanwhile: read, and leave the block.
        """
        accepted = Accepted(facts, observations, answers)
        today = self._today or clock.today()
        with (
            self._lock,
            self._moments.cursor(None, today) as cursor,
            rehearsed(cursor, self.views, accepted, file_name) as db,
        ):
            yield db

    def write_withdrawal(
        self, submission_key: str, *, is_withdrawn: bool, decided_by: str, reason: str
    ) -> None:
        """Take a submission out of use, or put it back."""
        with self._writing() as cursor:
            submissions.append_withdrawal(
                cursor,
                submission_key=submission_key,
                is_withdrawn=is_withdrawn,
                decided_by=decided_by,
                reason=reason,
            )

    def read_file(self, submission_key: str) -> tuple[str, bytes] | None:
        """Give the name and bytes of the workbook of a submission, as it was sent."""
        with self._cursor() as cursor:
            return cursor.execute(
                """
                select file.file_name, file.content
                from tables.files as file
                join tables.submissions as submission on submission.file_key = file.file_key
                where submission.submission_key = $submission_key::uuid
                """,
                {"submission_key": submission_key},
            ).fetchone()

    def write_backup(self, target: Path) -> dict[str, int]:
        """Copy the whole database to `target` while nothing is written; give its row counts."""
        with self._lock:
            return backup.write_backup(self._database, self.path, target)

    def check_counters(self) -> list[str]:
        """Compare the audit with the tables; an empty list is a sound database."""
        with self._lock, self._cursor() as cursor:
            return counters.check_counters(cursor) + audit.find_lost(cursor, self.path)

    def close(self) -> None:
        """Close the database; cursors end with it."""
        self._database.close()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        return self._database.cursor()

    @contextmanager
    def _writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._lock, self._cursor() as cursor:
            yield cursor
            self._noted = audit.keep_up(cursor, self.path, self._noted)


def open_store(
    path: Path, *, queries: Path = PROJECT / "queries", today: date | None = None
) -> Store:
    """Open the database, bring its tables forward and rebuild its views.

    Raises StoreError (in use, damaged, newer) or QueryError (a file in `queries/`).
    """
    if not path.exists():
        audit.set_aside(path)
    database = connect(path)
    try:
        migrate(database, queries, path)
        return Store(database, path, queries, today)
    except BaseException:
        database.close()
        raise
