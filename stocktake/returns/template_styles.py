"""How a return looks, and how it is written so that equal input gives equal bytes."""

import io
import re
import zipfile
from collections.abc import Iterator

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from stocktake.model.indicator import ObservationStatus

STATUS_WORDS = tuple(status.value.replace("_", " ") for status in ObservationStatus)
_FIXED_DAY = (1980, 1, 1, 0, 0, 0)
_INK, _PAPER, _RULE = "0B1F33", "F3F5F7", "C9D1D9"


def return_styles() -> Iterator[NamedStyle]:
    """Give the named styles of a return, so that a whole sheet is restyled in one place."""
    line = Side(style="thin", color=_RULE)
    frame = Border(left=line, right=line, top=line, bottom=line)
    dark, pale = (PatternFill("solid", start_color=c, end_color=c) for c in (_INK, _PAPER))
    wrapped = Alignment(vertical="top", wrap_text=True)
    plain = Font(name="Calibri", size=11)
    yield NamedStyle("return title", font=Font(name="Calibri", size=18, bold=True, color=_INK))
    yield NamedStyle("return lead", font=Font(name="Calibri", size=11, color="44505C"))
    yield NamedStyle(
        "return header",
        font=Font(name="Calibri", size=11, bold=True, color="FFFFFF"),
        fill=dark,
        border=frame,
        alignment=Alignment(vertical="center", wrap_text=True),
    )
    yield NamedStyle(
        "return optional header",
        font=Font(name="Calibri", size=11, bold=True, color=_INK),
        fill=PatternFill("solid", start_color="DDE3E9", end_color="DDE3E9"),
        border=frame,
        alignment=Alignment(vertical="center", wrap_text=True),
    )
    yield NamedStyle("return given", font=plain, fill=pale, border=frame, alignment=wrapped)
    for name, number_format in _INPUT_FORMATS.items():
        yield NamedStyle(
            name,
            font=plain,
            border=frame,
            number_format=number_format,
            protection=Protection(locked=False),
            alignment=wrapped if number_format == "@" else Alignment(vertical="top"),
        )


def round_styles() -> Iterator[NamedStyle]:
    """Give the styles of the department's workbook for a round, which has more to show."""
    yield from return_styles()
    line = Side(style="thin", color=_RULE)
    frame = Border(left=line, right=line, top=line, bottom=line)
    pale = PatternFill("solid", start_color=_PAPER, end_color=_PAPER)
    wrapped = Alignment(vertical="top", wrap_text=True)
    plain = Font(name="Calibri", size=11)
    grey = Font(name="Calibri", size=11, color="6B7680")
    yield NamedStyle("return shown", font=grey, fill=pale, border=frame, alignment=wrapped)
    for name, number_format in _ROUND_FORMATS.items():
        is_past = "past" in name
        yield NamedStyle(
            name,
            font=grey if is_past else plain,
            border=frame,
            fill=pale if is_past else PatternFill(),
            number_format=number_format,
            protection=Protection(locked=False),
            alignment=Alignment(vertical="top"),
        )
    yield NamedStyle(
        "return band",
        font=Font(name="Calibri", size=11, bold=True, color=_INK),
        fill=PatternFill("solid", start_color="DDE3E9", end_color="DDE3E9"),
        alignment=Alignment(horizontal="left", vertical="center"),
    )
    yield NamedStyle("return heading", font=Font(name="Calibri", size=13, bold=True, color=_INK))
    yield NamedStyle(
        "return words",
        font=plain,
        alignment=Alignment(vertical="top", wrap_text=True),
    )


_INPUT_FORMATS = {
    "return text": "@",
    "return date": "yyyy-mm-dd",
    "return count": "#,##0.##",
    "return value": "0.0###",
}
# Whole numbers without the decimal point that "#,##0.##" leaves behind them.
_ROUND_FORMATS = {
    "return whole": "#,##0",
    "return past whole": "#,##0",
    "return past value": "0.0###",
}


def steady_bytes(written: io.BytesIO) -> bytes:
    """Give the same workbook with every clock reading removed, so that equal means equal."""
    steady = io.BytesIO()
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", part)
            fixed = zipfile.ZipInfo(entry.filename, _FIXED_DAY)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o644 << 16
            fixed.create_system = 3
            target.writestr(fixed, part)
    return steady.getvalue()
