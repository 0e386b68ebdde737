"""Gate 5c: rules a figure must keep, over whole columns at once."""

import math
from datetime import date

import numpy as np
import pandas as pd

from stocktake.model.indicator import Measure
from stocktake.returns.checks.identity import Directory
from stocktake.returns.context import ReturnContext
from stocktake.returns.figure_rows import FigureRows, Flags, Floats
from stocktake.returns.problems import Findings, said_number


def check_rules(
    rows: FigureRows,
    directory: Directory,
    context: ReturnContext,
    known_by: date,
    findings: Findings,
) -> None:
    """Check bounds and agreement of the figures, and work out percentages left empty."""
    rules = _Rules(rows, directory, findings)
    rules.check_counts()
    rules.check_pairs()
    rules.fill_values()
    rules.check_bounds()
    rules.check_agreement()
    rules.ask_about_shares(context)
    check_periods(rows, directory, known_by, findings)


class _Rules:
    def __init__(self, rows: FigureRows, directory: Directory, findings: Findings) -> None:
        self.rows, self.directory, self.findings = rows, directory, findings
        self.above, self.below, self.value = (
            rows.numbers[name] for name in ("numerator", "denominator", "value")
        )
        measures = {key: row["measure"] for key, row in directory.indicators.items()}
        self.measures = np.array(
            [measures.get(key, "") for key in rows.indicator_keys], dtype=object
        )
        self.is_percent: Flags = self.measures == Measure.PERCENT
        self.has_symbol: Flags = np.array(
            [symbol is not None for symbol in rows.symbols], dtype=bool
        )
        self.was_given: Flags = ~np.isnan(self.value)

    def _each(self, broken: Flags) -> list[int]:
        """Give the rows that break a rule and have broken none before."""
        return [int(index) for index in np.flatnonzero(broken & ~self.rows.is_spoilt)]

    def _note(self, code: str, index: int, names: tuple[str, ...], **words: str) -> None:
        if self.rows.note(self.findings, code, index, names, **words):
            self.rows.spoil(index)

    def check_counts(self) -> None:
        """Check that counts are not negative, and that a denominator counts somebody."""
        for index in self._each(self.below <= 0):
            self._note("R-132", index, ("denominator",), found=said_number(self.below[index]))
        for index in self._each((self.above < 0) & self.is_percent):
            self._note("R-136", index, ("numerator",), found=said_number(self.above[index]))
        for index in self._each((self.value < 0) & (self.measures == Measure.COUNT)):
            self._note("R-136", index, ("value",), found=said_number(self.value[index]))

    def check_pairs(self) -> None:
        """Check that a percentage has both parts or none, the first no larger than the second."""
        one_only = np.isnan(self.above) != np.isnan(self.below)
        for index in self._each(one_only & self.is_percent & ~self.has_symbol):
            empty = "numerator" if math.isnan(self.above[index]) else "denominator"
            self._note("R-137", index, (empty,))
        for index in self._each((self.above > self.below) & self.is_percent):
            self._note(
                "R-131", index, ("numerator", "denominator"),
                found=said_number(self.above[index]), expected=said_number(self.below[index]),
            )  # fmt: skip

    def fill_values(self) -> None:
        """Work out a percentage from its parts; any other empty value is asked for."""
        with np.errstate(divide="ignore", invalid="ignore"):
            worked_out: Floats = 100.0 * self.above / self.below
        missing = np.isnan(self.value) & ~self.has_symbol
        fill = missing & self.is_percent & ~self.rows.is_spoilt
        self.value[fill] = worked_out[fill]
        has_no_status = np.array(
            [status is None or status.has_value for status in self.rows.statuses], dtype=bool
        )
        for index in self._each(np.isnan(self.value) & ~self.has_symbol & has_no_status):
            self._note("R-138", index, ("value",))

    def check_bounds(self) -> None:
        """Check that a value lies where a figure of its sort can lie."""
        for measure in Measure:
            low, high = measure.bounds
            of_sort = self.measures == measure
            outside = np.zeros(len(self.rows), dtype=bool)
            if low is not None:
                outside |= self.value < low
            if high is not None:
                outside |= self.value > high
            limits = (
                f"{said_number(low or 0.0)} to {said_number(high)}"
                if high is not None
                else (f"{said_number(low or 0.0)} and more")
            )
            for index in self._each(outside & of_sort):
                self._note(
                    "R-133", index, ("value",),
                    found=said_number(self.value[index]), expected=limits,
                )  # fmt: skip

    def check_agreement(self) -> None:
        """Check that a value beside its parts is their ratio, as far as it was rounded."""
        with np.errstate(divide="ignore", invalid="ignore"):
            worked_out: Floats = 100.0 * self.above / self.below
        steps = {key: float(row["rounding_unit"]) for key, row in self.directory.indicators.items()}
        rounding = np.array([steps.get(key, 0.0) for key in self.rows.indicator_keys])
        apart = np.abs(self.value - worked_out)
        off = self.was_given & self.is_percent & (apart > rounding / 2 + 1e-9)
        for index in self._each(off):
            if apart[index] > _last_digit(self.value[index]) / 2 + 1e-9:
                self._note(
                    "R-135", index, ("value",),
                    found=said_number(self.value[index]),
                    expected=said_number(worked_out[index], 2),
                )  # fmt: skip

    def ask_about_shares(self, context: ReturnContext) -> None:
        """Ask about percentages of 1 and less, unless the indicator is known to be so small."""
        known = context.known_figures
        largest = known.groupby("indicator_key")["value"].max().to_dict() if len(known) else {}
        lone = self.was_given & np.isnan(self.above)
        small = lone & self.is_percent & (self.value > 0) & (self.value <= 1)
        # An indicator that mostly lies between 1 and 10 is a small percentage by nature; one that
        # lies below 1 throughout, or far above, is where a share is likely.
        middle = pd.Series(self.value).groupby(self.rows.indicator_keys).median()
        usual = ((middle > 1) & (middle < 10)).to_dict()
        asked = [
            index
            for index in self._each(small)
            if largest.get(self.rows.indicator_keys[index], 100.0) > 2
            and not usual.get(self.rows.indicator_keys[index], False)
        ]
        if asked:  # one question for all of them: it is one habit of writing
            found = [said_number(value) for value in sorted({self.value[i] for i in asked})]
            self.findings.add(
                "R-134",
                self.rows.sheet,
                [self.rows.cell("value", index) for index in asked],
                about=[self.rows.about(index) for index in asked],
                found=found[0] if len(found) == 1 else f"{found[0]} to {found[-1]}",
            )


def _last_digit(value: float) -> float:
    """Give the size of the last decimal written: 0.1 for 77.1, 1 for 77."""
    _, _, decimals = f"{value:.12g}".partition(".")
    return float(10.0 ** -len(decimals)) if "e" not in decimals else 0.0


def check_periods(
    rows: FigureRows, directory: Directory, known_by: date, findings: Findings
) -> None:
    """Check that no figure is about a time that is not over."""
    for index, (key, period) in enumerate(zip(rows.indicator_keys, rows.periods, strict=True)):
        if period is None or period.end <= known_by or rows.is_spoilt[index]:
            continue
        frequency = directory.frequencies[key]
        # Results of a school year are out in July, before the year is over: that is a question.
        code = "R-122" if frequency.is_yearly and period.start <= known_by else "R-121"
        label = directory.label(key, period.end)
        if rows.note(findings, code, index, ("period",), found=label) and code == "R-121":
            rows.spoil(index)
