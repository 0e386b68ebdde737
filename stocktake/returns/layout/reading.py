"""Say of every cell of a table which indicator, unit, period and part of a figure it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stocktake.model.period import Frequency, Period
from stocktake.returns.layout import problems
from stocktake.returns.layout.area import Area
from stocktake.returns.layout.findings import LayoutFindings
from stocktake.returns.layout.layout import (
    Layout,
    Meaning,
    Part,
    Role,
    label_text,
    plain_label,
)
from stocktake.returns.layout.match import INDICATOR, UNIT, Match, Matcher, Unmatched
from stocktake.returns.layout.period_labels import ReadLabel, read_label
from stocktake.returns.layout.sheets import address
from stocktake.returns.layout.values import Reading, Writing, read_value
from stocktake.returns.problems import said

Label = tuple[object, str]  # value and mark
_NOTHING: Label = (None, "")


@dataclass(frozen=True)
class Side:
    """What one row says by its key columns, or one column by its headings."""

    name: object
    code: object
    period: Label
    indicator: object
    cell: str


@dataclass(frozen=True)
class Placed:
    """A cell of the table, and what it is about."""

    row: int
    column: int
    indicator_key: str
    unit_key: str
    period: Period
    part: Part
    reading: Reading


class OpenNames:
    """Collects the names nobody has matched yet, each once, with all its cells."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self._open: dict[tuple[str, str, str | None, str], tuple[Match, list[str]]] = {}

    def add(
        self, kind: str, match: Match, given: object, code: object, sheet: str, cell: str
    ) -> None:
        """Note a name that is open or was left out."""
        text = label_text(given if given is not None else code)
        key = (kind, text, None if code is None else label_text(code), sheet)
        self._open.setdefault(key, (match, []))[1].append(cell)

    def unmatched(self) -> tuple[Unmatched, ...]:
        """Give the open questions in the order they were met."""
        return tuple(
            Unmatched(kind, given, code, sheet, tuple(dict.fromkeys(cells)), match.how,
                      match.suggestions)
            for (kind, given, code, sheet), (match, cells) in self._open.items()
            if match.is_open
        )  # fmt: skip

    def note(self, findings: LayoutFindings) -> None:
        """Make a problem of every name."""
        for (kind, given, code, sheet), (match, cells) in self._open.items():
            if match.how == "left_out":
                findings.add(problems.LEFT_OUT, sheet, cells, found=said(given))
            elif match.how == "conflict":
                meant = match.suggestions[0].name if match.suggestions else str(code)
                findings.add(
                    problems.CODE_AND_NAME, sheet, cells, found=said(given), expected=said(meant)
                )
            else:
                which = problems.UNIT_OPEN if kind == UNIT else problems.INDICATOR_OPEN
                near = [said(suggestion.name) for suggestion in match.suggestions[:2]]
                hint = f" Near: {', '.join(near)}." if near else ""
                findings.add(which, sheet, cells, found=said(given), expected=hint)


