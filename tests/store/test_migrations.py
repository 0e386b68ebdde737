"""Numbered files, each run once; an older database is brought forward, a newer one refused."""

import hashlib
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from stocktake import clock
from stocktake.errors import QueryError, SchemaTooNewError, StoreError
from stocktake.store import open_store
from stocktake.store.backup import restore_backup
from stocktake.store.connection import connect
from stocktake.store.migrations import migrate
from stocktake.store.writing import append_row
from tests.empty import QUERIES
from tests.queries.rows import DEFAULTS, fill
from tests.store.drafts import accept, put_on_desk, read
from tests.store.small import JANUARY as JAN
from tests.store.small import PRIORITY, TODAY, known, make_store, send

SENT = DEFAULTS["observations"]["submission_key"]
SECOND = "alter table tables.annotations add column colour varchar;\n"


def add_migration(queries: Path, sql: str = SECOND, name: str = "0005_second") -> None:
    (queries / "tables" / f"{name}.sql").write_text(sql)
    (queries / "tables" / "HEAD").write_text(f"{name}\n")


def columns(path: Path, table: str) -> set[str]:
    with duckdb.connect(str(path), read_only=True) as database:
        return {row[0] for row in database.execute(f"describe tables.{table}").fetchall()}


def record(path: Path) -> list[tuple[str, str, datetime]]:
    with duckdb.connect(str(path), read_only=True) as database:
        return database.execute("select * from tables.migrations order by name").fetchall()


def test_an_empty_file_gets_every_migration_with_its_checksum_and_moment(tmp_path, queries):
    add_migration(queries)
    path = tmp_path / "new.duckdb"
    open_store(path, queries=queries).close()
    files = sorted((queries / "tables").glob("000[12345]*.sql"))
    assert record(path) == [
        (file.stem, hashlib.sha256(file.read_bytes()).hexdigest(), clock.now()) for file in files
    ]
    assert len(files) == 5
    assert list(tmp_path.glob("*-before-*")) == []


def test_a_second_start_runs_nothing(database):
    before = record(database)
    opened = connect(database)
    assert migrate(opened, QUERIES, database) == []
    opened.close()
    assert record(database) == before


def test_a_file_changed_after_it_ran_stops_the_start_and_is_named(database, queries):
    file = queries / "tables" / "0001_first_tables.sql"
    file.write_text(file.read_text() + "-- one more thought\n")
    with pytest.raises(QueryError, match=r"0001_first_tables\.sql was changed after it had run"):
        open_store(database, queries=queries)


@pytest.mark.parametrize("head", ["0005_not_there", "", None])
def test_a_head_that_does_not_name_the_newest_file_stops_the_start(tmp_path, queries, head):
    pointer = queries / "tables" / "HEAD"
    pointer.unlink() if head is None else pointer.write_text(head)
    with pytest.raises(QueryError, match=r"HEAD names .* newest file is 0004_story"):
        open_store(tmp_path / "new.duckdb", queries=queries)


def test_a_newer_database_is_refused_and_left_alone(database, queries):
    add_migration(queries)
    open_store(database, queries=queries).close()
    before = database.read_bytes()
    with pytest.raises(SchemaTooNewError, match=r"newer Stocktake .it has had 0005_second"):
        open_store(database)
    assert database.read_bytes() == before


def test_an_older_database_is_upgraded_with_its_data_and_a_copy_is_kept(tmp_path, queries):
    path = tmp_path / "old.duckdb"
    store = make_store(path)
    send(store, [("nation", JAN, 5.0)])
    store.close()
    add_migration(queries)
    store = open_store(path, queries=queries)
    assert known(store) == {("nation", JAN): 5.0}
    store.close()
    assert "colour" in columns(path, "annotations")
    copy = tmp_path / "old-before-0005_second.duckdb"
    assert "colour" not in columns(copy, "annotations")
    with duckdb.connect(str(copy), read_only=True) as kept:
        assert kept.execute("select value from tables.observations").fetchall() == [(5.0,)]


