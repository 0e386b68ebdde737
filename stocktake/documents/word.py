"""Word documents in the house's style: real styles, tables that say their header, no clock.

Everything written passes through `plain_text`; a text never becomes a field, a link or a formula.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from stocktake.documents.package import steady_package
from stocktake.documents.text import plain_text
from stocktake.model.rating import Rating

_STYLES = Path(__file__).with_name("memo_styles.xml")
_UNNEEDED = ("thumbnail", "customXml", "stylesWithEffects", "webSettings")
_TEXT_WIDTH = Cm(17)
# A row that is told not to part would be pushed to a new page and still run over its end.
_LONGEST_UNPARTED = 900
_LATE = RGBColor(0x80, 0x16, 0x50)
_SHAPES = {"square": "■", "triangle-down": "▼", "triangle-up": "▲", "circle": "●"}


@dataclass(frozen=True)
class Run:
    """A stretch of text in a style of its own; `rating` gives it the look of a rating."""

    text: str
    style: str | None = None
    rating: Rating | None = None


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a text, and under it a quiet note."""

    runs: tuple[Run, ...]
    note: str = ""

    @property
    def length(self) -> int:
        """How much has to be read."""
        return sum(len(run.text) for run in self.runs) + len(self.note)


@dataclass(frozen=True)
class Column:
    """A column by its heading and its width in centimetres; the widths make up 17."""

    title: str
    width: float


def words(text: object, *, note: object = "", style: str | None = None) -> Cell:
    """Give a cell that says a text and, under it, a quiet note."""
    return Cell((Run(plain_text(text), style),), plain_text(note))


def rating_cell(rating: str | None, *, note: str = "") -> Cell:
    """Return a cell that shows a rating by colour, shape and letters, and says it."""
    if rating is None:
        return words("Not rated", note=note)
    point = Rating(rating)
    letters = f" {_SHAPES[point.shape]} {point.letters} "
    return Cell((Run(letters, "Strong", point), Run(f" {point.title}")), plain_text(note))


