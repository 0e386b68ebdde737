"""What a chart says to those who do not see it, from the same figures it is drawn from."""

import pandas as pd

from stocktake.charts.comparisons import Comparison, Way, comparison_sentence
from stocktake.charts.concentration import holders
from stocktake.charts.leading import latest_indicators
from stocktake.charts.spread import named_units, ranked_units
from stocktake.charts.trajectory_data import actual_points, has_program_line
from stocktake.charts.trajectory_gaps import gap_zones
from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import finding
from stocktake.model.numbers import day, month, planned, several
from stocktake.model.promise import program_line_sentence


def trajectory_alt(
    series: pd.DataFrame,
    plan: pd.DataFrame,
    facts: PriorityFacts,
    gaps: pd.DataFrame | None = None,
) -> str:
    """Describe the trajectory chart: what is plotted, from when to when, the finding, the holes."""
    points = actual_points(series, facts)
    name = facts.headline_label or facts.title
    if points.empty:
        return f"Line chart of {name}. {finding(facts)}"
    first, last = points.iloc[0], points.iloc[-1]
    parts = [
        f"Line chart of {name}: {first['value_text']} in {first['period_text']} to "
        f"{last['value_text']} in {last['period_text']}",
        finding(facts).rstrip("."),
    ]
    if facts.target_value is not None and facts.target_on is not None:
        level = planned(facts.measure, facts.target_value, facts.rounding_unit)
        parts.append(f"The target is {level} by {day(facts.target_on)}")
    if has_program_line(plan, facts):
        parts.append(program_line_sentence(facts).rstrip("."))
    for zone in gap_zones(series, gaps, facts).to_dict("records"):
        parts.append(f"{zone['text']} from {month(zone['start'].date())}")
    return ". ".join(parts) + "."


def spread_alt(one: Comparison) -> str:
    """Describe the chart of a comparison: its sentence, and the units it names."""
    count = len(one.known)
    who = several(count, one.noun.one, one.noun.many)
    if one.way is Way.SHARE:
        held = holders(one).head(5).to_dict("records")
        listed = ", ".join(
            f"{row['name']} {row['value_text']} ({row['share_text']})" for row in held
        )
        return f"{who}, the largest first. {comparison_sentence(one)} Largest: {listed}."
    named = named_units(ranked_units(one.rows, one.rounding_unit))
    pairs = zip(named["name"], named["value_text"], strict=True)
    listed = ", ".join(f"{name} {value}" for name, value in pairs)
    ends = ("lowest", "highest") if one.direction > 0 else ("highest", "lowest")
    return f"{who} from the {ends[0]} to the {ends[1]}. {comparison_sentence(one)} Named: {listed}."


def leading_alt(leading: pd.DataFrame) -> str:
    """Describe the panels of further indicators, one clause each."""
    said = [
        f"{row['title']}: {row['value_text']}"
        + (f" in {row['period_text']}" if row["period_text"] else "")
        + (f", {row['moved_text']}" if row["moved_text"] else "")
        for row in latest_indicators(leading).to_dict("records")
    ]
    return ". ".join(said) + "." if said else "No leading indicators."
