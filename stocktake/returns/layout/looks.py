"""What the cells of a sheet look like, before anybody knows what they mean."""

import re
from collections.abc import Sequence
from functools import cached_property

from stocktake.returns.layout.layout import Periods, label_text
from stocktake.returns.layout.period_labels import frequencies_of
from stocktake.returns.layout.sheets import Sheet
from stocktake.returns.layout.values import is_figure, symbol_table

_SYMBOLS = symbol_table({"n/a": "[x]", "na": "[x]", "x": "[x]", "z": "[z]", "c": "[c]"})
# Generous: for looking, every reading of a label counts as a period.
_ANY = Periods(single_year="end", quarter_year="financial", is_day_first=True)
_PART_OF_PERIOD = re.compile(
    r"^(?:q[1-4]|quarter [1-4]|(?:19|20)\d\d|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|"
    r"sep\w*|oct\w*|nov\w*|dec\w*)$",
    re.IGNORECASE,
)
_YEARS = (1950, 2060)


class SheetLooks:
    """Answers questions about cells, rows and columns of one sheet."""

    def __init__(self, sheet: Sheet, epoch: int) -> None:
        self.sheet, self.epoch = sheet, epoch
        self._kinds: dict[tuple[int, int], str] = {}

    def kind(self, row: int, column: int) -> str:
        """Say what a cell looks like: `figure`, `sign`, `year`, `period`, `text` or empty."""
        key = (row, column)
        if key not in self._kinds:
            self._kinds[key] = self._look(*key)
        return self._kinds[key]

    def _look(self, row: int, column: int) -> str:
        value, mark = self.sheet.value(row, column), self.sheet.mark(row, column)
        if value is None:
            return "figure" if mark == "formula" else ""
        if mark in ("error", "percent"):
            return "figure"
        if _is_year(value):
            return "year"
        if _is_year_pair(value):
            return "period"
        if isinstance(value, str) and value.casefold() in _SYMBOLS:
            return "sign"
        if isinstance(value, float) or (is_figure(value, mark, {}) and not _is_code(value)):
            return "figure"
        return "period" if self.is_period(row, column) else "text"

    def is_period(self, row: int, column: int) -> bool:
        """Whether a cell could name a period, or a part of one."""
        value, mark = self.sheet.label(row, column)
        if value is None:
            return False
        if isinstance(value, str) and _PART_OF_PERIOD.match(value.strip()):
            return True
        return bool(frequencies_of(value, mark, _ANY, self.epoch))

    def row_columns(self, row: int) -> range:
        """Give the columns a row reaches over."""
        return range(1, len(self.sheet.rows.get(row, ())) + 1)

    def figures_in(self, row: int) -> list[int]:
        """Give the columns of a row that hold figures or signs for missing ones."""
        return [c for c in self.row_columns(row) if self.kind(row, c) in ("figure", "sign")]

    @cached_property
    def _rows(self) -> list[int]:
        return sorted(self.sheet.rows)

    def figure_rows(self) -> list[int]:
        """Give the rows that hold figures and say beside them what they are about."""
        found: list[int] = []
        for row in self._rows:
            columns = self.figures_in(row)
            if not columns or not any(self.kind(row, c) == "figure" for c in columns):
                # A row of signs alone is a figure row only beside others; years may be figures.
                if not (found and found[-1] == row - 1 and self._continues(row, found[-1])):
                    continue
            elif not self._has_key(row, columns):
                continue
            found.append(row)
        return found

    def _has_key(self, row: int, columns: Sequence[int]) -> bool:
        return any(
            self.kind(row, column) in ("text", "period", "year")
            for column in self.row_columns(row)
            if column < columns[-1]
        )

    def _continues(self, row: int, above: int) -> bool:
        columns = self.figures_in(above)
        alike = [c for c in columns if self.kind(row, c) in ("figure", "sign", "year")]
        return len(alike) * 2 > len(columns) and self._has_key(row, alike)

    def is_heading(self, row: int, run: Sequence[int]) -> bool:
        """Whether a row between figures opens a new table: words or periods over its columns."""
        columns = set(self.figures_in(run[-1]))
        over = [c for c in columns if self.kind(row, c) in ("text", "period", "year")]
        return len(over) >= max(1, len(columns) // 2)

    def texts(self, row: int) -> list[str]:
        """Give the words of a row."""
        found = (self.sheet.value(row, column) for column in self.row_columns(row))
        return [label_text(value) for value in found if value is not None]


def _is_year(value: object) -> bool:
    if isinstance(value, str):
        return bool(re.fullmatch(r"(?:19|20)\d\d", value.strip()))
    return isinstance(value, float) and value.is_integer() and _YEARS[0] <= value <= _YEARS[1]


def _is_year_pair(value: object) -> bool:
    """Whether this is a year that spans two, as in `201516`."""
    found = re.fullmatch(r"20(\d\d)(\d\d)", label_text(value))
    return found is not None and (int(found[1]) + 1) % 100 == int(found[2])


def _is_code(value: object) -> bool:
    """Whether digits in a text are a code or a day number rather than a figure: `00123`."""
    text = str(value).strip()
    return len(text) > 1 and text.startswith("0") and text.isdigit()
