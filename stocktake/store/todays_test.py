"""Fill headlines; those that count units by a test, a second time by the test of today.

A test may change while the count goes on: 18 of 22 at 64 % and 12 of 22 at 70 % are two lines.
What holds them together is today's test applied to every period, worked out by the very view of
the priority, so that there is no second definition that could come to differ.
"""

from collections.abc import Mapping

import duckdb

from stocktake.store.reading import set_scope, views_on
from stocktake.store.standing import View

UNIT_TARGETS = "tables.unit_targets"
BY_TODAYS_TEST = "@today"


def tested_headlines(views: Mapping[str, View]) -> frozenset[str]:
    """Return the priority views that judge their units by unit targets."""
    found = views_on(UNIT_TARGETS, views)
    return frozenset(name for name in found if name.startswith("priority."))


def fill_headline(
    cursor: duckdb.DuckDBPyConnection, memo_key: str, name: str, *, by_test: bool
) -> None:
    """Work out one priority's headline within its own indicators, and keep it for the moment."""
    key = name.removeprefix("priority.")
    set_scope(cursor, {"priority_key": key})
    _insert(cursor, memo_key, name, key)
    if not by_test:
        return
    newest = cursor.execute(
        "select max(period_end) from tables.headlines "
        "where memo_key = $memo_key and priority_key = $key and value is not null",
        {"memo_key": memo_key, "key": key},
    ).fetchone()
    if not newest or newest[0] is None:
        return
    cursor.execute("set variable tested_on = $tested_on", {"tested_on": newest[0]})
    try:
        _insert(cursor, memo_key, name, key + BY_TODAYS_TEST)
    finally:
        cursor.execute("reset variable tested_on")


def _insert(cursor: duckdb.DuckDBPyConnection, memo_key: str, name: str, key: str) -> None:
    cursor.execute(
        f"insert into tables.headlines by name "
        f"select $memo_key as memo_key, $key as priority_key, * from {name}",
        {"memo_key": memo_key, "key": key},
    )
