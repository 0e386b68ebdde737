"""The position views against their slow twin, on made-up priorities of every sort."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from stocktake.model.period import month_end
from stocktake.store import Store
from tests.queries import twin
from tests.queries.twin import Case, Figure, Point

COUNT = 150


def some_days(chance: random.Random, frequency: str, count: int) -> list[date]:
    """Period ends in order, now and then with one left out."""
    months = twin.MONTHS[frequency]
    days, month = [], chance.randrange(12 * 10)
    while len(days) < count:
        month += months * (1 if chance.random() < 0.95 else chance.randint(2, 4))
        days.append(month_end(2005 + month // 12, month % 12 + 1))
    return days


def some_case(chance: random.Random) -> Case:
    frequency = chance.choice(["month", "quarter", "school_year"])
    direction = chance.choice([1, -1])
    rounding = chance.choice([0.1, 1.0])
    days = some_days(chance, frequency, chance.choice([chance.randint(1, 14), 40]))
    value = chance.uniform(20, 80)
    figures = []
    for day in days:
        value += chance.choice([0, 0, 0.05, -0.05, chance.uniform(-3, 3)])
        definition = 2 if chance.random() < 0.05 else 1
        figures.append(Figure(day, round(min(100, max(0, value)), 2), definition))
    shape = chance.choice(["linear", "linear", "step"])
    if chance.random() < 0.15:
        return Case(direction, frequency, rounding, figures)
    start, level = chance.uniform(20, 80), 0.0
    points = []
    has_band = chance.random() < 0.3
    for day in sorted(set(chance.sample(days, min(len(days), 3)) + some_days(chance, "month", 3))):
        level += direction * chance.choice([0.0, 2.0, chance.uniform(-1, 6)])
        low, high = start + level - 2 * direction, start + level + 3 * direction
        points.append(
            Point(day, start + level, low if has_band else None, high if has_band else None)
        )
    return Case(
        direction,
        frequency,
        rounding,
        figures,
        points,
        shape,
        baseline=chance.choice([None, start]),
        target=points[-1].central,
        target_on=chance.choice([None, points[-1].on, chance.choice(days), month_end(2031, 3)]),
        tolerance_on=chance.choice([None, None, None, 1.5]),
        tolerance_behind=chance.choice([None, None, None, 4.0]),
        is_duty=chance.random() < 0.5,
    )


def tables_of(cases: list[Case]) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in (
            "indicators",
            "priorities",
            "priority_indicators",
            "targets",
            "trajectory_points",
            "observations",
        )
    }
    for number, case in enumerate(cases):
        keys = {"priority_key": f"p{number}", "indicator_key": f"i{number}"}
        tables["indicators"].append(
            {
                "indicator_key": keys["indicator_key"],
                "direction": case.direction,
                "frequency": case.frequency,
                "rounding_unit": case.rounding,
            }
        )
        tables["priorities"].append(dict(keys))
        tables["priority_indicators"].append(dict(keys))
        if case.target is not None:
            tables["targets"].append(
                {
                    "priority_key": keys["priority_key"],
                    "baseline_value": case.baseline,
                    "target_value": case.target,
                    "target_on": case.target_on,
                    "target_kind": "legal_duty" if case.is_duty else "target",
                    "tolerance_on": case.tolerance_on,
                    "tolerance_behind": case.tolerance_behind,
                }
            )
        tables["trajectory_points"] += [
            {
                "priority_key": keys["priority_key"],
                "period_end": point.on,
                "central": point.central,
                "low": point.low,
                "high": point.high,
                "shape": case.shape,
            }
            for point in case.points
        ]
        tables["observations"] += [
            {
                "indicator_key": keys["indicator_key"],
                "period_end": figure.on,
                "value": figure.value,
                "definition_version": figure.definition,
            }
            for figure in case.figures
        ]
    return tables


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_position_views_agree_with_their_twin(
    seed: int, filled_store: Callable[..., Store]
) -> None:
    chance = random.Random(seed)
    cases = [some_case(chance) for _ in range(COUNT)]
    store = filled_store(tables_of(cases), today=date(2030, 1, 1))
    with store.reader() as db:
        latest = {row["priority_key"]: row for row in db.rows("core.position")}
        history = {
            (row["priority_key"], row["period_end"]): row
            for row in db.rows("core.position_history")
        }
        varied = {
            row["priority_key"]: row["ordinary_variation"]
            for row in db.rows("core.ordinary_variation")
        }
    for number, case in enumerate(cases):
        key = f"p{number}"
        for figure in case.figures:
            row = history[key, figure.on]
            assert twin.close(row["plan"], twin.interpolated(case, figure.on, "central")), key
            assert row["position"] == twin.position(case, figure), (key, figure)
        assert twin.close(varied.get(key), twin.ordinary_variation(case)), (key, case)
        row = latest[key]
        assert row["verdict"] == twin.verdict(case), (key, case)
        judged = twin.latest_judged(case)
        assert row["compared_on"] == (judged.on if judged else None), key
        assert row["position"] == (twin.position(case, judged) if judged else None), key
        assert row["days_behind"] == twin.days_behind(case), (key, case)
        assert twin.close(row["achieved_pace"], twin.achieved_pace(case)), (key, case)
        assert twin.close(row["required_pace"], twin.required_pace(case)), (key, case)
        assert twin.close(row["outturn"], twin.outturn(case)), (key, case)
        assert row["is_plateau"] == twin.is_plateau(case), (key, case)
        assert row["stale_on"] == twin.stale_on(case), key


def test_the_made_up_priorities_reach_every_outcome() -> None:
    """Without this the twin could agree about nothing: every branch must be met."""
    chance = random.Random(1)
    cases = [some_case(chance) for _ in range(COUNT)]
    met = {twin.position(case, figure) for case in cases for figure in case.figures}
    assert met == {"ahead", "on", "behind", "well_behind", None}
    widened = [
        (twin.tolerances(case)[0], twin.ordinary_variation(case), 0.10 * twin.journey(case))
        for case in cases
        if twin.ordinary_variation(case) is not None
    ]
    assert any(small == varied < cap for small, varied, cap in widened)
    assert any(small == cap < varied for small, varied, cap in widened if cap)
    assert any(small == varied for small, varied, cap in widened if not cap)
    assert {twin.verdict(case) for case in cases} == {"met", "missed", "below_law", None}
    assert any(twin.days_behind(case) for case in cases)
    assert any(twin.is_plateau(case) for case in cases)
    assert any(twin.required_pace(case) for case in cases)
    assert any(twin.achieved_pace(case) is None for case in cases)
