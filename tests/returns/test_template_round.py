"""The department's workbook for a round as people meet it, in openpyxl and in LibreOffice."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook

from stocktake.model.problem import Verdict
from stocktake.returns.context import ReturnContext
from stocktake.returns.expected import expected_figures
from stocktake.returns.review import compare, count_states
from stocktake.returns.template import write_template
from tests.returns.builders import COVER, a_context, codes
from tests.returns.round_builders import (
    MARCH,
    TRUSTS,
    check_round,
    expected,
    fill,
    good_round,
    known_figures,
    round_context,
    write_round,
)

LIBREOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return load_workbook(write_round(tmp_path_factory.mktemp("out") / "round.xlsx"))


def test_the_same_round_is_the_same_file(tmp_path):
    first = write_round(tmp_path / "one.xlsx").read_bytes()
    assert write_round(tmp_path / "two.xlsx").read_bytes() == first


def test_every_sheet_is_there_in_the_order_of_the_work(book):
    assert book.sheetnames == [
        "Guide", "Cover", "Figures", "Figures 1", "Policy steps", "Actions", "Commentary",
        "Self-rating", "Lists",
    ]  # fmt: skip
    assert book["Lists"].sheet_state == "veryHidden"
    assert book["Cover"]["C9"].value == "2"
    assert "figures_wide:" in book["Cover"]["C14"].value


def test_only_what_is_asked_is_open(book):
    assert book.security.lockStructure
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    long, wide = book["Figures"], book["Figures 1"]
    open_cells = {cell.column_letter for cell in long[7] if not cell.protection.locked}
    assert open_cells == {"H", "I", "J", "K"}  # a count has no parts to fill in
    assert long["B9"].protection.locked is False  # a spare row, for other periods
    assert {wide[f"{letter}8"].protection.locked for letter in "CKLTUVW"} == {False}
    assert wide["B8"].protection.locked
    assert book["Self-rating"]["E6"].protection.locked is False
    assert book["Self-rating"]["D6"].protection.locked


def test_last_figures_stand_greyed_beside_the_ones_asked_for(book):
    assert book["Figures"]["E7"].value == "1,216 (2026-02)"
    assert book["Figures"]["H7"].value is None
    wide = book["Figures 1"]
    assert [wide["J6"].value, wide["K6"].value] == ["2026-02", "2026-03"]
    assert (wide["J8"].value, wide["K8"].value) == (721, None)
    assert wide["J8"].font.color.rgb == "006B7680"
    assert wide["J8"].fill.start_color.rgb == "00F3F5F7"
    assert wide["K8"].fill.fill_type is None
    assert book["Self-rating"]["D10"].value == "Amber-red"


def test_lists_limits_and_lengths_are_offered(book):
    (status,) = book["Policy steps"].data_validations.dataValidation
    assert status.formula1.startswith("Lists!$")
    ratings = book["Self-rating"].data_validations.dataValidation
    assert len(ratings) == 5
    lengths = book["Commentary"].data_validations.dataValidation
    assert [rule.formula1 for rule in lengths] == ["1200", "1200", "800", "800"]
    assert book["Commentary"]["E6"].value == '=LEN(D6)&" of 1,200"'


def test_headers_carry_notes_and_the_top_stays_in_sight(book):
    assert "never 0" in book["Figures"]["H6"].comment.text
    assert (book["Figures"].freeze_panes, book["Figures 1"].freeze_panes) == ("F7", "C8")
    assert book["Figures 1"].row_dimensions[7].hidden
    assert book["Figures 1"]["C4"].value == "Numerator: seen in four hours"


def test_only_open_priorities_of_the_department_are_asked_about(book):
    keys = [cell.value for cell in book["Self-rating"]["A"] if cell.value]
    assert keys[1:-1] == [f"fast_care|{c}" for c in
                          ("challenge", "planning", "capacity", "stage", "overall")]  # fmt: skip


def month_ends(count: int) -> list[date]:
    return [end.date() for end in pd.date_range("2024-01-31", periods=count, freq="ME")]


def wide_context(units: list[str], ends: list[date]) -> ReturnContext:
    """A department of many units, each with a figure for every month."""
    context = a_context(today=date(2026, 4, 20))
    places = pd.DataFrame(
        [(unit, unit, f"Unit {unit}", "nhs_provider", None) for unit in units],
        columns=context.units.columns,
    )
    known = pd.DataFrame(
        [("twelve_hours", unit, end, 5.0, None, None, "final") for unit in units for end in ends],
        columns=["indicator_key", "unit_key", "period_end", "value", "numerator", "denominator",
                 "status"],
    ).astype({"numerator": float, "denominator": float})  # fmt: skip
    return replace(
        context, units=pd.concat([context.units, places], ignore_index=True), known_figures=known
    )


def test_a_wide_department_gets_a_row_for_each_unit_and_a_column_for_each_period(tmp_path):
    context = wide_context([f"unit_{n}" for n in range(150)], month_ends(24))
    path = tmp_path / "wide.xlsx"
    write_template(path, COVER, context)
    sheet = load_workbook(path)["Figures 1"]
    headers = [cell.value for cell in sheet[6] if cell.value]
    assert headers[1:25] == [f"{2024 + n // 12}-{n % 12 + 1:02d}" for n in range(3, 27)]
    assert sheet.max_row == 7 + 150 + 1
    asked = expected_figures(context, "health", "2026-03")
    assert sorted(set(asked["period_end"])) == [date(2026, 1, 31), date(2026, 2, 28), MARCH]


def test_who_owes_two_years_sees_those_and_nothing_before_them(tmp_path):
    units, ends = [f"unit_{n}" for n in range(20)], month_ends(50)
    owed = pd.DataFrame(
        [("twelve_hours", unit, end) for unit in units for end in ends[26:]],
        columns=["indicator_key", "unit_key", "period_end"],
    )
    path = tmp_path / "owed.xlsx"
    write_template(path, COVER, replace(wide_context(units, ends[:26]), expected=owed))
    headers = [cell.value for cell in load_workbook(path)["Figures 1"][6] if cell.value]
    assert headers[1:25] == [f"{end:%Y-%m}" for end in ends[26:]]


def test_asked_is_what_should_be_out_by_the_due_day():
    asked = expected_figures(round_context(), "health", "2026-03")
    ours = asked[asked["indicator_key"] == "four_hours"]
    assert set(ours["unit_key"]) == set(TRUSTS)
    assert set(ours["period_end"]) == {MARCH}
    assert expected_figures(round_context(), "health", "1999-01").empty


def test_text_of_the_register_never_becomes_a_formula(tmp_path):
    context = round_context()
    context.priorities.loc[0, "title"] = "=1+1\x07"
    cell = load_workbook(write_round(tmp_path / "r.xlsx", context))["Actions"]["B6"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")


@pytest.mark.usefixtures("read_here")
def test_a_figure_of_another_period_goes_into_a_spare_row(tmp_path):
    cells = {"Figures!B9": "Median weeks", "Figures!C9": "England", "Figures!D9": "2026-02",
             "Figures!H9": 13.2}  # fmt: skip
    result = check_round(good_round(tmp_path / "r.xlsx", **cells))
    assert (result.verdict, codes(result)) == (Verdict.ACCEPTED, [])
    assert "median_weeks" in set(result.observations["indicator_key"])


@pytest.mark.usefixtures("read_here")
def test_sorting_rows_changes_nothing(tmp_path):
    path = good_round(tmp_path / "r.xlsx")
    book = load_workbook(path)
    sheet = book["Figures 1"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=8, max_row=21)]
    for number, row in enumerate(reversed(rows), start=8):
        for column, value in enumerate(row, start=1):
            sheet.cell(row=number, column=column, value=value)
    book.save(path)
    result = check_round(path)
    assert codes(result) == []
    assert count_states(compare(result.observations, known_figures()))["changed"] == 0


@pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_re_saves_it_without_loss_and_the_re_saved_file_is_accepted(tmp_path):
    sent = good_round(tmp_path / "sent.xlsx")
    resaved = re_save(sent, tmp_path)
    before, after = load_workbook(sent), load_workbook(resaved)
    assert after.sheetnames == before.sheetnames
    for sheet in before.worksheets:
        theirs = after[sheet.title]
        values = {c.coordinate: c.value for row in sheet.iter_rows() for c in row}
        assert {place: value for place, value in values.items()
                if not same(value, theirs[place].value)} == {}  # fmt: skip
        assert theirs.protection.sheet
        assert theirs.column_dimensions["A"].hidden == sheet.column_dimensions["A"].hidden
        count = len(sheet.data_validations.dataValidation)
        assert len(theirs.data_validations.dataValidation) >= count
        # Frozen panes are a matter of the window, which LibreOffice has none of here.
    first, second = check_round(sent), check_round(resaved)
    assert (second.verdict, codes(second)) == (Verdict.ACCEPTED, [])
    pd.testing.assert_frame_equal(first.observations, second.observations)
    pd.testing.assert_frame_equal(first.commentary, second.commentary)


def same(ours, theirs):
    if isinstance(ours, str) and isinstance(theirs, str):
        return ours.split() == theirs.split()
    return ours == theirs or (hasattr(theirs, "date") and theirs.date() == ours)


def re_save(path, folder):
    out = folder / "resaved"
    subprocess.run(
        [LIBREOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    return out / path.name


def test_a_template_of_an_earlier_round_is_recognised(tmp_path):
    # Last quarter's sheet of figures, pasted with its hidden keys into this quarter's workbook.
    path = write_round(tmp_path / "r.xlsx", round_context(expected=expected().head(15)))
    cover = load_workbook(write_round(tmp_path / "new.xlsx"))["Cover"]["C14"].value
    found = check_round(fill(path, {"Cover!C14": cover})).problems
    assert "R-067" in [problem.code for problem in found]
