"""What a layout makes of the odd cells, rows and names of a department's own sheet."""

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import MAC_EPOCH

from stocktake.returns.layout.layout import (
    Block,
    End,
    HeaderRow,
    KeyColumn,
    Layout,
    LayoutError,
    Meaning,
    Part,
    Percent,
    Periods,
    Role,
    SheetChoice,
)
from tests.returns.layout.pages import Page, to_csv, to_xlsx
from tests.returns.layout.small import BLOCK, LAYOUT, found, read, small_page, told, values

pytestmark = pytest.mark.usefixtures("read_cells_here")
GOOD = [70.1, 71.2, 80.5, 81.0]


def changed(**changes: object) -> Layout:
    return replace(LAYOUT, blocks=(replace(BLOCK, **changes),))


def book_of(page: Page):
    return load_workbook(io.BytesIO(to_xlsx(page)))


def saved(book) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_every_figure_remembers_its_cell_and_definition():
    reading = read(small_page())
    assert values(reading) == GOOD
    assert found(reading) == {}
    first = reading.figures.iloc[1]
    assert (first["sheet"], first["row_number"], first["value_column"]) == ("Figures", 4, "C")
    assert (first["unit_key"], first["period_end"]) == ("trust_a", date(2026, 2, 28))
    assert reading.figures["definition_version"].tolist() == [1, 2, 1, 2]
    assert reading.figures["status"].tolist() == ["final"] * 4


@pytest.mark.parametrize(
    ("cell", "value", "symbol", "status", "note"),
    [
        ("[x]", None, "[x]", "not_published", None),
        ("*", None, "*", "suppressed", None),
        ("n/a", None, "[x]", "not_published", None),
        ("71,25 %", 71.25, None, "final", None),
        ("71.2 [p]", 71.2, None, "provisional", "[p] in the source"),
        ("71.2 (r)", 71.2, None, "revised", "[r] in the source"),
        ("\u00a071.2 ", 71.2, None, "final", None),
        (0, 0.0, None, "final", None),
    ],
)
def test_a_value_is_read_as_it_was_meant(cell, value, symbol, status, note):
    page = small_page()
    page.cells[4, 3] = cell
    reading = read(page, replace(LAYOUT, symbols={"N/A": "[x]"}))
    assert found(reading) == {}
    row = reading.figures.iloc[1].replace({float("nan"): None})
    got = (row["value"], row["symbol"], row["status"], row["note"])
    assert got == (value, symbol, status, note)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("about 70", "R-513"),
        ("n/a", "R-513"),
        (True, "R-513"),
        (date(2026, 1, 1), "R-513"),
        ("1,234", "R-514"),
        ("#N/A", "R-515"),
        ("=1/0", "R-516"),
        (101, "R-519"),
        (-1, "R-519"),
    ],
)
def test_what_is_no_figure_is_named_at_its_cell_and_not_stored(cell, code):
    page = small_page()
    page.cells[4, 3] = cell
    reading = read(page)
    assert found(reading) == {code: ("C4",)}
    assert values(reading) == [70.1, 80.5, 81.0]


def test_a_decimal_comma_is_told_by_the_numbers_around_it():
    page = small_page()
    page.cells |= {(4, 2): "70,125", (4, 3): "71,2", (5, 2): "80,5", (5, 3): "81"}
    assert values(read(page)) == [70.125, 71.2, 80.5, 81.0]
    page.cells |= {(5, 2): "80.5"}  # now both signs are there, and nothing is certain
    assert found(read(page)) == {"R-514": ("B4",)}
    told_so = read(page, replace(LAYOUT, decimal="."))
    assert found(told_so) == {"R-519": ("B4",), "R-513": ("C4",)}  # 70,125 is now seventy thousand


