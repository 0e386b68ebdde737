"""What the trajectory chart draws, decided in data: each function gives a frame one can test.

Frames carry two forms of a period: `period_end` as ISO text (a selection on the chart hands it
back as it is) and `day` as a timestamp (for the axis).
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd

from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.numbers import day as day_words
from stocktake.model.numbers import figure, period_words, planned
from stocktake.model.period import Frequency

_STATUS = {
    "final": "",
    "provisional": "provisional",
    "revised": "revised",
    "not_published": "not published",
    "suppressed": "suppressed",
}
_DAYS_A_MONTH = 30.4375


def as_days(frame: pd.DataFrame, column: str = "period_end") -> list[date]:
    """Give a column of days as plain dates."""
    return [plain_date(cell) for cell in frame[column]]


def actual_points(series: pd.DataFrame, facts: PriorityFacts) -> pd.DataFrame:
    """Give one row per figure: its run, whether it is history or since the baseline, its words.

    Columns: period_end, day, value, run, part, period_text, value_text, plan_text, status_text.
    """
    rows = []
    for row in series.to_dict("records"):
        if is_nothing(row["value"]):
            continue
        end = plain_date(row["period_end"])
        is_history = facts.baseline_on is not None and end < facts.baseline_on
        plan = None if is_nothing(row.get("plan")) else float(row["plan"])
        rows.append(
            {
                "period_end": end.isoformat(),
                "day": pd.Timestamp(end),
                "value": float(row["value"]),
                "run": str(int(row["run_number"])),
                "part": "history" if is_history else "actual",
                "period_text": period_words(end, facts.frequency),
                "value_text": figure(facts.measure, float(row["value"]), facts.rounding_unit),
                "plan_text": planned(facts.measure, plan, facts.rounding_unit) if plan else "",
                "status_text": _STATUS.get(str(row["status"]), ""),
            }
        )
    columns = ["period_end", "day", "value", "run", "part", "period_text", "value_text"]
    return pd.DataFrame(rows, columns=[*columns, "plan_text", "status_text"])


def actual_lines(points: pd.DataFrame) -> pd.DataFrame:
    """Join points within a run only; the first point since the baseline also ends its history.

    A run of one point makes no line: it stands as a dot.
    """
    since = points[points["part"] == "actual"]
    joints = []
    for run in since["run"].unique():
        own = points[points["run"] == run]
        if (own["part"] == "history").any():
            joints.append(own[own["part"] == "actual"].head(1).assign(part="history"))
    lines = pd.concat([points, *joints]) if joints else points
    return lines.assign(piece=lines["part"] + lines["run"])


def unreported_zones(series: pd.DataFrame, facts: PriorityFacts) -> pd.DataFrame:
    """Give each stretch without a figure between two figures: columns start, end, text.

    A stretch counts when a period is missing or carries a sign instead of a figure; a new run that
    only marks a changed definition leaves no hole. Nothing is ever drawn across.
    """
    period = Frequency(facts.frequency).months * _DAYS_A_MONTH
    known = [
        (plain_date(row["period_end"]), row)
        for row in series.sort_values("period_end").to_dict("records")
        if not is_nothing(row["value"])
    ]
    statuses = {plain_date(row["period_end"]): row["status"] for row in series.to_dict("records")}
    zones = []
    for (before, _), (after, _) in pairwise(known):
        if (after - before).days <= 1.5 * period:
            continue
        held = {statuses[day] for day in statuses if before < day < after}
        zones.append(
            {
                "start": pd.Timestamp(before + timedelta(days=period * 0.35)),
                "end": pd.Timestamp(after - timedelta(days=period * 0.35)),
                "text": "withheld" if held == {"suppressed"} else "not published",
            }
        )
    return pd.DataFrame(zones, columns=["start", "end", "text"])


def plan_points(plan: pd.DataFrame, facts: PriorityFacts) -> pd.DataFrame:
    """Give the plan's own points: period_end, day, central, low, high, origin, shape, text."""
    columns = ["period_end", "day", "central", "low", "high", "origin", "shape", "text"]
    if plan.empty:
        return pd.DataFrame(columns=columns)
    ordered = plan.sort_values("period_end").reset_index(drop=True)
    days = as_days(ordered)
    made = ordered.assign(
        # Only plain types may reach a chart: its makers cannot write a bare date.
        period_end=[day.isoformat() for day in days],
        day=pd.to_datetime(days),
        text=[planned(facts.measure, float(v), facts.rounding_unit) for v in ordered["central"]],
    )
    return made.astype({"central": float, "low": float, "high": float})[columns]


