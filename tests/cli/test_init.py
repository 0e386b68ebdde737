"""`init`: a database is there whole, or not at all."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from stocktake import clock, intake
from stocktake.errors import StocktakeError
from stocktake.settings import PROJECT
from stocktake.store import open_store

REGISTER = PROJECT / "data" / "register.xlsx"


def changes_in(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as opened:
        return opened.execute("select count(*) from tables.changes").fetchone()[0]


def left_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.fixture
def register(tmp_path):
    """Give a function that makes a register from the demo's, with some cells changed."""

    def make(cells=(), name="own.xlsx", without=None):
        book = load_workbook(REGISTER)
        for sheet, cell, value in cells:
            book[sheet][cell] = value
        if without:
            del book[without]
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def test_the_demonstration_a_second_time_changes_nothing(stocktake, demo_database):
    before = changes_in(demo_database)
    said = stocktake("init", "--demo", "--database", demo_database)
    assert (said.code, said.out) == (0, "stocktake.duckdb is ready; it holds data already.\n")
    # 37 workbooks, six of them with answers beside the figures; ten rating rounds; and the
    # stocktakes: two plans, an edition, a beginning and an end, six captures, a changed rating.
    assert changes_in(demo_database) == before == 37 + 6 + 10 + 12


def test_without_demo_it_starts_from_the_register_alone(empty_unit):
    store = open_store(empty_unit)
    assert store.data_version() == 1
    with store.reader(with_headlines=False) as db:
        assert len(db.rows("core.known_priorities")) > 0
        assert db.rows("core.known_submissions") == []
    store.close()


def test_the_demonstration_killed_midway_leaves_nothing_and_can_be_loaded_again(tmp_path):
    path = tmp_path / "s.duckdb"
    unfinished = tmp_path / "s.duckdb.unfinished"
    audit = tmp_path / "s.duckdb.unfinished.audit"
    loading = subprocess.Popen(
        [sys.executable, "-m", "stocktake", "init", "--demo", "--database", str(path)],
        cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + 60
    while time.monotonic() < end and loading.poll() is None:
        if audit.exists() and audit.read_text().count("\n") >= 3:
            break
        time.sleep(0.05)
    loading.send_signal(signal.SIGKILL)
    assert loading.wait() == -signal.SIGKILL
    assert unfinished.exists()
    assert not path.exists()
    # The next one clears it away; a shorter filling stands for the demonstration.
    assert intake.fill_new_database(path, lambda store: store.data_version()) == 0
    assert left_in(tmp_path) <= {"s.duckdb", "s.duckdb.audit"}
    assert path.exists()


def test_a_filling_that_fails_leaves_nothing(tmp_path):
    def fail(store):
        intake.load_register(store, REGISTER, received_by="tests")
        raise StocktakeError("no")

    with pytest.raises(StocktakeError, match="no"):
        intake.fill_new_database(tmp_path / "s.duckdb", fail)
    assert left_in(tmp_path) == set()


def test_two_who_fill_the_same_database_at_once_do_not_mix(tmp_path):
    code = "import duckdb, sys; d = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    held = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "s.duckdb.unfinished")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert held.stdout.readline() == "held\n"
        with pytest.raises(StocktakeError, match="in use by another program"):
            intake.fill_new_database(tmp_path / "s.duckdb", lambda store: None)
    finally:
        held.communicate("")


def test_an_empty_database_made_by_the_app_is_filled(stocktake, tmp_path):
    path = tmp_path / "s.duckdb"
    open_store(path).close()
    said = stocktake("init", "--database", path)
    assert said.code == 0
    store = open_store(path)
    assert (store.data_version(), store.check_counters()) == (1, [])
    store.close()


def test_a_register_of_ones_own_is_the_one_in_use_from_then_on(stocktake, unit, register):
    clock.hold(None)  # the register before it came by a program of its own, and today
    own = register([("unit", "A2", "Another unit")])
    said = stocktake("init", "--register", own, "--database", unit)
    assert (said.code, said.out) == (0, "own.xlsx is now the register in use.\n")
    store = open_store(unit)
    with store.reader(with_headlines=False) as db:
        assert db.rows("core.known_register")[0]["unit_title"] == "Another unit"
    store.close()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda make, folder: folder / "nowhere.xlsx", "There is no register at"),
        (lambda make, folder: make([("priorities", "A2", "Not A Slug")]), "priorities!A2"),
        (lambda make, folder: make(without="targets"), "targets"),
        (lambda make, folder: write(folder / "t.xlsx", b"a letter"), "t.xlsx"),
        (lambda make, folder: write(folder / "e.xlsx", b""), "e.xlsx"),
        (lambda make, folder: folder, "cannot be opened"),
    ],
    ids=["missing", "cell", "sheet", "text", "empty", "folder"],
)
def test_a_register_that_cannot_be_used_gets_a_sentence_and_changes_nothing(
    stocktake, tmp_path, register, make, said
):
    file, path = make(register, tmp_path), tmp_path / "s.duckdb"
    answer = stocktake("init", "--register", file, "--database", path)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert not list(tmp_path.glob("*.duckdb*"))


def test_a_register_that_cannot_be_used_leaves_the_one_in_use(stocktake, unit, register):
    spoilt = register([("priorities", "A2", "Not A Slug")])
    answer = stocktake("init", "--register", spoilt, "--database", unit)
    assert (answer.code, answer.out) == (2, "")
    assert "priorities!A2" in answer.err
    assert changes_in(unit) == 1


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_register_with_a_priority_nobody_wrote_a_view_for_is_refused_and_the_old_one_stays(
    stocktake, unit, register
):
    book = load_workbook(REGISTER)
    names = [cell.value for cell in book["priorities"][1]]
    key_column = names.index("priority_key") + 1
    rule_column = names.index("headline_rule") + 1
    plain = next(
        row for row in book["priorities"].iter_rows(min_row=2)
        if row[key_column - 1].value == "phonics"
    )  # fmt: skip
    own = register([("priorities", plain[rule_column - 1].coordinate, "own")])
    said = stocktake("init", "--register", own, "--database", unit)
    assert said.code == 2
    assert "queries/priority/phonics.sql is missing" in said.err
    assert stocktake("verify", "--database", unit).code == 0


def test_demo_and_register_together_are_refused(stocktake, tmp_path):
    said = stocktake("init", "--demo", "--register", REGISTER, "--database", tmp_path / "s.duckdb")
    assert said.code == 2
    assert "Choose one" in said.err
    assert left_in(tmp_path) == set()
