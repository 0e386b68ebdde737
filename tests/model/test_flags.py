"""What each contradiction is called, against sentences written by hand."""

import csv
import re
from pathlib import Path

import pytest

from stocktake.model.flags import Flag, flag_sentence

HERE = Path(__file__).parent
CASES = list(csv.DictReader((HERE / "flags_cases.csv").read_text(encoding="utf-8").splitlines()))
RULES = HERE.parents[1] / "queries" / "core" / "rating_flags.sql"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"])
def test_a_flag_is_told_with_what_it_was_found_in(case: dict[str, str]):
    row = {column: cell or None for column, cell in case.items() if column != "sentence"}
    assert flag_sentence(row) == case["sentence"]


def test_every_flag_has_a_title_and_a_sentence():
    assert {case["flag"] for case in CASES} == set(Flag)
    assert len({flag.title for flag in Flag}) == len(Flag)


def test_the_view_raises_exactly_the_flags_that_have_words():
    raised = set(re.findall(r"(?:then|select)\s+'(\w+)'", RULES.read_text(encoding="utf-8")))
    assert raised == set(Flag)
