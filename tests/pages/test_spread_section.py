"""The table under the chart of the units."""

import pandas as pd

from stocktake.charts.comparisons import comparisons
from stocktake.ui.spread_section import spread_table
from tests.charts import frames


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    shown = frame.astype(object).where(frame.notna(), None)
    return list(shown.itertuples(index=False, name=None))


def test_rates_stand_in_order_and_who_has_no_figure_at_the_end():
    spread = frames.spread_frame([("a", 5.0), ("b", None), ("c", 4.0)])
    found = spread_table(comparisons(spread, 0.1)[0])
    assert list(found) == ["Lowest first", "Unit", "Figure", "Change on a year earlier"]
    assert rows(found) == [
        (1, "c", "4.0%", "up 1.0 points"),
        (2, "a", "5.0%", "up 1.0 points"),
        (None, "b", "no figure", None),
    ]


def test_counts_carry_share_running_total_and_rate_and_the_stopped_are_marked():
    spread = frames.spread_frame(
        [("a", 25.0), ("b", 75.0), ("c", 0.0)], measure="count", direction=-1
    ).assign(is_stopped=[False, False, True], value_per_1000=[2.5, None, None])
    found = spread_table(comparisons(spread, 1.0)[0])
    assert rows(found) == [
        (1, "b", "75", "75.0%", "75.0%", "", "up 1 (+1.4%)"),
        (2, "a", "25", "25.0%", "100.0%", "2.5", "up 1 (+4.2%)"),
        (None, "c", "0", None, None, None, "stopped reporting?"),
    ]
    assert list(found)[3:6] == ["Share", "Running total", "Per 1,000"]
    plain = spread.assign(value_per_1000=float("nan"))
    assert "Per 1,000" not in spread_table(comparisons(plain, 1.0)[0])
