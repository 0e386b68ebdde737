"""Answers of the form as parts of a layout, and back: pure, so that a test needs no screen."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from stocktake.model.facts import is_nothing
from stocktake.returns.layout.area import Area
from stocktake.returns.layout.layout import (
    Block,
    HeaderRow,
    KeyColumn,
    Layout,
    Meaning,
    Part,
    Role,
    label_text,
    plain_label,
)
from stocktake.returns.layout.sheets import Sheet
from stocktake.returns.layout.values import is_figure, symbol_table

NOT_PUBLISHED, WITHHELD = "[x]", "[c]"
_LONGEST_SIGN = 14
_SPLIT = re.compile(r"\s*[,;\n]\s*")
LEFT_OUT = Meaning(None, Part.IGNORED)
PARTS = {
    Part.VALUE: "The figure itself",
    Part.NUMERATOR: "The number above the line (numerator)",
    Part.DENOMINATOR: "The number below the line (denominator)",
    Part.IGNORED: "Do not read it",
}
ROLE_WORDS = {
    Role.PERIOD: "Which month, quarter or year",
    Role.UNIT_NAME: "Who it is about: the name",
    Role.UNIT_CODE: "Who it is about: a code",
    Role.INDICATOR: "What is measured",
    Role.IGNORED: "Nothing we need",
}


def with_block(layout: Layout, place: int, block: Block) -> Layout:
    """Put a block in the place of another."""
    blocks = (*layout.blocks[:place], block, *layout.blocks[place + 1 :])
    return replace(layout, blocks=blocks)


def with_meaning(block: Block, label: str, meaning: Meaning | None) -> Block:
    """Say what a heading stands for; None leaves it open."""
    kept = {name: given for name, given in block.meanings.items() if name != label}
    return replace(block, meanings=kept if meaning is None else kept | {label: meaning})


def as_found(area: Area) -> Block:
    """Give the block with its rows where they are on this sheet, if the table has moved."""
    shift = area.first_row - area.block.first_row
    if not shift:
        return area.block
    return replace(
        area.block,
        headers=area.headers,
        first_row=area.first_row,
        last_row=None if area.block.last_row is None else area.block.last_row + shift,
        anchor_row=area.block.anchor_row + shift,
    )


def anchored(sheet: Sheet, block: Block) -> Block:
    """Tie the block to a heading over its names, by which it is found when rows are added."""
    row = block.headers[-1].row if block.headers else 0
    for key in block.keys:
        found = sheet.value(row, key.column) if row else None
        if isinstance(found, str):
            return replace(block, anchor=found, anchor_column=key.column, anchor_row=row)
    return replace(block, anchor=None, anchor_column=1, anchor_row=row or 1)


def with_header_role(block: Block, row: int, role: Role | None) -> Block:
    """Give a row above the figures its role; None takes it out of the headings."""
    kept = [header for header in block.headers if header.row != row]
    if role is not None:
        before = next((h for h in block.headers if h.row == row), HeaderRow(row, role))
        kept.append(replace(before, role=role))
    return replace(block, headers=tuple(sorted(kept, key=lambda header: header.row)))


def with_key_role(block: Block, column: int, role: Role | None) -> Block:
    """Give a column beside the figures its role; None takes it out of the keys."""
    kept = [key for key in block.keys if key.column != column]
    if role is not None:
        before = next((k for k in block.keys if k.column == column), KeyColumn(column, role))
        kept.append(replace(before, role=role))
    return replace(block, keys=tuple(sorted(kept, key=lambda key: key.column)))


def filling(block: Block, *, down: bool, right: bool) -> Block:
    """Say whether names are written once for many rows, and headings once for many columns."""
    return replace(
        block,
        keys=tuple(replace(key, fills_down=down) for key in block.keys),
        headers=tuple(
            # The heading nearest to the figures stands over each of them.
            replace(header, fills_right=right and header is not block.headers[-1])
            for header in block.headers
        ),
    )


def labels_of(area: Area) -> dict[str, str]:
    """Give the labels that say what is measured, folded, with how they are written."""
    found: dict[str, str] = {}
    headers = area.block.header_rows(Role.INDICATOR)
    rows = [header for header in area.headers if header.role is Role.INDICATOR]
    if headers:
        for column in area.columns:
            _note(found, [area.heading(header, column)[0] for header in rows])
    keys = area.block.key_columns(Role.INDICATOR)
    if keys:
        for row in area.rows:
            _note(found, [area.sheet.label(row, key.column)[0] for key in keys])
    return found


def _note(found: dict[str, str], labels: Iterable[object]) -> None:
    there = [label_text(label) for label in dict.fromkeys(labels) if label is not None]
    if there:
        text = " ".join(there)
        found.setdefault(plain_label(text), text)


def stray_signs(areas: Sequence[Area], symbols: Mapping[str, str]) -> Counter[str]:
    """Count the short words that stand where figures should be, and are no known sign."""
    known = symbol_table(symbols)
    found: Counter[str] = Counter()
    for area in areas:
        for row in area.rows:
            for column in area.columns:
                value, mark = area.sheet.value(row, column), area.sheet.mark(row, column)
                if isinstance(value, str) and not mark and _is_sign(value, known):
                    found[value.strip().casefold()] += 1
    return found


def _is_sign(text: str, known: Mapping[str, str]) -> bool:
    plain = text.strip()
    if not plain or len(plain) > _LONGEST_SIGN or plain.casefold() in known:
        return False
    return not is_figure(plain, "", known) and not any(sign.isdigit() for sign in plain)


def signs_text(symbols: Mapping[str, str], meant: str) -> str:
    """Write the signs of one meaning as a person types them.

    >>> signs_text({"n/a": "[x]", "*": "[c]", "x": "[x]"}, "[x]")
    'n/a, x'
    """
    return ", ".join(sign for sign, kept in symbols.items() if kept == meant)


def read_signs(not_published: str, withheld: str) -> dict[str, str]:
    """Read the signs that were typed, folded; what is typed in both is not published.

    >>> read_signs("N/A, x", "*; x")
    {'*': '[c]', 'x': '[x]', 'n/a': '[x]'}
    """
    typed = dict.fromkeys(_signs(withheld), WITHHELD)
    return typed | dict.fromkeys(_signs(not_published), NOT_PUBLISHED)


def _signs(text: str) -> list[str]:
    return [sign.casefold() for sign in _SPLIT.split(text.strip()) if sign]


def words_pattern(text: str) -> str | None:
    """Make a pattern of the words that rows to leave out, or the end of a table, begin with.

    >>> words_pattern("Total, Note"), words_pattern(" ")
    ('^(?:Total|Note)', None)
    """
    words = [re.escape(word) for word in _SPLIT.split(text.strip()) if word]
    return f"^(?:{'|'.join(words)})" if words else None


def pattern_words(pattern: str | None) -> str | None:
    """Give the words of such a pattern; None for one that was written by hand.

    >>> pattern_words("^(?:Total|Note)"), pattern_words(None), pattern_words("a+")
    ('Total, Note', '', None)
    """
    if pattern is None:
        return ""
    found = re.fullmatch(r"\^\(\?:(.*)\)", pattern)
    if found is None:
        return None
    words = [re.sub(r"\\(.)", r"\1", word) for word in found[1].split("|")]
    text = ", ".join(words)
    return text if words_pattern(text) == pattern else None


def new_layout_key(title: str, department_key: str, taken: Container[str]) -> str:
    """Make a key that says whose and what it is, and is nobody else's.

    >>> new_layout_key("A&E: by trust", "health", ()), new_layout_key("?", "health", {"health"})
    ('health_a_e_by_trust', 'health_2')
    """
    words = re.findall(r"[a-z0-9]+", title.casefold())
    base = "_".join([department_key, *words])[:60].rstrip("_")
    tries = (base, *(f"{base}_{number}" for number in range(2, 1000)))
    return next(key for key in tries if key not in taken)


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen: its words and what it stands for."""

    words: str
    meaning: Meaning


def meaning_choices(
    indicators: pd.DataFrame, near: Sequence[str], *, has_indicator: bool
) -> list[Choice]:
    """Give what a heading may stand for: the nearest indicators first."""
    rows = {str(row["indicator_key"]): row for row in indicators.to_dict("records")}
    order = [*near, *(key for key in rows if key not in near)]
    found = [Choice(PARTS[Part.IGNORED], LEFT_OUT)]
    if has_indicator:
        parts = (Part.VALUE, Part.NUMERATOR, Part.DENOMINATOR)
        found += [Choice(PARTS[part], Meaning(None, part)) for part in parts]
    found += [Choice(str(rows[key]["title"]), Meaning(key)) for key in order]
    for key in order:
        for part in (Part.NUMERATOR, Part.DENOMINATOR):
            label = rows[key][f"{part.value}_label"]
            if not is_nothing(label):
                words = f"{rows[key]['short_title']}: {label} (the number)"
                found.append(Choice(words, Meaning(key, part)))
    return found
