"""Gate 6: what only shows when rows are held against one another and against earlier returns."""

from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd

from stocktake.returns.checks.identity import Directory
from stocktake.returns.figure_rows import FigureRows
from stocktake.returns.problems import Findings, said_number
from stocktake.returns.review import KEYS, Held


class Placed:
    """The rows of all sheets of figures in one line, as the observations stand."""

    def __init__(self, tables: list[FigureRows]) -> None:
        self.tables = tables
        self._starts = np.cumsum([0, *(len(rows) for rows in tables)])

    def row(self, place: int) -> tuple[FigureRows, int]:
        """Give the sheet's rows and the index in them of the observation at `place`."""
        number = int(np.searchsorted(self._starts, place, side="right")) - 1
        return self.tables[number], place - int(self._starts[number])

    def note_value(self, findings: Findings, code: str, place: int, **words: str) -> bool:
        """Note a finding at the cell a figure was given in."""
        rows, index = self.row(place)
        name = "value" if rows.raw["value"][index] is not None else "numerator"
        return rows.note(findings, code, index, (name,), **words)


def check_across(
    placed: Placed, observations: pd.DataFrame, directory: Directory, held: Held,
    findings: Findings,
) -> None:  # fmt: skip
    """Check for doubled rows and for earlier figures changed without a word."""
    if not len(observations):
        findings.add("R-204", placed.tables[0].sheet)
        return
    _find_doubles(placed, observations, directory, findings)
    _find_restated(placed, observations, held, findings)


def note_empty_rows(placed: Placed, findings: Findings) -> None:
    """Mention rows without a figure, where nobody said which figures are asked for."""
    for rows in placed.tables:
        if rows.empty_count and len(rows):
            findings.add(
                "R-203", rows.sheet, found=f"{rows.empty_count:,}", expected=f"{rows.row_count:,}"
            )


def _find_doubles(
    placed: Placed, observations: pd.DataFrame, directory: Directory, findings: Findings
) -> None:
    doubled = observations[observations.duplicated(KEYS, keep=False)]
    for _, group in doubled.groupby(KEYS, sort=False):
        places = [int(place) for place in group.index]
        indicator, end = str(group["indicator_key"].iloc[0]), group["period_end"].iloc[0]
        title = directory.indicators[indicator]["short_title"]
        unit = directory.unit_titles[str(group["unit_key"].iloc[0])]
        cells: dict[str, list[str]] = defaultdict(list)
        for rows, index in map(placed.row, places):
            cells[rows.sheet].append(rows.cell("unit" if rows.is_wide else "period", index))
        found = f"{title}, {unit}, {directory.label(indicator, end)}"
        for sheet, ours in cells.items():
            findings.add("R-201", sheet, ours, found=found)


def _find_restated(
    placed: Placed, observations: pd.DataFrame, held: Held, findings: Findings
) -> None:
    now, before = observations["value"], held.before["value"]
    # Parts come and go with the source; only where both are there can one be another.
    moved = {"value": (before.notna() & ~_is_close(now, before)).to_numpy()}
    for name in ("numerator", "denominator"):
        is_there = observations[name].notna() & held.before[name].notna()
        is_other = ~_is_close(observations[name], held.before[name])
        moved[name] = (is_there & is_other).to_numpy()
    is_restated = held.is_known & np.logical_or.reduce(list(moved.values()))
    unsaid = observations["revision_reason"].isna().to_numpy()
    for place in map(int, np.flatnonzero(is_restated & unsaid)):
        rows, index = placed.row(place)
        found, expected = _said_change(observations.iloc[place], held.before.iloc[place])
        # A value that was worked out has no cell: its parts do, or the symbol that took it back.
        names = [
            name
            for name in moved
            if (moved[name][place] and rows.raw[name][index] is not None)
            or (rows.symbols[index] is not None and rows.raw[name][index] == rows.symbols[index])
        ]
        if names:
            rows.note(findings, "R-202", index, tuple(names), found=found, expected=expected)
        else:
            placed.note_value(findings, "R-202", place, found=found, expected=expected)


def _is_close(now: "pd.Series[float]", before: "pd.Series[float]") -> "pd.Series[bool]":
    return (now - before).abs() <= 1e-12 + 1e-9 * before.abs()


def _said_change(now: Any, before: Any) -> tuple[str, str]:
    found, expected = _said(now["value"]), _said(before["value"])
    if found != expected:
        return found, expected
    return (
        f"{_said(now['numerator'])} of {_said(now['denominator'])}",
        f"{_said(before['numerator'])} of {_said(before['denominator'])}",
    )


def _said(value: float) -> str:
    return "no figure" if value != value else said_number(float(value))
