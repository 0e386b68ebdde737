"""The link of the meeting: what the browser says is kept and answered, and who is in the chair.

Nothing of the browser is here: the test driver hands the page what running_link.js would say.
"""

import time
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from stocktake import clock
from stocktake.model.meeting import MeetingEvent
from stocktake.store import Store
from stocktake.ui import running_room
from tests.pages.frozen import Frozen
from tests.pages.meetings import Held, data_of, hold_copy

ONE = {"stamp": "s1", "capture_key": "6d0f2a1e-0520-4c51-9a10-0000000000c9"}
DECISION = {**ONE, "kind": "decision", "text": "Go on"}


@pytest.fixture
def held(frozen_small: Frozen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Held:
    # The clock runs: turns and steps are told apart by it.
    clock.hold(None)
    return hold_copy(frozen_small, tmp_path, monkeypatch)


def enter(held: Held, role: str) -> AppTest:
    return held.enter(**{"as": role})


def say(at: AppTest, **said: object) -> dict[str, Any]:
    """Say something as the browser does, and give the answer."""
    at.session_state["link"] = {"said": {"page": "p1", **said}}
    at.run()
    assert not at.exception
    return data_of(at, "link")


def test_the_first_answer_holds_what_stays_and_a_later_one_only_news(held: Held):
    at = enter(held, "chair")
    first = data_of(at, "link")
    assert first["wants_word"]
    assert ["phonics", "Phonics at six", "education"] in first["priorities"]
    owners = [one for one in first["people"] if "phonics" in one["priorities"]]
    assert [one["departments"] for one in owners] == [["education"]]
    assert first["ratings"]["phonics"]
    assert first["next_on"] is None, "no later stocktake of this department is prepared"
    assert first["captured"] == []
    later = say(at, version=first["version"])
    assert not {"priorities", "people", "captured", "steps", "next_on"} & set(later)
    assert later["state"] == "begun"


def test_the_chairs_screen_is_kept_and_told_to_who_follows(held: Held):
    chair, clerk = enter(held, "chair"), enter(held, "follow")
    assert data_of(clerk, "link")["chair_key"] is None
    say(chair, screen_key="wall-1")
    say(chair, screen_key="phonics-trajectory")
    told = say(clerk)
    assert told["chair_key"] == "phonics-trajectory"
    assert told["role"] == "follower"
    steps = data_of(enter(held, "follow"), "link")["steps"]
    assert [key for key, _ in steps] == ["wall-1", "phonics-trajectory"]


def test_who_follows_moves_nobody(held: Held):
    chair, clerk = enter(held, "chair"), enter(held, "follow")
    say(chair, screen_key="wall-1")
    assert say(clerk, screen_key="phonics-trajectory")["chair_key"] == "wall-1"


def test_who_takes_the_chair_later_has_it(held: Held):
    first, second = enter(held, "chair"), enter(held, "chair")
    assert say(first, screen_key="wall-1")["role"] == "chair"
    assert say(second, page="p2", screen_key="phonics-trajectory")["role"] == "chair"
    assert say(first, screen_key="wall-1")["role"] == "follower"
    assert say(second, page="p2")["chair_key"] == "phonics-trajectory"
    # Leaving and coming again is taking the place anew.
    assert say(first, page="p3", screen_key="wall-1")["role"] == "chair"
    assert say(second, page="p2")["role"] == "follower"


def test_after_a_restart_the_chair_goes_on_and_who_had_left_it_does_not(
    held: Held, monkeypatch: pytest.MonkeyPatch
):
    first, second = enter(held, "chair"), enter(held, "chair")
    old = say(first)["turn"]
    new = say(second, page="p2")["turn"]
    anew = running_room.Room()
    monkeypatch.setattr("stocktake.ui.running.the_room", lambda: anew)
    again, back = enter(held, "chair"), enter(held, "chair")
    assert say(back, page="p2", turn=new, screen_key="wall-1")["chair_key"] == "wall-1"
    assert say(again, turn=old, screen_key="phonics-trajectory")["role"] == "follower"
    assert say(back, page="p2", turn=new)["role"] == "chair"


def test_nobody_holds_the_chair_by_a_turn_of_tomorrow(held: Held):
    at = enter(held, "chair")
    tomorrow = int(1000 * (time.time() + 86_400))
    assert say(at, turn=tomorrow)["turn"] < tomorrow


# ---- captures


def test_a_capture_is_kept_once_and_answered_until_it_is_heard(held: Held):
    at = enter(held, "chair")
    answer = say(at, captures=[DECISION])
    assert answer["saved"] == ["s1"]
    assert [one["text"] for one in answer["captured"]] == ["Go on"]
    assert say(at, captures=[DECISION])["saved"] == ["s1"]
    assert say(at)["saved"] == []
    (row,) = held.rows("page.captures")
    assert row["versions"] == 1


def test_a_refusal_says_why_and_keeps_nothing(held: Held):
    answer = say(enter(held, "chair"), captures=[{**DECISION, "kind": "action"}])
    assert answer["refused"] == {
        "s1": "An action needs a name and a date: who does it, and by when?"
    }
    assert answer["saved"] == []
    assert held.rows("page.captures") == []


def test_a_fault_of_the_store_is_not_shown_and_tried_again(
    held: Held, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    at = enter(held, "chair")

    def fail(*given: object, **named: object) -> bool:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "write_capture", fail)
        answer = say(at, captures=[DECISION])
        assert (answer["saved"], answer["refused"]) == ([], {})
    assert "could not be kept" in caplog.text
    assert say(at, captures=[DECISION])["saved"] == ["s1"]


def test_a_rehearsal_hears_nothing(held: Held):
    at = enter(held, "rehearsal")
    answer = say(at, captures=[DECISION], screen_key="wall-1", is_closing=True)
    assert answer["role"] == "rehearsal"
    assert held.rows("page.captures") == []
    assert held.state == "prepared"


# ---- closing


def test_only_the_chair_closes_and_what_was_said_with_it_is_kept(held: Held):
    chair, clerk = enter(held, "chair"), enter(held, "follow")
    say(chair)
    assert say(clerk, is_closing=True)["state"] == "begun"
    assert say(chair, is_closing=True, captures=[DECISION])["state"] == "closed"
    assert held.state == "closed"
    assert len(held.rows("page.captures")) == 1


def test_what_was_captured_before_the_end_still_arrives_after_it(held: Held):
    enter(held, "chair")
    clerk = enter(held, "follow")
    held.note(MeetingEvent.CLOSED)
    assert say(clerk, captures=[DECISION])["saved"] == ["s1"]
