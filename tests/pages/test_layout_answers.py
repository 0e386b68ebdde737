"""Answers of the form become parts of a layout, and come back as they were."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.returns.layout.area import find_areas
from stocktake.returns.layout.findings import LayoutFindings
from stocktake.returns.layout.layout import (
    Block,
    HeaderRow,
    KeyColumn,
    Layout,
    Meaning,
    Part,
    Role,
    SheetChoice,
)
from stocktake.returns.layout.sheets import read_sheets
from stocktake.ui.layout_answers import (
    LEFT_OUT,
    anchored,
    as_found,
    filling,
    labels_of,
    meaning_choices,
    new_layout_key,
    pattern_words,
    stray_signs,
    with_header_role,
    with_key_role,
    with_meaning,
    words_pattern,
)
from tests.returns.layout.pages import Page, to_xlsx

BLOCK = Block(
    SheetChoice(),
    (HeaderRow(2, Role.INDICATOR, fills_right=True), HeaderRow(3, Role.PERIOD)),
    (KeyColumn(1, Role.UNIT_NAME),),
    first_row=4,
    first_column=2,
    anchor="Trust",
    anchor_row=3,
)


def a_page(shift: int = 0) -> Page:
    page = Page("Figures")
    page.write(1, "Waits")
    page.write(2 + shift, None, "Seen", None, "Waiting")
    page.write(3 + shift, "Trust", date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 1))
    page.write(4 + shift, "Alpha", 70.1, "n/a", 5)
    page.write(5 + shift, "Beta", "supp", 81.0, "N/A")
    return page


def areas(block: Block = BLOCK, shift: int = 0):
    book = read_sheets(to_xlsx(a_page(shift)))
    return find_areas(book, Layout("x", (block,)), LayoutFindings())


def test_the_form_shows_a_table_where_it_stands_now():
    (area,) = areas(shift=3)
    moved = as_found(area)
    assert (moved.first_row, moved.anchor_row) == (7, 6)
    assert [header.row for header in moved.headers] == [5, 6]
    assert as_found(areas()[0]) is BLOCK


def test_labels_of_what_is_measured_are_found_over_the_columns():
    assert labels_of(areas()[0]) == {"seen": "Seen", "waiting": "Waiting"}


def test_signs_are_counted_whatever_their_case():
    assert stray_signs(areas(), {}) == {"n/a": 2, "supp": 1}
    assert stray_signs(areas(), {"n/a": "[x]"}) == {"supp": 1}


def test_a_heading_row_gets_a_role_and_loses_it():
    more = with_header_role(BLOCK, 1, Role.IGNORED)
    assert [header.row for header in more.headers] == [1, 2, 3]
    assert with_header_role(more, 1, None) == BLOCK
    kept = with_header_role(BLOCK, 2, Role.UNIT_NAME)
    assert kept.headers[0] == HeaderRow(2, Role.UNIT_NAME, fills_right=True)


def test_a_column_gets_a_role_and_loses_it():
    more = with_key_role(BLOCK, 3, Role.UNIT_CODE)
    assert [key.column for key in more.keys] == [1, 3]
    assert with_key_role(more, 3, None) == BLOCK


def test_names_written_once_fill_down_and_headings_right_but_for_the_last():
    filled = filling(BLOCK, down=True, right=True)
    assert [key.fills_down for key in filled.keys] == [True]
    assert [header.fills_right for header in filled.headers] == [True, False]
    assert not any(header.fills_right for header in filling(BLOCK, down=False, right=False).headers)


def test_a_table_is_tied_to_the_heading_over_its_names():
    sheet = areas()[0].sheet
    loose = anchored(sheet, with_header_role(BLOCK, 3, None))
    assert loose.anchor is None
    assert anchored(sheet, BLOCK).anchor == "Trust"


def test_a_meaning_is_put_and_taken_back():
    told = with_meaning(BLOCK, "seen", LEFT_OUT)
    assert told.meanings == {"seen": Meaning(None, Part.IGNORED)}
    assert with_meaning(told, "seen", None) == BLOCK


@given(st.lists(st.text(alphabet="abc.*+(|) \\é", min_size=1, max_size=8), min_size=1, max_size=4))
def test_words_typed_come_back_as_they_were(words: list[str]):
    typed = ", ".join(word.strip() for word in words if word.strip())
    pattern = words_pattern(typed)
    assert pattern_words(pattern) in (typed, None)


@pytest.mark.parametrize("pattern", [r"^\d+$", "Total|Sum"])
def test_a_pattern_written_by_hand_is_left_alone(pattern: str):
    assert pattern_words(pattern) is None


def test_a_key_is_nobody_else_s():
    assert new_layout_key("A&E", "health", {"health_a_e"}) == "health_a_e_2"
    assert len(new_layout_key("x" * 300, "health", ())) <= 60


def test_the_nearest_indicator_is_offered_first_and_parts_only_where_they_have_a_name():
    indicators = pd.DataFrame(
        {
            "indicator_key": ["a", "b"],
            "title": ["Alpha", "Beta"],
            "short_title": ["Alpha", "Beta"],
            "numerator_label": [None, "seen"],
            "denominator_label": [None, "all"],
        }
    )
    words = [choice.words for choice in meaning_choices(indicators, ["b"], has_indicator=False)]
    assert words == [
        "Do not read it", "Beta", "Alpha", "Beta: seen (the number)", "Beta: all (the number)",
    ]  # fmt: skip
    with_parts = meaning_choices(indicators, [], has_indicator=True)
    assert Meaning(None, Part.NUMERATOR) in [choice.meaning for choice in with_parts]