def test_a_database_from_before_the_returns_desk_keeps_everything(tmp_path, queries):
    path = tmp_path / "old.duckdb"
    first_tables_only(queries)
    opened = connect(path)
    migrate(opened, queries, path)
    change = {"change_number": 1, "changed_at": clock.now(), "changed_by": "t",
              "what": "submission", "about": SENT, "row_count": 1}  # fmt: skip
    sent = {"submission_key": SENT, "observation_count": 1, "received_at": datetime(2026, 2, 3)}
    observed = {"indicator_key": "waits", "period_end": JAN, "value": 5.0}
    files = [{"file_key": DEFAULTS["submissions"]["file_key"]}]
    tables = {"submissions": [sent], "files": files, "observations": [observed]}
    fill(opened, PRIORITY | tables)
    append_row(opened, "changes", change)
    opened.close()
    store = open_store(path, today=TODAY)
    assert known(store) == {("nation", JAN): 5.0}
    assert (store.data_version(), store.desk_version()) == (1, 1)
    (row,) = read(store, "page.submissions")
    assert (row["submission_key"], row["new_count"], row["draft_key"]) == (SENT, None, None)
    (change,) = read(store, "page.submission_changes", submission_key=SENT)
    assert (change["state"], change["new_value"], change["is_in_use"]) == ("new", 5.0, True)
    accept(store, put_on_desk(store))
    assert store.check_counters() == []
    store.close()
    with duckdb.connect(str(tmp_path / "old-before-0002_returns_desk.duckdb")) as kept:
        assert kept.execute("select value from tables.observations").fetchall() == [(5.0,)]


def first_tables_only(queries: Path) -> None:
    """Take `queries/tables` back to where it was before the returns desk."""
    for file in (queries / "tables").glob("000[2-9]*.sql"):
        file.unlink()
    (queries / "tables" / "HEAD").write_text("0001_first_tables\n")


def test_a_backup_from_before_the_returns_desk_is_restored(tmp_path, queries):
    old, path = tmp_path / "old.duckdb", tmp_path / "now.duckdb"
    first_tables_only(queries)
    opened = connect(old)
    migrate(opened, queries, old)
    fill(opened, PRIORITY)
    opened.close()
    make_store(path).close()
    assert restore_backup(old, path)["registers"] == 1
    store = open_store(path, today=TODAY)
    put_on_desk(store)
    assert store.check_counters() == []
    store.close()


def test_the_copy_holds_what_was_only_in_the_log(tmp_path, queries):
    path = tmp_path / "old.duckdb"
    make_store(path).close()
    add_migration(queries)
    # As after a crash: the change below is committed, and stands in the log alone.
    opened = connect(path)
    opened.execute("insert into tables.annotations select uuid(), 'p', '2026-01-01', 'late', ''")
    assert path.with_name("old.duckdb.wal").exists()
    migrate(opened, queries, path)
    opened.close()
    with duckdb.connect(str(tmp_path / "old-before-0005_second.duckdb"), read_only=True) as kept:
        assert kept.execute("select text from tables.annotations").fetchall() == [("late",)]


def test_a_failing_migration_leaves_nothing_and_names_its_file(database, queries):
    add_migration(queries, "create table tables.half (a int);\nselect nothing_of_the_kind;\n")
    before = record(database)
    with pytest.raises(QueryError, match=r"0005_second\.sql failed, and nothing of it was kept"):
        open_store(database, queries=queries)
    assert record(database) == before
    with duckdb.connect(str(database), read_only=True) as opened:
        tables = {
            row[0] for row in opened.execute("select table_name from duckdb_tables()").fetchall()
        }
    assert "half" not in tables
    open_store(database).close()


def test_somebody_elses_database_is_refused_and_gets_no_tables_of_ours(tmp_path):
    path = tmp_path / "foreign.duckdb"
    with duckdb.connect(str(path)) as foreign:
        foreign.execute("create table theirs as select 1 as a")
    with pytest.raises(StoreError, match="is a DuckDB database, but not Stocktake's"):
        open_store(path)
    with duckdb.connect(str(path)) as foreign:
        names = foreign.execute("select table_name from duckdb_tables()").fetchall()
    assert names == [("theirs",)]
