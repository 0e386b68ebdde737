"""Sparklines for the wall, written by hand as SVG: forty of them must cost next to nothing."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from stocktake.charts.theme import ACTUAL, OTHERS, PLAN
from stocktake.model.facts import is_nothing


def sparkline_svg(
    values: Sequence[float | None],
    plan: Sequence[float | None] = (),
    *,
    width: int = 240,
    height: int = 56,
    line: float = 3.0,
    title: str = "",
    is_ended: bool = False,
) -> str:
    """Draw figures in their order, broken where one is None, with the plan's level as dashes.

    A series that has ended is grey: it says nothing about today.

    `plan` has one level per value (or None). With a `title` it is an image with a name; without,
    it is hidden from screen readers, since the words beside it say the same.
    """
    known = [value for value in (*values, *plan) if value is not None]
    role = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    opening = f'<svg class="spark" viewBox="0 0 {width} {height}" {role} focusable="false">'
    if not known:
        return f"{opening}</svg>"
    edge = line * 1.8
    low, high = min(known), max(known)
    across = (width - 2 * edge) / max(1, len(values) - 1)
    down = (height - 2 * edge) / ((high - low) or 1.0)

    def spot(index: int, value: float) -> tuple[float, float]:
        return edge + index * across, edge + (high - value) * down

    parts = [
        _path(run, PLAN, line * 0.6, dash=f"{line * 1.5:g} {line:g}") for run in _runs(plan, spot)
    ]
    drawn = OTHERS if is_ended else ACTUAL
    parts += [_path(run, drawn, line) for run in _runs(values, spot)]
    last = max(index for index, value in enumerate(values) if value is not None) if any(
        value is not None for value in values
    ) else None  # fmt: skip
    if last is not None:
        x, y = spot(last, values[last] or 0.0)
        colour = drawn if last == len(values) - 1 else OTHERS
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{line * 1.5:g}" fill="{colour}"/>')
    return f"{opening}{''.join(parts)}</svg>"


def wall_sparkline(series: pd.DataFrame, *, most: int = 60, title: str = "") -> str:
    """Draw the last figures of a `page.priority_series` frame with the plan's levels."""
    values, levels = broken_values(series.sort_values("period_end").tail(most))
    return sparkline_svg(values, levels, title=title)


def broken_values(series: pd.DataFrame) -> tuple[list[float | None], list[float | None]]:
    """Give figures and plan levels in order, with a None where one run ends and another begins."""
    values: list[float | None] = []
    levels: list[float | None] = []
    run = None
    for row in series.to_dict("records"):
        known = not is_nothing(row["value"])
        if known and run is not None and row["run_number"] != run and values[-1] is not None:
            values.append(None)
            levels.append(None)
        run = row["run_number"] if known else run
        values.append(float(row["value"]) if known else None)
        planned = "plan" in row and not is_nothing(row["plan"])
        levels.append(float(row["plan"]) if planned else None)
    return values, levels


def _runs(values: Sequence[float | None], spot: object) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(spot(index, value))  # type: ignore[operator]
    return [run for run in runs if run]


def _path(run: list[tuple[float, float]], colour: str, width: float, *, dash: str = "") -> str:
    if len(run) == 1:
        x, y = run[0]
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{width * 0.7:g}" fill="{colour}"/>'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        f'stroke-linejoin="round" stroke-linecap="round"{dashed}/>'
    )
