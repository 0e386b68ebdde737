"""Compare: shown then, known now, and why; nothing changed is said as well."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from stocktake.editions.comparing import Difference, What
from stocktake.editions.freezing import freeze
from stocktake.model.meeting import AgendaItem, AgendaKind
from stocktake.ui import compare, opened
from stocktake.ui.downloads import csv_bytes
from tests.pages.conftest import Opened, open_app, written
from tests.pages.desk import Sent
from tests.pages.rooms import Room

ITEM = AgendaItem(AgendaKind.PRIORITY, "Recycling", 5, priority_key="welsh_recycling")
Frozen = tuple[Path, str]


@pytest.fixture(scope="module")
def frozen(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Frozen:
    """A demo with one edition, and its key: to be copied."""
    copy = Path(shutil.copy(built_demo, tmp_path_factory.mktemp("frozen") / "stocktake.duckdb"))
    with Room(copy, ITEM) as room:
        key = freeze(room.store, room.meeting_key, frozen_by="unit").edition_key
        room.begin(key)
    return copy, key


@pytest.fixture(scope="module")
def copy_to_look_at(frozen: Frozen, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(frozen[0], tmp_path_factory.mktemp("shared") / "stocktake.duckdb"))


@pytest.fixture
def looked_at(frozen: Frozen, copy_to_look_at: Path, monkeypatch: pytest.MonkeyPatch) -> Frozen:
    """One copy for the tests that write nothing."""
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(copy_to_look_at))
    return copy_to_look_at, frozen[1]


@pytest.fixture
def shown(frozen: Frozen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Frozen:
    copy = Path(shutil.copy(frozen[0], tmp_path / "stocktake.duckdb"))
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(copy))
    return copy, frozen[1]


def difference(**changed: object) -> Difference:
    made = {
        "priority_key": "p", "priority": "Waits", "what": What.FIGURE, "about": "March 2026",
        "shown_then": "71.2", "known_now": "69.8", "why": "Restated.", "where": "",
    }  # fmt: skip
    return Difference(**(made | changed))  # type: ignore[arg-type]


def test_on_first_start_the_winter_is_compared_with_now(app: Opened):
    shown = written(app("monitor/compare"))
    assert "Nothing has been frozen yet" not in shown
    assert "13 new periods" in shown


def test_what_still_stands_is_said(looked_at: Frozen):
    at = open_app("monitor/compare")
    assert "Nothing has changed: what the edition shows" in written(at)
    assert at.selectbox(key="compare_then").value == looked_at[1]
    assert at.selectbox(key="compare_now").value == "now"


def test_a_later_return_and_a_moved_action_are_listed_with_their_reasons(shown: Frozen):
    with Sent(shown[0]) as sent:
        submission = sent.revised()
    with Room(shown[0]) as room:
        room.change("recycling_ten_councils", "moved", due_on=date(2026, 7, 31), reason="Snow <b>")
    at = open_app("monitor/compare", then=shown[1])
    words = written(at)
    assert " changed, in " in words
    part = words.split('<tr class="group">')[1:]
    recycling = next(one for one in part if "welsh_recycling" in one.split("</tr>")[0])
    assert "Isle of Anglesey" in recycling
    assert "65" in recycling
    assert "45.5" in recycling
    assert f"/history?submission={submission}" in recycling
    assert "Snow &lt;b&gt;" in words
    assert "31 July 2026" in words


@pytest.mark.parametrize("side", ["then", "now"])
def test_an_edition_that_is_not_there_is_met_with_a_sentence(looked_at: Frozen, side: str):
    words = written(open_app("monitor/compare", **{side: "<b>none"}))
    assert "The link names an edition that does not exist" in words
    assert "<b>none" not in words


def test_two_editions_are_held_against_each_other(shown: Frozen):
    words = written(open_app("monitor/compare", then=shown[1], now=shown[1]))
    assert "Choose two different editions." in words
    store = opened.the_store(shown[0])
    with store.reader(with_headlines=False) as db:
        (row,) = [one for one in db.rows("page.editions") if one["edition_key"] == shown[1]]
    later = freeze(store, row["meeting_key"], frozen_by="unit").edition_key
    at = open_app("monitor/compare", then=shown[1], now=later)
    assert "Nothing differs between the two editions." in written(at)
    # The one that a room saw is offered first, though another is newer.
    at = open_app("monitor/compare")
    assert at.selectbox(key="compare_then").value == shown[1]
    at.selectbox(key="compare_now").set_value(later).run()
    assert at.query_params["now"] in (later, [later])


def test_the_past_is_not_compared(app: Opened):
    assert "compared with what is known today" in written(
        app("monitor/compare", known_at="2026-03-01")
    )


def test_the_sentence_counts_by_kind():
    found = [difference(), difference(what=What.RATING), difference(what=What.RATING)]
    assert compare.sentence(found) == "1 figure and 2 ratings have changed, in 1 priority."
    assert compare.sentence(found[:1]) == "1 figure has changed, in 1 priority."
    nobodys = difference(what=What.AGENDA, priority_key=None)
    assert compare.sentence([nobodys]) == "1 agenda has changed."


def test_priorities_keep_their_order_and_a_long_one_is_cut_for_the_download():
    many = [difference(about=f"Unit {n}") for n in range(compare.MOST_OF_ONE + 5)]
    found = [*many, difference(priority_key=None, priority="General")]
    assert list(compare.grouped(found)) == ["Waits", "General"]
    drawn = compare._part("Waits", many, {})
    assert drawn.count("<tr>") == compare.MOST_OF_ONE + 1
    assert "and 5 more of this priority in the download" in drawn
    assert len(compare.difference_rows(found)) == len(found)


def test_a_place_leads_to_the_newest_return_of_that_name():
    sent = {"a.xlsx": "one", "a.xlsx, b.xlsx": "two"}
    assert "submission=one" in str(compare.where_link("a.xlsx, sheet Figures, cell G6", sent))
    assert "submission=two" in str(compare.where_link("a.xlsx, b.xlsx, sheet Figures", sent))
    assert compare.where_link("queries/priority/p.sql", sent) == "queries/priority/p.sql"


def test_no_text_becomes_a_formula_or_markup():
    found = [difference(why="=cmd|'x'!A0", about="@SUM(A1)", shown_then="-2 <script>")]
    lines = csv_bytes(compare.difference_rows(found)).decode("utf-8-sig").splitlines()
    assert "'=cmd|'x'!A0" in lines[1]
    assert "'@SUM(A1)" in lines[1]
    assert "'-2 <script>" in lines[1]
    drawn = compare._part("<script>", found, {})
    assert "<script>" not in drawn
