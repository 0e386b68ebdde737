"""The board: every state in words, late in days, with the way on; reminders, calendar, waivers."""

import re
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from stocktake.model.return_calendar import calendar_file
from stocktake.store import open_store
from stocktake.ui.board import STATES, board_table, rounds_shown, stale_list
from stocktake.ui.board_reminders import due_returns, open_returns
from stocktake.ui.board_waivers import in_force
from stocktake.ui.frame import Desk, User
from stocktake.ui.markup import STYLE
from tests.pages.conftest import Opened, open_app, written
from tests.pages.desk import Sent

TODAY = date(2026, 5, 20)


def desk_of(known_on: date | None = None) -> Desk:
    return Desk(None, User("x", frozenset()), None, known_on, 1, TODAY, "Unit", False)


def row(**more: object) -> dict[str, object]:
    return {
        "department_key": "health",
        "department": "Health",
        "department_position": 1,
        "reporting_round": "2026-04",
        "round_title": "Month of April 2026",
        "opens_on": date(2026, 5, 1),
        "due_on": date(2026, 5, 15),
        "state": "not_sent",
        "has_accepted": False,
        "days_late": 0,
        "sent_by": "Anna Clerk",
        "received_at": datetime(2026, 5, 14, 9),
        "draft_key": None,
        "submission_key": None,
        "must_fix_count": 0,
        "open_question_count": 0,
        "observation_count": 3,
        "submission_count": 0,
    } | more


def drawn(*rows: dict[str, object], known_on: date | None = None) -> str:
    board = pd.DataFrame(rows)
    return board_table(board, rounds_shown(board, TODAY, 12), desk_of(known_on))


@pytest.mark.parametrize("state", STATES)
def test_every_state_stands_in_words(state: str):
    assert STATES[state] in drawn(row(state=state))


def test_every_state_has_a_sign_of_its_own():
    style = STYLE.read_text("utf-8")
    kinds = [f"state-{state}" for state in STATES] + ["state-not_sent.is-late"]
    signs = [re.search(rf"td\.{kind} {{ background-image: (url.*?); }}", style) for kind in kinds]
    assert len({sign[1] for sign in signs if sign}) == len(kinds)


def test_a_late_return_says_by_how_many_days():
    assert "5 days late" in drawn(row(days_late=5))
    assert "1 day late" in drawn(row(days_late=1, state="accepted", submission_key="s"))
    assert "late" not in drawn(row())


def test_a_cell_leads_to_what_comes_next():
    assert 'href="/upload?draft=d1"' in drawn(row(state="needs_fixing", draft_key="d1"))
    assert 'href="/history?submission=s1"' in drawn(row(state="accepted", submission_key="s1"))
    assert "/upload?department=health&amp;round=2026-04" in drawn(row())
    assert "href" not in drawn(row(state="not_open"))


def test_nobody_is_led_to_sending_from_the_past():
    past = date(2026, 5, 1)
    assert "/upload" not in drawn(row(state="needs_fixing", draft_key="d1"), known_on=past)
    assert "known_at=2026-05-01" in drawn(row(state="accepted", submission_key="s1"), known_on=past)


def test_a_department_that_is_not_asked_has_a_quiet_cell():
    other = row(department_key="transport", department="Transport", reporting_round="2026-03")
    assert drawn(row(), other).count("No return asked") == 2


def test_names_are_text():
    shown = drawn(row(department="<b>H", sent_by="<i>x", state="accepted", submission_key="s"))
    assert "<b>H" not in shown
    assert "<i>x" not in shown


def test_forty_departments_and_twelve_rounds_are_drawn_at_once():
    rows = [
        row(
            department_key=f"d{number}",
            department=f"Department {number}",
            department_position=number,
            reporting_round=f"2025-{month:02}",
            state="accepted",
            submission_key=f"s{number}-{month}",
        )
        for number in range(40)
        for month in range(1, 13)
    ]
    shown = drawn(*rows)
    assert shown.count("state-accepted") == 480
    # The cell, its link and what is said of it: a browser draws no faster than this lets it.
    assert len(re.findall(r"<[a-z]", shown)) < 3 * 480 + 2 * 40 + 40


def test_only_rounds_that_have_opened_are_shown_and_the_newest_is_last():
    rounds = [("2026-03", -60), ("2026-04", -20), ("2026-05", 10)]
    board = pd.DataFrame(
        [row(reporting_round=key, opens_on=TODAY + timedelta(days=days)) for key, days in rounds]
    )
    assert rounds_shown(board, TODAY, 6) == ["2026-03", "2026-04"]
    assert rounds_shown(board, TODAY, 1) == ["2026-04"]


def test_what_is_overdue_is_told_from_what_has_ended():
    base = {
        "department": "Health",
        "indicator_key": "a",
        "latest_period_end": date(2026, 1, 31),
        "stale_on": date(2026, 4, 20),
        "freshness": "stale",
        "ended_on": None,
    }
    ended = {"freshness": "ended", "ended_on": date(2023, 8, 31), "days_stale": None}
    frame = pd.DataFrame(
        [
            base | {"title": "Waits", "days_stale": 30},
            base | {"title": "Old", "days_stale": 900},
            base | {"title": "Median", "stale_on": None} | ended,
        ]
    )
    shown = stale_list(frame)
    assert "Overdue since April 2026" in shown
    assert shown.count("Overdue since") == 1
    assert "nothing is due: Median (ended August 2023)." in shown
    assert "the series may have ended: Old (to January 2026)" in shown
    assert "as new as it should be" in stale_list(frame.head(0))


