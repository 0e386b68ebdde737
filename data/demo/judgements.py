"""Ratings, policy steps, actions: the demonstration's inventions, marked as such in every row."""

from datetime import datetime, timedelta

import pandas as pd

from data.demo.plans import read_sheet
from stocktake.returns.register_schema import SHEETS

# UTC, without a zone, as the store keeps times.
_RATED_AT = {
    "2014-12": datetime(2015, 2, 12, 15, 0),
    "2015-03": datetime(2015, 5, 12, 15, 0),
    "2015-06": datetime(2015, 8, 13, 15, 0),
    "2015-09": datetime(2015, 11, 12, 15, 0),
    "2015-12": datetime(2016, 2, 11, 15, 0),
    "2016-03": datetime(2016, 5, 12, 15, 0),
    "2025-06": datetime(2025, 8, 21, 15, 0),
    "2025-09": datetime(2025, 11, 20, 15, 0),
    "2025-12": datetime(2026, 2, 13, 15, 0),
    "2026-03": datetime(2026, 5, 18, 15, 0),
}
# Blind, so that no one's score stands on another's: each on a day before the moderation.
_SCORED_AT = {
    "Analyst A (demo)": datetime(2026, 5, 13, 9, 40),
    "Analyst B (demo)": datetime(2026, 5, 13, 16, 15),
    "Account manager (demo)": datetime(2026, 5, 14, 11, 5),
}
_SCORED_ROUND = "2026-03"
_SCORED = ["challenge", "planning", "capacity", "stage", "overall"]


def build_ratings() -> pd.DataFrame:
    """Build the sheet ratings: the unit's, the departments' own, and blind first scores.

    Of the closed case and of A&E some rounds have the overall rating alone: they are there for the
    track record, which asks what was said a year, half a year and a quarter before the target's
    date.
    """
    rated = [_ratings_of_unit_and_departments(), _first_scores()]
    columns = list(SHEETS["ratings"].columns)
    return pd.concat(rated, ignore_index=True).assign(is_demo=True)[columns]


def _ratings_of_unit_and_departments() -> pd.DataFrame:
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
    )


def _first_scores() -> pd.DataFrame:
    """Give each rater's five scores of a priority a row each, with the one reason for all."""
    wide = read_sheet("first_scores").astype({"stage": str})
    long = wide.melt(
        id_vars=["priority_key", "rated_by", "reason"],
        value_vars=_SCORED,
        var_name="category",
        value_name="rating",
    )
    return long.assign(
        rating_round=_SCORED_ROUND,
        rater_type="first",
        rated_at=long["rated_by"].map(_SCORED_AT),
    )


def build_policy_steps() -> pd.DataFrame:
    """Build the sheet policy_steps; the store shows `done_on` only from that day on."""
    steps = read_sheet("policy_steps").assign(is_demo=True)
    return steps[list(SHEETS["policy_steps"].columns)]


def build_actions() -> pd.DataFrame:
    """Build the sheet actions: what the meeting of February 2026 asked of the owners."""
    actions = read_sheet("actions").assign(is_demo_owner=True)
    return actions[list(SHEETS["actions"].columns)]
