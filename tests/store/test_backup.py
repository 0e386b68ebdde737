"""Backup, restore, verify: the same answers everywhere, and nothing is thrown away."""

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from stocktake.errors import StoreBusyError, StoreError
from stocktake.store import open_store
from stocktake.store.backup import restore_backup
from stocktake.store.connection import connect
from tests.store.small import FEBRUARY, JANUARY, TODAY, headline, known, make_store, send


@pytest.fixture
def kept(moved_on: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A test's own copy of them."""
    shutil.copytree(moved_on, tmp_path, dirs_exist_ok=True)
    return tmp_path / "s.duckdb", tmp_path / "backups" / "b.duckdb"


@pytest.fixture(scope="module")
def moved_on(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that has moved on since its backup; both closed."""
    folder = tmp_path_factory.mktemp("moved_on")
    path, target = folder / "s.duckdb", folder / "backups" / "b.duckdb"
    store = make_store(path)
    send(store, [("nation", JANUARY, 1.0)], datetime(2026, 1, 1))
    send(store, [("nation", JANUARY, 2.0)], datetime(2026, 1, 5))
    store.write_backup(target)
    send(store, [("nation", JANUARY, 3.0)], datetime(2026, 1, 9))
    store.close()
    return folder


def answers(path: Path) -> list[object]:
    store = open_store(path, today=TODAY)
    try:
        moments = (datetime(2026, 1, 2), datetime(2026, 1, 6), None)
        found = [(headline(store, moment), known(store, moment)) for moment in moments]
        return [found, store.data_version(), store.check_counters()]
    finally:
        store.close()


def test_a_restored_backup_gives_the_answers_of_its_day(kept):
    path, target = kept
    before = answers(target)
    counts = restore_backup(target, path)
    assert counts["observations"] == 2
    assert answers(path) == before
    assert before[0][2][0] == {JANUARY: 2.0}


def test_what_a_restore_replaces_is_kept_beside_it_and_still_opens(kept):
    path, target = kept
    restore_backup(target, path)
    restore_backup(target, path)
    first = answers(path.with_name("s.duckdb.replaced-1"))
    assert first[0][2][0] == {JANUARY: 3.0}
    assert answers(path.with_name("s.duckdb.replaced-2"))[0][2][0] == {JANUARY: 2.0}
    assert not list(path.parent.glob("*.unfinished*"))


def test_returns_sent_after_a_restore_are_sound(kept):
    path, target = kept
    restore_backup(target, path)
    store = open_store(path, today=TODAY)
    send(store, [("nation", FEBRUARY, 7.0)])
    assert store.check_counters() == []
    store.close()


def test_a_damaged_database_can_be_replaced_by_its_backup(kept):
    path, target = kept
    path.write_bytes(b"not a database any more" * 1000)
    restore_backup(target, path)
    assert answers(path)[0][2][0] == {JANUARY: 2.0}
    assert path.with_name("s.duckdb.replaced-1").read_bytes().startswith(b"not a database")


def test_a_backup_never_takes_the_place_of_another_file(store, tmp_path):
    target = tmp_path / "there.duckdb"
    target.write_text("mine")
    with pytest.raises(StoreError, match=r"exists already. Choose another name"):
        store.write_backup(target)
    assert target.read_text() == "mine"


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(store, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="could not be written"):
        store.write_backup(tmp_path / "file" / "b.duckdb")
    assert not list(tmp_path.rglob("*.unfinished"))


def test_a_backup_holds_what_was_only_in_the_log(store, tmp_path):
    send(store, [("nation", JANUARY, 1.0)])
    assert store.path.with_name("open.duckdb.wal").stat().st_size > 0
    counts = store.write_backup(tmp_path / "b.duckdb")
    with duckdb.connect(str(tmp_path / "b.duckdb"), read_only=True) as copy:
        assert copy.execute("select count(*) from tables.observations").fetchone() == (1,)
    assert (counts["submissions"], counts["observations"]) == (1, 1)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_text("Dear Minister, " * 300), "not a Stocktake database"),
        (lambda path: path.write_text(""), "is not a Stocktake database"),
        (lambda path: duckdb.connect(str(path)).execute("create table a (b int)").close(),
         "a database, but not Stocktake's"),
        (lambda path: path.mkdir(), "no file"),
        (lambda path: None, "no file"),
    ],
    ids=["text", "empty", "foreign", "folder", "nothing"],
)  # fmt: skip
def test_what_is_no_backup_is_not_restored(kept, tmp_path, make, said):
    path, _ = kept
    make(tmp_path / "other")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=said):
        restore_backup(tmp_path / "other", path)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("s.duckdb.*replaced*"))


def test_a_database_in_use_is_not_replaced(kept):
    path, target = kept
    held = hold_in_another_program(path)
    try:
        with pytest.raises(StoreBusyError):
            restore_backup(target, path)
    finally:
        held.communicate("")
    assert answers(path)[0][2][0] == {JANUARY: 3.0}


def hold_in_another_program(path: Path):
    code = "import duckdb, sys; d = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    held = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert held.stdout.readline() == "held\n"
    return held


@pytest.mark.parametrize(
    ("remove", "said"),
    [
        ("delete from tables.observations where value = 2", "should hold 1 figures and holds 0"),
        ("delete from tables.changes where change_number = 2", "1 entries of the audit"),
        ("delete from tables.submissions where received_at > '2026-01-04'", "2 submissions named"),
        ("delete from tables.changes where change_number = 3", "1 changes noted in"),
    ],
    ids=["figure", "audit", "submission", "newest"],
)
def test_verify_finds_what_was_taken_out_by_hand(kept, remove, said):
    path, _ = kept
    database = connect(path)
    database.execute(remove)
    database.close()
    store = open_store(path)
    found = store.check_counters()
    store.close()
    assert said in " ".join(found)


def test_a_new_database_does_not_inherit_the_audit_of_one_that_was_deleted(kept):
    path, _ = kept
    path.unlink()
    store = open_store(path)
    assert store.check_counters() == []
    store.close()
    assert path.with_name("s.duckdb.audit.replaced-1").exists()
