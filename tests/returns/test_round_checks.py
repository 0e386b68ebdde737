"""The workbook for a round: one golden for each outcome its sheets add."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook

from stocktake.model.problem import Level, Verdict
from stocktake.returns.catalogue import CATALOGUE
from stocktake.returns.review import compare, count_states
from tests.returns.builders import codes
from tests.returns.round_builders import (
    MARCH,
    TRUSTS,
    check_round,
    expected,
    good_round,
    known_figures,
    round_context,
)

pytestmark = pytest.mark.usefixtures("read_here")


def test_a_return_filled_in_as_asked_is_accepted_without_a_word(tmp_path):
    result = check_round(good_round(tmp_path / "good.xlsx"))
    assert (result.verdict, codes(result)) == (Verdict.ACCEPTED, [])
    assert len(result.observations) == 14 * 9 + 2


def test_a_figure_from_a_wide_sheet_remembers_its_cells(tmp_path):
    found = check_round(good_round(tmp_path / "good.xlsx")).observations
    row = found[(found["unit_key"] == TRUSTS[3]) & (found["period_end"] == MARCH)].iloc[0]
    assert (row["numerator"], row["denominator"], row["value"]) == (725, 1000, 72.5)
    places = row[["sheet", "row_number", "numerator_column", "denominator_column"]].tolist()
    assert places == ["Figures 1", 11, "K", "T"]
    assert pd.isna(row["value_column"])


def test_what_the_template_printed_comes_back_unchanged(tmp_path):
    result = check_round(good_round(tmp_path / "good.xlsx"))
    counts = count_states(compare(result.observations, known_figures()))
    assert counts == {"new": 16, "changed": 0, "withdrawn": 0, "unchanged": 112}


def test_a_reason_at_the_end_of_a_wide_row_belongs_to_the_figures_that_moved(tmp_path):
    cells = {"Figures 1!C9": 650, "Figures 1!V9": "late records", "Figures 1!U9": "revised"}
    found = check_round(good_round(tmp_path / "r.xlsx", **cells)).observations
    trust = found[found["unit_key"] == TRUSTS[1]].set_index("period_end")
    assert trust["revision_reason"].notna().sum() == 2  # the one put right, and the new one
    july, august = trust.iloc[0], trust.iloc[1]
    assert (july["value"], july["status"], july["revision_reason"]) == (
        65.0, "revised", "late records")  # fmt: skip
    assert august["status"] == "final"


def test_the_other_sheets_are_read_with_their_cells(tmp_path):
    result = check_round(good_round(tmp_path / "r.xlsx"))
    assert result.commentary.to_dict("records")[1] == {
        "section": "current_issues", "text": "A sentence about 7.", "sheet": "Commentary",
        "cell": "D7",
    }  # fmt: skip
    assert result.action_updates.to_dict("records") == [
        {"action_key": "write_letter", "status": "on_track", "note": "Letters go out in May.",
         "due_on": None, "done_on": None, "sheet": "Actions", "row_number": 6}
    ]  # fmt: skip
    (step,) = result.policy_step_updates.to_dict("records")
    assert (step["policy_step_key"], step["status"], step["done_on"]) == (
        "front_door", "done", date(2026, 3, 20))  # fmt: skip
    rated = result.self_ratings.set_index("category")["rating"].to_dict()
    assert rated == {"challenge": "very_high", "planning": "amber_green", "capacity": "amber_red",
                     "stage": "2", "overall": "amber_red"}  # fmt: skip


LONG = "word " * 300
# outcome: (cells to type, code, sheet, cells, words in the message)
OUTCOMES = {
    "rows of the figures deleted": (
        {"Figures!A8": None, "Figures!B8": None, "Figures!C8": None, "Figures!D8": None,
         "Figures!H8": None}, "R-067", "Figures", ("A5",), "not built as it was sent out"),
    "the hidden column keys changed": (
        {"Figures 1!K7": "numerator|soon"}, "R-068", "Figures 1", ("7",), "numerator|soon"),
    "a figure asked for is missing": (
        {"Figures 1!K8": None, "Figures 1!T8": None}, "R-205", "Figures 1", ("K8",),
        "1 of 14 of the figures asked for are missing: Seen in four hours (short), 2026-03: "
        "Wide Trust 0"),
    "a jump beyond the usual movement": (
        {"Figures 1!K9": 300}, "R-301", "Figures 1", ("K9",),
        "30 after 72.8; that is more than three times"),
    "the figure of last month again": (
        {"Figures!H7": 1216}, "R-303", "Figures", ("H7",), "copied by mistake"),
    "a header of a wide sheet typed over": (
        {"Figures 1!K6": "2026-02"}, "R-114", "Figures 1", ("K6",),
        'made for "2026-03", but "2026-02"'),
    "text in a wide sheet": (
        {"Figures 1!K9": "n/a"}, "R-104", "Figures 1", ("K9",), '"n/a" was found'),
    "an earlier figure changed without a reason": (
        {"Figures 1!C9": 650}, "R-202", "Figures 1", ("C9",), "65 was sent before as 70.7"),
    "a date in other words": (
        {"Policy steps!H6": "soon"}, "R-401", "Policy steps", ("H6",), '"soon"'),
    "a status of their own": (
        {"Actions!F6": "nearly"}, "R-402", "Actions", ("F6",), '"nearly"'),
    "a key of an action tampered with": (
        {"Actions!A6": "other"}, "R-403", "Actions", ("A6",), '"other"'),
    "an action copied over another": (
        {"Actions!A7": "write_letter"}, "R-404", "Actions", ("A6", "A7"), "more than once"),
    "done in the future": (
        {"Policy steps!H6": date(2026, 8, 1)}, "R-405", "Policy steps", ("H6",), "2026-08-01"),
    "done without a day": (
        {"Policy steps!H6": None}, "R-406", "Policy steps", ("F6",), "no day is given"),
    "a day for what is not done": (
        {"Policy steps!F6": "at risk"}, "R-406", "Policy steps", ("F6",), "2026-03-20"),
    "a step past its date without a word": (
        {"Policy steps!F6": None, "Policy steps!H6": None}, "R-411", "Policy steps", ("F6",),
        "due on 2026-03-01"),
    "a forecast in the past": (
        {"Policy steps!F7": "on track", "Policy steps!G7": date(2026, 4, 1)}, "R-412",
        "Policy steps", ("G7",), "2026-04-01"),
    "an action due without an update": (
        {"Actions!F6": None, "Actions!I6": None}, "R-421", "Actions", ("I6",), "2026-04-01"),
    "an action moved without a reason": (
        {"Actions!F7": "at risk", "Actions!G7": date(2026, 12, 1)}, "R-422", "Actions", ("G7",),
        "from 2026-09-01 to 2026-12-01"),
    "no commentary": ({"Commentary!D8": None}, "R-431", "Commentary", ("D8",), "Emerging issues"),
    "commentary too long": (
        {"Commentary!D6": LONG}, "R-432", "Commentary", ("D6",), "1,499 characters; 1,200"),
    "a rating moved without a reason": (
        {"Self-rating!E10": "Green"}, "R-441", "Self-rating", ("F10",),
        'from "Amber-red" to "Green"'),
    "no rating": ({"Self-rating!E8": None}, "R-442", "Self-rating", ("E8",), "no rating yet"),
    "a reason without a rating": (
        {"Self-rating!E7": None, "Self-rating!F7": "why"}, "R-443", "Self-rating", ("E7",), ""),
    "an Excel error in the commentary": (
        {"Commentary!D6": "#REF!"}, "R-105", "Commentary", ("D6",), "#REF!"),
}  # fmt: skip
SHOWN = {code for _, code, *_ in OUTCOMES.values()} | {"R-069", "R-206", "R-302", "R-304"}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_is_named_at_its_cell(tmp_path, outcome):
    cells, code, sheet, places, words = OUTCOMES[outcome]
    result = check_round(good_round(tmp_path / "r.xlsx", **cells))
    found = next(p for p in result.problems if p.code == code)
    assert (found.sheet, found.cells) == (sheet, places)
    assert words in found.message
    assert "{" not in found.message + found.fix
    # What comes with it is the broken structure or the figure then missing, and nothing else.
    others = {p.code for p in result.problems if p.code != code}
    assert others <= {"R-067", "R-205", "R-421"}
    stops = any(p.level is Level.MUST_FIX for p in result.problems)
    assert (result.verdict is Verdict.ACCEPTED) is not stops


def test_a_hidden_sheet_is_read_and_mentioned(tmp_path):
    path = good_round(tmp_path / "r.xlsx")
    book = load_workbook(path)
    book["Actions"].sheet_state = "hidden"
    book.save(path)
    assert codes(check_round(path)) == ["R-069"]


def test_with_few_earlier_figures_a_change_of_more_than_a_quarter_is_asked_about(tmp_path):
    few = known_figures().groupby(["indicator_key", "unit_key"]).tail(3)
    context = round_context(history=few)
    path = good_round(tmp_path / "r.xlsx", **{"Figures!H7": 1600})
    problem = check_round(path, context).problems[0]
    assert (problem.code, problem.cells) == ("R-302", ("H7",))


def test_a_total_is_held_against_its_parts(tmp_path):
    totals = pd.DataFrame(
        [("twelve_hours", "trust_b", "trust_a", "sum")],
        columns=["indicator_key", "unit_key", "part_unit_key", "rule"],
    )
    result = check_round(good_round(tmp_path / "r.xlsx"), round_context(totals=totals))
    problem = next(p for p in result.problems if p.code == "R-206")
    assert problem.cells == ("H8",)
    assert "the total is 1,315, but its parts give 1,217" in problem.message


def test_a_new_check_asks_in_its_first_round_and_stops_from_the_next(tmp_path, monkeypatch):
    path = good_round(tmp_path / "r.xlsx", **{"Commentary!D6": LONG})
    assert check_round(path).verdict is Verdict.ACCEPTED
    monkeypatch.setitem(CATALOGUE, "R-432", replace(CATALOGUE["R-432"], since_round="2026-02"))
    assert check_round(path).verdict is Verdict.PROBLEMS


def waivers(**changes) -> pd.DataFrame:
    row = {"waiver_key": "w1", "code": "R-301", "department_key": "health", "indicator_key": None,
           "unit_key": TRUSTS[1], "reason": "a merger", "signed_by": "Sam",
           "signed_on": date(2026, 4, 1), "expires_on": date(2026, 6, 30)}  # fmt: skip
    return pd.DataFrame([{**row, **changes}])


def test_a_waiver_moves_its_finding_aside_and_no_other(tmp_path):
    path = good_round(tmp_path / "r.xlsx", **{"Figures 1!K9": 300, "Figures 1!K10": 300})
    result = check_round(path, round_context(waivers=waivers()))
    assert [p.cells for p in result.waived] == [("K9",)]
    assert [p.cells for p in result.problems] == [("K10",)]


@pytest.mark.parametrize(
    "changes",
    [{"expires_on": date(2026, 4, 1)}, {"signed_on": date(2026, 5, 1)},
     {"department_key": "education"}, {"unit_key": TRUSTS[2]}, {"code": "R-302"}],
)  # fmt: skip
def test_a_waiver_out_of_date_or_for_another_matter_excuses_nothing(tmp_path, changes):
    path = good_round(tmp_path / "r.xlsx", **{"Figures 1!K9": 300})
    result = check_round(path, round_context(waivers=waivers(**changes)))
    assert (codes(result), result.waived) == (["R-301"], ())


def test_a_rule_waived_leaves_the_figure_as_it_was_sent(tmp_path):
    path = good_round(tmp_path / "r.xlsx", **{"Figures 1!C9": 650})
    result = check_round(path, round_context(waivers=waivers(code="R-202")))
    assert result.verdict is Verdict.ACCEPTED
    assert 65.0 in result.observations["value"].tolist()


def test_what_cannot_be_read_cannot_be_waived(tmp_path):
    path = good_round(tmp_path / "r.xlsx", **{"Figures 1!K9": "n/a"})
    result = check_round(path, round_context(waivers=waivers(code="R-104", unit_key=None)))
    assert codes(result) == ["R-104"]


def test_a_problem_keeps_its_key_when_its_row_moves(tmp_path):
    first = check_round(good_round(tmp_path / "a.xlsx", **{"Figures!H7": "n/a"})).problems[0]
    path = good_round(tmp_path / "b.xlsx")
    book = load_workbook(path)
    sheet = book["Figures"]
    for column in range(1, 12):
        above, below = sheet.cell(row=7, column=column), sheet.cell(row=8, column=column)
        above.value, below.value = below.value, above.value
    sheet["H8"] = "n/a"
    book.save(path)
    second = check_round(path).problems[0]
    assert (first.cells, second.cells) == (("H7",), ("H8",))
    assert first.problem_key == second.problem_key
    assert len(first.problem_key) == 16
    assert "problem_key" not in first.as_json()


def test_forgetting_to_sign_hides_no_question_about_the_figures(tmp_path):
    cells = {"Cover!C10": None, "Figures 1!K9": 300}
    assert set(codes(check_round(good_round(tmp_path / "r.xlsx", **cells)))) == {"R-075", "R-301"}


def test_many_figures_of_one_indicator_that_moved_are_one_question(tmp_path):
    moved = {f"Figures 1!K{row}": 300 + row for row in range(9, 13)}
    (problem,) = check_round(good_round(tmp_path / "r.xlsx", **moved)).problems
    assert (problem.code, problem.cells) == ("R-301", ("K9", "K10", "K11", "K12"))
    assert problem.found.startswith("4 figures of ")
    assert ", the furthest 31 after 73.5" in problem.found


def test_what_is_missing_for_several_periods_is_one_question(tmp_path):
    asked = pd.concat(
        [expected(), expected().assign(period_end=date(2025, 2, 28))], ignore_index=True
    )
    cells = {"Figures!H7": None, "Figures!H8": None}
    result = check_round(good_round(tmp_path / "r.xlsx", **cells), round_context(expected=asked))
    twelve = [p for p in result.problems if p.code == "R-205" and "welve hours" in p.message]
    assert [p.found for p in twelve] == ["4 of 4"]
    assert "2025-02 to 2026-03: Alpha Trust, Beta Trust" in twelve[0].message
