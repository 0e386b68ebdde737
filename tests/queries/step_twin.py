"""A slow plain-Python twin of the rule that says whether a finished step moved anything.

Written from the rule alone, walking through days and periods; nothing is shared with the SQL.
"""

import itertools
from dataclasses import dataclass, field
from datetime import date

from tests.queries.twin import MONTHS, Figure, months_between

TODAY = date(2026, 5, 20)


@dataclass(frozen=True)
class StepCase:
    figures: list[Figure]
    done_on: date | None
    expected_on: date | None = None
    direction: int = 1
    frequency: str = "month"
    is_seasonal: bool = False
    bridges: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Effect:
    answer: str | None
    change: float | None = None
    before: float | None = None
    after: float | None = None


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def on_the_newest_definition(case: StepCase) -> list[Figure]:
    """Walk back from the newest figure, over bridges, until a definition cannot be carried on."""
    kept: list[Figure] = []
    shift, version = 0.0, None
    for figure in reversed(case.figures):
        if version is not None and figure.definition != version:
            if figure.definition != version - 1 or version not in case.bridges:
                break
            shift += case.bridges[version]
        version = figure.definition
        kept.insert(0, Figure(figure.on, figure.value + shift))
    return kept


def same_months_of_an_earlier_year(
    figures: list[Figure], after: list[Figure], done_on: date
) -> list[Figure]:
    for years in range(1, 40):
        months = [(one.on.year - years, one.on.month) for one in after]
        # The first day of the month after is the day by which all of that month has ended.
        year, month = max(months)
        ended_by = date(year + month // 12, month % 12 + 1, 1)
        if ended_by <= done_on:
            return [one for one in figures if (one.on.year, one.on.month) in months]
    return []


def variation(case: StepCase, figures: list[Figure]) -> tuple[int, float | None]:
    """How many figures there were before the step, and their average moving range."""
    by_month = {(one.on.year, one.on.month): one.value for one in figures}
    seen = [one for one in figures if case.done_on and one.on < case.done_on]
    measured = [
        (one.on, one.value - by_month[one.on.year - 1, one.on.month])
        if case.is_seasonal
        else (one.on, one.value)
        for one in seen
        if not case.is_seasonal or (one.on.year - 1, one.on.month) in by_month
    ]
    ranges = [
        abs(later - earlier)
        for (left, earlier), (right, later) in itertools.pairwise(measured)
        if months_between(left, right) == MONTHS[case.frequency]
    ]
    return len(measured), mean(ranges) if ranges else None


def effect(case: StepCase, today: date = TODAY) -> Effect:
    if case.done_on is None:
        return Effect(None)
    due = max(case.done_on, case.expected_on or case.done_on)
    if today < due:
        return Effect("too_early")
    figures = on_the_newest_definition(case)
    after = [one for one in figures if one.on >= due][-3:]
    if not after:
        return Effect("no_figure_since")
    if case.is_seasonal:
        before = same_months_of_an_earlier_year(figures, after, case.done_on)
        before = before if len(before) == len(after) else []
    else:
        months = MONTHS[case.frequency]
        before = [
            one
            for one in figures
            if one.on < case.done_on and months_between(one.on, case.done_on) <= 3 * months
        ]
    found = mean([one.value for one in after])
    if not before:
        return Effect("too_few", after=found)
    was = mean([one.value for one in before])
    change = case.direction * (found - was)
    count, usual = variation(case, figures)
    if count < 5 or usual is None:
        return Effect("too_few", change, was, found)
    line = 1.773 * usual
    beyond = round(abs(change) - line, 9) > 0
    answer = "no" if not beyond else "yes" if change > 0 else "worse"
    return Effect(answer, change, was, found)
