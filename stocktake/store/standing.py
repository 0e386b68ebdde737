"""The views that stand in the database: replace those that changed, and those that read them.

A view costs milliseconds to make and there are many. Each carries, at the end of its comment, a
mark of all that it was made from, so that a register or one edited file replaces a handful.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from stocktake.errors import QueryError

LAYERS = ("core", "priority", "page")
CONTRACT = {
    "period_start": "DATE",
    "period_end": "DATE",
    "value": "DOUBLE",
    "numerator": "DOUBLE",
    "denominator": "DOUBLE",
    "status": "VARCHAR",
    "definition_version": "INTEGER",
}
_MARKED = "Made from "


@dataclass(frozen=True)
class View:
    """One view: its name, its SELECT, where it came from, what it reads and gives.

    `keys` are the columns that hold a UUID.
    """

    name: str
    sql: str
    file: str
    reads: tuple[str, ...] = ()
    columns: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()

    @property
    def header(self) -> str:
        """The comment above the SELECT, without its dashes."""
        lines = []
        for line in self.sql.splitlines():
            if not line.startswith("--"):
                break
            lines.append(line.removeprefix("--").strip())
        return "\n".join(lines)


def replace_changed(database: duckdb.DuckDBPyConnection, ordered: Sequence[View]) -> list[str]:
    """Drop the views that are gone and make those that changed; give the names of these.

    `ordered` has every view after what it reads. Raises QueryError naming the file. Call it in a
    transaction: then nothing has happened when it fails.
    """
    for layer in LAYERS:
        database.execute(f"create schema if not exists {layer}")
    standing = _standing_marks(database)
    wanted = _marks_of(ordered, _tables_mark(database))
    changed = [view for view in ordered if standing.get(view.name) != wanted[view.name]]
    for name in standing.keys() - (wanted.keys() - {view.name for view in changed}):
        database.execute(f"drop view {name}")
    for view in changed:
        _create(database, view, wanted[view.name])
    return [view.name for view in changed]


def _tables_mark(database: duckdb.DuckDBPyConnection) -> str:
    """Sum up what stands below all views; another DuckDB may plan the same text otherwise."""
    rows = database.execute("select list(name order by name)::varchar from tables.migrations")
    found = rows.fetchone()
    return f"{duckdb.__version__}\0{found[0] if found else None}"


def _marks_of(ordered: Sequence[View], below: str) -> dict[str, str]:
    """Sum up each view's text and, through their marks, the views that it reads."""
    marks: dict[str, str] = {}
    for view in ordered:
        text = "\0".join([below, view.sql, *(marks.get(name, name) for name in view.reads)])
        marks[view.name] = hashlib.sha256(text.encode()).hexdigest()
    return marks


def _standing_marks(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = database.execute(
        """
        select entry.schema_name || '.' || entry.view_name, coalesce(entry.comment, '')
        from duckdb_views() as entry
        where list_contains($layers, entry.schema_name)
        """,
        {"layers": list(LAYERS)},
    )
    return {name: comment.rpartition(_MARKED)[2] for name, comment in rows.fetchall()}


def _create(database: duckdb.DuckDBPyConnection, view: View, mark: str) -> None:
    try:
        database.execute(f"create view {view.name} as {view.sql}")
        comment = f"{view.header}\n\n{_MARKED}{mark}".replace("'", "''")
        database.execute(f"comment on view {view.name} is '{comment}'")
    except duckdb.Error as fault:
        raise QueryError(f"{view.file} cannot be used: {first_line(fault)}") from fault
    if view.name.startswith("priority."):
        _check_contract(database, view)


def _check_contract(database: duckdb.DuckDBPyConnection, view: View) -> None:
    described = database.execute(f"describe {view.name}").fetchall()
    found = {row[0]: row[1] for row in described}
    for column, kind in CONTRACT.items():
        if column not in found:
            raise QueryError(
                f"{view.file} has no column {column}. Every priority's view gives: "
                f"{', '.join(CONTRACT)}."
            )
        if found[column] != kind:
            raise QueryError(
                f"{view.file}: column {column} is {found[column].lower()}, and should be "
                f"{kind.lower()}. Cast it: ...::{kind.lower()} as {column}."
            )
    surplus = [column for column in found if column not in CONTRACT]
    if surplus:
        raise QueryError(
            f"{view.file} has a column {surplus[0]} that no reader knows. Every priority's view "
            f"gives exactly: {', '.join(CONTRACT)}."
        )


def first_line(fault: Exception) -> str:
    """Give what a fault says, without DuckDB's excerpt of the SQL."""
    return str(fault).splitlines()[0]
