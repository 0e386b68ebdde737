"""Template, submit, drafts, board, withdraw and waive: the returns desk in words."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from stocktake.settings import PROJECT
from stocktake.store import open_store
from tests.returns.layout.real_tables import welsh_recycling

RETURNS = PROJECT / "data" / "returns"
ENVIRONMENT = RETURNS / "environment" / "environment-2025-12.xlsx"
TRANSPORT = [RETURNS / "transport" / f"transport-2025-{month}.xlsx" for month in ("06", "09", "12")]
QUESTION = "R-301"
# What transport is asked for next: the smallest of the workbooks that still ask for figures.
NEXT = ("transport", "2026-03")


def spoilt(folder: Path, source: Path, name: str = "spoilt.xlsx", cell: str = "G6") -> Path:
    book = load_workbook(source)
    book["Figures"][cell] = "about sixty"
    book.save(folder / name)
    return folder / name


def wall_value(stocktake, database: Path, priority: str) -> float:
    rows = stocktake("status", "--json", "--database", database).json
    return next(row["value"] for row in rows if row["priority_key"] == priority)


@pytest.fixture
def demo(read_demo: Path, tmp_path: Path) -> Path:
    """A test's own copy of the demonstration."""
    return Path(shutil.copy(read_demo, tmp_path / "demo.duckdb"))


@pytest.fixture(scope="module")
def summer_unit(empty_unit: Path, stocktake, tmp_path_factory) -> Path:
    """A unit that has transport's figures of the spring. Copy it."""
    path = Path(shutil.copy(empty_unit, tmp_path_factory.mktemp("summer") / "unit.duckdb"))
    assert stocktake("submit", TRANSPORT[0], "--by", "Sam", "--database", path).code == 0
    return path


@pytest.fixture
def summer(summer_unit: Path, tmp_path: Path) -> Path:
    """A test's own copy of it."""
    return Path(shutil.copy(summer_unit, tmp_path / "unit.duckdb"))


def test_template_writes_the_workbook_of_a_round(stocktake, read_demo, tmp_path):
    path = tmp_path / "out.xlsx"
    said = stocktake("template", *NEXT, "-o", path, "--database", read_demo)
    assert (said.code, said.out) == (0, f"{path} is ready to be filled in.\n")
    book = load_workbook(path)
    assert (book["Cover"]["C6"].value, book["Cover"]["C8"].value) == NEXT


def test_template_takes_nobodys_place(stocktake, read_demo, tmp_path):
    path = tmp_path / "mine.xlsx"
    path.write_text("mine")
    said = stocktake("template", *NEXT, "-o", path, "--database", read_demo)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"{path} exists already. Choose another name.\n"
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("tourism", "2026-04"), '"tourism". Use one of: education, environment, health'),
        (("health", "1999-01"), 'of health "1999-01". Use one of: 2025-03, 2025-04'),
    ],
)
def test_template_for_nobody_says_who_there_is(stocktake, read_demo, tmp_path, words, known):
    said = stocktake("template", *words, "-o", tmp_path / "t.xlsx", "--database", read_demo)
    assert (said.code, said.out) == (2, "")
    assert known in said.err
    assert not (tmp_path / "t.xlsx").exists()


def test_template_into_a_folder_that_is_not_there_is_a_sentence(stocktake, read_demo, tmp_path):
    path = tmp_path / "nowhere" / "t.xlsx"
    said = stocktake("template", *NEXT, "-o", path, "--database", read_demo)
    assert said.code == 2
    assert said.err == f"No such file or directory: {path}.\n"


def test_many_files_get_a_line_each_and_the_worst_exit_code(stocktake, unit, tmp_path):
    text = tmp_path / "text.xlsx"
    text.write_text("unit,figure\n" * 40)
    files = [
        TRANSPORT[0], spoilt(tmp_path, ENVIRONMENT), text, tmp_path / "gone.xlsx", TRANSPORT[0],
    ]  # fmt: skip
    said = stocktake("submit", *files, "--by", "Sam", "--database", unit)
    assert said.code == 2
    lines = said.out.splitlines()
    assert re.fullmatch(r"transport-2025-06\.xlsx: accepted, 1,118 figures, receipt \S{36}\.",
                        lines[0])  # fmt: skip
    assert lines[1].startswith("spoilt.xlsx: 1 thing to fix; python -m stocktake check ")
    assert lines[2].startswith("text.xlsx: cannot be used. R-004  ")
    assert lines[3].startswith("gone.xlsx: There is no file ")
    assert lines[4].startswith("transport-2025-06.xlsx: was sent before, 1,118 figures, receipt ")
    assert lines[5] == "2 of 5 accepted."
    good = stocktake("submit", *TRANSPORT[:2], "--by", "S", "--explain", "Summer timetable",
                     "--database", unit)  # fmt: skip
    assert (good.code, good.out.splitlines()[-1]) == (0, "2 of 2 accepted.")
    fix = stocktake("submit", spoilt(tmp_path, ENVIRONMENT), TRANSPORT[0], "--by", "Sam",
                    "--database", unit)  # fmt: skip
    assert fix.code == 1


