"""The trajectory: where the figure has been, where it was promised to be, and the gap between.

Read from the back of a room: actual figures are a thick navy line, history before the baseline a
thin one; the plan is charcoal dashes through hollow diamonds, Stocktake's own straight lines are
finer dots and say so; the one plum mark is the gap. Stretches without a figure are hatched and no
line crosses them. Everything is named where it stands: there is no legend.
"""

from datetime import date
from typing import Any, cast

import altair as alt
import pandas as pd

from stocktake.charts import trajectory_data as data
from stocktake.charts.axes import TimeAxis, ValueAxis, time_axis, value_axis
from stocktake.charts.theme import (
    ACCENT,
    ACTUAL,
    BAND,
    HATCH,
    HISTORY,
    INK,
    PAPER,
    PLAN,
    PROGRAM,
    QUIET,
    UNREPORTED,
    Scale,
    in_scale,
    scale_named,
)
from stocktake.charts.trajectory_labels import BOX, Canvas, chart_labels, zone_names
from stocktake.model.facts import PriorityFacts

_HATCH_PIXELS = 16
# Three of each sort: what the room can read below the chart in ten seconds.
_MOST_IN_ROOM = 3


def build_trajectory(
    series: pd.DataFrame,
    plan: pd.DataFrame,
    breaks: pd.DataFrame,
    annotations: pd.DataFrame,
    steps: pd.DataFrame,
    facts: PriorityFacts,
    *,
    scale: str = "desk",
) -> alt.LayerChart:
    """Draw one priority's trajectory from its `page.priority_*` frames.

    On the desk a selection named `point` holds `period_end` (ISO text) of a selected figure.
    An empty series still draws the plan and the target: a promise without figures is news too.
    """
    size = scale_named(scale)
    points = data.actual_points(series, facts)
    promised = data.plan_points(plan, facts)
    lines = data.plan_lines(promised, facts)
    values, times = _axes(points, promised, facts)
    on = Canvas(values, times, size)
    marks = _marks(breaks, annotations, steps, times, size)
    zones = data.unreported_zones(series, facts)
    labels = chart_labels(points, promised, lines, marks, facts, on)
    layers = [
        _axes_layer(on),
        *_zones(zones, on),
        *_band(data.band(promised), on),
        *_breaks(marks[marks["kind"] != "step"], on),
        *_plan(lines, on),
        *_gap(facts, on),
        *_diamonds(promised, facts, on),
        *_actual(points, on),
        *_steps(marks[marks["kind"] == "step"], on),
        *_zone_names(zone_names(zones, labels, on), on),
        *_labels(labels, on),
    ]
    chart = alt.layer(*layers).properties(width=size.width, height=size.height)
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
) -> pd.DataFrame:
    """Give the key to the numbers and letters on the chart: mark, kind, date_text, text, is_done.

    Takes what `build_trajectory` takes, so that the key never tells of a mark that is not drawn.
    """
    points, promised = data.actual_points(series, facts), data.plan_points(plan, facts)
    _, times = _axes(points, promised, facts)
    return _marks(breaks, annotations, steps, times, scale_named(scale))


def _marks(
    breaks: pd.DataFrame,
    annotations: pd.DataFrame,
    steps: pd.DataFrame,
    times: TimeAxis,
    size: Scale,
) -> pd.DataFrame:
    most = _MOST_IN_ROOM if size.is_room else 9
    return data.numbered_marks(breaks, annotations, steps, (times.first, times.last), most=most)


def _axes(
    points: pd.DataFrame, plan: pd.DataFrame, facts: PriorityFacts
) -> tuple[ValueAxis, TimeAxis]:
    """Include every figure, the plan, its range and the target, up to the target's date."""
    figures: list[float | None] = [*points["value"], facts.target_value, facts.plan]
    days: list[date] = [*(day.date() for day in points["day"])]
    days += [day for day in (facts.target_on, facts.compared_on, facts.baseline_on) if day]
    if len(plan):
        first_promise = plan["day"].min().date()
        figures += [*plan["central"], *plan["low"].dropna(), *plan["high"].dropna()]
        days += [first_promise, *(day.date() for day in plan["day"])]
    if not days:
        days = [date(2000, 1, 1), date(2001, 1, 1)]
    from_zero = facts.counts_units
    if from_zero:
        figures.append(float(facts.unit_count or 0))
    return value_axis(figures, facts.measure, from_zero=from_zero), time_axis(days)


def _x(field: str = "day") -> alt.X:
    return alt.X(f"{field}:T", title=None)


def _y(field: str = "value") -> alt.Y:
    return alt.Y(f"{field}:Q", title=None)


