"""The whole description of how a sheet is read, for those who must put the guess right."""

from dataclasses import replace

import streamlit as st

from stocktake.returns.layout.area import Area
from stocktake.returns.layout.layout import (
    Block,
    End,
    HeaderRow,
    KeyColumn,
    Role,
    SheetChoice,
    label_text,
)
from stocktake.returns.layout.sheets import Sheet
from stocktake.returns.workbook import column_letter
from stocktake.ui.frame import Desk
from stocktake.ui.layout_answers import (
    ROLE_WORDS,
    anchored,
    as_found,
    filling,
    pattern_words,
    with_block,
    with_header_role,
    with_key_role,
    words_pattern,
)
from stocktake.ui.layout_form_about import edit_about, edit_meanings, edit_writing
from stocktake.ui.layout_questions import pick
from stocktake.ui.layout_work import Work, guess
from stocktake.ui.markup import plain, show, tag

_ABOVE = 8
_BESIDE = 8
END_WORDS = {
    End.LAST_FIGURE: "With the last row of figures",
    End.BLANK_ROW: "With the first empty row",
    End.PATTERN: "With a row that begins with certain words",
}


def show_form(desk: Desk, work: Work, areas: list[Area]) -> None:
    """Draw everything that can be said, behind a line that opens it."""
    place = st.expander(
        "Change how the sheet is read",
        key=work.key("form"),
        on_change="rerun",
    )
    if not place.open or work.book is None or work.layout is None:
        return
    with place:
        _pick_sheet(desk, work)
        if not areas:
            _offer_by_hand(work)
        if areas and work.layout is not None:
            area = _pick_table(work, areas)
            where = next(i for i, one in enumerate(work.layout.blocks) if one is area.block)
            before = as_found(area)
            block = _edit_block(desk, work, area, before, where)
            if block != before:
                work.layout = with_block(work.layout, where, block)
            work.layout = edit_writing(work, work.layout)
            _offer_less(desk, work, where)


def _pick_sheet(desk: Desk, work: Work) -> None:
    if work.book is None or work.layout is None:
        return
    names = [sheet.name for sheet in work.book.sheets if sheet.rows]
    if len(names) < 2:
        return
    blocks = work.layout.blocks
    choice = blocks[0].sheet if blocks else None
    now = choice.value if choice is not None and choice.by == "name" else names[0]
    chosen = st.selectbox(
        "Sheet with the figures",
        names,
        index=names.index(now) if now in names else 0,
        key=work.key("sheet"),
    )
    if chosen != now:
        guess(desk, work, chosen)
        st.rerun()


def _offer_by_hand(work: Work) -> None:
    """Let somebody describe a table that was not found."""
    if work.book is None:
        return
    sheet = next((one for one in work.book.sheets if one.rows), work.book.sheets[0])

    def begin() -> None:
        if work.layout is not None:
            choice = SheetChoice("name", sheet.name)
            block = Block(
                choice, (HeaderRow(1, Role.PERIOD),), (KeyColumn(1, Role.UNIT_NAME),), 2, 2
            )
            work.layout = replace(work.layout, blocks=(block,))
            work.renew()

    show(tag("p", "No table was found here. You can say where it is."))
    st.button("Describe a table by hand", key=work.key("by_hand"), on_click=begin)


def _pick_table(work: Work, areas: list[Area]) -> Area:
    if len(areas) == 1:
        return areas[0]
    words = {
        place: f"Table {place + 1}, from row {min([h.row for h in a.headers] + [a.first_row])}"
        for place, a in enumerate(areas)
    }
    chosen = pick("Which table", words, 0, key=work.key("table"))
    return areas[chosen or 0]


def _edit_block(desk: Desk, work: Work, area: Area, block: Block, where: int) -> Block:
    sheet = area.sheet
    show(tag("h3", "Where the figures are"))
    block = _edit_place(work, sheet, block, where)
    left, right = st.columns(2, gap="large")
    with left:
        show(tag("h3", "The rows above the figures"))
        block = _edit_headers(work, sheet, block, where)
    with right:
        show(tag("h3", "The columns beside the figures"))
        block = _edit_keys(work, sheet, block, where)
    block = _edit_filling(work, block, where)
    block = anchored(sheet, block)
    show(tag("h3", "What the figures are"))
    block = edit_about(desk, work, block, where)
    return edit_meanings(desk, work, area, block, where)


