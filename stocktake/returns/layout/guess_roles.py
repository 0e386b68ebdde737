"""Say what the headings above and the columns beside a table most likely are."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stocktake.returns.layout.guess_parts import guess_meanings, looks_like_shares
from stocktake.returns.layout.layout import (
    Block,
    HeaderRow,
    KeyColumn,
    Meaning,
    Part,
    Percent,
    Role,
    SheetChoice,
    label_text,
    plain_label,
)
from stocktake.returns.layout.looks import SheetLooks
from stocktake.returns.layout.match import Matcher, plain_name

_MOST_HEADERS = 6
_MOST_SKIPPED = 3
_CODE_HEAD = re.compile(r"\b(?:code|id|ons|ods|lea|gss|org)\b", re.IGNORECASE)
_CODE = re.compile(r"^(?=.*\d)[A-Z0-9]{2,10}$|^[A-Z]{2,3}$|^\d{2,6}$")
_NAME_HEAD = re.compile(
    r"\b(?:name|trust|provider|authority|operator|borough|council|area|organisation|unit|board|"
    r"state|school|force|country)\b", re.IGNORECASE,
)  # fmt: skip
_GROUP_HEAD = re.compile(
    r"\b(?:region|parent|type|system|icb|stp|group|level|source|flag|notes?|units? of|footnotes?|"
    r"start|end|category)\b", re.IGNORECASE,
)  # fmt: skip
_PERIOD_HEAD = re.compile(r"\b(?:period|year|month|quarter|date|time)\b", re.IGNORECASE)
_MEASURE_HEAD = re.compile(r"\b(?:indicator|measure|series|statistic|metric)\b", re.IGNORECASE)
_SURE = 92.0


@dataclass(frozen=True)
class Table:
    """Where figures lie together: their rows and columns, and the headings above."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    keys: tuple[int, ...]
    headers: tuple[int, ...]
    title: str

    @classmethod
    def of(cls, looks: SheetLooks, rows: Sequence[int], after: int) -> "Table":
        """Look from a run of rows to its columns and headings, not above row `after`."""
        columns, keys = _columns(looks, rows)
        headers = _headers(looks, rows[0], columns, after)
        if columns and headers:
            columns = tuple(c for c in columns if c >= min(columns))
        title = _title(looks, (headers or rows)[0], after)
        return cls(tuple(rows), columns, keys, headers, title)


