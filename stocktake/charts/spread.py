"""The spread: which units pull the figure down, which already do it, and how far apart they are.

Few units (authorities of a country, operators) are all named, one row each, worst first. Many
(trusts) become one ranked strip; the worst five and the best are named beside it.
"""

from typing import Any, cast

import altair as alt
import pandas as pd

from stocktake.charts.axes import ValueAxis, value_axis
from stocktake.charts.theme import (
    ACCENT,
    ACTUAL,
    INK,
    OTHERS,
    PAPER,
    PLAN,
    RULE,
    Scale,
    in_scale,
    scale_named,
)
from stocktake.model.facts import is_nothing
from stocktake.model.numbers import NOTHING, difference, figure, planned

MOST_NAMED = 24
_SMALL_WORDS = {"And", "Of", "The", "For", "In", "On", "At", "Upon"}
_INITIALS = {"Nhs", "Gp", "Uk", "Utc", "Cic", "Llp", "Wic", "Miu"}
_COLOURS = {"worst": ACCENT, "short": ACCENT, "meets": ACTUAL, "best": ACTUAL, "plain": ACTUAL}


def spoken_name(name: str) -> str:
    """Write a name that came in capitals as a reader expects it.

    >>> spoken_name("ROYAL UNITED HOSPITALS BATH NHS FOUNDATION TRUST")
    'Royal United Hospitals Bath NHS Foundation Trust'
    >>> spoken_name("c2c")
    'c2c'
    """
    if not name.isupper() or " " not in name:
        return name
    words = name.title().replace("'S", "'s").split(" ")
    said = [
        word.upper() if word.strip("().,") in _INITIALS else word.lower()
        if index and word in _SMALL_WORDS else word
        for index, word in enumerate(words)
    ]  # fmt: skip
    return " ".join(said)


def ranked_units(spread: pd.DataFrame, rounding_unit: float | None = None) -> pd.DataFrame:
    """Give the units with a figure, worst first.

    Columns: rank (1 = worst), name, unit_group, value, value_text, target, standing (worst, short,
    meets, best or plain), change_text, measure.
    """
    known = spread.dropna(subset=["value"])
    # Rank again: a drill-down to one group must start at 1.
    known = known.sort_values(["worst_rank", "unit_name"]).reset_index(drop=True)
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
                "value": value,
                "value_text": figure(measure, value, rounding_unit),
                "target": target,
                "standing": _standing(place, len(known), value, target, int(unit["direction"])),
                "change_text": _change_text(unit, rounding_unit),
                "measure": measure,
            }
        )
    columns = ["rank", "unit_key", "name", "unit_group", "value", "value_text", "target"]
    return pd.DataFrame(rows, columns=[*columns, "standing", "change_text", "measure"])


def _standing(place: int, count: int, value: float, target: float | None, direction: int) -> str:
    if target is not None:
        return "meets" if direction * (value - target) >= 0 else "short"
    if count <= 6:
        return "plain"
    return "worst" if place <= 5 else "best" if place == count else "plain"


def _change_text(unit: dict[Any, Any], rounding_unit: float | None) -> str:
    if is_nothing(unit.get("value_year_before")):
        return ""
    change = float(unit["value"]) - float(unit["value_year_before"])
    if change == 0:
        return "no change"
    verdict = "better" if change * int(unit["direction"]) > 0 else "worse"
    side = "up" if change > 0 else "down"
    return f"{side} {difference(str(unit['measure']), change, rounding_unit)}: {verdict}"


def named_units(ranked: pd.DataFrame, *, worst: int = 5, best: int = 1) -> pd.DataFrame:
    """Give the rows that are always named: the worst five and the best."""
    if len(ranked) <= worst + best:
        return ranked
    return pd.concat([ranked.head(worst), ranked.tail(best)])


