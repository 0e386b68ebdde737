"""Ratings, policy steps, actions: the demonstration's inventions, marked as such in every row."""

from datetime import datetime, timedelta

import pandas as pd

from data.demo.plans import read_sheet
from stocktake.returns.register_schema import SHEETS

# UTC, without a zone, as the store keeps times.
_RATED_AT = {
    "2015-03": datetime(2015, 5, 12, 15, 0),
    "2016-03": datetime(2016, 5, 12, 15, 0),
    "2025-12": datetime(2026, 2, 17, 15, 0),
    "2026-03": datetime(2026, 5, 18, 15, 0),
}


def build_ratings() -> pd.DataFrame:
    """Build the sheet ratings: two rounds for each priority, all five categories."""
    rows = read_sheet("ratings").astype({"rating": str})
    departments = read_sheet("priorities").set_index("priority_key")["department_key"]
    titles = read_sheet("departments").set_index("department_key")["title"]
    theirs = rows["priority_key"].map(departments).map(titles) + " department (demo)"
    is_unit = rows["rater_type"] == "unit"
    rated_at = rows["rating_round"].map(_RATED_AT)
    return rows.assign(
        rated_by=theirs.where(~is_unit, "Delivery unit (demo)"),
        # A department gives its own view with its return, some days before the unit's.
        rated_at=rated_at.where(is_unit, rated_at - timedelta(days=6)),
        is_demo=True,
    )[list(SHEETS["ratings"].columns)]


def build_policy_steps() -> pd.DataFrame:
    """Build the sheet policy_steps; the store shows `done_on` only from that day on."""
    steps = read_sheet("policy_steps").assign(is_demo=True)
    return steps[list(SHEETS["policy_steps"].columns)]


def build_actions() -> pd.DataFrame:
    """Build the sheet actions: what the meeting of February 2026 asked of the owners."""
    actions = read_sheet("actions").assign(is_demo_owner=True)
    return actions[list(SHEETS["actions"].columns)]
