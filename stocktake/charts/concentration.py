"""Who holds how much of a whole: share bars, the largest first, on top of one another.

Each bar begins where the one before it ended, so its foot and its top are the running total: one
axis tells a unit's share and how few units hold half. No unit is called worst: the largest holds
most because it is large.
"""

from dataclasses import dataclass
from typing import Any, cast

import altair as alt
import pandas as pd

from stocktake.charts.comparisons import MOST_NAMED, Comparison, half_holders
from stocktake.charts.placing import Box, Label, Placed, text_width
from stocktake.charts.spread_labels import Spot
from stocktake.charts.theme import ACCENT, ACTUAL, INK, OTHERS, PAPER, PLAN, QUIET, RULE, Scale
from stocktake.charts.unit_names import chart_names, spoken_name
from stocktake.model.facts import is_nothing
from stocktake.model.numbers import figure, number

_NAMED = 5
_LEAD = 1.35
_AIR = 0.12
_QUARTERS = (0.0, 25.0, 50.0, 75.0, 100.0)


def holders(one: Comparison) -> pd.DataFrame:
    """Return the units of a count, the largest first, without those that may have stopped.

    Columns: rank, name, value, value_text, share, foot, running (per cent of the whole), text,
    colour, per_head_text, standing, change_text.
    """
    known = one.known.sort_values(["value", "unit_key"], ascending=[False, True])
    whole = float(known["value"].sum())
    share = 100 * known["value"] / whole
    running = share.cumsum()
    names = [spoken_name(str(name)) for name in known["unit_name"]]
    half = half_holders(one)
    return pd.DataFrame(
        {
            "rank": range(1, len(known) + 1),
            "unit_key": known["unit_key"].to_list(),
            "name": names,
            "value": known["value"].to_list(),
            "value_text": [figure("count", value, one.rounding_unit) for value in known["value"]],
            "share": share.to_list(),
            "foot": (running - share).to_list(),
            "running": running.to_list(),
            "share_text": [f"{number(part, 1)}%" for part in share],
            "running_text": [f"{number(part, 1)}%" for part in running],
            "per_head_text": [
                "" if is_nothing(rate) else number(float(rate), 1)
                for rate in known["value_per_1000"]
            ],
            "is_half": [place < half for place in range(len(known))],
            "colour": [
                _colour(row, place < half) for place, row in enumerate(known.to_dict("records"))
            ],
        }
    )


def _colour(row: dict[Any, Any], is_half: bool) -> str:
    if not is_nothing(row["unit_target"]):
        is_met = (float(row["value"]) - float(row["unit_target"])) * int(row["direction"]) >= 0
        return ACTUAL if is_met else ACCENT
    return ACTUAL if is_half else OTHERS


@dataclass(frozen=True)
class Concentration:
    """The bars laid out, with every text and its box."""

    width: int
    height: int
    spots: tuple[Spot, ...]
    names: tuple[Placed, ...]
    half: Placed


def lay_out(one: Comparison, size: Scale, width: int | None = None) -> Concentration:
    """Return where the names of the five largest and the words about half of them stand."""
    shown = holders(one)
    wide = width or size.width
    step = wide / len(shown)
    brief = chart_names(list(shown["name"].head(_NAMED)))
    spots = [
        Spot(
            step * (row["rank"] - _AIR),
            _pixel((row["foot"] + row["running"]) / 2, size),
            0,
            _label(row, name),
        )
        for row, name in zip(_records(shown.head(_NAMED)), brief, strict=True)
    ]
    half = _half_words(one, shown, size, step)
    return Concentration(
        wide, size.height, tuple(spots), tuple(_names(spots, shown, half.box, size, step)), half
    )


def _records(shown: pd.DataFrame) -> list[dict[Any, Any]]:
    return shown.to_dict("records")


def _label(row: dict[Any, Any], name: str) -> str:
    per = f", {row['per_head_text']} per 1,000" if row["per_head_text"] else ""
    return f"{name} {row['value_text']} ({row['share_text']}{per})"


