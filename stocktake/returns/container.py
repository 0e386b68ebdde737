"""Look at a workbook from outside before anything opens it: bytes, zip directory, parts.

An .xlsx is a zip archive of XML. Everything here is arithmetic on the archive, with the standard
library only and one pass over the data in pieces, so that a hostile file is turned away before a
parser sees it.
"""

import io
import re
import zipfile
from dataclasses import dataclass, replace
from typing import IO

from stocktake.model.numbers import number
from stocktake.returns.refusal import RefusalError

MIB = 1024 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PIECE = 256 * 1024
_OVERLAP = 16
_TEXT, _UNKNOWN = "it is a text file", "its first bytes are of no format we know"
_UNPACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^[^>]{0,100}encoding\s*=\s*["']([^"']+)["']""")
# Encodings in which `<!DOCTYPE` is spelt with the bytes searched for (UTF-16: without its zeros).
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1"}


@dataclass(frozen=True)
class Limits:
    """How much a workbook may ask of us."""

    file_bytes: int = 10 * MIB
    unpacked_bytes: int = 100 * MIB
    entries: int = 2_000
    ratio: int = 200
    rows: int = 50_000
    columns: int = 500
    cells: int = 2_000_000
    # What tables may span, filled or not: an empty place costs the reader as much as a full one.
    places: int = 1_000_000
    memory_bytes: int = 1024 * MIB
    seconds: int = 15
    answer_bytes: int = 32 * MIB


STANDARD = Limits()
# For the command line, where an analyst loads years of history at once and waits for it.
BULK = replace(
    STANDARD,
    file_bytes=40 * MIB,
    unpacked_bytes=400 * MIB,
    rows=100_000,
    places=4_000_000,
    seconds=120,
    memory_bytes=2048 * MIB,
    answer_bytes=128 * MIB,
)


def check_bytes(content: bytes, limits: Limits) -> None:
    """Refuse by size and by the first bytes of the file."""
    _check_size(content, limits)
    if content.startswith(_OLE):
        _check_password(content)
        raise RefusalError("R-004", "it is an old Excel file (.xls)")
    if not content.startswith(b"PK"):
        raise RefusalError("R-004", _what_it_is(content[:2048]))


def check_own_bytes(content: bytes, limits: Limits) -> None:
    """Refuse a department's own spreadsheet by size and first bytes: more formats pass here."""
    if content.startswith(_OLE):
        _check_size(content, limits)
        _check_password(content)
    elif content.startswith(b"PK"):
        check_bytes(content, limits)
    else:
        _check_size(content, limits)
        found = _what_it_is(content[:2048])
        if found not in (_TEXT, _UNKNOWN) or not (_is_wide_text(content) or _is_text(content)):
            raise RefusalError("R-501", found)


def is_old_excel(content: bytes) -> bool:
    """Whether the file is an OLE container, as .xls files are."""
    return content.startswith(_OLE)


def _is_wide_text(content: bytes) -> bool:
    """Whether this is UTF-16, as Excel's "Unicode text" is: a mark, or zeros in every second."""
    start = content[:400]
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        len(start) > 8 and any(start[1::2]) != any(start[::2])
    )


def _is_text(content: bytes) -> bool:
    """Whether bytes that are not UTF-8 may still be letters: no zeros, hardly a control sign."""
    start = content[:4096]
    odd = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in start)
    return b"\0" not in content and odd == 0


def _check_size(content: bytes, limits: Limits) -> None:
    if not content:
        raise RefusalError("R-001")
    if len(content) > limits.file_bytes:
        raise RefusalError(
            "R-002",
            f"{number(len(content) / MIB)} MB, and {limits.file_bytes // MIB} MB is the limit",
        )


