"""Gate 6b: whether every figure asked for in this round is there, and whether totals are right."""

from collections import defaultdict

import numpy as np
import pandas as pd

from stocktake.returns.checks.across import Placed
from stocktake.returns.checks.identity import Directory
from stocktake.returns.problems import Findings, said_number
from stocktake.returns.review import KEYS
from stocktake.returns.waivers import About

_NAMED = 4


def check_expected(
    placed: Placed, observations: pd.DataFrame, expected: pd.DataFrame, directory: Directory,
    findings: Findings,
) -> None:  # fmt: skip
    """Name the figures asked for that are missing, one problem per indicator.

    A symbol is an answer. Where the row is there but empty its cells are named. What was not sent
    for a year is one question and not twelve: there is one reason for it.
    """
    ours = expected[expected["indicator_key"].isin(_own_indicators(directory))]
    if not len(ours):
        return
    found = ours[KEYS].merge(observations[KEYS].assign(is_here=True), on=KEYS, how="left")
    missing = found[found["is_here"].isna().to_numpy()]
    asked = ours.groupby("indicator_key").size().to_dict()
    for indicator, group in missing.groupby("indicator_key", sort=False):
        _note_missing(placed, directory, findings, str(indicator), group, int(asked[indicator]))


def _own_indicators(directory: Directory) -> set[str]:
    return {
        key
        for key, row in directory.indicators.items()
        if row["department_key"] == directory.department_key
    }


def _note_missing(
    placed: Placed, directory: Directory, findings: Findings, indicator: str,
    missing: pd.DataFrame, asked: int,
) -> None:  # fmt: skip
    text = _said_missing(directory, indicator, missing)
    places: dict[str, list[tuple[str, About]]] = defaultdict(list)
    for unit, end in zip(missing["unit_key"], missing["period_end"], strict=True):
        key = f"{indicator}|{unit}|{end}"
        sheet, cell = _empty_cell(placed, key)
        places[sheet].append((cell, About(indicator, str(unit), key)))
    for sheet, cells in places.items():
        findings.add(
            "R-205", sheet, [cell for cell, _ in cells], about=[about for _, about in cells],
            found=f"{len(missing):,} of {asked:,}", expected=text,
        )  # fmt: skip


def _said_missing(directory: Directory, indicator: str, missing: pd.DataFrame) -> str:
    """Say indicator, periods and units: `A&E, 2025-04 to 2026-03: Alpha Trust and 2 more`."""
    ends = sorted(missing["period_end"].unique())
    said = [directory.label(indicator, end) for end in (ends[0], ends[-1])]
    periods = said[0] if len(ends) == 1 else f"{said[0]} to {said[1]}"
    names = [str(directory.unit_titles.get(key, key)) for key in missing["unit_key"].unique()]
    units = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        units += f" and {len(names) - _NAMED} more"
    return f"{directory.indicators[indicator]['short_title']}, {periods}: {units}"


def _empty_cell(placed: Placed, key: str) -> tuple[str, str]:
    for rows in placed.tables:
        if key in rows.empties:
            return rows.sheet, rows.empties[key]
    return placed.tables[0].sheet, ""


def check_totals(
    placed: Placed, observations: pd.DataFrame, totals: pd.DataFrame, directory: Directory,
    findings: Findings,
) -> None:  # fmt: skip
    """Hold a unit that is the total of others against them, where all of them are in the return."""
    if not len(totals):
        return
    indexed = observations.set_index(["indicator_key", "unit_key"])
    for (indicator, unit), group in totals.groupby(["indicator_key", "unit_key"], sort=False):
        if (indicator, unit) not in indexed.index:
            continue
        parts = set(group["part_unit_key"])
        ours = observations[observations["indicator_key"] == indicator]
        step = float(directory.indicators[str(indicator)]["rounding_unit"])
        for _, at_once in ours.groupby("period_end", sort=False):
            total = at_once[at_once["unit_key"] == unit]
            summed = at_once[at_once["unit_key"].isin(parts)]
            if len(total) != 1 or len(summed) != len(parts):
                continue
            value, worked_out = _total(total.iloc[0], summed, str(group["rule"].iloc[0]))
            # Each part may have been rounded by half a step, and so may the total.
            slack = step / 2 * (1 + (len(parts) if group["rule"].iloc[0] == "sum" else 0)) + 1e-9
            if abs(value - worked_out) > slack:
                placed.note_value(
                    findings, "R-206", int(total.index[0]),
                    found=said_number(value), expected=said_number(worked_out, 4),
                )  # fmt: skip


def _total(total: "pd.Series[float]", parts: pd.DataFrame, rule: str) -> tuple[float, float]:
    if rule == "sum":
        worked_out = float(parts["value"].sum(skipna=False))
    else:
        below = float(parts["denominator"].sum(skipna=False))
        above = float(parts["numerator"].sum(skipna=False))
        worked_out = 100.0 * above / below if below else np.nan
    return float(total["value"]), worked_out
