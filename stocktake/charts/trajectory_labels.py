"""The words on the trajectory chart: what is labelled, and where there is room for it."""

from datetime import date, timedelta

import pandas as pd

from stocktake.charts.axes import TimeAxis, ValueAxis
from stocktake.charts.placing import Box, Label, line_boxes, place_labels, text_width
from stocktake.charts.theme import ACCENT, ACTUAL, PLAN, PROGRAM, QUIET, Scale
from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import time_words
from stocktake.model.numbers import figure, planned, short_month

_COLOURS = {"actual": ACTUAL, "gap": ACCENT, "target": PLAN, "plan": PROGRAM, "level": PLAN}
_MOST_LEVELS = 6
BOX = ["left", "top", "right", "bottom"]


class Canvas:
    """Where days and values fall in pixels, and back."""

    def __init__(self, values: ValueAxis, times: TimeAxis, scale: Scale) -> None:
        """Hold the two axes at a scale's size."""
        self.values, self.times, self.scale = values, times, scale

    def spot(self, day: date, value: float) -> tuple[float, float]:
        """Give the pixel of a point."""
        return (
            self.times.pixel(day, self.scale.width),
            self.values.pixel(value, self.scale.height),
        )

    def day_at(self, x: float) -> pd.Timestamp:
        """Give the moment that is drawn at a pixel."""
        days = (self.times.last - self.times.first).days * x / self.scale.width
        return pd.Timestamp(self.times.first) + pd.Timedelta(days=days)

    def value_at(self, y: float) -> float:
        """Give the value that is drawn at a pixel."""
        return self.values.high - (self.values.high - self.values.low) * y / self.scale.height


def chart_labels(
    points: pd.DataFrame,
    plan: pd.DataFrame,
    lines: pd.DataFrame,
    marks: pd.DataFrame,
    facts: PriorityFacts,
    on: Canvas,
) -> pd.DataFrame:
    """Place every direct label: columns key, day, value, text, align, size, weight, colour, BOX.

    Those that are tied to one spot choose first; the gap and the line's name can move.
    """
    wanted = [
        *_actual_label(points, facts, on),
        *_target_label(facts, on),
        *_level_labels(plan, facts, on),
        *_gap_label(facts, on),
        *_line_label(points, lines, facts, on),
    ]
    room = Box(0, -on.scale.text * 1.2, on.scale.width + on.scale.text * 2, on.scale.height)
    drawn = [*_drawn(points, plan, lines, on), *_signs(marks, on)]
    placed = place_labels(wanted, drawn, room)
    rows = [
        (one.key, on.day_at(one.x), on.value_at(one.y), one.text, one.align, asked.size,
         "bold" if asked.bold else "normal", _colour(one.key, facts),
         one.box.left, one.box.top, one.box.right, one.box.bottom)
        for one, asked in zip(placed, wanted, strict=True)
    ]  # fmt: skip
    columns = ["key", "day", "value", "text", "align", "size", "weight", "colour"]
    return pd.DataFrame(rows, columns=[*columns, *BOX])


def _colour(key: str, facts: PriorityFacts) -> str:
    return QUIET if key == "gap" and (facts.gap or 0.0) > 0 else _COLOURS[key]


def _around(reach: float) -> tuple[tuple[float, float, str], ...]:
    near = reach * 0.55
    return (
        (0, -reach, "center"), (0, reach, "center"), (near, 0, "left"), (-near, 0, "right"),
        (near, -reach, "left"), (-near, -reach, "right"), (near, reach, "left"),
        (-near, reach, "right"), (0, -1.8 * reach, "center"), (0, 1.8 * reach, "center"),
    )  # fmt: skip


def _actual_label(points: pd.DataFrame, facts: PriorityFacts, on: Canvas) -> list[Label]:
    if points.empty:
        return []
    last = points.iloc[-1]
    x, y = on.spot(last["day"].date(), last["value"])
    text = figure(facts.measure, float(last["value"]), facts.rounding_unit)
    if facts.counts_units:
        text = f"{text} of {facts.unit_count}"
    places = _around(on.scale.text * 1.15)
    # Above when the actual lies above its plan, below when it lies below: clear of the plan.
    if facts.gap is not None and facts.gap * facts.direction < 0:
        places = (places[1], places[0], *places[2:])
    return [Label("actual", text, x, y, on.scale.text * 1.3, places, bold=True)]


def _gap_label(facts: PriorityFacts, on: Canvas) -> list[Label]:
    if not facts.gap or facts.compared_on is None or facts.plan is None:
        return []
    x, y = on.spot(facts.compared_on, ((facts.compared_value or 0.0) + facts.plan) / 2)
    away, text = on.scale.text * 0.7, _gap_text(facts)
    shifts = (0.0, 1.5, -1.5, 2.1, -2.1, 3.2, -3.2, 4.4, -4.4)
    places = tuple(
        (side * away, shift * on.scale.text, align)
        for shift in shifts
        for side, align in ((1, "left"), (-1, "right"))
    )
    return [Label("gap", text, x, y, on.scale.text, places, bold=True)]


def _gap_text(facts: PriorityFacts) -> str:
    # What the label hangs on is the plan, so "below plan" needs no plan: shorter fits nearer.
    words = time_words(facts).removesuffix(" plan").removesuffix(" than")
    return words[0].upper() + words[1:]


