"""Follow-up: what was captured is read back and put right; then a promise stands as agreed."""

import io
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from stocktake.editions.freezing import freeze
from stocktake.errors import StocktakeError
from stocktake.model.meeting import AgendaItem, AgendaKind, CaptureKind
from stocktake.store import Store
from stocktake.ui import follow_up_papers, frame, opened
from stocktake.ui.follow_up import chosen_meeting, count_words
from stocktake.ui.follow_up_edit import Typed, missing_words
from tests.pages.conftest import Opened, open_app, written
from tests.pages.rooms import JULY, JUNE, Room

HOSTILE = "=cmd|'x'!A0 <script>taken()</script> \u202egnihtemos"


@pytest.fixture(scope="module")
def database(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for every test's stocktake: what is captured in one is seen in no other."""
    return Path(shutil.copy(built_demo, tmp_path_factory.mktemp("rooms") / "stocktake.duckdb"))


@pytest.fixture
def room(database: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A stocktake of the test's own, prepared."""
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(database))
    return Room.through(opened.the_store(database))


def show(room: Room, **query: str) -> AppTest:
    return open_app("meeting/follow_up", meeting=room.meeting_key, **query)


def captures(room: Room) -> dict[str, Any]:
    rows = room.rows("page.captures", meeting_key=room.meeting_key)
    return {row["text"]: row for row in rows}


def test_the_last_one_held_is_shown_first(app: Opened):
    shown = written(app("meeting/follow_up"))
    assert "Winter stocktake</h1>" in shown
    assert "Held and closed on 17 Feb 2026" in shown
    assert re.search(r"1 decision.*1 success.*1 policy need.*were captured\.", shown)
    assert "Spring stocktake, May 2026" in shown
    assert "It was held without an edition" not in shown
    assert "/prepare" in shown


def test_the_one_that_is_on_comes_before_those_held():
    rows = [
        {"meeting_key": "next", "state": "prepared"},
        {"meeting_key": "on", "state": "begun"},
        {"meeting_key": "held", "state": "closed"},
    ]
    assert chosen_meeting(rows, None)["meeting_key"] == "on"
    assert chosen_meeting(rows[::2], None)["meeting_key"] == "held"
    assert chosen_meeting(rows[:1], None)["meeting_key"] == "next"
    assert chosen_meeting(rows, "gone") is None
    assert chosen_meeting([], None) is None


def test_one_that_was_not_held_says_so_kindly(room: Room):
    at = show(room)
    shown = written(at)
    assert "Not held yet" in shown
    assert "It is prepared for 20 May 2026." in shown
    assert "Close the stocktake" not in [one.label for one in at.button]
    assert "Documents</h2>" not in shown


def test_nothing_captured_is_no_fault(room: Room):
    room.begin()
    assert "Nothing was captured." in written(show(room))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"meeting": "<b>gone"}, "There is no such stocktake on this day"),
        ({"known_at": "2026-01-01"}, "No stocktake yet"),
    ],
)
def test_what_is_not_there_is_met_with_a_sentence(app: Opened, query: dict[str, str], said: str):
    shown = written(app("meeting/follow_up", **query))
    assert said in shown
    assert "<b>gone" not in shown


def test_what_was_captured_is_read_back_kind_by_kind(room: Room):
    room.begin()
    room.capture("success", "Absence fell")
    room.action("Second", due_on=JULY)
    room.action("First")
    room.capture("decision", HOSTILE, owner="<b>Ann")
    room.action("Given up", is_struck=True)
    room.rate("red", "The gap <b> grew")
    shown = written(show(room))
    headings = ("Actions</h2>", "Decisions</h2>", "Successes</h2>", "Ratings changed in the room")
    assert [shown.index(text) for text in headings] == sorted(shown.index(h) for h in headings)
    assert shown.index("First</p>") < shown.index("Second</p>") < shown.index("<s>Given up</s>")
    assert "2 actions, 1 decision and 1 success were captured; 1 more was struck out." in shown
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    line = shown.split("Ratings changed in the room</h2>")[1]
    assert line.index("Amber-red") < line.index("Red</strong>")
    assert "The gap &lt;b&gt; grew" in line


