"""Read every view from `queries/`, ordered by what each one reads, and bring the database to them.

The path is the name: `queries/core/position.sql` is `core.position`. Two sorts of view have no
file: the headline of a priority whose rule is plain (made from `queries/defaults/`), and
`page.headlines`, which is every priority's headline under one roof.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from stocktake.errors import QueryError
from stocktake.store.standing import CONTRACT, LAYERS, View, first_line, replace_changed

HEADLINES = "page.headlines"
KEY = re.compile(r"^[a-z][a-z0-9_]*$")
LITERAL = re.compile(r"'([a-z][a-z0-9_]*)'")
# What a text reads, by the text: parsing all of them takes longer than everything else here.
_reads: dict[str, tuple[str, ...]] = {}


def build_views(database: duckdb.DuckDBPyConnection, queries: Path) -> dict[str, View]:
    """Bring the views to what `queries/` and the newest register say; give them by name, in order.

    Raises QueryError naming the file, and the name or column, when a view cannot be made or a
    priority's view breaks the contract. Call it in a transaction: then the old views stand.
    """
    views = read_views(database, queries)
    ordered = [views[name] for name in _in_order(views)]
    replace_changed(database, ordered)
    columns = _columns(database)
    return {
        view.name: replace(
            view,
            columns=frozenset(columns[view.name]),
            keys=frozenset(name for name, kind in columns[view.name].items() if kind == "UUID"),
        )
        for view in ordered
    }


def _columns(database: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Give every view's columns and their types, from the catalogue: `describe` would plan each."""
    rows = database.execute(
        """
        select entry.schema_name || '.' || entry.table_name, entry.column_name, entry.data_type
        from duckdb_columns() as entry
        where list_contains($layers, entry.schema_name)
        """,
        {"layers": list(LAYERS)},
    )
    found: dict[str, dict[str, str]] = {}
    for view, column, kind in rows.fetchall():
        found.setdefault(view, {})[column] = kind
    return found


def read_views(database: duckdb.DuckDBPyConnection, queries: Path) -> dict[str, View]:
    """Read the files and make the generated views; nothing is created yet."""
    found = {}
    for layer in LAYERS:
        for file in sorted((queries / layer).glob("*.sql")):
            if not KEY.match(file.stem):
                raise QueryError(
                    f"queries/{layer}/{file.name}: a view's name is lower-case letters, digits "
                    "and underscores, because the path is the name."
                )
            found[f"{layer}.{file.stem}"] = View(
                f"{layer}.{file.stem}", file.read_text(), f"queries/{layer}/{file.name}"
            )
    priorities = _registered_priorities(database)
    _check_scopes(database, found, {key for key, _, _ in priorities})
    found |= _default_headlines(priorities, found, queries)
    found[HEADLINES] = _headlines([key for key, _, _ in priorities])
    _read_texts(found)
    return {name: replace(view, reads=_reads[view.sql]) for name, view in found.items()}


def _read_texts(views: Mapping[str, View]) -> None:
    """Find out what each text reads that was not seen before."""
    unread = [view for view in views.values() if view.sql not in _reads]
    if not unread:
        return
    # An empty database of its own: asked of ours, DuckDB would look through the standing views
    # to the tables behind them.
    with duckdb.connect(":memory:") as parser:
        for view in unread:
            try:
                names = parser.get_table_names(view.sql, qualified=True)
            except duckdb.Error as fault:
                raise QueryError(f"{view.file} is not a SELECT: {first_line(fault)}") from fault
            cleaned = {name.split(" AS ")[0].replace('"', "") for name in names}
            _reads[view.sql] = tuple(sorted(cleaned))


def _registered_priorities(database: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Give (priority_key, indicator_key, headline_rule) of the newest register."""
    return database.execute(
        """
        select priority.priority_key, priority.indicator_key, priority.headline_rule
        from tables.priorities as priority
        where priority.register_key = (
            select register.register_key
            from tables.registers as register
            order by register.received_at desc, register.register_key
            limit 1
        )
        order by priority.priority_key
        """
    ).fetchall()


def _check_scopes(
    database: duckdb.DuckDBPyConnection, written: dict[str, View], registered: set[str]
) -> None:
    """Refuse a priority's SQL that names an indicator the register does not give the priority.

    Its headline is filled within those indicators alone, so another one would read as empty.
    """
    rows = database.execute(
        """
        with newest as (
            select register.register_key
            from tables.registers as register
            order by register.received_at desc, register.register_key
            limit 1
        )
        select indicator.indicator_key, indicator.weight_indicator_key,
            list(role.priority_key) filter (role.priority_key is not null)
        from tables.indicators as indicator
        join newest on newest.register_key = indicator.register_key
        left join tables.priority_indicators as role
            on role.register_key = indicator.register_key
            and role.indicator_key = indicator.indicator_key
        group by all
        """
    ).fetchall()
    scopes: dict[str, set[str]] = {indicator: set() for indicator, _, _ in rows}
    for indicator, weight, priorities in rows:
        scopes[indicator].update(priorities or ())
        if weight in scopes:
            scopes[weight].update(priorities or ())
    for key in sorted(registered):
        view = written.get(f"priority.{key}")
        if view is None:
            continue
        for indicator in sorted(set(LITERAL.findall(view.sql)) & set(scopes)):
            if key not in scopes[indicator]:
                raise QueryError(
                    f"{view.file} reads the indicator {indicator}, which the register's sheet "
                    f"priority_indicators does not list for {key}. Add a row there."
                )


def _default_headlines(
    priorities: list[tuple[str, str, str]], written: dict[str, View], queries: Path
) -> dict[str, View]:
    made = {}
    for key, indicator, rule in priorities:
        name = f"priority.{key}"
        if name in written:
            continue
        if rule == "own":
            raise QueryError(
                f"The register says that {key} has a headline of its own, but "
                f"queries/priority/{key}.sql is missing. Write it, or choose ratio, sum, mean or "
                "published in the register's column headline_rule."
            )
        if not (KEY.match(key) and KEY.match(indicator)):
            raise QueryError(f"The register's key {key} or {indicator} is not a plain lower slug.")
        template = (queries / "defaults" / f"{rule}.sql").read_text()
        sql = template.replace("'INDICATOR'", f"'{indicator}'").replace("'PRIORITY'", f"'{key}'")
        made[name] = View(name, sql, f"queries/defaults/{rule}.sql for {key}")
    return made


def _headlines(keys: list[str]) -> View:
    """Make `page.headlines`: one row per priority_key and period_end, from all the headlines."""
    columns = ", ".join(CONTRACT)
    branches = [f"select '{key}' as priority_key, {columns} from priority.{key}" for key in keys]
    if not branches:
        typed = ", ".join(f"null::{kind} as {column}" for column, kind in CONTRACT.items())
        branches = [f"select null::varchar as priority_key, {typed} where false"]
    header = (
        "-- Grain: one row per priority_key and period_end. Generated: all headlines together.\n"
    )
    return View(HEADLINES, header + "\nunion all\n".join(branches), "the generated page.headlines")


def _in_order(views: dict[str, View]) -> list[str]:
    graph: dict[str, set[str]] = {}
    for view in views.values():
        for name in view.reads:
            if name not in views and name.split(".")[0] in LAYERS:
                raise QueryError(f"{view.file} reads {name}, but there is no such view.")
        graph[view.name] = {name for name in view.reads if name in views}
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as fault:
        circle = " → ".join(fault.args[1])
        raise QueryError(f"These views read one another in a circle: {circle}.") from fault