def test_shares_shown_as_percent_and_shares_in_bare_numbers():
    page = small_page()
    page.cells |= {(4, 2): 0.771, (4, 3): 0.29}
    page.formats |= {(4, 2): "0.0%", (4, 3): '0.00"%"'}
    reading = read(page)
    assert values(reading)[:2] == [77.1, 0.29]  # a quoted sign is only printed
    page.cells |= {(5, 2): 0.805, (5, 3): 0.81}
    page.formats.clear()
    assert found(read(page)) == {"R-521": ("B4", "C4", "B5", "C5")}
    assert values(read(page, changed(percent=Percent.SHARE))) == [77.1, 29.0, 80.5, 81.0]


def test_an_unknown_name_is_an_open_question_with_near_matches():
    page = small_page()
    page.cells[5, 1] = "Beta NHS Foundation Trust"
    reading = read(page)
    assert values(reading) == GOOD[:2]
    assert found(reading) == {"R-510": ("A5",)}
    (question,) = reading.unmatched
    assert (question.kind, question.given, question.cells) == (
        "unit", "Beta NHS Foundation Trust", ("A5",))  # fmt: skip
    assert question.suggestions[0].key == "trust_b"
    assert 80 < question.suggestions[0].score < 100
    answered = read(page, matches={("unit", "beta nhs foundation trust"): "trust_b"})
    assert values(answered) == GOOD
    assert answered.unmatched == ()
    left_out = read(page, matches={("unit", "Beta NHS Foundation Trust"): None})
    assert values(left_out) == GOOD[:2]
    assert told(left_out)["R-522"] == ("A5",)


def test_a_code_decides_and_a_name_that_means_another_unit_is_a_conflict():
    page = small_page()
    page.cells |= {(4, 4): "RAA", (5, 4): "RBB", (3, 4): "Code"}
    keys = (KeyColumn(1, Role.UNIT_NAME), KeyColumn(4, Role.UNIT_CODE))
    layout = changed(keys=keys)
    page.cells[4, 1] = "Alpha Hospitals (formerly Old Alpha)"
    assert values(read(page, layout)) == GOOD
    page.cells[4, 1] = "Beta Trust"
    reading = read(page, layout)
    assert found(reading) == {"R-525": ("A4",)}
    assert values(reading) == GOOD[2:]


def test_two_units_of_one_name_are_never_chosen_between():
    page = small_page()
    page.cells[5, 1] = "Newcastle"
    reading = read(page)
    assert values(reading) == GOOD[:2]
    assert [u.given for u in reading.unmatched] == ["Newcastle"]


def test_a_period_that_can_mean_two_things_is_not_read():
    page = small_page()
    page.cells |= {(3, 2): "01/02/2026", (3, 3): "28/02/2026"}
    reading = read(page)
    assert found(reading) == {"R-512": ("B3",)}
    layout = replace(LAYOUT, periods=Periods(is_day_first=False))
    assert found(read(page, layout)) == {"R-512": ("C3",)}
    page.cells[3, 3] = "01/03/2026"
    told_so = read(page, replace(LAYOUT, periods=Periods(is_day_first=True)))
    assert told_so.figures["period_end"].tolist()[:2] == [date(2026, 2, 28), date(2026, 3, 31)]


def test_day_numbers_are_read_in_the_epoch_of_the_file_and_mentioned():
    page = small_page()
    page.cells |= {(3, 2): 46023, (3, 3): 46054}
    reading = read(page)
    assert values(reading) == GOOD
    assert told(reading)["R-523"] == ("B3", "C3")
    book = book_of(page)
    book.epoch = MAC_EPOCH
    assert read(saved(book)).figures["period_end"].iloc[0] == date(2030, 1, 31)
    sheet = book_of(small_page())
    sheet.epoch = MAC_EPOCH
    sheet.active["B3"], sheet.active["C3"] = date(2026, 1, 1), date(2026, 2, 28)
    assert values(read(saved(sheet))) == GOOD
    text = to_csv(page)
    assert values(read(text)) == GOOD


def test_hidden_rows_columns_and_sheets_are_read_and_mentioned():
    book = book_of(small_page())
    sheet = book["Figures"]
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Other")["A1"] = "something"
    sheet.sheet_state = "hidden"
    book.active = 1
    reading = read(saved(book))
    assert values(reading) == GOOD
    hidden = [p.found for p in reading.problems if p.code == "R-508"]
    assert hidden == ["sheet", "rows 5", "columns C"]
    assert [p.found for p in reading.problems if p.code == "R-524"] == ['sheets "Other"']


