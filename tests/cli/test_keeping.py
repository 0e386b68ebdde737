"""`backup`, `restore`, `verify`, and a database that cannot be used: a sentence, never more."""

import os
import shutil
import subprocess
import sys

import pytest

from stocktake.settings import PROJECT
from stocktake.store.connection import connect

RETURN = PROJECT / "data" / "returns" / "environment" / "environment-2025-12.xlsx"
ON_A_DATABASE = [
    ("status",),
    ("check", RETURN),
    ("submit", RETURN, "--by", "Sam"),
    ("views",),
    ("verify",),
    ("backup", "copy.duckdb"),
]


def test_backup_then_restore_gives_the_same_answers(stocktake, demo_database, tmp_path):
    before = stocktake("status", "--json", "--database", demo_database).json
    said = stocktake("backup", tmp_path / "b.duckdb", "--database", demo_database)
    assert said.code == 0
    assert "figures from 36 files." in said.out
    demo_database.write_bytes(b"ruined" * 1000)
    said = stocktake("restore", tmp_path / "b.duckdb", "--database", demo_database)
    assert said.code == 0
    assert said.out.startswith("stocktake.duckdb now holds ")
    assert stocktake("status", "--json", "--database", demo_database).json == before
    assert stocktake("verify", "--database", demo_database).out == (
        "stocktake.duckdb holds everything its audit says.\n"
    )


def test_a_backup_takes_nobodys_place(stocktake, unit, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    said = stocktake("backup", tmp_path / "mine.txt", "--database", unit)
    assert said.code == 2
    assert "exists already" in said.err
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_verify_says_what_is_missing_and_what_to_do(stocktake, unit):
    assert stocktake("submit", RETURN, "--by", "Sam", "--database", unit).code == 0
    database = connect(unit)
    database.execute("delete from tables.observations where value > 60")
    database.close()
    said = stocktake("verify", "--database", unit)
    assert (said.code, said.out) == (2, "")
    assert "figures and holds" in said.err
    assert "Restore the newest backup: python -m stocktake restore FILE." in said.err


@pytest.mark.parametrize("command", ON_A_DATABASE, ids=lambda command: command[0])
def test_without_a_database_a_command_says_how_to_make_one_and_makes_none(
    stocktake, tmp_path, command
):
    said = stocktake(*command, "--database", tmp_path / "s.duckdb")
    assert (said.code, said.out) == (2, "")
    assert "python -m stocktake init --demo" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def held(empty_unit, tmp_path_factory):
    """A database that another program holds."""
    path = tmp_path_factory.mktemp("held") / "held.duckdb"
    shutil.copy(empty_unit, path)
    code = "import duckdb, sys; d = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout.readline() == "held\n"
    yield path
    holder.communicate("")


@pytest.mark.parametrize(
    "command",
    [*ON_A_DATABASE, ("init", "--demo"), ("init",)],
    ids=lambda command: " ".join(command[:1]),
)
def test_a_database_in_use_is_said_to_be_in_use(stocktake, held, command):
    said = stocktake(*command, "--database", held)
    assert (said.code, said.out) == (2, "")
    assert "held.duckdb is in use by another program, most likely the running app" in said.err


def test_as_a_program_it_ends_with_the_same_sentence_and_code(program, held, tmp_path):
    said = program("status", "--database", held)
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert "is in use" in said.err


@pytest.mark.parametrize("command", [*ON_A_DATABASE, ("init", "--demo")], ids=lambda c: c[0])
@pytest.mark.parametrize("content", [b"Dear Minister,\n" * 500, b""], ids=["text", "empty"])
def test_a_file_that_is_no_database_is_left_alone(stocktake, tmp_path, command, content):
    path = tmp_path / "letter.duckdb"
    path.write_bytes(content)
    said = stocktake(*command, "--database", path)
    assert said.code == 2
    assert "letter.duckdb is not a Stocktake database" in said.err
    assert path.read_bytes() == content


def test_a_folder_is_no_database(stocktake, tmp_path):
    said = stocktake("status", "--database", tmp_path)
    assert said.code == 2
    assert "is a folder. Give the path of a database file" in said.err


def test_the_environment_names_the_database_as_the_option_does(program, unit):
    os.environ["STOCKTAKE_DATABASE"] = str(unit)
    assert program("verify").out == "unit.duckdb holds everything its audit says.\n"


def test_restoring_what_is_no_backup_changes_nothing(stocktake, unit, tmp_path):
    (tmp_path / "notes.txt").write_text("notes" * 2000)
    before = unit.read_bytes()
    for file in (tmp_path / "notes.txt", tmp_path / "nowhere.duckdb", tmp_path):
        said = stocktake("restore", file, "--database", unit)
        assert (said.code, said.out) == (2, "")
        assert said.err
    assert unit.read_bytes() == before


def test_an_unknown_command_or_option_is_a_matter_of_use(stocktake):
    for words in (("stocktake",), ("status", "--colour"), ("check",)):
        assert stocktake(*words).code == 2


def test_help_names_every_command(stocktake):
    said = stocktake("--help")
    assert said.code == 0
    for command in ("init", "check", "submit", "status", "views", "backup", "restore", "verify"):
        assert f"\n  {command} " in said.out