def _edit_place(work: Work, sheet: Sheet, block: Block, where: int) -> Block:
    columns = st.columns(4)
    width = max(sheet.width, block.first_column)
    letters = {number: column_letter(number - 1) for number in range(1, width + 1)}
    with columns[0]:
        first_row = st.number_input(
            "First row of figures", 1, max(sheet.last_row, block.first_row), block.first_row,
            key=work.key(f"first_row_{where}"),
        )  # fmt: skip
    with columns[1]:
        first_column = pick(
            "First column of figures", letters, block.first_column,
            key=work.key(f"first_column_{where}"),
        )  # fmt: skip
    with columns[2]:
        ends = {0: "As far as there are headings"} | letters
        last_column = pick(
            "Last column", ends, block.last_column or 0, key=work.key(f"last_column_{where}")
        )
    with columns[3]:
        end = pick("The table ends", END_WORDS, block.end, key=work.key(f"end_{where}"))
    block = replace(
        block,
        first_row=int(first_row),
        first_column=first_column or block.first_column,
        last_column=last_column or None,
        end=end or block.end,
    )
    return _edit_left_out(work, block, where)


def _edit_left_out(work: Work, block: Block, where: int) -> Block:
    columns = st.columns(2)
    skipped, ending = pattern_words(block.skip_pattern), pattern_words(block.end_pattern)
    # A pattern that somebody wrote by hand in the file is kept as it is, and not shown.
    if skipped is not None:
        with columns[0]:
            typed = st.text_input(
                "Leave out rows that begin with", skipped, placeholder="for example: Total, Notes",
                key=work.key(f"skip_{where}"),
            )  # fmt: skip
        block = replace(block, skip_pattern=words_pattern(typed))
    if block.end is End.PATTERN and ending is not None:
        with columns[1]:
            typed = st.text_input(
                "The row after the table begins with", ending, placeholder="for example: Source",
                key=work.key(f"ending_{where}"),
            )  # fmt: skip
        block = replace(block, end_pattern=words_pattern(typed))
    return block


def _edit_headers(work: Work, sheet: Sheet, block: Block, where: int) -> Block:
    for row in range(max(1, block.first_row - _ABOVE), block.first_row):
        texts = [sheet.value(row, column) for column in range(block.first_column, sheet.width + 1)]
        said = _sample(texts)
        now = next((header.role for header in block.headers if header.row == row), None)
        if not said and now is None:
            continue
        chosen = pick(
            f"Row {row}: {said or 'nothing over the figures'}",
            _roles(),
            now or "none",
            key=work.key(f"header_{where}_{row}"),
        )
        block = with_header_role(block, row, Role(chosen) if chosen not in (None, "none") else None)
    # A heading cannot stand among the figures.
    kept = tuple(header for header in block.headers if header.row < block.first_row)
    return replace(block, headers=kept)


def _edit_keys(work: Work, sheet: Sheet, block: Block, where: int) -> Block:
    rows = [row for row in sorted(sheet.rows) if row >= block.first_row][:_BESIDE]
    beside = {key.column for key in block.keys}
    for column in sorted(beside | set(range(1, min(block.first_column, _BESIDE)))):
        said = _sample([sheet.value(row, column) for row in rows])
        now = next((key.role for key in block.keys if key.column == column), None)
        if not said and now is None:
            continue
        chosen = pick(
            f"Column {column_letter(column - 1)}: {said or 'empty'}",
            _roles(),
            now or "none",
            key=work.key(f"key_{where}_{column}"),
        )
        role = Role(chosen) if chosen not in (None, "none") else None
        block = with_key_role(block, column, role)
    return block


def _roles() -> dict[str, str]:
    words = {role.value: text for role, text in ROLE_WORDS.items() if role is not Role.IGNORED}
    return words | {Role.IGNORED.value: ROLE_WORDS[Role.IGNORED], "none": "It is not a heading"}


def _sample(values: list[object]) -> str:
    texts = [label_text(value) for value in values if value is not None]
    shown = ", ".join(dict.fromkeys(text[:24] for text in texts[:4]))
    return f'"{shown} …"' if len(texts) > 4 else f'"{shown}"' if shown else ""


def _edit_filling(work: Work, block: Block, where: int) -> Block:
    down = st.checkbox(
        "A name beside the figures is written once and holds for the rows below it",
        any(key.fills_down for key in block.keys),
        key=work.key(f"down_{where}"),
    )
    right = st.checkbox(
        "A heading is written once and holds for the columns to its right",
        any(header.fills_right for header in block.headers),
        key=work.key(f"right_{where}"),
    )
    if (down, right) == (
        any(key.fills_down for key in block.keys),
        any(header.fills_right for header in block.headers),
    ):
        return block
    return filling(block, down=down, right=right)


def _offer_less(desk: Desk, work: Work, where: int) -> None:
    """Let a table be left out, or everything be guessed again."""

    def leave_out() -> None:
        if work.layout is not None:
            blocks = work.layout.blocks
            work.layout = replace(work.layout, blocks=(*blocks[:where], *blocks[where + 1 :]))
            work.renew()

    with st.container(horizontal=True):
        if work.layout is not None and len(work.layout.blocks) > 1:
            st.button(
                plain(f"Do not read table {where + 1}"), key=work.key("less"), on_click=leave_out
            )
        st.button(
            "Undo all this and guess again",
            key=work.key("undo"),
            on_click=lambda: guess(desk, work),
        )
