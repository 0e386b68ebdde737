"""Killed while returns are accepted: each is wholly there or wholly absent, receipts stand."""

import os
import random
from pathlib import Path

import pytest

from stocktake.store import open_store
from stocktake.store.connection import connect
from tests.store.killed_desk import ROWS
from tests.store.killing import killer_of

ACCEPTED = 200
KILLS = 12

# One row a submission: does all that belongs to it agree?
WHOLE = """
    select submission.submission_key::varchar || ' ' || submission.file_hash as receipt,
        (select count(*) from tables.observations as held
            where held.submission_key = submission.submission_key),
        (select count(*) from tables.commentaries as held
            where held.submission_key = submission.submission_key),
        (select count(*) from tables.action_updates as held
            where held.submission_key = submission.submission_key),
        (select count(*) from tables.policy_step_updates as held
            where held.submission_key = submission.submission_key),
        (select count(*) from tables.self_ratings as held
            where held.submission_key = submission.submission_key),
        (select sum(held.new_count) from tables.submission_effects as held
            where held.submission_key = submission.submission_key),
        (select count(*) from tables.draft_outcomes as held
            join tables.explanations as said on said.draft_key = held.draft_key
            where held.submission_key = submission.submission_key),
        (select count(*) from tables.files as held where held.file_key = submission.file_key)
    from tables.submissions as submission
"""
# Rows of a submission or draft that is not there.
ORPHANS = """
    select count(*)
    from (
        select submission_key from tables.observations
        union all select submission_key from tables.commentaries
        union all select submission_key from tables.action_updates
        union all select submission_key from tables.policy_step_updates
        union all select submission_key from tables.self_ratings
        union all select submission_key from tables.submission_effects
        union all select submission_key from tables.draft_outcomes
    ) as held
    anti join tables.submissions as submission
        on submission.submission_key = held.submission_key
    union all
    select count(*)
    from (
        select draft_key from tables.draft_problems
        union all select draft_key from tables.explanations
        union all select draft_key from tables.draft_outcomes
    ) as held
    anti join tables.drafts as draft on draft.draft_key = held.draft_key
"""


def receipts_of_what_is_whole(path: Path) -> set[str]:
    database = connect(path)
    try:
        held = database.execute(WHOLE).fetchall()
        orphans = database.execute(ORPHANS).fetchall()
    finally:
        database.close()
    assert {row[1:] for row in held} == {(len(ROWS), 1, 1, 2, 1, len(ROWS), 1, 1)}
    assert orphans == [(0,), (0,)]
    return {row[0] for row in held}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks")
def test_a_desk_killed_again_and_again_keeps_each_return_wholly_or_not_at_all(database):
    chance = random.Random(2026)
    begun, kills, confirmed = 0, 0, []
    with killer_of("tests.store.killed_desk") as kill:
        while begun < ACCEPTED or kills < KILLS:
            tried, kept = kill(database, chance.uniform(0, 2))
            begun, kills = begun + tried, kills + 1
            confirmed += kept
            assert set(confirmed) <= receipts_of_what_is_whole(database)
    assert len(confirmed) >= ACCEPTED - kills
    store = open_store(database)
    assert store.check_counters() == []
    store.close()
