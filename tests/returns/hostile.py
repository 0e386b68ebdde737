"""Files from safety's list, built byte by byte: what no spreadsheet program would ever save."""

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from stocktake.returns.container import MIB
from tests.returns.builders import rewrite_part, zip_of

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
FIGURES = "xl/worksheets/sheet2.xml"
TYPES = b'<?xml version="1.0"?><Types xmlns="http://x"/>'
STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
     b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip


def _with_entry(**changes: int) -> bytes:
    """Give an archive one of whose parts is of an unusual sort."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        entry = zipfile.ZipInfo("xl/a.xml")
        for name, value in changes.items():
            setattr(entry, name, value)
        archive.writestr(entry, b"/etc/passwd")
    return made.getvalue()


def _twice() -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w") as archive:
        warnings.simplefilter("ignore")  # zipfile notices what we do here
        for content in (TYPES, b"another"):
            archive.writestr("[Content_Types].xml", content)
    return made.getvalue()


def _long_directory() -> bytes:
    """State a directory of three megabytes, which would be read into memory as a whole."""
    content = bytearray(zip_of({"[Content_Types].xml": TYPES}))
    struct.pack_into("<I", content, content.rfind(b"PK\5\6") + 12, 3 * MIB)
    return bytes(content)


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
    "a path by drive and backslash": (
        zip_of({"[Content_Types].xml": TYPES, "C:\\x": b"x"}), "R-006", "outside the file"),
    "a part twice": (_twice(), "R-006", "same name"),
    "names that differ by case": (
        zip_of({"[Content_Types].xml": TYPES, "xl/a.xml": b"x", "XL/A.xml": b"y"}),
        "R-006", "same name"),
    "three thousand parts": (
        zip_of({f"p{n}": b"" for n in range(3000)}), "R-002", "3,000 parts"),
    "a bomb": (
        zip_of({"[Content_Types].xml": TYPES, "xl/a.xml": bytes(30 * MIB)}), "R-002", "times"),
    "a bomb of many small parts": (
        zip_of({"[Content_Types].xml": TYPES} | {f"{n}": bytes(MIB) for n in range(120)}),
        "R-002", "unpacks to 120 MB"),
    "a directory without end": (_long_directory(), "R-002", "too many parts"),
    "a link out of the archive": (_with_entry(external_attr=0o120777 << 16), "R-006", "a link"),
    "a compression nobody uses": (
        _with_entry(compress_type=zipfile.ZIP_LZMA), "R-006", "unusual compression"),
    "zip magic and nothing else": (b"PK\3\4" + bytes(100), "R-005", "end of the file"),
}  # fmt: skip


Change = Callable[[bytes], bytes]


def swap(reference: str, new: bytes) -> Change:
    """Put other XML in the place of a cell."""

    def change(part: bytes) -> bytes:
        pattern = rb'<c r="%s"[^>]*?(?:/>|>.*?</c>)' % reference.encode()
        changed, count = re.subn(pattern, lambda _: new, part, count=1)
        assert count == 1
        return changed

    return change


def put_before_end(new: bytes) -> Change:
    """Put rows after the last one."""
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
        swap("G8", b'<c r="I8"><v>1</v></c><c r="G8"><v>2</v></c>'), "R-005", "out of order"),
    "a cell with another row's name": (
        swap("G8", b'<c r="G9"><v>1</v></c>'), "R-005", "a cell called G9"),
    "NaN in a numeric cell": (
        swap("G8", b'<c r="G8"><v>NaN</v></c>'), "R-005", "cell G8 of sheet Figures"),
    "a word in a numeric cell": (
        swap("G8", b'<c r="G8"><v>abc</v></c>'), "R-005", "cell G8 of sheet Figures"),
    "an endless number": (
        swap("G8", b'<c r="G8"><v>1e999</v></c>'), "R-005", "cell G8 of sheet Figures"),
    "a string that is not there": (
        swap("G8", b'<c r="G8" t="s"><v>99</v></c>'), "R-005", "cell G8 of sheet Figures"),
    "a cell far to the right in the table": (
        swap("J8", b'<c r="XFD8"><v>1</v></c>'), "R-008", "Figures!XFD8"),
    "a part cut short": (lambda part: part[:900], "R-005", "sheet Figures cannot be read"),
}  # fmt: skip


def strict(path: Path) -> Path:
    """Say everything in the words of Strict Open XML."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        for usual, word in STRICT:
            content = content.replace(usual, word)
        parts[name] = content
    path.write_bytes(zip_of(parts))
    return path


def cut_short(path: Path) -> Path:
    """Lose the second half, as a broken transfer does."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def with_wrong_checksum(path: Path) -> Path:
    """Change bytes in the middle of a part."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(FIGURES).header_offset + 60
    content[start : start + 40] = bytes(40)
    path.write_bytes(content)
    return path


def with_zip_password(path: Path) -> Path:
    """Say of a part that it has a password."""
    content = bytearray(path.read_bytes())
    struct.pack_into("<H", content, content.find(b"PK\1\2") + 8, 1)
    path.write_bytes(content)
    return path


def two_corners(path: Path) -> Path:
    """Write into the first and the very last cell of a sheet."""
    book = Workbook()
    book.active["A1"] = "here"
    book.active["XFD1048576"] = "there"
    book.save(path)
    return path


def with_lying_dimension(path: Path, sheet: str = FIGURES) -> Path:
    """Let a sheet say that it ends at A1."""
    return rewrite_part(path, sheet, lambda part: re.sub(
        rb'<dimension ref="[^"]+"', b'<dimension ref="A1"', part))  # fmt: skip


def wide_and_empty(path: Path) -> Path:
    """Make a table that spans nine million cells, in a file of a few pages."""
    return heavy_table(path, 19_000, 500, filled=1)


def heavy_table(
    path: Path, rows: int = 8_000, columns: int = 40, filled: int | None = None
) -> Path:
    """Fill a table with about as many numbers as may be: nothing is wrong but its weight."""
    letters = [get_column_letter(number) for number in range(1, columns + 1)]
    lines = [_text_row(1, ["[[start:figures]]"]), _text_row(2, letters)]
    lines += [
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}"><v>{row}.5</v></c>' for letter in letters[:filled])
        + "</row>"
        for row in range(3, rows + 3)
    ]
    lines.append(_text_row(rows + 3, ["[[end:figures]]"]))
    Workbook().save(path)
    cells = "".join(lines).encode()
    return rewrite_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda part: re.sub(
            rb"<sheetData ?/>|<sheetData></sheetData>",
            lambda _: b"<sheetData>" + cells + b"</sheetData>",
            part,
        ),
    )


def _text_row(row: int, texts: list[str]) -> str:
    cells = [
        f'<c r="{get_column_letter(column)}{row}" t="str"><v>{text}</v></c>'
        for column, text in enumerate(texts, start=1)
    ]
    return f'<row r="{row}">{"".join(cells)}</row>'
