"""core.suggested_rating against the rules of model.likelihood, on made-up priorities."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from stocktake.model.likelihood import DataQuality, Evidence, SuggestionFlag, performance, suggest
from stocktake.model.period import month_end
from stocktake.model.rating import CHALLENGES, Rating
from stocktake.store import Store

COUNT, SEED = 160, 1
TODAY = date(2026, 5, 20)
# The plan is level at 50, on plan within 1 and well behind beyond 5.
VALUES = {"ahead": 52.0, "on": 50.5, "behind": 47.0, "well_behind": 40.0}
SORTS = ("judged", "judged", "judged", "stale", "no_figure", "no_target", "not_judged",
         "definition_changed")  # fmt: skip
INPUTS = ("challenge", "planning", "capacity", "stage", "data_quality", "plan_sufficiency")


@dataclass
class Case:
    """One priority: what is told of it, month by month back from the newest figure."""

    sort: str
    positions: list[str | None]
    steps: list[tuple[date, date | None]]
    sheet: dict[str, str]
    older: dict[str, str] = field(default_factory=dict)


def some_case(chance: random.Random) -> Case:
    places = ["on", "on", "on", "ahead", "ahead", "behind", "well_behind"]
    positions: list[str | None] = [chance.choice(places)]
    positions += [chance.choice([*places, "on", "on", None]) for _ in range(chance.randint(0, 5))]
    steps = []
    for _ in range(chance.randint(0, 5)):
        due = TODAY - timedelta(days=chance.randint(-60, 300))
        done = chance.choice([None, due, due, due - timedelta(days=3), due + timedelta(days=1)])
        steps.append((due, done if done is None or done <= TODAY else None))
    return Case(chance.choice(SORTS), positions, steps, some_sheet(chance), some_sheet(chance))


def some_sheet(chance: random.Random) -> dict[str, str]:
    scales: dict[str, list[str]] = {
        "challenge": [*CHALLENGES, "very_high", "low", "low"],
        "planning": list(Rating),
        "capacity": list(Rating),
        "stage": ["1", "2", "3", "4", "4", "4"],
        "data_quality": [*DataQuality, "not_fit", "not_fit", "not_established"],
        "plan_sufficiency": ["insufficient", "tight", "with_margin"],
    }
    often = {"planning", "capacity", "challenge", "stage"}
    return {
        line: str(chance.choice(scale))
        for line, scale in scales.items()
        if chance.random() < (0.93 if line in often else 0.4)
    }


def months_back(case: Case) -> list[tuple[date, str | None]]:
    """Give the newest period first, with its position, None where no figure came."""
    year, month = (2025, 12) if case.sort == "stale" else (2026, 3)
    found = []
    for age, position in enumerate(case.positions):
        number = year * 12 + month - 1 - age
        found.append((month_end(number // 12, number % 12 + 1), position))
    return found


def expected(case: Case) -> tuple[Any, Any]:
    position, reason = case.positions[0], None
    if case.sort in ("no_figure", "no_target", "not_judged", "definition_changed"):
        position, reason = None, case.sort
    if case.sort == "stale":
        reason = "stale"
    run = 0
    while run < len(case.positions) and case.positions[run] == "on":
        run += 1
    due = [(day, done) for day, done in case.steps if day <= TODAY]
    late = sum((done or TODAY) > day for day, done in due)
    scored = performance(position, on_run=run, late_steps=late, due_steps=len(due), reason=reason)
    sheet = case.sheet or case.older
    quality, sum_of_plan = sheet.get("data_quality"), sheet.get("plan_sufficiency")
    return scored, suggest(
        Evidence(
            Rating(sheet["planning"]) if "planning" in sheet else None,
            Rating(sheet["capacity"]) if "capacity" in sheet else None,
            scored,
            sheet.get("challenge"),
            int(sheet["stage"]) if "stage" in sheet else None,
            DataQuality(quality) if quality else None,
            None if sum_of_plan is None else sum_of_plan != "insufficient",
        )
    )


def tables_of(cases: list[Case]) -> dict[str, list[dict[str, Any]]]:
    names = ("indicators", "priorities", "targets", "trajectory_points", "observations",
             "policy_steps", "ratings")  # fmt: skip
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for number, case in enumerate(cases):
        priority, indicator = {"priority_key": f"p{number}"}, {"indicator_key": f"i{number}"}
        tables["indicators"].append(indicator | {"rounding_unit": 0.1})
        tables["priorities"].append(priority | indicator)
        if case.sort != "no_target":
            tables["targets"].append(
                priority
                | {
                    "target_value": 50.0,
                    "target_on": date(2027, 3, 31),
                    "tolerance_on": 1.0,
                    "tolerance_behind": 5.0,
                }
            )
            start = date(2026, 12, 31) if case.sort == "not_judged" else date(2020, 1, 31)
            tables["trajectory_points"] += [
                priority | {"period_end": day, "central": 50.0}
                for day in (start, date(2027, 3, 31))
            ]
        tables["observations"] += figures(case, indicator)
        tables["policy_steps"] += [
            priority | {"policy_step_key": f"s{number}_{at}", "due_on": due, "done_on": done}
            for at, (due, done) in enumerate(case.steps)
        ]
        tables["ratings"] += rated(case, priority)
    return tables


def figures(case: Case, indicator: dict[str, str]) -> list[dict[str, Any]]:
    if case.sort == "no_figure":
        return []
    version = 2 if case.sort == "definition_changed" else 1
    return [
        indicator | {"period_end": day, "value": VALUES[position], "definition_version": version}
        for day, position in months_back(case)
        if position is not None
    ]


def rated(case: Case, priority: dict[str, str]) -> list[dict[str, Any]]:
    """Give both rounds of the unit's sheet, and what must not be mistaken for it."""
    rows = [
        priority | {"rating_round": name, "category": line, "rating": word}
        for name, sheet in (("2025-12", case.older), ("2026-03", case.sheet))
        for line, word in sheet.items()
    ]
    noise = [
        {"rating_round": "2026-06", "category": "planning_risk", "rating": "red"},
        {"rating_round": "2026-06", "category": "overall", "rating": "red"},
        {"rating_round": "2026-06", "category": "planning", "rating": "red",
         "rater_type": "department"},
        {"rating_round": "2026-06", "category": "capacity", "rating": "red", "rater_type": "first"},
    ]  # fmt: skip
    return rows + [priority | row for row in noise]


