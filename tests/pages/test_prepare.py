"""Prepare: made, put in order, written, kept at once.

The list that is put in order by hand is only real in a browser: tests/browser/test_prepare.py.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from stocktake.errors import StoreError
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingEvent, MeetingPlan
from stocktake.store import Store
from stocktake.ui import frame
from tests.pages.conftest import open_app, written
from tests.pages.frozen import Frozen
from tests.pages.preparing import ITEMS, LINE, PLAN, Prepared, keys_of, prepare_copy, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prepared")


@pytest.fixture
def prepared(frozen_prepared: Frozen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Prepared:
    """A stocktake of the test's own, in a database that the tests of this file share."""
    shared = prepare_copy(frozen_prepared, folder, monkeypatch)
    own = shared.store.write_meeting(PLAN, saved_by="Bela")
    return Prepared(shared.path, own, shared.edition_key)


@pytest.fixture
def alone(frozen_prepared: Frozen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prepared:
    """The frozen stocktake, in a database that nobody else writes to."""
    return prepare_copy(frozen_prepared, tmp_path, monkeypatch)


@pytest.fixture
def as_chair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "who", lambda: frame.User("Ada", frozenset({"chair"})))


# ---- the list, and another one


def test_every_stocktake_is_listed_with_what_it_came_to(prepared: Prepared):
    shown = written(open_app("meeting/prepare"))
    assert shown.index("Spring stocktake") < shown.index("Winter stocktake")
    assert "4 priorities · 45 minutes" in shown
    assert "6 items captured" in shown
    assert "A &lt;small&gt; stocktake" in shown
    assert f"/prepare?meeting={prepared.meeting_key}" in shown


@pytest.fixture
def form(prepared: Prepared) -> AppTest:
    return new_form()


def new_form() -> AppTest:
    at = open_app("meeting/prepare")
    return run(at.button(key="prepare_new_button").click())


def test_a_new_stocktake_starts_with_every_priority_of_its_departments(alone: Prepared):
    form = new_form()
    form.text_input(key="prepare_new_title").set_value("  Summer <i>stocktake</i> ")
    form.multiselect(key="prepare_new_departments").set_value(["transport"])
    run(form.button(key="prepare_make").click())
    (made,) = [row for row in alone.rows("page.meetings") if row["title"].startswith("Summer")]
    assert form.query_params["meeting"] == made["meeting_key"]
    assert "Summer &lt;i&gt;stocktake&lt;/i&gt;" in written(form)
    # A quarter after the last one that anybody planned, with its chair.
    assert (made["held_on"], made["chair"]) == (date(2026, 8, 20), "Chair (demo)")
    agenda = sorted(alone.rows("page.agenda"), key=lambda row: row["position"])
    kinds = [row["kind"] for row in agenda if row["meeting_key"] == made["meeting_key"]]
    assert kinds == ["actions", "wall", "priority", "priority", "priority", "decisions"]
    assert made["minutes"] > 30


def test_without_a_title_nothing_is_made(form: AppTest, prepared: Prepared):
    before = len(prepared.rows("page.meetings"))
    run(form.button(key="prepare_make").click())
    assert "Still missing: the title." in written(form)
    assert len(prepared.rows("page.meetings")) == before


def test_what_is_typed_for_a_new_one_outlives_another_page(form: AppTest):
    run(form.text_input(key="prepare_new_title").set_value("Half a title"))
    run(form.switch_page("pages/monitor/wall.py"))
    run(form.switch_page("pages/meeting/prepare.py"))
    assert form.text_input(key="prepare_new_title").value == "Half a title"


# ---- one: what is written is kept at once


def test_an_issue_is_written_and_found_again(prepared: Prepared):
    at = prepared.open()
    run(
        at.text_area(key=f"prepare_text_{LINE}").set_value("Nobody <script>alert(1)</script> came.")
    )
    run(at.text_area(key=f"prepare_options_{LINE}").set_value("Ask again\n\n  Ask   others \nWait"))
    run(at.text_area(key=f"prepare_ask_{LINE}").set_value("Choose by Friday."))
    run(at.text_input(key=f"prepare_title_{LINE}").set_value("Who comes?"))
    kept = prepared.plan.items[2]
    assert (kept.title, kept.text) == ("Who comes?", "Nobody <script>alert(1)</script> came.")
    assert kept.options == ("Ask again", "Ask others", "Wait")
    assert kept.ask == "Choose by Friday."
    again = prepared.open()
    assert again.text_area(key=f"prepare_ask_{LINE}").value == "Choose by Friday."
    assert "<script>" not in written(again)


