"""Axes and the places of labels."""

from datetime import date

from stocktake.charts.axes import time_axis, value_axis
from stocktake.charts.placing import Box, Label, place_labels, text_width

FRAME = Box(0, 0, 400, 200)


def test_a_percentage_never_leaves_its_bounds() -> None:
    axis = value_axis([97.0, 99.9], "percent")
    assert axis.high == 100
    assert axis.labels[-1] == "100%"


def test_small_counts_start_at_zero_and_large_levels_do_not() -> None:
    assert value_axis([100.0, 4000.0], "count").low == 0
    assert value_axis([7000.0, 7400.0], "count").low > 5000


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


def test_wide_letters_are_wider() -> None:
    assert text_width("mmmm", 10) > text_width("llll", 10)
