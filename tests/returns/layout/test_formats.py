"""Every format is read in the guarded child, and what is no spreadsheet ends in one sentence."""

import io
import struct
import time
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook

from stocktake.returns.container import MIB, STANDARD
from stocktake.returns.layout.sheets import read_sheets
from stocktake.returns.refusal import RefusalError
from tests.returns.builders import zip_of
from tests.returns.layout.pages import Page, to_csv, to_ods, to_xls, to_xlsx
from tests.returns.layout.small import found, read, small_page, told, values

GOOD = [70.1, 71.2, 80.5, 81.0]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
TYPES = b'<?xml version="1.0"?><Types xmlns="http://x"/>'


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("xlsx", to_xlsx(small_page())),
        ("ods", to_ods(small_page())),
        ("xls", to_xls(small_page())),
        ("csv", to_csv(small_page())),
        ("csv", to_csv(small_page(), "utf-8-sig", ";")),
        ("csv", to_csv(small_page(), "utf-16", "\t")),
        ("csv", to_csv(small_page(), "utf-16-le", "\t")),
        ("csv", b"sep=|\r\n" + to_csv(small_page(), separator="|")),
    ],
)
def test_every_format_gives_the_same_figures_at_the_same_cells(kind, content):
    reading = read(content)
    assert reading.book.format == kind
    assert values(reading) == GOOD
    assert reading.figures["row_number"].tolist() == [4, 4, 5, 5]
    assert found(reading) == {}
    # Only Excel's own format shows errors, formulas and hidden rows; of the others it is said.
    assert ("R-502" in told(reading)) is (kind != "xlsx")


@pytest.mark.usefixtures("read_cells_here")
def test_letters_of_an_older_windows_are_read_and_mentioned():
    page = small_page()
    page.cells[1, 1] = "Côté présenté — 70 €"
    reading = read(to_csv(page, "cp1252"))
    assert values(reading) == GOOD
    assert "R-529" in told(reading)
    assert reading.book.sheets[0].value(1, 1) == "Côté présenté — 70 €"


@pytest.mark.usefixtures("read_cells_here")
def test_text_keeps_its_zeros_and_its_quotation_marks():
    page = Page()
    page.write(1, "code", 'a "quoted", name\nover two lines', "1,234")
    page.write(2, "00123", "b", "5")
    sheet = read_sheets(to_csv(page)).sheets[0]
    assert sheet.rows[1] == ["code", 'a "quoted", name\nover two lines', "1,234"]
    assert sheet.rows[2][0] == "00123"


def ods_with(content: bytes) -> bytes:
    """Give a good OpenDocument file another content."""
    with zipfile.ZipFile(io.BytesIO(to_ods(small_page()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zip_of(parts | {"content.xml": b'<?xml version="1.0"?>' + content})


HOSTILE = {
    "an empty file": (b"", "R-001"),
    "a web page": (b"<html><table><tr>", "R-501"),
    "a pdf": (b"%PDF-1.7 ...", "R-501"),
    "an XML file": (b"<?xml version='1.0'?><x/>", "R-501"),
    "noise": (bytes(range(1, 256)) * 9, "R-501"),
    "zeros": (bytes(3000), "R-501"),
    "a password": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "R-003"),
    "an old container with nothing in it": (OLE + bytes(6000), "R-005"),
    "an old container cut short": (to_xls(small_page())[:1500], "R-005"),
    "eleven megabytes of text": (b"a,b\n" * (3 * MIB), "R-002"),
    "a Word document": (
        zip_of({"[Content_Types].xml": TYPES, "word/document.xml": b"<x/>"}), "R-004"),
    "a zip without a sheet": (zip_of({"a.txt": b"a"}), "R-004"),
    "a broken binary workbook": (
        zip_of({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"x"}), "R-005"),
    "an OpenDocument sheet of nothing": (ods_with(b"<x/>"), "R-009"),
    "an OpenDocument sheet with entities": (
        ods_with(b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'), "R-006"),
    "a quotation mark that is never closed": (b'a,b\n"' + b"x,y\n" * 20_000, "R-005"),
    "a text of too many rows": (b"a,b\n" * 60_000, "R-002"),
    "half a letter of UTF-16": (b"\xff\xfe" + "a,b".encode("utf-16-le") + b"\0\xd8\0", "R-005"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.usefixtures("read_cells_here")
def test_what_cannot_be_read_is_refused_in_one_sentence(kind):
    content, code = HOSTILE[kind]
    with pytest.raises(RefusalError) as refusal:
        read_sheets(content)
    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")
    assert "{" not in str(refusal.value)


def repeated_ods(rows: int, columns: int) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    return ods_with(
        f'<office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="T">'
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"/>'
        "</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>".encode()
    )


def corners_xls() -> bytes:
    page = Page("T", {(1, 1): 1.0, (65536, 256): 2.0})
    return to_xls(page)


@pytest.mark.parametrize(
    "content", [repeated_ods(1_048_576, 16_384), corners_xls()], ids=["ods", "xls"]
)
def test_a_sheet_that_is_all_corners_takes_only_the_child_with_it(content):
    began = time.monotonic()
    with pytest.raises(RefusalError) as refusal:
        read_sheets(content, replace(STANDARD, seconds=8))
    # How far the child gets before it is stopped depends on the machine.
    assert refusal.value.code in ("R-005", "R-007", "R-008")
    assert time.monotonic() - began < 20


@pytest.mark.usefixtures("read_cells_here")
def test_a_cell_repeated_without_end_is_named_before_it_is_unfolded():
    with pytest.raises(RefusalError) as refusal:
        read_sheets(repeated_ods(1000, 100), replace(STANDARD, cells=10_000))
    assert (refusal.value.code, refusal.value.found) == ("R-008", "T!CV1000")


def test_two_far_corners_of_a_workbook_are_no_reason_to_refuse_it():
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "here", "there"
    made = io.BytesIO()
    book.save(made)
    (sheet,) = read_sheets(made.getvalue()).sheets
    assert sheet.far == ("XFD1048576",)
    assert sheet.rows == {1: ["here"]}


@pytest.mark.usefixtures("read_cells_here")
def test_the_number_of_cells_is_bounded():
    page = Page("T", {(row, column): 1 for row in range(1, 40) for column in range(1, 40)})
    for content in (to_xlsx(page), to_csv(page), to_xls(page)):
        with pytest.raises(RefusalError) as refusal:
            read_sheets(content, replace(STANDARD, cells=1000))
        assert refusal.value.code in ("R-002", "R-008")


def test_the_old_format_of_the_tests_is_a_real_one():
    content = to_xls(small_page())
    assert content.startswith(OLE)
    assert struct.unpack("<H", content[28:30]) == (0xFFFE,)