def test_reminders_leave_out_what_is_older_than_a_year():
    old = row(due_on=date(2025, 5, 1), days_late=384)
    assert [one.due_on for one in open_returns(pd.DataFrame([row(), old]), TODAY)] == [
        date(2026, 5, 15)
    ]


def test_the_calendar_holds_what_is_to_come_and_the_last_month():
    board = pd.DataFrame(
        [row(), row(due_on=date(2026, 1, 1)), row(due_on=date(2026, 9, 1), state="not_open")]
    )
    found = due_returns(board, TODAY)
    assert [one.due_on for one in found] == [date(2026, 5, 15), date(2026, 9, 1)]
    content = calendar_file(found, title="x", written_at=datetime(2026, 5, 20))
    assert content.count(b"BEGIN:VEVENT") == 2


# ---- on the page


@pytest.fixture
def database(built_demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built_demo, tmp_path / "stocktake.duckdb"))


def test_the_demonstration_s_board(app: Opened):
    at = app("returns/board")
    shown = written(at)
    assert "26 days late" in shown
    assert "Rail: trains cancelled (%)" in shown
    assert len(at.code) == 1
    assert at.code[0].value.startswith("Dear colleagues, a reminder that your return")


def test_a_draft_shows_what_it_waits_for(database: Path):
    with Sent(database) as sent:
        key = sent.broken()
    shown = written(open_app("returns/board"))
    cell = shown.split(f"/upload?draft={key}")[1].split("</td>")[0]
    assert "Needs fixing" in cell
    assert "1 thing to fix" in cell
    assert "sent again" in cell


def test_more_rounds_can_be_asked_for(app: Opened):
    few, more = (written(app("returns/board", rounds=rounds)) for rounds in ("6", "24"))
    assert "July 2025" not in few
    assert "July 2025" in more
    assert re.search(r'<a [^>]*aria-current="page"[^>]*>Last 24 rounds', more)


def test_a_day_before_any_round_has_an_empty_board(app: Opened):
    assert "No reporting rounds yet" in written(app("returns/board", known_at="2001-01-01"))


def test_the_past_writes_nothing(app: Opened):
    at = app("returns/board", known_at="2026-01-20")
    assert len(at.code) == 0
    assert "Returns received" in written(at)


def open_waivers(at: AppTest) -> AppTest:
    at.session_state["board_waivers"] = True
    return at.run()


def sign(at: AppTest, reason: str = "Three trusts have merged.") -> AppTest:
    turn = at.session_state["waiver_turn"]
    at.selectbox(key=f"waiver_code_{turn}").set_value("R-301")
    at.selectbox(key=f"waiver_dept_{turn}").set_value("health").run()
    at.selectbox(key=f"waiver_ind_health_{turn}").set_value("ae_four_hour").run()
    at.text_area(key=f"waiver_reason_{turn}").set_value(reason)
    at.button(key="waiver_sign").click().run()
    assert not at.exception
    return at


def test_a_waiver_is_signed_listed_and_ended(database: Path):
    at = sign(open_waivers(open_app("returns/board")))
    shown = written(at)
    assert "Signed: R-301 is waived until 19 November 2026." in shown
    assert "Three trusts have merged." in shown
    assert "Health, A&amp;E: seen within four hours, all types (%)" in shown
    ended = next(button for button in at.button if button.key.startswith("waiver_end_"))
    ended.click().run()
    shown = written(at)
    assert "R-301 is checked again from now on." in shown
    assert "Three trusts have merged." not in shown


def test_a_waiver_without_a_reason_is_not_signed(database: Path):
    at = sign(open_waivers(open_app("returns/board")), reason="  ")
    assert "Still missing: the reason." in written(at)
    assert [button for button in at.button if button.key.startswith("waiver_end_")] == []


def test_an_ended_waiver_is_kept(database: Path):
    at = sign(open_waivers(open_app("returns/board")))
    next(button for button in at.button if button.key.startswith("waiver_end_")).click().run()
    copy = shutil.copy(database, database.with_name("copy.duckdb"))
    log = database.with_name(database.name + ".wal")
    if log.exists():
        shutil.copy(log, database.with_name("copy.duckdb.wal"))
    store = open_store(Path(copy))
    with store.reader() as db:
        (kept,) = db.rows("core.known_waivers")
    store.close()
    assert kept["expires_on"] == date(2026, 5, 19)


def test_a_waiver_holds_from_its_first_day_to_its_last():
    frame = pd.DataFrame(
        {"waiver_key": ["w"], "signed_on": [TODAY], "expires_on": [TODAY + timedelta(days=1)]}
    )
    days = [TODAY + timedelta(days=days) for days in (-1, 0, 1, 2)]
    assert [len(in_force(frame, on)) for on in days] == [0, 1, 1, 0]
