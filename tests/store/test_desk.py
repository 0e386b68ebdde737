"""The desk in the database: nothing a person sent or said is lost, and nothing is counted early."""

import shutil
from datetime import date, datetime, timedelta

import duckdb
import pytest

from stocktake import clock
from stocktake.errors import StoreError
from stocktake.model.problem import Level
from stocktake.store import open_store
from tests.store.drafts import accept, only, problem, put_on_desk, read
from tests.store.small import JANUARY, TODAY, known, make_store, send

START = datetime(2026, 4, 1, 9, 0)
NEVER = "00000000-0000-0000-0000-00000000dead"
FOUND = [
    problem("p1"),
    problem("p2", Level.MUST_FIX, "R-104"),
    problem("p3", Level.INFORMATION, "R-209"),
    problem("p4"),
]


def on_day(number: int) -> datetime:
    return START + timedelta(days=number)


def counted(store, table: str) -> int:
    with store._cursor() as cursor:
        return cursor.execute(f"select count(*) from tables.{table}").fetchone()[0]


def test_a_draft_is_read_back_after_closing_and_opening_again(tmp_path):
    path = tmp_path / "desk.duckdb"
    store = make_store(path)
    content = bytes(range(256))
    key = put_on_desk(
        store, FOUND, on_day(0),
        content=content, file_name="März =1+1.xlsx", verdict="problems", layout_key="trusts",
    )  # fmt: skip
    store.write_explanations(key, {"p1": "A ward was closed"}, written_by="Kim")
    store.close()
    store = open_store(path, today=TODAY)
    draft = only(read(store, "page.drafts", draft_key=key))
    assert (draft["file_name"], draft["byte_count"]) == ("März =1+1.xlsx", 256)
    counts = [draft[f"{name}_count"] for name in ("must_fix", "explain", "information")]
    assert (counts, draft["open_question_count"]) == ([1, 2, 1], 1)
    assert (draft["outcome"], draft["verdict"]) == ("open", "problems")
    assert (draft["layout_key"], draft["sent_by"]) == ("trusts", "Ann")
    assert (draft["received_at"], draft["observation_count"]) == (on_day(0), 1)
    problems = read(store, "page.draft_problems", draft_key=key)
    assert [row["problem_key"] for row in problems] == ["p1", "p2", "p3", "p4"]
    assert [row["position"] for row in problems] == [1, 2, 3, 4]
    assert (problems[0]["cells"], problems[0]["sheet"]) == ("G6, G7", "Figures")
    assert (problems[0]["explanation"], problems[0]["explained_by"]) == ("A ward was closed", "Kim")
    assert problems[3]["is_open_question"]
    assert store.read_draft_file(key) == ("März =1+1.xlsx", content)
    store.close()


def test_a_refused_file_is_kept_although_nobody_knows_whose_it_is(store):
    key = put_on_desk(
        store, [problem(level=Level.MUST_FIX)], verdict="refused",
        department_key=None, reporting_round=None, observation_count=None,
    )  # fmt: skip
    draft = only(read(store, "page.drafts"))
    assert (draft["draft_key"], draft["department_key"], draft["department"]) == (key, None, None)
    with pytest.raises(StoreError, match="does not say whose return it is"):
        store.write_explanations(key, {"p1": "x"}, written_by="Kim")


def test_what_a_waiver_excuses_is_kept_and_asks_nothing(store):
    key = put_on_desk(store, [problem("p1")], waived=[problem("p2")])
    rows = read(store, "page.draft_problems", draft_key=key)
    assert [(row["problem_key"], row["is_waived"]) for row in rows] == [("p1", False), ("p2", True)]
    draft = only(read(store, "page.drafts"))
    assert (draft["explain_count"], draft["open_question_count"]) == (1, 1)


def test_the_newest_words_count_and_hold_for_the_next_sending(store):
    first = put_on_desk(store, [problem("p1")])
    for text in ("First try", "A ward was closed"):
        store.write_explanations(first, {"p1": text}, written_by="Kim")
    second = put_on_desk(store, [problem("p1"), problem("p2")], content=b"fixed")
    row, other = read(store, "page.draft_problems", draft_key=second)
    assert (row["explanation"], other["explanation"]) == ("A ward was closed", None)
    drafts = {row["draft_key"]: row for row in read(store, "page.drafts")}
    assert drafts[second]["open_question_count"] == 1
    assert drafts[second]["earlier_draft_key"] == first
    assert drafts[first]["earlier_draft_key"] is None
    store.write_explanations(second, {"p1": " "}, written_by="Kim")
    assert read(store, "core.known_explanations") == []


