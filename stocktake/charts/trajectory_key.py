"""The key below a trajectory chart: every sort of mark that is drawn, in words."""

from collections.abc import Sequence

import pandas as pd

from stocktake.charts.placing import text_width
from stocktake.charts.trajectory_gaps import TEXTURES
from stocktake.charts.trajectory_labels import line_name
from stocktake.model.facts import PriorityFacts
from stocktake.model.gaps import GapReason


def key_parts(
    drawn: dict[str, pd.DataFrame], facts: PriorityFacts, *, first: str = ""
) -> list[str]:
    """Return one phrase for each sort of mark on the chart; `first` is where a window begins."""
    points, plan, lines = drawn["points"], drawn["plan"], drawn["lines"]
    said: list[str] = []
    if len(points):
        parts = set(points["part"])
        thin = " (thin: before the plan)" if parts == {"history", "actual"} else ""
        said.append(f"Blue line: figures{thin}")
    said += _plan_parts(plan, lines, facts)
    pieces = set(drawn["areas"]["piece"])
    if any(piece.startswith("gap") for piece in pieces):
        said.append("Shading: the gap")
    if "range" in pieces:
        said.append("Grey band: agreed range")
    if len(drawn["todays"]):
        said.append("Thin line: every year by today’s test")
    for reason in dict.fromkeys(drawn["zones"]["reason"]):
        known = GapReason(reason)
        said.append(f"{TEXTURES[known].words}: {known.title.lower()}")
    said += _mark_parts(drawn["marks"])
    if first:
        said.append(f"Drawn from {first}")
    return said


def _plan_parts(plan: pd.DataFrame, lines: pd.DataFrame, facts: PriorityFacts) -> list[str]:
    said = []
    name = line_name(plan, lines, facts)
    if name and (lines["drawn_by"] != "held").any():
        look = "Dots" if "not agreed" in name else "Dashes"
        said.append(f"{look}: {name[0].lower()}{name[1:]}")
    if (lines["drawn_by"] == "held").any():
        said.append("Fine dots: the level that stands")
    has_target = facts.target_value is not None and facts.target_on is not None
    published = list(plan[plan["origin"] == "published"]["day"]) if len(plan) else []
    is_hollow = any(day.date() != facts.target_on for day in published)
    if is_hollow:
        said.append("Diamonds: agreed levels" + (" (solid: target)" if has_target else ""))
    elif has_target:
        said.append("Diamond: target")
    return said


def _mark_parts(marks: pd.DataFrame) -> list[str]:
    said = []
    if (marks["kind"] != "step").any():
        said.append("Numbers: events")
    steps = marks[marks["kind"] == "step"]
    if len(steps):
        done = steps["is_done"].astype(bool)
        look = (
            "done" if done.all() else "solid: done, hollow: not done" if done.any() else "not done"
        )
        said.append(f"Letters: policy steps ({look})")
    return said


def wrapped(parts: Sequence[str], width: float, size: float) -> list[str]:
    """Set phrases into lines no wider than the chart.

    >>> wrapped(["One: two", "Three: four"], 60, 10)
    ['One: two.', 'Three: four.']
    """
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} {part}." if lines else f"{part}."
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(f"{part}.")
    return lines