def test_a_merged_figure_is_read_once_and_asked_about():
    page = small_page()
    page.merge(4, 2, 4, 3)
    reading = read(page)
    assert found(reading) == {"R-509": ("B4",)}
    assert values(reading) == [70.1, 80.5, 81.0]


def test_a_new_month_needs_no_new_layout():
    page = small_page()
    page.cells |= {(3, 4): "Mar-26", (4, 4): 72.0, (5, 4): 82.0}
    assert values(read(page)) == [70.1, 71.2, 72.0, 80.5, 81.0, 82.0]


def test_a_table_that_has_moved_is_found_by_its_heading():
    page = small_page()
    moved = Page("Figures", {(row + 2, column): v for (row, column), v in page.cells.items()})
    layout = changed(anchor="Trust", anchor_row=3)
    assert values(read(page, layout)) == values(read(moved, layout)) == GOOD
    moved.cells[5, 1] = "Provider"
    assert list(found(read(moved, layout))) == ["R-504"]


def test_notes_are_left_out_and_lost_figures_are_asked_about():
    page = small_page()
    page.cells |= {(6, 1): "of which teaching:", (7, 1): "Alpha Trust", (8, 3): 5.0}
    page.write(9, "Source: statistics")
    reading = read(page)
    assert values(reading) == GOOD
    assert found(reading) == {"R-506": ("C8",)}
    page.cells[2, 4] = "x"
    page.cells[4, 4] = 12.5  # a column without a heading
    assert found(read(page)) == {"R-506": ("D4", "C8")}


def test_a_table_may_end_at_a_blank_row_or_a_word_and_skip_totals():
    page = small_page()
    page.write(7, "England", 75.0, 76.0)
    assert values(read(page, changed(end=End.BLANK_ROW))) == GOOD
    assert found(read(page, changed(end=End.BLANK_ROW))) == {"R-506": ("B7", "C7")}
    assert values(read(page, changed(end=End.PATTERN, end_pattern="^England"))) == GOOD
    skipping = read(page, changed(skip_pattern="^england$"))
    assert (values(skipping), found(skipping)) == (GOOD, {})
    assert len(values(read(page))) == 6


def test_a_figure_met_twice_is_stored_once_or_not_at_all():
    page = small_page()
    page.write(6, "ALPHA TRUST", 70.1, 99.0)
    reading = read(page)
    assert values(reading) == GOOD
    assert told(reading)["R-518"] == ("B4", "B6")
    assert found(reading) == {"R-517": ("C4", "C6")}


def counts_layout() -> Layout:
    return changed(
        headers=(HeaderRow(3, Role.INDICATOR),),
        period="January 2026",
        meanings={"all": Meaning(None, Part.DENOMINATOR), "in time": Meaning(None, Part.NUMERATOR),
                  "%": Meaning(None, Part.VALUE), "rank": Meaning(None, Part.IGNORED)},
    )  # fmt: skip


def test_counts_stand_beside_percentages_and_work_them_out():
    page = Page("Figures")
    page.write(3, "Trust", "All", "In time", "%", "Rank")
    page.write(4, "Alpha Trust", "1,000", "771", None, 1)
    page.write(5, "Beta Trust", 200, 100, 50.04, 2)
    reading = read(page, counts_layout())
    assert found(reading) == {}
    first = reading.figures.iloc[0]
    assert (first["value"], first["numerator"], first["denominator"]) == (77.1, 771.0, 1000.0)
    assert (first["numerator_column"], first["denominator_column"]) == ("C", "B")
    assert reading.figures["value"].tolist() == [77.1, 50.04]
    page.cells[5, 4] = 52
    assert found(read(page, counts_layout())) == {"R-527": ("D5",)}
    page.cells[4, 3] = 1001
    assert found(read(page, counts_layout()))["R-520"] == ("C4", "B4")
    page.cells |= {(4, 3): None}
    assert found(read(page, counts_layout()))["R-531"] == ("B4",)


