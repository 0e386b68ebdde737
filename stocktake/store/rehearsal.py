"""Show what pages would say after a return is accepted, and leave nothing of it behind.

The return is really appended, and the very views the pages read are read; then everything is
rolled back. So there is no second implementation of any rule that could come to differ.
"""

import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import duckdb

from stocktake.store.reading import Reader
from stocktake.store.standing import View
from stocktake.store.submissions import Accepted, add_submission, new_receipt
from stocktake.store.todays_test import BY_TODAYS_TEST, fill_headline, tested_headlines
from stocktake.store.writing import hash_of, keep_file, moment_of_write


@contextmanager
def rehearsed(
    cursor: duckdb.DuckDBPyConnection,
    views: Mapping[str, View],
    accepted: Accepted,
    file_name: str,
) -> Iterator[Reader]:
    """Give a reader that sees `accepted` as if it were in use.

    `cursor` looks at a moment whose headlines are filled; the caller holds the write lock, so that
    nothing comes between that look and this one.
    """
    cursor.execute("rollback")  # the look as it was could only read
    cursor.execute("begin")
    try:
        moment = moment_of_write(cursor, None)
        file_key = keep_file(cursor, file_name, b"", moment)
        receipt = new_receipt(accepted, file_name, hash_of(b""), moment)
        add_submission(cursor, accepted, receipt, file_key)
        _fill_headlines(cursor, accepted, tested_headlines(views))
        yield Reader(cursor, views)
    finally:
        cursor.execute("rollback")


def _fill_headlines(
    cursor: duckdb.DuckDBPyConnection, accepted: Accepted, tested: Collection[str]
) -> None:
    """Take over the headlines that stand, and work out those the new figures may move."""
    memo_key = f"rehearsal|{uuid.uuid4()}"
    touched = _touched(cursor, accepted)
    cursor.execute(
        """
        insert into tables.headlines by name
        select headline.* replace ($memo_key as memo_key)
        from tables.headlines as headline
        where headline.memo_key = getvariable('memo_key')
            and not list_contains($touched, headline.priority_key)
        """,
        {"memo_key": memo_key, "touched": [*touched, *(key + BY_TODAYS_TEST for key in touched)]},
    )
    for key in touched:
        name = f"priority.{key}"
        fill_headline(cursor, memo_key, name, by_test=name in tested)
    cursor.execute("set variable memo_key = $memo_key", {"memo_key": memo_key})


def _touched(cursor: duckdb.DuckDBPyConnection, accepted: Accepted) -> list[str]:
    found = cursor.execute(
        """
        select distinct scope.priority_key
        from core.priority_scope as scope
        where list_contains($indicators, scope.indicator_key)
        order by scope.priority_key
        """,
        {"indicators": sorted(set(accepted.observations["indicator_key"]))},
    )
    return [str(row[0]) for row in found.fetchall()]
