"""Many units side by side, from the worst to the best, with eight of them named on the chart."""

from dataclasses import dataclass
from typing import Any, cast

import altair as alt
import pandas as pd

from stocktake.charts.axes import ValueAxis, value_axis
from stocktake.charts.placing import Box, Label, Placed, place_labels
from stocktake.charts.spread_labels import Spot, Stack, overflow, roomier, stacked
from stocktake.charts.theme import INK, PAPER, PLAN, QUIET, Scale
from stocktake.charts.unit_names import chart_names
from stocktake.charts.value_ticks import ticks_of
from stocktake.model.numbers import planned

_WORST = 5
_BEST = 3
_ROUNDS = 12
_MARGIN = 0.015


@dataclass(frozen=True)
class Strip:
    """A strip laid out: its axis, its marks in pixels, and every text with its box."""

    axis: ValueAxis
    width: int
    height: int
    spots: tuple[Spot, ...]
    names: tuple[Placed, ...]
    target: tuple[Placed, ...]


def lay_out_strip(shown: pd.DataFrame, size: Scale, width: int | None = None) -> Strip:
    """Return the strip of `spread.drawn_units`, with room for the names of its two ends."""
    wide = width or size.width
    levels = [float(level) for level in shown["target"].dropna().unique()]
    level = levels[0] if len(levels) == 1 else None
    axis = value_axis([*shown["value"], *levels], str(shown["measure"].iloc[0]), air=0.06)
    is_rising = bool(shown["value"].iloc[-1] >= shown["value"].iloc[0])
    texts = _texts(shown)
    for _ in range(_ROUNDS):
        spots = _spots(shown, texts, axis, wide, size.height)
        lines = [] if level is None else [axis.pixel(level, size.height)]
        worst = Stack(tuple(spots[:_WORST]), is_right=True, is_below=is_rising)
        best = Stack(tuple(spots[-_BEST:]), is_right=False, is_below=not is_rising)
        names = [
            placed for stack in (worst, best) for placed in stacked(stack, spots, lines, size.small)
        ]
        over, under = overflow(names, size.height)
        if over < 1 and under < 1:
            break
        axis = roomier(axis, over, under, size.height)
    target = [] if level is None else _target_name(level, shown, axis, spots, names, size, wide)
    return Strip(axis, wide, size.height, tuple(spots), tuple(names), tuple(target))


def _texts(shown: pd.DataFrame) -> list[str]:
    """Return the label of each unit that is named, empty for the others."""
    named = [*range(_WORST), *range(len(shown) - _BEST, len(shown))]
    brief = chart_names([str(shown["name"].iloc[place]) for place in named])
    texts = [""] * len(shown)
    for place, name in zip(named, brief, strict=True):
        texts[place] = f"{name} {shown['value_text'].iloc[place]}"
    return texts


def _spots(
    shown: pd.DataFrame, texts: list[str], axis: ValueAxis, width: int, height: int
) -> list[Spot]:
    low, high = _ends(len(shown))
    return [
        Spot(
            width * (row["rank"] - low) / (high - low),
            axis.pixel(row["value"], height),
            (row["area"] / 3.1416) ** 0.5,
            text,
        )
        for row, text in zip(shown.to_dict("records"), texts, strict=True)
    ]


def _ends(count: int) -> tuple[float, float]:
    return 1 - max(1.0, count * _MARGIN), count + max(1.0, count * _MARGIN)


def _target_name(
    level: float,
    shown: pd.DataFrame,
    axis: ValueAxis,
    spots: list[Spot],
    names: list[Placed],
    size: Scale,
    width: int,
) -> list[Placed]:
    """Name the target along its line, wherever nothing else stands."""
    text = f"Target {planned(str(shown['measure'].iloc[0]), level)}"
    y = axis.pixel(level, size.height)
    up = size.text * 0.75
    places = tuple(
        (width * share, away, "left")
        for away in (-up, up)
        for share in (0.0, 0.84, 0.15, 0.3, 0.45, 0.6, 0.7)
    )
    marks = [
        *(Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots),
        *(name.box for name in names),
    ]
    frame = Box(0, 0, width, size.height)
    label = Label("target", text, 0, y, size.text, places, bold=True)
    return place_labels([label], marks, frame)


