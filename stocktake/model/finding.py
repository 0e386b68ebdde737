"""The finding: one or two plain sentences a chair reads from the wall, by fixed rules.

Every screen, document and alternative text takes its words from here, so that no two of them can
tell different stories about one figure. The rules are tried in order and the first that fits
speaks. Nothing here judges: it says what was planned, what was found and how far apart they are.
"""

from collections.abc import Callable
from datetime import date, timedelta

from stocktake.model.facts import PriorityFacts, StepResult
from stocktake.model.numbers import (
    behind_words,
    day,
    difference,
    figure,
    gap_words,
    month,
    number,
    period_words,
    planned,
    rate,
    span,
)
from stocktake.model.period import Frequency
from stocktake.model.promise import lines_about_target, source_line
from stocktake.model.verdict_words import verdict_time, verdict_words

__all__ = [
    "finding",
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
    "no_target": "No target found",
    "no_figure": "No figure yet",
    "not_judged": "Not judged yet",
    "definition_changed": "Not comparable",
}
# A level without a date was never planned for one: say whose demand it is instead.
_ASKED = {"legal_duty": "the law requires", "standard": "standard", "ambition": "hoped for"}
_PLATEAU_SPAN = {"month": "6 months", "quarter": "3 quarters", "year": "year"}


def finding(facts: PriorityFacts, *, next_judged_on: date | None = None) -> str:
    """Say what was found. `next_judged_on` is told to readers between two judged periods."""
    if facts.value is None or facts.period_end is None:
        return _no_figures(facts)
    for rule in _RULES:
        text = rule(facts)
        if text:
            break
    if _is_between_judgements(facts) and not facts.closed_on:
        text += _next_judgement(facts, next_judged_on)
    if facts.freshness == "stale" and not facts.closed_on:
        text += _stale(facts, text)
    return text


def short_finding(facts: PriorityFacts) -> str:
    """Say the finding in a few words for a row of the wall."""
    if facts.value is None:
        return "No figures yet"
    if facts.gap is None or facts.compared_value is None:
        return _latest(facts)
    value = _figure(facts, facts.compared_value)
    if facts.counts_units:
        return f"{value} meet the step" if facts.step_results else f"{value} on their path"
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


def pace_sentence(facts: PriorityFacts) -> str:
    """Say the pace the target needs and the pace of late, in the chart's own direction.

    The facts sign both so that positive is better; a reader sees the line fall, so for
    lower-is-better a good pace is written with a minus.

    >>> pace_sentence(_example(required_pace=1.1, achieved_pace=-0.2))
    'Needs +1.1 a month; recent pace −0.2 a month.'
    """
    if facts.pace_verdict == "reached":
        return "The target level has been reached."
    if facts.required_pace is None or facts.closed_on:
        return ""
    noun = facts.pace_per or Frequency(facts.frequency).noun

    def written(pace: float) -> str:
        return rate(facts.measure, pace * facts.direction, facts.rounding_unit, noun)

    if facts.achieved_pace is None:
        return f"Needs {written(facts.required_pace)}; too few figures to tell the recent pace."
    return f"Needs {written(facts.required_pace)}; recent pace {written(facts.achieved_pace)}."


def outturn_sentence(facts: PriorityFacts) -> str:
    """Say where the recent pace would lead: a projection, always labelled as one."""
    if facts.outturn is None or facts.target_on is None or facts.closed_on:
        return ""
    return (
        f"If recent pace continues: {_figure(facts, facts.outturn)} in "
        f"{_period(facts, facts.target_on)}."
    )


def movement_words(facts: PriorityFacts) -> str:
    """Say how the figure moved on a year before, and whether that is better or worse.

    >>> movement_words(_example(value=70.0, value_year_before=68.0, direction=-1))
    'up 2.0 points on a year before: worse'
    """
    if facts.value is None or facts.value_year_before is None:
        return ""
    change = facts.value - facts.value_year_before
    if change == 0:
        return "the same as a year before"
    verdict = "better" if change * facts.direction > 0 else "worse"
    size = difference(facts.measure, change, facts.rounding_unit)
    return f"{'up' if change > 0 else 'down'} {size} on a year before: {verdict}"


