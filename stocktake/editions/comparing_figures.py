"""What changed in figures: headlines, targets, trajectories, positions, units, other indicators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from stocktake.editions.causes import Cause, Causes, Shown, together
from stocktake.editions.differences import (
    Difference,
    What,
    differing,
    figures_apart,
    is_same,
    number_or_none,
    paired,
    rows_by,
)
from stocktake.model.facts import PriorityFacts, plain_date
from stocktake.model.finding import position_words, time_words
from stocktake.model.numbers import day, figure, period_words, planned

_NOT_YET = "not known yet"
_GONE = "no figure any more"
_MONTHS = {"month": 1, "quarter": 3}
_YEAR = 12


@dataclass(frozen=True)
class One:
    """One priority as it was shown and as it is known now, and why things change."""

    then: PriorityFacts
    now: PriorityFacts
    causes: Causes

    def difference(
        self, what: What, about: str, shown_then: str, known_now: str, cause: Cause
    ) -> Difference:
        """Tell a difference of this priority."""
        told = cause.told()
        key, title = self.now.priority_key, self.now.short_title
        return Difference(key, title, what, about, shown_then, known_now, told.why, told.where)

    def of_period(self, end: date, start: date | None = None) -> Cause:
        """Say what changed the headline of a period."""
        first = start or first_day(end, _MONTHS.get(self.now.frequency, _YEAR))
        return self.causes.of_headline(self.now.priority_key, first, end)


def figure_differences(one: One, then: Shown, now: Shown) -> Iterator[Difference]:
    """List what changed in the figures of one priority."""
    key = one.now.priority_key
    yield from _headlines(one, _of(then.frames.series, key), _of(now.frames.series, key))
    yield from _target(one)
    yield from _trajectory(one, _of(then.frames.plan, key), _of(now.frames.plan, key))
    yield from _position(one)
    yield from _units(one, _of(then.frames.spread, key), _of(now.frames.spread, key))
    yield from _others(one, _of(then.frames.leading, key), _of(now.frames.leading, key))


def _of(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    return frame[frame["priority_key"] == key]


def _headlines(one: One, then: pd.DataFrame, now: pd.DataFrame) -> Iterator[Difference]:
    columns = ["value", "status", *(["denominator"] if one.now.counts_units else [])]
    for (end,), before, after in paired(rows_by(then, "period_end"), rows_by(now, "period_end")):
        if not differing(before, after, columns):
            continue
        start = (after or before or {}).get("period_start")
        cause = one.of_period(plain_date(end), plain_date(start) if start else None)
        about = period_words(plain_date(end), one.now.frequency)
        shown, known = _headline_words(one.now, before, after)
        what = What.FIGURE if before else What.NEW_PERIOD
        yield one.difference(what, about, shown, known, cause)


def _headline_words(
    facts: PriorityFacts, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> tuple[str, str]:
    earlier, later = before or {}, after or {}
    words = list(
        figures_apart(facts.measure, earlier.get("value"), later.get("value"), facts.rounding_unit)
    )
    for place, row in enumerate((earlier, later)):
        if facts.counts_units and row.get("denominator") is not None:
            words[place] += f" of {row['denominator']:g}"
        if before and after and not is_same(earlier["status"], later["status"]):
            words[place] += f", {str(row['status'] or 'no status').replace('_', ' ')}"
    return words[0] if before else _NOT_YET, words[1] if after else _GONE


def _target(one: One) -> Iterator[Difference]:
    columns = ("target_value", "target_on", "baseline_value", "baseline_on")
    if differing(vars(one.then), vars(one.now), columns[:2]):
        cause = one.causes.of_register("core.known_targets")
        shown, known = map(_target_words, (one.then, one.now))
        yield one.difference(What.TARGET, "target", shown, known, cause)
    if differing(vars(one.then), vars(one.now), columns[2:]):
        shown, known = map(_baseline_words, (one.then, one.now))
        # A baseline may be one of the headline's own figures.
        figures = one.of_period(one.now.baseline_on) if one.now.baseline_on else Cause()
        cause = together([figures, one.causes.of_register("core.known_targets")])
        yield one.difference(What.TARGET, "baseline", shown, known, cause)


def _target_words(facts: PriorityFacts) -> str:
    if facts.target_value is None:
        return "no target"
    words = planned(facts.measure, facts.target_value, facts.rounding_unit)
    return f"{words} by {day(facts.target_on)}" if facts.target_on else words


def _baseline_words(facts: PriorityFacts) -> str:
    if facts.baseline_value is None:
        return "no baseline"
    words = figure(facts.measure, facts.baseline_value, facts.rounding_unit)
    return f"{words} on {day(facts.baseline_on)}" if facts.baseline_on else words


def _trajectory(one: One, then: pd.DataFrame, now: pd.DataFrame) -> Iterator[Difference]:
    columns = ("central", "low", "high", "origin", "shape")
    for (end,), before, after in paired(rows_by(then, "period_end"), rows_by(now, "period_end")):
        if differing(before, after, columns):
            cause = one.causes.of_register("core.known_trajectories")
            shown, known = _point_words(one.now, before), _point_words(one.now, after)
            about = f"point of {day(plain_date(end))}"
            yield one.difference(What.TRAJECTORY, about, shown, known, cause)


def _point_words(facts: PriorityFacts, row: dict[str, Any] | None) -> str:
    if row is None:
        return "no point"
    words = planned(facts.measure, number_or_none(row["central"]), facts.rounding_unit)
    if row["low"] is not None and row["high"] is not None:
        low, high = (
            planned(facts.measure, number_or_none(row[side]), facts.rounding_unit)
            for side in ("low", "high")
        )
        words += f" ({low} to {high})"
    return f"{words}, {row['origin']}" if row["origin"] else words


def _position(one: One) -> Iterator[Difference]:
    shown, known = map(_position_sentence, (one.then, one.now))
    if shown == known:
        return
    causes = []
    if one.now.compared_on and one.then.compared_on != one.now.compared_on:
        ends = [one.then.compared_on, one.now.compared_on]
        was, now = (period_words(end, one.now.frequency) if end else "nothing" for end in ends)
        causes.append(Cause(f"It is judged by {now} now, and was judged by {was}."))
    if one.now.compared_on and not is_same(one.then.compared_value, one.now.compared_value):
        causes.append(one.of_period(one.now.compared_on))
    if not is_same(one.then.plan, one.now.plan):
        views = ("core.known_trajectories", "core.known_targets")
        causes.append(one.causes.of_register(*views, or_days=False))
    if not any(causes):
        causes.append(one.causes.of_register("core.position", "core.time_behind"))
    yield one.difference(What.POSITION, "position", shown, known, together(causes))


def _position_sentence(facts: PriorityFacts) -> str:
    time = time_words(facts)
    return f"{position_words(facts)}, {time}" if time else position_words(facts)


def _units(one: One, then: pd.DataFrame, now: pd.DataFrame) -> Iterator[Difference]:
    """List the figures of units: of the same period only, a new period is told by itself."""
    if {*then["period_end"]} != {*now["period_end"]}:
        return
    columns = ("value", "status", "unit_target")
    for _, before, after in paired(rows_by(then, "unit_key"), rows_by(now, "unit_key")):
        if not differing(before, after, columns):
            continue
        row = after or before or {}
        end = plain_date(row["period_end"])
        start = first_day(end, int(row["span_months"] or 1))
        cause = one.causes.of_indicator(
            row["indicator_key"], row["unit_key"], start, end, "page.priority_spread"
        )
        unit = one.now.rounding_unit if row["measure"] == one.now.measure else None
        shown, known = _row_words(before, after, row["measure"], unit)
        about = f"{row['unit_name']}, {period_words(end, one.now.frequency)}"
        yield one.difference(What.UNIT_FIGURE, about, shown, known, cause)


def first_day(end: date, months: int) -> date:
    """Give the first day of a span of whole months that ends on a day."""
    month = end.year * 12 + end.month - months
    return date(month // 12, month % 12 + 1, 1)


def _others(one: One, then: pd.DataFrame, now: pd.DataFrame) -> Iterator[Difference]:
    keys = ("indicator_key", "period_end")
    for _, before, after in paired(rows_by(then, *keys), rows_by(now, *keys)):
        if not differing(before, after, ("value", "status")):
            continue
        row = after or before or {}
        end = plain_date(row["period_end"])
        start = first_day(end, _MONTHS.get(row["frequency"], _YEAR))
        cause = one.causes.of_indicator(
            row["indicator_key"], None, start, end, "page.leading_series"
        )
        shown, known = _row_words(before, after, row["measure"], row["rounding_unit"])
        about = f"{row['short_title']}, {period_words(end, row['frequency'])}"
        yield one.difference(What.OTHER_INDICATOR, about, shown, known, cause)


def _row_words(
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    measure: str,
    rounding_unit: float | None,
) -> tuple[str, str]:
    earlier, later = before or {}, after or {}
    shown, known = figures_apart(measure, earlier.get("value"), later.get("value"), rounding_unit)
    if shown == known and before and after:
        parts = ("status", "unit_target")
        column = next(iter(differing(before, after, [part for part in parts if part in before])))
        shown += f", {column.replace('_', ' ')} {_plain(before[column])}"
        known += f", {column.replace('_', ' ')} {_plain(after[column])}"
    return shown if before else _NOT_YET, known if after else _GONE


def _plain(cell: object) -> str:
    if cell is None:
        return "none"
    if isinstance(cell, datetime | date):
        return day(cell)
    return f"{cell:g}" if isinstance(cell, float) else str(cell).replace("_", " ")
