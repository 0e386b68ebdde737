"""The sheets of figures of the department's workbook: one long, and one per indicator where wide.

Few units read best as a list. With many, people think in tables: a row for each unit, a column
for each period, earlier figures greyed beside the ones to fill in.
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter

from stocktake.model.indicator import SYMBOLS, ObservationStatus
from stocktake.model.period import Frequency, period_label
from stocktake.returns.checks.wide import WIDE_FIELDS, WIDE_TABLE
from stocktake.returns.context import TemplateContext
from stocktake.returns.cover import COLUMN_KEYS, FIGURE_FIELDS, LAST_SENT_HEADER
from stocktake.returns.problems import said_number
from stocktake.returns.template_page import Page
from stocktake.returns.template_styles import STATUS_WORDS

MOST_UNITS_IN_A_LIST = 12
PERIODS_ACROSS = 24
_SPARE_ROWS = 20
_NOTES = {
    "numerator": "How many of them, as a whole number. Leave it empty where only the value is "
    "known.",
    "denominator": "Out of how many.",
    "value": "Worked out by us where numerator and denominator are given. No figure? Write a "
    "symbol, never 0: [x] not published, [c] confidential.",
    "status": "Empty means final.",
    "revision_reason": "Needed where a figure differs from the one sent before.",
}
_WORDS_FOR_NONE = {
    ObservationStatus.NOT_PUBLISHED.value: "[x]",
    ObservationStatus.SUPPRESSED.value: "[c]",
}

Place = tuple[str, str, date]


@dataclass(frozen=True)
class Known:
    """A figure as it is known today."""

    value: float | None
    numerator: float | None
    denominator: float | None
    status: str

    @property
    def shown(self) -> str:
        """Write it for a person."""
        if self.value is None:
            return _WORDS_FOR_NONE.get(self.status, "[x]")
        return said_number(self.value)

    def given(self, name: str) -> float | int | str | None:
        """Give what belongs in a cell; a value that is worked out stays empty."""
        if self.value is None:
            return _WORDS_FOR_NONE.get(self.status, "[x]") if name == "value" else None
        if name == "value" and self.numerator is not None and self.denominator is not None:
            return None
        number: float | None = getattr(self, name)
        if number is None:
            return None
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


class Asked:
    """What the register knows about the figures asked for, by key."""

    def __init__(self, context: TemplateContext, expected: pd.DataFrame) -> None:
        self.indicators: dict[str, dict[str, Any]] = {
            str(row["indicator_key"]): row  # type: ignore[misc]
            for row in context.indicators.to_dict("records")
        }
        self.names = dict(zip(context.units["unit_key"], context.units["name"], strict=True))
        self.known: dict[Place, Known] = {}
        self._with_halves: set[str] = set()
        self.series: dict[tuple[str, str], list[date]] = {}
        wanted = set(expected["indicator_key"])
        columns = ["indicator_key", "unit_key", "period_end", "value", "numerator", "denominator",
                   "status"]  # fmt: skip
        rows = context.known_figures
        for key, unit, end, *numbers, status in rows.loc[
            rows["indicator_key"].isin(wanted), columns
        ].itertuples(index=False):
            given = [None if math.isnan(number) else float(number) for number in numbers]
            day = date(end.year, end.month, end.day)
            value, above, below = given
            self.known[(key, unit, day)] = Known(value, above, below, str(status))
            if any(number is not None and not number.is_integer() for number in given[1:]):
                self._with_halves.add(key)
            self.series.setdefault((key, unit), []).append(day)
        self.expected: dict[str, list[tuple[str, date]]] = {}
        for key, unit, end in expected[["indicator_key", "unit_key", "period_end"]].itertuples(
            index=False
        ):
            day = date(end.year, end.month, end.day)
            self.expected.setdefault(str(key), []).append((str(unit), day))

    def is_wide(self, key: str) -> bool:
        """Whether an indicator has so many units that it gets a sheet of its own."""
        return len({unit for unit, _ in self.expected[key]}) > MOST_UNITS_IN_A_LIST

    def label(self, key: str, end: date) -> str:
        """Write a period of an indicator."""
        return period_label(end, Frequency(self.indicators[key]["frequency"]))

    def has_parts(self, key: str) -> bool:
        """Whether numerator and denominator are usually given."""
        row = self.indicators[key]
        return row["measure"] == "percent" and isinstance(row["numerator_label"], str)

    def style(self, key: str, name: str) -> str:
        """Name the sort of number a field holds: some count halves, most do not."""
        is_value = name == "value" and self.indicators[key]["measure"] != "count"
        return "value" if is_value or key in self._with_halves else "whole"

    def last_sent(self, key: str, unit: str, end: date) -> str:
        """Say the figure sent for this period or, failing that, the latest before it."""
        earlier = [day for day in self.series.get((key, unit), []) if day <= end]
        if not earlier:
            return ""
        day = max(earlier)
        return f"{self.known[(key, unit, day)].shown} ({self.label(key, day)})"


def write_long(page: Page, asked: Asked, keys: list[str], department: str) -> None:
    """Write the list of figures for the indicators with few units, and spare rows below it."""
    page.head(
        f"Figures: {department}",
        [
            "One row per figure. White cells are yours; grey ones show what was sent last. Where "
            "numerator and denominator are given, leave the value empty: it is worked out.",
            "No figure? Write a symbol, never 0: [x] not published, [c] confidential.",
        ],
    )
    page.start("figures")
    headers = [
        (header, not is_input, _NOTES.get(name, "")) for name, header, _, is_input in FIGURE_FIELDS
    ]
    last = (LAST_SENT_HEADER, True, "The latest figure we have, and its period. For comparison.")
    page.headers([*headers[:3], last, *headers[3:]])
    page.sheet.freeze_panes = f"F{page.row}"
    first = page.row
    for key in keys:
        for unit, end in asked.expected[key]:
            _write_long_row(page, asked, key, unit, end)
    spare = page.row
    _write_spare_rows(page)
    last_row = page.row - 1
    page.choose(f"I{first}:I{last_row}", STATUS_WORDS, "Status")
    if keys:
        titles = [str(asked.indicators[key]["title"]) for key in keys]
        page.choose(f"B{spare}:B{last_row}", titles, "Indicator")
    page.end()


def _write_long_row(page: Page, asked: Asked, key: str, unit: str, end: date) -> None:
    page.key(f"{key}|{unit}|{end.isoformat()}")
    known = asked.known.get((key, unit, end))
    page.put(2, str(asked.indicators[key]["title"]), "return given")
    page.put(3, str(asked.names[unit]), "return given")
    page.put(4, asked.label(key, end), "return given")
    page.put(5, asked.last_sent(key, unit, end), "return shown")
    has_parts = asked.has_parts(key) or (known is not None and known.numerator is not None)
    for column, name in ((6, "numerator"), (7, "denominator")):
        style = f"return {asked.style(key, name)}" if has_parts else "return given"
        page.put(column, known.given(name) if known else None, style)
    style = f"return {asked.style(key, 'value')}"
    page.put(8, known.given("value") if known else None, style)
    page.put(9, known.status.replace("_", " ") if known else None, "return text")
    page.put(10, None, "return text")
    page.put(11, None, "return text")
    page.row += 1


def _write_spare_rows(page: Page) -> None:
    styles = ["return text"] * 3 + ["return shown", "return count", "return count", "return value"]
    for _ in range(_SPARE_ROWS):
        for column, style in enumerate([*styles, *["return text"] * 3], start=2):
            page.put(column, None, style)
        page.row += 1


def write_wide(page: Page, asked: Asked, key: str) -> None:
    """Write the sheet of one indicator: a row for each unit, a column for each period."""
    row = asked.indicators[key]
    page.head(
        str(row["title"]),
        [
            str(row["definition"]),
            "White columns are asked for now. Grey ones were sent before: change one only to "
            "correct it, and say why at the end of the row. No figure? Write [x], or [c] if it is "
            "confidential; never 0.",
        ],
    )
    units = list(dict.fromkeys(unit for unit, _ in asked.expected[key]))
    now = sorted({end for _, end in asked.expected[key]})
    past = sorted({day for unit in units for day in asked.series.get((key, unit), [])} - set(now))
    shown = min(len(past), max(0, PERIODS_ACROSS - len(now)))
    periods = [*past[len(past) - shown :], *now]
    fields = ["numerator", "denominator"] if asked.has_parts(key) else ["value"]
    if len(fields) > 1 and _has_bare_values(asked, key, units, periods):
        fields.append("value")
    page.row -= 1
    _write_bands(page, row, fields, len(periods))
    page.start(WIDE_TABLE)
    _Wide(page, asked, key, fields, periods, set(now)).write(units)


def _has_bare_values(asked: Asked, key: str, units: list[str], periods: list[date]) -> bool:
    found = (asked.known.get((key, unit, end)) for unit in units for end in periods)
    return any(known is not None and known.numerator is None for known in found)


def _write_bands(page: Page, row: dict[str, Any], fields: list[str], count: int) -> None:
    titles = {
        "numerator": f"Numerator: {row['numerator_label']}",
        "denominator": f"Denominator: {row['denominator_label']}",
        "value": "Value" if len(fields) == 1 else "Value, where the two are not known",
    }
    for place, name in enumerate(fields):
        start = 3 + place * count
        page.put(start, titles[name], "return band")
        page.sheet.merge_cells(
            start_row=page.row, end_row=page.row, start_column=start, end_column=start + count - 1
        )
    page.sheet.row_dimensions[page.row].height = 20
    page.row += 1


class _Wide:
    """The table itself."""

    def __init__(
        self, page: Page, asked: Asked, key: str, fields: list[str], periods: list[date],
        now: set[date],
    ) -> None:  # fmt: skip
        self.page, self.asked, self.key, self.now = page, asked, key, now
        self.columns = [
            (3 + place * len(periods) + number, name, end)
            for place, name in enumerate(fields)
            for number, end in enumerate(periods)
        ]
        self.own = [(name, header) for name, header in WIDE_FIELDS if name != "unit"]
        self.after = 3 + len(self.columns)

    def write(self, units: list[str]) -> None:
        """Write headers, the hidden row of column keys, and a row for each unit."""
        page = self.page
        self._write_headers()
        page.key(f"{COLUMN_KEYS}{self.key}")
        page.column_key(2, "unit")
        for column, name, end in self.columns:
            page.column_key(column, f"{name}|{end.isoformat()}")
        for place, (name, _) in enumerate(self.own):
            page.column_key(self.after + place, name)
        page.sheet.row_dimensions[page.row].hidden = True
        page.row += 1
        page.sheet.freeze_panes = f"C{page.row}"
        first = page.row
        for unit in units:
            self._write_unit(unit)
        letter = get_column_letter(self.after)
        page.choose(f"{letter}{first}:{letter}{page.row - 1}", STATUS_WORDS, "Status")
        page.end()

    def _write_headers(self) -> None:
        labels = [
            (self.asked.label(self.key, end), end in self.now, "") for _, _, end in self.columns
        ]
        own = [(header, False, _NOTES.get(name, "")) for name, header in self.own]
        own[0] = (own[0][0], False, "Of the figures you fill in or change. Empty means final.")
        self.page.headers([("Unit *", True, ""), *labels, *own])
        for column, _, _ in self.columns:
            self.page.sheet.column_dimensions[get_column_letter(column)].width = 11
        for place, width in enumerate((14, 38, 38)):
            letter = get_column_letter(self.after + place)
            self.page.sheet.column_dimensions[letter].width = width

    def _write_unit(self, unit: str) -> None:
        page, asked = self.page, self.asked
        page.key(f"{self.key}|{unit}")
        page.put(2, str(asked.names[unit]), "return given")
        for column, name, end in self.columns:
            known = asked.known.get((self.key, unit, end))
            tail = asked.style(self.key, name)
            style = f"return {tail}" if end in self.now else f"return past {tail}"
            page.put(column, self._given(known, name), style)
        for place in range(len(self.own)):
            page.put(self.after + place, None, "return text")
        page.row += 1

    def _given(self, known: Known | None, name: str) -> float | int | str | None:
        if known is None:
            return None
        given = known.given(name)
        is_first = name == self.columns[0][1]
        if given is None and known.value is None and is_first:
            return known.given("value")  # the symbol, where there is no column of values
        return None if given in SYMBOLS and not is_first else given