def spread_sentence(
    spread: pd.DataFrame,
    rounding_unit: float | None = None,
    *,
    named: bool = True,
    ranked: pd.DataFrame | None = None,
) -> str:
    """Say the spread in a sentence: how many meet their target, from where to where.

    `ranked` are its units, where the caller has ranked them already.
    """
    ranked = ranked_units(spread, rounding_unit) if ranked is None else ranked
    if ranked.empty:
        return "No figures for single units."
    low, high = ranked.iloc[0], ranked.iloc[-1]
    middle = ranked.iloc[len(ranked) // 2]
    text = f"Half of {len(ranked)} units are at {middle['value_text']} or better; the worst"
    text += f" is at {low['value_text']}."
    if named:
        text = f"From {low['value_text']} ({low['name']}) to {high['value_text']} ({high['name']})."
    with_target = ranked[ranked["target"].notna()]
    if len(with_target):
        met = int((with_target["standing"] == "meets").sum())
        levels = with_target["target"].unique()
        level = planned(str(low["measure"]), float(levels[0]), rounding_unit)
        own = "its own level" if met == 1 else "their own level"
        aim = level if len(levels) == 1 else own
        reach = "reaches" if met == 1 else "reach"
        rest = text if named else f"The worst is at {low['value_text']}."
        text = f"{met} of {len(with_target)} {reach} {aim}. {rest}"
    silent = int(spread["value"].isna().sum())
    if silent:
        text += f" {silent} published no figure." if silent > 1 else " One published no figure."
    return text


def build_spread(
    spread: pd.DataFrame,
    *,
    group: str | None = None,
    rounding_unit: float | None = None,
    scale: str = "desk",
    width: int | None = None,
) -> alt.LayerChart:
    """Draw `page.priority_spread` of one priority; `group` stands out against grey others."""
    size = scale_named(scale)
    ranked = ranked_units(spread, rounding_unit)
    if ranked.empty:
        return in_scale(_empty(size), size)  # type: ignore[no-any-return]
    shown = _coloured(ranked, group)
    aims = [float(level) for level in shown["target"].dropna().unique()]
    axis = value_axis([*shown["value"], *aims], str(shown["measure"].iloc[0]), air=0.06)
    draw = _rows if len(shown) <= MOST_NAMED else _strip
    return in_scale(draw(shown, axis, size, width), size)  # type: ignore[no-any-return]


def _coloured(ranked: pd.DataFrame, group: str | None) -> pd.DataFrame:
    colours = [_COLOURS[standing] for standing in ranked["standing"]]
    if group is not None:
        pairs = zip(ranked["unit_group"], colours, strict=True)
        colours = [colour if own == group else OTHERS for own, colour in pairs]
    elif (ranked["standing"] == "plain").any() and len(ranked) > 6:
        pairs = zip(ranked["standing"], colours, strict=True)
        colours = [OTHERS if standing == "plain" else colour for standing, colour in pairs]
    return ranked.assign(colour=colours)


def _empty(size: Scale) -> alt.LayerChart:
    nothing = pd.DataFrame({"text": [NOTHING.capitalize() + " for single units"]})
    words = alt.Chart(nothing).mark_text(fontSize=size.text).encode(text=alt.Text("text:N"))
    return cast(
        alt.LayerChart, alt.layer(words).properties(width=size.width // 2, height=size.text * 3)
    )


def _ticks(axis: ValueAxis) -> dict[str, Any]:
    pairs = zip(axis.ticks, axis.labels, strict=True)
    written = "".join(f"abs(datum.value - ({tick})) < 1e-6 ? '{text}' : " for tick, text in pairs)
    return {"values": list(axis.ticks), "labelExpr": f"{written}''"}


def _tooltip() -> list[alt.Tooltip]:
    return [alt.Tooltip("name:N", title="Unit"), alt.Tooltip("value_text:N", title="Figure")]


def _rows(shown: pd.DataFrame, axis: ValueAxis, size: Scale, width: int | None) -> alt.LayerChart:
    """One row per unit: a stem from the target (or the axis) to the figure, both ends named."""
    row = max(size.small * 1.2, min(size.height / len(shown), size.text * 3.2))
    ends = alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False)
    x = alt.X(
        "value:Q", title=None, scale=ends,
        axis=alt.Axis(**_ticks(axis), grid=True, domain=False, ticks=False, orient="top",
                      gridColor=RULE, labelFlush=False),
    )  # fmt: skip
    y = alt.Y(
        "name:N", title=None, sort=None,
        axis=alt.Axis(labelColor=INK, labelFontSize=size.small, labelLimit=0, labelPadding=12),
    )  # fmt: skip
    base = alt.Chart(shown.assign(foot=shown["target"].fillna(axis.low)))
    colour = alt.Color("colour:N", scale=None)
    stem = base.mark_rule(strokeWidth=size.line).encode(x, y, x2=alt.X2("foot:Q"), color=colour)
    dot = base.mark_circle(size=size.point * 1.6, opacity=1).encode(
        x, y, color=colour, tooltip=_tooltip()
    )
    style: dict[str, Any] = {"fontSize": size.small, "fontWeight": "bold", "baseline": "middle"}
    away = size.text * 0.7
    left = shown["target"].notna() & (shown["standing"] == "short")
    names = [
        base.transform_filter("datum.is_left").mark_text(align="right", dx=-away, **style),
        base.transform_filter("!datum.is_left").mark_text(align="left", dx=away, **style),
    ]
    base_data = base.data.assign(is_left=left & _is_right_of_middle(shown, axis))
    for part in (stem, dot, *names):
        part.data = base_data
    texts = [name.encode(x, y, text=alt.Text("value_text:N"), color=colour) for name in names]
    tick = base.mark_tick(color=PLAN, thickness=size.thin * 1.6, size=row * 0.7)
    own = shown["target"].nunique() > 1
    tick.data = base_data.dropna(subset=["target"])
    aims = [tick.encode(alt.X("target:Q", title=None), y)] if own else []
    layers = [*_target_rule(shown, size, along="x"), stem, *aims, dot, *texts]
    wide = width or round(size.width * (0.72 if size.is_room else 0.62))
    return cast(alt.LayerChart, alt.layer(*layers).properties(width=wide, height=row * len(shown)))


def _is_right_of_middle(shown: pd.DataFrame, axis: ValueAxis) -> "pd.Series[bool]":
    """Whether there is room for the figure on the left of its dot."""
    return shown["value"] > axis.low + 0.09 * (axis.high - axis.low)


def _target_rule(shown: pd.DataFrame, size: Scale, *, along: str) -> list[alt.Chart]:
    """Draw the level all units share; units with levels of their own carry them in their stems."""
    levels = shown["target"].dropna().unique()
    if len(levels) != 1:
        return []
    frame = pd.DataFrame({"value": [float(levels[0])]})
    rule = alt.Chart(frame).mark_rule(
        color=PLAN, strokeWidth=size.thin, strokeDash=[size.thin * 5, size.thin * 3]
    )
    channel = alt.X("value:Q", title=None) if along == "x" else alt.Y("value:Q", title=None)
    return [rule.encode(channel)]


def _strip(shown: pd.DataFrame, axis: ValueAxis, size: Scale, width: int | None) -> alt.LayerChart:
    """All units side by side from worst to best, the worst five drawn larger."""
    wide = width or round(size.width * (0.6 if size.is_room else 1.0))
    y = alt.Y(
        "value:Q", title=None,
        scale=alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False),
        axis=alt.Axis(**_ticks(axis)),
    )  # fmt: skip
    x = alt.X(
        "rank:Q", title=None, axis=None,
        scale=alt.Scale(domain=[-len(shown) * 0.01, len(shown) * 1.015], nice=False, zero=False),
    )  # fmt: skip
    named = shown["rank"] <= 5
    frame = shown.assign(size=[size.point * (1.5 if big else 0.55) for big in named])
    base = alt.Chart(frame.assign(foot=frame["target"].fillna(axis.low)))
    colour = alt.Color("colour:N", scale=None)
    stem = base.mark_rule(
        strokeWidth=min(size.line * 1.2, max(1.0, wide / len(shown) * 0.35)), opacity=0.45
    )
    dot = base.mark_circle(opacity=1, stroke=PAPER, strokeWidth=1)
    layers: list[alt.Chart] = (
        [stem.encode(x, y, y2=alt.Y2("foot:Q"), color=colour)]
        if frame["target"].notna().all()
        else []
    )
    layers += [
        *_target_rule(shown, size, along="y"),
        dot.encode(x, y, color=colour, size=alt.Size("size:Q", scale=None), tooltip=_tooltip()),
        _ends(shown, axis, size),
        *_target_name(shown, size),
    ]
    return cast(alt.LayerChart, alt.layer(*layers).properties(width=wide, height=size.height))


