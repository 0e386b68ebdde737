"""Bring the tables forward: numbered files, each run once, with its record in one transaction."""

import hashlib
import shutil
from pathlib import Path

import duckdb

from stocktake import clock
from stocktake.errors import QueryError, SchemaTooNewError, StoreError

BOOTSTRAP = "0000_migrations"


def migrate(database: duckdb.DuckDBPyConnection, queries: Path, path: Path) -> list[str]:
    """Run the migrations that the database has not had; give their names.

    An older database that already holds tables is copied beside itself first. Raises
    SchemaTooNewError when it has had migrations that these files do not know, and QueryError
    when a file was changed after it had run or HEAD does not name the newest one.
    """
    files = migration_files(queries)
    done = _applied(database, queries)
    unknown = [name for name in done if name not in files]
    if unknown:
        raise SchemaTooNewError(
            f"{path.name} was made by a newer Stocktake (it has had {unknown[-1]}). "
            "Use that version, or restore a backup made before the upgrade."
        )
    for name, checksum in done.items():
        if _checksum(files[name]) != checksum:
            raise QueryError(
                f"queries/tables/{name}.sql was changed after it had run on {path.name}. "
                "Put the file back, and write the change as a new numbered file."
            )
    waiting = [name for name in files if name not in done]
    if waiting and done:
        _copy_aside(database, path, waiting[0])
    for name in waiting:
        _apply(database, name, files[name])
    return waiting


def migration_files(queries: Path) -> dict[str, Path]:
    """Give the migration files by name, in order; raise QueryError when HEAD is not the newest."""
    found = {
        file.stem: file
        for file in sorted((queries / "tables").glob("[0-9]*.sql"))
        if file.stem != BOOTSTRAP
    }
    pointer = queries / "tables" / "HEAD"
    head = pointer.read_text().strip() if pointer.is_file() else "nothing"
    if not found or head != list(found)[-1]:
        raise QueryError(
            f"queries/tables/HEAD names {head}, but the newest file is "
            f"{list(found)[-1] if found else 'missing'}. Write the newest name into HEAD."
        )
    return found


def _applied(database: duckdb.DuckDBPyConnection, queries: Path) -> dict[str, str]:
    if _is_foreign(database):
        raise StoreError(
            "This file is a DuckDB database, but not Stocktake's. Nothing was changed. Choose "
            "another with --database or STOCKTAKE_DATABASE."
        )
    database.execute("create schema if not exists tables")
    database.execute((queries / "tables" / f"{BOOTSTRAP}.sql").read_text())
    rows = database.execute("select name, checksum from tables.migrations order by name")
    return dict(rows.fetchall())


def _is_foreign(database: duckdb.DuckDBPyConnection) -> bool:
    """Say whether somebody else's tables are here and ours never were."""
    found = database.execute(
        """
        select count(*) > 0 and not bool_or(
            entry.schema_name = 'tables' and entry.table_name = 'migrations')
        from duckdb_tables() as entry
        """
    ).fetchone()
    return bool(found and found[0])


def _apply(database: duckdb.DuckDBPyConnection, name: str, file: Path) -> None:
    database.execute("begin")
    try:
        database.execute(file.read_text())
        database.execute(
            "insert into tables.migrations values ($name, $checksum, $applied_at)",
            {"name": name, "checksum": _checksum(file), "applied_at": clock.now()},
        )
        database.execute("commit")
    except duckdb.Error as fault:
        database.execute("rollback")
        raise QueryError(
            f"queries/tables/{name}.sql failed, and nothing of it was kept: {_first_line(fault)}"
        ) from fault


def _copy_aside(database: duckdb.DuckDBPyConnection, path: Path, before: str) -> None:
    """Keep the file as it was. CHECKPOINT first: a copy without its log is silently short."""
    database.execute("checkpoint")
    target = path.with_name(f"{path.stem}-before-{before}{path.suffix}")
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        shutil.copyfile(path, unfinished)
        unfinished.rename(target)
    except OSError as fault:
        raise StoreError(
            f"{path.name} must be upgraded, but the copy kept for safety could not be written to "
            f"{target.parent} ({fault.strerror}). Make room there and start again."
        ) from fault


def _checksum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _first_line(fault: Exception) -> str:
    return str(fault).splitlines()[0]
