"""The suggested rating, against cases worked by hand from the source and not from the code."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.model.likelihood import (
    DataQuality,
    Evidence,
    Performance,
    Suggestion,
    SuggestionFlag,
    evidence_from_row,
    needs_reason,
    performance,
    suggest,
    suggestion_from_row,
)
from stocktake.model.position import Position
from stocktake.model.rating import CHALLENGES, Rating

HERE = Path(__file__).parent
CASES = list(
    csv.DictReader((HERE / "likelihood_cases.csv").read_text(encoding="utf-8").splitlines())
)
LETTERS = {rating.letters: rating for rating in Rating}
WORST_FIRST = list(reversed(Rating))

ratings = st.sampled_from(WORST_FIRST)
performances = st.one_of(
    st.just(Performance(None, "none")),
    st.integers(1, 4).map(lambda score: Performance(score, "some")),
)
evidences = st.builds(
    Evidence,
    planning=ratings,
    capacity=ratings,
    performance=performances,
    challenge=st.sampled_from([None, *CHALLENGES]),
    stage=st.sampled_from([None, 1, 2, 3, 4]),
    data_quality=st.sampled_from([None, *DataQuality]),
    is_plan_sufficient=st.sampled_from([None, True, False]),
)


def evidence_of(case: dict[str, str]) -> Evidence:
    return evidence_from_row(
        {
            "planning": LETTERS.get(case["planning"]),
            "capacity": LETTERS.get(case["capacity"]),
            "position": case["position"] or None,
            "on_run": int(case["on_run"]),
            "late_step_count": int(case["late"]),
            "due_step_count": int(case["due"]),
            "performance_reason": case["reason"] or None,
            "challenge": case["challenge"] or None,
            "stage": float(case["stage"]) if case["stage"] else float("nan"),
            "data_quality": case["data_quality"] or None,
            "plan_sufficiency": case["plan_sufficiency"] or None,
        }
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_suggestion_is_what_was_worked_out_by_hand(case: dict[str, str]):
    found = suggest(evidence_of(case))
    assert found.rating == LETTERS.get(case["expected"]), found.working
    assert found.flags == ((SuggestionFlag.DATA_QUALITY,) if case["flag"] else ())
    if case["says"]:
        assert case["says"] in found.working


def test_the_table_reaches_every_rule_and_every_outcome():
    assert len(CASES) >= 45
    assert len({case["case"] for case in CASES}) == len(CASES)
    assert {case["expected"] for case in CASES} == {"", "R", "AR", "AG", "G"}
    assert {case["position"] for case in CASES} == {"", *Position}
    assert {case["data_quality"] for case in CASES} >= {"not_fit", "not_established"}
    assert {case["challenge"] for case in CASES} == {"", *CHALLENGES}
    assert {case["stage"] for case in CASES} == {"", "1", "2", "3", "4"}
    assert {case["reason"] for case in CASES} == {
        "", "no_target", "no_figure", "not_judged", "definition_changed", "stale"
    }  # fmt: skip


@given(evidences)
def test_doubts_that_change_nothing_are_not_told(evidence: Evidence):
    found = suggest(evidence)
    plain = suggest(replace(evidence, data_quality=None, is_plan_sufficient=None))
    told = [sentence for sentence in found.working if "no better than" in sentence]
    assert bool(told) == (found.rating is not plain.rating)
    assert found.working[: len(plain.working)] == plain.working


@given(evidences)
def test_the_working_is_whole_sentences_each_told_once(evidence: Evidence):
    sentences = suggest(replace(evidence, performance=performance("on"))).working
    assert len(sentences) == len(set(sentences))
    for sentence in sentences:
        assert sentence.endswith(".")
        assert sentence[0].isupper()


def up_one(rating: Rating) -> Rating:
    return WORST_FIRST[min(3, WORST_FIRST.index(rating) + 1)]


def score_of(suggestion: Suggestion) -> int:
    assert suggestion.rating is not None
    return suggestion.rating.score


@given(evidences)
def test_better_planning_or_capacity_never_lowers_the_suggestion(evidence: Evidence):
    before = score_of(suggest(evidence))
    assert score_of(suggest(replace(evidence, planning=up_one(evidence.planning)))) >= before
    assert score_of(suggest(replace(evidence, capacity=up_one(evidence.capacity)))) >= before


@given(evidences, st.integers(1, 3))
def test_better_performance_never_lowers_the_suggestion(evidence: Evidence, score: int):
    worse = replace(evidence, performance=Performance(score, ""))
    better = replace(evidence, performance=Performance(score + 1, ""))
    assert score_of(suggest(better)) >= score_of(suggest(worse))


@given(evidences, st.integers(0, 2), st.integers(1, 3))
def test_less_challenge_or_a_later_stage_never_lowers_it(
    evidence: Evidence, place: int, stage: int
):
    harder = replace(evidence, challenge=CHALLENGES[place + 1])
    easier = replace(evidence, challenge=CHALLENGES[place])
    assert score_of(suggest(easier)) >= score_of(suggest(harder))
    earlier, later = replace(evidence, stage=stage), replace(evidence, stage=stage + 1)
    assert score_of(suggest(later)) >= score_of(suggest(earlier))


@given(evidences)
def test_doubts_about_data_or_plan_never_raise_it_and_keep_their_caps(evidence: Evidence):
    plain = replace(evidence, data_quality=None, is_plan_sufficient=None)
    assert score_of(suggest(evidence)) <= score_of(suggest(plain))
    if evidence.data_quality is not None and evidence.data_quality.caps:
        assert score_of(suggest(evidence)) <= 3
    if evidence.is_plan_sufficient is False:
        assert score_of(suggest(evidence)) <= 2


@given(evidences)
def test_nothing_is_green_without_performance(evidence: Evidence):
    blind = replace(evidence, performance=Performance(None, ""))
    assert score_of(suggest(blind)) <= 3


@given(
    st.sampled_from(list(Position)),
    st.integers(0, 6),
    st.integers(0, 5),
    st.integers(0, 5),
)
def test_performance_stays_on_the_scale_and_loses_at_most_one_to_late_steps(
    position: Position, on_run: int, late: int, more: int
):
    free = performance(position, on_run=on_run).score
    found = performance(position, on_run=on_run, late_steps=late, due_steps=late + more).score
    assert free is not None and found is not None  # noqa: PT018
    assert 1 <= found <= 4
    assert free - 1 <= found <= free
    assert (found < free) == (4 * late > late + more and free > 1)


def test_a_final_rating_needs_a_reason_only_where_it_departs():
    found = suggest(Evidence(Rating.GREEN, Rating.GREEN, performance("ahead")))
    assert not needs_reason(Rating.GREEN, found)
    assert needs_reason(Rating.AMBER_GREEN, found)
    nothing = suggest(Evidence(None, Rating.GREEN, performance("ahead")))
    assert not needs_reason(Rating.RED, nothing)


def test_a_row_of_a_frame_with_its_nothings_is_read():
    row = {"planning": "green", "capacity": None, "position": float("nan"), "on_run": float("nan")}
    assert suggestion_from_row(row).working == ("No suggestion yet: capacity is not rated.",)