def test_an_issue_follows_the_priority_it_is_given(prepared: Prepared):
    at = prepared.open()
    run(at.selectbox(key="prepare_add").set_value("priority:ehc_plans_20_weeks"))
    assert [item.priority_key for item in prepared.plan.items] == [
        None, "phonics", "phonics", "ehc_plans_20_weeks", None,
    ]  # fmt: skip
    run(at.selectbox(key=f"prepare_open_{prepared.meeting_key}_box").set_value("issue-phonics-1"))
    run(at.selectbox(key=f"prepare_priority_key_{LINE}").set_value("ehc_plans_20_weeks"))
    kinds = [(item.kind.value, item.priority_key) for item in prepared.plan.items]
    assert kinds[1:4] == [
        ("priority", "phonics"),
        ("priority", "ehc_plans_20_weeks"),
        ("issue", "ehc_plans_20_weeks"),
    ]


def test_a_celebration_goes_behind_the_wall_and_is_written(prepared: Prepared):
    at = prepared.open()
    run(at.selectbox(key="prepare_add").set_value("celebration"))
    added = prepared.plan.items[1]
    assert added.kind is AgendaKind.CELEBRATION
    (box,) = [one for one in at.text_area if str(one.key).startswith("prepare_text_")]
    run(box.set_value("Thank the schools."))
    assert prepared.plan.items[1].text == "Thank the schools."
    assert at.selectbox(key="prepare_add").value is None


def test_what_an_issue_lacks_is_said_before_it_is_frozen(prepared: Prepared):
    at = prepared.open()
    run(at.selectbox(key="prepare_add").set_value("issue"))
    assert "What it is about, two options or more and the ask still to write." in written(at)
    at.session_state["prepare_tabs"] = "Editions and pre-read"
    assert "New issue: what it is about, two options or more" in written(run(at))


def test_every_change_is_a_new_version_and_the_same_again_is_none(prepared: Prepared):
    at = prepared.open()
    before = prepared.store.desk_version()
    run(at.text_area(key=f"prepare_ask_{LINE}").set_value("Choose two."))
    assert prepared.store.desk_version() == before + 1
    run(at.text_area(key=f"prepare_ask_{LINE}").set_value("Choose two.  "))
    assert prepared.store.desk_version() == before + 1


def test_title_day_chair_and_departments_are_changed(prepared: Prepared):
    at = prepared.open()
    at.session_state["prepare_change"] = True
    run(at)
    key = prepared.meeting_key
    run(at.text_input(key=f"prepare_title_{key}").set_value("Early summer"))
    run(at.date_input(key=f"prepare_day_{key}").set_value(date(2026, 6, 3)))
    run(
        at.selectbox(key=f"prepare_chair_{key}").set_value(
            "Head of Waste Policy, Environment (demo)"
        )
    )
    run(at.multiselect(key=f"prepare_departments_{key}").set_value(["health", "education"]))
    plan = prepared.plan
    assert (plan.title, plan.held_on) == ("Early summer", date(2026, 6, 3))
    assert plan.chair.startswith("Head of Waste")
    assert set(plan.department_keys) == {"health", "education"}
    assert plan.items == ITEMS
    run(at.text_input(key=f"prepare_title_{key}").set_value("  "))
    assert prepared.plan.title == "Early summer"
    assert "needs a title" in written(at)


def test_an_agenda_made_anew_can_be_undone_with_every_word(prepared: Prepared):
    at = prepared.open()
    at.session_state["prepare_change"] = True
    run(run(at).button(key="prepare_anew").click())
    assert [item.kind.value for item in prepared.plan.items].count("priority") == 5
    assert "issues and successes were removed from it" in written(at)
    run(at.button(key="prepare_undo_button").click())
    assert prepared.plan.items == ITEMS


def test_a_stocktake_called_off_leaves_the_lists(prepared: Prepared):
    at = prepared.open()
    at.session_state["prepare_change"] = True
    run(run(at).button(key="prepare_call_off").click())
    assert "will no longer be listed" in written(at)
    run(at.button(key="prepare_call_off_sure").click())
    keys = {row["meeting_key"] for row in prepared.rows("page.meetings")}
    assert prepared.meeting_key not in keys
    assert "There is no such stocktake on this day" in written(prepared.open())


# ---- lines of inquiry


@pytest.fixture
def priority(prepared: Prepared) -> AppTest:
    at = prepared.open()
    return run(
        at.selectbox(key=f"prepare_open_{prepared.meeting_key}_box").set_value("priority-phonics-1")
    )


def inquiry_box(at: AppTest) -> Any:
    (box,) = [one for one in at.text_area if str(one.key).startswith("prepare_inquiries_")]
    return box


def test_lines_of_inquiry_are_suggested_edited_and_suggested_again(
    priority: AppTest, prepared: Prepared
):
    suggested = inquiry_box(priority).value
    assert 2 <= len(suggested.splitlines()) <= 3
    assert prepared.inquiries == {}
    assert "Suggested by rules" in written(priority)
    run(inquiry_box(priority).set_value("What now?\n\nAnd <b>then</b>?"))
    assert prepared.inquiries == {"phonics": ("What now?", "And <b>then</b>?")}
    assert "As written." in written(priority)
    run(priority.button(key="prepare_suggest_again").click())
    assert inquiry_box(priority).value == suggested
    assert prepared.inquiries["phonics"] == tuple(suggested.splitlines())


