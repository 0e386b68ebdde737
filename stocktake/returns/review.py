"""What a return would change: every figure of it beside the one known today."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from stocktake.model.problem import Problem

KEYS = ["indicator_key", "unit_key", "period_end"]
NUMBERS = ("value", "numerator", "denominator")
REVIEW_COLUMNS = (
    *KEYS, "state", "is_status_only", "old_value", "new_value", "old_numerator", "new_numerator",
    "old_denominator", "new_denominator", "old_status", "new_status", "reason", "note", "sheet",
    "cell",
)  # fmt: skip
Flags = npt.NDArray[np.bool_]


class State(StrEnum):
    """What happens to a figure when the return is accepted."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Held:
    """Observations held against the figures known before, row for row.

    `before` has value, numerator, denominator and status of the known figure, empty where there
    was none; `is_known` says whether anything was sent before, `is_moved` whether a number of it
    is another now.
    """

    before: pd.DataFrame
    is_known: Flags
    is_moved: Flags


def hold_against(observations: pd.DataFrame, known_figures: pd.DataFrame) -> Held:
    """Find for each observation the known figure of the same indicator, unit and period."""
    names = [*NUMBERS, "status"]
    if not len(known_figures):
        before = pd.DataFrame(np.nan, index=observations.index, columns=list(NUMBERS))
        before["status"] = pd.Series([None] * len(observations), dtype="str", index=before.index)
        nothing = np.zeros(len(observations), dtype=bool)
        return Held(before, nothing, nothing)
    known = known_figures[[*KEYS, *names]].assign(is_known=True)
    known = known.astype(dict.fromkeys(NUMBERS, "float64"))
    before = observations[KEYS].merge(known, on=KEYS, how="left")
    is_known = before["is_known"].notna().to_numpy()
    is_moved = np.zeros(len(before), dtype=bool)
    for name in NUMBERS:
        now, then = observations[name].to_numpy(float), before[name].to_numpy(float)
        with np.errstate(invalid="ignore"):
            is_same = np.abs(now - then) <= 1e-12 + 1e-9 * np.abs(then)
        is_moved |= ~(is_same | (np.isnan(now) & np.isnan(then)))
    return Held(before[names], is_known, is_moved & is_known)


def compare(observations: pd.DataFrame, known_figures: pd.DataFrame) -> pd.DataFrame:
    """Give one row per observation: its state, old and new figures, reason, sheet and cell.

    Columns: REVIEW_COLUMNS. A figure that was known and has a symbol now is withdrawn; where only
    the status is another (provisional, final) the figure is changed and `is_status_only`.
    """
    held = hold_against(observations, known_figures)
    had = held.before["value"].notna().to_numpy()
    has = observations["value"].notna().to_numpy()
    old_status = held.before["status"]
    is_other_status = (old_status != observations["status"]).fillna(True).to_numpy(bool)
    state = np.full(len(observations), State.UNCHANGED.value, dtype=object)
    state[held.is_known & (held.is_moved | is_other_status)] = State.CHANGED.value
    state[had & ~has] = State.WITHDRAWN.value
    state[~held.is_known | (~had & has)] = State.NEW.value
    made: dict[str, Any] = {name: observations[name].to_numpy() for name in KEYS}
    made["state"] = state
    made["is_status_only"] = (state == State.CHANGED.value) & ~held.is_moved
    for name in NUMBERS:
        made[f"old_{name}"] = held.before[name].to_numpy(float)
        made[f"new_{name}"] = observations[name].to_numpy(float)
    made |= {"old_status": old_status.to_numpy(), "new_status": observations["status"].to_numpy()}
    made |= {"reason": observations["revision_reason"].to_numpy()}
    made |= {"note": observations["note"].to_numpy(), "sheet": observations["sheet"].to_numpy()}
    made["cell"] = _cells(observations)
    return pd.DataFrame(made, columns=list(REVIEW_COLUMNS))


def _cells(observations: pd.DataFrame) -> list[str]:
    letters = observations["value_column"].fillna(observations["numerator_column"]).fillna("")
    rows = observations["row_number"]
    return [
        f"{letter}{row}" if letter else ""
        for letter, row in zip(letters.tolist(), rows.tolist(), strict=True)
    ]


def count_states(review: pd.DataFrame) -> dict[State, int]:
    """Count the figures of a review by state, every state named."""
    counts = review["state"].value_counts()
    return {state: int(counts.get(state.value, 0)) for state in State}


@dataclass(frozen=True)
class Progress:
    """What became of the problems of the last sending."""

    fixed: tuple[Problem, ...]
    still: tuple[Problem, ...]
    new: tuple[Problem, ...]

    @property
    def sentence(self) -> str:
        """Say it the way a person would: `9 of 11 fixed, 1 new`.

        >>> Progress((), (), ()).sentence
        'There was nothing to fix before.'
        """
        before = len(self.fixed) + len(self.still)
        if not before and not self.new:
            return "There was nothing to fix before."
        return f"{len(self.fixed)} of {before} fixed, {len(self.new)} new"


def fixed_since(before: Iterable[Problem], now: Iterable[Problem]) -> Progress:
    """Compare the problems of two sendings by key; what is only to know is not counted.

    A problem that shrank (two of its three cells put right) has another key: it counts as still
    there while any cell of it has the same problem.
    """
    old, new = ([p for p in problems if p.level != "information"] for problems in (before, now))
    new_places = {place for problem in new for place in _places(problem)}
    old_places = {place for problem in old for place in _places(problem)}
    return Progress(
        fixed=tuple(p for p in old if not new_places & _places(p)),
        still=tuple(p for p in old if new_places & _places(p)),
        new=tuple(p for p in new if not old_places & _places(p)),
    )


def _places(problem: Problem) -> set[tuple[str, ...]]:
    cells = {(problem.code, problem.sheet, cell) for cell in problem.cells}
    return {(problem.problem_key,), *cells}
