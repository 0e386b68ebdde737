"""The trajectory: where the figure has been, where it was promised to be, and the gap between.

Read from the back of a room: what happened is a thick navy line, what was agreed a thick plum one
in dashes, named along it; the gap is shaded between them. Stretches without a figure have a
texture each, one for every reason, and no line crosses them. Everything is named where it stands
or in the key below: there is no legend.

A browser compiles a chart layer by layer, so there is one layer for each sort of mark and the look
of a mark is a column of its rows.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import altair as alt
import pandas as pd

from stocktake.charts import trajectory_data as data
from stocktake.charts.axes import TimeAxis, ValueAxis, time_axis, value_axis
from stocktake.charts.canvas import Canvas
from stocktake.charts.placing import text_width
from stocktake.charts.theme import ACCENT, ACTUAL, PAPER, QUIET, Scale, in_scale, scale_named
from stocktake.charts.trajectory_gaps import TEXTURES, gap_zones, texture_strokes
from stocktake.charts.trajectory_key import key_parts, wrapped
from stocktake.charts.trajectory_labels import TEXT, chart_labels, zone_names
from stocktake.charts.trajectory_lines import all_areas, all_lines, all_points
from stocktake.charts.trajectory_signs import RULE, numbered_marks, placed_signs
from stocktake.model.facts import PriorityFacts
from stocktake.model.gaps import GapReason
from stocktake.model.numbers import month

# Three of each sort: what the room can read below the chart in ten seconds.
_MAX_MARKS_IN_ROOM = 3
# The whole chart on the desk is drawn no narrower than a page of 1280 pixels leaves it; wider
# paper only gives the labels more room.
_DESK_WIDTH, _DESK_PLOT = 1020, 385


@dataclass(frozen=True)
class _Drawn:
    """Everything that is decided before drawing."""

    frames: dict[str, pd.DataFrame]
    on: Canvas
    key: list[str]


def build_trajectory(
    series: pd.DataFrame,
    plan: pd.DataFrame,
    breaks: pd.DataFrame,
    annotations: pd.DataFrame,
    steps: pd.DataFrame,
    facts: PriorityFacts,
    *,
    scale: str = "desk",
    gaps: pd.DataFrame | None = None,
    is_whole: bool = False,
) -> alt.LayerChart:
    """Draw one priority's trajectory from its `page.priority_*` frames.

    `gaps` is `page.series_gaps_shown`. Shown is the plan's span and as much before it, unless the
    whole history is asked for. On the desk a selection named `point` holds `period_end` (ISO text)
    of a selected figure. An empty series still draws the plan: a promise is news too.
    """
    size = scale_named(scale)
    drawn = _decide(series, plan, (breaks, annotations, steps), facts, gaps, is_whole, size)
    frames, on = drawn.frames, drawn.on
    layers = [
        *_grounds(frames["zones"], on),
        *_areas(frames["areas"]),
        _rules(frames["rules"], on),
        *_lines(frames["strokes"]),
        *_points(frames["dots"]),
        *([] if size.is_room or frames["points"].empty else [_selectable(frames["points"])]),
        *_texts(frames["texts"], on),
    ]
    small = size.small
    title = alt.Title(
        drawn.key, orient="bottom", anchor="start", color=QUIET, fontSize=small,
        fontWeight="normal", offset=small * 0.7, lineHeight=small * 1.3, frame="bounds",
    )  # fmt: skip
    chart = alt.layer(*layers).properties(width=on.width, height=on.height, title=title)
    if not size.is_room:
        below = size.text * 2.2 + len(drawn.key) * small * 1.3 + small * 0.7 + 12
        chart = chart.properties(
            width=_DESK_WIDTH,
            height=_DESK_PLOT + round(below),
            autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        )
    return in_scale(chart, size)  # type: ignore[no-any-return]


def shown_marks(
    series: pd.DataFrame,
    plan: pd.DataFrame,
    breaks: pd.DataFrame,
    annotations: pd.DataFrame,
    steps: pd.DataFrame,
    facts: PriorityFacts,
    *,
    scale: str = "desk",
    gaps: pd.DataFrame | None = None,
    is_whole: bool = False,
) -> pd.DataFrame:
    """Give the key to the numbers and letters on the chart: mark, kind, date_text, text, is_done.

    Takes what `build_trajectory` takes, so that the key never tells of a mark that is not drawn.
    """
    told = (breaks, annotations, steps)
    _, times = _shown(series, plan, facts, gaps, is_whole)
    return _marks(told, times, scale_named(scale))


def _shown(
    series: pd.DataFrame,
    plan: pd.DataFrame,
    facts: PriorityFacts,
    gaps: pd.DataFrame | None,
    is_whole: bool,
) -> tuple[dict[str, pd.DataFrame], TimeAxis]:
    """Give the figures, the plan and the stretches of the window, and the days it runs through."""
    first = None if is_whole else data.first_shown(series, plan, facts)
    points, promised = data.actual_points(series, facts, first), data.plan_points(plan, facts)
    zones = _after_first(gap_zones(series, gaps, facts), points)
    days = [day.date() for day in [*points["day"], *zones["end"], *promised["day"]]]
    days += [day for day in (facts.target_on, facts.compared_on, facts.baseline_on) if day]
    times = time_axis(days or [date(2000, 1, 1), date(2001, 1, 1)])
    return {"points": points, "plan": promised, "zones": zones}, times


def _marks(
    told: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame], times: TimeAxis, size: Scale
) -> pd.DataFrame:
    most = _MAX_MARKS_IN_ROOM if size.is_room else 9
    return numbered_marks(*told, (times.first, times.last), most=most)


def _decide(
    series: pd.DataFrame,
    plan: pd.DataFrame,
    told: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
    facts: PriorityFacts,
    gaps: pd.DataFrame | None,
    is_whole: bool,
    size: Scale,
) -> _Drawn:
    first = None if is_whole else data.first_shown(series, plan, facts)
    frames, times = _shown(series, plan, facts, gaps, is_whole)
    frames["todays"] = data.todays_test_points(series, facts, first)
    frames["stretches"] = data.stretches_by_test(series, facts)
    frames["lines"] = data.plan_lines(frames["plan"], facts)
    frames["areas"] = all_areas(series, frames["points"], frames["plan"], facts)
    values = _value_axis(frames["points"], frames["plan"], facts)
    frames["marks"] = _marks(told, times, size)
    begun = month(first) if first else ""
    parts = key_parts(frames, facts, first=begun)
    key = wrapped(parts, size.width if size.is_room else _DESK_WIDTH - 20, size.small)
    on = Canvas(values, times, size, *_plot(values, size, len(key)))
    _place(frames, plan, facts, on)
    return _Drawn(frames, on, key)


def _place(
    frames: dict[str, pd.DataFrame], plan: pd.DataFrame, facts: PriorityFacts, on: Canvas
) -> None:
    """Add what needs the paper's size: strokes, dots, rules and texts."""
    signs = placed_signs(frames["marks"], on)
    frames["signs"] = signs["texts"]
    strokes = pd.DataFrame(texture_strokes(frames["zones"], on), columns=RULE)
    bracket = pd.DataFrame(_bracket(facts, on), columns=RULE)
    frames["rules"] = _together(strokes, signs["rules"], bracket)
    frames["strokes"] = all_lines(frames["points"], plan, frames["todays"], facts, on)
    dots = all_points(frames["points"], frames["plan"], facts, on)
    frames["dots"] = _together(signs["points"], dots)
    labels = chart_labels(frames, facts, on)
    names = zone_names(frames["zones"], _together(labels, signs["texts"]), on)
    frames["texts"] = _together(labels, signs["texts"], names)