def widget(at: AppTest, key: str, name: str, versions: int = 1) -> Any:
    wanted = f"follow_up_{key}_{versions}_{name}"
    every = [*at.text_area, *at.text_input, *at.selectbox, *at.button]
    return next(one for one in every if one.key == wanted)


def test_the_clerk_puts_a_capture_right(room: Room):
    room.begin()
    key = room.action()
    at = show(room, edit=key)
    widget(at, key, "text").set_value("Write to every trust in person")
    widget(at, key, "due").set_value("in two months")
    at.run()
    assert "20 July 2026" in written(at)
    widget(at, key, "owner").set_value("Director of SEND, Education (demo)")
    widget(at, key, "priority").set_value("ae_four_hour")
    widget(at, key, "save").click().run()
    assert not at.exception
    assert "Saved. The earlier wording is kept." in written(at)
    kept = captures(room)["Write to every trust in person"]
    assert (kept["due_on"], kept["due_text"]) == (date(2026, 7, 20), "in two months")
    assert (kept["owner"], kept["priority_key"], kept["versions"]) == (
        "Director of SEND, Education (demo)", "ae_four_hour", 2,
    )  # fmt: skip
    shown = written(show(room, edit=key))
    assert "&quot;Write to every trust&quot;" in shown
    assert "<strong>Owner: </strong>Ann Other, now Director of SEND" in shown


def test_a_form_says_what_is_missing_and_loses_nothing(room: Room):
    room.begin()
    key = room.action()
    at = show(room, edit=key)
    widget(at, key, "text").set_value("Half a sentence")
    widget(at, key, "due").set_value("before Christmas")
    widget(at, key, "save").click().run()
    assert "We could not read the date &quot;before Christmas&quot;." in written(at)
    assert widget(at, key, "text").value == "Half a sentence"
    assert widget(at, key, "due").value == "before Christmas"
    assert "Write to every trust" in captures(room)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ""),
        ({"text": " "}, "There is no text yet"),
        ({"owner": ""}, "An action needs to say who."),
        ({"due_on": None, "due_text": ""}, "An action needs to say by when."),
        ({"owner": "", "due_on": None, "due_text": ""}, "An action needs to say who and by when."),
        ({"kind": CaptureKind.DECISION, "owner": "", "due_on": None, "due_text": ""}, ""),
        (
            {"kind": CaptureKind.DECISION, "due_on": None, "due_text": "soon"},
            "We could not read the date",
        ),
    ],
)
def test_a_capture_must_say_what_its_kind_needs(changed: dict[str, Any], said: str):
    whole = {
        "kind": CaptureKind.ACTION, "text": "Write", "owner": "Ann", "due_text": "30 June",
        "due_on": JUNE, "priority_key": None,
    }  # fmt: skip
    found = missing_words(Typed(**(whole | changed)))
    assert found.startswith(said)
    assert bool(found) is bool(said)


def test_a_capture_is_struck_out_and_restored(room: Room):
    room.begin()
    key = room.action()
    at = show(room, edit=key)
    widget(at, key, "strike").click().run()
    assert "Struck out: it is left out" in written(at)
    assert captures(room)["Write to every trust"]["is_struck"]
    at = show(room, edit=key)
    assert "Everything captured was struck out." in written(at)
    widget(at, key, "strike", versions=2).click().run()
    assert "Restored." in written(at)
    assert not captures(room)["Write to every trust"]["is_struck"]


def test_somebody_elses_wording_does_not_cost_what_is_being_typed(room: Room):
    room.begin()
    key = room.action()
    at = show(room, edit=key)
    widget(at, key, "text").set_value("My words")
    at.run()
    room.action("Their words", key=key, written_by="Bo")
    at.run()
    shown = written(at)
    assert "Meanwhile Bo changed it to: &quot;Their words&quot;." in shown
    assert widget(at, key, "text").value == "My words"
    # Nothing typed: the form simply begins anew from their words.
    assert widget(show(room, edit=key), key, "text", versions=2).value == "Their words"


