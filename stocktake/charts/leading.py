"""Leading, perverse-effect and context indicators: small panels, each with its last figure."""

from typing import Any, cast

import altair as alt
import pandas as pd

from stocktake.charts.axes import time_axis, value_axis
from stocktake.charts.sparkline import broken_values
from stocktake.charts.theme import ACTUAL, OTHERS, QUIET, Scale, in_scale, scale_named
from stocktake.charts.trajectory_data import as_days
from stocktake.model.change_words import movement_words
from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.gaps import freshness_words
from stocktake.model.numbers import figure, period_words

KINDS = {
    "target": "Target",
    "leading": "Leading",
    "perverse_effect": "Watch for side effects",
    "context": "Context",
}
_YEAR_BACK = {"month": 12, "quarter": 4}


def latest_indicators(leading: pd.DataFrame) -> pd.DataFrame:
    """Give one row per indicator of `page.leading_series`: its last figure and how it moved.

    Columns: indicator_key, title, kind, kind_text, value_text, period_text, moved_text, verdict
    (better, worse, same or empty), is_ended. The move is against a year before, by date. A late
    series is marked in moved_text; one that has ended says that alone, since how it moved is past.
    """
    rows = []
    for key, series in leading.groupby("indicator_key", sort=False):
        known = series.dropna(subset=["value"]).sort_values("period_end")
        first = series.iloc[0]
        row = {
            "indicator_key": key,
            "title": str(first["short_title"]),
            "kind": str(first["kind"]),
            "kind_text": KINDS.get(str(first["kind"]), "Indicator"),
            "value_text": "No figures yet",
            "period_text": "",
            "moved_text": "",
            "verdict": "",
            "is_ended": first.get("freshness") == "ended",
        }
        if len(known):
            row |= _last_figure(known)
        rows.append(row | _mark(first, str(row["moved_text"])))
    order = [*KINDS]
    rows.sort(key=lambda row: order.index(str(row["kind"])) if row["kind"] in KINDS else 9)
    columns = ["indicator_key", "title", "kind", "kind_text", "value_text", "period_text"]
    return pd.DataFrame(rows, columns=[*columns, "moved_text", "verdict", "is_ended"])


def _mark(first: "pd.Series[Any]", moved: str) -> dict[str, str]:
    """Give what a late or an ended series says in place of its move, or after it."""
    days = [first.get(name) for name in ("stale_on", "ended_on")]
    stale_on, ended_on = (None if is_nothing(day) else plain_date(day) for day in days)
    mark = freshness_words(first.get("freshness"), stale_on, ended_on)
    if not mark:
        return {}
    if first.get("freshness") == "ended":
        return {"moved_text": mark, "verdict": ""}
    return {"moved_text": f"{moved}. {mark}" if moved else mark}


def _last_figure(known: pd.DataFrame) -> dict[str, str]:
    last = known.iloc[-1]
    measure, end = str(last["measure"]), plain_date(last["period_end"])
    said = {
        "value_text": figure(measure, float(last["value"])),
        "period_text": period_words(end, str(last["frequency"])),
    }
    days = pd.Series(as_days(known), index=known.index)
    before = known[[(end - day).days in range(350, 381) for day in days]]
    if before.empty or is_nothing(last["direction"]):
        return said
    words = movement_words(_as_facts(last, float(before["value"].iloc[-1])))
    verdict = words.rpartition(": ")[2]
    return {
        **said,
        "moved_text": words,
        "verdict": verdict if verdict in ("better", "worse") else "same",
    }


def _as_facts(last: "pd.Series[Any]", year_before: float) -> PriorityFacts:
    """Return what the words of a movement need to know, so that they are the headline's own."""
    title, unit = str(last["title"]), last.get("rounding_unit")
    return PriorityFacts(
        str(last["indicator_key"]),
        title,
        title,
        str(last["measure"]),
        int(last["direction"]),
        str(last["frequency"]),
        rounding_unit=None if is_nothing(unit) else float(unit),  # type: ignore[arg-type]
        value=float(last["value"]),
        value_year_before=year_before,
    )


def indicator_values(leading: pd.DataFrame, indicator_key: str) -> list[float | None]:
    """Give one indicator's figures in order, with a None between runs, for a sparkline."""
    series = leading[leading["indicator_key"] == indicator_key].sort_values("period_end")
    return broken_values(series)[0]


def build_leading(leading: pd.DataFrame, *, scale: str = "desk", columns: int = 3) -> alt.Chart:
    """Draw one small panel per indicator: its line, its last figure, and which way it moved."""
    size = scale_named(scale)
    panels = []
    for row in latest_indicators(leading).to_dict("records"):
        series = leading[leading["indicator_key"] == row["indicator_key"]]
        panels.append(_panel(series, row["title"], row, size, columns))
    if not panels:
        nothing = pd.DataFrame({"text": ["No leading indicators"]})
        panels = [alt.Chart(nothing).mark_text(fontSize=size.text).encode(text=alt.Text("text:N"))]
    return in_scale(alt.concat(*panels, columns=columns), size)  # type: ignore[no-any-return]


def _panel(
    series: pd.DataFrame, title: str, row: dict[Any, Any], size: Scale, columns: int
) -> alt.LayerChart:
    known = series.dropna(subset=["value"]).sort_values("period_end")
    runs = [f"run{run}" for run in known["run_number"]]
    known = known.assign(day=pd.to_datetime(known["period_end"]), run=runs)
    known = known[["day", "value", "run", "measure", "period_end"]]
    words = [part for part in (row["value_text"], row["period_text"]) if part]
    lines = [", ".join(words), row["moved_text"] or row["kind_text"]]
    said = alt.Title(title, subtitle=lines, subtitleFontSize=size.small, subtitleColor=QUIET)
    wide, high = size.width // columns - 3 * size.text, round(size.height * 0.28)
    if known.empty:
        bare = alt.Chart(pd.DataFrame({"day": []})).mark_point()
        return cast(alt.LayerChart, alt.layer(bare).properties(width=wide, height=high, title=said))
    axis = value_axis(known["value"], str(known["measure"].iloc[0]), tick_count=2)
    times = time_axis(as_days(known), label_count=3)
    years = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in times.ticks]
    form = "%Y" if all(day.month == 1 for day in times.ticks) else "%b %Y"
    x = alt.X("day:T", title=None, axis=alt.Axis(values=years[-4:], format=form))
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False),
        axis=alt.Axis(values=[axis.low, axis.high], format="~s"),
    )
    times_left = known.drop(columns="period_end")
    colour = OTHERS if row["is_ended"] else ACTUAL
    line = alt.Chart(times_left).mark_line(color=colour, strokeWidth=size.line * 0.8)
    last = alt.Chart(times_left.tail(1)).mark_circle(color=colour, size=size.point * 1.3, opacity=1)
    layers = [line.encode(x, y, detail=alt.Detail("run:N")), last.encode(x, y)]
    return cast(alt.LayerChart, alt.layer(*layers).properties(width=wide, height=high, title=said))