def verdict_on_target(facts: PriorityFacts) -> str:
    """Say whether a target that fell due was met, on the figure of its own date; else nothing."""
    if facts.gap is None or facts.target_on is None or facts.compared_on is None:
        return ""
    if facts.compared_on != facts.target_on and not facts.is_after_target:
        return ""
    margin = difference(facts.measure, facts.gap, facts.rounding_unit)
    if facts.gap < 0:
        return f"missed by {margin}"
    return "met exactly" if facts.gap == 0 else f"met, with {margin} to spare"


# ---- the rules, in the order they are tried -------------------------------------------------


def _no_figures(facts: PriorityFacts) -> str:
    if facts.target_value is None:
        return "No figures yet, and no target found."
    return f"No figures yet. {_planned_value(facts)} is promised{_by(facts)}."


def _closed(facts: PriorityFacts) -> str:
    if facts.closed_on is None:
        return ""
    verdict = verdict_on_target(facts)
    if not verdict:
        return f"Closed in {month(facts.closed_on)}. {_latest(facts)}."
    value = _figure(facts, facts.compared_value)
    return f"Closed case. {value} {_in(facts, facts.compared_on)}: {_target(facts)} was {verdict}."


def _no_target(facts: PriorityFacts) -> str:
    if facts.target_value is not None or facts.plan is not None:
        return ""
    moved = movement_words(facts)
    return f"No target found. {_latest(facts)}{', ' + moved if moved else ''}."


def _steps_of_units(facts: PriorityFacts) -> str:
    """Tell each legal or dated step on its own, newest first: 12 of 22 now, 18 and 19 before."""
    judged = [step for step in facts.step_results if step.value is not None]
    if not facts.counts_units or not judged:
        return ""
    newest = judged[-1]
    if "step" not in newest.label.lower():
        return _dated_counts(facts, judged)
    lead = f"{number(newest.value or 0)} of {facts.unit_count} meet {_step(facts, newest)}"
    before = [
        f"{number(step.value or 0)} {'met ' if not count else ''}{_step(facts, step)}"
        for count, step in enumerate(reversed(judged[:-1][-2:]))
    ]
    text = f"{lead}{'; ' + ' and '.join(before) if before else ''}."
    return text + _later_than_step(facts, newest)


def _dated_counts(facts: PriorityFacts, judged: list[StepResult]) -> str:
    newest, earlier = judged[-1], judged[:-1][-2:]
    text = f"{_figure(facts, newest.value)} in {month(newest.period_end)}"
    if newest.plan is not None:
        text += f", when {number(newest.plan)} were planned"
    before = " and ".join(
        f"{number(step.value or 0)} in {month(step.period_end)}" for step in reversed(earlier)
    )
    return f"{text}{'; ' + before if before else ''}." + _later_than_step(facts, newest)


def _later_than_step(facts: PriorityFacts, newest: StepResult) -> str:
    if facts.period_end is None or facts.period_end <= newest.period_end:
        return ""
    return f" Latest figure: {_latest(facts)}."


def _definition_changed(facts: PriorityFacts) -> str:
    if facts.position_reason != "definition_changed":
        return ""
    return (
        f"{_latest(facts)}. The definition has changed since the plan was agreed, "
        "so the two are not compared."
    )


def _target_fell_due(facts: PriorityFacts) -> str:
    verdict = verdict_on_target(facts)
    if not verdict or facts.target_on is None:
        return ""
    value = _figure(facts, facts.compared_value)
    when = _in(facts, facts.compared_on)
    if facts.is_after_target:
        due = month(facts.target_on)
        promised = _gap(facts, than=f"the {_planned_value(facts)} due by {due}")
        if facts.target_value == 0:
            promised = f"where zero was due by {due}" if facts.gap else f"the zero due by {due}"
        return f"{value} {when}, {promised}.{_at_target(facts)}"
    return f"{value} {when}: {_target(facts)} was {verdict}."


def _at_target(facts: PriorityFacts) -> str:
    """Tell what stood on the target's own day, when today's figure is a later one."""
    if facts.value_at_target is None or facts.target_value is None:
        return ""
    margin = (facts.value_at_target - facts.target_value) * facts.direction
    verdict = "met" if margin >= 0 else "missed"
    return f" On the day it was {verdict}, at {_figure(facts, facts.value_at_target)}."