class WordDocument:
    """A document that is written from top to bottom and ends as bytes."""

    def __init__(self, title: str, *, subject: str, producer: str, made_on: date) -> None:
        """Begin a document; `title` is what a screen reader says first."""
        self._document = Document()
        self._made_on = made_on
        self._take_house_styles()
        self._name(title, subject, producer)
        self._set_page()

    # ---- what is written ------------------------------------------------------------------

    def paragraph(self, style: str, *runs: Run | str) -> Paragraph:
        """Write a paragraph in a style of the house."""
        paragraph = self._document.add_paragraph(style=style)
        _write(paragraph, runs)
        return paragraph

    def fact(self, name: str, value: str) -> None:
        """Write a name and, set off from it, what is said of it."""
        paragraph = self.paragraph("Fact", Run(name, "Fact name"))
        paragraph.add_run().add_tab()
        paragraph.add_run(plain_text(value))

    def ruled_lines(self, count: int) -> None:
        """Write empty lines with a rule under each, for somebody to write on."""
        for _ in range(count):
            paragraph = self.paragraph("Normal")
            lines = paragraph.paragraph_format
            lines.space_before = lines.space_after = Pt(0)
            lines.line_spacing = Pt(24)  # exactly: programs share out space around borders unlike
            _rule(self._document.element.body.p_lst[-1])

    def heading(self, text: str, level: int = 1, *, on_new_page: bool = False) -> None:
        """Write a heading."""
        paragraph = self.paragraph(f"Heading {level}", text)
        if on_new_page:
            paragraph.paragraph_format.page_break_before = True

    def table(self, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """Write a table under a header that is told again on every page; `title` is its name."""
        table = self._document.add_table(rows=1, cols=len(columns), style="Ruled table")
        table.autofit = False
        element = self._document.element.body.tbl_lst[-1]
        _describe(element.tblPr, title)
        for place, column in enumerate(columns):
            table.columns[place].width = Cm(column.width)
            _fill(table.rows[0].cells[place], words(column.title), "Table head", column)
        _mark_row(element.tr_lst[0], "w:cantSplit", "w:tblHeader")
        for row in rows:
            written = table.add_row()
            for place, cell in enumerate(row):
                _fill(written.cells[place], cell, "Table text", columns[place])
            if sum(cell.length for cell in row) <= _LONGEST_UNPARTED:
                _mark_row(element.tr_lst[-1], "w:cantSplit")

    def edges(self, left: str, right: str, foot: str) -> None:
        """Write the head of every page, and its foot with the number of the page."""
        section = self._document.sections[0]
        head = section.header.paragraphs[0]
        _write(head, (left,))
        head.add_run().add_tab()
        _write(head, (right,))
        low = section.footer.paragraphs[0]
        _write(low, (foot,))
        low.add_run().add_tab()
        _write(low, ("Page ",))
        _add_field(low, "PAGE")
        _write(low, (" of ",))
        _add_field(low, "NUMPAGES")

    def content(self) -> bytes:
        """Give the file; the same document always gives the same bytes."""
        written = io.BytesIO()
        self._document.save(written)
        return steady_package(written.getvalue(), self._made_on)

    # ---- how it begins ---------------------------------------------------------------------

    def _take_house_styles(self) -> None:
        """Put the house's styles in place of the template's, and drop what nobody asked for."""
        house: Any = parse_xml(_STYLES.read_bytes())
        styles = self._document.styles.element
        styles[:] = list(house)
        for part in (self._document.part, self._document.part.package):
            unneeded = [key for key, rel in part.rels.items() if rel.reltype.endswith(_UNNEEDED)]
            for key in unneeded:
                part.rels.pop(key)
        settings = self._document.settings.element
        settings.find(qn("w:themeFontLang")).set(qn("w:val"), "en-GB")
        settings.find(qn("w:zoom")).set(qn("w:percent"), "100")

    def _name(self, title: str, subject: str, producer: str) -> None:
        named = self._document.core_properties
        moment = datetime.combine(self._made_on, datetime.min.time())
        named.title, named.subject = plain_text(title, 250), plain_text(subject, 250)
        named.author = named.last_modified_by = plain_text(producer, 250)
        named.created = named.modified = moment
        named.language, named.revision = "en-GB", 1
        named.comments = named.keywords = named.category = ""

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        section.header_distance = section.footer_distance = Cm(1)


def _write(paragraph: Paragraph, runs: Iterable[Run | str]) -> None:
    for one in runs:
        run = Run(one) if isinstance(one, str) else one
        written = paragraph.add_run(_spaced(run.text), style=run.style)
        if run.rating:
            _colour(written.element.get_or_add_rPr(), run.rating)
        if run.style == "Late":
            # LibreOffice drops the colour of a style inside a table; said again, both show it.
            written.font.color.rgb = _LATE


def _spaced(text: str) -> str:
    """Make a text plain, but keep the spaces that part it from the run beside it."""
    plain = plain_text(text)
    before = " " if text[:1] == " " and plain else ""
    after = " " if text[-1:] == " " and plain else ""
    return f"{before}{plain}{after}"


def _colour(properties: Any, rating: Rating) -> None:
    ink = OxmlElement("w:color")
    ink.set(qn("w:val"), rating.ink.removeprefix("#"))
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", rating.fill[1:])):
        shade.set(qn(f"w:{name}"), value)
    properties.append(ink)
    properties.append(shade)


def _fill(place: _Cell, cell: Cell, style: str, column: Column) -> None:
    place.width = Cm(column.width)
    paragraph = place.paragraphs[0]
    paragraph.style = style
    _write(paragraph, cell.runs)
    if cell.note:
        _write(place.add_paragraph(style="Table note"), (cell.note,))


def _describe(properties: Any, title: str) -> None:
    """Name a table for those who hear it, and say that its first row is its header."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), plain_text(title, 250))
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    for name in list(look.attrib):
        del look.attrib[name]
    for name, value in (
        ("val", "0020"),
        ("firstRow", "1"),
        ("lastRow", "0"),
        ("firstColumn", "0"),
        ("lastColumn", "0"),
        ("noHBand", "1"),
        ("noVBand", "1"),
    ):
        look.set(qn(f"w:{name}"), value)
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(Emu(_TEXT_WIDTH).twips))
    properties.append(caption)


def _rule(paragraph: Any) -> None:
    """Draw a rule under a paragraph; two that follow each other keep their own."""
    edges = OxmlElement("w:pBdr")
    for edge in ("bottom", "between"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "8A9297")):
            line.set(qn(f"w:{name}"), value)
        edges.append(line)
    paragraph.get_or_add_pPr().insert_element_before(
        edges, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _mark_row(row: Any, *marks: str) -> None:
    properties = row.get_or_add_trPr()
    for mark in marks:
        properties.append(OxmlElement(mark))


def _add_field(paragraph: Paragraph, name: str) -> None:
    """Write a field that Word counts by itself; only page numbers are fields here."""
    for kind, text in (("begin", None), (None, name), ("separate", None), ("text", "1"),
                       ("end", None)):  # fmt: skip
        run = paragraph.add_run()
        if kind == "text":
            run.text = text or ""
        elif kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.text = f" {text} "
            run.element.append(instruction)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.element.append(mark)
