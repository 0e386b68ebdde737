"""A slow plain-Python twin of the position views: the oracle they are held against.

Written from the rules alone, point by point and loop by loop, with nothing shared with the SQL.
"""

import itertools
import math
import statistics
from dataclasses import dataclass, field
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "calendar_year": 12, "financial_year": 12, "school_year": 12}


@dataclass(frozen=True)
class Point:
    on: date
    central: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Figure:
    on: date
    value: float
    definition: int = 1


@dataclass(frozen=True)
class Case:
    direction: int
    frequency: str
    rounding: float
    figures: list[Figure]
    points: list[Point] = field(default_factory=list)
    shape: str = "linear"
    baseline: float | None = None
    target: float | None = None
    target_on: date | None = None
    plan_definition: int = 1
    lag: int = 30
    grace: int = 14
    today: date = date(2030, 1, 1)
    tolerance_on: float | None = None
    tolerance_behind: float | None = None
    is_duty: bool = False


def months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def interpolated(case: Case, day: date, field_name: str) -> float | None:
    """The plan on a day, or None where it says nothing."""
    before = [point for point in case.points if point.on <= day]
    if not before:
        return None
    left = before[-1]
    after = [point for point in case.points if point.on > day]
    start = getattr(left, field_name)
    if case.shape == "points":
        is_last = not after
        return start if left.on == day or is_last else None
    if not after or case.shape == "step" or start is None:
        return start
    end = getattr(after[0], field_name)
    if end is None:
        return start
    share = (day - left.on).days / (after[0].on - left.on).days
    return start + share * (end - start)


def journey(case: Case) -> float:
    if case.target is None or case.baseline is None:
        return 0.0
    return abs(case.target - case.baseline)


def position(case: Case, figure: Figure) -> str | None:
    plan = interpolated(case, figure.on, "central")
    if plan is None or figure.definition != case.plan_definition:
        return None
    low = interpolated(case, figure.on, "low")
    high = interpolated(case, figure.on, "high")
    gap = case.direction * (figure.value - plan)
    if low is not None and high is not None:
        worst, best = sorted((case.direction * low, case.direction * high))
        signed = case.direction * figure.value
        if signed > best:
            return "ahead"
        if signed >= worst:
            return "on"
        return "behind" if worst - signed <= (best - worst) / 2 else "well_behind"
    small, large = tolerances(case)
    if round(gap, 9) > round(small, 9):
        return "ahead"
    if round(gap, 9) >= -round(small, 9):
        return "on"
    return "behind" if round(gap, 9) >= -round(large, 9) else "well_behind"


def ordinary_variation(case: Case) -> float | None:
    """How far changes lie from their median, walking back until a gap, a break or the 24th."""
    changes: list[float] = []
    for earlier, later in reversed(list(itertools.pairwise(case.figures))):
        is_next = months_between(earlier.on, later.on) == MONTHS[case.frequency]
        if not is_next or earlier.definition != later.definition or len(changes) == 24:
            break
        changes.append(later.value - earlier.value)
    if len(changes) < 7:
        return None
    middle = statistics.median(changes)
    return sum(abs(change - middle) for change in changes) / len(changes)


def tolerances(case: Case) -> tuple[float, float]:
    """How far from the plan is still on it, and how far is still only behind."""
    whole, varied = journey(case), ordinary_variation(case)
    small, large = max(case.rounding, 0.02 * whole), max(2 * case.rounding, 0.10 * whole)
    if varied is not None:
        small = max(small, min(varied, 0.10 * whole) if whole else varied)
        large = max(large, min(2 * varied, 0.25 * whole) if whole else 2 * varied)
    if case.tolerance_on is not None:
        small = case.tolerance_on
    if case.tolerance_behind is not None:
        large = case.tolerance_behind
    return small, large


def verdict(case: Case) -> str | None:
    """Met or missed on the figure of the target's date; below the law where a duty has none."""
    if case.target is None:
        return None
    if case.target_on is None:
        figure = latest_judged(case)
        if not case.is_duty or figure is None or figure.definition != case.plan_definition:
            return None
        return "below_law" if round(case.direction * (figure.value - case.target), 9) < 0 else None
    for figure in case.figures:
        has_plan = interpolated(case, figure.on, "central") is not None
        if figure.on == case.target_on and (
            not has_plan or figure.definition == case.plan_definition
        ):
            margin = round(case.direction * (figure.value - case.target), 9)
            return "met" if margin >= 0 else "missed"
    return None


