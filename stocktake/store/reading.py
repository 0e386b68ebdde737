"""Read views, each time on a cursor of its own."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd

from stocktake.errors import StoreError
from stocktake.store.standing import View
from stocktake.store.writing import data_version

# Whatever reads figures must be told which indicators are meant.
FIGURES = "tables.observations"
# By which column a question tells what it is about, and the view that knows the indicators of it.
# The narrowest comes first: a submission has fewer indicators than its department.
SCOPES = {
    "submission_key": "core.submission_scope",
    "priority_key": "core.priority_scope",
    "department_key": "core.department_scope",
}


class Reader:
    """A short-lived look at the store as known at one moment."""

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        views: Mapping[str, View],
        closed: frozenset[str] = frozenset(),
    ) -> None:
        """Read `views` on `cursor`, but not those in `closed`: what they need is not at hand."""
        self._cursor = cursor
        self._views = views
        self._closed = closed
        self._scoped = views_on(FIGURES, views)

    def reads_figures(self, name: str) -> bool:
        """Say whether a view reads figures: in a large store it is asked about one priority."""
        return name in self._scoped

    def data_version(self) -> int:
        """Give the data version of everything this reader reads."""
        return data_version(self._cursor)

    def view(
        self, name: str, *, scope: Collection[str] | None = None, **equals: object
    ) -> pd.DataFrame:
        """Give the rows of a view, filtered by equality on some of its columns.

        `scope` names the indicators that the rows asked for rest on, where the asker knows that
        they are fewer than the filters tell.

        Dates come as `datetime.date` and keys as text, so that a frame compares with plain
        Python. Raises StoreError when there is no such view or column: names never come from a
        person.
        """
        result = self._read(name, equals, scope)
        days = [column[0] for column in result.description or [] if str(column[1]) == "DATE"]
        # Not df(date_as_object=True): with pandas 3.1 DuckDB 1.5 does that by a deprecated call.
        frame = result.df()
        for column in days:
            frame[column] = frame[column].dt.date.astype(object)
        return frame

    def rows(self, name: str, **equals: object) -> list[dict[str, Any]]:
        """Give the same rows as plain dictionaries with None where there is nothing."""
        result = self._read(name, equals)
        columns = [column[0] for column in result.description or []]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]

    def _read(
        self, name: str, equals: Mapping[str, object], scope: Collection[str] | None = None
    ) -> duckdb.DuckDBPyConnection:
        if name not in self._views:
            raise StoreError(f"There is no view {name} in queries/.")
        if name in self._closed:
            raise StoreError(f"The view {name} needs headlines: ask for a reader with them.")
        view = self._views[name]
        for column in equals:
            if column not in view.columns:
                raise StoreError(f"The view {name} has no column {column}.")
        condition = " and ".join(f"shown.{column} = ${column}" for column in equals) or "true"
        # The filter meets the UUID itself, which is quick to find; only what is shown is text.
        as_text = ", ".join(f"shown.{key}::varchar as {key}" for key in sorted(view.keys))
        columns = f"* replace ({as_text})" if as_text else "*"
        try:
            if name in self._scoped and scope is not None:
                _name_indicators(self._cursor, sorted(scope))
            elif name in self._scoped:
                set_scope(self._cursor, equals)
            return self._cursor.execute(
                f"select {columns} from {name} as shown where {condition}", dict(equals)
            )
        except duckdb.Error as fault:
            raise StoreError(f"The view {name} could not be read.") from fault


def set_scope(cursor: duckdb.DuckDBPyConnection, equals: Mapping[str, object]) -> None:
    """Name the indicators that a question is about, as far as its filters tell (core.known_scope).

    DuckDB carries a filter through the choice of each figure's newest version only when it is a
    constant; a key that comes out of a join would have it choose among all figures first.
    """
    keys: list[object] | None = None
    column = next((column for column in SCOPES if column in equals), None)
    if "indicator_key" in equals:
        keys = [equals["indicator_key"]]
    elif column is not None:
        found = cursor.execute(
            f"select scope.indicator_key from {SCOPES[column]} as scope "
            f"where scope.{column} = ${column}",
            {column: equals[column]},
        )
        keys = [row[0] for row in found.fetchall()]
    _name_indicators(cursor, keys)


def _name_indicators(cursor: duckdb.DuckDBPyConnection, keys: Sequence[object] | None) -> None:
    cursor.execute("set variable indicator_keys = $keys", {"keys": keys})


def views_on(table: str, views: Mapping[str, View]) -> frozenset[str]:
    """Give the views that read `table`, themselves or through other views."""
    found = {table}
    # Views come in the order they were made: what a view reads stands before it.
    for name, view in views.items():
        if found.intersection(view.reads):
            found.add(name)
    return frozenset(found - {table})
