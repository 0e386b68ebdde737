"""A small deck of real figures for tests: four priorities with everything a screen can show."""

from datetime import date
from typing import Any

import pandas as pd

from stocktake.charts.trajectory_data import as_days
from stocktake.deck.document import DeckMeta
from stocktake.deck.screens import DeckFrames
from stocktake.model.facts import PriorityFacts
from tests.charts import frames

META = DeckMeta("Stocktake, spring 2026", "31 March 2026", is_demo=True)
_REASONS = {
    "challenge": ("very_high", "Demand has grown every winter and the beds have not."),
    "planning": ("amber_green", "Milestones and owners are named; local plans differ in quality."),
    "capacity": ("amber_red", "A third of trusts lack a full-time improvement lead."),
    "stage": ("2", "Urgent treatment centres are open in half of the places."),
    "overall": ("amber_red", "Winter gains came late and rest on few trusts."),
}


def wall_row(facts: PriorityFacts, place: int) -> dict[str, Any]:
    """Give a row of `page.wall` for facts, with a frame's timestamps and its own nothing."""
    row = {**facts.__dict__, "agenda_position": place}
    for name, cell in row.items():
        if isinstance(cell, date):
            row[name] = pd.Timestamp(cell)
    row["step_results"] = [step.__dict__ for step in facts.step_results]
    return row


def sheet_frame(priority_key: str) -> pd.DataFrame:
    """Make a `page.rating_sheet` frame with the unit's and the department's view."""
    rows = []
    for category, (rating, reason) in _REASONS.items():
        for rater in ("unit", "department"):
            better = {"amber_green": "green", "amber_red": "amber_green"}.get(rating, rating)
            rows.append(
                {
                    "priority_key": priority_key,
                    "rating_round": "2026-q1",
                    "category": category,
                    "rating": rating if rater == "unit" else better,
                    "rater_type": rater,
                    "rated_by": "Delivery unit",
                    "rated_at": pd.Timestamp("2026-03-20 10:00"),
                    "reason": reason,
                    "is_demo": True,
                    "is_latest": True,
                }
            )
    return pd.DataFrame(rows)


