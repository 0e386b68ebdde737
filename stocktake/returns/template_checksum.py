"""The checksum on the cover, which tells whether the structure was changed since.

It is about structure only (its hidden keys), never about figures, and it is no seal against
forgery: whoever can change a key can work out a new sum. It recognises accidents: rows deleted,
columns moved, a sheet copied in from last quarter.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stocktake.returns.cover import COLUMN_KEYS
from stocktake.returns.workbook import Table

_LENGTH = 8


def make_checksum(parts: Mapping[str, Iterable[str]]) -> str:
    """Write the sums of all tables as the cover shows them: `cover:1a2b3c4d figures:…`."""
    return " ".join(f"{name}:{_sum_of(texts)}" for name, texts in sorted(parts.items()))


def read_checksum(written: Any) -> dict[str, str] | None:
    """Read the sums by table; None if that is no checksum."""
    pairs = [part.split(":") for part in str(written or "").split()]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        return None
    return {pair[0]: pair[1] for pair in pairs}


def changed_tables(sums: dict[str, str], tables: Iterable[Table]) -> list[str]:
    """Name the tables that are not as they were sent out, those missing among them."""
    found: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        found[table.name].extend(structure_of(table))
    return [name for name, digits in sums.items() if _sum_of(found.get(name, ())) != digits]


def structure_of(table: Table) -> Iterator[str]:
    """Give the texts of a table that nobody but us has reason to change: its hidden keys.

    Headers are looked for by name elsewhere, and people may add columns of their own.
    """
    yield f"[[{table.name}]]"
    keys = table.columns.get("A", [])
    yield from (str(key).strip() for key in keys if key is not None)
    if keys and str(keys[0]).startswith(COLUMN_KEYS):
        for letter, values in table.columns.items():
            if letter != "A" and values[0] is not None:
                yield f"{letter}={values[0]}"


def _sum_of(texts: Iterable[str]) -> str:
    # Sorted, because sorting rows is allowed.
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()[:_LENGTH]
