"""The finding: one plain sentence a chair reads from the wall, by fixed rules.

Every screen, document and alternative text takes its words from here, so that no two of them can
tell different stories about one figure. The rules are tried in order and the first that fits
speaks. Nothing here judges: it says what was planned, what was found and how far apart they are.
Lateness is a tag beside the finding (`late_tag`), and what else is worth saying stands in
sentences of its own (`further_sentence`).
"""

from collections.abc import Callable
from datetime import date

from stocktake.model.change_words import (
    change_in_a_year,
    movement_words,
    outturn_sentence,
    pace_sentence,
    relative_change,
)
from stocktake.model.facts import PriorityFacts
from stocktake.model.further import further_sentence, late_tag
from stocktake.model.numbers import (
    behind_words,
    difference,
    gap_words,
    in_period,
    month,
    number,
    planned,
)
from stocktake.model.promise import lines_about_target, source_line
from stocktake.model.sentence import (
    figure_in_words,
    first_that_fits,
    offer,
    subject,
    written_figure,
)
from stocktake.model.unit_test import count_sentence
from stocktake.model.verdict import (
    is_between_judgements,
    judged_at_target,
    verdict_on_target,
    verdict_time,
    verdict_words,
)

__all__ = [
    "finding",
    "further_sentence",
    "late_tag",
    "lines_about_target",
    "movement_words",
    "outturn_sentence",
    "pace_sentence",
    "position_words",
    "short_finding",
    "source_line",
    "time_words",
    "verdict_on_target",
]

_POSITIONS = {
    "ahead": "Ahead",
    "on": "On plan",
    "behind": "Behind",
    "well_behind": "Well behind",
}
_NO_POSITION = {
    "no_target": "No target set",
    "no_figure": "No figure yet",
    "not_judged": "Not judged yet",
    "definition_changed": "Not comparable",
}
# A level without a date was never planned for one: say whose demand it is instead.
_ASKED = {"legal_duty": "the law requires", "standard": "standard", "ambition": "hoped for"}


def finding(facts: PriorityFacts, *, with_subject: bool = True) -> str:
    """Return what was found: subject, figure and gap, in 16 words or fewer.

    `with_subject` False is for a line that begins with the priority's title already.

    >>> finding(_example(value=77.11, compared_value=77.11, plan=78.0, gap=-0.89,
    ...     headline_label="% seen within four hours, in the month",
    ...     period_end=date(2026, 3, 31), compared_on=date(2026, 3, 31)))
    'A&E: 77.1% seen within four hours in March 2026, 0.9 points below the 78% planned.'
    """
    if facts.value is None or facts.period_end is None:
        return _no_figures(facts, with_subject=with_subject)
    counted = count_sentence(facts)
    if counted and not facts.closed_on:
        return counted
    tails = next(found for rule in _RULES if (found := rule(facts)))
    return first_that_fits(offer(facts, tails, with_subject=with_subject))


def short_finding(facts: PriorityFacts) -> str:
    """Return the finding in a few words for a row that names the priority."""
    if facts.value is None:
        return "No figure yet"
    if facts.gap is None or facts.compared_value is None:
        return _latest(facts)
    value = written_figure(facts, facts.compared_value)
    if facts.counts_units:
        return f"{value} meet their target"
    if facts.plan == 0 and facts.measure == "count" and facts.gap < 0:
        return f"{figure_in_words(facts, facts.compared_value)}; the plan was zero"
    if judged_at_target(facts):
        # Met or missed, and by how much, is the position's to say: it stands beside it.
        return f"{written_figure(facts, facts.value)} against the {_planned_value(facts)} target"
    return f"{value}; {_gap(facts)}"


def position_words(facts: PriorityFacts) -> str:
    """Name what the target came to, else the arithmetic position, or why there is none.

    >>> position_words(_example(position="well_behind"))
    'Well behind'
    """
    if facts.position and not facts.verdict:
        return _POSITIONS[facts.position]
    return verdict_words(facts) or _NO_POSITION.get(facts.position_reason or "", "Not compared")


def time_words(facts: PriorityFacts) -> str:
    """Say how late the priority is or was, or how far from plan where time says nothing."""
    if facts.verdict:
        return verdict_time(facts)
    if facts.position in ("behind", "well_behind") and facts.days_behind:
        return behind_words(facts.days_behind)
    if facts.gap is not None:
        return _gap(facts)
    return ""


# ---- the rules, in the order they are tried -------------------------------------------------
# Each gives the endings it offers, the fullest first, or none where it does not fit.


def _no_figures(facts: PriorityFacts, *, with_subject: bool) -> str:
    lead = f"{subject(facts)}: no" if with_subject else "No"
    if facts.target_value is None:
        return f"{lead} figure yet and no target set."
    return f"{lead} figure yet; {_planned_value(facts)} is due{_by(facts)}."


def _no_target(facts: PriorityFacts) -> list[str]:
    if facts.target_value is not None or facts.plan is not None:
        return []
    if facts.value_year_before is None:
        return ["; no target is set"]
    moved = movement_words(facts)
    if moved.endswith("little changed"):
        return [f", {moved}", f", little changed from a year earlier{relative_change(facts)}",
                ", little changed from a year earlier", ", little changed"]  # fmt: skip
    size = difference(facts.measure, change_in_a_year(facts), facts.rounding_unit)
    down = "down" if change_in_a_year(facts) < 0 else "up"
    return [f", {moved.rpartition(':')[0] or moved}", f", {down} {size} in a year"]