def _ends(shown: pd.DataFrame, axis: ValueAxis, size: Scale) -> alt.Chart:
    ends = pd.DataFrame(
        {
            "rank": [float(shown["rank"].iloc[0]), float(shown["rank"].iloc[-1])],
            "value": [axis.low, axis.low],
            "text": ["Worst", "Best"],
            "align": ["left", "right"],
        }
    )
    words = alt.Chart(ends).mark_text(
        fontSize=size.small, color=INK, align=alt.ExprRef("datum.align"), baseline="top",
        dy=size.small * 0.7,
    )  # fmt: skip
    places = (alt.X("rank:Q", title=None, axis=None), alt.Y("value:Q", title=None))
    return cast(alt.Chart, words.encode(*places, text=alt.Text("text:N")))


def _target_name(shown: pd.DataFrame, size: Scale) -> list[alt.Chart]:
    levels = shown["target"].dropna().unique()
    if len(levels) != 1:
        return []
    level = planned(str(shown["measure"].iloc[0]), float(levels[0]))
    frame = pd.DataFrame({"rank": [1.0], "value": [float(levels[0])], "text": [f"Aim {level}"]})
    style: dict[str, Any] = {
        "align": "left", "baseline": "bottom", "dy": -size.text * 0.3, "fontSize": size.text,
        "fontWeight": "bold",
    }  # fmt: skip
    text = alt.Chart(frame)
    places = (alt.X("rank:Q", title=None), alt.Y("value:Q", title=None))
    halo = text.mark_text(stroke=PAPER, strokeWidth=size.text / 3, **style)
    return [
        halo.encode(*places, text=alt.Text("text:N")),
        text.mark_text(color=PLAN, **style).encode(*places, text=alt.Text("text:N")),
    ]