def _target_label(facts: PriorityFacts, on: Canvas) -> list[Label]:
    if facts.target_value is None or facts.target_on is None:
        return []
    x, y = on.spot(facts.target_on, facts.target_value)
    level = planned(facts.measure, facts.target_value, facts.rounding_unit)
    text = f"Target {level}, {short_month(facts.target_on)}"
    reach = on.scale.text * 1.15
    end = on.scale.text * 1.2
    places = (
        (end, -reach, "right"), (end, reach, "right"), (0, -reach, "center"), (0, reach, "center"),
        (-reach, 0, "right"), (reach, 0, "left"), (end, -2 * reach, "right"),
        (end, 2 * reach, "right"),
    )  # fmt: skip
    return [Label("target", text, x, y, on.scale.text, places, bold=True)]


def _line_label(
    points: pd.DataFrame, lines: pd.DataFrame, facts: PriorityFacts, on: Canvas
) -> list[Label]:
    lines = lines[lines["drawn_by"] != "held"]
    if lines.empty:
        return []
    ours = lines[lines["drawn_by"] == "program"]
    text = "Plan: line drawn by Stocktake" if len(ours) else "Published plan"
    corners = [(row["day"].date(), float(row["central"])) for row in lines.to_dict("records")]
    last = points["day"].max().date() if len(points) else corners[0][0]
    ahead = [corner for corner in corners if corner[0] >= last]
    (first, low), (end, _) = (corners[0], corners[-1]) if len(ahead) < 2 else (
        max((c for c in corners if c[0] <= last), default=ahead[0]), ahead[-1])  # fmt: skip
    places: list[tuple[float, float, str]] = []
    x0, y0 = on.spot(first, low)
    for share in (0.5, 0.35, 0.65, 0.8, 0.2):
        middle = first + timedelta(days=(end - first).days * share)
        x, y = on.spot(middle, _level_at(corners, middle))
        for away in (-1.3, 1.3, -2.4, 2.4):
            places += [
                (x - x0, y - y0 + away * on.scale.text, side)
                for side in ("center", "left", "right")
            ]
    return [Label("plan", text, x0, y0, on.scale.small, tuple(places))]


def _level_at(corners: list[tuple[date, float]], day: date) -> float:
    before = max((c for c in corners if c[0] <= day), default=corners[0])
    after = min((c for c in corners if c[0] >= day), default=corners[-1])
    share = (day - before[0]).days / max(1, (after[0] - before[0]).days)
    return before[1] + (after[1] - before[1]) * min(1.0, share)


def _level_labels(plan: pd.DataFrame, facts: PriorityFacts, on: Canvas) -> list[Label]:
    """Name the published levels on their diamonds, unless there are too many to read."""
    if plan.empty:
        return []
    published = plan[plan["origin"] == "published"]
    if len(published) > _MOST_LEVELS:
        return []
    labels = []
    for row in published.to_dict("records"):
        if row["day"].date() == facts.target_on:
            continue
        x, y = on.spot(row["day"].date(), float(row["central"]))
        places = _around(on.scale.text * 1.05)
        labels.append(Label("level", str(row["text"]), x, y, on.scale.small, places))
    return labels


def _drawn(points: pd.DataFrame, plan: pd.DataFrame, lines: pd.DataFrame, on: Canvas) -> list[Box]:
    """Give boxes over everything drawn, so that labels keep clear."""
    boxes: list[Box] = []
    thick = on.scale.line
    for frame, key, column in ((points, "run", "value"), (lines, "piece", "central")):
        for _, piece in frame.groupby(key, sort=False) if len(frame) else ():
            spots = [
                on.spot(row["day"].date(), float(row[column])) for row in piece.to_dict("records")
            ]
            boxes += line_boxes(spots, thick)
            boxes += [Box(x - thick, y - thick, x + thick, y + thick) for x, y in spots]
    half = on.scale.diamond**0.5 * 0.6
    for row in plan.to_dict("records") if len(plan) else ():
        if row["origin"] != "program":
            x, y = on.spot(row["day"].date(), float(row["central"]))
            boxes.append(Box(x - half, y - half, x + half, y + half))
    return boxes


def zone_names(zones: pd.DataFrame, labels: pd.DataFrame, on: Canvas) -> pd.DataFrame:
    """Name each zone where no label stands: columns day, value, text, angle.

    Along the zone where it is wide, upwards where it is narrow, not at all in a sliver.
    """
    size, taken = on.scale.small, [Box(*row) for row in labels[BOX].itertuples(index=False)]
    rows = []
    for zone in zones.to_dict("records"):
        left, _ = on.spot(zone["start"].date(), 0.0)
        right, _ = on.spot(zone["end"].date(), 0.0)
        if right - left < size * 1.2:
            continue
        long = text_width(zone["text"], size)
        lies = right - left > long + size
        across, up = (long / 2, size * 0.6) if lies else (size * 0.6, long / 2)
        x = (left + right) / 2
        heights = [on.scale.height * share for share in (0.88, 0.78, 0.66, 0.54, 0.42, 0.3, 0.18)]
        boxes = {
            y: Box(x - across, y - up, x + across, y + up)
            for y in heights
            if y + up < on.scale.height - on.scale.text * 1.6
        }
        best = min(boxes, key=lambda y, own=boxes: (sum(own[y].overlap(b) for b in taken), -y))  # type: ignore[misc]
        rows.append((on.day_at(x), on.value_at(best), zone["text"], 0 if lies else 270))
    return pd.DataFrame(rows, columns=["day", "value", "text", "angle"])


def _signs(marks: pd.DataFrame, on: Canvas) -> list[Box]:
    """Give boxes over the numbers at the top and the letters at the foot; they outweigh lines."""
    half, boxes = on.scale.text * 0.75, []
    for mark in marks.to_dict("records"):
        x, foot = on.spot(mark["day"].date(), on.values.low)
        middle = foot - half if mark["kind"] == "step" else half * 0.4
        boxes += 4 * [Box(x - half, middle - half, x + half, middle + half)]
    return boxes