def _definition_changed(facts: PriorityFacts) -> list[str]:
    if facts.position_reason != "definition_changed":
        return []
    return [
        "; not compared with the plan, because the definition has changed",
        "; not compared with plan: definition changed",
        "; not compared with plan",
    ]


def _target_fell_due(facts: PriorityFacts) -> list[str]:
    judged = judged_at_target(facts)
    if judged is None or facts.target_on is None:
        return []
    verdict, gap = judged
    level = f"the {_planned_value(facts)} target"
    if facts.period_end == facts.target_on and not facts.counts_units:
        return _at_target(facts, verdict, gap, level)
    by = f"by {month(facts.target_on)}"
    if facts.counts_units and verdict == "missed":
        every = "all " if facts.target_value == facts.unit_count else ""
        due = f"{every}{number(facts.target_value or 0)} were due"
        return [f"; {due} {by}", f"; {due}"]
    if facts.target_value == 0 and verdict == "missed" and facts.measure == "count":
        return [f"; the target was zero {by}", "; the target was zero"]
    dated = f"{level} for {month(facts.target_on)} was"
    said = verdict_on_target(facts)
    return [f"; {dated} {said}", f"; {level} was {said}", f"; {level} was {verdict}"]


def _at_target(facts: PriorityFacts, verdict: str, gap: float, level: str) -> list[str]:
    if gap == 0:
        return [f", exactly {level}", ", exactly on target"]
    if verdict == "missed" and facts.target_value == 0 and facts.measure == "count":
        return ["; the target was zero"]
    if verdict == "missed" and facts.measure == "change_percent":
        # "Above the −20% target" would sound like a success.
        return [f"; {level} was {verdict_on_target(facts)}", f"; {level} was missed"]
    said = _gap_of(facts, gap, than="")
    if verdict == "missed" and facts.direction > 0:
        said = f"{difference(facts.measure, gap, facts.rounding_unit)} short of"
    return [f", {said.strip()} {level}", f", {said.strip()} target",
            f"; target {verdict_on_target(facts)}"]  # fmt: skip


def _compared(facts: PriorityFacts) -> list[str]:
    if facts.gap is None or facts.plan is None or facts.compared_value is None:
        return []
    if is_between_judgements(facts):
        when = _in(facts, facts.compared_on)
        return [
            f"; {_gap(facts, than='the plan')} when last judged, {when}",
            f"; {_gap(facts)} when last judged",
            f"; {_gap(facts)} {when}",
        ]
    if facts.plan == 0 and facts.measure == "count" and facts.gap < 0:
        return ["; none were planned", "; plan 0"]
    return [f", {_against_plan(facts)}", f", {_gap(facts)}"]


def _not_compared(facts: PriorityFacts) -> list[str]:
    if facts.target_value is None or facts.value is None:
        return [""]
    if facts.closed_on:
        return ["; the case is closed", ""]
    gap = (facts.value - facts.target_value) * facts.direction
    level = _planned_value(facts)
    return [
        f", {_gap_of(facts, gap, than=f'the {level} due{_by(facts)}')}",
        f", {_gap_of(facts, gap, than=f'the {level} target')}",
        f", {_gap_of(facts, gap, than='target')}",
    ]


_RULES: tuple[Callable[[PriorityFacts], list[str]], ...] = (
    _no_target,
    _definition_changed,
    _target_fell_due,
    _compared,
    _not_compared,
)


# ---- parts of sentences ---------------------------------------------------------------------


def _against_plan(facts: PriorityFacts) -> str:
    plan = planned(facts.measure, facts.plan, facts.rounding_unit)
    word = _ASKED.get(facts.target_kind or "", "planned") if _is_the_target(facts) else "planned"
    if facts.gap == 0:
        return f"exactly the {plan} {word}"
    return _gap(facts, than=f"the {plan} {word}")


def _is_the_target(facts: PriorityFacts) -> bool:
    return facts.target_on is None and facts.plan == facts.target_value


def _gap(facts: PriorityFacts, *, than: str = "plan") -> str:
    return _gap_of(facts, facts.gap or 0.0, than=than)


def _gap_of(facts: PriorityFacts, gap: float, *, than: str) -> str:
    if facts.counts_units and gap:
        more = "more" if gap * facts.direction > 0 else "fewer"
        return f"{number(abs(gap))} {more} than {than}"
    return gap_words(facts.measure, gap, facts.direction, facts.rounding_unit, than=than)


def _figure(facts: PriorityFacts, value: float | None) -> str:
    return written_figure(facts, value)


def _planned_value(facts: PriorityFacts) -> str:
    return planned(facts.measure, facts.target_value, facts.rounding_unit)


def _latest(facts: PriorityFacts) -> str:
    return f"{_figure(facts, facts.value)} {_in(facts, facts.period_end)}"


def _by(facts: PriorityFacts) -> str:
    return f" by {month(facts.target_on)}" if facts.target_on else ""


def _in(facts: PriorityFacts, end: date | None) -> str:
    return in_period(end, facts.frequency)


def _example(**changes: object) -> PriorityFacts:
    """Make the facts the doctests speak about."""
    plain: dict[str, object] = {
        "priority_key": "ae_four_hour",
        "title": "A&E: in four hours",
        "short_title": "A&E in four hours",
        "measure": "percent",
        "direction": 1,
        "frequency": "month",
        "rounding_unit": 0.1,
        "target_value": 82.0,
    }
    return PriorityFacts(**{**plain, **changes})  # type: ignore[arg-type]
