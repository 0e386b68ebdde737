"""The commands of the stocktake: prepare, stocktakes, freeze, editions, export, compare."""

import shutil
from pathlib import Path

import pytest

from stocktake.store import open_store


@pytest.fixture(scope="module")
def database(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration that these tests share; each adds to it only what it names itself."""
    return Path(shutil.copy(built_demo, tmp_path_factory.mktemp("editions") / "demo.duckdb"))


@pytest.fixture(scope="module")
def frozen(database: Path, stocktake) -> tuple[str, str]:
    """An edition of one department, frozen by command: its key and checksum."""
    said = stocktake(
        "prepare", "Rail stocktake", "--on", "2026-05-20", "--chair", "Ann",
        "--department", "environment", "--database", database,
    )  # fmt: skip
    assert (said.code, said.err) == (0, "")
    said = stocktake("freeze", "rail stocktake", "--by", "Sam", "--database", database)
    assert said.code == 0, said
    first, second = said.out.splitlines()
    assert first.startswith("Edition 2026_05_20_")
    assert "of Rail stocktake, 2026-05-20: " in first
    key, checksum = first.split()[1], second.removeprefix("SHA-256 ")
    assert key == f"2026_05_20_{checksum[:6]}"
    return key, checksum


def test_a_stocktake_is_found_by_key_letters_title_or_day(stocktake, database, frozen):
    listed = stocktake("stocktakes", "--json", "--database", database).json
    (ours,) = [row for row in listed if row["title"] == "Rail stocktake"]
    winter = next(row for row in listed if row["title"] == "Winter stocktake")
    for name in (ours["meeting_key"], ours["meeting_key"][:8], "RAIL STOCKTAKE"):
        # A moment before there was anything: found, and then refused for what it asks.
        said = stocktake("freeze", name, "--known-at", "1999-01-01", "--database", database)
        assert (said.code, said.out) == (2, "")
        assert "nothing to freeze" in said.err
    said = stocktake("freeze", "2026-02-17", "--known-at", "1999-01-01", "--database", database)
    assert "nothing to freeze" in said.err
    said = stocktake("freeze", "2026-05-20", "--database", database)
    assert (said.code, 'more than one stocktake "2026-05-20"' in said.err) == (2, True)
    said = stocktake("freeze", winter["meeting_key"][:7], "--database", database)
    assert (said.code, "There is no stocktake" in said.err) == (2, True)


def test_editions_are_listed_with_their_checksums(stocktake, database, frozen):
    key, checksum = frozen
    row, winter = stocktake("editions", "--json", "--database", database).json
    assert winter["title"] == "Winter stocktake"
    assert (row["edition_key"], row["checksum"], row["frozen_by"]) == (key, checksum, "Sam")
    said = stocktake("editions", "--database", database)
    first = said.out.splitlines()[0]
    assert first.startswith(f"{key}  Rail stocktake, 2026-05-20: as known at 2026-05-20, ")
    assert first.endswith(f"not used, SHA-256 {checksum}.")


def test_a_database_without_editions_says_how_to_make_one(stocktake, empty_unit):
    said = stocktake("editions", "--database", empty_unit)
    assert (said.code, "Nothing is frozen yet" in said.out) == (0, True)
    said = stocktake("stocktakes", "--database", empty_unit)
    assert (said.code, said.out) == (0, "No stocktake is prepared yet.\n")


@pytest.mark.parametrize(
    ("paper", "start"),
    [("deck", b"<!doctype html>"), ("memo", b"PK"), ("actions", b"PK"), ("preread", b"<!doctype")],
)
def test_every_paper_is_written_and_nothing_is_written_over(
    stocktake, database, frozen, tmp_path, paper, start
):
    key, file = frozen[0], tmp_path / "paper"
    said = stocktake("export", paper, key, "-o", file, "--database", database)
    assert (said.code, said.err) == (0, "")
    assert file.read_bytes().startswith(start)
    before = file.read_bytes()
    said = stocktake("export", paper, key, "-o", file, "--database", database)
    assert (said.code, "exists already" in said.err) == (2, True)
    assert file.read_bytes() == before


def test_the_deck_of_the_file_is_the_deck_that_was_frozen(stocktake, database, frozen, tmp_path):
    file = tmp_path / "deck.html"
    stocktake("export", "deck", frozen[0][:12], "-o", file, "--database", database)
    text = file.read_text(encoding="utf-8")
    assert frozen[0] in text
    assert "Rail stocktake" in text
    assert file.stat().st_size < 15 * 2**20


def test_a_papers_name_and_an_editions_key_are_checked(stocktake, database, frozen, tmp_path):
    said = stocktake("export", "poem", frozen[0], "--database", database)
    assert said.code == 2
    said = stocktake("export", "deck", "2027", "-o", tmp_path / "x", "--database", database)
    assert (said.code, 'There is no edition "2027"' in said.err) == (2, True)
    assert not (tmp_path / "x").exists()


def test_compare_prints_lines_json_and_a_count(stocktake, frozen, database, tmp_path):
    copy = Path(shutil.copy(database, tmp_path / "copy.duckdb"))
    said = stocktake("compare", frozen[0], "--database", copy)
    line = f"No difference between edition {frozen[0]} and what is known now.\n"
    assert (said.code, said.out) == (0, line)
    store = open_store(copy)
    with store.reader(with_headlines=False) as db:
        rows = db.rows("core.known_all_submissions", file_name="environment-2025-12.xlsx")
    store.write_withdrawal(
        rows[0]["submission_key"], is_withdrawn=True, decided_by="Ann", reason="Not theirs"
    )
    store.close()
    found = stocktake("compare", frozen[0], "--json", "--database", copy).json
    assert {one["priority_key"] for one in found} == {"welsh_recycling"}
    assert all("withdrawn by Ann" in one["why"] for one in found if one["what"] == "figure")
    said = stocktake("compare", frozen[0], "--database", copy)
    lines = said.out.splitlines()
    assert len(lines) == len(found) + 1
    assert lines[-1].startswith(f"{len(found)} differences between edition {frozen[0]} and")
    again = stocktake("compare", frozen[0], frozen[0], "--database", copy)
    assert again.out == f"No difference between edition {frozen[0]} and edition {frozen[0]}.\n"


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--on", "20 May", "--chair", "Ann"), '"20 May" is no day'),
        (("--on", "2026-05-20", "--chair", " "), "a title and a chair"),
        (("--on", "2026-05-20", "--chair", "Ann", "--department", "helth"), "helth"),
    ],
)
def test_a_stocktake_that_cannot_be_prepared_is_refused(stocktake, database, words, fault):
    said = stocktake("prepare", "Autumn", *words, "--database", database)
    assert (said.code, said.out, fault in said.err) == (2, "", True)