def test_words_are_kept_all_together_or_not_at_all(store):
    key = put_on_desk(store, [problem("p1"), problem("p2")])
    version = store.desk_version()
    with pytest.raises(StoreError, match="nothing of it was kept"):
        store.write_explanations(key, {"p1": "A ward was closed", "p2": None}, written_by="Kim")
    assert (counted(store, "explanations"), store.desk_version()) == (0, version)


def test_text_that_people_write_is_never_a_statement(store):
    text = "'); drop table tables.drafts; -- $draft_key \x00 ?"
    name = "a'b;--.xlsx"
    key = put_on_desk(store, [problem("p1")], file_name=name, sent_by=text)
    store.write_explanations(key, {"p1": text}, written_by=text)
    store.set_draft_aside(key, decided_by=text)
    draft = only(read(store, "page.drafts"))
    assert (draft["sent_by"], draft["decided_by"], draft["file_name"]) == (
        text,
        text,
        "a'b;--.xlsx",
    )
    assert only(read(store, "page.draft_problems"))["explanation"] == text


def test_a_file_is_kept_once_for_two_drafts_and_for_its_submission(store):
    first, second = (put_on_desk(store, content=b"same") for _ in range(2))
    renamed = put_on_desk(store, content=b"same", file_name="copy.xlsx")
    assert len({first, second, renamed}) == 3
    assert counted(store, "files") == 2
    assert store.read_draft_file(second) == ("return.xlsx", b"same")
    assert store.read_draft_file(renamed) == ("copy.xlsx", b"same")
    receipt = accept(store, second)
    assert counted(store, "files") == 2
    assert store.read_file(receipt.submission_key) == ("return.xlsx", b"same")
    assert store.read_draft_file(NEVER) is None


def test_drafts_and_words_raise_the_desk_version_and_not_the_data_version(store):
    versions = [(store.data_version(), store.desk_version())]

    def noted() -> tuple[int, int]:
        versions.append((store.data_version(), store.desk_version()))
        (data_before, desk_before), (data, desk) = versions[-2:]
        return data - data_before, desk - desk_before

    key = put_on_desk(store, [problem("p1")])
    assert noted() == (0, 1)
    store.write_explanations(key, {"p1": "x", "p4": "y"}, written_by="Kim")
    assert noted() == (0, 1)
    store.set_draft_aside(key, decided_by="Kim")
    assert noted() == (0, 1)
    store.write_layout(layout_key="l", department_key="d", title="T", layout="{}", saved_by="Kim")
    assert noted() == (0, 1)
    store.write_name_matches("d", {("unit", "Barts"): "r1h"}, confirmed_by="Kim")
    assert noted() == (0, 1)
    write_waiver(store)
    assert noted() == (0, 1)
    receipt = accept(store, put_on_desk(store, content=b"other"))
    assert noted()[0] > 0
    accept(store, put_on_desk(store, content=b"other"))
    assert noted()[0] == 0
    store.write_withdrawal(
        receipt.submission_key, is_withdrawn=True, decided_by="Kim", reason="wrong"
    )
    assert noted()[0] > 0
    assert store.check_counters() == []


def write_waiver(store, **changed):
    given = {
        "code": "R-301",
        "department_key": "d",
        "indicator_key": "waits",
        "unit_key": None,
        "reason": "The trust merged",
        "signed_by": "Sam",
        "signed_on": date(2026, 4, 1),
        "expires_on": date(2026, 12, 31),
    }
    return store.write_waiver(**(given | changed))


def test_a_waiver_is_ended_early_under_its_own_key(store):
    key, other = write_waiver(store), write_waiver(store, unit_key="nation")
    assert write_waiver(store, waiver_key=key, expires_on=date(2026, 5, 1)) == key
    rows = {row["waiver_key"]: row for row in read(store, "core.known_waivers")}
    assert rows[key]["expires_on"] == date(2026, 5, 1)
    assert (rows[other]["expires_on"], rows[other]["unit_key"]) == (date(2026, 12, 31), "nation")
    with pytest.raises(StoreError, match="no such waiver"):
        write_waiver(store, waiver_key=NEVER)


