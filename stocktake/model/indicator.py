"""The words an indicator is described with."""

from enum import IntEnum, StrEnum


class Direction(IntEnum):
    """Which way is better: every rule multiplies by it, so no screen needs a special case."""

    HIGHER = 1
    LOWER = -1


class Kind(StrEnum):
    """What an indicator is to a priority."""

    TARGET = "target"
    LEADING = "leading"
    PERVERSE_EFFECT = "perverse_effect"
    CONTEXT = "context"


class Measure(StrEnum):
    """What sort of number it is: decides its bounds and how it is printed."""

    PERCENT = "percent"
    COUNT = "count"
    CHANGE_PERCENT = "change_percent"
    WEEKS = "weeks"
    POINTS = "points"

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The values a figure of this sort can take (low, high); None is open."""
        return {
            "percent": (0.0, 100.0),
            "count": (0.0, None),
            "change_percent": (-100.0, None),
            "weeks": (0.0, None),
            "points": (None, None),
        }[self.value]


class HeadlineRule(StrEnum):
    """How the headline of a priority comes from its units.

    `own` means a hand-written file in `queries/priority/`; the others are made from
    `queries/defaults/`.
    """

    RATIO = "ratio"
    SUM = "sum"
    MEAN = "mean"
    PUBLISHED = "published"
    OWN = "own"


class ObservationStatus(StrEnum):
    """How far a figure is settled, or why there is none."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    NOT_PUBLISHED = "not_published"
    SUPPRESSED = "suppressed"

    @property
    def has_value(self) -> bool:
        """Whether a figure stands with this status."""
        return self.value in ("final", "provisional", "revised")


# The signs statisticians write where there is no figure. None of them is ever read as zero.
SYMBOLS = {
    "[x]": ObservationStatus.NOT_PUBLISHED,
    "[z]": ObservationStatus.NOT_PUBLISHED,
    ":": ObservationStatus.NOT_PUBLISHED,
    "..": ObservationStatus.NOT_PUBLISHED,
    "-": ObservationStatus.NOT_PUBLISHED,
    "[c]": ObservationStatus.SUPPRESSED,
    "*": ObservationStatus.SUPPRESSED,
}