def _axes_layer(on: Canvas) -> alt.Chart:
    """Carry both axes in one unseen layer: the others share them, which also builds faster."""
    nothing = pd.DataFrame({"day": [_stamp(on.times.first)], "value": [on.values.low]})
    days = [_moment(day) for day in on.times.ticks]
    yearly = all(day.month == 1 for day in on.times.ticks) and len(days) > 1
    x = alt.X(
        "day:T",
        title=None,
        scale=alt.Scale(domain=[_moment(on.times.first), _moment(on.times.last)], nice=False),
        axis=alt.Axis(values=days, format="%Y" if yearly else "%b %Y", labelOverlap=True),
    )
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[on.values.low, on.values.high], nice=False, zero=False),
        axis=alt.Axis(values=list(on.values.ticks), labelExpr=_label_expression(on.values)),
    )
    return cast(alt.Chart, alt.Chart(nothing).mark_point(opacity=0).encode(x, y))


def _moment(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def _label_expression(axis: ValueAxis) -> str:
    """Look the written values up by tick: our own text, so that −, % and commas are the house's."""
    pairs = zip(axis.ticks, axis.labels, strict=True)
    steps = "".join(f"abs(datum.value - ({tick})) < 1e-6 ? '{text}' : " for tick, text in pairs)
    return f"{steps}''"


def _stamp(day: date) -> pd.Timestamp:
    return pd.Timestamp(day)


def _zones(zones: pd.DataFrame, on: Canvas) -> list[alt.Chart]:
    if zones.empty:
        return []
    floor, ceiling = on.values.low, on.values.high
    ground = (
        alt.Chart(zones.assign(low=floor, high=ceiling))
        .mark_rect(color=UNREPORTED)
        .encode(_x("start"), _y("low"), x2=alt.X2("end:T"), y2=alt.Y2("high:Q"))
    )
    hatch = (
        alt.Chart(hatching(zones, on))
        .mark_rule(color=HATCH, strokeWidth=1.2)
        .encode(_x("start"), _y("low"), x2=alt.X2("end:T"), y2=alt.Y2("high:Q"))
    )
    return [ground, hatch]


def hatching(zones: pd.DataFrame, on: Canvas) -> pd.DataFrame:
    """Give diagonal strokes clipped to each zone: columns start, end, low, high."""
    rows = []
    for zone in zones.to_dict("records"):
        left, _ = on.spot(zone["start"].date(), on.values.low)
        right, _ = on.spot(zone["end"].date(), on.values.low)
        width, height = right - left, on.scale.height
        for offset in range(_HATCH_PIXELS, int(width + height), _HATCH_PIXELS):
            enter, leave = max(0.0, offset - height), min(width, float(offset))
            if leave > enter:
                rows.append(
                    (
                        on.day_at(left + enter),
                        on.day_at(left + leave),
                        on.value_at(height - (offset - enter)),
                        on.value_at(height - (offset - leave)),
                    )
                )
    return pd.DataFrame(rows, columns=["start", "end", "low", "high"])


def _zone_names(names: pd.DataFrame, on: Canvas) -> list[alt.Chart]:
    if names.empty:
        return []
    size = on.scale.small
    text = alt.Chart(names).encode(_x(), _y(), text=alt.Text("text:N"))
    style: dict[str, Any] = {
        "fontSize": size,
        "baseline": "middle",
        "angle": alt.ExprRef("datum.angle"),
    }
    return [
        text.mark_text(stroke=UNREPORTED, strokeWidth=size / 3, strokeJoin="round", **style),
        text.mark_text(color=QUIET, **style),
    ]


def _band(edges: pd.DataFrame, on: Canvas) -> list[alt.Chart]:
    if len(edges) < 2:
        return []
    area = alt.Chart(edges).mark_area(color=BAND, opacity=0.9)
    return [area.encode(_x(), _y("low"), y2=alt.Y2("high:Q"))]


def _breaks(marks: pd.DataFrame, on: Canvas) -> list[alt.Chart]:
    """Draw a numbered rule for each break and annotation; the numbers are told below the chart."""
    if marks.empty:
        return []
    rows, last, level = [], -1e9, 0
    apart = on.scale.text * 1.5
    for mark in marks.sort_values("day").to_dict("records"):
        x, _ = on.spot(mark["day"].date(), 0)
        level = (level + 1) % 3 if x - last < apart else 0
        last = x
        top = on.value_at(on.scale.text * (0.2 + 1.45 * level))
        rows.append({**mark, "top": top, "low": on.values.low})
    frame = pd.DataFrame(rows)
    base = alt.Chart(frame)
    rule = base.mark_rule(color=QUIET, strokeWidth=on.scale.thin, strokeDash=[2, 5])
    disc = base.mark_circle(
        size=(on.scale.text * 1.35) ** 2, color=PAPER, stroke=QUIET, strokeWidth=1.5, opacity=1
    )
    name = base.mark_text(fontSize=on.scale.small, color=INK, baseline="middle", dy=1)
    return [
        rule.encode(_x(), _y("low"), y2=alt.Y2("top:Q")),
        disc.encode(_x(), _y("top")),
        name.encode(_x(), _y("top"), text=alt.Text("mark:N")),
    ]


def _plan(lines: pd.DataFrame, on: Canvas) -> list[alt.Chart]:
    charts = []
    for drawn_by, colour, dash in (
        ("held", PROGRAM, [1, 2.4]),
        ("program", PROGRAM, [2, 2.6]),
        ("published", PLAN, [3.2, 2]),
    ):
        own = lines[lines["drawn_by"] == drawn_by]
        if len(own):
            width = on.scale.thin * (1.25 if drawn_by == "published" else 1.0)
            strokes = [part * on.scale.thin * 1.6 for part in dash]
            mark = alt.Chart(own).mark_line(
                color=colour, strokeWidth=width, strokeDash=strokes, strokeCap="butt"
            )
            charts.append(mark.encode(_x(), _y("central"), detail=alt.Detail("piece:N")))
    return charts


def _gap(facts: PriorityFacts, on: Canvas) -> list[alt.Chart]:
    if not facts.gap or facts.plan is None or facts.compared_on is None:
        return []
    frame = pd.DataFrame(
        {
            "day": [_stamp(facts.compared_on)],
            "value": [facts.compared_value],
            "plan": [facts.plan],
        }
    )
    colour = ACCENT if facts.gap < 0 else QUIET
    rule = alt.Chart(frame).mark_rule(color=colour, strokeWidth=on.scale.line * 0.8)
    return [rule.encode(_x(), _y(), y2=alt.Y2("plan:Q"))]


def _actual(points: pd.DataFrame, on: Canvas) -> list[alt.Chart]:
    if points.empty:
        return []
    lines = data.actual_lines(points)
    charts = []
    dense = len(points) > 60
    for part, colour, width in (("history", HISTORY, 0.45), ("actual", ACTUAL, 1.0)):
        own = lines[lines["part"] == part]
        line = alt.Chart(own).mark_line(color=colour, strokeWidth=on.scale.line * width)
        charts.append(line.encode(_x(), _y(), detail=alt.Detail("piece:N")))
        dots = points[points["part"] == part]
        alone = dots.groupby("run")["run"].transform("size") == 1
        shown = dots[alone | (dots.index == points.index[-1])] if dense else dots
        size = on.scale.point * (0.45 if part == "history" else 1.0)
        dot = alt.Chart(shown).mark_circle(color=colour, size=size, opacity=1)
        charts.append(dot.encode(_x(), _y()))
    return charts if on.scale.is_room else [*charts, _selectable(points, on)]


def _selectable(points: pd.DataFrame, on: Canvas) -> alt.Chart:
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


def _diamonds(plan: pd.DataFrame, facts: PriorityFacts, on: Canvas) -> list[alt.Chart]:
    charts = []
    style: dict[str, Any] = {"shape": "diamond", "opacity": 1}
    if len(plan):
        published = plan[plan["origin"] == "published"]
        hollow = alt.Chart(published).mark_point(
            fill=PAPER, stroke=PLAN, strokeWidth=on.scale.thin, size=on.scale.diamond * 0.6, **style
        )
        charts.append(hollow.encode(_x(), _y("central")))
    if facts.target_value is not None and facts.target_on is not None:
        promised = pd.DataFrame({"day": [_stamp(facts.target_on)], "value": [facts.target_value]})
        solid = alt.Chart(promised).mark_point(
            fill=PLAN, stroke=PAPER, size=on.scale.diamond, **style
        )
        charts.append(solid.encode(_x(), _y()))
    return charts


def _steps(marks: pd.DataFrame, on: Canvas) -> list[alt.Chart]:
    """Stand policy steps on the axis: a solid flag is done, a hollow one is still to come."""
    if marks.empty:
        return []
    frame = marks.assign(
        value=on.values.low,
        fill=[INK if done else PAPER for done in marks["is_done"]],
        above=on.value_at(on.scale.height - on.scale.text * 1.15),
    )
    flag = alt.Chart(frame).mark_point(
        shape="triangle-up", size=on.scale.diamond * 0.7, stroke=INK, strokeWidth=2, opacity=1,
        yOffset=-on.scale.text * 0.3,
    )  # fmt: skip
    name = alt.Chart(frame).mark_text(fontSize=on.scale.small, color=INK, fontWeight="bold")
    colour = alt.Fill("fill:N", scale=None)
    return [
        flag.encode(_x(), _y(), fill=colour),
        name.encode(_x(), _y("above"), text=alt.Text("mark:N")),
    ]


def _labels(labels: pd.DataFrame, on: Canvas) -> list[alt.Chart]:
    """Write the direct labels, each on a white edge that keeps it apart from lines beneath."""
    if labels.empty:
        return []
    style: dict[str, Any] = {
        "align": alt.ExprRef("datum.align"),
        "fontSize": alt.ExprRef("datum.size"),
        "fontWeight": alt.ExprRef("datum.weight"),
        "baseline": "middle",
    }
    text = alt.Chart(labels.drop(columns=BOX))
    halo = text.mark_text(stroke=PAPER, strokeWidth=on.scale.text / 3, strokeJoin="round", **style)
    name = text.mark_text(**style)
    colour = alt.Color("colour:N", scale=None)
    return [
        halo.encode(_x(), _y(), text=alt.Text("text:N")),
        name.encode(_x(), _y(), text=alt.Text("text:N"), color=colour),
    ]
