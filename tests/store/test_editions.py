"""Editions kept whole, and what the audit notices when something of a stocktake is gone."""

import shutil

import duckdb
import pytest

from stocktake import clock
from stocktake.errors import StoreError
from stocktake.model.assessment import RaterType, RoundState
from stocktake.model.meeting import ActionChangeKind, MeetingEvent
from stocktake.store import open_store
from stocktake.store.editions import checksum_of
from tests.demo_kept import HELD
from tests.store.small import make_store
from tests.store.stocktakes import (
    JULY,
    PARTS,
    captured,
    change,
    closed,
    frozen,
    prepared,
    rating,
    rows,
    set_round,
)


def test_an_edition_comes_back_byte_for_byte(store):
    meeting = prepared(store)
    checksum = frozen(store, meeting, parts=PARTS | {"frames/wall.parquet": bytes(range(256))})
    assert store.edition_part_names("e1") == ["frames/wall.parquet", *sorted(PARTS)]
    assert store.read_edition_part("e1", "frames/wall.parquet") == bytes(range(256))
    (found,) = rows(store, "page.editions")
    assert (found["checksum"], found["byte_count"]) == (checksum, 256 + 8)


def test_the_checksum_is_of_names_and_contents_in_any_order():
    turned = dict(reversed(PARTS.items()))
    assert checksum_of(turned) == checksum_of(PARTS)
    assert checksum_of({"a": b"1", "b": b"2"}) != checksum_of({"a": b"2", "b": b"1"})


def test_a_rehearsals_edition_is_thrown_away_and_a_used_one_is_not(store):
    meeting = prepared(store)
    frozen(store, meeting, "tried")
    frozen(store, meeting, "shown")
    store.write_meeting_event(meeting, MeetingEvent.BEGUN, decided_by="C", edition_key="shown")
    with pytest.raises(StoreError, match="kept for good"):
        store.throw_edition_away("shown", decided_by="Sam")
    store.throw_edition_away("tried", decided_by="Sam")
    assert [row["edition_key"] for row in rows(store, "page.editions")] == ["shown"]
    assert store.edition_part_names("tried") == []
    with pytest.raises(StoreError, match="was discarded"):
        store.read_edition_part("tried", "meeting.json")
    closed(store, meeting)
    with pytest.raises(StoreError, match="kept for good"):
        store.throw_edition_away("shown", decided_by="Sam")
    assert store.check_counters() == []


def test_there_must_be_such_an_edition_and_such_a_stocktake(store):
    with pytest.raises(StoreError, match="no edition none"):
        store.throw_edition_away("none", decided_by="Sam")
    with pytest.raises(StoreError, match="no such stocktake"):
        frozen(store, "00000000-0000-0000-0000-000000000000")
    assert rows(store, "core.known_editions") == []


def everything(store) -> None:
    """Do once whatever a stocktake writes."""
    meeting = prepared(store)
    prepared(store, title="Another")
    set_round(store, RoundState.OPEN)
    store.write_ratings([rating(RaterType.FIRST), rating(RaterType.FIRST, rated_by="Bo")])
    set_round(store, RoundState.MODERATION)
    store.write_ratings([rating(), rating(category="planning")])
    store.write_inquiries(meeting, "waits", ["Why?"], written_by="Sam")
    frozen(store, meeting, "tried")
    store.throw_edition_away("tried", decided_by="Sam")
    frozen(store, meeting, "shown")
    store.write_meeting_event(meeting, MeetingEvent.BEGUN, decided_by="C", edition_key="shown")
    store.write_step(meeting, "wall", shown_by="C")
    key = captured(store, meeting)
    captured(store, meeting)
    store.write_ratings([rating(rating="red", meeting_key=meeting)])
    closed(store, meeting)
    store.write_action_change(change(key, ActionChangeKind.MOVED, due_on=JULY))
    store.write_action_change(change(key, ActionChangeKind.CLOSED, evidence="Seen"))


@pytest.fixture(scope="module")
def whole_stocktake(tmp_path_factory):
    """A folder with a database, and its audit, in which everything was written once."""
    folder = tmp_path_factory.mktemp("room")
    clock.hold(HELD)
    store = make_store(folder / "room.duckdb")
    everything(store)
    store.close()
    clock.hold(None)
    return folder


def test_the_counters_agree_after_all_of_it(whole_stocktake, tmp_path):
    store = open_store(shutil.copytree(whole_stocktake, tmp_path / "room") / "room.duckdb")
    assert store.check_counters() == []
    store.close()


@pytest.mark.parametrize(
    ("remove", "said"),
    [
        ("delete from tables.given_ratings where rater_type = 'first'", "among them: first scores"),
        ("delete from tables.given_ratings where category = 'planning'", "among them: ratings"),
        ("delete from tables.rating_rounds where state = 'open'", "among them: rating round"),
        ("delete from tables.meetings where title = 'Another'", "among them: meeting"),
        ("delete from tables.agenda_items where position = 2", "among them: meeting"),
        ("delete from tables.inquiries", "among them: inquiries"),
        ("delete from tables.meeting_events where event = 'closed'", "among them: meeting event"),
        ("delete from tables.captures where text <> ''", "among them: capture"),
        ("delete from tables.action_changes where change = 'moved'", "among them: action change"),
        ("delete from tables.edition_states", "among them: edition thrown away"),
        ("delete from tables.editions where edition_key = 'shown'", "in the audit are missing"),
        (
            "delete from tables.edition_parts where part = 'meeting.json'",
            "editions have lost parts",
        ),
        (
            "update tables.edition_parts set content = '[1, 3]'::blob where part = 'screens.json'",
            "not what was frozen, among them: shown",
        ),
    ],
)
def test_verify_finds_what_was_taken_from_a_stocktake(whole_stocktake, tmp_path, remove, said):
    path = shutil.copytree(whole_stocktake, tmp_path / "room") / "room.duckdb"
    with duckdb.connect(str(path)) as database:
        database.execute(remove)
    store = open_store(path)
    found = " ".join(store.check_counters())
    store.close()
    assert said in found


def test_a_damaged_part_is_not_shown(tmp_path):
    path = tmp_path / "room.duckdb"
    store = make_store(path)
    frozen(store, prepared(store))
    store.close()
    with duckdb.connect(str(path)) as database:
        database.execute("update tables.edition_parts set content = 'x'::blob")
    store = open_store(path)
    with pytest.raises(StoreError, match="is damaged"):
        store.read_edition_part("e1", "meeting.json")
    store.close()
