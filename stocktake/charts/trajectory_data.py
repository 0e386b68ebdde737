"""What the trajectory chart draws, decided in data: each function gives a frame one can test.

Frames carry two forms of a period: `period_end` as ISO text (a selection on the chart hands it
back as it is) and `day` as a timestamp (for the axis).
"""

from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.numbers import figure, period_words, planned
from stocktake.model.period import Frequency
from stocktake.model.unit_test import stretch_words

_STATUS = {"provisional": "provisional", "revised": "revised"}
_DAYS_A_MONTH = 30.4375


def as_days(frame: pd.DataFrame, column: str = "period_end") -> list[date]:
    """Give a column of days as plain dates."""
    return [plain_date(cell) for cell in frame[column]]


def actual_points(
    series: pd.DataFrame, facts: PriorityFacts, first: date | None = None
) -> pd.DataFrame:
    """Give one row per figure: its run, whether it is history or since the baseline, its words.

    With `first`, from that day on.

    Columns: period_end, day, value, run, part, period_text, value_text, plan_text, status_text.
    """
    rows, since = [], facts.baseline_on
    for row in series.sort_values("period_end").to_dict("records"):
        end = plain_date(row["period_end"])
        if is_nothing(row["value"]) or (first is not None and end < first):
            continue
        is_history = since is not None and end < since
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


def newest_version(plan: pd.DataFrame) -> pd.DataFrame:
    """Give the points of the newest version; a plan without versions is one."""
    if plan.empty or "trajectory_version" not in plan:
        return plan
    return pd.DataFrame(plan[plan["trajectory_version"] == plan["trajectory_version"].max()])


def plan_points(plan: pd.DataFrame, facts: PriorityFacts) -> pd.DataFrame:
    """Give the plan's own points: period_end, day, central, low, high, origin, shape, text."""
    columns = ["period_end", "day", "central", "low", "high", "origin", "shape", "text"]
    if plan.empty:
        return pd.DataFrame(columns=columns)
    ordered = newest_version(plan).sort_values("period_end").reset_index(drop=True)
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


def first_shown(series: pd.DataFrame, plan: pd.DataFrame, facts: PriorityFacts) -> date | None:
    """Give the first day of the usual window: the plan's span, and as much before it.

    None where that is all there is, or where nobody planned anything.
    """
    points = plan_points(plan, facts)
    begun = [day.date() for day in points["day"]]
    begun += [facts.baseline_on] if facts.baseline_on else []
    known = [day for day, row in zip(as_days(series), series["value"], strict=True)
             if not is_nothing(row)]  # fmt: skip
    if not begun or not known:
        return None
    ends = [*begun, facts.target_on or begun[0], facts.compared_on or begun[0]]
    first = min(begun) - (max(ends) - min(begun))
    return first if min(known) < first else None


def stretches_by_test(series: pd.DataFrame, facts: PriorityFacts) -> pd.DataFrame:
    """Give each stretch of a headline that one test of its units was in force for.

    Columns: start, end, value (the stretch's middle figure), text. Empty where the test never
    changed, or the headline counts no units.
    """
    columns = ["start", "end", "value", "text"]
    if "test_on" not in series or not facts.counts_units:
        return pd.DataFrame(columns=columns)
    known = series.dropna(subset=["value", "test_on"]).sort_values("period_end")
    rows = []
    for _, own in known.groupby("run_number", sort=True):
        days = as_days(own)
        level = own["test_level"].iloc[0]
        text = stretch_words(
            None if is_nothing(level) else float(level),
            facts.test_measure,
            plain_date(own["test_on"].iloc[0]).year,
        )
        middle = float(own["value"].iloc[len(own) // 2])
        rows.append((pd.Timestamp(days[0]), pd.Timestamp(days[-1]), middle, text))
    merged = pd.DataFrame(rows, columns=columns)
    if merged["text"].nunique() < 2:
        return pd.DataFrame(columns=columns)
    return merged.drop_duplicates("text", keep="first").reset_index(drop=True)


def todays_test_points(
    series: pd.DataFrame, facts: PriorityFacts, first: date | None = None
) -> pd.DataFrame:
    """Give the headline as today's test would have counted it: columns day, value."""
    columns = ["day", "value"]
    if stretches_by_test(series, facts).empty:
        return pd.DataFrame(columns=columns)
    known = series.dropna(subset=["value_by_todays_test"]).sort_values("period_end")
    rows = [
        (pd.Timestamp(day), float(value))
        for day, value in zip(as_days(known), known["value_by_todays_test"], strict=True)
        if first is None or day >= first
    ]
    return pd.DataFrame(rows, columns=columns)