def test_closing_makes_the_promises_stand(room: Room):
    room.begin()
    key = room.action()
    room.capture("success", "Absence fell")
    at = show(room)
    assert "Still open" in written(at)
    at.button(key="follow_up_close").click().run()
    assert "The stocktake is closed." in written(at)
    assert "Held and closed on" in written(at)
    at = show(room, edit=key)
    shown = written(at)
    assert "name and date are final" in shown
    assert f"/actions?action={key}" in shown
    names = {one.key for one in [*at.text_input, *at.selectbox, *at.button]}
    assert not {f"follow_up_{key}_1_{name}" for name in ("owner", "due", "kind", "strike")} & names
    widget(at, key, "text").set_value("Write to every trust.")
    widget(at, key, "save").click().run()
    assert captures(room)["Write to every trust."]["due_on"] == JUNE


def test_the_past_and_departments_are_only_looked_at(room: Room, monkeypatch: pytest.MonkeyPatch):
    room.begin()
    key = room.action()
    monkeypatch.setattr(frame, "who", lambda: frame.User("Dee", frozenset({"department"})))
    at = show(room, edit=key)
    shown = written(at)
    assert "History</h3>" in shown
    assert "Write to every trust" in shown
    assert not [one for one in at.button if (one.key or "").startswith("follow_up")]
    assert not at.text_area


def test_a_count_is_a_sentence():
    action = {"kind": "action", "is_struck": False}
    assert count_words([action] * 2) == "2 actions were captured."
    assert count_words([action | {"is_struck": True}] * 2) == (
        "Everything captured was struck out."
    )


# ---- what is handed out ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def held(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo with a stocktake about one priority, held on an edition."""
    copy = Path(shutil.copy(built_demo, tmp_path_factory.mktemp("held") / "stocktake.duckdb"))
    item = AgendaItem(AgendaKind.PRIORITY, "A&E", 5, priority_key="ae_four_hour")
    with Room(copy, item) as room:
        room.begin(freeze(room.store, room.meeting_key, frozen_by="unit").edition_key)
        room.action(HOSTILE, priority_key="ae_four_hour")
        room.capture("decision", "@SUM(A1) teams move")
        room.capture("success", "Struck words", is_struck=True)
        room.rate("red", "The gap grew")
        room.close()
    return copy


def _held(store: Store) -> dict[str, Any]:
    with store.reader(with_headlines=False) as db:
        return next(row for row in db.rows("page.meetings") if row["title"] == "Room stocktake")


def test_the_documents_are_made_from_what_stands(held: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(held))
    store = opened.the_store(held)
    meeting = _held(store)
    record = follow_up_papers.meeting_record(store, meeting["meeting_key"])
    memo = docx.Document(io.BytesIO(follow_up_papers.build_memo(record)))
    words = "\n".join(
        [one.text for one in memo.paragraphs]
        + [cell.text for table in memo.tables for row in table.rows for cell in row.cells]
    )
    listed = follow_up_papers.build_actions_list(follow_up_papers.list_of(record))
    assert "=cmd|'x'!A0 <script>taken()</script>" in words
    assert "teams move" in words
    assert "The gap grew" in words
    assert "Struck words" not in words
    sheet = openpyxl.load_workbook(io.BytesIO(listed))["Actions"]
    formulas = [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []
    assert any(str(c.value).startswith("=cmd") for row in sheet.iter_rows() for c in row)


def test_the_documents_are_offered_and_the_shown_rating_is_the_editions(
    held: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(held))
    at = open_app("meeting/follow_up")
    shown = written(at)
    assert "Room stocktake</h1>" in shown
    assert "All from Edition 1, frozen " in shown
    assert shown.index("Documents</h2>") < shown.index("captured")
    buttons = {one.proto.label for one in at.get("download_button")}
    assert {"Commitments memo (Word)", "Actions (Excel)"} <= buttons
    line = shown.split("Ratings changed in the room</h2>")[1]
    assert line.index("Amber-red") < line.index("Red</strong>")


def test_one_without_an_edition_has_no_memo(room: Room):
    room.begin()
    with pytest.raises(StocktakeError, match="No edition was frozen"):
        follow_up_papers.meeting_record(room.store, room.meeting_key)
