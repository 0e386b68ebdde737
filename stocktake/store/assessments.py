"""Keep what people judged: ratings given in the app, and how far each rating round is."""

import uuid
from collections.abc import Sequence
from datetime import datetime

import duckdb

from stocktake.errors import StoreError
from stocktake.model.assessment import GivenRating, RaterType, RatingRound, RoundState
from stocktake.store.meetings import must_be_meeting
from stocktake.store.writing import append_row, moment_of_write, record_change, transaction


def append_ratings(
    cursor: duckdb.DuckDBPyConnection,
    ratings: Sequence[GivenRating],
    *,
    received_at: datetime | None,
) -> datetime:
    """Append judgements of one rater in one transaction; give their moment.

    Refuses a reasonless one, a first score once scores are open to all, and the unit's rating in
    a locked round, unless it is changed in a meeting.
    """
    with transaction(cursor):
        moment = moment_of_write(cursor, received_at)
        for rating in ratings:
            _must_be_allowed(cursor, rating)
            row = {"rating_key": str(uuid.uuid4()), **vars(rating), "received_at": moment}
            append_row(cursor, "given_ratings", row | {"rater_type": str(rating.rater_type)})
        for (about, rater), group in _grouped(ratings).items():
            record_change(
                cursor,
                changed_at=moment,
                changed_by=group[0].rated_by,
                # A blind score is on nobody's wall: it must not empty every cache.
                what="first scores" if rater is RaterType.FIRST else "ratings",
                about=about,
                row_count=len(group),
            )
    return moment


def _grouped(
    ratings: Sequence[GivenRating],
) -> dict[tuple[str, RaterType], list[GivenRating]]:
    groups: dict[tuple[str, RaterType], list[GivenRating]] = {}
    for rating in ratings:
        groups.setdefault((rating.priority_key, rating.rater_type), []).append(rating)
    return groups


def _must_be_allowed(cursor: duckdb.DuckDBPyConnection, rating: GivenRating) -> None:
    if not rating.reason.strip():
        raise StoreError("A rating needs a reason. Write one sentence that says why.")
    state = round_state(cursor, rating.rating_round)
    if rating.rater_type is RaterType.FIRST and state is not RoundState.OPEN:
        raise StoreError(
            f"The individual scores of {rating.rating_round} are already visible, so no further "
            "score can be added. Give your view in the moderation."
        )
    if state is RoundState.LOCKED and rating.meeting_key is None:
        raise StoreError(
            f"The ratings of {rating.rating_round} are locked. Open the round again with a "
            "reason, or change the rating in the stocktake."
        )
    if rating.meeting_key is not None:
        must_be_meeting(cursor, rating.meeting_key)


def round_state(cursor: duckdb.DuckDBPyConnection, rating_round: str) -> RoundState:
    """Say how far a round is; one that nobody opened takes no first scores and is not locked."""
    found = cursor.execute(
        """
        select round.state
        from tables.rating_rounds as round
        where round.rating_round = $rating_round
        order by round.received_at desc
        limit 1
        """,
        {"rating_round": rating_round},
    ).fetchone()
    return RoundState(found[0]) if found else RoundState.MODERATION


def _was_shown(cursor: duckdb.DuckDBPyConnection, rating_round: str) -> bool:
    """Whether the scores of a round have been open to all: they cannot be blind again."""
    found = cursor.execute(
        """
        select 1
        from tables.rating_rounds as round
        where round.rating_round = $rating_round and round.state <> 'open'
        """,
        {"rating_round": rating_round},
    ).fetchone()
    return found is not None


def append_round(
    cursor: duckdb.DuckDBPyConnection,
    rating_round: RatingRound,
    *,
    reason: str | None,
    decided_by: str,
    received_at: datetime | None,
) -> None:
    """Open a round, open its scores to all, lock it, or open a locked one again with a reason."""
    with transaction(cursor):
        before = round_state(cursor, rating_round.rating_round)
        is_reopened = before is RoundState.LOCKED and rating_round.state is not RoundState.LOCKED
        if is_reopened and not (reason or "").strip():
            raise StoreError("A locked round is opened again only with a reason. Write it down.")
        if rating_round.state is RoundState.OPEN and _was_shown(cursor, rating_round.rating_round):
            raise StoreError(
                f"The individual scores of {rating_round.rating_round} have been shown, so no "
                "further one can be added. Continue in Moderation."
            )
        moment = moment_of_write(cursor, received_at)
        row = vars(rating_round) | {
            "state": str(rating_round.state),
            "reason": reason,
            "decided_by": decided_by,
            "received_at": moment,
        }
        append_row(cursor, "rating_rounds", row)
        record_change(
            cursor,
            changed_at=moment,
            changed_by=decided_by,
            what="rating round",
            about=rating_round.rating_round,
            row_count=1,
        )
