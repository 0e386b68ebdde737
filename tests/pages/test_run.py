"""Run: where a meeting starts, who may come in, and what begins when."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stocktake.editions.freezing import freeze
from stocktake.model.assessment import GivenRating, RaterType
from stocktake.model.meeting import MeetingEvent
from stocktake.store import Store
from stocktake.ui import frame
from tests.pages.conftest import open_app, written
from tests.pages.frozen import Frozen
from tests.pages.meetings import PLAN, Held, data_of, hold_copy


@pytest.fixture
def held(frozen_small: Frozen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Held:
    return hold_copy(frozen_small, tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("looked_at")


@pytest.fixture
def looked_at(frozen_small: Frozen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Held:
    """One copy for the tests after which nothing is different."""
    return hold_copy(frozen_small, folder, monkeypatch)


def be_department(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "who", lambda: frame.User("sender", frozenset({"department"})))


def parts(at: AppTest) -> list[str]:
    """Name the components that stand on the page, without those of the frame."""
    found = [element.proto.component_name for element in at.get("bidi_component")]
    return [name.removeprefix("stocktake_") for name in found if name != "stocktake_links"]


# ---- the start


def test_the_demonstration_offers_what_is_prepared_and_what_was_held(looked_at: Held):
    shown = written(open_app("meeting/run"))
    assert shown.index("Prepared") < shown.index("Spring stocktake") < shown.index("Held before")
    assert shown.index("Held before") < shown.index("Winter stocktake")


def test_a_stocktake_says_what_it_is_and_its_name_is_only_a_name(looked_at: Held):
    shown = written(open_app("meeting/run"))
    assert "A &lt;small&gt; stocktake" in shown
    assert "21 May 2026 · Chair (demo) · 1 priority · 10 minutes · Education" in shown
    assert ": figures as known on" in shown
    assert "Edition 1, frozen " in shown


def test_an_old_address_of_a_department_leads_to_the_choice(looked_at: Held):
    assert "Run the stocktake" in written(open_app("meeting/run", department="health"))


def test_nothing_prepared_is_said(held: Held, monkeypatch: pytest.MonkeyPatch):
    with held.store.reader(with_headlines=False) as db:
        keys = [row["meeting_key"] for row in db.rows("page.meetings")]
    for key in keys:
        held.store.write_meeting_event(key, MeetingEvent.CANCELLED, decided_by="unit")
    assert "No stocktake is prepared yet" in written(open_app("meeting/run"))


def test_freezing_from_here_leads_into_the_rehearsal(held: Held):
    another = held.store.write_meeting(PLAN, saved_by="unit")
    at = open_app("meeting/run")
    at.button(key=f"freeze_{another}").click().run(timeout=120)
    assert not at.exception
    assert parts(at) == ["link", "deck"]
    assert at.query_params["as"] == "rehearsal"
    with held.store.reader(with_headlines=False) as db:
        (edition,) = db.rows("page.editions", meeting_key=another)
    assert at.query_params["edition"] == edition["edition_key"]


def test_freezing_anew_is_offered_only_when_something_has_changed(held: Held):
    button = f"freeze_{held.meeting_key}"
    assert button not in {one.key for one in open_app("meeting/run").button}
    change_a_rating(held.store)
    assert button in {one.key for one in open_app("meeting/run").button}


def change_a_rating(store: Store) -> None:
    rating = GivenRating("phonics", "2026-03", "overall", "red", RaterType.UNIT, "unit", "It slid")
    store.write_ratings([rating])


def test_a_department_is_offered_to_follow_and_nothing_else(
    looked_at: Held, monkeypatch: pytest.MonkeyPatch
):
    be_department(monkeypatch)
    at = open_app("meeting/run")
    shown = written(at)
    assert "Wait for it to start" in shown
    assert "Rehearse" not in shown
    assert "Start the stocktake" not in shown
    assert [one.key for one in at.button if (one.key or "").startswith("freeze_")] == []


# ---- the door


def test_an_edition_that_does_not_exist_is_met_with_a_sentence(looked_at: Held):
    at = open_app("meeting/run", edition="<b>none</b>", **{"as": "chair"})
    assert "That edition cannot be opened" in written(at)
    assert "<b>none</b>" not in written(at)
    assert parts(at) == []


def test_without_a_role_the_ways_in_are_offered(held: Held):
    at = held.enter()
    assert parts(at) == []
    assert "Start the stocktake" in written(at)
    assert "Rehearse" in written(at)
    held.note(MeetingEvent.BEGUN)
    assert parts(held.enter()) == ["link", "deck"]


def test_a_rehearsal_begins_nothing(looked_at: Held):
    at = looked_at.enter(**{"as": "rehearsal"})
    assert parts(at) == ["link", "deck"]
    assert looked_at.state == "prepared"


def test_the_chair_begins_the_stocktake_once(held: Held):
    before = held.store.desk_version()
    assert parts(held.enter(**{"as": "chair"})) == ["link", "deck"]
    assert held.state == "begun"
    held.enter(**{"as": "chair"})
    assert held.store.desk_version() == before + 1


def test_who_follows_waits_until_it_begins(held: Held):
    at = held.enter(**{"as": "follow"})
    assert parts(at) == []
    assert "It has not started yet" in written(at)
    assert held.state == "prepared"
    held.note(MeetingEvent.BEGUN)
    at.run()
    assert parts(at) == ["link", "deck"]


def test_everybody_is_sent_to_the_edition_it_began_on(held: Held):
    other = freeze(held.store, held.meeting_key, frozen_by="unit")
    held.note(MeetingEvent.BEGUN, other.edition_key)
    for role in ("chair", "follow"):
        at = held.enter(**{"as": role})
        assert parts(at) == []
        assert "This stocktake runs on another edition" in written(at)
        assert f"edition={other.edition_key}&amp;as=follow" in written(at)


def test_a_closed_stocktake_is_looked_at_again_without_a_chair(held: Held):
    held.note(MeetingEvent.BEGUN)
    held.note(MeetingEvent.CLOSED)
    start = written(open_app("meeting/run"))
    assert "View the slides" in start
    assert f"follow-up?meeting={held.meeting_key}" in start
    at = held.enter(**{"as": "chair"})
    assert parts(at) == ["link", "deck"]
    assert held.state == "closed"
    assert deck_options(at)["role"] == "reader"
    assert data_of(at, "link")["chair_key"] is None


def test_a_stocktake_that_was_called_off_is_said_to_be(held: Held):
    held.note(MeetingEvent.CANCELLED)
    assert "was cancelled" in written(held.enter(**{"as": "chair"}))


@pytest.mark.parametrize("role", ["chair", "rehearsal"])
def test_a_department_cannot_take_the_chairs_place(
    looked_at: Held, monkeypatch: pytest.MonkeyPatch, role: str
):
    be_department(monkeypatch)
    at = looked_at.enter(**{"as": role})
    assert parts(at) == []
    assert "You cannot take the chair" in written(at)
    assert looked_at.state == "prepared"


def test_a_rehearsal_keeps_its_captures_apart(held: Held):
    rehearsed = deck_options(held.enter(**{"as": "rehearsal"}))
    real = deck_options(held.enter(**{"as": "chair"}))
    assert (rehearsed["role"], real["role"]) == ("rehearsal", "chair")
    assert rehearsed["meeting"] != real["meeting"] == held.meeting_key


def deck_options(at: AppTest) -> dict[str, object]:
    return data_of(at, "deck")["options"]
