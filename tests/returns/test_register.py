"""The register: read whole, or refused with sheet, cell and remedy."""

import re
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from stocktake.errors import RegisterError
from stocktake.returns.context import context_from_register
from stocktake.returns.register import read_register
from stocktake.returns.register_schema import SHEETS, UNIT_SHEET

ROWS = {
    "unit": [("Delivery unit", date(2026, 4, 20), True)],
    "departments": [("health", "Health", 1)],
    "units": [("trust_a", "RAA", "Alpha Trust", "nhs_provider", None),
              ("trust_b", 17, "Beta Trust", "nhs_provider", "North")],
    "indicators": [("four_hours", "health", "Seen in four hours", "Four hours", "percent", 1,
                    "month", 14, 7, 0.1, "nhs_provider", None, None, "ratio", None,
                    "What it counts", "Statistics", "NHS England", "OGL")],
    "indicator_definitions": [("four_hours", 1, date(2010, 1, 1), "First", None)],
    "priorities": [("ae", "health", "A&E", "A&E", "95 in 100", "four_hours", "percent",
                    "Seen in four hours", "ratio", None, None, None, "A. Owner", True, 1,
                    date(2024, 4, 1), None)],
    "priority_indicators": [("ae", "four_hours", "target", 1)],
    "targets": [("ae", 1, date(2025, 1, 1), 70.5, date(2024, 3, 31), "Statistics", 78,
                 date(2026, 3, 31), "milestone", "NHS England", "Guidance", None,
                 "read in a stored web page", None, None, None)],
    "trajectory_points": [
        ("ae", 1, date(2025, 1, 1), date(2025, 3, 31), 75, None, None, "published", None,
         "points", 1),
        ("ae", 1, date(2025, 1, 1), date(2026, 3, 31), 78.0, 77, 79, "program", "line", "points",
         1)],
    "unit_targets": [("ae", "four_hours", None, date(2025, 1, 1), date(2026, 3, 31), 78, "All",
                      "general knowledge: check before showing as fact")],
    "policy_steps": [("same_day_care", "ae", "Same-day care", date(2025, 6, 1), None, None, None,
                      True, date(2025, 1, 1))],
    "actions": [("write_letter", "ae", "Write to trusts", "B. Owner", False, date(2026, 1, 9),
                 date(2026, 4, 1))],
    "annotations": [("ae", date(2025, 1, 1), "Winter", "Statistics")],
    "ratings": [("ae", "2026-03", "overall", "amber_red", "unit", "An analyst",
                 datetime(2026, 4, 1, 9, 30), "Gap", True),
                ("ae", "2026-03", "stage", 2, "unit", "An analyst", datetime(2026, 4, 1, 9, 30),
                 "Steps", True)],
    "reporting_rounds": [("2026-03", "health", "March 2026", date(2026, 4, 1),
                          date(2026, 4, 20))],
}  # fmt: skip


@pytest.fixture
def register(tmp_path):
    book = Workbook()
    book.remove(book.active)
    for name, rows in ROWS.items():
        sheet = book.create_sheet(name)
        sheet.append(list(SHEETS.get(name, UNIT_SHEET).columns))
        for row in rows:
            sheet.append(row)
    path = tmp_path / "register.xlsx"
    book.save(path)
    return path


def change(path, cells):
    book = load_workbook(path)
    for address, value in cells.items():
        sheet, cell = address.split("!")
        book[sheet][cell] = value
    book.save(path)
    return path


def test_a_register_is_read_with_exact_columns_and_proper_types(register):
    found = read_register(register)
    assert found.unit == {
        "unit_title": "Delivery unit", "held_today_on": date(2026, 4, 20), "is_demo": True,
    }  # fmt: skip
    assert {name: list(t.columns) for name, t in found.tables.items()} == {
        name: list(sheet.columns) for name, sheet in SHEETS.items()
    }
    target = found.tables["targets"].iloc[0]
    assert type(target["target_on"]) is date
    assert (target["target_version"], target["target_value"]) == (1, 78.0)
    assert pd.isna(target["note"])
    priorities = found.tables["priorities"]
    assert priorities["closed_on"][0] is None
    assert priorities["is_demo_owner"].dtype == bool
    assert found.tables["units"]["code"].tolist() == ["RAA", "17"]
    assert found.tables["ratings"]["rating"].tolist() == ["amber_red", "2"]
    assert found.tables["ratings"]["rated_at"][0] == pd.Timestamp(2026, 4, 1, 9, 30)
    assert found.tables["trajectory_points"]["low"].isna().tolist() == [True, False]
    assert (found.file_name, len(found.file_hash)) == ("register.xlsx", 64)


def test_the_sheets_have_the_columns_and_needs_of_the_tables():
    folder = Path(__file__).parents[2] / "queries/tables"
    text = "\n".join(file.read_text() for file in sorted(folder.glob("*.sql")))
    for name, sheet in SHEETS.items():
        body = re.search(rf"create table tables\.{name} \((.*?)\n\);", text, re.DOTALL)[1]
        lines = [line.split() for line in body.strip().splitlines()]
        added = re.findall(rf"alter table tables\.{name} add column (\w+) \w+;", text)
        lines += [[column] for column in added]
        assert [(words[0], "not" in words) for words in lines[1:]] == [
            (column, promise.is_needed) for column, promise in sheet.columns.items()
        ]