def leading_frame(priority_key: str) -> pd.DataFrame:
    """Make a `page.leading_series` frame with three indicators of three kinds."""
    wanted = (
        ("type1", "Type 1 within 4 hours", "leading", 1, "percent"),
        ("twelve", "Waits over 12 hours", "perverse_effect", -1, "count"),
        ("list", "Waiting list", "context", -1, "count"),
    )
    parts = []
    for number, (key, title, kind, direction, measure) in enumerate(wanted):
        part = frames.ae()["series"].tail(40).copy()
        factor = 1.0 if measure == "percent" else -500.0 * number
        part["value"] = (part["value"] - 13.0) if factor == 1.0 else 160000 + part["value"] * factor
        parts.append(
            part.assign(
                indicator_key=key, short_title=title, title=title, kind=kind, direction=direction,
                measure=measure, frequency="month", priority_key=priority_key,
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def actions_frame(priority_key: str) -> pd.DataFrame:
    """Make a `page.action_ledger` frame with an action of each state, slipped and not."""
    wanted = (
        ("open", "2026-04-30", "2026-04-30", 0),
        ("open", "2026-03-31", "2026-05-08", 2),
        ("open", "2026-06-30", "2026-06-30", 0),
        ("said_done", "2026-06-15", "2026-06-15", 0),
        ("closed", "2026-04-15", "2026-04-15", 0),
    )
    rows = [
        {
            "action_key": f"{priority_key}-{number}",
            "priority_key": priority_key,
            "priority": "A&E in four hours",
            "department_key": "health",
            "department": "Health",
            "text": f"Action {number}: name a lead for improvement in each of the ten trusts",
            "owner": "Amina Yusuf (demo)",
            "is_demo_owner": True,
            "agreed_on": pd.Timestamp("2026-02-17"),
            "agreed_due_on": pd.Timestamp(agreed),
            "due_on": pd.Timestamp(due),
            "slip_count": slips,
            "state": state,
            "is_overdue": state in ("open", "said_done") and due < "2026-05-20",
            "said_done_on": pd.Timestamp("2026-05-12") if state == "said_done" else pd.NaT,
            "settled_at": pd.Timestamp("2026-04-14 09:30") if state == "closed" else pd.NaT,
        }
        for number, (state, agreed, due, slips) in enumerate(wanted, start=1)
    ]
    return pd.DataFrame(rows)


def inquiries_frame(priority_key: str) -> pd.DataFrame:
    """Make the questions of a priority, as an edition puts them among its frames."""
    texts = (
        "46 of 121 hospitals reach 78%. Which ten will you tackle first?",
        "Joint discharge teams are five months late. What is in the way, and who can move it?",
        "What would move this from amber-red to amber-green by the next stocktake?",
    )
    rows = [
        {"priority_key": priority_key, "position": position, "text": text}
        for position, text in enumerate(texts, start=1)
    ]
    return pd.DataFrame(rows)


def trusts_spread() -> pd.DataFrame:
    """Make a spread of 120 trusts with long names in capitals, two of them silent."""
    units: list[tuple[str, float | None]] = [
        (f"NORTH AND MID DISTRICT {n} UNIVERSITY HOSPITALS NHS FOUNDATION TRUST",
         52.0 + 0.4 * n if n % 60 else None)
        for n in range(120)
    ]  # fmt: skip
    return frames.spread_frame(units, target=78.0)


def deck_frames(**changes: Any) -> DeckFrames:
    """Make the frames of a whole deck; `changes` go into the first priority's wall row."""
    cases = {
        "ae_four_hour": frames.ae(),
        "ready_for_school": frames.ready_for_school(),
        "very_long_waits": frames.waits(),
        "neighbourhood_crime": frames.crime(),
        "welsh_recycling": {
            **frames.waits(),
            "facts": frames.recycling_facts(),
            "series": frames.series_frame(
                {date(2016, 3, 31): 19.0, date(2020, 3, 31): 18.0, date(2025, 3, 31): 12.0}
            ),
            "plan": frames.plan_frame([(date(2025, 3, 31), 22.0, "published")], "step"),
        },
    }
    spreads = {"ae_four_hour": trusts_spread(), "welsh_recycling": frames.recycling_spread()}
    parts: dict[str, list[Any]] = {name: [] for name in DeckFrames.__dataclass_fields__}
    for place, (key, case) in enumerate(cases.items(), start=1):
        more = changes if place == 1 else {}
        row = {**wall_row(case["facts"], place), "priority_key": key, **more}
        parts["wall"].append(pd.DataFrame([row]))
        for name, source in (
            ("series", "series"), ("plan", "plan"), ("breaks", "breaks"),
            ("annotations", "annotations"), ("policy_steps", "steps"),
        ):  # fmt: skip
            parts[name].append(case[source].assign(priority_key=key))
        parts["spread"].append(spreads.get(key, trusts_spread().head(0)).assign(priority_key=key))
        parts["leading"].append(leading_frame(key).head(120 if place == 1 else 0))
        parts["actions"].append(actions_frame(key) if place < 4 else actions_frame(key).head(0))
        parts["rating_sheet"].append(sheet_frame(key).head(10 if place < 3 else 0))
        parts["inquiries"].append(inquiries_frame(key).head(3 if place < 3 else 0))
    return DeckFrames(**{name: _joined(frames_) for name, frames_ in parts.items() if frames_})


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    # An empty part has no types worth keeping, and joining it would only warn about them.
    full = [part for part in parts if len(part)]
    if not full:
        return parts[0]
    rows = [row for part in full for row in part.to_dict("records")]
    return pd.DataFrame(rows)


__all__ = ["META", "as_days", "deck_frames", "sheet_frame", "wall_row"]
