"""`check` and `submit`: good is 0, problems are 1, refused is 2, and each says what to do."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import duckdb
import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from stocktake.intake import return_context, submit_file
from stocktake.returns.cover import Cover
from stocktake.returns.template import write_return
from stocktake.settings import PROJECT
from stocktake.store import open_store

GOOD = PROJECT / "data" / "returns" / "policing" / "policing-2015-12.xlsx"
ENVIRONMENT = PROJECT / "data" / "returns" / "environment" / "environment-2025-12.xlsx"
PROBLEM_KEYS = ["code", "level", "sheet", "cells", "found", "message", "fix"]


def spoilt(folder, cells, source=ENVIRONMENT):
    book = load_workbook(source)
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    path = folder / "spoilt.xlsx"
    book.save(path)
    return path


def first_value_cell(source=ENVIRONMENT):
    """The address of the first figure: the column headed Value, the first row with a key."""
    sheet = load_workbook(source)["Figures"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "Value" or str(cell.value).startswith("Value "):
                return f"{cell.column_letter}{cell.row + 1}"
    raise AssertionError("no column Value")


def count(database):
    with duckdb.connect(str(database), read_only=True) as opened:
        return opened.execute(
            "select (select count(*) from tables.observations),"
            " (select max(change_number) from tables.changes)"
        ).fetchone()


def test_a_good_return_is_accepted_and_nothing_is_kept(stocktake, unit):
    before = count(unit)
    said = stocktake("check", ENVIRONMENT, "--json", "--database", unit)
    assert said.code == 0
    assert list(said.json) == ["verdict", "problems"]
    assert said.json["verdict"] == "accepted"
    assert not [one for one in said.json["problems"] if one["level"] == "must_fix"]
    assert count(unit) == before


def test_problems_come_with_code_cells_and_a_remedy(stocktake, unit, tmp_path):
    cell = first_value_cell()
    path = spoilt(tmp_path, [("Figures", cell, "about sixty")])
    said = stocktake("check", path, "--json", "--database", unit)
    assert said.code == 1
    assert said.json["verdict"] == "problems"
    (problem,) = [one for one in said.json["problems"] if one["level"] == "must_fix"]
    assert list(problem) == PROBLEM_KEYS
    assert (problem["sheet"], problem["cells"]) == ("Figures", [cell])
    assert re.fullmatch(r"R-\d{3}", problem["code"])
    assert "about sixty" in problem["found"]
    assert problem["message"] or problem["fix"]
    said = stocktake("check", path, "--database", unit)
    assert said.code == 1
    assert said.out.startswith("spoilt.xlsx: not kept; fix what is marked")
    assert f"{problem['code']}  " in said.out
    assert cell in said.out


def text_file(folder):
    (folder / "text.xlsx").write_text("unit,figure\nA,1\n" * 50)
    return folder / "text.xlsx"


def empty_file(folder):
    (folder / "empty.xlsx").write_bytes(b"")
    return folder / "empty.xlsx"


def empty_workbook(folder):
    Workbook().save(folder / "blank.xlsx")
    return folder / "blank.xlsx"


def torn_workbook(folder):
    (folder / "torn.xlsx").write_bytes(ENVIRONMENT.read_bytes()[:2000])
    return folder / "torn.xlsx"


@pytest.mark.parametrize("make", [text_file, empty_file, empty_workbook, torn_workbook])
@pytest.mark.parametrize("command", [("check",), ("submit", "--by", "Sam")], ids=lambda c: c[0])
def test_what_is_no_return_is_refused_in_words(stocktake, unit, tmp_path, make, command):
    before = count(unit)
    said = stocktake(*command, make(tmp_path), "--database", unit)
    assert said.code == 2
    assert ".xlsx: cannot be used." in said.out
    assert re.search(r"^R-\d{3}  \w.{20,}", said.out, re.MULTILINE)
    # A check keeps nothing; what was sent is kept as a draft, so that somebody can look at it.
    figures, version = before
    assert count(unit) == (figures, version + (command[0] == "submit"))


def test_a_refusal_is_json_too(stocktake, unit, tmp_path):
    said = stocktake("check", text_file(tmp_path), "--json", "--database", unit)
    assert (said.code, said.json["verdict"]) == (2, "refused")
    assert [list(problem) for problem in said.json["problems"]] == [PROBLEM_KEYS]


@pytest.mark.parametrize("department", ["tourism", "education"])
def test_a_return_for_the_wrong_department_says_which(stocktake, unit, tmp_path, department):
    sheet = load_workbook(ENVIRONMENT)["Cover"]
    (row,) = [row for row in sheet.iter_rows() if row[0].value == "department_key"]
    path = spoilt(tmp_path, [("Cover", row[2].coordinate, department)])
    said = stocktake("submit", path, "--by", "Sam", "--database", unit)
    assert said.code == 1
    assert department in said.out.lower()
    assert "department" in said.out
    assert count(unit)[0] == 0


def test_submit_gives_a_receipt_and_the_same_one_for_a_repeat(stocktake, unit):
    first = stocktake("submit", ENVIRONMENT, "--by", "Sam", "--database", unit)
    assert first.code == 0
    receipt = re.search(r"^Receipt ([0-9a-f-]{36}): (\d+) figures, received .* UTC, SHA-256 "
                        r"([0-9a-f]{64})\.$", first.out, re.MULTILINE)  # fmt: skip
    assert receipt
    figures, version = count(unit)
    assert int(receipt[2]) == figures > 0
    again = stocktake("submit", ENVIRONMENT, "--by", "Somebody else", "--database", unit)
    assert again.code == 0
    assert f"Receipt {receipt[1]}:" in again.out
    assert "It had been sent before: this is the first receipt." in again.out
    assert count(unit) == (figures, version)
    with duckdb.connect(str(unit), read_only=True) as opened:
        senders = opened.execute("select submitted_by from tables.submissions").fetchall()
    assert senders == [("Sam",)]


def test_who_sends_it_must_be_said(stocktake, unit):
    said = stocktake("submit", ENVIRONMENT, "--database", unit)
    assert said.code == 2
    assert "--by" in said.err


def test_a_file_that_is_not_there_is_named(stocktake, unit, tmp_path):
    for path in (tmp_path / "nowhere.xlsx", tmp_path):
        said = stocktake("check", path, "--database", unit)
        assert (said.code, said.out) == (2, "")
        assert str(path) in said.err


def return_of(folder, name, value, context, reason):
    """A return of Wales's environment department with one figure."""
    unit = context.units[context.units["unit_type"] == "local_authority"]["unit_key"].iloc[0]
    cover = Cover(
        department_key="environment", department="Environment", reporting_round="2025-12",
        signed_off_by="Sam", signed_off_role="Director", signed_off_on=date(2026, 1, 10),
    )  # fmt: skip
    year = date(2025, 3, 31)
    rows = pd.DataFrame(
        [("recycling_rate", unit, year, value, None, None, "final", None, reason, None)],
        columns=["indicator_key", "unit_key", "period_end", "value", "numerator", "denominator",
                 "status", "symbol", "revision_reason", "note"],
    ).astype({"value": "float64", "numerator": "float64", "denominator": "float64"})  # fmt: skip
    write_return(folder / name, cover, rows, context)
    return folder / name


@pytest.mark.parametrize("reason", [None, "Recounted"])
def test_of_two_sent_at_once_the_second_is_held_against_the_first(unit, tmp_path, reason):
    store = open_store(unit)
    context = return_context(store)
    files = [return_of(tmp_path, f"{n}.xlsx", 60 + n, context, reason) for n in range(2)]
    start = threading.Barrier(2)

    def submit(file):
        start.wait()
        return submit_file(store, file, submitted_by=file.name)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(submit, files))
    # Both were sent to an empty department. Whichever comes second changes a figure, and is
    # kept only if it says why: it was checked against the first, however close they were.
    told = [
        [problem.code for problem in outcome.checked.problems if problem.code == "R-202"]
        for outcome in outcomes
    ]
    kept = [outcome.receipt is not None for outcome in outcomes]
    store.close()
    if reason:
        assert (kept, told) == ([True, True], [[], []])
    else:
        assert sorted(zip(kept, told, strict=True)) == [(False, ["R-202"]), (True, [])]
