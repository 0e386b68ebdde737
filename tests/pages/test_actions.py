"""The promise ledger: what is most urgent first, and every change asks what it needs."""

import io
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from stocktake.model.ledger import most_urgent_first
from stocktake.ui import frame, opened
from stocktake.ui.frame import Desk, User
from stocktake.ui.ledger import Wanted, in_state, of_whom
from stocktake.ui.ledger_forms import date_missing
from stocktake.ui.ledger_papers import list_bytes
from tests.pages.conftest import Opened, open_app, written
from tests.pages.rooms import JULY, Room

ROSTER = "scotrail_sunday_crews"
LATE_TEXT = "Agree a roster that crews every Sunday train"


@pytest.fixture
def database(built_demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built_demo, tmp_path / "stocktake.duckdb"))


def test_the_ledger_counts_and_puts_the_overdue_first(app: Opened):
    shown = written(app("plan/actions"))
    assert "8 open actions, 4 of them overdue" in shown
    # The one that is overdue longest stands first; one that is in time stands below it.
    order = [LATE_TEXT, "Name the authorities", "Give the ten trusts"]
    assert [shown.index(text) for text in order] == sorted(shown.index(text) for text in order)
    assert "Overdue by 2 months" in shown
    assert "Open (8)" in shown
    assert "Overdue (4)" in shown


def test_filters_stand_in_the_address(app: Opened):
    shown = written(app("plan/actions", show="overdue", department="transport"))
    assert LATE_TEXT in shown
    assert "Report same-day cancellations" not in shown
    assert "/actions?show=overdue&amp;department=health" in shown
    # One owner's, and the way back to everybody's.
    owner = "Director of Elective Care, Health (demo)"
    shown = written(app("plan/actions", owner=owner))
    assert "Publish unused theatre hours" in shown
    assert LATE_TEXT not in shown
    assert "Show everybody" in shown


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"show": "slipped"}, "No action here was rescheduled"),
        ({"show": "settled"}, "No action matches these filters."),
        ({"department": "<b>none"}, "No action matches these filters."),
        ({"owner": "<b>Nobody"}, "No action matches these filters."),
        ({"known_at": "2026-01-01"}, "No action has been agreed yet."),
    ],
)
def test_an_empty_list_says_why(app: Opened, query: dict[str, str], said: str):
    shown = written(app("plan/actions", **query))
    assert said in shown
    assert "<b>" not in shown.replace("<b></b>", "") or "<b>none" not in shown
    assert "<b>Nobody" not in shown


def test_an_action_put_back_twice_rises_to_the_top(database: Path):
    with Room(database) as room:
        for due_on in (date(2026, 7, 31), date(2026, 8, 31)):
            room.change("cancel_same_day", "moved", due_on=due_on, decided_by="Dee Mover")
        room.change("ae_handover_rule", "moved", due_on=date(2026, 5, 1))
        room.change("ae_handover_rule", "moved", due_on=date(2026, 5, 15), reason="Talks <b>")
    shown = written(open_app("plan/actions"))
    first, second = "Agree with ambulance services", LATE_TEXT
    assert shown.index(first) < shown.index(second) < shown.index("Report same-day")
    assert shown.index("Report same-day") < shown.index("Visit the ten councils")
    assert "Rescheduled twice" in shown
    assert "last by Dee Mover" in shown
    assert "<s><span" in shown
    one = written(open_app("plan/actions", action="ae_handover_rule"))
    assert "Rescheduled by 2 weeks, from 1 May 2026 to 15 May 2026" in one
    assert "Talks &lt;b&gt;" in one
    assert one.count('class="slip"') == 2


def test_an_unknown_action_is_met_with_a_sentence(app: Opened):
    shown = written(app("plan/actions", action="<b>none"))
    assert "There is no such action on this day" in shown
    assert "<b>none" not in shown


def press(at: AppTest, name: str, key: str = ROSTER, turn: int = 0) -> AppTest:
    at.button(key=f"ledger_{name}_{key}_{turn}").click().run()
    assert not at.exception
    return at


def write(at: AppTest, name: str, text: str, turn: int = 0) -> None:
    key = f"ledger_{name}_{ROSTER}_{turn}"
    found = next(one for one in [*at.text_input, *at.text_area] if one.key == key)
    found.set_value(text)


def test_a_date_is_moved_in_plain_words(database: Path):
    at = open_app("plan/actions", action=ROSTER)
    write(at, "date", "end of next month")
    at.run()
    assert "30 June 2026: 3 months later than now." in written(at)
    at = press(at, "move")
    assert "Give a reason first" in written(at)
    assert at.text_input(key=f"ledger_date_{ROSTER}_0").value == "end of next month"
    write(at, "move_reason", "The union asked for more time")
    at = press(at, "move")
    shown = written(at)
    assert "Rescheduled. To undo" in shown
    assert "Rescheduled by 3 months, from 31 March 2026 to 30 June 2026" in shown
    assert "Rescheduled once, 3 months later than first agreed" in shown
    # What was typed is kept with the action now, and the form is empty again.
    assert at.text_input(key=f"ledger_date_{ROSTER}_1").value == ""
    with opened.the_store(database).reader(with_headlines=False) as db:
        (change,) = db.rows("core.known_action_changes")
    assert (change["change"], change["due_on"]) == ("moved", date(2026, 6, 30))


