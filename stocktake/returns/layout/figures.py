"""Put the cells of one row together into figures, check them, and make the frame."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from stocktake.model.indicator import SYMBOLS, Measure, ObservationStatus
from stocktake.model.period import Period
from stocktake.returns.layout import problems
from stocktake.returns.layout.area import Area
from stocktake.returns.layout.findings import LayoutFindings
from stocktake.returns.layout.layout import Part
from stocktake.returns.layout.reading import AreaReader, Placed
from stocktake.returns.layout.sheets import address
from stocktake.returns.layout.values import Reading
from stocktake.returns.observations import COLUMNS, DefinitionVersions
from stocktake.returns.problems import said_number
from stocktake.returns.workbook import column_letter

_Key = tuple[str, str, date]


@dataclass
class _Figure:
    """One figure: its parts, each a reading with the column it stands in."""

    sheet: str
    row: int
    period: Period
    parts: dict[Part, tuple[Reading, int]] = field(default_factory=dict)

    def number(self, part: Part) -> float:
        found = self.parts.get(part)
        return np.nan if found is None or found[0].number is None else found[0].number

    def cell(self, part: Part) -> str:
        return address(self.row, self.parts[part][1])

    def letter(self, part: Part) -> str | None:
        found = self.parts.get(part)
        return None if found is None else column_letter(found[1] - 1)


class FigureCollector:
    """All figures of a file, each indicator, unit and period once."""

    def __init__(self, indicators: dict[str, dict[str, Any]], findings: LayoutFindings) -> None:
        self.indicators, self.findings = indicators, findings
        self.figures: dict[_Key, _Figure] = {}

    def take(self, area: Area, reader: AreaReader) -> None:
        """Take in one table, and ask about its percentages if all of them look like shares."""
        begun: dict[str, list[_Figure]] = {}
        for placed in reader.cells():
            figure = self._put(area.sheet.name, placed)
            if figure is not None and placed.part is Part.VALUE:
                begun.setdefault(placed.indicator_key, []).append(figure)
        for key, figures in begun.items():
            self._ask_about_shares(key, figures)

    def _put(self, sheet: str, placed: Placed) -> _Figure | None:
        key = (placed.indicator_key, placed.unit_key, placed.period.end)
        figure = self.figures.setdefault(key, _Figure(sheet, placed.row, placed.period))
        here = (placed.reading, placed.column)
        there = figure.parts.get(placed.part)
        if there is not None:
            self._note_twice(figure, sheet, placed, there)
            return None
        if (figure.sheet, figure.row) != (sheet, placed.row):
            cells = [figure.cell(part) for part in figure.parts]
            self.findings.add(problems.PARTS_APART, sheet, [*cells[:1], _cell(placed)])
            return None
        figure.parts[placed.part] = here
        return figure

    def _note_twice(
        self, figure: _Figure, sheet: str, placed: Placed, there: tuple[Reading, int]
    ) -> None:
        first, second = there[0], placed.reading
        cells = [address(figure.row, there[1])] if figure.sheet == sheet else []
        cells.append(_cell(placed))
        if (first.number, first.symbol) == (second.number, second.symbol):
            self.findings.add(problems.SAME_TWICE, sheet, cells)
        else:
            found = f"{_say(first)} and {_say(second)}"
            self.findings.add(problems.TWO_FIGURES, sheet, cells, found=found)

    def _ask_about_shares(self, key: str, figures: list[_Figure]) -> None:
        if self.indicators[key]["measure"] != Measure.PERCENT:
            return
        there = [f for f in figures if not np.isnan(f.number(Part.VALUE))]
        numbers = [figure.number(Part.VALUE) for figure in there]
        if len(numbers) > 1 and 0 < max(numbers) <= 1:
            found = f"{min(numbers):g} to {max(numbers):g}"
            cells = [figure.cell(Part.VALUE) for figure in there]
            self.findings.add(problems.SHARES, there[0].sheet, cells, found=found)

    def frame(self, definitions: pd.DataFrame) -> pd.DataFrame:
        """Check every figure and give the frame, in the order of the source."""
        versions = DefinitionVersions(definitions)
        rows = [self._row(key, figure, versions) for key, figure in self.figures.items()]
        kept = [row for row in rows if row is not None]
        made = pd.DataFrame(kept, columns=list(COLUMNS))
        kinds: dict[str, Any] = dict.fromkeys(COLUMNS, "str")
        kinds |= {"period_start": "object", "period_end": "object"}
        kinds |= dict.fromkeys(("value", "numerator", "denominator"), "float64")
        kinds |= dict.fromkeys(("definition_version", "row_number"), "int64")
        return made.astype(kinds)

    def _row(
        self, key: _Key, figure: _Figure, versions: DefinitionVersions
    ) -> tuple[object, ...] | None:
        measure = Measure(self.indicators[key[0]]["measure"])
        value, above, below = (
            figure.number(part) for part in (Part.VALUE, Part.NUMERATOR, Part.DENOMINATOR)
        )
        symbol, status, note = _signs(figure)
        if measure is Measure.PERCENT and not self._parts_agree(
            key[0], figure, value, above, below
        ):
            return None
        if symbol is not None:
            value = np.nan
        elif np.isnan(value) and measure is Measure.PERCENT and below > 0:
            value = 100.0 * above / below
        if np.isnan(value) and symbol is None:
            self._note_missing(figure, above, below)
            return None
        if not self._is_within(figure, value, measure):
            return None
        return (
            key[0], key[1], figure.period.start, figure.period.end, value, above, below, status,
            symbol, versions.on(key[0], figure.period.start), None, note, figure.sheet, figure.row,
            figure.letter(Part.VALUE), figure.letter(Part.NUMERATOR),
            figure.letter(Part.DENOMINATOR),
        )  # fmt: skip

    def _parts_agree(
        self, indicator_key: str, figure: _Figure, value: float, above: float, below: float
    ) -> bool:
        if above > below:
            self.findings.add(
                problems.PART_TOO_LARGE, figure.sheet,
                [figure.cell(Part.NUMERATOR), figure.cell(Part.DENOMINATOR)],
                found=said_number(above), expected=said_number(below),
            )  # fmt: skip
            return False
        step = float(self.indicators[indicator_key]["rounding_unit"])
        if below > 0 and not np.isnan(value) and abs(value - 100 * above / below) > step / 2 + 1e-9:
            self.findings.add(
                problems.NOT_THE_RATIO, figure.sheet, [figure.cell(Part.VALUE)],
                found=said_number(value), expected=said_number(100 * above / below, 2),
            )  # fmt: skip
        return True

    def _note_missing(self, figure: _Figure, above: float, below: float) -> None:
        found = "the denominator is nought" if below == 0 else "only one of the two counts is given"
        if not np.isnan(above) and below > 0:
            found = "counts alone do not make this figure"
        cells = [figure.cell(part) for part in figure.parts]
        self.findings.add(problems.PART_MISSING, figure.sheet, cells, found=found)

    def _is_within(self, figure: _Figure, value: float, measure: Measure) -> bool:
        low, high = measure.bounds
        if not ((low is not None and value < low) or (high is not None and value > high)):
            return True
        part = Part.VALUE if Part.VALUE in figure.parts else Part.NUMERATOR
        limits = f"{low:g} to {high:g}" if high is not None else f"{low:g} and more"
        self.findings.add(
            problems.OUT_OF_BOUNDS, figure.sheet, [figure.cell(part)],
            found=said_number(value), expected=limits,
        )  # fmt: skip
        return False


def _signs(figure: _Figure) -> tuple[str | None, str, str | None]:
    """Give symbol, status and note of a figure: a sign in any part that decides speaks for it."""
    order = (Part.VALUE, Part.NUMERATOR, Part.DENOMINATOR)
    readings = [figure.parts[part][0] for part in order if part in figure.parts]
    decisive = readings[:1] if Part.VALUE in figure.parts else readings
    symbol = next((found.symbol for found in decisive if found.symbol), None)
    status = next((found.status for found in readings if found.status), None)
    tags = [found.tag for found in readings if found.tag]
    if symbol is not None:
        status = SYMBOLS[symbol].value
    note = f"[{tags[0]}] in the source" if tags else None
    return symbol, status or ObservationStatus.FINAL.value, note


def _cell(placed: Placed) -> str:
    return address(placed.row, placed.column)


def _say(reading: Reading) -> str:
    return reading.symbol or (said_number(reading.number) if reading.number is not None else "none")
