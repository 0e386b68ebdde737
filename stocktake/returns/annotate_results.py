"""Give formulas their stored results back, which openpyxl leaves out when it writes a workbook.

Without them a copy that is sent again unopened would hold formulas without values, and the sender
would be told of mistakes that we made.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring, iterparse
from xml.sax.saxutils import escape

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WITHOUT_RESULT = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"([^>]*)>(<f(?:[^>]*/>|[^>]*>[^<]*</f>))<v ?(?:/>|></v>)</c>'
)
Results = dict[bytes, tuple[str, str]]


def keep_results(before: bytes, after: bytes, titles: list[str]) -> bytes:
    """Give `after` with the results `before` had, sheet by sheet of `titles`."""
    with (
        zipfile.ZipFile(io.BytesIO(before)) as source,
        zipfile.ZipFile(io.BytesIO(after)) as target,
    ):
        old, new = _sheet_parts(source), _sheet_parts(target)
        changed = {}
        for title in titles:
            if title in old and title in new:
                results = dict(_results(source, old[title]))
                if results:
                    changed[new[title]] = _with_results(target.read(new[title]), results)
        return _replace_parts(target, changed) if changed else after


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    links = {
        link.get("Id"): link.get("Target", "")
        for link in fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - checked
    }
    sheets = fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")  # noqa: S314
    return {sheet.get("name", ""): _part_name(links.get(sheet.get(_LINK), "")) for sheet in sheets}


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _results(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, tuple[str, str]]]:
    with archive.open(part) as source:
        for _, element in iterparse(source):  # noqa: S314 - the container was checked before
            if element.tag == f"{_MAIN}row":
                for cell in element:
                    value = cell.find(f"{_MAIN}v")
                    if cell.find(f"{_MAIN}f") is not None and value is not None and value.text:
                        yield cell.get("r", "").encode(), (cell.get("t", "n"), value.text)
                element.clear()


def _with_results(part: bytes, results: Results) -> bytes:
    def put(found: re.Match[bytes]) -> bytes:
        known = results.get(found[1])
        if known is None:
            return found[0]
        sort, text = known
        kind = b"" if sort == "n" else f' t="{sort}"'.encode()
        rest = re.sub(rb' t="[a-zA-Z]*"', b"", found[2])
        return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (
            found[1], rest, kind, found[3], escape(text).encode(),
        )  # fmt: skip

    return _WITHOUT_RESULT.sub(put, part)


def _replace_parts(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in archive.infolist():
            target.writestr(entry.filename, changed.get(entry.filename) or archive.read(entry))
    return written.getvalue()
