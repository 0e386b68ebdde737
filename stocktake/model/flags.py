"""Contradiction flags in words: what fixed rules find odd about a rating, said plainly.

The rules are SQL (`queries/core/rating_flags.sql`); a flag is a question to whoever rated, not a
verdict, and changes no rating.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.numbers import gap_words, month
from stocktake.model.rating import Rating


class Flag(StrEnum):
    """What can be odd about a rating, in the order a moderation takes them."""

    ON_TRACK_BUT_WELL_BEHIND = "on_track_but_well_behind"
    SELF_RATING_TWO_ABOVE = "self_rating_two_above"
    UNCHANGED_THREE_ROUNDS = "unchanged_three_rounds"
    JUMP_OF_TWO = "jump_of_two"
    GREEN_STEPS_RED_OUTCOME = "green_steps_red_outcome"
    STRAIGHT_LINING = "straight_lining"
    CLUSTERING = "clustering"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The flag in a few words."""
        return {
            "on_track_but_well_behind": "Rated on track, but well behind",
            "self_rating_two_above": "Department far above the unit",
            "unchanged_three_rounds": "Unchanged while the gap grew",
            "jump_of_two": "Moved two points at once",
            "green_steps_red_outcome": "Steps done, figure not moving",
            "straight_lining": "Same answer to every question",
            "clustering": "Crowded in the middle",
        }[self.value]


def flag_sentence(row: Mapping[str, Any]) -> str:
    """Say what a row of `page.rating_flags` found, with the values it was found in.

    >>> flag_sentence({"flag": "jump_of_two", "rating": "amber_red", "rating_before": "green"})
    'From green to amber-red within one round: two points at once.'
    >>> flag_sentence({"flag": "clustering", "middle_count": 12, "rated_count": 13})
    '12 of 13 priorities are rated amber-green or amber-red: are the ends of the scale avoided?'
    """
    return _SENTENCES[Flag(row["flag"])](row)


def _well_behind(row: Mapping[str, Any]) -> str:
    when = month(plain_date(row["compared_on"]))
    return f"Rated {_word(row, 'rating')}, but well behind: {_gap(row, 'gap')} in {when}."


def _self_rating(row: Mapping[str, Any]) -> str:
    above = Rating(row["department_rating"]).score - Rating(row["rating"]).score
    points = {2: "two points", 3: "three points"}[above]
    return (
        f"The department rates itself {_word(row, 'department_rating')}, "
        f"{points} above the unit's {_word(row, 'rating')}."
    )


def _unchanged(row: Mapping[str, Any]) -> str:
    return (
        f"{Rating(row['rating']).title} for {int(row['run_count'])} rounds, since "
        f"{row['first_round']}, while the figure went from {_gap(row, 'first_gap')} to "
        f"{_gap(row, 'gap')}."
    )


def _jump(row: Mapping[str, Any]) -> str:
    size = abs(Rating(row["rating"]).score - Rating(row["rating_before"]).score)
    points = "three points" if size == 3 else "two points"
    return (
        f"From {_word(row, 'rating_before')} to {_word(row, 'rating')} within one round: "
        f"{points} at once."
    )


def _steps_done(row: Mapping[str, Any]) -> str:
    count = int(row["due_step_count"])
    steps = "The one policy step due was" if count == 1 else f"All {count} policy steps due were"
    return (
        f"{steps} done on time, but the figure is {_gap(row, 'gap')}: "
        "are these the steps that move it?"
    )


def _straight_lining(row: Mapping[str, Any]) -> str:
    word = Rating(row["sheet_rating"]).title.lower()
    return (
        f"All {int(row['answer_count'])} sub-questions of {row['sheet_round']} got the same "
        f"answer, {word}: was each looked at?"
    )


def _clustering(row: Mapping[str, Any]) -> str:
    return (
        f"{int(row['middle_count'])} of {int(row['rated_count'])} priorities are rated amber-green "
        "or amber-red: are the ends of the scale avoided?"
    )


_SENTENCES: dict[Flag, Callable[[Mapping[str, Any]], str]] = {
    Flag.ON_TRACK_BUT_WELL_BEHIND: _well_behind,
    Flag.SELF_RATING_TWO_ABOVE: _self_rating,
    Flag.UNCHANGED_THREE_ROUNDS: _unchanged,
    Flag.JUMP_OF_TWO: _jump,
    Flag.GREEN_STEPS_RED_OUTCOME: _steps_done,
    Flag.STRAIGHT_LINING: _straight_lining,
    Flag.CLUSTERING: _clustering,
}


def _word(row: Mapping[str, Any], column: str) -> str:
    return Rating(row[column]).title.lower()


def _gap(row: Mapping[str, Any], column: str) -> str:
    rounding = row["rounding_unit"]
    return gap_words(
        row["measure"],
        float(row[column]),
        int(row["direction"]),
        None if is_nothing(rounding) else float(rounding),
    )