def latest_judged(case: Case) -> Figure | None:
    judged = [f for f in case.figures if interpolated(case, f.on, "central") is not None]
    return judged[-1] if judged else None


def days_behind(case: Case) -> int | None:
    """Days since the plan was last no better than the figure; found by walking back day by day."""
    figure = latest_judged(case)
    if figure is None or case.shape == "points":
        return None
    plan = interpolated(case, figure.on, "central")
    if plan is None or case.direction * (figure.value - plan) >= 0:
        return None
    signed = [
        case.direction * point.central
        for index, point in enumerate(case.points)
        if point.on <= figure.on
        or (case.shape == "linear" and index and case.points[index - 1].on <= figure.on)
    ]
    if any(later < earlier for earlier, later in itertools.pairwise(signed)):
        return None
    if case.shape == "step":
        reached = [
            point.on
            for point in case.points
            if point.on <= figure.on and case.direction * (point.central - figure.value) <= 0
        ]
        return (figure.on - reached[-1]).days if reached else None
    day = figure.on
    while day >= case.points[0].on:
        level = interpolated(case, day, "central")
        if level is not None and case.direction * (level - figure.value) <= 1e-9:
            return (figure.on - day).days
        day -= timedelta(days=1)
    return None


def comparable(case: Case) -> list[Figure]:
    """Figures that count for pace: those of another definition than the plan's do not."""
    return [
        figure
        for figure in case.figures
        if figure.definition == case.plan_definition
        or interpolated(case, figure.on, "central") is None
    ]


def achieved_pace(case: Case) -> float | None:
    months = MONTHS[case.frequency]
    steps = {1: 6, 3: 4, 12: 3}[months]
    figures = comparable(case)
    if not figures:
        return None
    newest = figures[-1]
    recent = [f for f in figures if months_between(f.on, newest.on) <= steps * months]
    slopes = [
        (later.value - earlier.value) / (months_between(earlier.on, later.on) / months)
        for index, earlier in enumerate(recent)
        for later in recent[index + 1 :]
    ]
    return case.direction * statistics.median(slopes) if len(slopes) >= 3 else None


def periods_left(case: Case) -> float | None:
    figures = comparable(case)
    if not figures or case.target_on is None or case.target_on <= figures[-1].on:
        return None
    return months_between(figures[-1].on, case.target_on) / MONTHS[case.frequency]


def required_pace(case: Case) -> float | None:
    left = periods_left(case)
    if case.target is None or not left:
        return None
    distance = case.direction * (case.target - comparable(case)[-1].value)
    return distance / left if distance > 0 else None


def outturn(case: Case) -> float | None:
    pace, left = achieved_pace(case), periods_left(case)
    if pace is None or left is None:
        return None
    return min(100.0, max(0.0, comparable(case)[-1].value + case.direction * pace * left))


def is_plateau(case: Case) -> bool:
    figures = comparable(case)
    if not figures:
        return False
    months = MONTHS[case.frequency]
    span = {1: 6, 3: 3, 12: 1}[months] * months
    newest = figures[-1]
    before = [f for f in figures if months_between(f.on, newest.on) == span]
    if not before:
        return False
    plans = [interpolated(case, f.on, "central") for f in (before[0], newest)]
    if plans[0] is None or plans[1] is None:
        return False
    moved = case.direction * (plans[1] - plans[0])
    large = max(2 * case.rounding, 0.10 * journey(case))
    if case.tolerance_behind is not None:
        large = case.tolerance_behind
    return abs(newest.value - before[0].value) <= case.rounding and moved >= large


def stale_on(case: Case) -> date | None:
    if not case.figures:
        return None
    newest = case.figures[-1].on
    month = newest.month - 1 + MONTHS[case.frequency]
    year = newest.year + month // 12
    day = newest.day
    while True:
        try:
            following = date(year, month % 12 + 1, day)
            break
        except ValueError:
            day -= 1
    return following + timedelta(days=case.lag + case.grace)


def close(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)
