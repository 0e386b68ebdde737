"""Position: the arithmetic state against the trajectory, in words.

The rules themselves are SQL (`queries/core/position*.sql` and the views they read); this is the
vocabulary that the views, the screens and the documents share.
"""

from enum import StrEnum


class Position(StrEnum):
    """Where a figure stands against its plan, best first."""

    AHEAD = "ahead"
    ON = "on"
    BEHIND = "behind"
    WELL_BEHIND = "well_behind"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The words on screen: `Well behind`, `On plan`."""
        return {
            "ahead": "Ahead of plan",
            "on": "On plan",
            "behind": "Behind plan",
            "well_behind": "Well behind plan",
        }[self.value]

    @property
    def is_on_track(self) -> bool:
        """Whether this is the on-track half."""
        return self in (Position.AHEAD, Position.ON)


class PositionReason(StrEnum):
    """Why there is no position."""

    NO_FIGURE = "no_figure"
    NO_TARGET = "no_target"
    NOT_JUDGED = "not_judged"
    DEFINITION_CHANGED = "definition_changed"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The words on screen in place of a position."""
        return {
            "no_figure": "No figure yet",
            "no_target": "No target found",
            "not_judged": "Not judged yet",
            "definition_changed": "Definition changed",
        }[self.value]


# Worst first: the order of the wall. No position comes last.
WALL_ORDER = (Position.WELL_BEHIND, Position.BEHIND, Position.ON, Position.AHEAD)
