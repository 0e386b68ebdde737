"""Gate 5a: which indicator, unit and period each row is about.

The hidden key decides, because titles get retyped; but it must agree with what people can see,
because what people can see is what they have checked.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from stocktake.model.period import Frequency, Period, period_label, read_period
from stocktake.returns.checks.structure import check_structure
from stocktake.returns.context import ReturnContext
from stocktake.returns.figure_rows import FigureRows
from stocktake.returns.problems import Findings, said
from stocktake.returns.workbook import Table


class Directory:
    """Names to keys, and back, for one department."""

    def __init__(self, context: ReturnContext, department_key: str) -> None:
        rows = context.indicators
        self.department_key = department_key
        self.indicators: dict[str, dict[str, Any]] = {
            str(row["indicator_key"]): {str(name): value for name, value in row.items()}
            for row in rows.to_dict("records")
        }
        self.frequencies = {
            key: Frequency(row["frequency"]) for key, row in self.indicators.items()
        }
        self.short_titles = {key: str(row["short_title"]) for key, row in self.indicators.items()}
        self.indicator_names: dict[str, set[str]] = defaultdict(set)
        for key, row in self.indicators.items():
            for name in (key, row["title"], row["short_title"]):
                self.indicator_names[plain(name)].add(key)
        self.unit_titles = dict(zip(context.units["unit_key"], context.units["name"], strict=True))
        self.unit_types = dict(
            zip(context.units["unit_key"], context.units["unit_type"], strict=True)
        )
        self.unit_names: dict[str, set[str]] = defaultdict(set)
        for column in ("unit_key", "name", "code"):
            for key, name in zip(context.units["unit_key"], context.units[column], strict=True):
                if isinstance(name, str):
                    self.unit_names[plain(name)].add(key)
        self.departments = dict(
            zip(context.departments["department_key"], context.departments["title"], strict=True)
        )
        self._ends: dict[tuple[Frequency, date], Period | None] = {}
        self._periods: dict[tuple[Frequency, str, bool], Period | None] = {}

    def label(self, indicator_key: str, end: date) -> str:
        """Give the label of a period as the template writes it."""
        return period_label(end, self.frequencies[indicator_key])

    def period(self, frequency: Frequency, value: Any, is_date: bool) -> Period | None:
        """Read a period: a label, a plain year, or any real date inside it."""
        text = f"{value:g}" if isinstance(value, float) else str(value)
        key = (frequency, text, is_date)
        if key not in self._periods:
            label = text
            if is_date:
                label = _label_of_day(date.fromisoformat(text[:10]), frequency)
            self._periods[key] = read_period(label, frequency)
        return self._periods[key]

    def ends_period(self, frequency: Frequency, end: date) -> Period | None:
        """Give the period that ends on exactly this day."""
        key = (frequency, end)
        if key not in self._ends:
            found = self.period(frequency, period_label(end, frequency), False)
            self._ends[key] = found if found and found.end == end else None
        return self._ends[key]


def _label_of_day(day: date, frequency: Frequency) -> str:
    if frequency is Frequency.SCHOOL_YEAR:
        return period_label(date(day.year + (day.month >= 9), 8, 31), frequency)
    if frequency is Frequency.QUARTER:
        return period_label(date(day.year, (day.month + 2) // 3 * 3, 1), frequency)
    return period_label(day, frequency)


def plain(name: object) -> str:
    """Fold case and spaces away, so that a retyped name still matches."""
    if isinstance(name, float):
        name = f"{name:g}"
    return " ".join(str(name).split()).casefold()


def indicators_named(tables: Sequence[Table], directory: Directory) -> set[str]:
    """Give every indicator that a row may turn out to be about, by hidden key or by name.

    Said before anything is checked, so that only what is known of these need be read.
    """
    found: set[str] = set()
    for table in tables:
        for key in set(table.columns.get("A", ())):
            # A figure's own key begins with its indicator; in that of the columns it is second.
            parts = {part.strip() for part in str(key).split("|")[:2]}
            found |= parts & directory.indicators.keys()
        letter = check_structure(table, Findings()).get("indicator", "")
        for name in set(table.columns.get(letter, ())):
            found |= directory.indicator_names.get(plain(name), set())
    return found


def check_identity(rows: FigureRows, directory: Directory, findings: Findings) -> None:
    """Set indicator, unit and period of every row; rows that cannot be placed are spoilt."""
    dates = rows.marks.get("date", set())
    columns = zip(*(rows.raw[name] for name in ("key", "indicator", "unit", "period")), strict=True)
    place = _Placing(rows, directory, findings)
    for index, (key, indicator, unit, period) in enumerate(columns):
        given = place.from_key(index, key) if key is not None else None
        indicator_key = place.indicator(index, indicator, given[0] if given else None)
        unit_key = place.unit(index, unit, given[1] if given else None, indicator_key)
        found = place.period(
            index, period, (index, "period") in dates, given[2] if given else None, indicator_key
        )
        rows.indicator_keys.append(indicator_key or "")
        rows.unit_keys.append(unit_key or "")
        rows.periods.append(found)


Given = tuple[str, str, Period]


class _Placing:
    """Looks up one field of one row at a time, noting what cannot be found."""

    def __init__(self, rows: FigureRows, directory: Directory, findings: Findings) -> None:
        self.rows, self.directory, self.findings = rows, directory, findings
        self.department = directory.departments[directory.department_key]

    def _note(self, code: str, field: str, index: int, **words: str) -> None:
        self.rows.spoil(index)
        self.rows.note(self.findings, code, index, (field,), **words)

    def from_key(self, index: int, key: Any) -> Given | None:
        """Take the hidden key apart; None (and a finding) if it is not one of ours."""
        parts = str(key).split("|")
        directory = self.directory
        if (
            len(parts) == 3
            and parts[0] in directory.indicators
            and parts[1] in (directory.unit_titles)
        ):
            try:
                end = date.fromisoformat(parts[2])
            except ValueError:
                end = date.min
            period = directory.ends_period(directory.frequencies[parts[0]], end)
            if period is not None:
                return parts[0], parts[1], period
        self._note("R-116", "key", index, found=said(key))
        return None

    def indicator(self, index: int, written: Any, given: str | None) -> str | None:
        """Find the indicator: by the key if there is one, else by what is written."""
        directory = self.directory
        if written is None:
            self._note("R-115", "indicator", index, found="the indicator")
            return given
        named = directory.indicator_names.get(plain(written), set())
        if given is not None and given not in named:
            title = directory.indicators[given]["title"]
            self._note("R-114", "indicator", index, found=said(written), expected=said(title))
            return given
        ours = {key for key in named if self._is_ours(key)}
        if given is None and len(ours) > 1:
            self._note("R-117", "indicator", index, found=said(written), noun="indicator")
            return None
        chosen = given or next(iter(ours or named), None)
        if chosen is None:
            self._note("R-111", "indicator", index, found=said(written), department=self.department)
        elif not self._is_ours(chosen):
            owner = directory.indicators[chosen]["department_key"]
            self._note(
                "R-118", "indicator", index, found=said(written), department=self.department,
                expected=directory.departments.get(owner, owner),
            )  # fmt: skip
        return chosen

    def _is_ours(self, key: str) -> bool:
        found: str = self.directory.indicators[key]["department_key"]
        return found == self.directory.department_key

    def unit(
        self, index: int, written: Any, given: str | None, indicator: str | None
    ) -> str | None:
        """Find the unit; among units of one name, the one of the indicator's own type."""
        directory = self.directory
        if written is None:
            self._note("R-115", "unit", index, found="the unit")
            return given
        named = directory.unit_names.get(plain(written), set())
        if given is not None:
            if given not in named:
                title = directory.unit_titles[given]
                self._note("R-114", "unit", index, found=said(written), expected=said(title))
            return given
        if len(named) > 1 and indicator:
            usual = directory.indicators[indicator]["unit_type"]
            named = {key for key in named if directory.unit_types[key] == usual} or named
        if len(named) == 1:
            return next(iter(named))
        code = "R-117" if named else "R-112"
        self._note(code, "unit", index, found=said(written), noun="unit")
        return None

    def period(
        self,
        index: int,
        written: Any,
        is_date: bool,
        given: Period | None,
        indicator: str | None,
    ) -> Period | None:
        """Read the period in the frequency of the indicator, and hold it against the key."""
        if written is None:
            self._note("R-115", "period", index, found="the period")
            return given
        if indicator is None:
            return None
        frequency = self.directory.frequencies[indicator]
        found = self.directory.period(frequency, written, is_date)
        if found is None:
            shown = str(written)[:10] if is_date else written
            self._note(
                "R-113", "period", index,
                found=said(shown), noun=frequency.noun, example=frequency.example,
            )  # fmt: skip
        elif given is not None and found != given:
            expected = period_label(given.end, frequency)
            shown = period_label(found.end, frequency)
            self._note("R-114", "period", index, found=said(shown), expected=said(expected))
        return given or found
