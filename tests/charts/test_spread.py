"""The spread across units, leading indicators, sparklines and what they say in words."""

import re
from datetime import date

import pandas as pd
import pytest

from stocktake.charts.alt_text import leading_alt, spread_alt, trajectory_alt
from stocktake.charts.comparisons import Comparison, comparisons
from stocktake.charts.concentration import holders, lay_out
from stocktake.charts.leading import build_leading, indicator_values, latest_indicators
from stocktake.charts.placing import Box, text_width
from stocktake.charts.sparkline import sparkline_svg, wall_sparkline
from stocktake.charts.spread import build_spread, drawn_units, named_units, ranked_units
from stocktake.charts.spread_strip import lay_out_strip
from stocktake.charts.theme import ACCENT, ACTUAL, DESK, OTHERS, scale_named
from stocktake.charts.unit_names import chart_names, spoken_name
from tests.charts import frames
from tests.deck.decks import leading_frame

MANY = [(f"TRUST NUMBER {n}", 50.0 + n / 4) for n in range(190)]


def of(spread: pd.DataFrame, unit: float | None = 0.1) -> Comparison:
    return comparisons(spread, unit)[0]


def test_units_stand_worst_first_and_know_whether_they_meet_their_target() -> None:
    ranked = ranked_units(frames.recycling_spread(), 0.1)
    assert ranked["name"].iloc[0] == "Caerphilly"
    assert (ranked["standing"] == "meets").sum() == 12
    assert list(ranked["rank"]) == list(range(1, 23))


def test_lower_is_better_turns_the_order_round() -> None:
    spread = frames.spread_frame([("a", 5.0), ("b", 9.0)], target=6.0, direction=-1)
    ranked = ranked_units(spread)
    assert list(zip(ranked["name"], ranked["standing"], strict=True)) == [
        ("b", "short"),
        ("a", "meets"),
    ]


def test_a_change_says_how_much_and_leaves_the_verdict_to_the_reader() -> None:
    spread = frames.spread_frame([("a", 99.0)], measure="count").assign(value_year_before=100.0)
    assert list(ranked_units(spread, 1.0)["change_text"]) == ["down 1 (−1.0%)"]
    assert list(ranked_units(spread.assign(measure="percent"), 0.1)["change_text"]) == [
        "down 1.0 points"
    ]


def test_a_unit_without_a_figure_or_that_stopped_reporting_is_not_drawn() -> None:
    spread = frames.spread_frame([("a", 5.0), ("b", None), ("c", 6.0), ("d", 0.0)], direction=-1)
    spread = spread.assign(is_stopped=[False, False, False, True])
    assert list(ranked_units(spread)["name"]) == ["c", "a"]


def test_the_worst_five_and_the_best_three_are_named() -> None:
    named = named_units(ranked_units(frames.spread_frame(MANY)))
    assert list(named["rank"]) == [1, 2, 3, 4, 5, 188, 189, 190]


def test_few_units_are_all_named_and_many_become_a_strip() -> None:
    few = build_spread(of(frames.recycling_spread())).to_dict()
    many = build_spread(of(frames.spread_frame(MANY))).to_dict()
    assert any(layer["encoding"].get("y", {}).get("field") == "name" for layer in few["layer"])
    assert any(layer["encoding"].get("x", {}).get("field") == "rank" for layer in many["layer"])


def test_a_mark_is_as_large_as_its_volume_and_never_too_small_to_see() -> None:
    spread = frames.spread_frame([("a", 5.0), ("b", 6.0), ("c", 7.0)], volumes=[1000.0, 500.0, 0.0])
    drawn = drawn_units(of(spread), DESK)
    largest, half, least = drawn["area"]
    assert half == pytest.approx(largest / 2)
    assert 0 < least < half
    alike = drawn_units(of(frames.spread_frame([("a", 5.0), ("b", 6.0)])), DESK)
    assert alike["area"].nunique() == 1


def test_a_figure_at_the_left_of_its_mark_has_room() -> None:
    spec = build_spread(of(frames.spread_frame([("a", 1.0), ("b", 9.0)], target=8.0))).to_dict()
    low, high = spec["layer"][1]["encoding"]["x"]["scale"]["domain"]
    width = spec["width"]
    needed = text_width("1.0%", DESK.small, bold=True)
    assert width * (1.0 - low) / (high - low) > needed


