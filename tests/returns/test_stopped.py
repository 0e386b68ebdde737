"""A figure that fell to nothing and stays there is asked about, once."""

import numpy as np
import pandas as pd
import pytest

from stocktake.model.problem import Level
from stocktake.returns.check import CheckedReturn
from stocktake.returns.checks.stopped import second_zeros
from tests.returns.round_builders import (
    check_round,
    expected,
    good_round,
    known_figures,
    round_context,
)

pytestmark = pytest.mark.usefixtures("read_here")


def sent(tmp_path, now: float, *last: float) -> CheckedReturn:
    """Check a return whose twelve-hour count of March is `now`, after months ending in `last`."""
    history = known_figures()
    own = history.index[
        (history["indicator_key"] == "twelve_hours") & (history["unit_key"] == "trust_a")
    ]
    history.loc[own[len(own) - len(last) :], "value"] = list(last)
    path = good_round(tmp_path / "r.xlsx", **{"Figures!H7": now})
    return check_round(path, round_context(history=history))


def asked(result: CheckedReturn) -> list[tuple[str, ...]]:
    return [problem.cells for problem in result.problems if problem.code == "R-304"]


def test_a_second_nothing_after_a_usual_level_asks_whether_reporting_stopped(tmp_path):
    result = sent(tmp_path, 0, 0)
    assert asked(result) == [("H7",)]
    (problem,) = [one for one in result.problems if one.code == "R-304"]
    assert problem.level is Level.EXPLAIN
    assert "0 for the second time, after a usual 1,2" in problem.message
    assert "Has reporting stopped?" in problem.message


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (0, ()),  # the first nothing: R-301 asks about the fall itself
        (0, (0, 0)),  # the third: it was asked about at the second
        (4, (0,)),  # it counts again
        (0, (900, 500, 200, 40, 0)),  # worked down step by step
        (0, (5, 6, 5, 6, 5, 6, 5, 0)),  # it was never much
    ],
)
def test_what_only_looks_like_it_is_not_asked_about(tmp_path, now, last):
    assert asked(sent(tmp_path, now, *last)) == []


def test_what_was_accepted_once_is_not_asked_about_again(tmp_path):
    history = known_figures()
    own = history.index[
        (history["indicator_key"] == "twelve_hours") & (history["unit_key"] == "trust_a")
    ]
    history.loc[own[-1], "value"] = 0.0
    march = expected().assign(value=0.0, numerator=np.nan, denominator=np.nan, status="final")
    march = march[march["unit_key"] == "trust_a"]
    known = pd.concat([history, march], ignore_index=True)
    path = good_round(tmp_path / "r.xlsx", **{"Figures!H7": 0})
    assert asked(check_round(path, round_context(history=known, known_figures=known))) == []


def test_one_unit_is_never_taken_for_the_next():
    value = np.array([0.0] + [50.0] * 8 + [0.0] + [0.0] + [50.0] * 8)
    points = np.array([*range(10), *range(9)], dtype=float)
    assert not second_zeros(value, points).any()
