"""Rows cut into pages that are as even as they can be."""

from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")


def paged(rows: Sequence[Row], most: int) -> list[Sequence[Row]]:
    """Cut rows into pages of at most `most`, as evenly as the pages allow.

    >>> [len(page) for page in paged(range(15), 7)], paged([], 7)
    ([5, 5, 5], [])
    """
    count = -(-len(rows) // most)
    each = -(-len(rows) // count) if count else 1
    return [rows[page * each : (page + 1) * each] for page in range(count)]


def page_of(title: str, number: int, count: int) -> str:
    """Name a page among others of one title.

    >>> page_of("The wall", 2, 3), page_of("The wall", 1, 1)
    ('The wall, 2 of 3', 'The wall')
    """
    return f"{title}, {number} of {count}" if count > 1 else title