@pytest.mark.parametrize("scale", ["desk", "room"])
@pytest.mark.parametrize("shape", ["rising", "falling", "flat", "outliers", "ties"])
@pytest.mark.parametrize("target", [None, 70.0])
def test_no_two_texts_of_a_strip_overlap_nor_cover_a_mark(
    scale: str, shape: str, target: float | None
) -> None:
    values = {
        "rising": [40 + n * 0.4 for n in range(120)],
        "falling": [40 + n * 0.4 for n in range(120)],
        "flat": [70 + n * 0.001 for n in range(120)],
        "outliers": [1.0, 2.0, 3.0, *[70.0] * 110, 97.0, 99.0],
        "ties": [0.0] * 60 + [100.0] * 60,
    }[shape]
    units = [
        (f"A trust with quite a long name number {n}", value) for n, value in enumerate(values)
    ]
    direction = -1 if shape == "falling" else 1
    volumes = [float(1 + n % 9) for n in range(len(values))]
    one = of(frames.spread_frame(units, target=target, direction=direction, volumes=volumes))
    size = scale_named(scale)
    shown = drawn_units(one, size)
    strip = lay_out_strip(shown, size)
    assert len(strip.names) == 8
    boxes = [name.box for name in (*strip.names, *strip.target)]
    for place, box in enumerate(boxes):
        assert box.top >= -1
        assert box.bottom <= strip.height + 1
        assert box.left >= 0
        assert box.right <= strip.width
        for other in boxes[place + 1 :]:
            assert box.overlap(other) < 1
    for spot in strip.spots:
        mark = Box(
            spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius
        )
        for name in strip.names:
            assert name.box.overlap(mark) < 1


@pytest.mark.parametrize("scale", ["desk", "room"])
@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 3.0, 8.0])
def test_no_two_texts_of_shares_overlap_nor_cover_a_bar(scale: str, power: float) -> None:
    units = [(f"A trust with a long name {n}", 1000.0 * (n + 1) ** power) for n in range(150)]
    one = of(frames.spread_frame(units, measure="count", direction=-1), 1.0)
    size = scale_named(scale)
    laid = lay_out(one, size)
    boxes = [name.box for name in (*laid.names, laid.half)]
    for place, box in enumerate(boxes):
        assert box.left >= 0
        assert box.right <= laid.width
        assert box.bottom <= laid.height + 1
        for other in boxes[place + 1 :]:
            assert box.overlap(other) < 1
    step = laid.width / 150
    for row in holders(one).to_dict("records"):
        top, foot = (size.height * (1 - row[end] / 100) for end in ("running", "foot"))
        bar = Box(step * (row["rank"] - 1), top, step * row["rank"], foot)
        for box in boxes:
            assert box.overlap(bar) < 1


def test_shares_stand_on_one_another_up_to_the_whole() -> None:
    spread = frames.spread_frame([("a", 25.0), ("b", 60.0), ("c", 15.0)], measure="count")
    bars = holders(of(spread, 1.0))
    assert list(bars["name"]) == ["b", "a", "c"]
    assert list(bars["foot"]) == pytest.approx([0, 60, 85])
    assert list(bars["running"]) == pytest.approx([60, 85, 100])
    assert list(bars["is_half"]) == [True, False, False]
    assert list(bars["running_text"]) == ["60.0%", "85.0%", "100.0%"]


def test_shares_tell_who_missed_a_target_of_its_own() -> None:
    spread = frames.spread_frame([("a", 25.0), ("b", 60.0)], measure="count", direction=-1)
    bars = holders(of(spread.assign(unit_target=[30.0, 50.0]), 1.0))
    assert list(zip(bars["name"], bars["colour"], strict=True)) == [("b", ACCENT), ("a", ACTUAL)]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("THE ROYAL AND OLD HOSPITAL NHS TRUST", "The Royal and Old Hospital NHS Trust"),
        ("ST GEORGE'S UNIVERSITY HOSPITALS", "St George's University Hospitals"),
        ("Rhondda Cynon Taf", "Rhondda Cynon Taf"),
        ("RCF", "RCF"),
    ],
)  # fmt: skip
def test_names_in_capitals_are_written_as_people_write_them(raw: str, said: str) -> None:
    assert spoken_name(raw) == said


def test_leading_indicators_say_which_way_they_moved() -> None:
    latest = latest_indicators(leading_frame("ae")).set_index("indicator_key")
    assert latest.loc["type1", "moved_text"] == "2.1 points higher than a year earlier: better"
    assert latest.loc["twelve", "kind_text"] == "Watch for side effects"
    assert latest.loc["twelve", "verdict"] == "better"
    assert "64.1% in March 2026" in leading_alt(leading_frame("ae"))


