"""Why there is no figure: the view against a second telling of the rule, in plain Python.

The rule: from the first figure to today every period without a figure has one reason. The register
decides; then the day the series ended; then the sign that was sent; what nobody sent is not held
here, unless it is newer than the newest figure: then it is overdue from the day after the newest
figure's date plus the periods since, the publication lag and the grace, and not yet due before.
"""

import calendar
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from stocktake.store import Store

TODAY = date(2026, 5, 20)
FIRST = 2024 * 12  # January 2024, in months
LAST = 2026 * 12 + 3  # April 2026 is the last month that has ended
CASES = 48


def end_of(month: int) -> date:
    year, index = divmod(month, 12)
    return date(year, index + 1, calendar.monthrange(year, index + 1)[1])


def later(day: date, months: int) -> date:
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))


class Made:
    """One series with holes, signs, perhaps an end and perhaps a reason in the register."""

    def __init__(self, chance: random.Random) -> None:
        newest = chance.randint(FIRST + 6, LAST)
        # Two neighbouring months have figures, so that nobody takes the series for a quarterly one.
        self.known = {FIRST, FIRST + 1, newest}
        self.known |= {m for m in range(FIRST, newest) if chance.random() < 0.6}
        signs = [m for m in range(FIRST, LAST + 1) if m not in self.known]
        self.signs = {m: chance.choice(["suppressed", "not_published"]) for m in signs
                      if chance.random() < 0.25}  # fmt: skip
        self.allowed = chance.choice([0, 14, 45, 80])
        self.ended_on = end_of(chance.randint(newest, LAST + 6)) if chance.random() < 0.3 else None
        first = chance.randint(FIRST, LAST)
        self.stretch = (first, chance.randint(first, LAST)) if chance.random() < 0.4 else None
        self.register_reason = chance.choice(["not_collected", "suppressed", "not_held"])

    def reason(self, month: int) -> str:
        """Tell why a month has no figure."""
        newest = max(self.known)
        if self.stretch and self.stretch[0] <= month <= self.stretch[1]:
            return self.register_reason
        if self.ended_on and end_of(month) > self.ended_on:
            return "not_collected"
        if self.signs.get(month) == "suppressed":
            return "suppressed"
        if month in self.signs or month < newest or (self.ended_on and self.ended_on <= TODAY):
            return "not_held"
        due = later(end_of(newest), month - newest) + timedelta(days=self.allowed)
        return "overdue" if due < TODAY else "not_yet_due"

    def reasons(self) -> dict[date, str]:
        """Tell of every month without a figure."""
        missing = [m for m in range(FIRST, LAST + 1) if m not in self.known]
        return {end_of(month): self.reason(month) for month in missing}


def rows_of(made: dict[str, Made]) -> dict[str, list[dict[str, Any]]]:
    figures = [
        {"indicator_key": key, "period_end": end_of(month), "value": 1.0, "status": "final"}
        for key, one in made.items()
        for month in one.known
    ]
    signs = [
        {"indicator_key": key, "period_end": end_of(month), "value": None, "status": status}
        for key, one in made.items()
        for month, status in one.signs.items()
    ]
    return {
        "indicators": [
            {"indicator_key": key, "publication_lag_days": one.allowed, "grace_days": 0,
             "ended_on": one.ended_on}
            for key, one in made.items()
        ],
        "priorities": [{"priority_key": key, "indicator_key": key} for key in made],
        "observations": figures + signs,
        "series_gaps": [
            {"indicator_key": key, "starts_on": end_of(one.stretch[0]).replace(day=1),
             "ends_on": end_of(one.stretch[1]), "reason": one.register_reason}
            for key, one in made.items() if one.stretch
        ],
    }  # fmt: skip


def test_the_view_and_the_plain_rule_agree(filled_store: Callable[..., Store]) -> None:
    chance = random.Random(9)
    made = {f"p{number}": Made(chance) for number in range(CASES)}
    store = filled_store(rows_of(made), today=TODAY)
    with store.reader() as db:
        rows = db.rows("core.missing_periods")
    found: dict[str, dict[date, str]] = {key: {} for key in made}
    for row in rows:
        assert row["period_end"] not in found[row["priority_key"]]
        found[row["priority_key"]][row["period_end"]] = row["reason"]
    assert found == {key: one.reasons() for key, one in made.items()}
    told = {reason for one in found.values() for reason in one.values()}
    assert told == {"not_yet_due", "overdue", "not_collected", "suppressed", "not_held"}
