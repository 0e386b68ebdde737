"""Gate 6: what only shows when rows are held against one another and against earlier returns."""

from typing import Any

import numpy as np
import pandas as pd

from stocktake.returns.checks.identity import Directory
from stocktake.returns.figure_rows import NUMBERS, FigureRows
from stocktake.returns.problems import Findings, said_number


def check_across(
    rows: FigureRows, observations: pd.DataFrame, directory: Directory,
    known_figures: pd.DataFrame, findings: Findings,
) -> None:  # fmt: skip
    """Check for doubled rows and for earlier figures changed without a word."""
    if not len(rows):
        findings.add("R-204", rows.sheet)
        return
    _find_doubles(rows, observations, directory, findings)
    _find_restated(rows, observations, known_figures, findings)
    if rows.empty_count:
        findings.add(
            "R-203", rows.sheet, found=f"{rows.empty_count:,}", expected=f"{rows.row_count:,}"
        )


_KEYS = ["indicator_key", "unit_key", "period_end"]


def _find_doubles(
    rows: FigureRows, observations: pd.DataFrame, directory: Directory, findings: Findings
) -> None:
    doubled = observations[observations.duplicated(_KEYS, keep=False)]
    for _, group in doubled.groupby(_KEYS, sort=False):
        places = [int(place) for place in group.index]
        indicator, end = rows.indicator_keys[places[0]], group["period_end"].iloc[0]
        title = directory.indicators[indicator]["short_title"]
        unit = directory.unit_titles[rows.unit_keys[places[0]]]
        findings.add(
            "R-201",
            rows.sheet,
            [rows.cell("period", place) for place in places],
            found=f"{title}, {unit}, {directory.label(indicator, end)}",
        )


def _find_restated(
    rows: FigureRows, observations: pd.DataFrame, known: pd.DataFrame, findings: Findings
) -> None:
    if not len(known):
        return
    ours = observations[[*_KEYS, *NUMBERS, "revision_reason"]]
    pairs = (
        ours.reset_index(names="place")
        .merge(known[[*_KEYS, *NUMBERS]], on=_KEYS, suffixes=("", "_before"))
    )  # fmt: skip
    changed = np.zeros(len(pairs), dtype=bool)
    for name in NUMBERS:
        now, before = (pairs[column].to_numpy(float) for column in (name, f"{name}_before"))
        moved = ~np.isclose(now, before, rtol=1e-9, atol=1e-12) & ~np.isnan(before)
        # A value may be restated by being withdrawn; numerators come and go with the source.
        changed |= moved if name == "value" else moved & ~np.isnan(now)
    for row in pairs[changed & pairs["revision_reason"].isna().to_numpy()].itertuples():
        place = int(row.place)  # type: ignore[arg-type]
        name = "value" if rows.raw["value"][place] is not None else "numerator"
        now_said, before_said = _said_change(row)
        cell = rows.cell(name, place)
        findings.add("R-202", rows.sheet, [cell], found=now_said, expected=before_said)


def _said_change(row: Any) -> tuple[str, str]:
    now, before = _said(row.value), _said(row.value_before)
    if now != before:
        return now, before
    return (
        f"{_said(row.numerator)} of {_said(row.denominator)}",
        f"{_said(row.numerator_before)} of {_said(row.denominator_before)}",
    )


def _said(value: float) -> str:
    return "no figure" if value != value else said_number(float(value))
