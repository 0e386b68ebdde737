"""The demonstration's ratings: whole sheets, blind first scores, and a closed case's history."""

from datetime import datetime

import pytest

from stocktake.model.rating import Category
from stocktake.model.rubric import LINES, sub_questions

RATERS = {"Analyst A (demo)", "Analyst B (demo)", "Account manager (demo)"}
CRIME = "neighbourhood_crime"
# Rounds that hold the overall rating alone, for the track record.
OVERALL_ALONE = ["2014-12", "2015-06", "2015-09", "2015-12", "2025-06", "2025-09"]


@pytest.fixture(scope="module")
def ratings(register):
    return register.tables["ratings"]


@pytest.fixture(scope="module")
def unit(ratings):
    return ratings[ratings["rater_type"] == "unit"]


def test_every_priority_is_rated_in_two_rounds_on_all_five_categories(unit):
    whole = unit[~unit["rating_round"].isin(OVERALL_ALONE)]
    five = whole[whole["category"].isin(list(Category))]
    assert (five.groupby(["priority_key", "rating_round"])["category"].nunique() == 5).all()
    assert (five.groupby("priority_key")["rating_round"].nunique() == 2).all()
    assert five["priority_key"].nunique() == 14
    latest = unit[unit["category"].eq("overall") & unit["rating_round"].eq("2026-03")]
    assert latest["rating"].nunique() == 4


def test_the_newest_sheet_of_each_priority_says_how_the_figures_and_leading_ones_do(unit):
    newest = unit[unit["rating_round"].isin(["2026-03", "2016-03"])]
    for line in ("performance", "leading"):
        assert newest[newest["category"] == line]["priority_key"].nunique() == 14


def test_six_priorities_answer_every_sub_question_and_give_a_reason_of_their_own(unit):
    keys = {line.key for parent in ("planning", "capacity") for line in sub_questions(parent)}
    assert len(keys) == 11
    answered = unit[unit["category"].isin(keys)]
    whole = answered.groupby("priority_key")["category"].nunique().eq(11)
    assert whole.sum() == 6
    six = answered[answered["priority_key"].isin(whole[whole].index)]
    assert not six["reason"].duplicated().any()
    # Nobody of the six answered everything alike; the seventh did, so that a flag can be seen.
    assert (six.groupby("priority_key")["rating"].nunique() >= 2).all()
    seventh = answered[answered["priority_key"] == "cancellations"]
    assert (len(seventh), seventh["rating"].nunique()) == (6, 1)


def test_three_raters_scored_every_open_priority_blind_before_the_unit_did(ratings, unit):
    first = ratings[ratings["rater_type"] == "first"]
    assert set(first["rated_by"]) == RATERS
    assert len(first) == 13 * 3 * 5
    assert CRIME not in set(first["priority_key"])
    assert first["rated_at"].max() < unit[unit["rating_round"] == "2026-03"]["rated_at"].min()
    overall = first[first["category"] == "overall"]
    points = overall.groupby("priority_key")["rating"].nunique()
    assert {1, 2, 3} == set(points)


def test_the_closed_case_was_rated_from_a_year_before_its_date(unit):
    crime = unit[unit["priority_key"].eq(CRIME) & unit["category"].eq("overall")]
    told = [tuple(row) for row in crime[["rating_round", "rating"]].itertuples(index=False)]
    assert sorted(told) == [
        ("2014-12", "green"),
        ("2015-03", "green"),
        ("2015-06", "amber_green"),
        ("2015-09", "amber_green"),
        ("2015-12", "amber_red"),
        ("2016-03", "amber_red"),
    ]
    on_its_day = crime.set_index("rating_round")["rated_at"]
    assert on_its_day["2014-12"] < datetime(2015, 3, 31) < on_its_day["2015-03"]
    alone = unit[unit["rating_round"].isin(OVERALL_ALONE)]
    assert set(alone["category"]) == {"overall"}
    assert set(alone["priority_key"]) == {CRIME, "ae_four_hour"}


def test_every_line_of_the_sheet_is_used_somewhere(unit):
    assert {line.key for line in LINES} == set(unit["category"])