def strip_chart(shown: pd.DataFrame, size: Scale, width: int | None) -> alt.LayerChart:
    """Draw `spread.drawn_units` as a strip."""
    strip = lay_out_strip(shown, size, width)
    x = alt.X(
        "rank:Q", title=None, axis=None,
        scale=alt.Scale(domain=list(_ends(len(shown))), nice=False, zero=False),
    )  # fmt: skip
    y = alt.Y(
        "value:Q", title=None,
        scale=alt.Scale(domain=[strip.axis.low, strip.axis.high], nice=False, zero=False),
        axis=alt.Axis(**ticks_of(strip.axis)),
    )  # fmt: skip
    # Small marks lie on large ones.
    dots = alt.Chart(shown.sort_values("area", ascending=False)).mark_circle(
        opacity=0.9, stroke=PAPER, strokeWidth=1
    )
    tooltip = [alt.Tooltip("name:N", title="Unit"), alt.Tooltip("value_text:N", title="Figure")]
    layers = [
        *_target_line(shown, size),
        *_leaders(strip, x, y, size),
        dots.encode(
            x, y, color=alt.Color("colour:N", scale=None), size=alt.Size("area:Q", scale=None),
            tooltip=tooltip,
        ),
        *_labels(strip.names, strip, x, y, size.small, INK),
        *_labels(strip.target, strip, x, y, size.text, PLAN),
    ]  # fmt: skip
    return cast(
        alt.LayerChart, alt.layer(*layers).properties(width=strip.width, height=strip.height)
    )


def _target_line(shown: pd.DataFrame, size: Scale) -> list[alt.Chart]:
    levels = shown["target"].dropna().unique()
    if len(levels) != 1:
        return []
    rule = alt.Chart(pd.DataFrame({"value": [float(levels[0])]})).mark_rule(
        color=PLAN, strokeWidth=size.thin, strokeDash=[size.thin * 5, size.thin * 3]
    )
    return [rule.encode(alt.Y("value:Q", title=None))]


def _rank_at(strip: Strip, pixel: float) -> float:
    low, high = _ends(len(strip.spots))
    return float(low + (high - low) * pixel / strip.width)


def _value_at(strip: Strip, pixel: float) -> float:
    return strip.axis.high - (strip.axis.high - strip.axis.low) * pixel / strip.height


def _leaders(strip: Strip, x: alt.X, y: alt.Y, size: Scale) -> list[alt.Chart]:
    """Lead from each name to its mark with a thin line."""
    by_text = {spot.text: spot for spot in strip.spots if spot.text}
    gap = size.small * 0.25
    rows = [
        {
            "rank": _rank_at(strip, by_text[name.text].x),
            "value": _value_at(strip, by_text[name.text].y),
            "to_rank": _rank_at(strip, name.x + (-gap if name.align == "left" else gap)),
            "to_value": _value_at(strip, name.y),
        }
        for name in strip.names
    ]
    line = alt.Chart(pd.DataFrame(rows)).mark_rule(color=QUIET, strokeWidth=size.thin * 0.5)
    return [line.encode(x, y, x2=alt.X2("to_rank:Q"), y2=alt.Y2("to_value:Q"))] if rows else []


def _labels(
    names: tuple[Placed, ...], strip: Strip, x: alt.X, y: alt.Y, font: float, colour: str
) -> list[alt.Chart]:
    """Write texts at their places, on a halo of paper."""
    parts = []
    for side in ("left", "right"):
        rows = [
            {
                "rank": _rank_at(strip, name.x),
                "value": _value_at(strip, name.y),
                "text": name.text,
            }
            for name in names
            if name.align == side
        ]
        if not rows:
            continue
        style: dict[str, Any] = {
            "align": side, "baseline": "middle", "fontSize": font, "fontWeight": "bold",
        }  # fmt: skip
        base = alt.Chart(pd.DataFrame(rows))
        for text in (
            base.mark_text(stroke=PAPER, strokeWidth=font / 3, **style),
            base.mark_text(color=colour, **style),
        ):
            parts.append(text.encode(x, y, text=alt.Text("text:N")))
    return parts
