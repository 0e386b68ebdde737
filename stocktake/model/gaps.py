"""Why there is no figure: five reasons, five words, and nobody accused on missing data."""

from enum import StrEnum


class GapReason(StrEnum):
    """Why a period has no figure.

    The first two are worked out from dates; the register says which of the others holds, and
    where it says nothing the figure is not held here: that blames nobody.
    """

    NOT_YET_DUE = "not_yet_due"
    OVERDUE = "overdue"
    NOT_COLLECTED = "not_collected"
    SUPPRESSED = "suppressed"
    NOT_HELD = "not_held"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The words on screen.

        >>> GapReason.NOT_HELD.title
        'Not held here'
        """
        return {
            "not_yet_due": "Not yet due",
            "overdue": "Overdue",
            "not_collected": "Not collected",
            "suppressed": "Suppressed",
            "not_held": "Not held here",
        }[self.value]

    @classmethod
    def of_the_register(cls) -> tuple["GapReason", ...]:
        """Give the reasons that only the register can know."""
        return (cls.NOT_COLLECTED, cls.SUPPRESSED, cls.NOT_HELD)
