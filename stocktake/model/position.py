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
            "no_target": "No target set",
            "not_judged": "Not judged yet",
            "definition_changed": "Definition changed",
        }[self.value]


class Verdict(StrEnum):
    """What a target came to: at or after its date, or for a legal duty without one."""

    MET = "met"
    MISSED = "missed"
    BELOW_LAW = "below_law"


# How a position is judged, for the page of definitions; the rule itself is `core.tolerances`.
RULES: tuple[tuple[str, str], ...] = (
    (
        "Gap",
        "The figure minus its plan for that period, signed so that plus is better. Figures are "
        "compared unrounded, at nine decimals.",
    ),
    (
        "On plan",
        "The gap is within the tolerance: the largest of one rounding unit, 2% of the journey "
        "(the distance from baseline to target), and the figure's ordinary variation, which "
        "counts for at most 10% of the journey. Above it: ahead.",
    ),
    (
        "Behind, well behind",
        "Behind ends at the largest of two rounding units, 10% of the journey, and twice the "
        "ordinary variation, which counts for at most 25% of the journey. Beyond it: well behind.",
    ),
    (
        "Ordinary variation",
        "The average distance of the changes from one period to the next from their median, over "
        "up to the last 24 changes since a missing period or a change of definition. With fewer "
        "than 7 such changes nothing is widened.",
    ),
    (
        "Exceptions",
        "A tolerance agreed in the register stands as it is. Where the path has a low and a high "
        "line, on plan is between them, and behind ends half their distance below. Where baseline "
        "and target are the same, or there is no baseline, ordinary variation has no limit.",
    ),
    (
        "Met, missed",
        "At or after its date a target is judged once, on the figure of that date, whatever comes "
        "later. A legal duty without a date that is not kept is below the law.",
    ),
    (
        "Did a step move anything?",
        "Asked from the day the step was done, or later where it was expected to show later. The "
        "average of the newest periods since (up to three) is compared with that of the last "
        "three before; for a figure with seasons, with the same periods of an earlier year. Yes "
        "only beyond 1.773 times the average moving range of the figures before; worse beyond it "
        "on the other side; otherwise no. With fewer than five figures before, there is no answer.",
    ),
)

# Worst first: the order of the wall. No position comes last.
WALL_ORDER = (Position.WELL_BEHIND, Position.BEHIND, Position.ON, Position.AHEAD)