def _pixel(share: float, size: Scale) -> float:
    return size.height * (1 - share / 100)


def _half_words(one: Comparison, shown: pd.DataFrame, size: Scale, step: float) -> Placed:
    """Place the words about half beside the corner where the running total passes it."""
    held = half_holders(one)
    text = f"Half: {held} of {len(shown)} {one.noun.of(len(shown))}"
    left = step * held + size.text * 0.6
    top = _pixel(50, size) + size.text * 0.95
    width = text_width(text, size.text, bold=True)
    tall = 0.62 * size.text
    box = Box(left, top - tall, left + width, top + tall)
    return Placed(Label("half", text, left, top, size.text, ()), left, top, "left", box)


def _names(
    spots: list[Spot], shown: pd.DataFrame, half: Box, size: Scale, step: float
) -> list[Placed]:
    """Stack the names below the bars, the largest lowest, clear of the words about half."""
    lead, tall = _LEAD * size.small, 0.62 * size.small
    bottom = size.height - tall - 2
    levels = [bottom - lead * place for place in range(len(spots))]
    if levels:
        shift = max(0.0, half.bottom + 2 + tall - levels[-1])
        levels = [min(level + shift, size.height * 1.5) for level in levels]
    left = step * len(spots) + size.small * 0.9
    # The bars rise to the right, but ever less: far enough right there is room below them.
    for row in _records(shown):
        x = step * row["rank"]
        if x >= left and _pixel(row["foot"], size) < levels[-1] - tall - 2:
            break
        left = max(left, x + size.small * 0.4)
    return [
        Placed(
            Label(spot.text, spot.text, left, y, size.small, ()), left, y, "left",
            Box(left, y - tall, left + text_width(spot.text, size.small, bold=True), y + tall),
        )
        for spot, y in zip(spots, levels, strict=True)
    ]  # fmt: skip


def concentration_chart(one: Comparison, size: Scale, width: int | None) -> alt.LayerChart:
    """Draw the shares: a row for each of few units, bars side by side for many."""
    shown = holders(one)
    if len(shown) <= MOST_NAMED:
        return _rows(shown, size, width)
    return _bars(one, shown, size, width)


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title="Unit"),
        alt.Tooltip("value_text:N", title="Figure"),
        alt.Tooltip("share_text:N", title="Share"),
        alt.Tooltip("running_text:N", title="Running total"),
    ]


