"""Cursors that know what was known at one moment, with the headlines of that moment at hand.

Variables belong to a cursor: a sibling never sees them, and they end with it. A cursor looks at
one snapshot from first to last, so that what one screen shows is never from two data versions.
"""

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

import duckdb

from stocktake.store.standing import View
from stocktake.store.todays_test import fill_headline, tested_headlines
from stocktake.store.views import HEADLINES
from stocktake.store.writing import data_version, transaction

# A room looks at one or two moments; old fillings are dropped a good while after the last use.
KEPT_FILLINGS = 24
KEPT_ANSWERS = 200
# What nearly every view asks: answered once for a moment, by the views that know the rule.
_ASKED_ONCE = {"register_key": "core.known_newest_register", "today_on": "core.known_day"}


class Moments:
    """Opens cursors at a moment, and fills `tables.headlines` for it the first time.

    The filling is a memo of `page.headlines`, so that reading a page never plans the SQL of
    every priority again. Its key holds all that the answer depends on: what was written, the
    moment, the day, and the text of the views.
    """

    def __init__(
        self,
        database: duckdb.DuckDBPyConnection,
        views: Mapping[str, View],
        lock: threading.RLock,
    ) -> None:
        self._database = database
        self._lock = lock
        self._filled: list[str] = []
        self._answers: dict[str, dict[str, object]] = {}
        self._headlines = views[HEADLINES].reads
        self._tested = tested_headlines(views)
        text = "\0".join(f"{name}\0{view.sql}" for name, view in sorted(views.items()))
        self._views_hash = hashlib.sha256(text.encode()).hexdigest()[:16]

    @contextmanager
    def cursor(
        self, known_at: datetime | None, today: date, *, with_headlines: bool = True
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open a cursor for one look at the store; None shows everything received.

        Without headlines nothing is filled: for a look that reads none of them.
        """
        cursor = self._database.cursor()
        try:
            if with_headlines:
                self._begin_filled(cursor, known_at, today)
            else:
                cursor.execute("begin transaction read only")
                self._set(cursor, known_at, today)
            yield cursor
        finally:
            cursor.close()

    def _begin_filled(
        self, cursor: duckdb.DuckDBPyConnection, known_at: datetime | None, today: date
    ) -> None:
        # A snapshot holds a filling only if it was there before, and was not dropped meanwhile.
        while True:
            there = frozenset(self._filled)
            cursor.execute("begin transaction read only")
            memo_key = self._set(cursor, known_at, today)
            if memo_key in there and memo_key in self._filled:
                return
            cursor.execute("rollback")
            self._fill(known_at, today)

    def _set(
        self, cursor: duckdb.DuckDBPyConnection, known_at: datetime | None, today: date
    ) -> str:
        """Set the variables the views ask for; give the key of the filling they belong to."""
        memo_key = f"{data_version(cursor)}|{known_at}|{today}|{self._views_hash}"
        _set_variables(cursor, {"known_at": known_at, "today": today, "memo_key": memo_key})
        answers = self._answers.get(memo_key)
        if answers is None:
            answers = {name: _answer(cursor, name, view) for name, view in _ASKED_ONCE.items()}
            if len(self._answers) >= KEPT_ANSWERS:
                self._answers.clear()
            self._answers[memo_key] = answers
        _set_variables(cursor, answers)
        return memo_key

    def _fill(self, known_at: datetime | None, today: date) -> None:
        with self._lock, self._database.cursor() as cursor:
            # Under the lock nothing is written, so the key and the answer belong together.
            memo_key = self._set(cursor, known_at, today)
            if memo_key in self._filled:
                return
            kept = cursor.execute(
                "select count(*) from tables.headlines where memo_key = $memo_key",
                {"memo_key": memo_key},
            ).fetchone()
            if not kept or not kept[0]:
                self._fill_each(cursor, memo_key)
            self._filled.append(memo_key)
            if len(self._filled) > KEPT_FILLINGS:
                self._filled = self._filled[-KEPT_FILLINGS // 2 :]
                self._drop_all_but(cursor, self._filled)

    def _fill_each(self, cursor: duckdb.DuckDBPyConnection, memo_key: str) -> None:
        """Fill priority by priority, each within its own indicators, in one transaction."""
        with transaction(cursor):
            for name in self._headlines:
                fill_headline(cursor, memo_key, name, by_test=name in self._tested)

    def forget_others(self) -> None:
        """Drop the fillings of earlier data versions and views, at start."""
        with self._lock:
            cursor = self._database.cursor()
            try:
                prefix, suffix = f"{data_version(cursor)}|", f"|{self._views_hash}"
                cursor.execute(
                    """
                    delete from tables.headlines
                    where not (starts_with(memo_key, $prefix) and ends_with(memo_key, $suffix))
                    """,
                    {"prefix": prefix, "suffix": suffix},
                )
            finally:
                cursor.close()

    def _drop_all_but(self, cursor: duckdb.DuckDBPyConnection, keys: list[str]) -> None:
        cursor.execute(
            "delete from tables.headlines where not list_contains($keys, memo_key)", {"keys": keys}
        )


def _set_variables(cursor: duckdb.DuckDBPyConnection, variables: Mapping[str, object]) -> None:
    for name, value in variables.items():
        cursor.execute(f"set variable {name} = $value", {"value": value})


def _answer(cursor: duckdb.DuckDBPyConnection, name: str, view: str) -> object:
    found = cursor.execute(f"select asked.{name} from {view} as asked").fetchone()
    return found[0] if found else None
