"""What moderation looks at beside the table: movement, contradictions, the track record."""

from collections.abc import Mapping, Sequence
from typing import Any

from stocktake.model.facts import PriorityFacts
from stocktake.ui.frame import Desk

Row = Mapping[Any, Any]


def show_views(desk: Desk, row: Row, rounds: Sequence[Row], every: Sequence[PriorityFacts]) -> None:
    """Draw the views; only the open one is worked out."""
