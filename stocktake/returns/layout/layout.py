"""A layout: how one source's spreadsheet is to be read, described once and kept as JSON.

A table is a rectangle of values. What each value is about comes from two sides: the *key columns*
left of it (unit, period, indicator) and the *header rows* above it. Units down and periods across,
the reverse, and the long form differ only in which side says what, so one description does for all.
"""

import json
import re
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from stocktake.errors import StocktakeError
from stocktake.model.indicator import SYMBOLS
from stocktake.returns.workbook import column_letter

_VERSION = 1


class LayoutError(StocktakeError):
    """A saved layout cannot be used; the text says which part of it."""


class Role(StrEnum):
    """What a key column or header row says about the values beside it."""

    UNIT_NAME = "unit_name"
    UNIT_CODE = "unit_code"
    PERIOD = "period"
    INDICATOR = "indicator"
    IGNORED = "ignored"


class Part(StrEnum):
    """Which part of a figure a value is."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    IGNORED = "ignored"


class Percent(StrEnum):
    """How percentages are written where the cell does not say so itself."""

    POINTS = "points"
    SHARE = "share"


class End(StrEnum):
    """Where a table ends."""

    LAST_FIGURE = "last_figure"
    BLANK_ROW = "blank_row"
    PATTERN = "pattern"


@dataclass(frozen=True)
class Meaning:
    """What a label stands for; an `indicator` of None leaves it to the other side or the block."""

    indicator: str | None = None
    part: Part | None = None


@dataclass(frozen=True)
class KeyColumn:
    """A column left of the values; `fills_down` where a name is written once for many rows."""

    column: int
    role: Role
    fills_down: bool = False


@dataclass(frozen=True)
class HeaderRow:
    """A row above the values; `fills_right` where a label is written once for many columns."""

    row: int
    role: Role
    fills_right: bool = False


@dataclass(frozen=True)
class SheetChoice:
    """Which sheet: by `name`, by `position` (1 is the first) or by a `pattern` of its name."""

    by: str = "position"
    value: str = "1"


@dataclass(frozen=True)
class Periods:
    """How the labels of periods are to be understood where they can be read in two ways.

    `single_year`: whether "2025" for a year that spans two begins or ends in 2025.
    `quarter_year`: whether "Q1 2025" counts quarters of the calendar or the financial year.
    `is_day_first`: whether 04/05/2016 is in May. None leaves such labels unread, and says so.
    """

    single_year: str | None = None
    quarter_year: str | None = None
    is_day_first: bool | None = None
    epoch: int | None = None


@dataclass(frozen=True)
class Block:
    """One table on a sheet.

    Rows and columns count from 1. `last_column` None reads on to the last heading, so that a new
    month needs no new layout. `anchor` is the text of a heading in `anchor_row`: where the table
    has moved up or down, the heading is found again and all rows move with it.
    `indicator`, `label` (its name as the source has it), `unit` and `period` hold for all values
    of which neither side says otherwise; `period_cell` is a cell that names the period.
    """

    sheet: SheetChoice
    headers: tuple[HeaderRow, ...]
    keys: tuple[KeyColumn, ...]
    first_row: int
    first_column: int
    last_column: int | None = None
    last_row: int | None = None
    end: End = End.LAST_FIGURE
    end_pattern: str | None = None
    skip_pattern: str | None = None
    anchor: str | None = None
    anchor_column: int = 1
    anchor_row: int = 1
    indicator: str | None = None
    label: str | None = None
    part: Part = Part.VALUE
    unit: str | None = None
    period: str | None = None
    period_cell: tuple[int, int] | None = None
    percent: Percent = Percent.POINTS
    meanings: dict[str, Meaning] = field(default_factory=dict)

    def key_columns(self, role: Role) -> tuple[KeyColumn, ...]:
        """Give the key columns of a role, left to right."""
        return tuple(key for key in self.keys if key.role is role)

    def header_rows(self, role: Role) -> tuple[HeaderRow, ...]:
        """Give the header rows of a role, top to bottom."""
        return tuple(header for header in self.headers if header.role is role)

    @property
    def form(self) -> str:
        """What the table looks like, for people: `units down`, `periods down` or `long`."""
        if self.header_rows(Role.PERIOD):
            return "units down"
        across = self.header_rows(Role.UNIT_NAME) or self.header_rows(Role.UNIT_CODE)
        return "periods down" if across else "long"


@dataclass(frozen=True)
class Layout:
    """The description of one source.

    `symbols` are the source's own signs for a missing figure, each with the standard sign it is
    kept as (`{"n/a": "[x]"}`). `decimal` is `.` or `,`; None decides from the numbers themselves
    and asks where they leave it open.
    """

    title: str
    blocks: tuple[Block, ...]
    department_key: str | None = None
    symbols: dict[str, str] = field(default_factory=dict)
    decimal: str | None = None
    periods: Periods = Periods()

    def __post_init__(self) -> None:
        unknown = sorted(set(self.symbols.values()) - set(SYMBOLS))
        if unknown:
            raise LayoutError(
                f"{unknown[0]} is no standard sign for a missing figure. Use one of "
                f"{', '.join(SYMBOLS)}."
            )
        if self.decimal not in (None, ".", ","):
            raise LayoutError("The decimal sign is a point or a comma. Choose one.")
        for block in self.blocks:
            for pattern in (block.end_pattern, block.skip_pattern):
                _check_pattern(pattern)

    def to_json(self) -> str:
        """Write the layout as it is kept."""
        return json.dumps({"layout": _VERSION, **asdict(self)}, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a kept layout; raise `LayoutError` naming the part that cannot be used."""
        try:
            found = json.loads(text)
            if found.pop("layout", None) != _VERSION:
                raise LayoutError(f"This is not a layout of version {_VERSION}. Describe it again.")
            return cls(
                title=str(found["title"]),
                blocks=tuple(_block(part) for part in found["blocks"]),
                department_key=found.get("department_key"),
                symbols=dict(found.get("symbols") or {}),
                decimal=found.get("decimal"),
                periods=Periods(**(found.get("periods") or {})),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise LayoutError(f"The layout cannot be read ({fault}). Describe it again.") from fault


def _check_pattern(pattern: str | None) -> None:
    try:
        re.compile(pattern or "")
    except re.error as fault:
        raise LayoutError(f"The pattern {pattern} cannot be used: {fault}. Change it.") from fault


def _block(found: dict[str, Any]) -> Block:
    cell = found.get("period_cell")
    return Block(
        **{
            **found,
            "sheet": SheetChoice(**found["sheet"]),
            "headers": tuple(
                HeaderRow(row["row"], Role(row["role"]), row.get("fills_right", False))
                for row in found["headers"]
            ),
            "keys": tuple(
                KeyColumn(key["column"], Role(key["role"]), key.get("fills_down", False))
                for key in found["keys"]
            ),
            "end": End(found.get("end", End.LAST_FIGURE)),
            "part": Part(found.get("part", Part.VALUE)),
            "percent": Percent(found.get("percent", Percent.POINTS)),
            "period_cell": (int(cell[0]), int(cell[1])) if cell else None,
            "meanings": {
                label: Meaning(given.get("indicator"), Part(part) if (part := given.get("part"))
                               else None)
                for label, given in (found.get("meanings") or {}).items()
            },
        }
    )  # fmt: skip


def plain_label(value: object) -> str:
    """Fold a heading to what it says: spaces, case and marks of notes away.

    >>> plain_label("% in  4 hours [note 2]"), plain_label("England¹")
    ('% in 4 hours', 'england')
    """
    return " ".join(strip_notes(label_text(value)).split()).casefold()


def label_text(value: object) -> str:
    """Write a heading's value as text: years without a decimal point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾†‡"


def strip_notes(text: str) -> str:
    """Take marks of footnotes off the end of a label: `[note 1]`, `(r)`, `¹`.

    >>> strip_notes("2019/20 [note 3] (r)")
    '2019/20'
    """
    while True:
        shorter = _NOTE.sub("", text.rstrip(_SUPERSCRIPTS + " *\n")).rstrip()
        if shorter == text or not shorter:
            return text
        text = shorter


_NOTE = re.compile(r"\s*(?:\[(?:notes? ?[\d, ]+|[a-z]|\d+)\]|\((?:notes? ?[\d, ]+|[prebd]|\d)\))$",
                   re.IGNORECASE)  # fmt: skip


def column_range(first: int, last: int) -> str:
    """Say a stretch of columns.

    >>> column_range(3, 28)
    'C to AB'
    """
    return f"{column_letter(first - 1)} to {column_letter(last - 1)}"
