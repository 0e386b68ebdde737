"""One line of the catalogue of checks."""

from dataclasses import dataclass

from stocktake.model.problem import Level


@dataclass(frozen=True)
class Check:
    """A check: how hard it stops a return, what it says, and what to do about it.

    `since_round` is the first round in which the check is made, where it came after the others:
    up to that round what must be fixed later is only asked about. `can_be_waived` is for rules a
    figure may break for good reason and still be stored as it is; a cell that cannot be read is
    no matter for a signature.
    """

    code: str
    level: Level
    message: str
    fix: str
    since_round: str = ""
    can_be_waived: bool = False

    def level_in(self, reporting_round: str) -> Level:
        """Give the level in a round; rounds are named so that they sort by time.

        >>> Check("R-999", Level.MUST_FIX, "", "", since_round="2026-06").level_in("2026-06").value
        'explain'
        """
        is_first_round = bool(self.since_round) and reporting_round <= self.since_round
        return Level.EXPLAIN if is_first_round and self.level is Level.MUST_FIX else self.level
