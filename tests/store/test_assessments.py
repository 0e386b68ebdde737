"""Ratings kept: blind while scores are hidden, settled in moderation, locked until the room."""

import pytest

from stocktake.errors import StoreError
from stocktake.model.assessment import RaterType, RoundState
from tests.store.stocktakes import prepared, rating, rows, set_round

FIRST = RaterType.FIRST


def test_first_scores_stand_side_by_side_and_a_later_one_replaces_ones_own(store):
    set_round(store, RoundState.OPEN)
    store.write_ratings([rating(FIRST), rating(FIRST, rated_by="Bo", rating="green")])
    store.write_ratings([rating(FIRST, rating="red")])
    found = {row["rated_by"]: row["rating"] for row in rows(store, "core.known_ratings")}
    assert found == {"Ann": "red", "Bo": "green"}
    assert rows(store, "page.rating_sheet") == []


@pytest.mark.parametrize("state", [RoundState.MODERATION, RoundState.LOCKED, None])
def test_a_blind_score_is_refused_once_scores_are_open_to_all(store, state):
    if state:
        set_round(store, RoundState.OPEN)
        set_round(store, state)
    with pytest.raises(StoreError, match="already visible"):
        store.write_ratings([rating(FIRST)])
    assert rows(store, "core.known_ratings") == []


def test_scores_that_were_shown_are_never_blind_again(store):
    for state in (RoundState.OPEN, RoundState.MODERATION):
        set_round(store, state)
    with pytest.raises(StoreError, match="no further one can be added"):
        set_round(store, RoundState.OPEN)
    set_round(store, RoundState.LOCKED)
    with pytest.raises(StoreError, match="no further one can be added"):
        set_round(store, RoundState.OPEN, reason="A mistake")


def test_a_locked_rating_is_refused_unless_it_is_changed_in_a_stocktake(store):
    set_round(store, RoundState.MODERATION)
    store.write_ratings([rating()])
    set_round(store, RoundState.LOCKED)
    with pytest.raises(StoreError, match="are locked"):
        store.write_ratings([rating(rating="green")])
    meeting = prepared(store)
    store.write_ratings([rating(rating="red", meeting_key=meeting)])
    (found,) = rows(store, "page.rating_sheet")
    assert (found["rating"], len(rows(store, "core.known_all_ratings"))) == ("red", 2)


def test_the_stocktake_must_be_one(store):
    set_round(store, RoundState.LOCKED)
    nobody = "00000000-0000-0000-0000-000000000000"
    with pytest.raises(StoreError, match="no such stocktake"):
        store.write_ratings([rating(meeting_key=nobody)])


def test_a_locked_round_is_opened_again_only_with_a_reason(store):
    set_round(store, RoundState.LOCKED)
    for reason in (None, "  "):
        with pytest.raises(StoreError, match="only with a reason"):
            set_round(store, RoundState.MODERATION, reason=reason)
    set_round(store, RoundState.MODERATION, reason="The wrong figure was rated")
    store.write_ratings([rating()])
    assert rows(store, "core.known_rating_rounds")[0]["state"] == "moderation"


def test_ratings_are_kept_together_or_not_at_all(store):
    with pytest.raises(StoreError, match="needs a reason"):
        store.write_ratings([rating(), rating(category="planning", reason=" ")])
    assert rows(store, "core.known_ratings") == []


def test_only_what_the_wall_shows_raises_the_data_version(store):
    before = store.data_version()
    set_round(store, RoundState.OPEN)
    store.write_ratings([rating(FIRST)])
    assert store.data_version() == before
    store.write_ratings([rating()])
    assert store.data_version() > before
