"""Gate 5b: numbers are numbers, symbols are symbols, and a status is one of five words."""

import math
from typing import Any

import numpy as np

from stocktake.model.indicator import SYMBOLS, ObservationStatus
from stocktake.returns.checks.identity import Directory
from stocktake.returns.figure_rows import NUMBERS, FigureRows
from stocktake.returns.numbers import TwoReadingsError, number_from_text
from stocktake.returns.problems import Findings, said

_SHARES = ("percent", "change_percent")


def check_marked_cells(rows: FigureRows, findings: Findings) -> None:
    """Name every Excel error and every formula without a result."""
    for index, name in sorted(rows.marks.get("error", ())):
        rows.note(findings, "R-105", index, (name,), found=str(rows.raw[name][index]))
        rows.spoil(index)
    for index, name in sorted(rows.marks.get("formula", ())):
        rows.note(findings, "R-106", index, (name,))
        rows.spoil(index)


def check_figures(rows: FigureRows, directory: Directory, findings: Findings) -> None:
    """Set numbers, symbols and statuses of every row."""
    measures = [directory.indicators[key]["measure"] if key else "" for key in rows.indicator_keys]
    symbols: list[str | None] = [None] * len(rows)
    # The value's symbol is the one kept when several cells of a row carry one.
    for name in ("denominator", "numerator", "value"):
        rows.numbers[name] = _read_numbers(rows, name, measures, symbols, findings)
    rows.symbols = symbols
    rows.statuses = _read_statuses(rows, findings)


def _read_numbers(
    rows: FigureRows,
    name: str,
    measures: list[str],
    symbols: list[str | None],
    findings: Findings,
) -> np.ndarray:
    odd = {
        index: mark
        for mark in ("date", "yes_no", "percent")
        for index, found in rows.marks.get(mark, ())
        if found == name
    }
    numbers = np.full(len(rows), math.nan)
    for index, value in enumerate(rows.raw[name]):
        if value is None:
            continue
        if type(value) is float and index not in odd:
            numbers[index] = value
        elif not rows.is_spoilt[index]:
            reading = _Reading(rows, name, index, measures[index], findings)
            if isinstance(value, str) and value in SYMBOLS and index not in odd:
                symbols[index] = value
            else:
                numbers[index] = reading.number(value, odd.get(index, ""))
    return numbers


class _Reading:
    """Reads one cell that is not simply a number."""

    def __init__(
        self, rows: FigureRows, name: str, index: int, measure: str, findings: Findings
    ) -> None:
        self.rows, self.name, self.index, self.findings = rows, name, index, findings
        self.is_share = name == "value" and measure in _SHARES
        self.is_count = name != "value" or measure == "count"

    def number(self, value: Any, mark: str) -> float:
        """Give the number meant; NaN (and a finding) if it cannot be told."""
        if mark == "percent":
            return self._percent_cell(float(value))
        if mark or not isinstance(value, str):
            return self._ask(str(value)[:10] if mark == "date" else value)
        text = value.rstrip("% \u00a0") if self.is_share else value
        try:
            number = number_from_text(text, is_count=self.is_count)
        except TwoReadingsError:
            self._note("R-109", said(value))
            self.rows.spoil(self.index)
            return math.nan
        if number is None:
            return self._ask(value)
        self._note("R-107", f"{said(value)} as {number:.15g}")
        return number

    def _percent_cell(self, value: float) -> float:
        # Excel shows 0.453 as 45.3% here, and what it shows is what the sender has checked.
        shown = round(value * 100, 10)
        if not self.is_share:
            return self._ask(f"{shown:.15g}%")
        self._note("R-108", f"{shown:.15g}%")
        return shown

    def _ask(self, value: Any) -> float:
        self._note("R-104", said(value))
        self.rows.spoil(self.index)
        return math.nan

    def _note(self, code: str, found: str) -> None:
        self.rows.note(self.findings, code, self.index, (self.name,), found=found)


def _read_statuses(rows: FigureRows, findings: Findings) -> list[ObservationStatus | None]:
    words: dict[str, ObservationStatus] = {status.value: status for status in ObservationStatus}
    read: list[ObservationStatus | None] = []
    for index, written in enumerate(rows.raw["status"]):
        status = None
        if written is not None:
            word = "_".join(str(written).casefold().replace("-", " ").replace("_", " ").split())
            status = words.get(word)
            if status is None and not rows.is_spoilt[index]:
                rows.note(findings, "R-141", index, ("status",), found=said(written))
                rows.spoil(index)
        read.append(status)
    return read


def check_symbols(rows: FigureRows, findings: Findings) -> None:
    """Check that a row holds a figure or a symbol, never both, and its status says the same."""
    has = {name: ~np.isnan(rows.numbers[name]) for name in NUMBERS}
    has_figure = has["value"] | (has["numerator"] & has["denominator"])
    for index, (symbol, status) in enumerate(zip(rows.symbols, rows.statuses, strict=True)):
        if (symbol is None and status is None) or rows.is_spoilt[index]:
            continue
        if symbol is not None and has_figure[index]:
            names = tuple(name for name in NUMBERS if rows.raw[name][index] == symbol)
            rows.note(findings, "R-142", index, names, found=said(symbol))
            rows.spoil(index)
        elif status is not None and (why := _clash(symbol, status, bool(has_figure[index]))):
            word = said(status.value.replace("_", " "))
            rows.note(findings, "R-143", index, ("status",), found=word, expected=why)
            rows.spoil(index)


def _clash(symbol: str | None, status: ObservationStatus, has_figure: bool) -> str:
    if symbol is None:
        return "the row has a figure" if has_figure and not status.has_value else ""
    meant = SYMBOLS[symbol]
    if status is not meant:
        return f"{symbol} means {meant.value.replace('_', ' ')}"
    return ""
