"""A row of a frame becomes plain facts, whatever its nothings are made of."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from stocktake.model.facts import StepResult, facts_from_row, is_nothing, worst_first
from tests.charts.frames import facts_with

ROW = {
    "priority_key": "ae", "title": "A&E", "short_title": "A&E", "measure": "percent",
    "direction": np.int8(-1), "frequency": "month",
}  # fmt: skip


@pytest.mark.parametrize(
    "nothing", [None, float("nan"), pd.NaT, pd.NA, np.nan, np.datetime64("NaT")]
)
def test_every_sort_of_nothing_becomes_none(nothing: object) -> None:
    known = facts_from_row({**ROW, "value": nothing, "period_end": nothing, "is_plateau": nothing})
    assert (known.value, known.period_end, known.is_plateau) == (None, None, False)
    assert is_nothing(nothing)


def test_nought_false_and_empty_text_are_something() -> None:
    assert not any(map(is_nothing, (0, 0.0, False, "", [], np.array([]))))


def test_numbers_and_times_of_a_frame_become_plain_ones() -> None:
    row = {**ROW, "value": np.float64(1.5), "period_end": pd.Timestamp("2026-03-31"),
           "rated_at": pd.Timestamp("2026-03-20 10:30"), "unit_count": 22.0}  # fmt: skip
    known = facts_from_row(row)
    assert (known.value, known.direction, known.unit_count) == (1.5, -1, 22)
    assert type(known.period_end) is date
    assert known.rated_at == datetime(2026, 3, 20, 10, 30)


def test_step_results_come_from_lists_and_from_arrays() -> None:
    step = {"label": "70% step", "period_end": datetime(2025, 3, 31), "value": 12.0, "plan": None}
    expected = (StepResult("70% step", date(2025, 3, 31), 12.0, None),)
    assert facts_from_row({**ROW, "step_results": [step]}).step_results == expected
    as_array = np.array([step], dtype=object)
    assert facts_from_row({**ROW, "step_results": as_array}).step_results == expected
    assert facts_from_row({**ROW, "step_results": None}).step_results == ()


def test_unknown_columns_are_passed_over() -> None:
    assert facts_from_row({**ROW, "something_new": 1}).priority_key == "ae"


def test_the_wall_starts_with_the_worst_and_ends_with_closed_cases() -> None:
    wall = [
        facts_with(title="closed", rating="red", closed_on=date(2016, 6, 30)),
        facts_with(title="good", rating="green", position="ahead"),
        facts_with(title="unrated"),
        facts_with(title="worst", rating="red", position="well_behind"),
        facts_with(title="bad", rating="red", position="behind"),
    ]
    order = [known.title for known in worst_first(wall)]
    assert order == ["worst", "bad", "unrated", "good", "closed"]
