"""What a stocktake takes away: kept once, only by whom it belongs to, and read back by all."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from stocktake.errors import StoreError
from stocktake.model.assessment import GivenRating, RaterType, RatingRound, RoundState
from stocktake.model.meeting import Capture, CaptureKind, MeetingPlan
from stocktake.model.rating import Rating
from stocktake.store import Store, open_store
from stocktake.ui import running_record
from stocktake.ui.decks import OpenEdition
from stocktake.ui.frame import User
from stocktake.ui.running_messages import Edges, RatingChange
from tests.conftest import HELD

UNIT = User("Unit", frozenset({"analyst"}))
CHAIR = User("Chair", frozenset({"chair"}))
SENDER = User("Sender", frozenset({"department"}))
PLAN = MeetingPlan("Spring", HELD.date(), "Chair (demo)")
Row = dict[str, Any]
Read = Callable[[], list[Row]]


@pytest.fixture(scope="module")
def store(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    copy = shutil.copy(built_demo, tmp_path_factory.mktemp("record") / "stocktake.duckdb")
    with closing(open_store(Path(copy))) as found:
        yield found


@pytest.fixture
def meeting_key(store: Store) -> str:
    return store.write_meeting(PLAN, saved_by="unit")


@pytest.fixture
def edition(meeting_key: str) -> OpenEdition:
    """An edition that showed phonics amber-green, where the rules suggested amber-red."""
    edges = Edges(meeting_key, PLAN.held_on, frozenset(), frozenset({"phonics"}))
    suggestions = pd.DataFrame({"priority_key": ["phonics"], "suggested_rating": ["amber_red"]})
    frozen = SimpleNamespace(
        edition_key=f"of-{meeting_key}", frames=SimpleNamespace(suggestions=suggestions)
    )
    shown = {"phonics": "amber_green"}
    return OpenEdition(frozen, edges, {"phonics": "Phonics"}, shown)  # type: ignore[arg-type]


@pytest.fixture
def read(store: Store, edition: OpenEdition, monkeypatch: pytest.MonkeyPatch) -> Read:
    monkeypatch.setattr(running_record, "the_store", lambda path: store)
    return lambda: running_record.read_back(store, edition)


def captured(meeting_key: str, **told: Any) -> Capture:
    given = {"capture_key": str(uuid.uuid4()), "kind": CaptureKind.DECISION, "text": "Go on"}
    return Capture(meeting_key=meeting_key, **(given | told))


def test_what_is_kept_is_read_back_with_name_day_and_priority(
    store: Store, meeting_key: str, read: Read
):
    action = captured(
        meeting_key,
        kind=CaptureKind.ACTION,
        text="Name the trusts",
        owner="Ann",
        due_on=date(2026, 6, 30),
        due_text="end of June",
        priority_key="phonics",
    )
    running_record.keep_capture(store, action, UNIT)
    (row,) = read()
    told = {name: row[name] for name in ("kind_title", "text", "owner", "due", "due_text", "by")}
    assert told == {
        "kind_title": "Action",
        "text": "Name the trusts",
        "owner": "Ann",
        "due": "30 June 2026",
        "due_text": "end of June",
        "by": "Unit",
    }
    assert row["priority"]


def test_sent_twice_it_stands_once_and_the_version_stays(
    store: Store, meeting_key: str, read: Read
):
    one = captured(meeting_key)
    running_record.keep_capture(store, one, UNIT)
    version = store.desk_version()
    running_record.keep_capture(store, one, UNIT)
    assert store.desk_version() == version
    assert len(read()) == 1


def test_the_unit_rewords_what_anybody_captured_and_a_department_only_its_own(
    store: Store, meeting_key: str, read: Read
):
    one = captured(meeting_key)
    running_record.keep_capture(store, one, SENDER)
    reworded = Capture(**(vars(one) | {"text": "Go on, faster"}))
    running_record.keep_capture(store, reworded, UNIT)
    assert [(row["text"], row["by"]) for row in read()] == [("Go on, faster", "Sender")]
    others = User("Other", SENDER.roles)
    with pytest.raises(StoreError, match="Somebody else captured this"):
        running_record.keep_capture(store, Capture(**(vars(one) | {"text": "Stop"})), others)


def test_nobody_pulls_a_capture_over_from_another_stocktake(store: Store, meeting_key: str):
    one = captured(meeting_key)
    running_record.keep_capture(store, one, UNIT)
    other = store.write_meeting(PLAN, saved_by="unit")
    moved = Capture(**(vars(one) | {"meeting_key": other}))
    with pytest.raises(StoreError, match="in another stocktake"):
        running_record.keep_capture(store, moved, UNIT)


# ---- ratings


def ratings(store: Store, meeting_key: str) -> list[Row]:
    with store.reader(with_headlines=False) as db:
        return db.rows("core.known_all_ratings", meeting_key=meeting_key)


def test_a_rating_changed_in_the_room_is_the_units_in_the_newest_round(
    store: Store, meeting_key: str, edition: OpenEdition, read: Read
):
    change = RatingChange("phonics", Rating.RED, "It slid")
    running_record.keep_rating(store, change, edition, CHAIR)
    (row,) = ratings(store, meeting_key)
    assert (row["rater_type"], row["category"], row["rating_round"]) == (
        "unit",
        "overall",
        "2026-03",
    )
    (told,) = read()
    assert told["text"] == "changed from Amber-green to Red: It slid"
    assert (told["priority"], told["by"]) == ("Phonics", "Chair")


def test_a_rating_sent_twice_is_kept_once(store: Store, meeting_key: str, edition: OpenEdition):
    change = RatingChange("phonics", Rating.RED, "It slid")
    for _ in range(2):
        running_record.keep_rating(store, change, edition, CHAIR)
    assert len(ratings(store, meeting_key)) == 1


def test_a_rating_changed_back_and_forth_is_read_back_as_it_was_left(
    store: Store, meeting_key: str, edition: OpenEdition, read: Read
):
    for point in (Rating.RED, Rating.GREEN, Rating.RED):
        change = RatingChange("phonics", point, "So it is")
        running_record.keep_rating(store, change, edition, CHAIR)
    assert len(ratings(store, meeting_key)) == 3
    assert [row["rating"] for row in read()] == ["red"]


def test_a_locked_round_does_not_keep_the_room_from_changing_a_rating(
    store: Store, meeting_key: str, edition: OpenEdition
):
    store.write_rating_round(
        RatingRound("2026-03", "Spring", "", HELD.date(), RoundState.LOCKED), decided_by="unit"
    )
    running_record.keep_rating(store, RatingChange("phonics", Rating.RED, "No"), edition, CHAIR)
    assert len(ratings(store, meeting_key)) == 1


def test_a_department_changes_no_rating(store: Store, meeting_key: str, edition: OpenEdition):
    change = RatingChange("phonics", Rating.GREEN, "We are fine")
    with pytest.raises(StoreError, match="Only the chair and the delivery unit"):
        running_record.keep_rating(store, change, edition, SENDER)
    assert ratings(store, meeting_key) == []


def test_ratings_given_elsewhere_are_not_the_meetings(store: Store, meeting_key: str, read: Read):
    given = GivenRating("phonics", "2026-06", "overall", "red", RaterType.UNIT, "unit", "Later")
    store.write_ratings([given])
    assert read() == []
