"""Killed in the middle of writing: before or after, never torn, and nothing confirmed is lost."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stocktake.errors import StoreError
from stocktake.settings import PROJECT
from stocktake.store import open_store
from stocktake.store.audit import audit_file
from stocktake.store.connection import connect
from tests.store.killing import killer_of
from tests.store.small import JANUARY, known, make_store, send

# The returns desk is killed over two hundred acceptances (test_desk_crash); here it is the writer.
KILLS = 6
ROWS = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks")
def test_a_writer_killed_again_and_again_loses_and_tears_nothing(database):
    chance = random.Random(2026)
    confirmed: list[str] = []
    with killer_of("tests.store.killed_writer") as kill:
        for _ in range(KILLS):
            confirmed += kill(database, chance.uniform(0, 0.06))[1]
            opened = connect(database)
            counts = opened.execute(
                """
                select submission.submission_key::varchar,
                    (select count(*) from tables.observations as observation
                        where observation.submission_key = submission.submission_key)
                from tables.submissions as submission
                """
            ).fetchall()
            # Ended as a crash would end it: the log is left for the next one to read.
            opened.close()
            assert {count for _, count in counts} == {ROWS}
            assert set(confirmed) <= {key for key, _ in counts}
    assert len(confirmed) >= KILLS
    store = open_store(database)
    assert store.check_counters() == []
    store.close()


def crash_after(path: Path, count: int) -> None:
    """Write returns in a program that ends without closing: they stand in the log alone."""
    code = (
        "import os, sys; from pathlib import Path; from datetime import datetime;"
        "from tests.store.small import *;"
        "store = open_store(Path(sys.argv[1]));"
        "[send(store, [('nation', JANUARY, float(n))], datetime(2026, 2, n + 1))"
        f" for n in range({count})]; os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=PROJECT, check=False)


@pytest.fixture(scope="module")
def crashed(tmp_path_factory) -> Path:
    """A folder with a database of one return in the file and five in its log."""
    folder = tmp_path_factory.mktemp("crashed")
    store = make_store(folder / "s.duckdb")
    send(store, [("nation", JANUARY, 100.0)])
    store.close()
    crash_after(folder / "s.duckdb", 5)
    assert (folder / "s.duckdb.wal").stat().st_size > 1000
    return folder


@pytest.fixture
def after_crash(crashed: Path, tmp_path: Path) -> Path:
    shutil.copytree(crashed, tmp_path / "crashed")
    return tmp_path / "crashed" / "s.duckdb"


def test_after_a_crash_the_log_is_read_and_all_is_there(after_crash):
    store = open_store(after_crash)
    assert store.data_version() == 6
    assert store.check_counters() == []
    store.close()


def test_a_lost_log_is_found_by_verify(after_crash):
    after_crash.with_name("s.duckdb.wal").unlink()
    store = open_store(after_crash)
    # The database itself has no idea: it opens, and its own audit agrees with its rows.
    assert len(known(store)) == 1
    (said,) = store.check_counters()
    store.close()
    assert said.startswith("5 changes noted in s.duckdb.audit are not in the database")
    assert "the first is number 2 (submission)" in said


def test_the_loss_is_still_found_after_new_returns_took_the_numbers(after_crash):
    after_crash.with_name("s.duckdb.wal").unlink()
    store = open_store(after_crash)
    for value in range(7):
        send(store, [("nation", JANUARY, float(value))], content=bytes([value]))
    assert store.data_version() == 8
    assert store.check_counters()[0].startswith("5 changes noted")
    store.close()


@pytest.mark.parametrize("spoil", [lambda log: log[:300], lambda log: b"hello" * 50])
def test_a_log_cut_short_or_overwritten_is_found_by_verify(after_crash, spoil):
    log = after_crash.with_name("s.duckdb.wal")
    log.write_bytes(spoil(log.read_bytes()))
    store = open_store(after_crash)
    (said,) = store.check_counters()
    store.close()
    assert "are not in the database" in said


def test_a_damaged_log_gives_a_sentence_and_deletes_nothing(after_crash):
    log = after_crash.with_name("s.duckdb.wal")
    content = log.read_bytes()
    middle = len(content) // 2
    log.write_bytes(content[:middle] + bytes(16) + content[middle + 16 :])
    before = {file.name: file.read_bytes() for file in after_crash.parent.iterdir()}
    for _ in range(2):
        with pytest.raises(StoreError, match=r"s\.duckdb\.wal\) is damaged.*Nothing was deleted"):
            open_store(after_crash)
    assert {file.name: file.read_bytes() for file in after_crash.parent.iterdir()} == before


def test_an_audit_line_torn_by_a_crash_is_written_again_whole(after_crash):
    copy = audit_file(after_crash)
    whole = copy.read_bytes()
    copy.write_bytes(whole[:-9])
    store = open_store(after_crash)
    assert store.check_counters() == []
    store.close()
    assert copy.read_bytes() == whole


def test_changes_the_second_copy_missed_are_written_by_the_next_write(store):
    copy = audit_file(store.path)
    send(store, [("nation", JANUARY, 1.0)])
    first = copy.read_text()
    copy.unlink()
    copy.mkdir()
    send(store, [("nation", JANUARY, 2.0)])
    copy.rmdir()
    send(store, [("nation", JANUARY, 3.0)])
    lines = copy.read_text().splitlines(keepends=True)
    assert lines[0] == first
    assert [line.split("\t")[0] for line in lines] == ["1", "2", "3"]
    assert store.check_counters() == []
