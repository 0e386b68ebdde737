"""Stocktakes kept: what was captured, what was promised, and what became of it."""

import uuid
from datetime import date, datetime, timedelta

import pytest

from stocktake import clock
from stocktake.errors import StoreError
from stocktake.model.meeting import ActionChangeKind, CaptureKind, MeetingEvent, MeetingPlan
from tests.store.small import make_store
from tests.store.stocktakes import (
    AUGUST,
    JULY,
    JUNE,
    action,
    captured,
    change,
    closed,
    frozen,
    ledger,
    prepared,
    rows,
)

NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def meeting(store):
    return prepared(store)


# What the room captures.


def test_what_is_sent_twice_is_kept_once(store, meeting):
    sent = action(meeting)
    assert store.write_capture(sent) is True
    version = store.desk_version()
    assert store.write_capture(sent) is False
    assert store.desk_version() == version
    (kept,) = rows(store, "page.captures")
    assert (kept["capture_key"], kept["versions"]) == (sent.capture_key, 1)


def test_a_key_in_capitals_is_the_same_key(store, meeting):
    key = str(uuid.uuid4())
    store.write_capture(action(meeting, capture_key=key.upper()))
    assert store.write_capture(action(meeting, capture_key=key)) is False
    assert store.check_counters() == []


def test_a_new_wording_stands_and_the_old_ones_are_kept(store, meeting):
    key = captured(store, meeting)
    store.write_capture(action(meeting, capture_key=key, text="Hire 12", written_by="Bo"))
    (kept,) = rows(store, "page.captures")
    assert (kept["text"], kept["captured_by"], kept["written_by"]) == ("Hire 12", "Clerk", "Bo")
    said = rows(store, "page.capture_wordings")
    assert [row["text"] for row in sorted(said, key=lambda row: row["wording"])] == [
        "Hire ten nurses", "Hire 12",
    ]  # fmt: skip


def test_going_back_to_an_earlier_wording_is_a_new_one(store, meeting):
    first = action(meeting)
    store.write_capture(first)
    store.write_capture(action(meeting, capture_key=first.capture_key, text="Put right"))
    assert store.write_capture(first) is True
    (kept,) = rows(store, "page.captures")
    assert (kept["text"], kept["versions"]) == (first.text, 3)


def test_a_struck_action_leaves_the_ledger_and_comes_back(store, meeting):
    key = captured(store, meeting)
    store.write_capture(action(meeting, capture_key=key, is_struck=True))
    assert rows(store, "page.action_ledger") == []
    assert rows(store, "page.captures")[0]["is_struck"] is True
    store.write_capture(action(meeting, capture_key=key))
    assert ledger(store, key)["text"] == "Hire ten nurses"


@pytest.mark.parametrize("lacks", [{"owner": None}, {"owner": "  "}, {"due_on": None}])
def test_an_action_needs_a_name_and_a_date(store, meeting, lacks):
    with pytest.raises(StoreError, match="a name and a date"):
        store.write_capture(action(meeting, **lacks))
    assert rows(store, "page.captures") == []


def test_a_decision_needs_neither(store, meeting):
    made = action(meeting, kind=CaptureKind.DECISION, owner=None, due_on=None)
    assert store.write_capture(made)
    assert rows(store, "page.action_ledger") == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": " \n"}, "no text yet"),
        ({"meeting_key": NOBODY}, "no such stocktake"),
        ({"capture_key": "../../etc"}, "not the key"),
    ],
)
def test_what_cannot_be_kept_is_said_in_words(store, meeting, changed, said):
    with pytest.raises(StoreError, match=said):
        store.write_capture(action(meeting, **changed))
    assert store.check_counters() == []


# After closing the promise stands.


