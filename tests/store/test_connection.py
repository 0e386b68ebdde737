"""What cannot be opened is said in a sentence with a remedy; what is open is locked down."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from stocktake.errors import StoreBusyError, StoreError
from stocktake.store import open_store
from stocktake.store.connection import connect


@pytest.fixture
def locked(database):
    opened = connect(database)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "statement",
    [
        "attach '{folder}/other.duckdb' as other",
        "select * from read_csv('{folder}/secret.csv')",
        "select * from '{folder}/secret.csv'",
        "select * from read_text('{folder}/secret.csv')",
        "select * from glob('{folder}/*')",
        "copy tables.registers to '{folder}/out.csv'",
        "copy tables.registers from '{folder}/secret.csv'",
        "export database '{folder}/out'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set memory_limit = '1GB'",
        "set autoload_known_extensions = true",
    ],
)
def test_nothing_outside_the_file_can_be_reached(locked, tmp_path, statement):
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    with pytest.raises(duckdb.Error):
        locked.execute(statement.format(folder=tmp_path))
    assert not (tmp_path / "out.csv").exists()
    assert not (tmp_path / "out").exists()


def test_a_frame_in_scope_is_not_a_table(locked):
    frame = pd.DataFrame({"a": [1]})
    with pytest.raises(duckdb.Error, match="frame"):
        locked.execute("select * from frame")
    assert len(frame) == 1


def test_every_cursor_is_locked_down_like_the_root(locked, tmp_path):
    with pytest.raises(duckdb.Error):
        locked.cursor().execute(f"attach '{tmp_path}/other.duckdb' as other")


def test_a_database_another_program_holds_is_said_to_be_in_use(database):
    code = "import duckdb, sys; d = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    held = subprocess.Popen(
        [sys.executable, "-c", code, str(database)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert held.stdout.readline() == "held\n"
        with pytest.raises(StoreBusyError, match=r"small\.duckdb is in use by another program"):
            open_store(database)
    finally:
        held.communicate("")
    open_store(database).close()


def test_a_text_file_is_not_a_database_and_stays_as_it_is(tmp_path):
    path = tmp_path / "letter.duckdb"
    path.write_text("Dear Minister,\n" * 1000)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"letter\.duckdb is not a Stocktake database"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_folder_is_not_a_database(tmp_path):
    with pytest.raises(StoreError, match=r"cannot be opened|is not a Stocktake database"):
        open_store(tmp_path)


@pytest.mark.parametrize("place", ["a_file/s.duckdb", "a_file/deeper/s.duckdb"])
def test_a_folder_that_is_none_is_named_with_a_remedy(tmp_path, place):
    (tmp_path / "a_file").write_text("")
    with pytest.raises(StoreError, match="--database or STOCKTAKE_DATABASE"):
        open_store(tmp_path / place)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody may write to")
def test_a_folder_that_may_not_be_written_to_is_named_with_a_remedy():
    # Not by chmod: tests may run as root, whom it does not stop.
    with pytest.raises(StoreError, match="--database or STOCKTAKE_DATABASE"):
        open_store(Path("/proc/self/s.duckdb"))


def test_a_file_that_another_duckdb_wrote_for_the_future_is_named(database):
    content = bytearray(database.read_bytes())
    # After checksum and magic bytes the header holds the storage version.
    content[12:20] = (9999).to_bytes(8, "little")
    database.write_bytes(content)
    with pytest.raises(StoreError, match=r"newer DuckDB|not a Stocktake database"):
        open_store(database)


def test_no_words_of_duckdb_reach_the_reader(tmp_path):
    path = tmp_path / "s.duckdb"
    path.write_bytes(b"junk" * 5000)
    with pytest.raises(StoreError) as caught:
        open_store(path)
    for word in ("IO Error", "Exception", "duckdb.org", str(tmp_path)):
        assert word not in str(caught.value)


def test_missing_folders_are_made(tmp_path):
    path = tmp_path / "new" / "folder" / "s.duckdb"
    open_store(path).close()
    assert path.is_file()
    code = f"import duckdb; print(duckdb.connect({str(path)!r}).execute('select 1').fetchone())"
    assert (
        "(1,)"
        in subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
    )