def test_a_context_comes_straight_from_a_register(register):
    context = context_from_register(read_register(register))
    assert context.rounds["reporting_round"].tolist() == ["2026-03"]
    assert context.today == date(2026, 4, 20)
    assert context.known_figures.empty


def test_empty_rows_and_stray_spaces_do_no_harm(register):
    change(register, {"departments!A2": " health ", "departments!A9": " ", "units!A40": None})
    assert read_register(register).tables["departments"]["department_key"].tolist() == ["health"]


# what is wrong: (cells to type, words of the refusal)
FAULTS = {
    "a bad word": ({"indicators!E2": "ratio"},
                   'indicators!E2: measure holds "ratio". Use one of: percent, count'),
    "a bad slug": ({"departments!A2": "Health Dept"},
                   'departments!A2: department_key holds "Health Dept". Use small letters'),
    "an empty cell": ({"priorities!C2": None}, "priorities!C2: title is empty. Fill it in."),
    "text for a date": ({"priorities!P2": "1 April"},
                        'priorities!P2: started_on holds "1 April". Enter a date'),
    "text for a number": ({"targets!G2": "78%"}, 'targets!G2: target_value holds "78%"'),
    "half for a whole number": ({"departments!C2": 1.5}, 'departments!C2: position holds "1.5"'),
    "neither true nor false": ({"unit!C2": "perhaps"}, "unit!C2: is_demo"),
    "a direction of two": ({"indicators!F2": 2}, 'indicators!F2: direction holds "2"'),
    "an Excel error": ({"targets!G2": "#REF!"}, "targets!G2: target_value holds the Excel error"),
    "a duplicate key": ({"units!A3": "trust_a"},
                        "units!A3: trust_a already stands in row 2. Remove one"),
    "an unknown department": ({"priorities!B2": "defence"},
                              'priorities!B2: "defence" is not in the sheet departments'),
    "an unknown indicator": ({"priority_indicators!B2": "happiness"},
                             'priority_indicators!B2: "happiness" is not in the sheet indicators'),
    "an unknown priority": ({"trajectory_points!A3": "gone"},
                            'trajectory_points!A3: "gone" is not in the sheet priorities'),
    "an unknown unit": ({"unit_targets!C2": "trust_z"}, 'unit_targets!C2: "trust_z" is not in'),
    "no target indicator": ({"priority_indicators!C2": "leading"},
                            "priorities!F2: give ae exactly one row"),
    "two shapes": ({"trajectory_points!J3": "linear"},
                   'trajectory_points!J3: shape holds "linear"'),
    "a colour for a stage": ({"ratings!D3": "red"}, "ratings!D3: rating holds"),
    "an indicator nobody defined": (
        {"indicator_definitions!A2": None, "indicator_definitions!B2": None,
         "indicator_definitions!C2": None, "indicator_definitions!D2": None},
        "indicators!A2: four_hours has no row in indicator_definitions"),
    "due before it opens": ({"reporting_rounds!E2": date(2026, 3, 1)},
                            "reporting_rounds!E2: due_on is before opens_on"),
    "an action due before it is agreed": ({"actions!G2": date(2025, 12, 1)},
                                          "actions!G2: due_on is before agreed_on"),
    "a misspelt column": ({"targets!G1": "target_vlaue"},
                          'targets!G1: there is no column "target_vlaue"'),
    "a missing column": ({"targets!G1": None}, 'column "target_value" is missing'),
    "a column twice": ({"departments!D1": "title"}, 'departments!D1: the column "title" occurs'),
    "two unit rows": ({"unit!A3": "Another", "unit!C3": True}, "unit!A2: the sheet must have one"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_sheet_cell_and_remedy(register, fault):
    cells, words = FAULTS[fault]
    with pytest.raises(RegisterError) as caught:
        read_register(change(register, cells))
    assert words in str(caught.value)
    assert "register.xlsx cannot be used" in str(caught.value)


def test_several_faults_are_told_at_once(register):
    change(register, {"indicators!E2": "x", "targets!I2": "y"})
    with pytest.raises(RegisterError, match="put 2 things right"):
        read_register(register)


def test_a_missing_sheet_says_which_columns_it_needs(register):
    book = load_workbook(register)
    del book["annotations"]
    book.save(register)
    with pytest.raises(RegisterError, match=r"no sheet annotations\. Add it, with these names"):
        read_register(register)


def test_a_register_made_before_there_were_actions_is_read(register):
    book = load_workbook(register)
    del book["actions"]
    book.save(register)
    actions = read_register(register).tables["actions"]
    assert list(actions.columns) == list(SHEETS["actions"].columns)
    assert actions.empty


def test_a_missing_register_is_a_sentence(tmp_path):
    with pytest.raises(RegisterError, match="There is no register at"):
        read_register(tmp_path / "register.xlsx")


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\3\4 broken"])
def test_a_broken_register_is_a_sentence(tmp_path, content):
    path = tmp_path / "register.xlsx"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match="cannot be read as an Excel workbook"):
        read_register(path)


def test_a_folder_for_a_register_is_a_sentence(tmp_path):
    with pytest.raises(RegisterError, match="cannot be opened"):
        read_register(tmp_path)
