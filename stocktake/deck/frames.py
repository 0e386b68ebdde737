"""What a deck is made from, and what it is made of."""

from dataclasses import dataclass, field, fields
from functools import cached_property

import pandas as pd


@dataclass(frozen=True)
class Screen:
    """One screen: a stable key, its title for the bar, its markup, whose priority it is.

    `item` is the place on the agenda that it belongs to, counted from 1.
    """

    key: str
    title: str
    html: str
    kind: str
    priority_key: str | None = None
    department_key: str | None = None
    item: int | None = None


@dataclass(frozen=True)
class DeckFrames:
    """The `page.*` frames of every priority that is shown.

    `actions` is `page.action_ledger`, `suggestions` is `core.suggested_rating`, `gaps` is
    `page.series_gaps_shown`; whoever has none of these leaves them out.
    """

    wall: pd.DataFrame
    series: pd.DataFrame
    plan: pd.DataFrame
    breaks: pd.DataFrame
    annotations: pd.DataFrame
    spread: pd.DataFrame
    leading: pd.DataFrame
    policy_steps: pd.DataFrame
    rating_sheet: pd.DataFrame
    actions: pd.DataFrame = field(default_factory=pd.DataFrame)
    suggestions: pd.DataFrame = field(default_factory=pd.DataFrame)
    rating_flags: pd.DataFrame = field(default_factory=pd.DataFrame)
    gaps: pd.DataFrame = field(default_factory=pd.DataFrame)
    # The questions a chair may put, written or suggested: priority_key, position, text.
    inquiries: pd.DataFrame = field(default_factory=pd.DataFrame)
    department_word: pd.DataFrame = field(default_factory=pd.DataFrame)

    def of(self, priority_key: str) -> "DeckFrames":
        """Give the rows of one priority."""
        found = {}
        for name, (frame, parts) in self._parted.items():
            found[name] = parts.get(priority_key, frame.iloc[:0])
        return DeckFrames(**found)

    @cached_property
    def _parted(self) -> dict[str, tuple[pd.DataFrame, dict[str, pd.DataFrame]]]:
        """Part each frame by priority, once: asked key by key it would be searched each time."""
        return {one.name: _parted(getattr(self, one.name)) for one in fields(self)}


def _parted(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    # A frame that nobody filled has no columns either.
    if "priority_key" not in frame:
        return frame, {}
    groups = frame.groupby("priority_key", sort=False)
    return frame, {str(key): rows.reset_index(drop=True) for key, rows in groups}
