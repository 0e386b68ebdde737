"""The spread: which comparable units pull the figure down, which already do it, how far apart.

Few units (authorities of a country, operators) are all named, one row each, worst first. Many
become one ranked strip with the worst five and the best three named on it. A unit's mark is as
large as its volume, where that is known: a small unit at the end is no great matter.
"""

from dataclasses import replace
from typing import Any, cast

import altair as alt
import pandas as pd

from stocktake.charts.axes import ValueAxis, value_axis
from stocktake.charts.comparisons import MOST_NAMED, Comparison, Way, complete, counted
from stocktake.charts.concentration import concentration_chart
from stocktake.charts.placing import text_width
from stocktake.charts.spread_strip import strip_chart
from stocktake.charts.theme import (
    ACCENT,
    ACTUAL,
    INK,
    OTHERS,
    PLAN,
    RULE,
    Scale,
    in_scale,
    scale_named,
)
from stocktake.charts.unit_names import spoken_name as spoken_name
from stocktake.charts.value_ticks import ticks_of
from stocktake.model.facts import is_nothing
from stocktake.model.numbers import NOTHING, difference, figure, number

WORST = 5
BEST = 3
_COLOURS = {"worst": ACCENT, "short": ACCENT, "meets": ACTUAL, "best": ACTUAL, "plain": ACTUAL}
_SMALLEST = 0.45


def ranked_units(spread: pd.DataFrame, rounding_unit: float | None = None) -> pd.DataFrame:
    """Return the units with a figure, worst first; without those that may have stopped reporting.

    Columns: rank (1 = worst), unit_key, name, unit_group, peer_group, value, value_text, target,
    standing (worst, short, meets, best or plain), change_text, measure, volume.
    """
    known = counted(complete(spread))
    # Rank again: one group of them must start at 1.
    order = ["_worst", "unit_name"]
    worst = known["value"] * known["direction"].astype(float)
    known = known.assign(_worst=worst).sort_values(order).reset_index(drop=True)
    rows = []
    for place, unit in enumerate(known.to_dict("records"), start=1):
        measure, value = str(unit["measure"]), float(unit["value"])
        target = None if is_nothing(unit["unit_target"]) else float(unit["unit_target"])
        rows.append(
            {
                "rank": place,
                "unit_key": unit["unit_key"],
                "name": spoken_name(str(unit["unit_name"])),
                "unit_group": None if is_nothing(unit["unit_group"]) else str(unit["unit_group"]),
                "peer_group": None if is_nothing(unit["peer_group"]) else str(unit["peer_group"]),
                "value": value,
                "value_text": figure(measure, value, rounding_unit),
                "target": target,
                "standing": _standing(place, len(known), value, target, int(unit["direction"])),
                "change_text": _change_text(unit, rounding_unit),
                "measure": measure,
                "volume": float("nan") if is_nothing(unit["volume"]) else float(unit["volume"]),
            }
        )
    columns = ["rank", "unit_key", "name", "unit_group", "peer_group", "value", "value_text"]
    columns += ["target", "standing", "change_text", "measure", "volume"]
    return pd.DataFrame(rows, columns=columns).astype({"target": float})


def _standing(place: int, count: int, value: float, target: float | None, direction: int) -> str:
    if target is not None:
        return "meets" if direction * (value - target) >= 0 else "short"
    if count <= WORST + BEST:
        return "plain"
    return "worst" if place <= WORST else "best" if place > count - BEST else "plain"


def _change_text(unit: dict[Any, Any], rounding_unit: float | None) -> str:
    if is_nothing(unit["value_year_before"]):
        return ""
    change = float(unit["value"]) - float(unit["value_year_before"])
    if change == 0:
        return "no change"
    side = "up" if change > 0 else "down"
    words = f"{side} {difference(str(unit['measure']), change, rounding_unit)}"
    if unit["measure"] == "count" and unit["value_year_before"]:
        words += f" ({number(100 * change / float(unit['value_year_before']), 1, sign=True)}%)"
    return words


def named_units(ranked: pd.DataFrame, *, worst: int = WORST, best: int = BEST) -> pd.DataFrame:
    """Return the rows that are always named: the worst five and the best three."""
    if len(ranked) <= worst + best:
        return ranked
    return pd.concat([ranked.head(worst), ranked.tail(best)])


def build_spread(
    one: Comparison, *, scale: str = "desk", width: int | None = None, height: int | None = None
) -> alt.LayerChart:
    """Draw a comparison: shares of a whole, a row for each of few units, or a ranked strip."""
    size = scale_named(scale)
    size = replace(size, height=height or size.height)
    if one.way is Way.SHARE:
        return in_scale(concentration_chart(one, size, width), size)  # type: ignore[no-any-return]
    shown = drawn_units(one, size)
    if len(shown) > MOST_NAMED:
        return in_scale(strip_chart(shown, size, width), size)  # type: ignore[no-any-return]
    aims = [float(level) for level in shown["target"].dropna().unique()]
    axis = value_axis([*shown["value"], *aims], str(shown["measure"].iloc[0]), air=0.06)
    return in_scale(_rows(shown, axis, size, width), size)  # type: ignore[no-any-return]


