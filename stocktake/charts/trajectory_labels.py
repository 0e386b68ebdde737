"""The words on the trajectory chart: what is labelled, and where there is room for it."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from stocktake.charts.canvas import Canvas
from stocktake.charts.placing import Box, Label, Placed, line_boxes, place_labels, text_width
from stocktake.charts.theme import ACCENT, ACTUAL, HISTORY, INK, QUIET
from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import difference, figure, number, planned, short_month

_COLOURS = {
    "actual": ACTUAL, "gap": ACCENT, "target": ACCENT, "plan": ACCENT, "level": ACCENT,
    "range": QUIET, "stretch": ACTUAL, "today": HISTORY,
}  # fmt: skip
_MOST_LEVELS = 6
BOX = ["left", "top", "right", "bottom"]
TEXT = ["key", "day", "value", "text", "align", "size", "weight", "colour", "angle"]
Rows = list[tuple[Any, ...]]


def chart_labels(drawn: dict[str, pd.DataFrame], facts: PriorityFacts, on: Canvas) -> pd.DataFrame:
    """Place every direct label: columns TEXT and BOX.

    `drawn` holds points, plan, lines, marks, areas, stretches, todays and zones. Those that are
    tied to one spot choose first; the name of a line can move along it.
    """
    points, plan, lines = drawn["points"], drawn["plan"], drawn["lines"]
    wanted = [
        *_actual_label(points, facts, on),
        *_gap_label(points, facts, on),
        *_target_label(facts, on),
        *_line_label(points, plan, lines, facts, on),
        *_stretch_labels(drawn["stretches"], on),
        *_todays_label(drawn["todays"], drawn["stretches"], on),
        *_range_label(drawn["areas"], on),
        *_level_labels(plan, facts, on),
    ]
    room = Box(0, 0, on.width, on.height)
    signs = drawn["signs"]
    texts = [Box(*row) for row in signs[BOX].itertuples(index=False)]
    placed = place_labels(wanted, _drawn(points, plan, lines, on), room, texts)
    rows: Rows = []
    for one in placed:
        for index, (text, size, y) in enumerate(one.lines):
            key = "gap" if index else one.label.key
            weight = "bold" if one.label.bold else "normal"
            rows.append(
                (key, on.day_at(one.x), on.value_at(y), text, one.align, size, weight,
                 _colour(key, facts), 0, *_line_box(one, index))
            )  # fmt: skip
    return pd.DataFrame(rows, columns=[*TEXT, *BOX])


def _line_box(one: Placed, index: int) -> tuple[float, float, float, float]:
    between = one.box.top + 1.24 * one.label.size
    if not one.label.under:
        return one.box.left, one.box.top, one.box.right, one.box.bottom
    top, bottom = (between, one.box.bottom) if index else (one.box.top, between)
    return one.box.left, top, one.box.right, bottom


def _colour(key: str, facts: PriorityFacts) -> str:
    return QUIET if key == "gap" and (facts.gap or 0.0) >= 0 else _COLOURS[key]


def _around(reach: float) -> tuple[tuple[float, float, str], ...]:
    near = reach * 0.55
    return (
        (0, -reach, "center"), (0, reach, "center"), (near, 0, "left"), (-near, 0, "right"),
        (near, -reach, "left"), (-near, -reach, "right"), (near, reach, "left"),
        (-near, reach, "right"), (0, -1.8 * reach, "center"), (0, 1.8 * reach, "center"),
    )  # fmt: skip


def _is_last_compared(points: pd.DataFrame, facts: PriorityFacts) -> bool:
    return facts.compared_on is not None and (
        points.empty or points["day"].iloc[-1].date() == facts.compared_on
    )


def _actual_label(points: pd.DataFrame, facts: PriorityFacts, on: Canvas) -> list[Label]:
    """Write the last figure, the largest thing on the chart, with its gap below it."""
    if points.empty:
        return []
    last = points.iloc[-1]
    x, y = on.spot(last["day"], last["value"])
    text = figure(facts.measure, float(last["value"]), facts.rounding_unit)
    if facts.counts_units:
        text = f"{text} of {facts.unit_count}"
    under = gap_text(facts) if _is_last_compared(points, facts) else ""
    size, small = on.scale.text * 1.7, float(on.scale.text)
    reach = 0.62 * (size + (small if under else 0)) + on.scale.text * 0.6
    side = on.scale.text * 0.9
    above = ((0.0, -reach, "center"), (side, -reach, "right"), (0.0, -reach, "left"))
    below = ((0.0, reach, "center"), (side, reach, "right"), (0.0, reach, "left"))
    # Above when the actual lies above its plan, below when it lies below: clear of the plan.
    first, second = (above, below)
    if facts.gap is not None and facts.gap * facts.direction < 0:
        first, second = below, above
    beside = ((side, 0.0, "left"), (-side, 0.0, "right"))
    further = tuple((x * 2, y * 1.6, align) for x, y, align in (*first, *second))
    places = (*first, *beside, *second, *further)
    return [Label("actual", text, x, y, size, places, True, under, small)]


def _gap_label(points: pd.DataFrame, facts: PriorityFacts, on: Canvas) -> list[Label]:
    """Write the gap at the figure that was compared, where that is not the last one."""
    text = gap_text(facts)
    if not text or facts.compared_on is None or _is_last_compared(points, facts):
        return []
    if points.empty or facts.compared_on < on.times.first or facts.plan is None:
        return []
    x, y = on.spot(facts.compared_on, ((facts.compared_value or 0.0) + facts.plan) / 2)
    return [Label("gap", text, x, y, on.scale.text, _around(on.scale.text * 1.3), True)]


def gap_text(facts: PriorityFacts) -> str:
    """Return how far the compared figure lies from its plan, in as few words as it can be said."""
    if facts.gap is None or facts.plan is None:
        return ""
    apart = difference(facts.measure, facts.gap, facts.rounding_unit)
    if facts.target_on is not None and facts.compared_on == facts.target_on:
        return f"missed by {apart}" if facts.gap < 0 else "target met"
    if facts.counts_units:
        side = "more" if facts.gap * facts.direction > 0 else "fewer"
        return f"{number(abs(facts.gap))} {side} than planned" if facts.gap else "as planned"
    if facts.gap == 0:
        return "as planned"
    side = "above" if facts.gap * facts.direction > 0 else "below"
    return f"{apart} {side} plan"


def _target_label(facts: PriorityFacts, on: Canvas) -> list[Label]:
    if facts.target_value is None or facts.target_on is None:
        return []
    x, y = on.spot(facts.target_on, facts.target_value)
    level = planned(facts.measure, facts.target_value, facts.rounding_unit)
    text = f"Target {level}, {short_month(facts.target_on)}"
    reach, end = on.scale.text * 1.15, on.scale.text * 1.2
    places = (
        (end, -reach, "right"), (end, reach, "right"), (0, -reach, "center"), (0, reach, "center"),
        (-reach, 0, "right"), (reach, 0, "left"), (end, -2 * reach, "right"),
        (end, 2 * reach, "right"),
    )  # fmt: skip
    return [Label("target", text, x, y, on.scale.text, places, bold=True)]


def line_name(plan: pd.DataFrame, lines: pd.DataFrame, facts: PriorityFacts) -> str:
    """Return what the drawn plan is called: agreed or not, a line or steps; empty without one.

    A staircase is not called a straight line, and a line nobody agreed is not called a trajectory.
    """
    is_step = len(plan) > 0 and plan["shape"].iloc[0] == "step"
    own = lines[lines["drawn_by"] != "held"]
    if own.empty:
        return _standing_name(facts) if len(lines) else ""
    if (own["drawn_by"] == "program").any():
        return "Even steps to target (not agreed)" if is_step else (
            "Straight line to target (not agreed)")  # fmt: skip
    return "Agreed steps" if is_step else "Agreed trajectory"


def _standing_name(facts: PriorityFacts) -> str:
    if facts.target_on is not None and not facts.is_after_target:
        return ""
    level = planned(facts.measure, facts.plan, facts.rounding_unit)
    return f"Required by law: {level}" if facts.target_kind == "legal_duty" else f"Plan: {level}"


def _line_label(
    points: pd.DataFrame, plan: pd.DataFrame, lines: pd.DataFrame, facts: PriorityFacts, on: Canvas
) -> list[Label]:
    text = line_name(plan, lines, facts)
    if not text:
        return []
    own = lines[lines["drawn_by"] != "held"]
    own = own if len(own) else lines
    corners = [(row["day"].date(), float(row["central"])) for row in own.to_dict("records")]
    corners = [(max(day, on.times.first), level) for day, level in corners]
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
    return [Label("plan", text, x0, y0, on.scale.small, tuple(places), bold=True)]


def _level_at(corners: list[tuple[date, float]], day: date) -> float:
    before = max((c for c in corners if c[0] <= day), default=corners[0])
    after = min((c for c in corners if c[0] >= day), default=corners[-1])
    share = (day - before[0]).days / max(1, (after[0] - before[0]).days)
    return before[1] + (after[1] - before[1]) * min(1.0, share)


def _stretch_labels(stretches: pd.DataFrame, on: Canvas) -> list[Label]:
    """Name each stretch of the line by the test it was counted by, above its middle."""
    labels = []
    for row in stretches.to_dict("records"):
        middle = row["start"] + (row["end"] - row["start"]) / 2
        x, y = on.spot(middle, row["value"])
        reach = on.scale.text * 1.3
        places = tuple((0.0, side * reach * n, "center") for n in (1, 1.7, 2.4) for side in (1, -1))
        labels.append(Label("stretch", row["text"], x, y, on.scale.small, places, bold=True))
    return labels


def _todays_label(todays: pd.DataFrame, stretches: pd.DataFrame, on: Canvas) -> list[Label]:
    if todays.empty:
        return []
    row = todays.iloc[len(todays) // 3]
    x, y = on.spot(row["day"], row["value"])
    text = f"every year {stretches['text'].iloc[-1]}"
    return [Label("today", text, x, y, on.scale.small, _around(on.scale.text * 1.2))]


def _range_label(areas: pd.DataFrame, on: Canvas) -> list[Label]:
    edges = areas[areas["piece"] == "range"]
    if edges.empty:
        return []
    row = edges.iloc[-1]
    x, y = on.spot(row["day"], min(row["low"], row["high"]))
    reach = on.scale.text * 1.1
    places = tuple((-n * reach, side * reach, "right") for n in (0, 2, 5, 9) for side in (1, 1.8))
    return [Label("range", "Agreed range", x, y, on.scale.small, places)]


def _level_labels(plan: pd.DataFrame, facts: PriorityFacts, on: Canvas) -> list[Label]:
    """Write the published levels beside their diamonds, when there are few."""
    published = plan[plan["origin"] == "published"] if len(plan) else plan
    if len(published) > _MOST_LEVELS or published["central"].nunique() < 2:
        return []
    labels = []
    for row in published.to_dict("records"):
        if row["day"].date() == facts.target_on:
            continue
        x, y = on.spot(row["day"], float(row["central"]))
        places = _around(on.scale.text * 1.05)
        labels.append(Label("level", str(row["text"]), x, y, on.scale.small, places, may_go=True))
    return labels


def _drawn(points: pd.DataFrame, plan: pd.DataFrame, lines: pd.DataFrame, on: Canvas) -> list[Box]:
    """Give boxes over everything drawn, so that labels keep clear."""
    boxes: list[Box] = []
    thick = on.unit * 3.0
    for frame, key, column in ((points, "run", "value"), (lines, "piece", "central")):
        for _, piece in frame.groupby(key, sort=False) if len(frame) else ():
            spots = [on.spot(row["day"], float(row[column])) for row in piece.to_dict("records")]
            boxes += line_boxes(spots, thick)
            boxes += [Box(x - thick, y - thick, x + thick, y + thick) for x, y in spots]
    half = on.scale.diamond**0.5 * 0.6
    for row in plan.to_dict("records") if len(plan) else ():
        if row["origin"] != "program":
            x, y = on.spot(row["day"], float(row["central"]))
            # A line goes on below a label; a diamond would be gone.
            boxes += 8 * [Box(x - half, y - half, x + half, y + half)]
    return boxes


def zone_names(zones: pd.DataFrame, labels: pd.DataFrame, on: Canvas) -> pd.DataFrame:
    """Name each zone where no text stands: columns TEXT and BOX.

    Along the zone where it is wide, upwards where it is narrow, not at all in a sliver: the key
    below names its look.
    """
    size, rows = on.scale.small, []
    taken = [Box(*row) for row in labels[BOX].itertuples(index=False)]
    for zone in zones.to_dict("records"):
        left, right = on.x_of(zone["start"]), min(on.x_of(zone["end"]), on.width)
        if right - left < size * 1.35:
            continue
        long = text_width(zone["text"], size)
        lies = right - left > long + size
        across, up = (long / 2, size * 0.62) if lies else (size * 0.62, long / 2)
        x = (left + right) / 2
        heights = (on.height * share / 20 for share in (18, 16, 14, 12, 10, 8, 6, 4))
        boxes = [Box(x - across, y - up, x + across, y + up) for y in heights]
        free = [box for box in boxes if box.top > 0 and box.bottom < on.height
                and all(box.overlap(other) < 1 for other in taken)]  # fmt: skip
        if free:
            box = free[0]
            y = (box.top + box.bottom) / 2
            rows.append(
                ("zone", on.day_at(x), on.value_at(y), zone["text"], "center", size, "normal", INK,
                 0 if lies else 270, box.left, box.top, box.right, box.bottom)
            )  # fmt: skip
            taken.append(box)
    return pd.DataFrame(rows, columns=[*TEXT, *BOX])
