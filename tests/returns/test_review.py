"""What a return would change, and what was fixed since it was last sent."""

import numpy as np
import pandas as pd
import pytest

from stocktake.model.problem import Level, Problem, problem_key
from stocktake.returns.review import State, compare, count_states, fixed_since
from tests.returns.builders import FEBRUARY, JANUARY, check, figures, known, write_good

pytestmark = pytest.mark.usefixtures("read_here")


def review(tmp_path, *before):
    table = figures(
        ("four_hours", "trust_a", JANUARY, None, 700, 1000, "final", None, "late", None),
        ("four_hours", "trust_a", FEBRUARY, None, None, None, "not_published", "[x]", "moved", ""),
        ("twelve_hours", "trust_a", JANUARY, 1234, None, None, "provisional", None, None, None),
    )
    frame = known(*before)
    result = check(write_good(tmp_path / "r.xlsx", table), frame)
    return compare(result.observations, frame)


def test_a_first_return_is_all_new(tmp_path):
    found = review(tmp_path)
    assert found["state"].tolist() == ["new", "new", "new"]
    assert found["old_value"].isna().all()


def test_new_changed_withdrawn_and_unchanged_are_told_apart(tmp_path):
    found = review(
        tmp_path,
        ("four_hours", "trust_a", JANUARY, 71.0, 710.0, 1000.0, "final"),
        ("four_hours", "trust_a", FEBRUARY, 72.0, None, None, "final"),
        ("twelve_hours", "trust_a", JANUARY, 1234.0, None, None, "provisional"),
    )
    assert found["state"].tolist() == ["changed", "withdrawn", "unchanged"]
    changed = found.iloc[0]
    assert (changed["old_value"], changed["new_value"], changed["reason"]) == (71.0, 70.0, "late")
    assert (changed["old_numerator"], changed["new_numerator"]) == (710.0, 700.0)
    assert (changed["sheet"], changed["cell"]) == ("Figures", "E6")
    assert count_states(found) == {
        State.NEW: 0, State.CHANGED: 1, State.WITHDRAWN: 1, State.UNCHANGED: 1,
    }  # fmt: skip


def test_a_figure_where_there_was_a_symbol_is_new_and_a_status_alone_is_said_to_be_one(tmp_path):
    found = review(
        tmp_path,
        ("four_hours", "trust_a", JANUARY, np.nan, None, None, "not_published"),
        ("twelve_hours", "trust_a", JANUARY, 1234.0, None, None, "final"),
    )
    assert found["state"].tolist() == ["new", "new", "changed"]
    assert found["is_status_only"].tolist() == [False, False, True]
    assert (found["old_status"][2], found["new_status"][2]) == ("final", "provisional")


def problem(code, *cells, level=Level.MUST_FIX):
    key = problem_key(code, "Figures", cells)
    return Problem(code, level, "Figures", cells, "", "", "", key)


def test_what_was_fixed_is_counted_by_key():
    before = [problem("R-104", f"G{row}") for row in range(11)]
    now = [*before[:2], problem("R-131", "E6")]
    progress = fixed_since(before, now)
    assert progress.sentence == "9 of 11 fixed, 1 new"
    assert progress.still == tuple(before[:2])
    assert progress.new == (now[2],)


def test_a_problem_fixed_in_part_is_still_there_and_not_new():
    progress = fixed_since([problem("R-104", "G1", "G2", "G3")], [problem("R-104", "G2")])
    assert (len(progress.fixed), len(progress.still), len(progress.new)) == (0, 1, 0)


def test_what_is_only_to_know_is_not_counted():
    known_only = [problem("R-107", "G1", level=Level.INFORMATION)]
    assert fixed_since(known_only, known_only).sentence == "There was nothing to fix before."


def test_a_large_review_keeps_the_order_of_the_return():
    count = 5_000
    keys = pd.DataFrame({"unit_key": [f"u{n}" for n in range(count)]})
    ours = keys.assign(indicator_key="four_hours", period_end=JANUARY, value=1.0, numerator=np.nan,
                       denominator=np.nan, status="final", revision_reason=None, note=None,
                       sheet="Figures", row_number=range(count), value_column="G",
                       numerator_column=None)  # fmt: skip
    before = ours[["indicator_key", "unit_key", "period_end", "value", "numerator", "denominator",
                   "status"]].sample(frac=0.5, random_state=1)  # fmt: skip
    found = compare(ours, before)
    assert found["unit_key"].tolist() == keys["unit_key"].tolist()
    assert (found["state"] == "unchanged").sum() == count // 2