def drawn_units(one: Comparison, size: Scale) -> pd.DataFrame:
    """Return the ranked units of a comparison with the colour and the area of their marks."""
    ranked = ranked_units(one.rows, one.rounding_unit)
    colours = [_COLOURS[standing] for standing in ranked["standing"]]
    if (ranked["standing"] == "plain").any() and len(ranked) > WORST + BEST:
        pairs = zip(ranked["standing"], colours, strict=True)
        colours = [OTHERS if standing == "plain" else colour for standing, colour in pairs]
    return ranked.assign(colour=colours, area=_areas(ranked, size))


def _areas(ranked: pd.DataFrame, size: Scale) -> list[float]:
    """Return the area of each mark: in proportion to the volume, but never too small to see."""
    volumes = ranked["volume"]
    if not volumes.notna().all() or not volumes.max() > 0:
        return [size.point * 1.6] * len(ranked)
    largest = size.point * 4.5
    areas = largest * volumes / volumes.max()
    return [float(area) for area in areas.clip(lower=size.point * _SMALLEST)]


def empty_spread(scale: str = "desk") -> alt.LayerChart:
    """Draw the words that there are no figures for single units."""
    size = scale_named(scale)
    nothing = pd.DataFrame({"text": [NOTHING.capitalize() + " for single units"]})
    words = alt.Chart(nothing).mark_text(fontSize=size.text).encode(text=alt.Text("text:N"))
    drawn = alt.layer(words).properties(width=size.width // 2, height=size.text * 3)
    return in_scale(drawn, size)  # type: ignore[no-any-return]


def _tooltip() -> list[alt.Tooltip]:
    return [alt.Tooltip("name:N", title="Unit"), alt.Tooltip("value_text:N", title="Figure")]


def _rows(shown: pd.DataFrame, axis: ValueAxis, size: Scale, width: int | None) -> alt.LayerChart:
    """One row per unit: a stem from the target (or the axis) to the figure, both ends named."""
    row = max(size.small * 1.2, min(size.height / len(shown), size.text * 3.2))
    wide = width or round(size.width * (0.72 if size.is_room else 0.62))
    axis = _with_room_at_left(axis, shown, size, wide)
    ends = alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False)
    x = alt.X(
        "value:Q", title=None, scale=ends,
        axis=alt.Axis(**ticks_of(axis), grid=True, domain=False, ticks=False, orient="top",
                      gridColor=RULE, labelFlush=False),
    )  # fmt: skip
    y = alt.Y(
        "name:N", title=None, sort=None,
        axis=alt.Axis(labelColor=INK, labelFontSize=size.small, labelLimit=0, labelPadding=12),
    )  # fmt: skip
    # A mark may fill its row and no more.
    areas = shown["area"].clip(upper=(row * 0.9) ** 2 * 0.785)
    away = areas.max() ** 0.5 * 0.57 + size.text * 0.35
    frame = shown.assign(
        foot=shown["target"].fillna(axis.low), area=areas, is_left=_stands_left(shown)
    )
    base = alt.Chart(frame)
    colour = alt.Color("colour:N", scale=None)
    stem = base.mark_rule(strokeWidth=size.line * 0.7).encode(
        x, y, x2=alt.X2("foot:Q"), color=colour
    )
    dot = base.mark_circle(opacity=1).encode(
        x, y, color=colour, size=alt.Size("area:Q", scale=None), tooltip=_tooltip()
    )
    style: dict[str, Any] = {"fontSize": size.small, "fontWeight": "bold", "baseline": "middle"}
    texts = [
        base.transform_filter(which)
        .mark_text(**{**style, "align": side, "dx": shift})
        .encode(x, y, text=alt.Text("value_text:N"), color=colour)
        for which, side, shift in (
            ("datum.is_left", "right", -away),
            ("!datum.is_left", "left", away),
        )
    ]
    layers = [*_target_rule(shown, size), stem, *_own_targets(frame, y, size, row), dot, *texts]
    return cast(alt.LayerChart, alt.layer(*layers).properties(width=wide, height=row * len(shown)))


def _own_targets(frame: pd.DataFrame, y: alt.Y, size: Scale, row: float) -> list[alt.Chart]:
    if frame["target"].nunique() < 2:
        return []
    bar = alt.Chart(frame.dropna(subset=["target"])).mark_tick(
        color=PLAN, thickness=size.thin * 1.6, size=row * 0.7
    )
    return [bar.encode(alt.X("target:Q", title=None), y)]


def _stands_left(shown: pd.DataFrame) -> "pd.Series[bool]":
    """Whether a figure stands at the left of its mark: where the stem runs to the right."""
    return shown["target"].notna() & (shown["value"] < shown["target"])


def _with_room_at_left(axis: ValueAxis, shown: pd.DataFrame, size: Scale, width: int) -> ValueAxis:
    """Return an axis that begins far enough left for the figures at the left of their marks."""
    low = axis.low
    for row in shown[_stands_left(shown)].to_dict("records"):
        needed = (text_width(row["value_text"], size.small, bold=True) + size.text * 1.4) / width
        low = min(low, (row["value"] - needed * axis.high) / (1 - needed))
    return replace(axis, low=low)


def _target_rule(shown: pd.DataFrame, size: Scale) -> list[alt.Chart]:
    """Draw the level all units share; units with levels of their own carry them in their stems."""
    levels = shown["target"].dropna().unique()
    if len(levels) != 1:
        return []
    rule = alt.Chart(pd.DataFrame({"value": [float(levels[0])]})).mark_rule(
        color=PLAN, strokeWidth=size.thin, strokeDash=[size.thin * 5, size.thin * 3]
    )
    return [rule.encode(alt.X("value:Q", title=None))]