def test_a_heading_nobody_knows_is_an_open_question():
    page = small_page()
    layout = changed(headers=(HeaderRow(3, Role.INDICATOR),), period="2026-01", indicator=None)
    page.cells |= {(3, 2): "Seen in four hours", (3, 3): "Waits over 12 hours"}
    reading = read(page, layout)
    assert values(reading) == [70.1, 80.5]
    assert found(reading) == {"R-511": ("C3",)}
    assert reading.unmatched[0].suggestions[0].key == "twelve_hours"
    answers = {("indicator", "waits over 12 hours"): "twelve_hours"}
    assert values(read(page, layout, answers)) == GOOD


def test_the_period_may_stand_in_a_title_and_the_unit_in_the_layout():
    page = Page("Figures")
    page.write(1, "January 2026")
    page.write(3, "", "Figure")
    page.write(4, "Median weeks", 12.5)
    block = Block(SheetChoice("name", "figures"), (HeaderRow(3, Role.IGNORED),),
                  (KeyColumn(1, Role.INDICATOR),), 4, 2, unit="Alpha Trust",
                  period_cell=(1, 1))  # fmt: skip
    reading = read(page, Layout("One", (block,)))
    assert found(reading) == {}
    assert reading.figures[["indicator_key", "unit_key", "value"]].values.tolist() == [
        ["median_weeks", "trust_a", 12.5]
    ]


@pytest.mark.parametrize(
    ("by", "value", "is_found"),
    [("name", "FIGURES", True), ("position", "1", True), ("pattern", "^Fig", True),
     ("name", "Data", False), ("position", "9", False), ("pattern", "(", False)],
)  # fmt: skip
def test_a_sheet_is_chosen_or_said_to_be_missing(by, value, is_found):
    reading = read(small_page(), changed(sheet=SheetChoice(by, value)))
    assert (values(reading) == GOOD) is is_found
    assert ("R-503" in found(reading)) is not is_found


def test_a_layout_that_finds_nothing_says_so():
    reading = read(small_page(), changed(first_row=40))
    assert list(found(reading)) == ["R-505"]
    assert len(reading.figures) == 0
    assert str(reading.figures["value"].dtype) == "float64"


def test_a_broken_layout_is_refused_in_words():
    for text in ("{", "[]", '{"layout": 7}', '{"layout": 1, "title": "x"}'):
        with pytest.raises(LayoutError, match="Describe it again"):
            Layout.from_json(text)


def test_cells_far_away_are_mentioned():
    book = Workbook()
    book.active["A1"] = "x"
    sheet = book_of(small_page())
    sheet.active["XFD9"] = "stray"
    reading = read(saved(sheet))
    assert values(reading) == GOOD
    assert told(reading)["R-528"] == ("XFD9",)


def test_an_unknown_sign_in_the_last_row_is_asked_about():
    page = small_page()
    page.write(6, "Alpha Trust", "withheld", "withheld")
    page.write(8, "Note", "about all of this")
    reading = read(page)
    assert found(reading) == {"R-513": ("B6", "C6")}
    assert values(reading) == GOOD


def test_a_month_beyond_a_fixed_last_column_is_asked_about():
    page = small_page()
    page.cells |= {(3, 4): "March 2026", (4, 4): 72.0, (4, 5): "a remark"}
    assert found(read(page, changed(last_column=3))) == {"R-506": ("D4",)}
    side_by_side = replace(BLOCK, first_column=4, last_column=4)
    both = replace(LAYOUT, blocks=(replace(BLOCK, last_column=3), side_by_side))
    assert found(read(page, both)) == {}
    assert sorted(values(read(page, both))) == sorted([*GOOD, 72.0])


@pytest.mark.parametrize(
    "change", [{"symbols": {"n/a": "none"}}, {"decimal": ";"}, {"blocks": (replace(BLOCK,
    end_pattern="("),)}],
)  # fmt: skip
def test_a_layout_that_could_not_be_used_is_not_made(change):
    with pytest.raises(LayoutError):
        replace(LAYOUT, **change)
