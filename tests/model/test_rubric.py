"""The assessment sheet keeps its promises: four points, anchored ends, no words twice."""

import pytest

from stocktake.model.rating import Category, Rating
from stocktake.model.rubric import CHECKS, KEYS, LINES, line, point, sub_questions

ALL = (*LINES, *CHECKS)


def test_the_sheet_has_seven_lines_and_eleven_sub_questions():
    main = [one.key for one in LINES if one.parent is None]
    assert main == [
        "challenge", "planning", "capacity", "stage", "performance", "leading", "overall"
    ]  # fmt: skip
    assert [len(sub_questions(key)) for key in main] == [0, 6, 5, 0, 0, 0, 0]
    assert tuple(one.key for one in ALL) == KEYS
    assert len(set(KEYS)) == len(KEYS)


def test_the_categories_of_the_return_are_lines_under_the_same_title():
    for category in Category:
        assert line(category).title == category.title


@pytest.mark.parametrize("one", LINES, ids=lambda one: one.key)
def test_a_line_has_four_points_from_its_worst_end_and_no_middle(one):
    assert [place.score for place in one.scale] == [1, 2, 3, 4]
    assert one.is_coloured == (one.key not in ("challenge", "stage"))
    if one.is_coloured:
        assert [place.word for place in one.scale] == list(reversed(Rating))
    assert "default" not in vars(one)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_a_line_asks_a_question_and_describes_its_two_ends(one):
    assert one.question.endswith("?")
    assert one.worst.endswith(".")
    assert one.best.endswith(".")
    assert one.worst != one.best
    for text in (one.question, one.worst, one.best):
        assert text[0].isupper()
        assert len(text) <= 180
        assert "  " not in text


def test_no_question_and_no_anchor_is_used_twice():
    texts = [text for one in ALL for text in (one.title, one.question, one.worst, one.best)]
    assert len(set(texts)) == len(texts)


def test_a_sub_question_stands_under_its_parent_on_the_sheet():
    keys = [one.key for one in LINES]
    for parent in ("planning", "capacity"):
        found = [one.key for one in sub_questions(parent)]
        place = keys.index(parent)
        assert keys[place + 1 : place + 1 + len(found)] == found
        assert all(key.startswith(f"{parent}_") for key in found)


def test_a_word_of_another_scale_is_no_point_of_a_line():
    with pytest.raises(KeyError, match="green is not a point of stage"):
        point("stage", "green")
