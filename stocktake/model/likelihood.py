"""The suggested rating: what the rules would say, with the working told in sentences.

A suggestion is never applied by itself. Whoever rates sees it beside their own judgement, and a
rating that differs from it needs a reason. The same rules are in `queries/core/` for readers of
the store; a test holds the two against each other and against cases worked by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from stocktake.model.facts import is_nothing
from stocktake.model.numbers import several
from stocktake.model.position import Position
from stocktake.model.rating import Rating

# One in so many of the policy steps due may be late; more takes a point off the performance.
STEPS_PER_LATE_ONE = 4
# So many periods on plan in a row count as the best performance.
STEADY_PERIODS = 3


class DataQuality(StrEnum):
    """How fit the data are, in the words of the national auditors."""

    FIT = "fit"
    FIT_WITH_DISCLOSURE = "fit_with_disclosure"
    NEEDS_STRENGTHENING = "needs_strengthening"
    NOT_FIT = "not_fit"
    NOT_ESTABLISHED = "not_established"

    @property
    def caps(self) -> bool:
        """Whether nothing better than amber-green can be said on such data."""
        return self in (DataQuality.NOT_FIT, DataQuality.NOT_ESTABLISHED)


class SuggestionFlag(StrEnum):
    """What a reader of the suggestion must be told, whether or not it changed anything."""

    DATA_QUALITY = "data_quality"


@dataclass(frozen=True)
class Performance:
    """Recent performance as a score of 1 to 4, or None; `working` says how it came about."""

    score: int | None
    working: str


@dataclass(frozen=True)
class Evidence:
    """What the suggestion is worked out from; None is what nobody has said yet.

    `stage` runs from 1 to 4. `is_plan_sufficient` is None while nobody has added the plan up.
    """

    planning: Rating | None
    capacity: Rating | None
    performance: Performance
    challenge: str | None = None
    stage: int | None = None
    data_quality: DataQuality | None = None
    is_plan_sufficient: bool | None = None


@dataclass(frozen=True)
class Suggestion:
    """The rating the rules suggest, or None, and the working: one sentence a step."""

    rating: Rating | None
    working: tuple[str, ...]
    flags: tuple[SuggestionFlag, ...] = field(default=())


_NO_PERFORMANCE = {
    "no_figure": "there is no figure yet",
    "no_target": "there is no target to judge by",
    "not_judged": "the plan says nothing about the figures so far",
    "definition_changed": "the definition has changed since the plan was agreed",
    "stale": "the latest figure is out of date",
}
_POSITION_SCORES = {"ahead": 4, "on": 3, "behind": 2, "well_behind": 1}


def performance(
    position: str | None,
    *,
    on_run: int = 0,
    late_steps: int = 0,
    due_steps: int = 0,
    reason: str | None = None,
) -> Performance:
    """Score the recent performance from position and policy steps; `reason` says why there is none.

    `on_run` counts the newest periods in a row that were on plan. A policy step is late when it
    was done after its day, or is not done though its day has passed.

    >>> performance("on", on_run=3, late_steps=1, due_steps=2).working
    'Performance is amber-green: on plan for 3 periods in a row, but 1 of 2 policy steps was late.'
    >>> performance("on", late_steps=1, due_steps=4).score, performance("well_behind").score
    (3, 1)
    >>> performance(None, reason="no_target").working
    'No performance to judge by: there is no target to judge by.'
    """
    if position is None or reason == "stale":
        why = _NO_PERFORMANCE.get(reason or "", "the figure cannot be compared with a plan")
        return Performance(None, f"No performance to judge by: {why}.")
    score = _POSITION_SCORES[position]
    said = Position(position).title.lower()
    if position == "on" and on_run >= STEADY_PERIODS:
        score, said = 4, f"on plan for {several(on_run, 'period')} in a row"
    if late_steps * STEPS_PER_LATE_ONE > due_steps and score > 1:
        score -= 1
        were = "was" if late_steps == 1 else "were"
        turn = "but" if Position(position).is_on_track else "and"
        said += f", {turn} {late_steps} of {several(due_steps, 'policy step')} {were} late"
    return Performance(score, f"Performance is {_word(score)}: {said}.")


def suggest(evidence: Evidence) -> Suggestion:
    """Suggest the overall likelihood of delivery, with the working.

    The steps are taken in the order of the source: the middle of planning, capacity and
    performance; a red caps it; challenge and stage move it; without performance it starts again
    from the lower of planning and capacity; weak data and a plan that does not add up cap it.

    >>> found = suggest(Evidence(Rating.AMBER_RED, Rating.AMBER_RED, performance("ahead")))
    >>> found.rating.letters, found.working[1]
    ('AR', 'Two of three say amber-red.')
    >>> suggest(Evidence(Rating.GREEN, None, performance("on"))).working
    ('No suggestion yet: capacity is not rated.',)
    """
    flags = _flags(evidence)
    if evidence.planning is None or evidence.capacity is None:
        return Suggestion(None, (_missing(evidence),), flags)
    score, working = _start(evidence, evidence.planning.score, evidence.capacity.score)
    for cap, is_due, sentence in _caps(evidence):
        if is_due and score > cap:
            score = cap
            working.append(sentence)
    return Suggestion(_rating(score), (evidence.performance.working, *working), flags)


def suggestion_from_row(row: Mapping[str, Any]) -> Suggestion:
    """Give the suggestion with its working from a row of `core.suggested_rating`."""
    return suggest(evidence_from_row(row))


def evidence_from_row(row: Mapping[str, Any]) -> Evidence:
    """Read what the suggestion needs from a row of `core.suggested_rating`."""
    said: dict[str, Any] = {name: None if is_nothing(cell) else cell for name, cell in row.items()}
    quality, sufficiency = said.get("data_quality"), said.get("plan_sufficiency")
    return Evidence(
        planning=_read_rating(said.get("planning")),
        capacity=_read_rating(said.get("capacity")),
        performance=performance_from_row(said),
        challenge=said.get("challenge"),
        stage=None if said.get("stage") is None else int(said["stage"]),
        data_quality=DataQuality(quality) if quality else None,
        is_plan_sufficient=None if sufficiency is None else sufficiency != "insufficient",
    )


def performance_from_row(row: Mapping[str, Any]) -> Performance:
    """Score the performance from a row of `core.performance_score` or `core.suggested_rating`."""
    said: dict[str, Any] = {name: None if is_nothing(cell) else cell for name, cell in row.items()}
    return performance(
        said.get("position"),
        on_run=int(said.get("on_run") or 0),
        late_steps=int(said.get("late_step_count") or 0),
        due_steps=int(said.get("due_step_count") or 0),
        reason=said.get("performance_reason"),
    )


def needs_reason(final: Rating, suggestion: Suggestion) -> bool:
    """Say whether a rating departs from the suggestion, so that its reason must say why.

    >>> needs_reason(Rating.GREEN, Suggestion(Rating.AMBER_GREEN, ()))
    True
    """
    return suggestion.rating is not None and final is not suggestion.rating


# ---- the steps ------------------------------------------------------------------------------


def _start(evidence: Evidence, planning: int, capacity: int) -> tuple[int, list[str]]:
    found = evidence.performance.score
    if found is None:
        score = min(planning, capacity, 3)
        return score, [_without_performance(score, planning, capacity)]
    lowest, score, highest = sorted((planning, capacity, found))
    working = [_middle(lowest, score, highest)]
    if lowest == 1 and score > 2:
        score = 2
        working.append("Capped at amber-red: one of the three is red.")
    return _moved(evidence, found, score, working)


def _moved(evidence: Evidence, found: int, score: int, working: list[str]) -> tuple[int, list[str]]:
    challenge, stage = evidence.challenge, evidence.stage
    if challenge == "very_high" and stage is not None and stage <= 2 and score > 1:
        score -= 1
        working.append(
            f"Lowered to {_word(score)}: the challenge is very high and delivery is still early "
            f"(stage {stage} of 4)."
        )
    if challenge == "low" and stage == 4 and found >= 3 and score < 4:
        score += 1
        working.append(
            f"Raised to {_word(score)}: the challenge is low, delivery is at stage 4 of 4, and "
            "performance is on plan or better."
        )
    return score, working


def _middle(lowest: int, middle: int, highest: int) -> str:
    if lowest == highest:
        return f"All three say {_word(middle)}."
    if middle in (lowest, highest):
        return f"Two of three say {_word(middle)}."
    return (
        f"The three judgements ({_word(lowest)}, {_word(middle)}, {_word(highest)}) average "
        f"{_word(middle)}."
    )


def _without_performance(score: int, planning: int, capacity: int) -> str:
    if score < min(planning, capacity):
        return (
            "Planning and capacity are green, but nothing is green without evidence: amber-green."
        )
    lower = {planning: "planning", capacity: "capacity"}[score]
    if planning == capacity:
        return f"Planning and capacity both say {_word(score)}."
    return f"The lower of planning and capacity counts: {lower} says {_word(score)}."


def _caps(evidence: Evidence) -> tuple[tuple[int, bool, str], ...]:
    weak = evidence.data_quality is not None and evidence.data_quality.caps
    return (
        (3, weak, f"{_weak_data(evidence)}: no better than amber-green."),
        (
            2,
            evidence.is_plan_sufficient is False,
            "The steps of the plan do not add up to the target: no better than amber-red.",
        ),
    )


def _weak_data(evidence: Evidence) -> str:
    if evidence.data_quality is DataQuality.NOT_FIT:
        return "The data are not fit for the purpose"
    return "Nobody has established how good the data are"


def _flags(evidence: Evidence) -> tuple[SuggestionFlag, ...]:
    weak = evidence.data_quality is not None and evidence.data_quality.caps
    return (SuggestionFlag.DATA_QUALITY,) if weak else ()


def _missing(evidence: Evidence) -> str:
    missing = [name for name in ("planning", "capacity") if getattr(evidence, name) is None]
    verb = "are" if len(missing) > 1 else "is"
    return f"No suggestion yet: {' and '.join(missing)} {verb} not rated."


def _read_rating(word: object) -> Rating | None:
    return None if word is None else Rating(str(word))


def _rating(score: int) -> Rating:
    return next(one for one in Rating if one.score == score)


def _word(score: int) -> str:
    return _rating(score).title.lower()
