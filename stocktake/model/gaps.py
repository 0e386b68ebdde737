"""Why there is no figure: five reasons, five words, and nobody accused on missing data."""

from datetime import date
from enum import StrEnum

from stocktake.model.numbers import month


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

    @property
    def sign(self) -> str:
        """A sign for tables, told from the others without colour.

        >>> len({reason.sign for reason in GapReason})
        5
        """
        return {
            "not_yet_due": "○",
            "overdue": "▲",
            "not_collected": "–",
            "suppressed": "■",
            "not_held": "▨",
        }[self.value]

    @classmethod
    def of_the_register(cls) -> tuple["GapReason", ...]:
        """Give the reasons that only the register can know."""
        return (cls.NOT_COLLECTED, cls.SUPPRESSED, cls.NOT_HELD)


def gap_words(reason: object) -> str:
    """Return the sign and word for a cell of a table; what nobody gave a reason for is not held.

    >>> gap_words("overdue"), gap_words(None)
    ('▲ Overdue', '▨ Not held here')
    """
    known = {one.value: one for one in GapReason}
    found = known.get(str(reason), GapReason.NOT_HELD)
    return f"{found.sign} {found.title}"


def freshness_words(
    freshness: str | None, stale_on: date | None = None, ended_on: date | None = None
) -> str:
    """Return the mark of a late or an ended series, the same on every page and screen.

    >>> freshness_words("stale", date(2026, 4, 20)), freshness_words("fresh")
    ('Overdue since April 2026', '')
    >>> freshness_words("ended", ended_on=date(2023, 8, 31))
    'Ended August 2023'
    """
    if freshness == "stale":
        return f"Overdue since {month(stale_on)}" if stale_on else "Overdue"
    if freshness == "ended":
        return f"Ended {month(ended_on)}" if ended_on else "Ended"
    return ""