def _compared(facts: PriorityFacts) -> str:
    if facts.gap is None or facts.plan is None or facts.compared_value is None:
        return ""
    value = _figure(facts, facts.compared_value)
    when = _in(facts, facts.compared_on)
    if _is_between_judgements(facts):
        return f"{_latest(facts)}. Last judged {when}: {value}, {_against_plan(facts)}."
    return f"{value} {when}, {_against_plan(facts)}.{_second_sentence(facts)}"


def _not_compared(facts: PriorityFacts) -> str:
    if facts.target_value is None or facts.value is None:
        return f"{_latest(facts)}."
    gap = (facts.value - facts.target_value) * facts.direction
    promised = f"the {_planned_value(facts)} promised{_by(facts)}"
    return f"{_latest(facts)}, {_gap_of(facts, gap, than=promised)}."


_RULES: tuple[Callable[[PriorityFacts], str], ...] = (
    _closed,
    _no_target,
    _definition_changed,
    _steps_of_units,
    _target_fell_due,
    _compared,
    _not_compared,
)


# ---- parts of sentences ---------------------------------------------------------------------


def _second_sentence(facts: PriorityFacts) -> str:
    """Give the one further thing worth the chair's ten seconds: a plateau, else the time lost."""
    if facts.is_plateau and facts.gap is not None and facts.gap < 0:
        noun = Frequency(facts.frequency).noun
        return f" Hardly any change in the last {_PLATEAU_SPAN[noun]} while the plan moved on."
    is_behind = facts.position in ("behind", "well_behind")
    if not is_behind or not facts.days_behind or facts.compared_on is None:
        return ""
    due = month(facts.compared_on - timedelta(days=facts.days_behind))
    return f" This is the level planned for {due}, {span(facts.days_behind)} earlier."


def _is_between_judgements(facts: PriorityFacts) -> bool:
    return (
        facts.position_reason == "not_judged"
        or (facts.compared_on is not None and facts.period_end is not None)
    ) and facts.compared_on != facts.period_end


def _next_judgement(facts: PriorityFacts, next_judged_on: date | None) -> str:
    if next_judged_on is not None:
        return f" Next judged {_in(facts, next_judged_on)}."
    if facts.target_on is None or facts.period_end is None or facts.target_on <= facts.period_end:
        return ""
    return f" {_planned_value(facts)} is due {_in(facts, facts.target_on)}."


def _stale(facts: PriorityFacts, said: str) -> str:
    due = f" by {day(facts.stale_on)}" if facts.stale_on else " by now"
    period = _period(facts, facts.period_end)
    if period in said:
        return f" A newer figure was due{due}."
    return f" The latest figure is from {period}; a newer one was due{due}."


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
    if facts.counts_units and value is not None:
        return f"{number(value)} of {facts.unit_count}"
    return figure(facts.measure, value, facts.rounding_unit)


def _planned_value(facts: PriorityFacts) -> str:
    return planned(facts.measure, facts.target_value, facts.rounding_unit)


def _target(facts: PriorityFacts) -> str:
    return f"the target of {_planned_value(facts)}"


def _latest(facts: PriorityFacts) -> str:
    return f"{_figure(facts, facts.value)} {_in(facts, facts.period_end)}"


def _by(facts: PriorityFacts) -> str:
    return f" by {month(facts.target_on)}" if facts.target_on else ""


def _period(facts: PriorityFacts, end: date | None) -> str:
    return period_words(end, facts.frequency) if end else "an unknown period"


def _in(facts: PriorityFacts, end: date | None) -> str:
    return f"in {_period(facts, end)}"


def _step(facts: PriorityFacts, step: StepResult) -> str:
    label = step.label.removeprefix("the ").removeprefix("The ")
    return f"the {label} ({month(step.period_end)})"


def _example(**changes: object) -> PriorityFacts:
    """Make the facts the doctests speak about."""
    plain: dict[str, object] = {
        "priority_key": "ae_four_hour",
        "title": "A&E in four hours",
        "short_title": "A&E in four hours",
        "measure": "percent",
        "direction": 1,
        "frequency": "month",
        "rounding_unit": 0.1,
        "target_value": 82.0,
    }
    return PriorityFacts(**{**plain, **changes})  # type: ignore[arg-type]
