"""The catalogue of checks: each is shown by a workbook, and the written guide tells the truth."""

from openpyxl import load_workbook

from stocktake.model.problem import Level
from stocktake.returns.catalogue import CATALOGUE, GATES, gate_of
from stocktake.returns.guide import LEVEL_WORDS, guide_markdown, guide_sections
from stocktake.returns.guide_checks import EXPLAINED
from stocktake.returns.layout.guide_checks import EXPLAINED_OWN
from stocktake.returns.layout.problems import LAYOUT_CHECKS
from stocktake.returns.side_sheets import COMMENTARY
from tests.returns import test_check, test_round_checks
from tests.returns.round_builders import write_round


def test_every_check_of_what_is_in_a_file_has_a_workbook_named_for_its_outcome():
    shown = test_check.SHOWN | test_round_checks.SHOWN
    assert shown == {code for code in CATALOGUE if not code.startswith("R-00")}
    assert len(CATALOGUE) >= 40


def test_the_written_guide_explains_every_check_once_and_no_other():
    assert sorted(EXPLAINED) == sorted(CATALOGUE)
    text = guide_markdown()
    for code, check in CATALOGUE.items():
        line = f"{code} ({LEVEL_WORDS[check.level]}): {EXPLAINED[code]}."
        assert text.count(line.replace("*", "\\*").replace("[", "\\[")) == 1


def test_the_written_guide_explains_every_check_of_own_spreadsheets_once_and_no_other():
    assert sorted(EXPLAINED_OWN) == sorted(code for code, *_ in LAYOUT_CHECKS)
    assert not set(EXPLAINED_OWN) & set(CATALOGUE)
    text = guide_markdown()
    for code, level, *_ in LAYOUT_CHECKS:
        assert text.count(f"{code} ({LEVEL_WORDS[level]}): {EXPLAINED_OWN[code]}.") == 1


def test_levels_symbols_and_limits_of_the_guide_are_those_of_the_program():
    text = " ".join(line for section in guide_sections() for line in section.lines)
    assert all(words in text.casefold() for words in LEVEL_WORDS.values())
    assert set(LEVEL_WORDS) == set(Level)
    assert all(f"{title} ({most:,} characters)" in text for title, _, most in COMMENTARY.values())
    assert "[x]  [z]  :  ..  -   not published" in text


def test_the_sheet_in_the_workbook_is_the_same_guide(tmp_path):
    sheet = load_workbook(write_round(tmp_path / "r.xlsx"))["Guide"]
    written = [cell.value for cell in sheet["B"] if cell.value]
    for section in guide_sections(contact="returns@health.example"):
        assert section.title in written
        assert set(section.lines) <= set(written)


def test_every_check_belongs_to_one_gate():
    assert sum(len(checks) for checks in GATES.values()) == len(CATALOGUE)
    assert gate_of("R-301") == "The figures against earlier ones"


def test_only_checks_of_what_can_be_stored_may_be_waived_or_spend_a_round_asking():
    unreadable = {"R-104", "R-105", "R-106", "R-109", "R-111", "R-112", "R-113", "R-137", "R-138",
                  "R-201", "R-401", "R-402", "R-403"}  # fmt: skip
    for code in unreadable:
        assert not CATALOGUE[code].can_be_waived
        assert not CATALOGUE[code].since_round