def test_an_issue_is_begun_from_its_priority(priority: AppTest, prepared: Prepared):
    run(priority.button(key="prepare_new_issue").click())
    assert [item.kind.value for item in prepared.plan.items] == [
        "wall", "priority", "issue", "issue", "decisions",
    ]  # fmt: skip
    assert prepared.plan.items[3].title == "Phonics at six: what next?"
    assert "Phonics at six: what next?" in [one.value for one in priority.text_input]


# ---- nothing typed is lost


@pytest.fixture
def broken(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    def refuse(*_: object, **__: object) -> str:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "write_meeting", refuse)
        yield patched


def test_what_could_not_be_kept_stays_and_is_kept_later(
    prepared: Prepared, broken: pytest.MonkeyPatch
):
    at = prepared.open()
    run(at.text_area(key=f"prepare_ask_{LINE}").set_value("Choose three."))
    assert "The disk is full." in written(at)
    run(at.switch_page("pages/monitor/wall.py"))
    at.query_params["meeting"] = prepared.meeting_key
    run(at.switch_page("pages/meeting/prepare.py"))
    assert at.text_area(key=f"prepare_ask_{LINE}").value == "Choose three."
    assert "Not saved yet." in written(at)
    assert prepared.plan.items == ITEMS
    broken.undo()
    run(at.button(key="prepare_save_again").click())
    assert prepared.plan.items[2].ask == "Choose three."
    assert "Not saved yet." not in written(at)


def test_a_colleagues_change_is_taken_over_and_not_written_over(prepared: Prepared):
    at = prepared.open()
    theirs = (*ITEMS[:2], AgendaItem(AgendaKind.CELEBRATION, "Thanks", 2, text="All."), *ITEMS[2:])
    prepared.store.write_meeting(
        MeetingPlan(PLAN.title, PLAN.held_on, PLAN.chair, PLAN.department_keys, theirs),
        saved_by="Cleo",
        meeting_key=prepared.meeting_key,
    )
    run(at.text_area(key=f"prepare_ask_{LINE}").set_value("Choose four."))
    assert "All." in [item.text for item in prepared.plan.items]
    assert [item.ask for item in prepared.plan.items if item.kind is AgendaKind.ISSUE] == [
        "Choose four."
    ]


def test_a_stocktake_that_somebody_began_meanwhile_keeps_its_plan(alone: Prepared):
    at = alone.open()
    alone.store.write_meeting_event(
        alone.meeting_key, MeetingEvent.BEGUN, decided_by="Ada",
        edition_key=alone.edition_key,
    )  # fmt: skip
    run(at.text_area(key=f"prepare_ask_{LINE}").set_value("Too late."))
    assert alone.plan.items == ITEMS
    assert "can no longer be changed" in written(at)


# ---- who may, and when


def test_a_chair_may_look_and_change_nothing(prepared: Prepared, as_chair: None):
    at = prepared.open()
    assert keys_of(at) == set()
    shown = written(at)
    assert "An analyst of the delivery unit prepares it" in shown
    assert "A &lt;b&gt;second&lt;/b&gt; check" in shown
    assert "Choose one." in shown
    assert keys_of(open_app("meeting/prepare")) == set()


def test_a_department_is_not_let_in(prepared: Prepared, monkeypatch: pytest.MonkeyPatch):
    sender = frame.User("sender", frozenset({"department"}))
    monkeypatch.setattr(frame, "who", lambda: sender)
    shown = written(open_app("monitor/wall"))
    assert 'href="/prepare"' not in shown


def test_on_an_earlier_day_the_plan_of_that_day_is_read(prepared: Prepared):
    listed = open_app("meeting/prepare", known_at="2026-02-16")
    shown = written(listed)
    assert "Winter stocktake" in shown
    assert "Spring stocktake" not in shown
    assert keys_of(listed) == set()
    (row,) = [row for row in prepared.rows("page.meetings") if row["state"] == "closed"]
    one = open_app("meeting/prepare", meeting=row["meeting_key"], known_at="2026-02-16")
    assert "read only" in written(one)
    assert ">prepared<" in written(one)
    assert keys_of(one) == set()


def test_before_any_stocktake_the_list_says_so(prepared: Prepared):
    assert "No stocktake had been prepared" in written(
        open_app("meeting/prepare", known_at="2025-06-01")
    )


@pytest.mark.parametrize("key", ["none", "<b>", "00000000-0000-0000-0000-000000000000"])
def test_an_address_that_names_no_stocktake_is_met_with_a_sentence(prepared: Prepared, key: str):
    shown = written(open_app("meeting/prepare", meeting=key))
    assert "There is no such stocktake on this day" in shown
    assert "There is no such edition on this day" in written(
        open_app("meeting/prepare", edition=key)
    )


def test_a_stocktake_that_was_held_is_only_read(prepared: Prepared):
    (row,) = [row for row in prepared.rows("page.meetings") if row["state"] == "closed"]
    at = open_app("meeting/prepare", meeting=row["meeting_key"])
    assert "can no longer be changed" in written(at)
    assert keys_of(at) == set()
