"""A small sheet of the small health department, and ways to read it."""

from stocktake.model.problem import Level
from stocktake.returns.layout.apply import LayoutReading, read_with_layout
from stocktake.returns.layout.layout import Block, HeaderRow, KeyColumn, Layout, Role, SheetChoice
from tests.returns.builders import a_context
from tests.returns.layout.pages import Page, to_xlsx

BLOCK = Block(
    SheetChoice("position", "1"),
    (HeaderRow(3, Role.PERIOD),),
    (KeyColumn(1, Role.UNIT_NAME),),
    4, 2, indicator="four_hours",
)  # fmt: skip
LAYOUT = Layout("Small", (BLOCK,))


def small_page() -> Page:
    """Rows 4 and 5, columns B and C: two trusts in January and February 2026."""
    page = Page("Figures")
    page.write(1, "Seen in four hours")
    page.write(3, "Trust", "January 2026", "February 2026")
    page.write(4, "Alpha Trust", 70.1, 71.2)
    page.write(5, "Beta Trust", 80.5, 81.0)
    return page


def read(source: Page | bytes, layout: Layout = LAYOUT, matches=None, **options) -> LayoutReading:
    content = to_xlsx(source) if isinstance(source, Page) else source
    return read_with_layout(content, layout, a_context(), matches, **options)


def values(reading: LayoutReading) -> list[float]:
    return reading.figures["value"].tolist()


def found(reading: LayoutReading) -> dict[str, tuple[str, ...]]:
    """Give the codes that ask for something, each with its cells."""
    return {p.code: p.cells for p in reading.problems if p.level is not Level.INFORMATION}


def told(reading: LayoutReading) -> dict[str, tuple[str, ...]]:
    return {p.code: p.cells for p in reading.problems if p.level is Level.INFORMATION}
