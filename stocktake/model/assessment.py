"""The assessment sheet: its lines, and who may have judged them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RaterType(StrEnum):
    """Whose judgement a rating is: the three are never merged.

    `first` is a blind first score of one member of the unit, `unit` the unit's rating, which
    moderation settles, `department` the department's rating of itself.
    """

    FIRST = "first"
    UNIT = "unit"
    DEPARTMENT = "department"


class RoundState(StrEnum):
    """How far a rating round is: scores are blind while it is open, and shown in moderation."""

    OPEN = "open"
    MODERATION = "moderation"
    LOCKED = "locked"


@dataclass(frozen=True)
class RatingRound:
    """A rating round; `rating_round` sorts by time, like "2026-03"."""

    rating_round: str
    title: str
    purpose: str
    cut_off_on: date
    state: RoundState


@dataclass(frozen=True)
class GivenRating:
    """A judgement given in the app: one line of the assessment sheet of one priority.

    `rating` is a point of the line's own scale. `suggested_rating` is what the rules said then;
    `meeting_key` is set when the rating was changed in the room.
    """

    priority_key: str
    rating_round: str
    category: str
    rating: str
    rater_type: RaterType
    rated_by: str
    reason: str
    evidence: str | None = None
    suggested_rating: str | None = None
    meeting_key: str | None = None
