"""Files from safety's list: each ends in one plain sentence, or in a verdict, within its limits."""

import time
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import MAC_EPOCH

from stocktake.model.problem import Verdict
from stocktake.returns import workbook
from stocktake.returns.catalogue import CATALOGUE
from stocktake.returns.container import MIB, STANDARD
from stocktake.returns.workbook import read_workbook
from tests.returns import hostile
from tests.returns.builders import check, codes, edit, rewrite_part, write_good
from tests.returns.hostile import BYTES, FIGURES, PARTS, put_before_end


@pytest.mark.parametrize("kind", BYTES)
@pytest.mark.usefixtures("read_here")
def test_what_is_no_workbook_is_refused_in_one_sentence(tmp_path, kind):
    content, code, words = BYTES[kind]
    path = tmp_path / "return.xlsx"
    path.write_bytes(content)
    result = check(path)
    assert (result.verdict, codes(result)) == (Verdict.REFUSED, [code])
    assert words in result.problems[0].message
    assert result.problems[0].fix
    assert result.observations is None


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.usefixtures("read_here")
def test_a_tampered_sheet_is_refused_before_it_is_believed(tmp_path, kind):
    change, code, words = PARTS[kind]
    path = rewrite_part(write_good(tmp_path / "return.xlsx"), FIGURES, change)
    result = check(path)
    assert (result.verdict, codes(result)) == (Verdict.REFUSED, [code])
    assert words in result.problems[0].message


def test_a_damaged_archive_is_called_damaged(tmp_path):
    path = tmp_path / "return.xlsx"
    assert codes(check(hostile.cut_short(write_good(path)))) == ["R-005"]
    assert codes(check(hostile.with_wrong_checksum(write_good(path)))) == ["R-005"]


def test_a_part_with_a_password_is_called_protected(tmp_path):
    path = hostile.with_zip_password(write_good(tmp_path / "return.xlsx"))
    assert codes(check(path)) == ["R-003"]


def test_two_far_corners_do_no_harm(tmp_path):
    path = hostile.two_corners(tmp_path / "corners.xlsx")
    began = time.monotonic()
    result = check(path)
    assert codes(result) == ["R-061"]
    assert 'begins with "Sheet!A1: here"' in result.problems[0].message
    assert time.monotonic() - began < 20


def test_a_table_that_spans_more_than_it_holds_is_refused(tmp_path):
    problem = check(hostile.wide_and_empty(tmp_path / "return.xlsx")).problems[0]
    assert problem.code == "R-002"
    assert "its tables span more than 1,000,000 cells" in problem.message


def test_a_stray_character_in_the_last_row_is_mentioned_and_ignored(tmp_path):
    path = edit(write_good(tmp_path / "return.xlsx"), {"Figures!C1048576": "."})
    result = check(path)
    assert result.verdict is Verdict.ACCEPTED
    assert [p.cells for p in result.problems if p.code == "R-065"] == [("C1048576",)]


def test_a_dimension_that_lies_hides_nothing(tmp_path):
    path = edit(write_good(tmp_path / "return.xlsx"), {"Figures!J8": "a note"})
    hostile.with_lying_dimension(path)
    assert len(check(path).observations) == 6


def test_strict_open_xml_is_told_how_to_save(tmp_path):
    path = hostile.strict(write_good(tmp_path / "return.xlsx"))
    result = check(path)
    assert result.verdict is Verdict.REFUSED
    assert codes(result) == ["R-009"]
    assert "Save As, Excel Workbook (.xlsx)" in result.problems[0].fix


def test_an_empty_workbook_is_not_our_template(tmp_path):
    Workbook().save(tmp_path / "empty.xlsx")
    problem = check(tmp_path / "empty.xlsx").problems[0]
    assert problem.code == "R-061"
    assert "It has the sheet Sheet; all of it is empty" in problem.message


def test_a_table_without_its_end_is_refused(tmp_path):
    path = write_good(tmp_path / "return.xlsx")
    assert codes(check(edit(path, {"Figures!A13": None}))) == ["R-063"]


def test_a_table_that_occurs_twice_is_refused(tmp_path):
    path = write_good(tmp_path / "return.xlsx")
    book = load_workbook(path)
    book.copy_worksheet(book["Figures"])
    book.save(path)
    assert codes(check(path)) == ["R-064"]


def test_hidden_rows_are_read_and_mentioned(tmp_path):
    path = write_good(tmp_path / "return.xlsx")
    book = load_workbook(path)
    book["Figures"].row_dimensions[8].hidden = True
    book.save(path)
    result = check(path)
    assert [p.cells for p in result.problems if p.code == "R-066"] == [("8",)]
    assert len(result.observations) == 6


def test_too_many_rows_are_refused_and_a_larger_limit_takes_them(tmp_path):
    path = write_good(tmp_path / "return.xlsx")
    many = b"".join(b'<row r="%d"/>' % row for row in range(14, 1100))
    rewrite_part(path, FIGURES, put_before_end(many))
    small = replace(STANDARD, rows=10)
    assert codes(check(path, limits=small)) == ["R-002"]
    assert check(path).verdict is Verdict.ACCEPTED


def test_a_child_that_runs_out_of_memory_or_time_takes_nobody_with_it(tmp_path):
    path = write_good(tmp_path / "return.xlsx")
    heavy = b"<x>" + b"<a/>" * 4_000_000 + b"</x>"
    rewrite_part(path, FIGURES, lambda part: part.replace(b"</sheetData>", b"</sheetData>" + heavy))
    tight = replace(STANDARD, memory_bytes=160 * MIB, seconds=10, ratio=10_000)
    assert codes(check(path, limits=tight)) in (["R-007"], ["R-005"])
    hurried = replace(STANDARD, seconds=1, ratio=10_000)
    began = time.monotonic()
    result = check(path, limits=hurried)
    assert result.verdict is Verdict.REFUSED
    assert time.monotonic() - began < 20


def test_an_answer_that_never_ends_is_cut_off(tmp_path):
    path = edit(write_good(tmp_path / "return.xlsx"), {"Figures!J8": "x" * 30_000})
    assert codes(check(path, limits=replace(STANDARD, answer_bytes=9_000))) == ["R-002"]


def test_a_date_system_of_1904_gives_the_same_days(tmp_path):
    path = write_good(tmp_path / "return.xlsx")
    book = load_workbook(path)
    book.epoch = MAC_EPOCH
    book.save(path)
    assert b"date1904" in zipfile.ZipFile(path).read("xl/workbook.xml")
    assert check(path).cover.signed_off_on.isoformat() == "2026-04-10"


def test_a_third_sender_waits_for_a_seat(tmp_path):
    content = write_good(tmp_path / "return.xlsx").read_bytes()
    assert workbook._seats._initial_value == 2
    assert len(read_workbook(content).tables) == 2
    assert workbook._seats._value == 2  # given back


def test_every_refusal_of_the_catalogue_is_met_here():
    met = {code for _, code, _ in BYTES.values()} | {code for _, code, _ in PARTS.values()}
    assert met | {"R-003", "R-007", "R-009"} == {c for c in CATALOGUE if c.startswith("R-00")}
