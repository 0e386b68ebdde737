"""What the browser says from a meeting: read when it is in order, refused in a sentence if not."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.model.meeting import Capture, CaptureKind
from stocktake.model.rating import Rating
from stocktake.ui.running_messages import (
    MOST_AT_ONCE,
    Edges,
    Message,
    RatingChange,
    Said,
    read_said,
)

KEY = "6d0f2a1e-0520-4c51-9a10-0000000000c1"
EDGES = Edges(
    meeting_key="aaaaaaaa-0000-4000-8000-000000000001",
    held_on=date(2026, 5, 20),
    screen_keys=frozenset({"wall-1", "phonics-trajectory"}),
    priority_keys=frozenset({"phonics"}),
)


def said(**told: object) -> Said:
    return read_said({"page": "p1", **told}, EDGES)


def message(**told: object) -> Message:
    whole = {"stamp": "s1", "capture_key": KEY, "kind": "decision", "text": "Go on", **told}
    (found,) = said(captures=[whole]).messages
    return found


def capture(**told: object) -> Capture:
    found = message(**told)
    assert isinstance(found.says, Capture), found.refused
    return found.says


def test_a_decision_is_read_with_what_it_is_about():
    found = capture(text=" Go on ", priority_key="phonics", screen_key="phonics-trajectory")
    assert found == Capture(
        KEY,
        EDGES.meeting_key,
        CaptureKind.DECISION,
        "Go on",
        priority_key="phonics",
        screen_key="phonics-trajectory",
    )


@pytest.mark.parametrize(
    ("due_text", "due_on"),
    [
        ("end of June", date(2026, 6, 30)),
        ("in 3 weeks", date(2026, 6, 10)),
        ("2026-07-01", date(2026, 7, 1)),
    ],
)
def test_a_date_is_read_as_seen_from_the_day_of_the_stocktake(due_text: str, due_on: date):
    found = capture(kind="action", owner="Ann  Lee", due_text=due_text)
    assert (found.owner, found.due_on, found.due_text) == ("Ann Lee", due_on, due_text)


def test_the_server_reads_the_date_itself_whatever_the_browser_made_of_it():
    assert capture(due_text="end of June", due_on="1999-01-01").due_on == date(2026, 6, 30)


def test_a_picked_day_without_words_counts():
    assert capture(due_on="2026-07-01").due_on == date(2026, 7, 1)
    assert capture(due_on="some day").due_on is None


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"text": "  "}, "There is no text yet"),
        ({"text": 5}, "There is no text yet"),
        ({"text": "x" * 5_001}, "at most 5,000 characters"),
        ({"owner": "x" * 201}, "at most 200 characters"),
        ({"kind": "order"}, "Choose what it is"),
        ({"kind": ["decision"]}, "Choose what it is"),
        ({"capture_key": "rating-phonics"}, "Choose what it is"),
        ({"due_text": "when it suits"}, 'could not read the date "when it suits"'),
        ({"kind": "action", "owner": "Ann"}, "needs a name and a date"),
        ({"kind": "action", "due_text": "tomorrow"}, "needs a name and a date"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(told: dict[str, object], sentence: str):
    found = message(**told)
    assert found.says is None
    assert sentence in found.refused


def test_five_thousand_characters_are_a_text():
    assert capture(text="x" * 5_000).text == "x" * 5_000


def test_what_no_keyboard_types_is_left_out_and_what_people_write_stays():
    found = capture(text='a\x00b\ud800 <script>"\u202e\r\nnext line\tEnde')
    assert found.text == 'ab? <script>"\u202e\nnext line\tEnde'


def test_a_priority_or_screen_of_another_edition_is_none():
    found = capture(priority_key="ae_four_hour", screen_key="elsewhere")
    assert (found.priority_key, found.screen_key) == (None, None)


def test_an_action_that_is_struck_needs_no_date():
    assert capture(kind="action", is_struck=True).is_struck


def test_a_rating_needs_a_priority_a_point_and_a_reason():
    whole = {"kind": "rating", "priority_key": "phonics", "rating": "red", "text": "It slid"}
    assert message(**whole).says == RatingChange("phonics", Rating.RED, "It slid")
    assert "Choose the priority" in message(**whole | {"priority_key": "x"}).refused
    assert "Choose the priority" in message(**whole | {"rating": "amber"}).refused
    assert "needs a reason" in message(**whole | {"text": " "}).refused
    assert "cannot be struck out" in message(**whole | {"is_struck": True}).refused


def test_only_a_screen_of_the_edition_is_a_place():
    assert said(screen_key="wall-1").screen_key == "wall-1"
    assert said(screen_key="elsewhere").screen_key is None
    assert said(screen_key={}).screen_key is None


@pytest.mark.parametrize("turn", [True, -1, 0, 2**53, 1.5, "7", None])
def test_a_turn_is_a_whole_number_that_a_browser_counts_to(turn: object):
    assert said(turn=turn).turn is None
    assert said(turn=7).turn == 7


def test_more_than_anybody_types_at_once_is_not_taken_in():
    many = [{"stamp": f"s{number}"} for number in range(MOST_AT_ONCE + 1)]
    assert len(said(captures=many).messages) == MOST_AT_ONCE


def test_only_a_plain_yes_closes():
    assert said(is_closing=True).is_closing
    assert not said(is_closing="yes").is_closing


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
)
fields = st.sampled_from([*vars(Capture(str(uuid.uuid4()), "", CaptureKind.ACTION, "")), "rating"])


@given(json, st.dictionaries(fields, json), json)
def test_whatever_is_said_never_breaks_the_reader(
    told: object, one: dict[str, object], many: object
):
    assert read_said(told, EDGES).messages == ()
    found = said(captures=[{"stamp": "s1", **one}, many], turn=told, screen_key=told)
    assert len(found.messages) >= 1
