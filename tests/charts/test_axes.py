"""Axes and the places of labels."""

from datetime import date

import pytest

from stocktake.charts.axes import time_axis, value_axis
from stocktake.charts.placing import Box, Label, place_labels, text_width

FRAME = Box(0, 0, 400, 200)


def test_a_percentage_never_leaves_its_bounds() -> None:
    axis = value_axis([97.0, 99.9], "percent")
    assert axis.high == 100
    assert axis.labels[-1] == "100%"


def test_a_count_starts_at_zero_however_large_it_is() -> None:
    assert value_axis([100.0, 4000.0], "count").low == 0
    assert value_axis([7000.0, 7400.0], "count").low == 0


@pytest.mark.parametrize(
    "values", [[61.2, 68.3, 75.0], [46.4, 100.0], [88.5, 92.5], [77.0, 78.2], [1.2, 3.9]]
)
def test_the_figures_of_a_percentage_fill_two_thirds_of_the_axis(values: list[float]) -> None:
    axis = value_axis(values, "percent")
    assert (max(values) - min(values)) / (axis.high - axis.low) >= 0.66
    assert axis.low <= min(values)
    assert max(values) <= axis.high
    assert len(axis.ticks) >= 3
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


def test_a_change_carries_its_sign_on_the_axis() -> None:
    labels = value_axis([0.0, -20.0], "change_percent").labels
    assert "−20%" in labels
    assert "0%" in labels


def test_one_figure_and_no_figure_still_make_an_axis() -> None:
    for values in ([5.0], [], [None, float("nan")], [0.0, 0.0]):
        axis = value_axis(values, "count")
        assert axis.low < axis.high
        assert len(axis.ticks) >= 2


def test_a_short_stretch_names_months_and_a_long_one_years() -> None:
    assert time_axis([date(2025, 1, 31), date(2026, 3, 31)]).labels[0] == "Apr 2025"
    long = time_axis([date(2007, 8, 31), date(2029, 3, 31)])
    assert all(len(label) == 4 for label in long.labels)
    assert 4 <= len(long.labels) <= 12


def test_a_label_takes_its_first_free_place() -> None:
    above, below = (0.0, -30.0, "center"), (0.0, 30.0, "center")
    label = Label("a", "77.1%", 200, 100, 16, (above, below))
    free = place_labels([label], [], FRAME)[0]
    blocked = place_labels([label], [Box(150, 50, 250, 90)], FRAME)[0]
    assert (free.y, blocked.y) == (70, 130)


def test_a_label_keeps_to_the_page() -> None:
    label = Label("a", "a long label", 395, 100, 16, ((10, 0, "left"), (-10, 0, "right")))
    assert place_labels([label], [], FRAME)[0].align == "right"


def test_two_labels_never_cover_one_another_even_where_neither_has_a_place_left() -> None:
    labels = [Label(str(n), "a label", 200, 100, 16, ((0, 0, "center"),)) for n in range(6)]
    boxes = [one.box for one in place_labels(labels, [], FRAME)]
    assert len(boxes) == 6
    assert all(a.overlap(b) <= 1 for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_a_label_that_may_go_is_left_out_rather_than_moved_away() -> None:
    first = Label("a", "a label", 200, 100, 16, ((0, 0, "center"),))
    second = Label("b", "a level", 200, 100, 16, ((0, 0, "center"),), may_go=True)
    assert [one.label.key for one in place_labels([first, second], [], FRAME)] == ["a"]


def test_a_second_line_stands_below_the_first_inside_the_same_box() -> None:
    label = Label("a", "77.1%", 200, 100, 20, ((0, 0, "center"),), under="0.9 below", under_size=10)
    (placed,) = place_labels([label], [], FRAME)
    (above, below) = placed.lines
    assert placed.box.top < above[2] < below[2] < placed.box.bottom
    assert placed.box.bottom - placed.box.top == pytest.approx(1.24 * 30)


def test_wide_letters_are_wider() -> None:
    assert text_width("mmmm", 10) > text_width("llll", 10)
