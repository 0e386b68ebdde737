"""The name people use for an edition; keys and checksums are details that stand elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def edition_name(number: int, frozen_at: datetime) -> str:
    """Return an edition's name: which of its stocktake's it is, and when it was frozen (UTC).

    Numbers count discarded ones too, so that a name never comes to mean another edition.

    >>> edition_name(1, datetime(2026, 5, 20, 18, 4))
    'Edition 1, frozen 20 May 18:04'
    """
    return f"Edition {number}, frozen {frozen_at.day} {frozen_at:%B %H:%M}"


def edition_of(row: Mapping[Any, Any]) -> str:
    """Return the name of the edition in a row of `page.editions`."""
    return edition_name(int(row["edition_number"]), row["received_at"])