@pytest.mark.parametrize(
    "changed",
    [
        {"due_on": JULY},
        {"owner": "Bo"},
        {"is_struck": True},
        {"kind": CaptureKind.DECISION},
        {"kind": CaptureKind.SUCCESS, "owner": None, "due_on": None},
    ],
)
def test_a_closed_stocktakes_action_stands_as_agreed(store, meeting, changed):
    key = captured(store, meeting)
    closed(store, meeting)
    with pytest.raises(StoreError, match="stand as agreed"):
        store.write_capture(action(meeting, capture_key=key, **changed))
    assert (ledger(store, key)["owner"], ledger(store, key)["due_on"]) == ("Ann", JUNE)


def test_its_wording_can_still_be_put_right(store, meeting):
    key = captured(store, meeting)
    closed(store, meeting)
    assert store.write_capture(action(meeting, capture_key=key, text="Hire ten nurses."))
    assert ledger(store, key)["text"] == "Hire ten nurses."


def test_what_comes_in_late_is_still_kept(store, meeting):
    closed(store, meeting)
    key = captured(store, meeting)
    assert ledger(store, key)["state"] == "open"


def test_what_was_struck_in_the_room_may_be_restored_later(store, meeting):
    key = captured(store, meeting, is_struck=True)
    closed(store, meeting)
    assert store.write_capture(action(meeting, capture_key=key))


def test_before_closing_a_new_date_is_no_slip(store, meeting):
    key = captured(store, meeting)
    store.write_capture(action(meeting, capture_key=key, due_on=JULY))
    found = ledger(store, key)
    assert (found["agreed_due_on"], found["slip_count"]) == (JULY, 0)


# What becomes of an action.


def test_every_slip_is_counted_and_names_who_moved_it(store, meeting):
    key = captured(store, meeting)
    closed(store, meeting)
    for due_on, by in ((JULY, "Ann"), (JUNE, "Bo"), (AUGUST, "Cy")):
        moved = change(key, ActionChangeKind.MOVED, due_on=due_on, decided_by=by)
        store.write_action_change(moved)
    found = ledger(store, key)
    assert (found["slip_count"], found["moved_by"]) == (2, "Cy")
    assert (found["agreed_due_on"], found["due_on"]) == (JUNE, AUGUST)
    history = rows(store, "page.action_history", action_key=key)
    slips = [
        row["due_on"] for row in sorted(history, key=lambda row: row["step"]) if row["is_slip"]
    ]
    assert slips == [JULY, AUGUST]


@pytest.mark.parametrize(
    ("kind", "changed", "said"),
    [
        (ActionChangeKind.MOVED, {"due_on": JULY, "reason": " "}, "Say why"),
        (ActionChangeKind.MOVED, {}, "the new date"),
        (ActionChangeKind.REASSIGNED, {"owner": " "}, "the new owner"),
        (ActionChangeKind.CLOSED, {"evidence": " "}, "closed with evidence"),
        (ActionChangeKind.CLOSED, {}, "closed with evidence"),
        (ActionChangeKind.DROPPED, {"reason": ""}, "Say why"),
    ],
)
def test_a_change_needs_what_it_is_made_of(store, meeting, kind, changed, said):
    key = captured(store, meeting)
    with pytest.raises(StoreError, match=said):
        store.write_action_change(change(key, kind, **changed))
    assert rows(store, "core.known_action_changes") == []


def test_an_action_is_closed_on_evidence_and_opened_again(store, meeting):
    key = captured(store, meeting)
    store.write_action_change(change(key, ActionChangeKind.CLOSED, evidence="Payroll of June"))
    found = ledger(store, key)
    assert (found["state"], found["evidence"]) == ("closed", "Payroll of June")
    store.write_action_change(change(key, ActionChangeKind.REOPENED, reason="Two left again"))
    found = ledger(store, key)
    assert (found["state"], found["evidence"], found["settled_at"]) == ("open", None, None)


@pytest.mark.parametrize("kind", [ActionChangeKind.CLOSED, ActionChangeKind.DROPPED])
def test_what_is_settled_is_opened_again_before_it_changes(store, meeting, kind):
    key = captured(store, meeting)
    store.write_action_change(change(key, kind, evidence="Seen"))
    for again in (ActionChangeKind.MOVED, ActionChangeKind.REASSIGNED, kind):
        with pytest.raises(StoreError, match=f"is {kind}. Open it again first"):
            store.write_action_change(change(key, again, due_on=JULY, owner="Bo", evidence="x"))
    assert ledger(store, key)["state"] == kind


