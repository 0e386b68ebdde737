"""Today: the app's first page, whose it is, who may word it, and what it says of nothing."""

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingPlan
from stocktake.store import Store
from stocktake.ui import frame, opened, reads, today
from stocktake.ui.frame import User
from stocktake.ui.menu import START
from tests.pages.conftest import Opened, open_app, written

BLOCKS = ("since", "ask", "going_well", "not_going_well", "overdue", "coming")
Copied = Callable[[], Store]


def main(at: AppTest) -> str:
    """Give the markup of the page itself."""
    shown = written(at)
    return shown[shown.index("front-head") :]


def lines(at: AppTest, block: str) -> list[str]:
    """Give the lines of a block as plain words."""
    found = re.search(rf'class="front-{block}">(.*?)</section>', main(at), re.DOTALL)
    items = re.findall(r"<li[^>]*>(.*?)</li>", found[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]


@pytest.fixture
def copied(built_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copied:
    """Have the app open a copy of the demo that a test may write to; give its store."""
    path = Path(shutil.copy(built_demo, tmp_path / "stocktake.duckdb"))
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(path))
    return lambda: opened.the_store(path)


# ---- the page ---------------------------------------------------------------------------------


def test_it_is_the_first_page(app: Opened):
    assert START.key == "monitor/today"
    at = app("monitor/today")
    assert all(f"front-{block}" in main(at) for block in BLOCKS)
    assert 'href="/" data-soft="yes" target="_self" aria-current="page">Today' in written(at)


def test_every_line_leads_somewhere_and_no_block_is_longer_than_five(app: Opened):
    at = app("monitor/today")
    for block in BLOCKS:
        part = re.search(rf'class="front-{block}">(.*?)</section>', main(at), re.DOTALL)[1]
        items = re.findall(r"<li[^>]*>(.*?)</li>", part, re.DOTALL)
        assert 1 <= len(items) <= 5, block
        assert all(item.count("<a ") == 1 for item in items), block


def test_a_question_leads_to_its_priority(app: Opened):
    part = main(app("monitor/today"))
    asked = part[part.index("front-ask") : part.index("front-going_well")]
    assert len(re.findall(r'href="/priority\?priority=\w+"', asked)) == 5


def test_a_department_sees_only_its_own(app: Opened):
    at = app("monitor/today", department="transport")
    keys = set(re.findall(r"priority=(\w+)", main(at)))
    assert keys <= {"scotrail_punctuality", "operators_on_path", "cancellations"}
    assert "Transport’s return is 4 weeks late" in lines(at, "overdue")


def test_what_there_is_nothing_to_say_of_is_said(app: Opened):
    at = app("monitor/today", department="policing")
    assert "No priority is open." in main(at)
    assert lines(at, "ask") == ["No question is suggested"]
    assert "No return is overdue" in lines(at, "overdue")


def test_an_unknown_department_shows_what_is_usual(app: Opened):
    assert main(app("monitor/today", department="<script>")) == main(
        app("monitor/today", department="all")
    )


def test_on_an_earlier_day_it_says_what_was_known_then(app: Opened):
    at = app("monitor/today", known_at="2025-09-01")
    assert lines(at, "since") == ["No stocktake has been held yet, so nothing is compared"]
    assert "known_at=2025-09-01" in main(at)
    # Neither a way into the meeting nor a pen: it is over.
    assert "Start" not in written(at)
    assert not [button for button in at.button if button.key == "today_reword"]


def test_a_day_before_anything_is_met_with_a_sentence(app: Opened):
    assert "No priorities yet" in written(app("monitor/today", known_at="2001-01-01"))


def test_in_a_large_store_the_page_is_drafted_without_its_questions_first(
    copied: Copied, monkeypatch: pytest.MonkeyPatch
):
    seen: list[bool] = []
    draft = today.read_front_page

    def note(db, every, frames_of, **given):
        seen.append(frames_of is not None)
        return draft(db, every, frames_of, **given)

    monkeypatch.setattr(today, "read_front_page", note)
    monkeypatch.setattr(reads, "_LARGE", 0)
    at = open_app("monitor/today")
    assert seen == [False, True]
    assert written(at).count("front-head") == 1
    assert len(lines(at, "ask")) == 5
    again = open_app("monitor/today")
    assert seen == [False, True]
    assert main(again) == main(at)


# ---- the stocktake that comes -----------------------------------------------------------------


def plan(on: date, *departments: str) -> MeetingPlan:
    items = (AgendaItem(AgendaKind.PRIORITY, "Phonics", 30, priority_key="phonics"),)
    return MeetingPlan("Schools <stocktake>", on, "Chair (demo)", departments, items)


def prepare_only(store: Store, on: date, *departments: str) -> str:
    """Call off what is prepared, and prepare another."""
    with store.reader(with_headlines=False) as db:
        prepared = [row for row in db.rows("page.meetings") if row["state"] == "prepared"]
    for row in prepared:
        store.write_meeting_event(row["meeting_key"], "cancelled", decided_by="Unit")
    return store.write_meeting(plan(on, *departments), saved_by="Unit")


def test_it_opens_on_the_departments_of_a_stocktake_that_is_near(copied: Copied):
    prepare_only(copied(), date(2026, 5, 20) + timedelta(days=14), "education")
    at = open_app("monitor/today")
    assert "Education · Schools &lt;stocktake&gt;, 3 June 2026, 30 minutes" in written(at)
    # Only what is on its agenda can be asked about in it.
    asked = main(at)[main(at).index("front-ask") : main(at).index("front-going_well")]
    assert set(re.findall(r"priority=(\w+)", asked)) == {"phonics"}
    whole = open_app("monitor/today", department="all")
    assert 'class="kicker">All departments<' in written(whole)


def test_a_stocktake_far_ahead_leaves_the_desk_its_whole_view(copied: Copied):
    prepare_only(copied(), date(2026, 5, 20) + timedelta(days=15), "education")
    assert 'class="kicker">All departments<' in written(open_app("monitor/today"))


# ---- the unit's own words ---------------------------------------------------------------------


def reword(at: AppTest, words: str) -> AppTest:
    at.button(key="today_reword").click().run()
    key = at.selectbox(key="today_line").value
    assert key == "headline"
    at.text_area(key=f"today_text_{key}").set_value(words)
    at.button(key="today_save").click().run()
    assert not at.exception
    return open_app("monitor/today")


def test_a_line_is_worded_and_the_rules_own_is_one_click_away(copied: Copied):
    at = open_app("monitor/today")
    drafted = re.search(r"front-head.*?>([^<>]+)</a>", written(at))[1]
    figures = copied().data_version()
    shown = main(reword(at, "Two <b>hard</b> months."))
    assert "Two &lt;b&gt;hard&lt;/b&gt; months." in shown
    assert f"drafted: {drafted}" in shown
    assert copied().data_version() == figures
    # Another page than the stocktake's keeps the rules' words.
    assert "hard" not in main(open_app("monitor/today", department="education"))


def test_the_rules_own_words_are_no_wording(copied: Copied):
    at = open_app("monitor/today")
    drafted = re.search(r"front-head.*?>([^<>]+)</a>", written(at))[1]
    reword(at, "Something else.")
    assert "drafted" not in main(reword(open_app("monitor/today"), drafted))


def test_a_line_is_left_out_and_given_back(copied: Copied):
    at = open_app("monitor/today")
    before = lines(at, "coming")
    at.session_state["today_line"] = "coming.return"
    at.button(key="today_reword").click().run()
    at.button(key="today_leave_out").click().run()
    again = open_app("monitor/today")
    assert lines(again, "coming") == before[:1]
    again.session_state["today_line"] = "coming.return"
    again.button(key="today_reword").click().run()
    again.button(key="today_draft").click().run()
    assert lines(open_app("monitor/today"), "coming") == before


def test_an_empty_headline_is_refused_with_a_sentence(copied: Copied):
    at = open_app("monitor/today")
    at.button(key="today_reword").click().run()
    at.text_area(key="today_text_headline").set_value(" ")
    at.button(key="today_save").click().run()
    assert "drafted" not in main(open_app("monitor/today"))


def test_a_department_reads_and_words_nothing(app: Opened, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frame, "who", lambda: User("sender", frozenset({"department"})))
    at = app("monitor/today")
    assert lines(at, "ask")
    assert not [button for button in at.button if button.key == "today_reword"]
    assert "/prepare" not in main(at)


# ---- the menu, the key, the definitions -------------------------------------------------------


def test_the_menu_has_a_group_for_each_who_need_it_under_the_units_name(app: Opened):
    shown = written(app("monitor/today"))
    assert re.findall(r'class="menu-section">([^<]+)', shown) == [
        "Leader and chair",
        "Delivery unit",
        "Departments",
        "About",
    ]
    assert shown.index("Demonstration delivery unit") < shown.index("menu-section")


@pytest.mark.parametrize("page", ["monitor/today", "monitor/wall", "returns/upload", "about/views"])
def test_the_key_is_on_every_page(app: Opened, page: str):
    shown = written(app(page))
    key = shown[shown.index('class="key"') :]
    for word in ("Amber-green", "Well behind", "Missed by …", "Below the law", "Not held here"):
        assert word in key


def test_a_headline_leads_to_its_definition_alone(app: Opened):
    shown = written(app("monitor/wall"))
    link = re.search(r'href="/definitions\?indicator=(\w+)"', shown)
    assert link
    one = written(app("about/definitions", indicator=link[1]))
    assert re.findall(r'id="indicator-(\w+)"', one) == [link[1]]
    assert "Show every definition" in one


def test_definitions_are_found_by_any_of_their_words(app: Opened):
    at = app("about/definitions")
    every = len(re.findall(r'id="indicator-', written(at)))
    found = written(at.text_input(key="definition_search").set_value("ABSENT pupils").run())
    keys = re.findall(r'id="indicator-(\w+)"', found)
    assert 0 < len(keys) < every
    assert f"{len(keys)} definition" in found
    nothing = written(at.text_input(key="definition_search").set_value("xylophone").run())
    assert "No definition holds these words." in nothing
