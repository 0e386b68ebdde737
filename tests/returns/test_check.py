"""One golden workbook for each outcome: what is wrong, where, and in which words."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest
from openpyxl import load_workbook

from stocktake.errors import UnreadableError
from stocktake.model.problem import Level, Verdict
from stocktake.returns.observations import COLUMNS
from tests.returns.builders import (
    COVER,
    FEBRUARY,
    JANUARY,
    check,
    codes,
    edit,
    figures,
    known,
    some_figures,
    write_good,
)

pytestmark = pytest.mark.usefixtures("read_here")


def test_a_good_return_is_accepted_and_every_figure_remembers_its_cell(tmp_path):
    path = write_good(tmp_path / "good.xlsx")
    result = check(path, file_name="as sent.xlsx")
    assert result.verdict is Verdict.ACCEPTED
    assert codes(result) == ["R-203"]
    assert result.cover == COVER
    assert result.file_name == "as sent.xlsx"
    assert result.content == path.read_bytes()
    found = result.observations
    assert tuple(found.columns) == COLUMNS
    assert list(found["value"].round(6))[:3] == [70.0, 71.0, 77.1]
    assert list(found["row_number"]) == [6, 7, 8, 9, 10, 11]
    assert set(found["sheet"]) == {"Figures"}
    assert found["value_column"].isna().tolist() == [True, True, False, False, False, False]
    assert found["numerator_column"].dropna().tolist() == ["E", "E"]
    sheet = load_workbook(path)["Figures"]
    for row in found.dropna(subset="value_column").itertuples():
        cell = sheet[f"{row.value_column}{row.row_number}"].value
        assert cell == (row.symbol if isinstance(row.symbol, str) else row.value)


def test_a_symbol_is_kept_as_it_is_and_never_becomes_a_number(tmp_path):
    found = check(write_good(tmp_path / "good.xlsx")).observations.iloc[3]
    assert pd.isna(found["value"])
    assert (found["symbol"], found["status"]) == ("[x]", "not_published")


def test_the_definition_in_force_when_the_period_began_is_noted(tmp_path):
    found = check(write_good(tmp_path / "good.xlsx")).observations
    assert found["definition_version"].tolist() == [1, 2, 1, 2, 1, 1]


def test_periods_are_plain_days(tmp_path):
    found = check(write_good(tmp_path / "good.xlsx")).observations
    assert (found["period_start"][0], found["period_end"][0]) == (date(2026, 1, 1), JANUARY)
    assert type(found["period_end"][0]) is date


# name of the outcome: (cells to type, code, sheet, cells, words in the message)
MISTAKES = {
    "a template of another version": (
        {"Cover!C9": "7"}, "R-062", "Cover", ("C9",), 'version "7"; version 2'),
    "an unknown department": (
        {"Cover!C6": "defence"}, "R-071", "Cover", ("C6",), '"defence"'),
    "key and name of the department disagree": (
        {"Cover!C7": "Education"}, "R-072", "Cover", ("C7",), '"Health", but "Education"'),
    "an unknown round": (
        {"Cover!C8": "2019-01"}, "R-073", "Cover", ("C8",), 'no reporting round "2019-01"'),
    "nobody signed": (
        {"Cover!C10": None}, "R-075", "Cover", ("C10",), "the name is empty"),
    "no day of signing": (
        {"Cover!C12": None}, "R-075", "Cover", ("C12",), "the date is empty"),
    "a day of signing that is no day": (
        {"Cover!C12": ("soon", "@")}, "R-076", "Cover", ("C12",), '"soon" was found'),
    "signed in the future": (
        {"Cover!C12": date(2027, 1, 1)}, "R-077", "Cover", ("C12",), "2027-01-01"),
    "a header renamed": (
        {"Figures!G5": "Result"}, "R-101", "Figures", ("5",), 'column "Value" is missing'),
    "a header twice": (
        {"Figures!K5": "Value"}, "R-102", "Figures", ("K5",), '"Value" occurs twice'),
    "text for a number": (
        {"Figures!G8": "n/a"}, "R-104", "Figures", ("G8",),
        'Cell G8: enter a number. "n/a" was found.'),
    "a date for a number": (
        {"Figures!G8": datetime(2026, 1, 2)}, "R-104", "Figures", ("G8",), '"2026-01-02"'),
    "true for a number": (
        {"Figures!G8": True}, "R-104", "Figures", ("G8",), "TRUE was found"),
    "a percentage for a count": (
        {"Figures!G10": (0.5, "0%")}, "R-104", "Figures", ("G10",), '"50%"'),
    "an Excel error": (
        {"Figures!G8": "#REF!"}, "R-105", "Figures", ("G8",), "shows the error #REF!"),
    "a formula that was never calculated": (
        {"Figures!G8": "=1+1"}, "R-106", "Figures", ("G8",), "no stored result"),
    "a number with two readings": (
        {"Figures!G8": "1,234"}, "R-109", "Figures", ("G8",), '"1,234"'),
    "an unknown indicator": (
        {"Figures!A8": None, "Figures!B8": "Happiness"}, "R-111", "Figures", ("B8",),
        'no indicator "Happiness" for Health'),
    "an unknown unit": (
        {"Figures!A8": None, "Figures!C8": "Gamma"}, "R-112", "Figures", ("C8",), '"Gamma"'),
    "a name two units share": (
        {"Figures!A8": None, "Figures!C8": "Newcastle"}, "R-117", "Figures", ("C8",),
        "name of more than one unit"),
    "an indicator of another department": (
        {"Figures!A8": None, "Figures!B8": "Phonics", "Figures!D8": "2024/25"},
        "R-118", "Figures", ("B8",),
        'the indicator "Phonics" belongs to Education; this is the return of Health'),
    "a period in other words": (
        {"Figures!D8": "last month"}, "R-113", "Figures", ("D8",), "not a month we know"),
    "another unit typed over a row": (
        {"Figures!C8": "Alpha Trust"}, "R-114", "Figures", ("C8",),
        'made for "Beta Trust", but "Alpha Trust"'),
    "another period typed over a row": (
        {"Figures!D8": "2026-02"}, "R-114", "Figures", ("D8",), '"2026-01", but "2026-02"'),
    "another indicator typed over a row": (
        {"Figures!B8": "Median weeks"}, "R-114", "Figures", ("B8",), "but"),
    "a unit cleared": ({"Figures!C8": None}, "R-115", "Figures", ("C8",), "fill in the unit"),
    "a key tampered with": (
        {"Figures!A8": "four_hours|trust_b|2026-01-30"}, "R-116", "Figures", ("A8",), "key"),
    "a month still to come": (
        {"Figures!A8": None, "Figures!D8": "2026-04"}, "R-121", "Figures", ("D8",),
        "(2026-04) was not over"),
    "a numerator too large": (
        {"Figures!E6": 1001}, "R-131", "Figures", ("E6", "F6"), "1,001"),
    "a denominator of zero": ({"Figures!F6": 0}, "R-132", "Figures", ("F6",), "0 was found"),
    "a percentage above 100": (
        {"Figures!G8": 100.5}, "R-133", "Figures", ("G8",), "100.5 is outside 0 to 100"),
    "a value that is not the ratio": (
        {"Figures!G6": 71}, "R-135", "Figures", ("G6",), "is 71, but numerator and denominator"),
    "a share beside its parts": ({"Figures!G6": 0.7}, "R-135", "Figures", ("G6",), "0.7"),
    "a negative count": ({"Figures!G10": -3}, "R-136", "Figures", ("G10",), "-3 was found"),
    "one part only": ({"Figures!F6": None}, "R-137", "Figures", ("F6",), "but not both"),
    "a count with parts but no value": (
        {"Figures!G10": None, "Figures!E10": 5}, "R-138", "Figures", ("G10",), "empty"),
    "an unknown status": ({"Figures!H8": "draft"}, "R-141", "Figures", ("H8",), '"draft"'),
    "figure and symbol both": (
        {"Figures!G6": "[c]"}, "R-142", "Figures", ("G6",), 'the symbol "[c]"'),
    "a symbol in the numerator beside a value": (
        {"Figures!E8": "[c]"}, "R-142", "Figures", ("E8",), '"[c]"'),
    "a status that denies the figure": (
        {"Figures!H8": "not published"}, "R-143", "Figures", ("H8",), "the row has a figure"),
    "a status that denies the symbol": (
        {"Figures!H9": "suppressed"}, "R-143", "Figures", ("H9",), "[x] means not published"),
}  # fmt: skip


@pytest.mark.parametrize("outcome", MISTAKES)
def test_a_mistake_is_named_at_its_cell(tmp_path, outcome):
    cells, code, sheet, places, words = MISTAKES[outcome]
    result = check(edit(write_good(tmp_path / "return.xlsx"), cells))
    problems = [p for p in result.problems if p.level is not Level.INFORMATION]
    assert [p.code for p in problems] == [code], problems
    assert (problems[0].sheet, problems[0].cells) == (sheet, places)
    assert words in problems[0].message
    assert problems[0].fix
    assert "{" not in problems[0].message + problems[0].fix
    assert result.verdict is (Verdict.REFUSED if code < "R-07" else Verdict.PROBLEMS)
    assert result.observations is None


# name: (cells to type, code of the remark, words in it, the value as read in row 8)
REMARKS = {
    "a number as text": ({"Figures!G8": " 77.2 "}, "R-107", '"77.2" as 77.2', 77.2),
    "a decimal comma": ({"Figures!G8": "77,2"}, "R-107", '"77,2" as 77.2', 77.2),
    "a percentage as text": ({"Figures!G8": "77.2%"}, "R-107", "77.2", 77.2),
    "a percentage format": ({"Figures!G8": (0.772, "0.0%")}, "R-108", "77.2%", 77.2),
    "a share": ({"Figures!G8": 0.77}, "R-134", "0.77 is very small", 0.77),
    "a column of their own": ({"Figures!K5": "Ours", "Figures!K8": "x"}, "R-103", "Ours", 77.1),
    "a note below the table": ({"Figures!C40": "checked"}, "R-065", "C40", 77.1),
}  # fmt: skip


@pytest.mark.parametrize("outcome", REMARKS)
def test_what_needs_no_fixing_is_read_and_mentioned(tmp_path, outcome):
    cells, code, words, value = REMARKS[outcome]
    result = check(edit(write_good(tmp_path / "return.xlsx"), cells))
    assert result.verdict is Verdict.ACCEPTED
    remark = next(p for p in result.problems if p.code == code)
    assert words in remark.message
    assert remark.level is not Level.MUST_FIX
    assert result.observations["value"][2] == pytest.approx(value)


def test_a_percentage_that_is_small_by_nature_is_not_questioned(tmp_path):
    rows = [
        ("four_hours", unit, end, value, None, None, "final", None, None, None)
        for unit, end, value in (
            ("trust_a", JANUARY, 1.9), ("trust_a", FEBRUARY, 0.8), ("trust_b", JANUARY, 2.4),
        )
    ]  # fmt: skip
    assert codes(check(write_good(tmp_path / "r.xlsx", figures(*rows)))) == []


def test_thousands_in_a_count_are_read_and_mentioned(tmp_path):
    result = check(edit(write_good(tmp_path / "r.xlsx"), {"Figures!G10": "1,234"}))
    assert "R-107" in codes(result)
    assert result.observations["value"][4] == 1234


def test_rows_without_hidden_keys_are_matched_by_what_people_see(tmp_path):
    cells = {f"Figures!A{row}": None for row in range(6, 13)}
    cells |= {"Figures!B8": "four_hours", "Figures!C8": " rbb ", "Figures!D8": date(2026, 1, 15)}
    result = check(edit(write_good(tmp_path / "r.xlsx"), cells))
    assert result.verdict is Verdict.ACCEPTED
    assert result.observations.loc[2, ["indicator_key", "unit_key", "period_end"]].tolist() == [
        "four_hours", "trust_b", JANUARY,
    ]  # fmt: skip


def test_the_same_mistake_in_many_cells_is_said_once(tmp_path):
    cells = {f"Figures!G{row}": "n/a" for row in (6, 7, 8, 10)}
    problem = check(edit(write_good(tmp_path / "r.xlsx"), cells)).problems[0]
    assert problem.cells == ("G6", "G7", "G8", "G10")
    assert problem.message == 'Cells G6–G8 and G10: enter a number. "n/a" was found.'


def test_one_mistake_brings_no_train_of_others(tmp_path):
    cells = {"Figures!C6": None, "Figures!E6": 5000, "Figures!G6": "n/a"}
    assert codes(check(edit(write_good(tmp_path / "r.xlsx"), cells)))[0:1] == ["R-115"]


def test_signature_and_figures_are_reported_together(tmp_path):
    cells = {"Cover!C10": None, "Figures!G8": "n/a"}
    found = codes(check(edit(write_good(tmp_path / "r.xlsx"), cells)))
    assert {"R-075", "R-104"} <= set(found)


def test_the_return_of_another_department_names_both(tmp_path):
    result = check(write_good(tmp_path / "r.xlsx"), department_key="education")
    assert codes(result) == ["R-074"]
    assert "return of Health; the return of Education was expected" in result.problems[0].message


def test_a_row_sent_twice_is_named_in_both_places(tmp_path):
    table = pd.concat([some_figures(), some_figures().iloc[[2]]], ignore_index=True)
    result = check(write_good(tmp_path / "r.xlsx", table))
    assert result.verdict is Verdict.PROBLEMS
    problem = result.problems[0]
    assert (problem.code, problem.cells) == ("R-201", ("D8", "D13"))
    assert "Beta Trust, 2026-01" in problem.message


def test_a_restated_figure_needs_a_reason(tmp_path):
    before = known(("four_hours", "trust_b", JANUARY, 76.4, None, None, "provisional"))
    result = check(write_good(tmp_path / "r.xlsx"), before)
    problem = result.problems[0]
    assert (problem.code, problem.cells) == ("R-202", ("G8",))
    assert "77.1 was sent before as 76.4" in problem.message
    with_reason = edit(tmp_path / "r.xlsx", {"Figures!I8": "late records"})
    accepted = check(with_reason, before)
    assert accepted.verdict is Verdict.ACCEPTED
    assert accepted.observations["revision_reason"][2] == "late records"


def test_a_restated_numerator_is_named_where_it_stands(tmp_path):
    before = known(("four_hours", "trust_a", JANUARY, 70.0, 1400.0, 2000.0, "final"))
    problem = check(write_good(tmp_path / "r.xlsx"), before).problems[0]
    assert (problem.code, problem.cells) == ("R-202", ("E6", "F6"))
    assert "700 of 1,000 was sent before as 1,400 of 2,000" in problem.message


def test_a_figure_withdrawn_needs_a_reason_but_one_published_late_does_not(tmp_path):
    withdrawn = known(("four_hours", "trust_b", FEBRUARY, 70.0, None, None, "final"))
    problem = check(write_good(tmp_path / "r.xlsx"), withdrawn).problems[0]
    assert "no figure was sent before as 70" in problem.message
    late = known(("four_hours", "trust_b", JANUARY, None, None, None, "not_published"))
    assert check(write_good(tmp_path / "r.xlsx"), late).verdict is Verdict.ACCEPTED


def test_an_unchanged_figure_needs_no_reason(tmp_path):
    same = known(
        ("four_hours", "trust_b", JANUARY, 77.1, None, None, "final"),
        ("four_hours", "trust_a", JANUARY, 70.0, 700.0, 1000.0, "final"),
    )
    assert check(write_good(tmp_path / "r.xlsx"), same).verdict is Verdict.ACCEPTED


def test_a_school_year_not_yet_over_is_a_question_and_a_month_is_not(tmp_path):
    table = figures(
        ("ready", "england", date(2026, 8, 31), 70.0, None, None, "provisional", None, None, None)
    )
    result = check(write_good(tmp_path / "r.xlsx", table))
    assert result.verdict is Verdict.ACCEPTED
    assert codes(result) == ["R-122"]


def test_a_return_without_any_figure_is_not_accepted(tmp_path):
    path = write_good(tmp_path / "r.xlsx", some_figures().iloc[[6]])
    assert codes(check(path)) == ["R-204"]


def test_a_missing_file_is_a_sentence_to_the_operator(tmp_path):
    with pytest.raises(UnreadableError, match="There is no file to read"):
        check(tmp_path / "nowhere.xlsx")


def test_a_change_in_percent_may_be_negative(tmp_path):
    table = figures(
        ("crime_change", "england", JANUARY, -18.6, None, None, "final", None, None, None)
    )
    assert check(write_good(tmp_path / "r.xlsx", table)).observations["value"][0] == -18.6


def test_what_is_known_of_the_department_can_be_fetched_once_the_cover_names_it(tmp_path):
    asked = []

    def fill(context, department_key, reporting_round, indicators):
        asked.append((department_key, reporting_round, indicators))
        rows = known(("four_hours", "trust_a", JANUARY, 75.0, 750.0, 1000.0, "final"))
        return replace(context, known_figures=rows)

    result = check(write_good(tmp_path / "r.xlsx"), fill=fill)
    assert asked == [("health", "2026-03", {"four_hours", "twelve_hours", "ready"})]
    assert codes(result)[0] == "R-202"


def test_bytes_are_checked_like_the_file_they_came_in(tmp_path):
    path = write_good(tmp_path / "r.xlsx")
    from_file = check(path)
    from_bytes = check(path.read_bytes(), file_name="r.xlsx")
    assert (from_bytes.file_name, from_bytes.file_hash) == ("r.xlsx", from_file.file_hash)
    assert from_bytes.observations.equals(from_file.observations)


def test_an_unsigned_template_as_handed_out_says_so(tmp_path):
    blank = replace(COVER, signed_off_by="", signed_off_role="", signed_off_on=None)
    problems = check(write_good(tmp_path / "r.xlsx", cover=blank)).problems
    assert [p.cells for p in problems if p.code == "R-075"] == [("C10",), ("C11",), ("C12",)]


SHOWN = {code for _, code, *_ in MISTAKES.values()} | {remark[1] for remark in REMARKS.values()}
SHOWN |= {"R-074", "R-122", "R-201", "R-202", "R-203", "R-204"}
SHOWN |= {"R-061", "R-063", "R-064", "R-066"}  # in test_hostile.py