def test_a_question_waits_until_it_is_explained(stocktake, summer):
    said = stocktake("submit", TRANSPORT[1], "--by", "Sam", "--database", summer)
    assert said.code == 1
    assert "nothing must be fixed, but 3 questions to answer." in said.out
    assert said.out.count(f"{QUESTION}  ") == 3
    assert "--explain TEXT" in said.out
    (draft,) = re.findall(r"It waits as draft (\S{36})\.", said.out)
    listed = stocktake("drafts", "--database", summer)
    assert (listed.code, len(listed.out.splitlines())) == (0, 1)
    assert listed.out.startswith(f"{draft}  Transport 2025-09: transport-2025-09.xlsx, sent by Sam")
    assert listed.out.endswith("3 questions to answer.\n")
    said = stocktake(
        "submit", TRANSPORT[1], "--by", "Sam", "--explain", "A new timetable", "--database", summer
    )
    assert said.code == 0
    assert re.search(r"^Receipt \S{36}: 47 figures", said.out, re.MULTILINE)
    assert stocktake("drafts", "--database", summer).out == "No draft waits on the desk.\n"


def test_an_empty_explanation_explains_nothing(stocktake, unit):
    said = stocktake("submit", ENVIRONMENT, "--by", "S", "--explain", " ", "--database", unit)
    assert (said.code, said.out) == (2, "")
    assert said.err == "The explanation is empty. Say in a sentence what happened.\n"


def test_a_sending_says_what_became_of_the_last(stocktake, unit, tmp_path):
    path = spoilt(tmp_path, ENVIRONMENT)
    assert stocktake("submit", path, "--by", "Sam", "--database", unit).code == 1
    again = stocktake("submit", spoilt(tmp_path, ENVIRONMENT, "again.xlsx", "G7"), "--by", "Sam",
                      "--database", unit)  # fmt: skip
    assert again.code == 1
    assert "Since the last sending: 1 of 1 fixed, 1 new." in again.out
    assert stocktake("drafts", "--database", unit).out.count("1 thing to fix.") == 2


def test_withdrawing_brings_the_earlier_figures_back_and_undoing_puts_it_in_use(stocktake, demo):
    now = wall_value(stocktake, demo, "ae_four_hour")
    store = open_store(demo)
    with store.reader(with_headlines=False) as db:
        rows = db.rows("page.submissions", department_key="health", reporting_round="2026-03")
    store.close()
    key = rows[0]["submission_key"]
    words = ("withdraw", key[:8], "--by", "Unit", "--reason", "wrong file", "--database", demo)
    said = stocktake(*words)
    assert said.code == 0
    assert said.out == (
        "health-2026-03.xlsx (health 2026-03) is withdrawn; figures sent before it count again.\n"
    )
    assert wall_value(stocktake, demo, "ae_four_hour") != now
    again = stocktake(*words)
    assert (again.code, again.out) == (2, "")
    assert again.err == "health-2026-03.xlsx is withdrawn already. Nothing was changed.\n"
    undone = stocktake(*words, "--undo")
    assert (undone.code, undone.out) == (
        0, "health-2026-03.xlsx (health 2026-03) is in use again.\n",
    )  # fmt: skip
    assert wall_value(stocktake, demo, "ae_four_hour") == now


@pytest.mark.parametrize("key", ["1234", "00000000-0000-0000-0000-000000000000", "%"])
def test_withdrawing_what_is_not_there_names_the_newest(stocktake, read_demo, key):
    said = stocktake("withdraw", key, "--by", "U", "--reason", "r", "--database", read_demo)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f'There is no one submission "{key}". Give the key on its receipt')
    assert "health-2026-03.xlsx" in said.err


