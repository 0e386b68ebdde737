"""What a deck is made from, and what it is made of."""

from dataclasses import dataclass, field

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

    `actions` is `page.action_ledger`, `suggestions` is `core.suggested_rating`; whoever has none
    of these leaves them out.
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

    def of(self, priority_key: str) -> "DeckFrames":
        """Give the rows of one priority."""
        return DeckFrames(
            **{name: _rows_of(frame, priority_key) for name, frame in self.__dict__.items()}
        )


def _rows_of(frame: pd.DataFrame, priority_key: str) -> pd.DataFrame:
    # A frame that nobody filled has no columns either.
    if "priority_key" not in frame:
        return frame
    return frame[frame["priority_key"] == priority_key].reset_index(drop=True)
