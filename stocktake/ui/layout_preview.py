"""The sheet as it is read: each cell painted and lettered by the part it plays."""

from collections.abc import Sequence

import streamlit as st

from stocktake.returns.layout.area import Area
from stocktake.returns.layout.preview import CellRole, Preview, PreviewCell, preview_sheet
from stocktake.returns.layout.sheets import Spreadsheet
from stocktake.returns.workbook import column_letter
from stocktake.ui.layout_work import Work
from stocktake.ui.markup import Markup, show, tag

ROWS, COLUMNS = 18, 14
# Role, its letter in the cell, and its words in the legend. Figures and what is left out are told
# apart by frame and slant, so that the paint is never the only sign.
LEGEND = (
    (CellRole.UNIT, "U", "who it is about"),
    (CellRole.PERIOD, "P", "which period"),
    (CellRole.INDICATOR, "M", "what is measured"),
    (CellRole.VALUE, "", "a figure, read (framed)"),
    (CellRole.MISSING, "∅", "a sign for no figure"),
    (CellRole.IGNORED, "", "not read (slanted grey)"),
)
_LETTERS = {role: letter for role, letter, _ in LEGEND}


def show_preview(work: Work, areas: list[Area]) -> None:
    """Draw the corner of the sheet that shows most, and let the reader look further."""
    if work.book is None or work.layout is None:
        return
    places = _places(work.book, areas)
    names = list(places)
    chosen = names[0]
    if len(names) > 1:
        picked = st.radio(
            "Show", names, key=work.key("preview_place"), horizontal=True, width="stretch"
        )
        chosen = picked if picked in places else names[0]
    sheet_name, first_row = places[chosen]
    preview = preview_sheet(
        work.book,
        work.layout,
        sheet_name,
        first_row=first_row,
        row_count=ROWS,
        column_count=COLUMNS,
    )
    show(_legend(), _table(preview))


def _places(book: Spreadsheet, areas: list[Area]) -> dict[str, tuple[str, int]]:
    """Name the corners worth looking at: where each table begins and where it ends."""
    if not areas:
        sheet = next((one for one in book.sheets if not one.is_hidden), book.sheets[0])
        return {"Top of the sheet": (sheet.name, 1)}
    places = {}
    for number, area in enumerate(areas, 1):
        top = min([header.row for header in area.headers] + [area.first_row])
        which = f"table {number}" if len(areas) > 1 else "the table"
        places[f"Top of {which}"] = (area.sheet.name, max(1, top - 4))
        if area.last_row - top > ROWS - 6:
            places[f"End of {which}"] = (area.sheet.name, max(1, area.last_row - ROWS + 7))
    return places


def _legend() -> Markup:
    items = [
        tag("li", tag("span", letter or "12", class_=f"paint paint-{role.value}"), " ", words)
        for role, letter, words in LEGEND
    ]
    return tag("ul", *items, class_="legend", aria_label="What the colours and letters mean")


def _table(preview: Preview) -> Markup:
    width = max((len(row) for row in preview.rows), default=0)
    head = tag(
        "tr",
        tag("th", tag("span", "Row", class_="unseen"), scope="col"),
        *(tag("th", column_letter(column), scope="col") for column in range(width)),
    )
    rows = [
        tag("tr", tag("th", number, scope="row"), *_cells(cells))
        for number, cells in zip(preview.row_numbers, preview.rows, strict=True)
    ]
    caption = f"Sheet {preview.sheet}"
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption),
            tag("thead", head),
            tag("tbody", *rows),
            class_="sheet-preview",
        ),
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label=f"{caption}, as it is read",
    )


def _cells(cells: Sequence[PreviewCell]) -> list[Markup]:
    """Write a row; a title runs on over the empty cells beside it, as on the sheet itself."""
    found: list[Markup] = []
    place = 0
    while place < len(cells):
        cell, spread = cells[place], 1
        if cell.text and cell.role in (CellRole.TITLE, CellRole.FOOTER):
            # Under a merge every cell has the text of its first.
            while place + spread < len(cells) and cells[place + spread].text in ("", cell.text):
                spread += 1
        found.append(_cell(cell, spread if spread > 1 else None))
        place += spread
    return found


def _cell(cell: PreviewCell, spread: int | None = None) -> Markup:
    letter = _LETTERS.get(cell.role, "")
    mark = tag("span", letter, class_="letter") if letter and cell.text else None
    if not cell.text:
        return tag("td", colspan=spread)
    side = " figure" if cell.role is CellRole.VALUE else ""
    return tag("td", mark, cell.text, class_=f"paint paint-{cell.role.value}{side}", colspan=spread)