def test_there_must_be_such_an_action(store, meeting):
    decision = captured(store, meeting, kind=CaptureKind.DECISION)
    for key in ("nothing", NOBODY, decision):
        with pytest.raises(StoreError, match="no such action"):
            store.write_action_change(change(key, ActionChangeKind.DROPPED))


def test_an_action_of_the_register_can_be_changed(tmp_path):
    given = {"actions": [{"action_key": "hire", "priority_key": "waits", "due_on": JUNE}]}
    store = make_store(tmp_path / "s.duckdb", given)
    store.write_action_change(change("hire", ActionChangeKind.REASSIGNED, owner="Bo"))
    assert ledger(store, "hire")["owner"] == "Bo"
    assert store.check_counters() == []
    store.close()


# The stocktake as a whole.


def test_a_plan_saved_again_replaces_the_earlier_one(store, meeting):
    plan = MeetingPlan("Summer stocktake", date(2026, 5, 20), "Chair")
    key = store.write_meeting(plan, saved_by="Bo", meeting_key=meeting)
    (found,) = rows(store, "page.meetings")
    assert (key, found["title"], found["minutes"]) == (meeting, "Summer stocktake", 0)


def test_an_option_is_one_line(store, meeting):
    found = rows(store, "page.agenda", position=2)[0]
    assert found["options"].split("\n") == ["Stop", "Go on"]


def test_lines_of_inquiry_are_replaced_and_taken_away(store, meeting):
    for lines in (["Why?", " ", "Who\nelse?"], []):
        store.write_inquiries(meeting, "waits", lines, written_by="Sam")
        (found,) = rows(store, "core.known_inquiries")
        assert found["lines"] == "\n".join(" ".join(one.split()) for one in lines if one.strip())


def test_a_stocktake_is_closed_once(store, meeting):
    closed(store, meeting)
    first = rows(store, "page.meetings")[0]["closed_at"]
    version = store.desk_version()
    closed(store, meeting)
    assert store.desk_version() == version
    assert rows(store, "page.meetings")[0]["closed_at"] == first


def test_one_that_is_called_off_is_not_listed(store, meeting):
    store.write_meeting_event(meeting, MeetingEvent.CANCELLED, decided_by="Sam")
    assert rows(store, "page.meetings") == []


@pytest.mark.parametrize("key", ["x", NOBODY])
def test_nothing_happens_to_a_stocktake_nobody_prepared(store, key):
    with pytest.raises(StoreError, match="no such stocktake"):
        closed(store, key)
    with pytest.raises(StoreError, match="no such stocktake"):
        store.write_inquiries(key, "waits", ["Why?"], written_by="Sam")


def test_a_stocktake_begins_on_an_edition_that_is_there(store, meeting):
    frozen(store, meeting, "tried")
    store.throw_edition_away("tried", decided_by="Sam")
    for key, said in (("none", "does not exist"), ("tried", "was discarded")):
        with pytest.raises(StoreError, match=said):
            store.write_meeting_event(
                meeting, MeetingEvent.BEGUN, decided_by="Chair", edition_key=key
            )
    assert rows(store, "page.meetings")[0]["state"] == "prepared"


def test_the_chairs_steps_change_no_version(store, meeting):
    before = (store.data_version(), store.desk_version())
    store.write_step(meeting, "wall", shown_by="Chair")
    assert (store.data_version(), store.desk_version()) == before


def test_a_clock_set_back_does_not_make_a_wording_older(store, meeting):
    clock.hold(datetime(2026, 5, 25, 9))
    key = captured(store, meeting)
    clock.hold(datetime(2026, 5, 25, 9) - timedelta(days=3))
    store.write_capture(action(meeting, capture_key=key, text="Later words"))
    assert rows(store, "page.captures")[0]["text"] == "Later words"
