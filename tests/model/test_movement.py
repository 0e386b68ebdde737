"""Movement between two rounds, against a table worked by hand."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.model.movement import compare_rounds, rounds_of
from stocktake.model.rating import Rating

CASES = list(
    csv.DictReader(
        (Path(__file__).parent / "movement_cases.csv").read_text(encoding="utf-8").splitlines()
    )
)
LETTERS = {rating.letters: rating for rating in Rating}
G, AG, AR, R = Rating


def row(key: str, name: str, rating: str) -> dict[str, str]:
    return {
        "priority_key": key,
        "short_title": key.upper(),
        "rating_round": name,
        "rating": LETTERS[rating],
    }


# The rounds that are compared are not neighbours: what lies between must not matter.
ROWS = [
    row(case["priority_key"], name, case[column])
    for column, name in (("before", "2025-09"), ("now", "2026-03"))
    for case in CASES
    if case[column]
] + [row("a", "2025-12", "R"), row("z", "2025-12", "R"), row("p", "2025-12", "G")]


@pytest.fixture
def movement():
    return compare_rounds(ROWS, "2025-09", "2026-03")


def test_each_priority_became_what_the_table_says(movement):
    became = {
        move.priority_key: "up" if move.points > 0 else "down" if move.points < 0 else "same"
        for move in movement.moves
    }
    became |= {rated.priority_key: "joined" for rated in movement.joined}
    became |= {rated.priority_key: "left" for rated in movement.left}
    assert became == {case["priority_key"]: case["becomes"] for case in CASES}


def test_the_transition_table_counts_the_like_for_like_set_alone(movement):
    assert movement.table == {
        G: {G: 1, AG: 1, AR: 0, R: 1},
        AG: {G: 1, AG: 1, AR: 1, R: 0},
        AR: {G: 0, AG: 0, AR: 2, R: 1},
        R: {G: 1, AG: 1, AR: 1, R: 1},
    }
    assert [move.priority_key for move in movement.cell(AR, AR)] == ["g", "h"]
    assert (movement.up_count, movement.down_count, movement.same_count) == (4, 4, 5)


def test_joiners_and_leavers_stand_apart_with_their_rating(movement):
    assert [(one.title, one.rating) for one in movement.joined] == [("N", G), ("O", R)]
    assert [(one.title, one.rating) for one in movement.left] == [("P", AR)]
    assert movement.sentence == (
        "Of 13 priorities rated in both 2025-09 and 2026-03, 4 moved up, 4 down, and 5 stayed. "
        "2 joined and 1 left."
    )


def test_two_rounds_without_anything_to_compare_say_so():
    found = compare_rounds(ROWS, "2025-03", "2026-03")
    assert found.moves == ()
    assert found.sentence == ("No priority was rated in both 2025-03 and 2026-03. 15 joined.")


def test_nobody_joining_or_leaving_needs_no_words():
    rows = [row("a", "1", "R"), row("a", "2", "R")]
    assert compare_rounds(rows, "1", "2").sentence == (
        "Of 1 priority rated in both 1 and 2, 0 moved up, 0 down, and 1 stayed."
    )


def test_rounds_are_listed_newest_first():
    assert rounds_of(ROWS) == ["2026-03", "2025-12", "2025-09"]


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(list(LETTERS))),
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(list(LETTERS))),
)
def test_every_priority_is_counted_once_and_turning_the_rounds_round_turns_the_table(before, now):
    rows = [row(key, "1", word) for key, word in before.items()]
    rows += [row(key, "2", word) for key, word in now.items()]
    there, back = compare_rounds(rows, "1", "2"), compare_rounds(rows, "2", "1")
    named = [one.priority_key for one in (*there.moves, *there.joined, *there.left)]
    assert Counter(named) == Counter(before.keys() | now.keys())
    for start in Rating:
        for end in Rating:
            assert there.table[start][end] == back.table[end][start]
    assert (there.up_count, there.joined) == (back.down_count, back.left)