def test_the_view_suggests_what_the_rules_say(filled_store: Callable[..., Store]) -> None:
    chance = random.Random(SEED)
    cases = [some_case(chance) for _ in range(COUNT)]
    with filled_store(tables_of(cases), today=TODAY).reader() as db:
        scores = {row["priority_key"]: row for row in db.rows("core.performance_score")}
        found = {row["priority_key"]: row for row in db.rows("core.suggested_rating")}
        reasons = {row["priority_key"]: row["position_reason"] for row in db.rows("core.position")}
    for number, case in enumerate(cases):
        key = f"p{number}"
        scored, suggestion = expected(case)
        assert scores[key]["performance_score"] == scored.score, (key, case)
        if case.sort != "stale":
            assert scores[key]["performance_reason"] == reasons[key], (key, case)
        if not case.sheet and not case.older:
            assert key not in found
            continue
        row = found[key]
        assert row["suggested_rating"] == suggestion.rating, (key, case, suggestion)
        assert row["has_data_flag"] == (SuggestionFlag.DATA_QUALITY in suggestion.flags), key
        told = " ".join(suggestion.working)
        for column, words in STEPS.items():
            assert bool(row[column]) == (words in told), (key, column, case)


# Which column of the view tells which sentence of the working.
STEPS = {
    "missing": "No suggestion yet",
    "is_capped_by_red": "one of the three is red",
    "is_lowered_by_challenge": "Lowered to",
    "is_raised_by_stage": "Raised to",
    "is_capped_by_data": "no better than amber-green",
    "is_capped_by_plan": "do not add up",
}


def test_the_made_up_priorities_reach_every_rule() -> None:
    chance = random.Random(SEED)
    cases = [some_case(chance) for _ in range(COUNT)]
    outcomes = [expected(case) for case in cases]
    assert {suggestion.rating for _, suggestion in outcomes} == {None, *Rating}
    assert {scored.score for scored, _ in outcomes} == {None, 1, 2, 3, 4}
    told = " ".join(" ".join(suggestion.working) for _, suggestion in outcomes)
    for words in (*STEPS.values(), "periods in a row", "were late", "nothing is green"):
        assert words in told, words