def _check_password(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusalError("R-003")


def _what_it_is(start: bytes) -> str:
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith(b"%pdf"):
        return "it is a PDF"
    if lowered.startswith((b"<!doctype html", b"<html", b"<table")) or b"<html" in lowered:
        return "it is a web page"
    if lowered.startswith(b"<?xml"):
        return "it is an XML file"
    try:
        text = start.decode("utf-8", errors="strict")
    except UnicodeDecodeError as fault:
        if fault.start < len(start) - 4:
            return _UNKNOWN
        text = ""
    return _UNKNOWN if "\0" in text else _TEXT


def open_container(
    content: bytes, limits: Limits, formats: frozenset[str] = frozenset({"xlsx"})
) -> zipfile.ZipFile:
    """Open the archive and refuse it by its directory alone; no part is unpacked yet."""
    _check_directory_size(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as fault:
        raise RefusalError("R-005", "the end of the file is missing or broken") from fault
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise RefusalError("R-002", f"it has {len(entries):,} parts")
    names = [entry.filename for entry in entries]
    _check_names(names)
    for entry in entries:
        _check_entry(entry, limits)
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes:
        raise RefusalError("R-002", f"it unpacks to {number(total / MIB)} MB")
    _check_format(set(names), formats)
    return archive


def _check_directory_size(content: bytes) -> None:
    # The directory is read into memory as a whole: look at its stated size before that.
    place = content.rfind(b"PK\5\6", max(0, len(content) - 66_000))
    if place < 0:
        raise RefusalError("R-005", "the end of the file is missing or broken")
    if int.from_bytes(content[place + 12 : place + 16], "little") > 2 * MIB:
        raise RefusalError("R-002", "it has too many parts")


def _check_names(names: list[str]) -> None:
    if len({name.lower() for name in names}) < len(names):
        raise RefusalError("R-006", "two parts of the same name")
    for name in names:
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
            raise RefusalError("R-006", "a part that points outside the file")


def _check_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.flag_bits & 0x1:
        raise RefusalError("R-003")
    if (entry.external_attr >> 16) & 0o170000 == 0o120000:
        raise RefusalError("R-006", "a link to another file")
    if entry.compress_type not in _UNPACKED:
        raise RefusalError("R-006", "an unusual compression")
    # Small parts may compress very well without being able to do harm.
    if entry.file_size > MIB and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        raise RefusalError(
            "R-002",
            f"a part of it unpacks to {entry.file_size // max(entry.compress_size, 1):,} times "
            "its size",
        )


def container_format(names: set[str]) -> str:
    """Tell from the names of the parts which format of spreadsheet it is; empty if none."""
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return ""
    return "xlsx" if "[Content_Types].xml" in names else ""


_OTHER_FORMATS = {
    "xlsb": "it is an Excel binary workbook (.xlsb)",
    "ods": "it is an OpenDocument file (.ods)",
}


def _check_format(names: set[str], formats: frozenset[str]) -> None:
    found = container_format(names)
    if found in formats:
        return
    if found:
        raise RefusalError("R-004", _OTHER_FORMATS[found])
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise RefusalError("R-004", "it is a Word or PowerPoint file")
    raise RefusalError("R-004", "it is a zip archive without a workbook in it")


def scan_parts(archive: zipfile.ZipFile) -> None:
    """Unpack every part once, in pieces, for its checksum and for declarations of entities."""
    for entry in archive.infolist():
        try:
            with archive.open(entry) as part:
                _scan_part(part, entry.filename)
        except RefusalError:
            raise
        except Exception as fault:  # zlib, zipfile and struct each have their own
            raise RefusalError(
                "R-005", f"its part {entry.filename[:80]} cannot be unpacked"
            ) from fault


def _scan_part(part: IO[bytes], name: str) -> None:
    tail = b""
    is_first = True
    while piece := part.read(_PIECE):
        if b"\0" in piece:
            piece = piece.replace(b"\0", b"")
        if is_first and (found := _ENCODING.search(piece[:200])):
            encoding = found[1].lower()
            if encoding not in _PLAIN_ENCODINGS and not encoding.startswith(b"windows-125"):
                raise RefusalError("R-006", "an unusual text encoding")
        is_first = False
        if _DECLARATION.search(tail + piece) and name.lower().endswith(_XML_ENDINGS):
            raise RefusalError("R-006", "a declaration of entities")
        tail = piece[-_OVERLAP:]


_XML_ENDINGS = (".xml", ".rels", ".vml")
