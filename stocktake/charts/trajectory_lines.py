"""The lines, fills and points of the trajectory chart: plain rows, each with its own look.

Every sort of mark is one layer: a browser compiles layer after layer, and that is what a reader
waits for. So the look of a mark is a column of its rows.
"""

from itertools import pairwise
from typing import Any

import pandas as pd

from stocktake.charts.canvas import Canvas
from stocktake.charts.theme import (
    ACCENT,
    ACTUAL,
    BAND,
    GAP,
    HISTORY,
    OTHERS,
    PAPER,
)
from stocktake.charts.trajectory_data import (
    actual_lines,
    newest_version,
    plan_lines,
    plan_points,
)
from stocktake.model.facts import PriorityFacts, is_nothing, plain_date

LINE = ["day", "value", "piece", "colour", "width", "dash"]
AREA = ["day", "low", "high", "piece", "colour"]
POINT = ["day", "value", "shape", "size", "fill", "colour", "width"]
_SOLID = [1, 0]
# Pixels of the desk: what happened is the strongest mark, what was agreed the second.
_LOOKS = {
    "actual": (ACTUAL, 4.0, _SOLID),
    "history": (HISTORY, 1.5, _SOLID),
    "published": (ACCENT, 3.0, [9, 5]),
    "program": (ACCENT, 3.0, [3, 4]),
    "held": (ACCENT, 1.5, [3, 4]),
    "older": (OTHERS, 1.5, [6, 4]),
    "todays_test": (ACTUAL, 1.2, _SOLID),
}


def all_lines(
    points: pd.DataFrame, plan: pd.DataFrame, todays: pd.DataFrame, facts: PriorityFacts, on: Canvas
) -> pd.DataFrame:
    """Give every line, the weakest first: older plans, today's test backwards, plan, actual."""
    rows: list[tuple[Any, ...]] = []
    for version, older in _older_versions(plan):
        lines = plan_lines(plan_points(older, facts), facts)
        lines = lines[lines["drawn_by"] != "held"]
        rows += _styled(lines, "central", f"v{version}", "older", on)
    rows += _styled(todays.assign(piece=""), "value", "today", "todays_test", on)
    promised = plan_lines(plan_points(plan, facts), facts)
    for drawn_by in ("held", "program", "published"):
        own = promised[promised["drawn_by"] == drawn_by]
        rows += _styled(_joined(own), "central", drawn_by, drawn_by, on)
    actual = actual_lines(points)
    for part in ("history", "actual"):
        own = actual[actual["part"] == part].sort_values("day", kind="stable")
        rows += _styled(own, "value", "", part, on)
    return pd.DataFrame(rows, columns=LINE)


def _styled(
    lines: pd.DataFrame, column: str, name: str, look: str, on: Canvas
) -> list[tuple[Any, ...]]:
    colour, width, dash = _LOOKS[look]
    strokes = [part * on.unit for part in dash]
    return [
        (row["day"], float(row[column]), f"{name}{row['piece']}", colour, width * on.unit, strokes)
        for row in lines.to_dict("records")
    ]


def _joined(lines: pd.DataFrame) -> pd.DataFrame:
    """Make one line of neighbouring pieces: dashes that begin anew at each corner look ragged."""
    piece, before, names = 0, None, []
    for row in lines.to_dict("records"):
        here = (row["day"], row["central"])
        if before is not None and row["piece"] != before[0] and here != before[1]:
            piece += 1
        before = (row["piece"], here)
        names.append(f"-{piece}")
    return lines.assign(piece=names)


def _older_versions(plan: pd.DataFrame) -> list[tuple[Any, pd.DataFrame]]:
    if plan.empty or "trajectory_version" not in plan:
        return []
    older = plan[~plan.index.isin(newest_version(plan).index)]
    return [(number, own) for number, own in older.groupby("trajectory_version")]


def all_areas(
    series: pd.DataFrame, points: pd.DataFrame, plan: pd.DataFrame, facts: PriorityFacts
) -> pd.DataFrame:
    """Give the agreed range, and the gap between trajectory and actual while it was judged."""
    rows: list[tuple[Any, ...]] = []
    edges = plan.dropna(subset=["low", "high"])
    if len(edges) > 1:
        rows += [
            (row["day"], row["low"], row["high"], "range", BAND) for row in edges.to_dict("records")
        ]
    return pd.DataFrame(rows + gap_area(series, points, plan, facts), columns=AREA)


def gap_area(
    series: pd.DataFrame, points: pd.DataFrame, plan: pd.DataFrame, facts: PriorityFacts
) -> list[tuple[Any, ...]]:
    """Give rows of AREA between actual and plan, run by run; none where no line was promised."""
    if plan.empty or plan["shape"].iloc[0] == "points" or points.empty:
        return []
    is_step = plan["shape"].iloc[0] == "step"
    planned = {
        plain_date(row["period_end"]).isoformat(): float(row["plan"])
        for row in series.to_dict("records")
        if not is_nothing(row.get("plan"))
    }
    judged = points[points["period_end"].isin(planned)]
    if facts.compared_on is not None:
        judged = judged[judged["period_end"] <= facts.compared_on.isoformat()]
    rows: list[tuple[Any, ...]] = []
    for run, own in judged.groupby("run", sort=False):
        found = [(row["day"], row["value"], planned[row["period_end"]])
                 for row in own.to_dict("records")]  # fmt: skip
        if len(found) < 2:
            continue
        rows.append((*found[0], f"gap{run}", GAP))
        for before, after in pairwise(found):
            if is_step and before[2] != after[2]:
                rows.append((after[0], after[1], before[2], f"gap{run}", GAP))
            rows.append((*after, f"gap{run}", GAP))
    return rows


def all_points(
    points: pd.DataFrame, plan: pd.DataFrame, facts: PriorityFacts, on: Canvas
) -> pd.DataFrame:
    """Give figures as dots, agreed levels as hollow diamonds and the target as a solid one."""
    rows: list[tuple[Any, ...]] = []
    thin, diamond = on.scale.thin, on.scale.diamond
    for row in plan[plan["origin"] == "published"].to_dict("records") if len(plan) else ():
        rows.append((row["day"], row["central"], "diamond", diamond * 0.6, PAPER, ACCENT, thin))
    if facts.target_value is not None and facts.target_on is not None:
        day = pd.Timestamp(facts.target_on)
        rows.append((day, facts.target_value, "diamond", diamond, ACCENT, PAPER, 1.0))
    if points.empty:
        return pd.DataFrame(rows, columns=POINT)
    alone = points.groupby("run")["run"].transform("size") == 1
    is_shown = alone if len(points) > 60 else points["run"].notna()
    for row in points[is_shown].to_dict("records"):
        is_history = row["part"] == "history"
        colour, size = (HISTORY, 0.45) if is_history else (ACTUAL, 1.0)
        rows.append(
            (row["day"], row["value"], "circle", on.scale.point * size, colour, colour, 0.0)
        )
    last = points.iloc[-1]
    rows.append(
        (last["day"], last["value"], "circle", on.scale.point * 3, ACTUAL, PAPER, on.scale.thin)
    )
    return pd.DataFrame(rows, columns=POINT)
