"""The track record: of what was once rated so, how much came true.

For each target that fell due, the unit's rating as it stood 12, 6 and 3 months before, and
whether the target was met. Counts stand beside every share: with a handful of targets a share is
an anecdote.
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.numbers import difference, figure, month, planned, several
from stocktake.model.rating import Rating

LEADS = (12, 6, 3)
_YEAR = 12


@dataclass(frozen=True)
class HitRate:
    """Of `count` targets rated so `lead_months` ahead, `met_count` were met."""

    rating: Rating
    lead_months: int
    met_count: int
    count: int

    @property
    def share(self) -> float | None:
        """The share that came true, 0 to 1; None where nothing was rated so."""
        return self.met_count / self.count if self.count else None

    @property
    def words(self) -> str:
        """The count as it is printed: `0 of 1`."""
        return f"{self.met_count} of {self.count}" if self.count else "none"


def hit_rates(rows: Iterable[Mapping[str, Any]]) -> list[HitRate]:
    """Sum rows of `page.track_record` by lead time and colour: all 12, longest lead and best first.

    >>> rates = hit_rates([{"rating": "green", "lead_months": 12, "is_met": False}])
    >>> rates[0].words, len(rates)
    ('0 of 1', 12)
    """
    rated = [row for row in rows if not is_nothing(row["rating"])]
    return [
        HitRate(
            rating,
            lead,
            sum(bool(row["is_met"]) for row in _of(rated, rating, lead)),
            len(_of(rated, rating, lead)),
        )
        for lead in LEADS
        for rating in Rating
    ]


def unrated_count(rows: Iterable[Mapping[str, Any]], lead_months: int) -> int:
    """Count the closed targets that nobody had rated so long before."""
    return sum(is_nothing(row["rating"]) for row in rows if row["lead_months"] == lead_months)


def is_in_order(rates: Iterable[HitRate], lead_months: int) -> bool | None:
    """Say whether a better colour came true at least as often: a sound scale does that.

    None where fewer than two colours were ever given, so that there is nothing to compare.

    >>> is_in_order([HitRate(Rating.GREEN, 12, 1, 2), HitRate(Rating.RED, 12, 2, 3)], 12)
    False
    """
    ahead = sorted(
        (rate for rate in rates if rate.lead_months == lead_months and rate.count),
        key=lambda rate: rate.rating.score,
    )
    if len(ahead) < 2:
        return None
    pairs = itertools.pairwise(ahead)
    return all(
        worse.met_count * better.count <= better.met_count * worse.count for worse, better in pairs
    )


def story(target: Mapping[str, Any], history: Iterable[Mapping[str, Any]]) -> str:
    """Tell one closed target in a sentence: what was said a year before, and what happened.

    `target` is any row of `page.track_record` about it, `history` the rows of
    `page.rating_history` of its priority. The rating told is the first that knew the figure of a
    year before the date, or a later one. The table of `hit_rates` is stricter: it goes by what
    stood on the very day, when that figure was not out yet.
    """
    said = _first_in_last_year(target, history)
    if said is None:
        return f"Nobody had rated it in its last year; {_came_out(target)}."
    word = Rating(str(said["rating"])).title.lower()
    given = month(plain_date(said["rated_at"]))
    ahead = _lead_of_figure(target, said)
    if ahead is None:
        return f"In {given} the unit said {word}; {_came_out(target)}."
    lead = "A year" if ahead == _YEAR else several(ahead, "month")
    value = figure(target["measure"], float(said["figure"]), _rounding(target))
    return (
        f"{lead} before the date the figure was {value}, and in {given} the unit said {word}; "
        f"{_came_out(target)}."
    )


def outcome_words(row: Mapping[str, Any]) -> str:
    """Say whether a row's target was met, and by how much.

    >>> outcome_words({"measure": "percent", "margin": -0.9, "is_met": False, "rounding_unit": 0.1})
    'missed by 0.9 points'
    """
    margin = float(row["margin"])
    if not margin:
        return "met exactly"
    size = difference(row["measure"], margin, _rounding(row))
    return f"met, with {size} to spare" if row["is_met"] else f"missed by {size}"


def _came_out(target: Mapping[str, Any]) -> str:
    value = figure(target["measure"], float(target["outcome"]), _rounding(target))
    level = planned(target["measure"], float(target["target_value"]), _rounding(target))
    when = month(plain_date(target["target_on"]))
    return f"in {when} it came out at {value}: the target of {level} was {outcome_words(target)}"


def _first_in_last_year(
    target: Mapping[str, Any], history: Iterable[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    due = plain_date(target["target_on"])
    eligible = [
        row
        for row in history
        if _lead_of_figure(target, row)
        or 0 < _months_between(plain_date(row["rated_at"]), due) <= _YEAR
    ]
    return min(eligible, key=lambda row: str(row["rated_at"]), default=None)


def _lead_of_figure(target: Mapping[str, Any], row: Mapping[str, Any]) -> int | None:
    """Count the months from a rating's newest figure to the date; None beyond a year or none."""
    if is_nothing(row["figure_on"]):
        return None
    ahead = _months_between(plain_date(row["figure_on"]), plain_date(target["target_on"]))
    return ahead if 0 < ahead <= _YEAR else None


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _of(rows: list[Mapping[str, Any]], rating: Rating, lead: int) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["rating"] == rating and row["lead_months"] == lead]


def _rounding(row: Mapping[str, Any]) -> float | None:
    return None if is_nothing(row["rounding_unit"]) else float(row["rounding_unit"])