def _bars(one: Comparison, shown: pd.DataFrame, size: Scale, width: int | None) -> alt.LayerChart:
    laid = lay_out(one, size, width)
    x = alt.X(
        "from:Q", title=None, axis=None,
        scale=alt.Scale(domain=[0, len(shown)], nice=False, zero=False),
    )  # fmt: skip
    y = alt.Y(
        "foot:Q", title=None, scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(values=list(_QUARTERS), labelExpr="datum.value + '%'"),
    )  # fmt: skip
    air = _AIR if len(shown) < 200 else 0.0
    bars = shown.assign(**{"from": shown["rank"] - 1 + air, "to": shown["rank"] - air})
    layers = [
        # The outline keeps the smallest share visible.
        alt.Chart(bars).mark_rect(strokeWidth=size.thin * 0.7).encode(
            x, y, x2=alt.X2("to:Q"), y2=alt.Y2("running:Q"),
            color=alt.Color("colour:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None), tooltip=_tooltip(),
        ),
        _half_rule(one, x, y, size),
        *_texts(laid.names, laid, len(shown), x, y, size.small, INK),
        *_texts((laid.half,), laid, len(shown), x, y, size.text, PLAN),
        *_leaders(laid, len(shown), x, y, size),
    ]  # fmt: skip
    return cast(alt.LayerChart, alt.layer(*layers).properties(width=laid.width, height=laid.height))


def _half_rule(one: Comparison, x: alt.X, y: alt.Y, size: Scale) -> alt.Chart:
    held = half_holders(one)
    # No line down from the corner: it would run through the names.
    frame = pd.DataFrame([{"from": 0, "to": held, "foot": 50, "running": 50}])
    rule = alt.Chart(frame).mark_rule(
        color=PLAN, strokeWidth=size.thin, strokeDash=[size.thin * 5, size.thin * 3]
    )
    return cast(alt.Chart, rule.encode(x, y, x2=alt.X2("to:Q"), y2=alt.Y2("running:Q")))


def _texts(
    placed: tuple[Placed, ...],
    laid: Concentration,
    count: int,
    x: alt.X,
    y: alt.Y,
    font: float,
    colour: str,
) -> list[alt.Chart]:
    rows = [
        {
            "from": count * one.x / laid.width,
            "foot": 100 * (1 - one.y / laid.height),
            "text": one.text,
        }
        for one in placed
    ]
    style: dict[str, Any] = {
        "align": "left", "baseline": "middle", "fontSize": font, "fontWeight": "bold",
    }  # fmt: skip
    base = alt.Chart(pd.DataFrame(rows, columns=["from", "foot", "text"]))
    return [
        text.encode(x, y, text=alt.Text("text:N"))
        for text in (
            base.mark_text(stroke=PAPER, strokeWidth=font / 3, **style),
            base.mark_text(color=colour, **style),
        )
    ]


def _leaders(laid: Concentration, count: int, x: alt.X, y: alt.Y, size: Scale) -> list[alt.Chart]:
    rows = [
        {
            "from": count * spot.x / laid.width,
            "foot": 100 * (1 - spot.y / laid.height),
            "to": count * (name.x - size.small * 0.25) / laid.width,
            "running": 100 * (1 - name.y / laid.height),
        }
        for spot, name in zip(laid.spots, laid.names, strict=True)
    ]
    line = alt.Chart(pd.DataFrame(rows)).mark_rule(color=QUIET, strokeWidth=size.thin * 0.5)
    return [line.encode(x, y, x2=alt.X2("to:Q"), y2=alt.Y2("running:Q"))]


def _rows(shown: pd.DataFrame, size: Scale, width: int | None) -> alt.LayerChart:
    row = max(size.small * 1.2, min(size.height / len(shown), size.text * 3.2))
    wide = width or round(size.width * (0.72 if size.is_room else 0.62))
    frame = shown.assign(
        label=[
            f"{text} ({share})"
            for text, share in zip(shown["value_text"], shown["share_text"], strict=True)
        ],
        is_late=shown["running"] > 70,
    )
    x = alt.X(
        "foot:Q", title=None, scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(values=list(_QUARTERS), labelExpr="datum.value + '%'", grid=True,
                      domain=False, ticks=False, orient="top", gridColor=RULE, labelFlush=False),
    )  # fmt: skip
    y = alt.Y(
        "name:N", title=None, sort=None,
        axis=alt.Axis(labelColor=INK, labelFontSize=size.small, labelLimit=0, labelPadding=12),
    )  # fmt: skip
    base = alt.Chart(frame)
    bar = base.mark_bar(height=row * 0.62).encode(
        x, y, x2=alt.X2("running:Q"), color=alt.Color("colour:N", scale=None), tooltip=_tooltip()
    )
    style: dict[str, Any] = {"fontSize": size.small, "fontWeight": "bold", "baseline": "middle"}
    away = size.text * 0.35
    texts = [
        base.transform_filter("!datum.is_late").mark_text(align="left", dx=away, **style).encode(
            alt.X("running:Q", title=None), y, text=alt.Text("label:N")),
        base.transform_filter("datum.is_late").mark_text(align="right", dx=-away, **style).encode(
            x, y, text=alt.Text("label:N")),
    ]  # fmt: skip
    return cast(
        alt.LayerChart,
        alt.layer(bar, *texts).properties(width=wide, height=row * len(shown)),
    )
