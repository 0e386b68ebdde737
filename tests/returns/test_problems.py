from stocktake.model.problem import Level
from stocktake.returns.catalogue import CATALOGUE
from stocktake.returns.problems import Findings, said, say_cells
from stocktake.returns.waivers import About
from stocktake.returns.workbook import column_letter


def test_cells_are_said_the_way_a_person_would():
    assert say_cells(["F21"]) == "F21"
    assert say_cells(["F22", "F21"]) == "F21 and F22"
    assert say_cells([f"F{n}" for n in range(21, 41)]) == "F21–F40"
    many = [f"F{n}" for n in range(21, 41)] + [f"{c}{n}" for c in "GH" for n in range(1, 20, 2)]
    assert say_cells(many) == "F21–F40, G1, G3 and 18 more"
    assert say_cells(["Z9", "AA9"]) == "Z9 and AA9"


def test_what_was_found_is_quoted_and_not_too_long():
    assert said("n/a") == '"n/a"'
    assert said(" a\n b ") == '"a b"'
    assert len(said("x" * 500)) < 70
    assert (said(1234.0), said(77.1), said(True)) == ("1,234", "77.1", "TRUE")


def test_braces_in_a_cell_are_only_braces():
    findings = Findings()
    findings.add("R-104", "Figures", ["F1"], found='"{cells} {0}"')
    assert 'enter a number. "{cells} {0}" was found.' in findings.problems()[0].message


def test_a_thousand_different_mistakes_of_one_kind_stay_readable():
    findings = Findings()
    for row in range(1000):
        findings.add("R-104", "Figures", [f"F{row + 1}"], found=f'"{row}"')
    problems = findings.problems()
    assert len(problems) == 201
    assert sum(len(problem.cells) for problem in problems) == 1000


def test_what_must_be_fixed_comes_first():
    findings = Findings()
    findings.add("R-107", "Figures", ["F1"], found="x")
    findings.add("R-104", "Figures", ["F2"], found="y")
    assert [p.level for p in findings.problems()] == [Level.MUST_FIX, Level.INFORMATION]


def test_messages_blame_nobody_and_say_what_to_do():
    for code, check in CATALOGUE.items():
        text = f"{check.message} {check.fix}"
        assert code == check.code
        assert "nvalid" not in text
        assert check.fix.endswith((".", "?"))


def test_columns_have_the_letters_excel_gives_them():
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_problem_says_what_its_cells_are_about():
    findings = Findings()
    findings.name_by({"ae": "A&E"}, {"u1": "Northtown", "u2": "Southtown"})
    findings.add("R-104", "Figures", ["F7"], about=[About("ae", "u1")], found='"a"')
    both = [About("ae", "u1"), About("ae", "u2")]
    findings.add("R-104", "Figures", ["F7", "F8"], about=both, found='"b"')
    findings.add("R-104", "Figures", ["F9"], found='"c"')
    assert [problem.section for problem in findings.problems()] == [
        "A&E, Northtown", "A&E, 2 units", "",
    ]  # fmt: skip