class AreaReader:
    """Reads one table cell by cell."""

    def __init__(
        self,
        area: Area,
        layout: Layout,
        writing: Writing,
        epoch: int,
        names: OpenNames,
        findings: LayoutFindings,
    ) -> None:
        self.area, self.block, self.sheet = area, area.block, area.sheet
        self.layout, self.writing, self.epoch = layout, writing, epoch
        self.names, self.matcher, self.findings = names, names.matcher, findings
        self._meanings: dict[tuple[object, str], Meaning | None] = {}
        self._periods: dict[tuple[Label, Frequency], ReadLabel | None] = {}
        self._noted: set[tuple[str, str, object]] = set()
        self._keys = {role: self.block.key_columns(role) for role in Role}
        # Where a name is open, the cell to show is the one that names the unit.
        named = (*self._keys[Role.UNIT_NAME], *self._keys[Role.UNIT_CODE], *self.block.keys)
        self._key_column = named[0].column if named else self.block.first_column
        self.heads = {column: self._head(column) for column in area.columns}

    def cells(self) -> Iterator[Placed]:
        """Give every cell that says something, row by row; what cannot be told is noted."""
        carried: dict[int, Label] = {}
        start = self.area.first_row
        wanted = set(self.area.rows)
        for row in range(start, self.area.last_row + 1):
            self._carry(row, carried)
            if row in wanted:
                side = self._side(row, carried)
                yield from self._row(row, side)

    def _carry(self, row: int, carried: dict[int, Label]) -> None:
        for key in self.block.keys:
            if key.fills_down:
                found = self.sheet.label(row, key.column)
                if found[0] is not None:
                    carried[key.column] = found

    def _head(self, column: int) -> Side:
        area = self.area
        cell = address(area.headers[-1].row if area.headers else area.first_row, column)

        def labels(role: Role) -> list[Label]:
            rows = (header for header in area.headers if header.role is role)
            return [area.heading(header, column) for header in rows]

        return _joined(labels, cell)

    def _side(self, row: int, carried: dict[int, Label]) -> Side:
        def labels(role: Role) -> list[Label]:
            return [
                carried.get(key.column, _NOTHING)
                if key.fills_down
                else self.sheet.label(row, key.column)
                for key in self._keys[role]
            ]

        return _joined(labels, address(row, self._key_column))

    def _row(self, row: int, side: Side) -> Iterator[Placed]:
        for column, head in self.heads.items():
            value, mark = self.sheet.value(row, column), self.sheet.mark(row, column)
            if value is None and mark != "formula":
                continue
            meaning = self._meaning(side, head)
            if meaning is None or meaning.part is Part.IGNORED:
                continue
            placed = self._place(row, column, side, head, meaning, (value, mark))
            if placed is not None:
                yield placed

    def _place(
        self, row: int, column: int, side: Side, head: Side, meaning: Meaning, label: Label
    ) -> Placed | None:
        key = meaning.indicator or ""
        about = self.matcher.indicators[key]
        unit_key = self._unit(side, head, str(about["unit_type"]))
        period = self._period(side, head, Frequency(about["frequency"]))
        part = meaning.part or self.block.part
        measure = str(about["measure"])
        is_percent = part is Part.VALUE and measure in ("percent", "change_percent")
        is_count = part is not Part.VALUE or measure == "count"
        reading = read_value(*label, self.writing, is_count=is_count, is_percent=is_percent)
        if reading.fault is not None:
            words = {"found": reading.said} if reading.said else {}
            self.findings.add(reading.fault, self.sheet.name, [address(row, column)], **words)
            return None
        if unit_key is None or period is None:
            return None
        return Placed(row, column, key, unit_key, period, part, reading)

    def _meaning(self, side: Side, head: Side) -> Meaning | None:
        """Join what row, column and block say of the indicator; None where it is open."""
        indicator, part = self.block.indicator, None
        was_said = False
        for given in (side, head):
            if given.indicator is None:
                continue
            found = self._label(given)
            if found is None:
                return None
            part = found.part or part
            indicator = found.indicator or indicator
            was_said = was_said or found.indicator is not None
        if indicator is None and self.block.label is not None:
            match = self.matcher.indicator(self.block.label)
            indicator = match.key
            if indicator is None:
                cell = address(self.area.first_row, self.area.columns[0])
                self._open(INDICATOR, match, self.block.label, None, cell)
                return None
        if part is Part.IGNORED:
            return Meaning(indicator, part)
        if indicator not in self.matcher.indicators:
            self.findings.add(problems.NO_MEANING, self.sheet.name, [head.cell])
            return None
        return Meaning(indicator, part)

    def _label(self, given: Side) -> Meaning | None:
        """Look a label up: in the layout first, then among the indicators of the register."""
        plain = plain_label(given.indicator)
        if plain in self.block.meanings:
            return self.block.meanings[plain]
        match = self.matcher.indicator(given.indicator)
        if match.key is not None:
            return Meaning(match.key)
        self._open(INDICATOR, match, given.indicator, None, given.cell)
        return Meaning(None, Part.IGNORED) if match.how == "left_out" else None

    def _open(self, kind: str, match: Match, given: object, code: object, cell: str) -> None:
        if (kind, cell, given) not in self._noted:
            self._noted.add((kind, cell, given))
            self.names.add(kind, match, given, code, self.sheet.name, cell)

    def _unit(self, side: Side, head: Side, unit_type: str) -> str | None:
        given = head if head.name is not None or head.code is not None else side
        name, code = given.name, given.code
        if name is None and code is None:
            name = self.block.unit
        if name is None and code is None:
            self._note_once(problems.UNIT_OPEN, given.cell, found="a blank cell", expected="")
            return None
        match = self.matcher.unit(name, code, unit_type)
        if match.key is None:
            self._open(UNIT, match, name, code, given.cell)
        return match.key

    def _period(self, side: Side, head: Side, frequency: Frequency) -> Period | None:
        cell, label = head.cell, head.period
        if label[0] is None:
            cell, label = side.cell, side.period
        elif side.period[0] is not None:  # "2019-20" down the side and "Q1" across
            label = (f"{label_text(side.period[0])} {label_text(label[0])}", "")
        if label[0] is None and self.block.period_cell is not None:
            label, cell = (
                self.sheet.label(*self.block.period_cell),
                address(*self.block.period_cell),
            )
        if label[0] is None:
            label = (self.block.period, "")
        key = (label, frequency)
        if key not in self._periods:
            self._periods[key] = read_label(*label, frequency, self.layout.periods, self.epoch)
        found = self._periods[key]
        noun = frequency.value.replace("_", " ")
        if found is None:
            words = said(label[0]) if label[0] is not None else "a blank cell"
            self._note_once(problems.PERIOD_UNREAD, cell, found=words, expected=noun)
            return None
        if found.is_serial:
            text = f"{label_text(label[0])} as {found.period.start.isoformat()}"
            self._note_serial(cell, text)
        return found.period

    def _note_once(self, code: str, cell: str, **words: str) -> None:
        if (code, cell, None) not in self._noted:
            self._noted.add((code, cell, None))
            self.findings.add(code, self.sheet.name, [cell], **words)

    def _note_serial(self, cell: str, text: str) -> None:
        # One sentence for all of them, with the first as the example.
        first: Any = self.__dict__.setdefault("_serial_example", text)
        self._note_once(problems.SERIALS, cell, found=str(first))


def _joined(labels: Any, cell: str) -> Side:
    return Side(
        name=_text(labels(Role.UNIT_NAME)),
        code=_text(labels(Role.UNIT_CODE)),
        period=_one(labels(Role.PERIOD)),
        indicator=_text(labels(Role.INDICATOR)),
        cell=cell,
    )


def _one(found: list[Label]) -> Label:
    """Join the labels of several rows or columns; one alone keeps its mark."""
    if len(found) <= 1:
        return found[0] if found else _NOTHING
    there = list(dict.fromkeys(label for label in found if label[0] is not None))
    if len(there) <= 1:
        return there[0] if there else _NOTHING
    return " ".join(label_text(value) for value, _ in there), ""


def _text(found: list[Label]) -> object:
    if len(found) <= 1:
        return found[0][0] if found else None
    there = list(dict.fromkeys(value for value, _ in found if value is not None))
    if len(there) <= 1:
        return there[0] if there else None
    return " ".join(label_text(value) for value in there)
