"""Freeze the demonstration's held stocktake, on the day before it was held.

Imported only where the demonstration is loaded: what draws charts takes half a second to import.
"""

from datetime import datetime

from stocktake.editions.freezing import freeze
from stocktake.store import Store


def freeze_as_of(
    store: Store, meeting_key: str, known_at: datetime, received_at: datetime, frozen_by: str
) -> str:
    """Freeze a stocktake as if at `received_at`; return the key of its edition."""
    receipt = freeze(
        store, meeting_key, known_at=known_at, frozen_by=frozen_by, received_at=received_at
    )
    return receipt.edition_key
