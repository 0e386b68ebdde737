"""Gate 7: figures against their own past. All of it asks; nothing here can say what is wrong.

Only figures that are new or changed are asked about: what was accepted once stays accepted. Where
many figures of an indicator moved, it is one question: sixty of one kind would all be answered
with the same sentence, or with none.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from stocktake.model.numbers import places
from stocktake.returns.checks.across import Placed
from stocktake.returns.checks.identity import Directory
from stocktake.returns.checks.stopped import ask_about_stopped, second_zeros
from stocktake.returns.figure_rows import Flags, Floats
from stocktake.returns.problems import Findings, said_number
from stocktake.returns.review import KEYS, Held

MOVEMENTS = 3.0
FEWEST_POINTS = 5
LARGE_SHARE = 0.25
ASKED_ONE_BY_ONE = 3


def check_history(
    placed: Placed, observations: pd.DataFrame, held: Held, history: pd.DataFrame,
    directory: Directory, findings: Findings,
) -> None:  # fmt: skip
    """Ask about unusual changes and about figures identical to the period before."""
    if not len(history):
        return
    asked = observations["value"].notna().to_numpy() & (~held.is_known | held.is_moved)
    if not asked.any():
        return
    series = _Series(observations, history, asked)
    steps = {key: float(row["rounding_unit"]) for key, row in directory.indicators.items()}
    rounding = np.array([steps.get(key, 0.0) for key in series.indicators])
    for code, unusual in (
        ("R-301", series.is_beyond_movement(rounding)),
        ("R-302", series.is_beyond_share(rounding)),
    ):
        for key, rows in series.by_indicator(unusual).items():
            _ask(placed, series, findings, code, directory.indicators[key], rows)
    for row in np.flatnonzero(series.is_repeated()):
        placed.note_value(
            findings, "R-303", int(series.place[row]), found="the figure of the period before again"
        )
    stopped = series.by_indicator(series.is_asked & second_zeros(series.value, series.points))
    ask_about_stopped(placed, findings, stopped, series, directory.indicators)


def _ask(
    placed: Placed,
    series: "_Series",
    findings: Findings,
    code: str,
    indicator: Mapping[str, Any],
    rows: list[int],
) -> None:
    """Ask about each figure, or about all of an indicator at once with the furthest as example."""
    title, step = indicator["short_title"], float(indicator["rounding_unit"])
    found = {
        row: f"{_said(series.value[row], step)} after {_said(series.before[row], step)}"
        for row in rows
    }
    if len(rows) > ASKED_ONE_BY_ONE:
        furthest = max(rows, key=lambda row: float(series.change[row]))
        words = f"{len(rows):,} figures of {title}, the furthest {found[furthest]}"
        found = dict.fromkeys(rows, words)
    for row in rows:
        placed.note_value(findings, code, int(series.place[row]), found=found[row])


def _said(value: float, step: float) -> str:
    """Write a figure as exactly as the indicator is written: nobody sends 16.8776 %."""
    return said_number(float(value), places(step))


class _Series:
    """Each unit's figures of an indicator in time, the return's in front of what was known.

    `before` is the figure of the period before; `movement` the average moving range of all
    figures up to that one: the mean of |change| between neighbours.
    """

    def __init__(self, observations: pd.DataFrame, history: pd.DataFrame, asked: Flags) -> None:
        ours = observations[[*KEYS, "value"]].assign(place=np.arange(len(observations)))
        ours["is_asked"] = asked
        touched = ours.loc[asked, KEYS[:2]].drop_duplicates()
        past = history[[*KEYS, "value"]].assign(place=-1, is_asked=False)
        joined = pd.concat([past, ours]).merge(touched, on=KEYS[:2])
        joined = joined[joined["value"].notna()]
        joined["period_end"] = pd.to_datetime(joined["period_end"])
        joined = joined.drop_duplicates(KEYS, keep="last").sort_values(KEYS, kind="stable")
        self.indicators: list[str] = joined["indicator_key"].tolist()
        self.place = joined["place"].to_numpy(np.int64)
        self.is_asked: Flags = joined["is_asked"].to_numpy(bool)
        self.value: Floats = joined["value"].to_numpy(float)
        groups = joined.groupby(KEYS[:2], sort=False)
        self.points: Floats = np.asarray(groups.cumcount(), dtype=np.float64)
        self.before: Floats = groups["value"].shift().to_numpy(float)
        self.change: Floats = np.abs(self.value - self.before)
        changes = pd.Series(self.change, index=joined.index).fillna(0.0)
        keys = [joined[name] for name in KEYS[:2]]
        so_far = changes.groupby(keys, sort=False).cumsum().to_numpy() - changes.to_numpy()
        with np.errstate(divide="ignore", invalid="ignore"):
            # n figures before this one have n - 1 changes between them.
            self.movement: Floats = so_far / (self.points - 1)
        repeats = pd.Series(self.change == 0.0, index=joined.index)
        so_often = repeats.groupby(keys, sort=False).cumsum().to_numpy(float)
        self.repeats: Floats = so_often - repeats.to_numpy(float)

    def by_indicator(self, chosen: Flags) -> dict[str, list[int]]:
        """Give the chosen rows of each indicator."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row in np.flatnonzero(chosen):
            rows[self.indicators[row]].append(int(row))
        return rows

    def is_beyond_movement(self, rounding: Floats) -> Flags:
        """Find changes of more than three times the usual, where there is a usual."""
        usual = np.maximum(MOVEMENTS * np.nan_to_num(self.movement), rounding)
        found: Flags = self.is_asked & (self.points >= FEWEST_POINTS) & (self.change > usual + 1e-9)
        return found

    def is_beyond_share(self, rounding: Floats) -> Flags:
        """Find changes of more than a quarter, where there are too few figures for a usual."""
        few = (self.points >= 1) & (self.points < FEWEST_POINTS)
        large = self.change > np.maximum(LARGE_SHARE * np.abs(self.before), 2 * rounding) + 1e-9
        found: Flags = self.is_asked & few & large
        return found

    def is_repeated(self) -> Flags:
        """Find figures identical to the one before, where that never happened by itself.

        Nothing is nothing, and all is all: 0 and 100 are repeated in earnest.
        """
        ends = (self.value == 0.0) | (self.value == 100.0)
        found: Flags = self.is_asked & (self.change == 0.0) & (self.repeats == 0) & ~ends
        return found
