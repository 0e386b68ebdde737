"""How ratings moved between two rounds: only what was rated in both is compared.

Totals of two rounds tell nothing when the list of priorities changed in between, so who joined
and who left are told apart from who moved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from stocktake.model.numbers import several
from stocktake.model.rating import Rating


@dataclass(frozen=True)
class Rated:
    """A priority's overall rating in one round."""

    priority_key: str
    title: str
    rating: Rating


@dataclass(frozen=True)
class Move:
    """A priority rated in both rounds."""

    priority_key: str
    title: str
    before: Rating
    now: Rating

    @property
    def points(self) -> int:
        """How far it moved; positive is better."""
        return self.now.score - self.before.score


@dataclass(frozen=True)
class Movement:
    """What became of the ratings of `before_round` in `now_round`; each list is by title."""

    before_round: str
    now_round: str
    moves: tuple[Move, ...]
    joined: tuple[Rated, ...]
    left: tuple[Rated, ...]

    def cell(self, before: Rating, now: Rating) -> tuple[Move, ...]:
        """Give who went from one point to another: a cell of the 4 × 4 table."""
        return tuple(move for move in self.moves if (move.before, move.now) == (before, now))

    @property
    def table(self) -> dict[Rating, dict[Rating, int]]:
        """The 4 × 4 table of counts, from (outer) and to (inner), best first in both."""
        return {before: {now: len(self.cell(before, now)) for now in Rating} for before in Rating}

    @property
    def up_count(self) -> int:
        """How many are rated better than before."""
        return sum(move.points > 0 for move in self.moves)

    @property
    def down_count(self) -> int:
        """How many are rated worse than before."""
        return sum(move.points < 0 for move in self.moves)

    @property
    def same_count(self) -> int:
        """How many stand where they stood."""
        return len(self.moves) - self.up_count - self.down_count

    @property
    def sentence(self) -> str:
        """The movement in words, with joiners and leavers apart."""
        if not self.moves:
            told = f"No priority was rated in both {self.before_round} and {self.now_round}."
        else:
            told = (
                f"Of {several(len(self.moves), 'priority', 'priorities')} rated in both "
                f"{self.before_round} and {self.now_round}, {self.up_count} moved up, "
                f"{self.down_count} down, and {self.same_count} stayed."
            )
        apart = [
            f"{len(those)} {word}"
            for those, word in ((self.joined, "joined"), (self.left, "left"))
            if those
        ]
        return f"{told} {' and '.join(apart)}." if apart else told


def compare_rounds(
    rows: Iterable[Mapping[str, Any]], before_round: str, now_round: str
) -> Movement:
    """Compare two rounds on the like-for-like set, from rows of `page.rating_movement`.

    >>> rows = [
    ...     {"priority_key": "a", "short_title": "A", "rating_round": "1", "rating": "red"},
    ...     {"priority_key": "a", "short_title": "A", "rating_round": "2", "rating": "green"},
    ...     {"priority_key": "b", "short_title": "B", "rating_round": "2", "rating": "red"},
    ... ]
    >>> compare_rounds(rows, "1", "2").sentence
    'Of 1 priority rated in both 1 and 2, 1 moved up, 0 down, and 0 stayed. 1 joined.'
    """
    kept = list(rows)
    before, now = _rated_in(kept, before_round), _rated_in(kept, now_round)
    moves = [
        Move(key, now[key].title, before[key].rating, now[key].rating)
        for key in now
        if key in before
    ]
    return Movement(
        before_round,
        now_round,
        tuple(sorted(moves, key=lambda move: move.title)),
        _only(now, before),
        _only(before, now),
    )


def rounds_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Give the rounds that have ratings, newest first."""
    return sorted({str(row["rating_round"]) for row in rows}, reverse=True)


def _rated_in(rows: list[Mapping[str, Any]], rating_round: str) -> dict[str, Rated]:
    return {
        str(row["priority_key"]): Rated(
            str(row["priority_key"]), str(row["short_title"]), Rating(str(row["rating"]))
        )
        for row in rows
        if row["rating_round"] == rating_round
    }


def _only(these: dict[str, Rated], those: dict[str, Rated]) -> tuple[Rated, ...]:
    found = [rated for key, rated in these.items() if key not in those]
    return tuple(sorted(found, key=lambda rated: rated.title))