def plan_lines(points: pd.DataFrame, facts: PriorityFacts) -> pd.DataFrame:
    """Cut the plan into pieces by who drew them: columns day, central, piece, drawn_by.

    `published` joins neighbouring published periods or holds a published level (shape step);
    `program` is Stocktake's own straight line between points further apart. A plan that is judged
    only at its own points (shape points) has no line at all. `held` is the last promised level,
    standing on until the latest figure that is compared with it.
    """
    columns = ["day", "central", "piece", "drawn_by"]
    if points.empty or points["shape"].iloc[0] == "points":
        return pd.DataFrame(columns=columns)
    rows = points.to_dict("records")
    pieces = []
    for number, (one, two) in enumerate(pairwise(rows)):
        corners = [(one["day"], one["central"]), (two["day"], two["central"])]
        if points["shape"].iloc[0] == "step":
            corners.insert(1, (two["day"], one["central"]))
            drawn_by = "program" if "program" in (one["origin"], two["origin"]) else "published"
        else:
            drawn_by = _drawn_by(one, two, facts)
        pieces += [(day, level, f"piece{number}", drawn_by) for day, level in corners]
    last, end = rows[-1], facts.compared_on
    if end is not None and last["day"].date() < end and facts.plan is not None:
        pieces += [(day, facts.plan, "held", "held") for day in (last["day"], pd.Timestamp(end))]
    return pd.DataFrame(pieces, columns=columns)


def _drawn_by(one: dict[Any, Any], two: dict[Any, Any], facts: PriorityFacts) -> str:
    if "program" in (one["origin"], two["origin"]):
        return "program"
    period = Frequency(facts.frequency).months * _DAYS_A_MONTH
    # A yearly path of a quarterly figure is still published year by year: allow for both.
    longest = max(period, 12 * _DAYS_A_MONTH) * 1.1
    return "program" if (two["day"] - one["day"]).days > longest else "published"


def has_program_line(plan: pd.DataFrame, facts: PriorityFacts) -> bool:
    """Whether some of the plan's line is Stocktake's, so that the screen must say so."""
    return bool((plan_lines(plan_points(plan, facts), facts)["drawn_by"] == "program").any())


def band(points: pd.DataFrame) -> pd.DataFrame:
    """Give the low–high range where both edges are known: columns day, low, high."""
    if points.empty:
        return pd.DataFrame(columns=["day", "low", "high"])
    edges = points.dropna(subset=["low", "high"])
    return pd.DataFrame(edges[["day", "low", "high"]])


def numbered_marks(
    breaks: pd.DataFrame,
    annotations: pd.DataFrame,
    steps: pd.DataFrame,
    within: tuple[date, date],
    *,
    most: int = 9,
) -> pd.DataFrame:
    """Give what happened a number and each policy step a letter, in order of time.

    Only what falls within two days is kept, and of each sort the newest, at most `most`.
    Columns: mark, kind (break, annotation, step), day, date_text, text, is_done, is_demo.
    """
    happened = [
        (plain_date(row["happened_on"]), kind, str(row["text"]), True, False)
        for kind, frame in (("break", breaks), ("annotation", annotations))
        for row in frame.to_dict("records")
    ]
    taken = [
        (
            plain_date(row["due_on"] if is_nothing(row["done_on"]) else row["done_on"]),
            "step",
            str(row["title"]),
            not is_nothing(row["done_on"]),
            not is_nothing(row.get("is_demo")) and bool(row["is_demo"]),
        )
        for row in steps.to_dict("records")
    ]
    rows = []
    for group, signs in ((happened, "123456789"), (taken, "ABCDEFGHI")):
        inside = [mark for mark in sorted(group) if within[0] <= mark[0] <= within[1]][-most:]
        for sign, (on, kind, *rest) in zip(signs, inside, strict=False):
            rows.append((sign, kind, pd.Timestamp(on), day_words(on), *rest))
    columns = ["mark", "kind", "day", "date_text", "text", "is_done", "is_demo"]
    return pd.DataFrame(rows, columns=columns)