def _together(*frames: pd.DataFrame) -> pd.DataFrame:
    """Join frames of the same columns; an empty one has no types to join."""
    full = [frame for frame in frames if len(frame)]
    return pd.concat(full, ignore_index=True) if full else frames[0]


def _after_first(zones: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """Leave out what lies before the first figure shown: there is no line that it interrupts."""
    if points.empty:
        return zones
    shown = zones[zones["start"] > points["day"].iloc[0]]
    return pd.DataFrame(shown.reset_index(drop=True))


def _plot(values: ValueAxis, size: Scale, key_lines: int) -> tuple[float, float]:
    """Give the size of the plot itself: the paper less what is written round it."""
    if size.is_room:
        return size.width, size.height - size.small * (1.3 * key_lines + 0.7) + size.small
    written = max(text_width(label, size.text) for label in values.labels)
    return _DESK_WIDTH - written - size.text, _DESK_PLOT


def _value_axis(points: pd.DataFrame, plan: pd.DataFrame, facts: PriorityFacts) -> ValueAxis:
    """Include every figure shown, the plan, its range and the target."""
    figures: list[float | None] = [*points["value"], facts.target_value, facts.plan]
    if len(plan):
        figures += [*plan["central"], *plan["low"].dropna(), *plan["high"].dropna()]
    if facts.counts_units:
        figures.append(float(facts.unit_count or 0))
    return value_axis(figures, facts.measure, from_zero=facts.counts_units)


def _bracket(facts: PriorityFacts, on: Canvas) -> list[tuple[Any, ...]]:
    """Join the compared figure and its plan by a thin rule: the gap where it is judged."""
    if not facts.gap or facts.plan is None or facts.compared_on is None:
        return []
    day = pd.Timestamp(facts.compared_on)
    low, high = sorted((facts.compared_value or 0.0, facts.plan))
    colour = ACCENT if facts.gap < 0 else QUIET
    return [(day, day, low, high, colour, 2.0 * on.unit, [1.0, 0.0])]


def _x(field: str = "day") -> alt.X:
    return alt.X(f"{field}:T", title=None)


def _y(field: str = "value") -> alt.Y:
    return alt.Y(f"{field}:Q", title=None)


def _look(field: str) -> Any:
    """Take a mark's look from a column of its own rows, without a scale to be compiled."""
    return alt.ExprRef(f"datum.{field}")


def _rules(rules: pd.DataFrame, on: Canvas) -> alt.Chart:
    """Draw all straight strokes. This layer is never left out, and carries both axes."""
    days = [_moment(day) for day in on.times.ticks]
    yearly = all(day.month == 1 for day in on.times.ticks) and len(days) > 1
    x = alt.X(
        "start:T",
        title=None,
        scale=alt.Scale(domain=[_moment(on.times.first), _moment(on.times.last)], nice=False),
        axis=alt.Axis(values=days, format="%Y" if yearly else "%b %Y", labelOverlap=True),
    )
    y = alt.Y(
        "low:Q",
        title=None,
        scale=alt.Scale(domain=[on.values.low, on.values.high], nice=False, zero=False),
        axis=alt.Axis(values=list(on.values.ticks), labelExpr=_label_expression(on.values)),
    )
    mark = alt.Chart(rules).mark_rule(
        stroke=_look("colour"), strokeWidth=_look("width"), strokeDash=_look("dash")
    )
    drawn = mark.encode(x, y, x2=alt.X2("end:T"), y2=alt.Y2("high:Q"))
    return cast(alt.Chart, drawn)


def _moment(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def _label_expression(axis: ValueAxis) -> str:
    """Look the written values up by tick: our own text, so that −, % and commas are the house's."""
    pairs = zip(axis.ticks, axis.labels, strict=True)
    steps = "".join(f"abs(datum.value - ({tick})) < 1e-6 ? '{text}' : " for tick, text in pairs)
    return f"{steps}''"


def _grounds(zones: pd.DataFrame, on: Canvas) -> list[alt.Chart]:
    """Lay the ground under each stretch without a figure; one that is not yet due has none."""
    rows = []
    for zone in zones.to_dict("records"):
        ground = TEXTURES[GapReason(zone["reason"])].ground
        if ground:
            end = min(zone["end"], pd.Timestamp(on.times.last))
            rows.append((zone["start"], end, on.values.low, on.values.high, ground))
    if not rows:
        return []
    frame = pd.DataFrame(rows, columns=["start", "end", "low", "high", "colour"])
    mark = alt.Chart(frame).mark_rect(fill=_look("colour"))
    return [mark.encode(_x("start"), _y("low"), x2=alt.X2("end:T"), y2=alt.Y2("high:Q"))]


def _areas(areas: pd.DataFrame) -> list[alt.Chart]:
    if areas.empty:
        return []
    mark = alt.Chart(areas).mark_area(fill=_look("colour"))
    return [mark.encode(_x(), _y("low"), y2=alt.Y2("high:Q"), detail=alt.Detail("piece:N"))]


def _lines(lines: pd.DataFrame) -> list[alt.Chart]:
    if lines.empty:
        return []
    mark = alt.Chart(lines).mark_line(
        stroke=_look("colour"), strokeWidth=_look("width"), strokeDash=_look("dash"),
        strokeCap="butt",
    )  # fmt: skip
    return [mark.encode(_x(), _y(), detail=alt.Detail("piece:N"))]


def _points(dots: pd.DataFrame) -> list[alt.Chart]:
    if dots.empty:
        return []
    mark = alt.Chart(dots).mark_point(
        shape=_look("shape"), size=_look("size"), fill=_look("fill"), stroke=_look("colour"),
        strokeWidth=_look("width"), opacity=1,
    )  # fmt: skip
    return [mark.encode(_x(), _y())]


def _selectable(points: pd.DataFrame) -> alt.Chart:
    """Lay a wide, unseen ring over every figure: what is selected leads to its source."""
    chosen = alt.selection_point(name="point", fields=["period_end"], on="click", empty=False)
    ring = alt.Chart(points).mark_circle(size=260, strokeWidth=3, fill=ACTUAL, cursor="pointer")
    tooltip = [
        alt.Tooltip(f"{field}:N", title=title)
        for field, title in (
            ("period_text", "Period"),
            ("value_text", "Figure"),
            ("plan_text", "Planned"),
            ("status_text", "Status"),
        )
    ]
    drawn = ring.encode(
        _x(),
        _y(),
        fillOpacity=alt.when(chosen).then(alt.value(0.25)).otherwise(alt.value(0.0)),
        stroke=alt.when(chosen).then(alt.value(ACCENT)).otherwise(alt.value("transparent")),
        tooltip=tooltip,
    ).add_params(chosen)
    return cast(alt.Chart, drawn)


def _texts(texts: pd.DataFrame, on: Canvas) -> list[alt.Chart]:
    """Write every text on a white edge that keeps it apart from lines beneath.

    The edge is the same text drawn first, in the same layer: rows are drawn in their order.
    """
    if texts.empty:
        return []
    plain = texts[TEXT].assign(edge=0.0)
    edged = plain[plain["key"] != "mark"].assign(colour=PAPER, edge=on.scale.text / 3)
    style: dict[str, Any] = {
        "align": _look("align"),
        "fontSize": _look("size"),
        "fontWeight": _look("weight"),
        "angle": _look("angle"),
        "fill": _look("colour"),
        "stroke": PAPER,
        "strokeWidth": _look("edge"),
        "strokeJoin": "round",
        "baseline": "middle",
    }
    mark = alt.Chart(_together(edged, plain)).mark_text(**style)
    return [mark.encode(_x(), _y(), text=alt.Text("text:N"))]
