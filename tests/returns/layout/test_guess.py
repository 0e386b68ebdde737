"""The first guess, its preview, and the names it is matched with."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.returns.layout.apply import apply_layout
from stocktake.returns.layout.guess import guess_layout
from stocktake.returns.layout.layout import Layout, Role
from stocktake.returns.layout.match import Matcher
from stocktake.returns.layout.preview import CellRole, preview_sheet
from stocktake.returns.layout.sheets import Sheet, Spreadsheet, read_sheets
from tests.returns.builders import a_context
from tests.returns.layout.pages import Page, to_xlsx
from tests.returns.layout.small import small_page

pytestmark = pytest.mark.usefixtures("read_cells_here")


def book(*pages: Page):
    return read_sheets(to_xlsx(*pages))


def letters(layout: Layout, read) -> list[str]:
    """Paint a sheet with one letter a cell: the first of its role, `.` where it is empty."""
    painted = preview_sheet(read, layout)
    return [
        "".join("." if cell.role is CellRole.EMPTY else cell.role.value[0] for cell in row)
        for row in painted.rows
    ]


def noted_page() -> Page:
    page = small_page()
    page.write(5, "North")
    page.write(6, "Beta Trust", 80.5, "[x]")
    page.cells.pop((5, 2)), page.cells.pop((5, 3))
    page.write(8, "Source: statistics")
    return page


def test_every_cell_of_the_corner_says_which_part_it_plays():
    read = book(noted_page())
    layout = guess_layout(read, Matcher(a_context()))
    assert letters(layout, read) == ["t..", "...", "hpp", "uvv", "i..", "uvm", "...", "f.."]
    painted = preview_sheet(read, layout)
    assert painted.row_numbers == tuple(range(1, 9))
    cell = painted.rows[3][1]
    assert (cell.address, cell.text, cell.block) == ("B4", "70.1", 1)


def test_the_guess_names_the_indicator_only_where_the_title_leaves_no_doubt():
    matcher = Matcher(a_context())
    assert guess_layout(book(small_page()), matcher).blocks[0].indicator == "four_hours"
    page = small_page()
    page.cells[1, 1] = "Some figures of the trusts"
    block = guess_layout(book(page), matcher).blocks[0]
    assert (block.indicator, block.label) == (None, "Some figures of the trusts")


def test_without_a_register_the_shape_is_guessed_all_the_same():
    block = guess_layout(book(small_page())).blocks[0]
    assert [(header.row, header.role) for header in block.headers] == [(3, Role.PERIOD)]
    assert [(key.column, key.role) for key in block.keys] == [(1, Role.UNIT_NAME)]
    assert (block.first_row, block.first_column, block.form) == (4, 2, "units down")


def test_the_sheet_with_most_figures_is_taken():
    cover = Page("Cover")
    cover.write(1, "Contents", 1)
    cover.write(2, "Table 1", 2)
    layout = guess_layout(book(cover, small_page()))
    assert (layout.blocks[0].sheet.by, layout.blocks[0].sheet.value) == ("name", "Figures")


def test_a_sheet_without_figures_gives_a_layout_without_blocks():
    page = Page("Words")
    page.write(1, "Nothing", "but", "words")
    read = book(page)
    layout = guess_layout(read)
    assert layout.blocks == ()
    assert letters(layout, read) == ["ttt"]


@pytest.mark.parametrize(
    ("name", "code", "key", "how"),
    [
        ("ALPHA  TRUST", None, "trust_a", "name"),
        ("Alpha Trust [note 2]", None, "trust_a", "name"),
        ("trust_a", None, "trust_a", "key"),
        ("raa", None, "trust_a", "code"),
        (None, "RAA", "trust_a", "code"),
        ("Whatever it was called", "RAA", "trust_a", "code"),
        ("Alpha", None, None, ""),
        ("Alpha NHS Foundation Trust", None, None, ""),
        ("Beta Trust", "RAA", None, "conflict"),
        ("Newcastle", None, None, ""),
        (None, "RZZ", None, ""),
    ],
)
def test_a_unit_is_matched_or_left_open(name, code, key, how):
    match = Matcher(a_context()).unit(name, code, "nhs_provider")
    assert (match.key, match.how) == (key, how)
    assert match.is_open is (key is None)


def test_what_a_person_confirmed_comes_before_what_the_register_says():
    confirmed = {("unit", "Alpha trust"): "trust_b", ("unit", "Others"): None}
    matcher = Matcher(a_context(), confirmed)
    assert matcher.unit("ALPHA TRUST", "RAA", "nhs_provider").key == "trust_b"
    left_out = matcher.unit("others", None, None)
    assert (left_out.key, left_out.is_open) == (None, False)


def test_the_kind_of_body_counts_less_than_which_one_it_is():
    matcher = Matcher(a_context())
    near = matcher.unit("Alpha Hospitals NHS Foundation Trust", None, "nhs_provider").suggestions
    assert [found.key for found in near][:1] == ["trust_a"]
    assert all(found.key != "england" for found in near)


CELLS = st.one_of(
    st.none(), st.floats(-1e6, 1e6), st.integers(1990, 2030).map(float), st.text(max_size=8),
    st.sampled_from(["2024/25", "Mar-26", "Alpha Trust", "RAA", "[x]", "%", "77,1 %", "Total"]),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.integers(1, 15), st.lists(CELLS, min_size=1, max_size=6), max_size=12),
    st.lists(st.tuples(*[st.integers(1, 8)] * 4), max_size=3),
)
def test_no_sheet_is_too_odd_to_guess_at_to_paint_and_to_read(rows, merges):
    merges = tuple((min(t, b), min(a, z), max(t, b), max(a, z)) for t, a, b, z in merges)
    read = Spreadsheet("xlsx", 1900, (Sheet("S", 1, False, rows, {}, merges=merges),))
    layout = Layout.from_json(guess_layout(read, Matcher(a_context())).to_json())
    painted = preview_sheet(read, layout)
    assert len(painted.rows) == max(rows, default=0)
    reading = apply_layout(read, layout, a_context())
    cells = [f"{r.value_column}{r.row_number}" for r in reading.figures.itertuples()]
    assert len(cells) == len(set(cells))


def test_bands_of_unequal_width_are_no_arithmetic():
    page = Page("F")
    page.write(3, "Trust", "All", "All", "In time", "Share (%)")
    page.write(4, "Alpha Trust", 10, 20, 5, 50)
    page.write(5, "Beta Trust", 10, 20, 4, 40)
    block = guess_layout(book(page), Matcher(a_context())).blocks[0]
    assert block.header_rows(Role.INDICATOR)
    assert block.meanings == {}