def test_layouts_and_names_are_remembered_and_the_newest_counts(store):
    for text in ("{}", '{"sheet": "Data"}'):
        store.write_layout(
            layout_key="trusts", department_key="d", title="Trusts", layout=text, saved_by="Kim"
        )
    assert only(read(store, "core.known_layouts"))["layout"] == '{"sheet": "Data"}'
    store.write_name_matches(
        "d", {("unit", "Barts"): "r1h", ("unit", "Total"): None}, confirmed_by="Kim"
    )
    store.write_name_matches("d", {("unit", "Barts"): "r2h"}, confirmed_by="Kim")
    store.write_name_matches("d", {}, confirmed_by="Kim")
    rows = read(store, "core.known_name_matches", department_key="d")
    assert {row["given"]: row["matched_key"] for row in rows} == {"Barts": "r2h", "Total": None}
    assert store.check_counters() == []


def test_an_earlier_moment_knows_nothing_of_later_drafts_and_decisions(store):
    first = put_on_desk(store, [problem("p1")], on_day(0))
    store.write_explanations(first, {"p1": "Early"}, written_by="Kim", received_at=on_day(1))
    put_on_desk(store, [problem("p1")], on_day(2), content=b"second")
    store.set_draft_aside(first, decided_by="Kim", received_at=on_day(3))

    def seen(day: int) -> list[tuple[str, int]]:
        rows = read(store, "page.drafts", on_day(day))
        return [(row["outcome"], row["open_question_count"]) for row in rows]

    assert seen(-1) == []
    assert seen(0) == [("open", 1)]
    assert seen(1) == [("open", 0)]
    assert sorted(seen(2)) == [("open", 0), ("open", 0)]
    assert sorted(seen(3)) == [("open", 0), ("set_aside", 0)]
    assert read(store, "page.draft_problems", on_day(-1)) == []


def test_only_an_open_draft_can_be_explained_or_set_aside(store):
    aside = put_on_desk(store, [problem("p1")])
    store.set_draft_aside(aside, decided_by="Kim")
    accepted = put_on_desk(store, content=b"other")
    accept(store, accepted)
    for key, said in ((aside, "set aside"), (accepted, "accepted already"), (NEVER, "no such")):
        with pytest.raises(StoreError, match=said):
            store.write_explanations(key, {"p1": "x"}, written_by="Kim")
        with pytest.raises(StoreError, match=said):
            store.set_draft_aside(key, decided_by="Kim")
    with pytest.raises(StoreError, match="no such draft"):
        store.set_draft_aside("not a key", decided_by="Kim")


def test_a_clock_set_back_does_not_make_a_correction_older(store):
    clock.hold(on_day(5))
    send(store, [("nation", JANUARY, 1.0)])
    first = put_on_desk(store)
    clock.hold(on_day(0))
    second = put_on_desk(store, content=b"second")
    accept(store, second, [("nation", JANUARY, 2.0)])
    assert known(store) == {("nation", JANUARY): 2.0}
    rows = {row["draft_key"]: row for row in read(store, "page.drafts")}
    assert rows[second]["received_at"] > rows[first]["received_at"] > on_day(5)


@pytest.fixture(scope="module")
def accepted_desk(tmp_path_factory):
    """A folder with a database, and its audit, in which one draft was explained and accepted."""
    folder = tmp_path_factory.mktemp("desk")
    clock.hold(on_day(0))
    store = make_store(folder / "desk.duckdb")
    key = put_on_desk(store, FOUND)
    store.write_explanations(key, {"p1": "x"}, written_by="Kim")
    accept(store, key)
    assert store.check_counters() == []
    store.close()
    clock.hold(None)
    return folder


@pytest.mark.parametrize(
    ("remove", "said"),
    [
        ("delete from tables.drafts", "drafts named in the audit are missing"),
        ("delete from tables.draft_problems where problem_key = 'p2'", "among them: draft"),
        ("delete from tables.explanations", "among them: explanations"),
        ("delete from tables.draft_outcomes", "among them: draft accepted"),
        ("delete from tables.action_updates", "among them: answers"),
        ("delete from tables.files", "lost their file"),
        ("delete from tables.submissions", "effects belong to a submission that is missing"),
        ("delete from tables.submissions", "accepted drafts lead to a submission that is missing"),
    ],
)
def test_verify_finds_what_was_taken_from_the_desk(accepted_desk, tmp_path, remove, said):
    path = shutil.copytree(accepted_desk, tmp_path / "desk") / "desk.duckdb"
    with duckdb.connect(str(path)) as database:
        database.execute(remove)
    store = open_store(path)
    found = " ".join(store.check_counters())
    store.close()
    assert said in found