def test_a_late_series_is_marked_and_an_ended_one_says_only_that() -> None:
    leading = leading_frame("ae").assign(freshness="fresh", stale_on=None, ended_on=None)
    late, ended = leading["indicator_key"] == "type1", leading["indicator_key"] == "twelve"
    leading.loc[late, ["freshness", "stale_on"]] = ["stale", date(2026, 4, 20)]
    leading.loc[ended, ["freshness", "ended_on"]] = ["ended", date(2023, 8, 31)]
    latest = latest_indicators(leading).set_index("indicator_key")
    assert latest.loc["type1", "moved_text"].endswith(": better. Overdue since April 2026")
    assert latest.loc["twelve", "moved_text"] == "Ended August 2023"
    assert latest.loc["twelve", "verdict"] == ""
    assert list(latest["is_ended"]) == [key == "twelve" for key in latest.index]


def test_the_line_of_an_ended_series_is_grey() -> None:
    leading = leading_frame("ae").assign(freshness="ended", stale_on=None, ended_on=None)
    panels = build_leading(leading).to_dict()["concat"]
    colours = {layer["mark"]["color"] for panel in panels for layer in panel["layer"]}
    assert colours == {OTHERS}
    assert ACTUAL not in sparkline_svg([1.0, 2.0], is_ended=True)
    assert ACTUAL in sparkline_svg([1.0, 2.0])


def test_leading_panels_are_drawn_even_for_an_indicator_without_figures() -> None:
    leading = leading_frame("ae")
    leading.loc[leading["indicator_key"] == "list", "value"] = float("nan")
    assert len(build_leading(leading).to_dict()["concat"]) == 3
    assert latest_indicators(leading)["value_text"].iloc[2] == "No figures yet"
    assert build_leading(leading.head(0)).to_dict()


def test_a_sparkline_breaks_where_a_run_ends() -> None:
    svg = wall_sparkline(frames.ready_for_school()["series"])
    assert svg.count("<polyline") == 2
    assert sparkline_svg([1.0, None, 2.0, 3.0]).count("<polyline") == 1
    assert "polyline" not in sparkline_svg([None, None])


def test_a_sparkline_without_words_is_hidden_and_with_words_is_named() -> None:
    assert 'aria-hidden="true"' in sparkline_svg([1.0, 2.0])
    assert 'aria-label="a &lt;b&gt;"' in sparkline_svg([1.0, 2.0], title="a <b>")


def test_indicator_values_keep_the_gap_of_a_new_run() -> None:
    leading = leading_frame("ae").head(4).copy()
    leading["run_number"] = [1, 1, 2, 2]
    assert [value is None for value in indicator_values(leading, "type1")] == [
        False,
        False,
        True,
        False,
        False,
    ]


def test_the_alternative_text_tells_the_chart_from_the_same_figures() -> None:
    case = frames.ae()
    text = trajectory_alt(case["series"], case["plan"], case["facts"])
    for part in (
        "90.0% in April 2016",
        "77.1% in March 2026",
        "82% by 31 March 2027",
        "Not held here from April 2019",
    ):
        assert part in text
    spread = spread_alt(of(frames.recycling_spread()))
    assert spread.startswith("22 units from the lowest to the highest. 12 of 22 units reach 70%;")
    assert re.search(r"Named: Caerphilly 61.6%, .*Pembrokeshire 73.5%\.$", spread)
    waits = frames.spread_frame([("a", 25.0), ("b", 75.0)], measure="count", direction=-1)
    assert spread_alt(of(waits, 1.0)) == (
        "2 units, the largest first. 1 of 2 units holds half of the total. Largest: b 75 (75.0%), "
        "a 25 (25.0%)."
    )


def test_names_on_a_chart_are_short_and_never_alike() -> None:
    assert chart_names(["Barts Health NHS Trust", "X NHS Trust", "X NHS Foundation Trust"]) == [
        "Barts Health",
        "X NHS Trust",
        "X NHS Foundation Trust",
    ]
    (long,) = chart_names(["The Royal Liverpool and Broadgreen University Hospitals NHS Trust"])
    assert long.endswith("…")
    assert len(long) <= 42


def test_unit_names_are_data_and_nothing_else() -> None:
    spread = frames.spread_frame([("<b>datum.x</b>", 5.0), ("ok", 6.0)])
    spec = build_spread(of(spread)).to_dict()
    del spec["datasets"]
    assert "<b>" not in repr(spec)
    assert isinstance(spread, pd.DataFrame)
