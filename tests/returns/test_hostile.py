"""Files from safety's list: each ends in one plain sentence, or in a verdict, within its limits."""

import re
import struct
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
from tests.returns.builders import check, codes, edit, rewrite_part, write_good, zip_of

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
FIGURES = "xl/worksheets/sheet2.xml"
TYPES = b'<?xml version="1.0"?><Types xmlns="http://x"/>'
STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
     b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip

BYTES = {
    "an empty file": (b"", "R-001", "The file is empty"),
    "text named xlsx": (b"indicator,unit\nx,y\n", "R-004", "it is a text file"),
    "a web page named xlsx": (b"<html><table><tr>", "R-004", "it is a web page"),
    "a pdf": (b"%PDF-1.7 ...", "R-004", "it is a PDF"),
    "noise": (bytes(range(128, 256)) * 9, "R-004", "no format we know"),
    "an old xls": (OLE + bytes(600), "R-004", "old Excel file (.xls)"),
    "a password": (
        OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "R-003", "password"),
    "ten megabytes and more": (b"PK" + bytes(11 * MIB), "R-002", "10 MB is the limit"),
    "a zip without a workbook": (zip_of({"a.txt": b"a"}), "R-004", "without a workbook"),
    "a binary workbook": (
        zip_of({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"x"}), "R-004", ".xlsb"),
    "an OpenDocument sheet": (
        zip_of({"mimetype": b"ods", "content.xml": b"<x/>"}), "R-004", ".ods"),
    "a Word document": (
        zip_of({"[Content_Types].xml": TYPES, "word/document.xml": b"<x/>"}), "R-004", "Word"),
    "a path out of the archive": (
        zip_of({"[Content_Types].xml": TYPES, "../../etc/x": b"x"}), "R-006", "outside the file"),
    "an absolute path": (
        zip_of({"[Content_Types].xml": TYPES, "/etc/x": b"x"}), "R-006", "outside the file"),
    "names that differ by case": (
        zip_of({"[Content_Types].xml": TYPES, "xl/a.xml": b"x", "XL/A.xml": b"y"}),
        "R-006", "same name"),
    "three thousand parts": (
        zip_of({f"p{n}": b"" for n in range(3000)}), "R-002", "3,000 parts"),
    "a bomb": (
        zip_of({"[Content_Types].xml": TYPES, "xl/a.xml": bytes(30 * MIB)}), "R-002", "times"),
    "zip magic and nothing else": (b"PK\3\4" + bytes(100), "R-005", "end of the file"),
}  # fmt: skip


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


def _swap(reference: str, new: bytes):
    def change(part: bytes) -> bytes:
        pattern = rb'<c r="%s"[^>]*?(?:/>|>.*?</c>)' % reference.encode()
        changed, count = re.subn(pattern, lambda _: new, part, count=1)
        assert count == 1
        return changed

    return change


def _put_before_end(new: bytes):
    return lambda part: part.replace(b"</sheetData>", new + b"</sheetData>")


def _doctype(part: bytes) -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    return declared + part


def _rows_backwards(part: bytes) -> bytes:
    rows = re.findall(rb"<row .*?</row>", part, re.DOTALL)
    return part.replace(rows[6] + rows[7], rows[7] + rows[6])


