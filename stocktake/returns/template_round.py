"""Write the department's workbook for a reporting round: everything asked, in one file."""

import io
from dataclasses import replace
from pathlib import Path

from openpyxl.workbook.protection import WorkbookProtection

from stocktake.returns.context import TemplateContext
from stocktake.returns.cover import (
    CHECKSUM_KEY,
    COVER_FIELDS,
    ROUND_TEMPLATE_VERSION,
    Cover,
)
from stocktake.returns.expected import expected_figures
from stocktake.returns.guide import guide_sections
from stocktake.returns.template_checksum import make_checksum
from stocktake.returns.template_figures import Asked, write_long, write_wide
from stocktake.returns.template_page import Book, Page
from stocktake.returns.template_side_sheets import write_side_sheets
from stocktake.returns.template_styles import round_styles, steady_bytes

_WIDTH_IN_LETTERS = 118


def write_template(path: Path, cover: Cover, context: TemplateContext) -> None:
    """Write the workbook of `cover`'s department and round; the same input gives the same bytes.

    Asked are `context.expected` or, where that is empty, what follows the latest known figures
    (`expected_figures`). Sheets: Guide, Cover, Figures, one sheet for each indicator with many
    units, Policy steps, Actions, Commentary, Self-rating; hidden: Lists.
    """
    book = Book(round_styles())
    _write_guide(book, cover)
    page, place = _write_cover(book, cover, context)
    _write_figures(book, cover, context)
    write_side_sheets(book, context, cover.department_key)
    page.sheet[place].value = make_checksum(book.structure)
    book.finish()
    workbook = book.workbook
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.properties.creator = "Stocktake"
    workbook.properties.title = f"{cover.department}: {cover.reporting_round}"
    written = io.BytesIO()
    workbook.save(written)
    path.write_bytes(steady_bytes(written))


def _write_guide(book: Book, cover: Cover) -> None:
    page = Page(book, "Guide", [_WIDTH_IN_LETTERS])
    page.head("How to fill in this return", [f"{cover.department}, round {cover.reporting_round}."])
    for section in guide_sections(contact=cover.contact):
        page.put(2, section.title, "return heading")
        page.row += 1
        for text in section.lines:
            page.put(2, text, "return words")
            lines = -(-len(text) // _WIDTH_IN_LETTERS)
            page.sheet.row_dimensions[page.row].height = 15.5 * lines
            page.row += 1
        page.row += 1
    page.sheet.protection.sheet = True


def _write_cover(book: Book, cover: Cover, context: TemplateContext) -> tuple[Page, str]:
    """Write the cover; say where the checksum belongs once all other sheets are written."""
    page = Page(book, "Cover", [24, 48, 62])
    page.head(
        f"Return to the delivery unit: {cover.department}",
        [
            f"{_round_title(cover, context)}. Fill in the white cells here and on the sheets after "
            "this one, save, and send this workbook."
        ],
    )
    page.start("cover")
    page.headers([("About", True, ""), ("Your answer", True, ""), ("Help", True, "")])
    ours = replace(cover, template_version=ROUND_TEMPLATE_VERSION)
    for key, label, tip, is_input in COVER_FIELDS:
        given = getattr(ours, key)
        style = "return text" if is_input else "return given"
        page.key(key)
        page.put(2, label, "return given")
        page.put(
            3, None if given == "" else given, "return date" if key == "signed_off_on" else style
        )
        page.put(4, tip, "return lead")
        page.row += 1
    page.key(CHECKSUM_KEY)
    page.put(2, "Checksum", "return given")
    place = page.put(3, "", "return shown").coordinate
    page.put(4, "Filled in for you: it shows us whether rows or columns were lost.", "return lead")
    page.sheet.row_dimensions[page.row].height = 46
    page.row += 1
    page.end()
    return page, place


def _round_title(cover: Cover, context: TemplateContext) -> str:
    rounds = context.rounds
    ours = rounds[
        (rounds["reporting_round"] == cover.reporting_round)
        & (rounds["department_key"] == cover.department_key)
    ]
    if not len(ours):
        return cover.reporting_round
    return f"{ours['title'].iloc[0]}, due on {ours['due_on'].iloc[0]:%Y-%m-%d}"


def _write_figures(book: Book, cover: Cover, context: TemplateContext) -> None:
    expected = context.expected
    if not len(expected):
        expected = expected_figures(context, cover.department_key, cover.reporting_round)
    own = context.indicators.loc[
        context.indicators["department_key"] == cover.department_key, "indicator_key"
    ]
    asked = Asked(context, expected[expected["indicator_key"].isin(own)])
    keys = [str(key) for key in own if key in asked.expected]
    long = [key for key in keys if not asked.is_wide(key)]
    wide = [key for key in keys if asked.is_wide(key)]
    page = Page(book, "Figures", [46, 38, 13, 24, 14, 14, 12, 15, 38, 38])
    write_long(page, asked, long, cover.department)
    for number, key in enumerate(wide, start=1):
        write_wide(Page(book, f"Figures {number}", [58]), asked, key)