def test_a_waived_check_asks_no_more_and_only_for_whom_it_was_waived(stocktake, summer):
    signed = ("--reason", "New counting", "--by", "Chair", "--until", "2026-12-31")
    said = stocktake("waive", QUESTION, "transport", "--indicator", "rail_cancelled", *signed,
                     "--database", summer)  # fmt: skip
    assert said.code == 0
    assert said.out == (
        "R-301 asks nothing of transport (rail_cancelled) until 2026-12-31, signed by Chair.\n"
    )
    asked = stocktake("check", TRANSPORT[1], "--json", "--database", summer).json["problems"]
    before = [one for one in asked if one["code"] == QUESTION]
    stocktake("waive", QUESTION, "transport", *signed, "--database", summer)
    asked = stocktake("check", TRANSPORT[1], "--json", "--database", summer).json["problems"]
    assert len(before) < 3
    assert [one for one in asked if one["code"] == QUESTION] == []
    assert stocktake("submit", TRANSPORT[1], "--by", "Sam", "--database", summer).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("R-104", "transport", "--until", "2026-12-31"), "There is no check that can be waived"),
        (("R-301", "tourism", "--until", "2026-12-31"), "Use one of: education, environment"),
        (("R-301", "transport", "--until", "soon"), '"soon" is no day. Write it like 2026-12-31.'),
        (("R-301", "transport", "--until", "2020-01-01"), "2020-01-01 is over."),
        (("R-301", "transport", "--indicator", "ae_four_hour", "--until", "2026-12-31"),
         "Use one of: rail_cancelled, rail_punctuality"),
        (("R-301", "transport", "--unit", "atlantis", "--until", "2026-12-31"),
         'There is no unit "atlantis"'),
        (("R-301", "transport", "--until", "2026-12-31", "--reason", " "), "The reason is empty."),
    ],
)  # fmt: skip
def test_an_exception_that_cannot_be_signed_says_why(stocktake, read_demo, words, said):
    given = (*words, "--by", "Chair", *(() if "--reason" in words else ("--reason", "r")))
    answer = stocktake("waive", *given, "--database", read_demo)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_the_board_says_who_is_late(stocktake, read_demo):
    said = stocktake("board", "--database", read_demo)
    assert said.code == 0
    assert "Health 2026-04, due 2026-06-15: not sent.\n" in said.out
    assert "Transport 2026-03, due 2026-04-24: not sent, 26 days late.\n" in said.out
    assert "Policing 2016-03" in said.out
    assert "Policing 2015-12" not in said.out
    assert re.search(r"^Overdue since April 2026: .+ \(Transport\); .+ is of 2025-09-30", said.out,
                     re.MULTILINE)  # fmt: skip


def test_the_board_as_json_has_every_round(stocktake, read_demo):
    found = stocktake("board", "--json", "--database", read_demo).json
    assert list(found) == ["rounds", "stale_indicators"]
    assert len(found["rounds"]) == 38
    late = [row for row in found["rounds"] if row["state"] == "not_sent" and row["days_late"]]
    assert [(row["department_key"], row["days_late"]) for row in late] == [("transport", 26)]
    assert all(date.fromisoformat(row["due_on"]) for row in found["rounds"])


def test_an_own_spreadsheet_is_sent_through_its_saved_layout(stocktake, demo, tmp_path):
    table = welsh_recycling()
    (tmp_path / "ENVI0017.xlsx").write_bytes(table.content)
    store = open_store(demo)
    store.write_layout(
        layout_key="wales", department_key="environment", title="Recycling in Wales",
        layout=table.layout.to_json(), saved_by="Sam",
    )  # fmt: skip
    store.close()
    words = ("submit", tmp_path / "ENVI0017.xlsx", "--by", "Sam", "--database", demo)
    said = stocktake(*words, "--layout", "wales", "--round", "2025-12")
    assert said.code == 0
    assert re.search(r"^Receipt \S{36}: 22 figures", said.out, re.MULTILINE)
    for more, sentence in (
        (("--layout", "wales"), "Give --layout and --round together"),
        (("--layout", "gone", "--round", "2025-12"), 'no layout "gone". Use one of: wales.'),
        (("--layout", "wales", "--round", "2019-01"), "Use one of: 2025-03, 2025-12."),
    ):
        said = stocktake(*words, *more)
        assert (said.code, said.out) == (2, "")
        assert sentence in said.err


@pytest.mark.parametrize(
    "words",
    [("template", "health", "2026-04"), ("drafts",), ("board",),
     ("withdraw", "12345678", "--by", "U", "--reason", "r"),
     ("waive", "R-301", "health", "--by", "U", "--reason", "r", "--until", "2026-12-31")],
    ids=lambda words: words[0],
)  # fmt: skip
def test_without_a_database_there_is_a_sentence(stocktake, tmp_path, words):
    said = stocktake(*words, "--database", tmp_path / "none.duckdb")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("There is no database at ")