PARTS = {
    "declared entities": (_doctype, "R-006", "declaration of entities"),
    "declared entities in UTF-16": (
        lambda part: (b"\xff\xfe" + _doctype(part).decode().encode("utf-16-le")),
        "R-006", "declaration of entities"),
    "an encoding that hides things": (
        lambda part: b'<?xml version="1.0" encoding="cp037"?>' + part, "R-006", "encoding"),
    "rows out of order": (_rows_backwards, "R-005", "out of order"),
    "cells out of order": (
        _swap("G8", b'<c r="I8"><v>1</v></c><c r="G8"><v>2</v></c>'), "R-005", "out of order"),
    "a cell with another row's name": (
        _swap("G8", b'<c r="G9"><v>1</v></c>'), "R-005", "a cell called G9"),
    "NaN in a numeric cell": (
        _swap("G8", b'<c r="G8"><v>NaN</v></c>'), "R-005", "cell G8 of sheet Figures"),
    "a word in a numeric cell": (
        _swap("G8", b'<c r="G8"><v>abc</v></c>'), "R-005", "cell G8 of sheet Figures"),
    "an endless number": (
        _swap("G8", b'<c r="G8"><v>1e999</v></c>'), "R-005", "cell G8 of sheet Figures"),
    "a string that is not there": (
        _swap("G8", b'<c r="G8" t="s"><v>99</v></c>'), "R-005", "cell G8 of sheet Figures"),
    "a cell far to the right in the table": (
        _swap("J8", b'<c r="XFD8"><v>1</v></c>'), "R-008", "Figures!XFD8"),
    "a part cut short": (lambda part: part[:900], "R-005", "sheet Figures cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.usefixtures("read_here")
def test_a_tampered_sheet_is_refused_before_it_is_believed(tmp_path, kind):
    change, code, words = PARTS[kind]
    path = rewrite_part(write_good(tmp_path / "return.xlsx"), FIGURES, change)
    result = check(path)
    assert (result.verdict, codes(result)) == (Verdict.REFUSED, [code])
    assert words in result.problems[0].message


def test_a_damaged_archive_is_called_damaged(tmp_path):
    path = write_good(tmp_path / "return.xlsx")
    content = bytearray(path.read_bytes())
    path.write_bytes(content[: len(content) // 2])
    assert codes(check(path)) == ["R-005"]
    with zipfile.ZipFile(write_good(path)) as archive:
        start = archive.getinfo(FIGURES).header_offset + 60
    content[start : start + 40] = bytes(40)
    path.write_bytes(content)
    assert codes(check(path)) == ["R-005"]


def test_a_part_with_a_password_is_called_protected(tmp_path):
    path = write_good(tmp_path / "return.xlsx")
    content = bytearray(path.read_bytes())
    place = content.find(b"PK\1\2")
    struct.pack_into("<H", content, place + 8, 1)
    path.write_bytes(content)
    assert codes(check(path)) == ["R-003"]


def test_two_far_corners_do_no_harm(tmp_path):
    book = Workbook()
    book.active["A1"] = "here"
    book.active["XFD1048576"] = "there"
    book.save(tmp_path / "corners.xlsx")
    began = time.monotonic()
    result = check(tmp_path / "corners.xlsx")
    assert codes(result) == ["R-061"]
    assert 'begins with "Sheet!A1: here"' in result.problems[0].message
    assert time.monotonic() - began < 10


def test_a_stray_character_in_the_last_row_is_mentioned_and_ignored(tmp_path):
    path = edit(write_good(tmp_path / "return.xlsx"), {"Figures!C1048576": "."})
    result = check(path)
    assert result.verdict is Verdict.ACCEPTED
    assert [p.cells for p in result.problems if p.code == "R-065"] == [("C1048576",)]


def test_a_dimension_that_lies_hides_nothing(tmp_path):
    path = edit(write_good(tmp_path / "return.xlsx"), {"Figures!J8": "a note"})
    rewrite_part(path, FIGURES, lambda part: re.sub(
        rb'<dimension ref="[^"]+"', b'<dimension ref="A1"', part))  # fmt: skip
    assert len(check(path).observations) == 6


def test_strict_open_xml_is_told_how_to_save(tmp_path):
    path = write_good(tmp_path / "return.xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        for usual, strict in STRICT:
            content = content.replace(usual, strict)
        parts[name] = content
    path.write_bytes(zip_of(parts))
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
    rewrite_part(path, FIGURES, _put_before_end(many))
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
    assert time.monotonic() - began < 6


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