@pytest.mark.parametrize(
    ("text", "due_on", "said"),
    [
        ("", None, "Write the new date"),
        ("when pigs fly", None, 'We could not read "when pigs fly" as a date.'),
        ("1 May 2026", date(2026, 5, 1), "1 May 2026 has passed."),
        ("30 June", date(2026, 6, 30), "It is already due on 30 June 2026."),
        ("1 July", date(2026, 7, 1), ""),
    ],
)
def test_a_new_date_must_be_one(text: str, due_on: date | None, said: str):
    found = date_missing(text, due_on, date(2026, 6, 30), date(2026, 5, 20))
    assert found.startswith(said)
    assert bool(found) is bool(said)


def test_an_action_is_closed_on_evidence_and_opened_again(database: Path):
    at = open_app("plan/actions", action=ROSTER)
    at = press(at, "close")
    assert "Give the evidence that it is done." in written(at)
    write(at, "evidence", "Timetable of June, page 4")
    at = press(at, "close")
    shown = written(at)
    assert "Closed. If it was not done" in shown
    assert "Closed. Evidence: </strong>Timetable of June, page 4" in shown
    assert [one.key for one in at.button if one.key and one.key.startswith("ledger_")] == [
        f"ledger_reopen_{ROSTER}_1"
    ]
    write(at, "reopen_reason", "Two depots are missing", turn=1)
    at = press(at, "reopen", turn=1)
    assert "Reopened." in written(at)
    assert "<strong>Reopened</strong>" in written(at)


def test_an_action_is_given_to_somebody_else_and_dropped(database: Path):
    at = open_app("plan/actions", action=ROSTER)
    at = press(at, "reassign")
    assert "Choose the new owner" in written(at)
    people = at.selectbox(key=f"ledger_owner_{ROSTER}_0")
    name = "Director of SEND, Education (demo)"
    assert name in people.options
    people.set_value(name)
    write(at, "owner_reason", "A new post")
    at = press(at, "reassign")
    assert "Reassigned to Director of SEND, Education" in written(at)
    write(at, "drop_reason", "No longer needed", turn=1)
    at = press(at, "drop", turn=1)
    assert "Cancelled." in written(at)
    assert "Cancelled on" in written(at)


def test_what_is_typed_outlives_a_look_at_another_page(app: Opened):
    at = app("plan/actions", action=ROSTER)
    write(at, "move_reason", "Half a sentence")
    at.run()
    at.switch_page("pages/monitor/wall.py").run()
    at.query_params["action"] = ROSTER
    at.switch_page("pages/plan/actions.py").run()
    assert at.text_area(key=f"ledger_move_reason_{ROSTER}_0").value == "Half a sentence"


def test_an_action_of_a_stocktake_leads_back_to_it(database: Path):
    with Room(database) as room:
        room.begin()
        key = room.action(priority_key="ae_four_hour")
        room.action(key=key, text="Write to all trusts", priority_key="ae_four_hour")
        meeting = room.meeting_key
    shown = written(open_app("plan/actions", action=key))
    assert f"/follow-up?meeting={meeting}" in shown
    assert "Reworded." in shown
    assert "&quot;Write to every trust&quot;" in shown
    assert "/priority?priority=ae_four_hour" in shown


def test_the_past_and_departments_are_only_looked_at(app: Opened, monkeypatch: pytest.MonkeyPatch):
    at = app("plan/actions", action=ROSTER, known_at="2026-03-01")
    assert not [one for one in at.button if (one.key or "").startswith("ledger_")]
    assert "known_at=2026-03-01" in written(at)
    monkeypatch.setattr(frame, "who", lambda: User("Dee", frozenset({"department"})))
    at = app("plan/actions", action=ROSTER)
    assert LATE_TEXT in written(at)
    assert not [one for one in at.button if (one.key or "").startswith("ledger_")]


def test_the_list_is_a_workbook_of_texts(database: Path):
    with Room(database) as room:
        room.begin()
        room.action(text="=cmd|' /C calc'!A0", owner="@SUM(A1)", due_on=JULY)
        rows = most_urgent_first(room.rows("page.action_ledger"))
    desk = Desk(None, User("x", frozenset()), None, None, 1, date(2026, 5, 20), "Unit", True)
    made = list_bytes(desk, in_state(of_whom(rows, Wanted()), "open"))
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Actions"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert cells["=cmd|' /C calc'!A0"].data_type == "s"
    assert cells["@SUM(A1)"].quotePrefix is True
    assert sheet.max_row == 10
