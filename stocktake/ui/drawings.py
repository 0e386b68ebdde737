"""Charts as plain specifications, kept by data version: drawing one again costs a look-up.

Altair takes some hundred milliseconds to build and check a layered chart. What it gives is the
same for everybody who looks at the same data, so it is built once and handed out as text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import streamlit as st

from stocktake.charts.alt_text import leading_alt, spread_alt, trajectory_alt
from stocktake.charts.comparisons import chosen, comparison_sentence, comparisons_of
from stocktake.charts.leading import build_leading
from stocktake.charts.spread import build_spread, empty_spread
from stocktake.charts.trajectory import build_trajectory, shown_marks
from stocktake.charts.trajectory_data import first_shown, has_program_line
from stocktake.model.facts import PriorityFacts
from stocktake.ui import reads
from stocktake.ui.frame import Desk

_ENTRIES = 128


@dataclass(frozen=True)
class Drawing:
    """A Vega-Lite specification and its words; `marks` tell what its numbers and letters mean."""

    spec: dict[str, Any]
    alt: str
    sentence: str = ""
    marks: list[dict[str, Any]] = field(default_factory=list)
    has_program_line: bool = False
    has_more: bool = False


def trajectory(desk: Desk, facts: PriorityFacts, *, is_whole: bool = False) -> Drawing:
    """Give the trajectory chart of a priority: its usual window, or the whole history."""
    return _trajectory(*_moment(desk), facts, is_whole, _desk=desk)


def pick_window(desk: Desk, facts: PriorityFacts) -> bool:
    """Let the reader see all history, where the usual window leaves some of it out."""
    if not trajectory(desk, facts).has_more:
        return False
    key = f"whole_{facts.priority_key}"
    return st.toggle("All history", key=key, help="Show every figure, not only the plan's years.")


def spread(desk: Desk, facts: PriorityFacts, group: str | None) -> Drawing:
    """Give the chart of a comparison of units by its key; None is the one to begin with."""
    return _spread(*_moment(desk), facts, group, _desk=desk)


def leading(desk: Desk, facts: PriorityFacts) -> Drawing:
    """Give the panels of leading, perverse-effect and context indicators."""
    return _leading(*_moment(desk), facts.priority_key, _desk=desk)


def draw(drawing: Drawing, *, key: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Draw a chart nobody selects in."""
    st.vega_lite_chart(drawing.spec, theme=None, width=width, key=key, alt=drawing.alt)


def draw_selectable(drawing: Drawing, *, key: str) -> str | None:
    """Draw a chart whose points can be selected; give the selected `period_end`, as ISO text.

    A promise without figures has no point to select.
    """
    if not drawing.spec.get("params"):
        draw(drawing, key=key)
        return None
    event = st.vega_lite_chart(
        drawing.spec,
        theme=None,
        width="stretch",
        key=key,
        on_select="rerun",
        selection_mode="point",
        alt=drawing.alt,
    )
    points = event["selection"].get("point") or []
    return str(points[0]["period_end"]) if points and "period_end" in points[0] else None


def _moment(desk: Desk) -> tuple[Path, int, date, datetime | None]:
    return desk.store.path, desk.data_version, desk.today, desk.known_at


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _trajectory(
    path: Path,
    version: int,
    today: date,
    known_at: datetime | None,
    facts: PriorityFacts,
    is_whole: bool,
    _desk: Desk,
) -> Drawing:
    frames = [reads.of_priority(_desk, name, facts.priority_key) for name in TRAJECTORY_VIEWS]
    return trajectory_of(frames, facts, is_whole=is_whole)


# What a trajectory is drawn from, in the order `build_trajectory` takes it.
TRAJECTORY_VIEWS = (
    "page.priority_series",
    "page.priority_plan",
    "page.priority_breaks",
    "page.annotations",
    "page.step_dates",
    "page.series_gaps_shown",
)


def trajectory_of(
    frames: Sequence[pd.DataFrame], facts: PriorityFacts, *, is_whole: bool = False
) -> Drawing:
    """Draw a trajectory from one priority's rows of `TRAJECTORY_VIEWS`, wherever they were read."""
    series, plan, breaks, annotations, steps, gaps = frames
    shown = (series, plan, breaks, annotations, steps)
    chart = build_trajectory(*shown, facts, scale="desk", gaps=gaps, is_whole=is_whole)
    return Drawing(
        specification(chart),
        trajectory_alt(series, plan, facts, gaps),
        marks=_records(shown_marks(*shown, facts, gaps=gaps, is_whole=is_whole)),
        has_program_line=has_program_line(plan, facts),
        has_more=first_shown(series, plan, facts) is not None,
    )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _spread(
    path: Path,
    version: int,
    today: date,
    known_at: datetime | None,
    facts: PriorityFacts,
    group: str | None,
    _desk: Desk,
) -> Drawing:
    frame = reads.of_priority(_desk, "page.priority_spread", facts.priority_key)
    found = comparisons_of(frame, facts)
    if not found:
        return Drawing(specification(empty_spread()), "No figures for single units.")
    one = chosen(found, group)
    return Drawing(
        specification(build_spread(one)), spread_alt(one), sentence=comparison_sentence(one)
    )


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _leading(
    path: Path,
    version: int,
    today: date,
    known_at: datetime | None,
    priority_key: str,
    _desk: Desk,
) -> Drawing:
    frame = reads.of_priority(_desk, "page.leading_series", priority_key)
    return Drawing(specification(build_leading(frame)), leading_alt(frame))


def specification(chart: Any) -> dict[str, Any]:
    """Give a chart's specification with its rows inside each layer.

    Altair keeps them apart under names; Streamlit would turn each into a table of its own. A layer
    without rows draws nothing, and a screen reader would find an empty picture: it is left out.
    """
    spec: dict[str, Any] = chart.to_dict(validate=False)
    rows = spec.pop("datasets", {})
    _put_rows_in(spec, rows)
    if "layer" in spec:
        spec["layer"] = [layer for layer in spec["layer"] if not _is_empty(layer)]
    return spec


def _is_empty(layer: dict[str, Any]) -> bool:
    return "data" in layer and layer["data"].get("values") == []


def _put_rows_in(part: Any, rows: dict[str, Any]) -> None:
    if isinstance(part, list):
        for child in part:
            _put_rows_in(child, rows)
        return
    if not isinstance(part, dict):
        return
    data = part.get("data")
    if isinstance(data, dict) and data.get("name") in rows:
        part["data"] = {"values": rows[data["name"]]}
    for name, child in part.items():
        if name != "data":
            _put_rows_in(child, rows)