def _columns(looks: SheetLooks, rows: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Divide columns into figures and keys by what most of their cells look like."""
    width = max(len(looks.sheet.rows[row]) for row in rows)
    shares, filled = {}, []
    for column in range(1, width + 1):
        kinds = [kind for row in rows if (kind := looks.kind(row, column))]
        if not kinds:
            continue
        filled.append(column)
        shares[column] = sum(kind in ("figure", "sign") for kind in kinds) / len(kinds)
    figures = [column for column in filled if shares[column] > 0.5]
    above = rows[0] - 1
    figures = [c for c in figures if not _is_code_column(looks, rows, above, c, figures)]
    if not figures:
        return (), ()
    first = figures[0]
    keys = tuple(c for c in filled if c not in figures and (c < first or shares[c] == 0))
    # Counts between 1950 and 2060 look like years: among figures they are figures.
    inside = [c for c in filled if first < c and c not in keys]
    return tuple(sorted({*figures, *inside})), keys


def _is_code_column(
    looks: SheetLooks, rows: Sequence[int], above: int, column: int, figures: Sequence[int]
) -> bool:
    """Whether numbers are codes: the first column of them, called so or left of a name."""
    if len(figures) < 2 or column != figures[0]:
        return False
    values = [looks.sheet.value(row, column) for row in rows]
    if not all(isinstance(v, str) or v is None or float(v).is_integer() for v in values):
        return False
    heads = [looks.sheet.label(row, column)[0] for row in range(max(1, above - 4), above + 1)]
    if any(head is not None and _CODE_HEAD.search(label_text(head)) for head in heads):
        return True
    is_left_of_name = any(
        all(looks.kind(row, between) in ("text", "") for row in rows)
        for between in range(column + 1, figures[1])
    )
    return is_left_of_name and len(set(values)) == len(values)


def _headers(looks: SheetLooks, first: int, columns: Sequence[int], after: int) -> tuple[int, ...]:
    """Go up from the first figures as long as something stands over them."""
    found: list[int] = []
    for row in range(first - 1, max(after, first - 1 - _MOST_HEADERS), -1):
        over = [c for c in columns if looks.sheet.value(row, c) is not None]
        over = over or [c for c in columns if looks.sheet.label(row, c)[0] is not None
                        and _starts_over(looks, row, c, columns)]  # fmt: skip
        if not over and not found and row > first - 1 - _MOST_SKIPPED:
            continue  # a group heading or a blank line between headings and figures
        if not over or any(looks.kind(row, c) == "figure" for c in over):
            break
        found.insert(0, row)
    return tuple(found)


def _starts_over(looks: SheetLooks, row: int, column: int, columns: Sequence[int]) -> bool:
    """Whether a merged heading begins over the figures; a merged title begins left of them."""
    return looks.sheet.merged_from.get((row, column), (row, column))[1] >= columns[0]


def _title(looks: SheetLooks, top: int, after: int) -> str:
    """Find the words above the headings that name the table: the first line that says enough."""
    candidates: list[str] = []
    for row in range(after + 1, top):
        texts = looks.texts(row)
        if not texts and after:
            candidates.clear()  # what stands above a gap belongs to the table before
        said = (t for t in texts if len(plain_name(t)) > 8 and not _is_note(t))
        candidates.extend(said)
    # The gap may also stand between a title and its headings: then look past it.
    return candidates[0] if candidates else _last_words(looks, after, top)


def _last_words(looks: SheetLooks, after: int, top: int) -> str:
    for row in range(top - 1, after, -1):
        for text in looks.texts(row):
            if len(plain_name(text)) > 8 and not _is_note(text):
                return text
    return ""


def _is_note(text: str) -> bool:
    return bool(
        re.match(r"(?:notes?|source|published|return|contents|back|this )\b", text.casefold())
    )


def describe(looks: SheetLooks, table: Table, matcher: Matcher | None) -> Block:
    """Make the block of a table; its sheet is set by the caller."""
    rows = _Reader(looks, table, matcher)
    headers = rows.header_rows()
    keys = rows.key_columns(headers)
    labels = rows.measure_labels(headers)
    meanings = guess_meanings(looks, table.rows, labels) if labels else {}
    indicator, label = rows.indicator(headers, keys, labels, meanings)
    last = headers[-1].row if headers else 0
    anchor = _anchor(looks, last, keys)
    said = [header.role for header in headers] + [key.role for key in keys]
    named = Role.UNIT_NAME in said or Role.UNIT_CODE in said
    is_share = looks_like_shares(looks, table.rows, table.columns, labels, table.title)
    return Block(
        sheet=SheetChoice(),
        headers=headers,
        keys=keys,
        first_row=table.rows[0],
        first_column=table.columns[0],
        last_column=None,
        anchor=anchor[1] if anchor else None,
        anchor_column=anchor[0] if anchor else 1,
        anchor_row=last or 1,
        indicator=indicator,
        label=label,
        unit=None if named or matcher is None else _unit_of_title(looks, table, matcher),
        percent=Percent.SHARE if is_share else Percent.POINTS,
        meanings=meanings,
    )


def _unit_of_title(looks: SheetLooks, table: Table, matcher: Matcher) -> str | None:
    """Where nobody is named in the table, it is about whom its title names."""
    above = range(1, (table.headers or table.rows)[0])
    words = [text for row in above for text in looks.texts(row)]
    return next((name for text in words if (name := matcher.unit_named_in(text))), None)


def _anchor(looks: SheetLooks, row: int, keys: Sequence[KeyColumn]) -> tuple[int, str] | None:
    for key in keys:
        value = looks.sheet.value(row, key.column) if row else None
        if isinstance(value, str):
            return key.column, value
    return None


class _Reader:
    """Guesses roles for one table."""

    def __init__(self, looks: SheetLooks, table: Table, matcher: Matcher | None) -> None:
        self.looks, self.table, self.matcher = looks, table, matcher
        self.sheet = looks.sheet

    def header_rows(self) -> tuple[HeaderRow, ...]:
        found = []
        for row in self.table.headers:
            role = self._header_role(row)
            merged = any(top == row and right > left for top, left, _, right in self.sheet.merges)
            fills = row != self.table.headers[-1] and not merged
            found.append(HeaderRow(row, role, fills))
        return tuple(found)

    def _header_role(self, row: int) -> Role:
        columns = self.table.columns
        labels = [c for c in columns if self.sheet.label(row, c)[0] is not None]
        distinct = {self.sheet.label(row, c)[0] for c in labels}
        if sum(self.looks.is_period(row, c) for c in labels) >= 0.8 * len(labels):
            return Role.PERIOD
        if len(distinct) == 1 and len(columns) > 2 and row == self.table.headers[0]:
            # One caption over everything: "Percentage of pupils".
            only = next(iter(distinct))
            return Role.IGNORED if not self._is_unit(only) else Role.UNIT_NAME
        units = sum(self._is_unit(label) for label in distinct)
        return Role.UNIT_NAME if units >= 0.5 * len(distinct) else self._words_role(distinct)

    def _words_role(self, labels: set[object]) -> Role:
        """Without a register headings that name no measure are units, where rows are periods."""
        if self.matcher is not None or not self._rows_are_periods():
            return Role.INDICATOR
        words = re.compile(r"%|per ?cent|number|rate|total|numerator|denominator|count|value", re.I)
        named = sum(bool(words.search(label_text(label))) for label in labels)
        return Role.INDICATOR if named else Role.UNIT_NAME

    def _rows_are_periods(self) -> bool:
        return any(self._share(c, self.looks.is_period) > 0.8 for c in self.table.keys)

    def _is_unit(self, label: object) -> bool:
        if self.matcher is None or label is None:
            return False
        match = self.matcher.unit(label, None, None)
        near = match.suggestions and match.suggestions[0].score >= _SURE
        return match.key is not None or bool(near) or self._is_ambiguous(label)

    def _is_ambiguous(self, label: object) -> bool:
        # Barking is a school authority and a borough: still a unit.
        match = self.matcher.unit(label, None, None) if self.matcher else None
        return bool(match and match.suggestions and match.suggestions[0].score >= 99.0)

    def _share(self, column: int, test: Callable[[int, int], bool]) -> float:
        rows = [r for r in self.table.rows if self.sheet.value(r, column) is not None]
        return sum(test(row, column) for row in rows) / len(rows) if rows else 0.0

    def key_columns(self, headers: Sequence[HeaderRow]) -> tuple[KeyColumn, ...]:
        roles: dict[int, Role] = {}
        for column in self.table.keys:
            roles[column] = self._key_role(column, self._head(column, headers))
        _keep_best_name(self, roles)
        return tuple(
            KeyColumn(column, role, self._fills_down(column)) for column, role in roles.items()
        )

    def _head(self, column: int, headers: Sequence[HeaderRow]) -> str:
        found = [self.sheet.label(header.row, column)[0] for header in headers]
        return " ".join(label_text(value) for value in found if value is not None)

    def _key_role(self, column: int, head: str) -> Role:
        if self._share(column, self.looks.is_period) > 0.8 and not _CODE_HEAD.search(head):
            return Role.IGNORED if _GROUP_HEAD.search(head) else Role.PERIOD
        if _MEASURE_HEAD.search(head):
            return Role.INDICATOR
        if _GROUP_HEAD.search(head) and not _NAME_HEAD.search(head) and not _CODE_HEAD.search(head):
            return Role.IGNORED
        is_called_code = _CODE_HEAD.search(head) and not _NAME_HEAD.search(head)
        if self._share(column, self._is_code_cell) > 0.9 or is_called_code:
            return Role.IGNORED if _GROUP_HEAD.search(head) else Role.UNIT_CODE
        return Role.UNIT_NAME

    def _is_code_cell(self, row: int, column: int) -> bool:
        return bool(_CODE.match(label_text(self.sheet.value(row, column))))

    def _fills_down(self, column: int) -> bool:
        there = sum(self.sheet.value(row, column) is not None for row in self.table.rows)
        first = self.sheet.value(self.table.rows[0], column) is not None
        return first and there < len(self.table.rows)

    def name_score(self, column: int, headers: Sequence[HeaderRow]) -> tuple[float, int]:
        values = {self.sheet.value(row, column) for row in self.table.rows} - {None}
        sample = sorted(values, key=str)[:30]
        known = sum(self._is_unit(value) for value in sample) / max(1, len(sample))
        head = bool(_NAME_HEAD.search(self._head(column, headers)))
        return known + 0.3 * head, len(values)

    def measure_labels(self, headers: Sequence[HeaderRow]) -> dict[int, str]:
        """Give for each column what its headings of measures say."""
        rows = [header for header in headers if header.role is Role.INDICATOR]
        found: dict[int, str] = {}
        for column in self.table.columns:
            labels = [self._filled(header, column) for header in rows]
            text = " ".join(label_text(v) for v in dict.fromkeys(labels) if v is not None)
            if text:
                found[column] = text
        return found

    def _filled(self, header: HeaderRow, column: int) -> object:
        value = self.sheet.label(header.row, column)[0]
        while value is None and header.fills_right and column > self.table.columns[0]:
            column -= 1
            value = self.sheet.label(header.row, column)[0]
        return value

    def indicator(
        self,
        headers: Sequence[HeaderRow],
        keys: Sequence[KeyColumn],
        labels: dict[int, str],
        meanings: dict[str, Meaning],
    ) -> tuple[str | None, str | None]:
        """Name the indicator of the whole table, where neither columns nor rows name their own."""
        if any(key.role is Role.INDICATOR for key in keys):
            return None, None
        captions = [
            label_text(self.sheet.label(header.row, self.table.columns[0])[0])
            for header in headers
            if header.role is Role.IGNORED
        ]
        own = {plain_label(text) for text in labels.values()} - set(meanings)
        if labels and own:
            return None, None
        values = [t for t in labels.values() if meanings[plain_label(t)].part is Part.VALUE]
        for text in (self.table.title, *captions, *values):
            if text and self.matcher is not None:
                best = self.matcher.suggest_indicator(text)
                if best and best[0].score >= _SURE:
                    return best[0].key, text
        return None, self.table.title or next(iter(captions or values), None)


def _keep_best_name(reader: _Reader, roles: dict[int, Role]) -> None:
    """One column names the units: the one whose names are known, else with most of them."""
    names = [column for column, role in roles.items() if role is Role.UNIT_NAME]
    if len(names) < 2:
        return
    headers = [HeaderRow(row, Role.IGNORED) for row in reader.table.headers]
    best = max(names, key=lambda column: reader.name_score(column, headers))
    for column in names:
        if column != best:
            roles[column] = Role.IGNORED
