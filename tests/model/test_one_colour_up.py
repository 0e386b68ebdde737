"""What would move a rating up one colour, held against the rules that suggest a rating."""

from dataclasses import replace

import pytest
from hypothesis import given

from stocktake.model.likelihood import DataQuality, Evidence, Performance, performance, suggest
from stocktake.model.one_colour_up import one_colour_up
from stocktake.model.rating import Rating
from tests.model.test_likelihood import evidences

R, AR, AG, G = Rating.RED, Rating.AMBER_RED, Rating.AMBER_GREEN, Rating.GREEN


@pytest.mark.parametrize(
    ("rating", "evidence", "sentence"),
    [
        (None, Evidence(AR, AR, performance("behind")), ""),
        (G, Evidence(G, G, performance("ahead")), ""),
        (
            R,
            Evidence(R, R, performance("well_behind")),
            "Amber-red by the rules if planning rises to amber-red and capacity to amber-red, or "
            "if planning rises to amber-red and recent performance to amber-red.",
        ),
        (
            AR,
            Evidence(G, G, performance("ahead"), is_plan_sufficient=False),
            "Amber-green by the rules if the steps of the plan add up to the target.",
        ),
        (
            AG,
            Evidence(G, G, performance("ahead"), data_quality=DataQuality.NOT_FIT),
            "Green by the rules if the quality of the data is shown to be fit.",
        ),
        (
            AR,
            Evidence(AG, AG, performance("on")),
            "Amber-green is suggested already; the unit judges it lower.",
        ),
        (
            AR,
            Evidence(AG, None, performance("on")),
            "The rules cannot say yet: capacity is not rated.",
        ),
    ],
)
def test_the_least_change_that_the_rules_honour_is_told(
    rating: Rating | None, evidence: Evidence, sentence: str
) -> None:
    assert one_colour_up(rating, evidence) == sentence


def test_what_nobody_can_raise_is_not_named() -> None:
    no_figures = Evidence(G, G, Performance(None, "none"))
    assert one_colour_up(AG, no_figures) == "Not green by the rules while no figure can be judged."


@given(evidences)
def test_one_judgement_that_would_do_is_told_before_two(evidence: Evidence) -> None:
    now = suggest(evidence).rating
    assert now is not None
    if now is G or evidence.performance.score is None:
        return
    told = one_colour_up(now, evidence)
    singles = [
        replace(evidence, **{name: next_up(getattr(evidence, name))})
        for name in ("planning", "capacity")
    ]
    if any(suggest(one).rating.score > now.score for one in singles):  # type: ignore[union-attr]
        assert " and " not in told.removesuffix(".")
    is_held_down = evidence.challenge == "very_high" and (evidence.stage or 4) <= 2
    held = "Not green by the rules while a very high challenge is met so early."
    assert told.startswith(next_up(now).title) or (is_held_down and told == held)


def next_up(rating: Rating) -> Rating:
    return next((one for one in Rating if one.score == rating.score + 1), rating)
