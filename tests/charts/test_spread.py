"""The spread across units, leading indicators, sparklines and what they say in words."""

import re
from datetime import date

import pandas as pd
import pytest

from stocktake.charts.alt_text import leading_alt, spread_alt, trajectory_alt
from stocktake.charts.leading import build_leading, indicator_values, latest_indicators
from stocktake.charts.sparkline import sparkline_svg, wall_sparkline
from stocktake.charts.spread import (
    build_spread,
    named_units,
    ranked_units,
    spoken_name,
    spread_sentence,
)
from stocktake.charts.theme import ACCENT, ACTUAL, OTHERS
from tests.charts import frames
from tests.deck.decks import leading_frame

MANY = [(f"TRUST NUMBER {n}", 50.0 + n / 4) for n in range(190)]


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
    assert ranked["change_text"].iloc[0].endswith("worse")


def test_a_unit_without_a_figure_is_told_not_drawn() -> None:
    spread = frames.spread_frame([("a", 5.0), ("b", None), ("c", 6.0)])
    assert list(ranked_units(spread)["name"]) == ["a", "c"]
    assert "One published no figure." in spread_sentence(spread)


def test_the_sentence_counts_who_reaches_the_level() -> None:
    assert spread_sentence(frames.recycling_spread(), 0.1) == (
        "12 of 22 reach 70%. From 61.6% (Caerphilly) to 73.5% (Pembrokeshire)."
    )
    many = spread_sentence(frames.spread_frame(MANY), 0.1, named=False)
    assert many == "Half of 190 units are at 73.8% or better; the worst is at 50.0%."
    assert spread_sentence(
        frames.spread_frame([])[0:0].reindex(columns=frames.recycling_spread().columns)
    ) == ("No figures for single units.")


def test_the_worst_five_and_the_best_are_named() -> None:
    named = named_units(ranked_units(frames.spread_frame(MANY)))
    assert list(named["rank"]) == [1, 2, 3, 4, 5, 190]


def test_few_units_are_all_named_and_many_become_a_strip() -> None:
    few = build_spread(frames.recycling_spread()).to_dict()
    many = build_spread(frames.spread_frame(MANY)).to_dict()
    assert any(layer["encoding"].get("y", {}).get("field") == "name" for layer in few["layer"])
    assert any(layer["encoding"].get("x", {}).get("field") == "rank" for layer in many["layer"])


def test_a_chosen_group_stands_out_against_grey() -> None:
    spec = build_spread(frames.recycling_spread(), group="Group A").to_dict()
    rows = next(rows for rows in spec["datasets"].values() if "unit_group" in rows[0])
    assert {row["colour"] for row in rows if row["unit_group"] != "Group A"} == {OTHERS}
    assert {row["colour"] for row in rows if row["unit_group"] == "Group A"} <= {ACCENT, ACTUAL}


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
    assert latest.loc["type1", "moved_text"] == "up 2.1 points on a year before: better"
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
    spread = spread_alt(frames.recycling_spread(), 0.1)
    assert spread.startswith("22 units from worst to best. 12 of 22 reach 70%.")
    assert re.search(r"Named: Caerphilly 61.6%, .*Pembrokeshire 73.5%\.$", spread)


def test_unit_names_are_data_and_nothing_else() -> None:
    spread = frames.spread_frame([("<b>datum.x</b>", 5.0), ("ok", 6.0)])
    spec = build_spread(spread).to_dict()
    del spec["datasets"]
    assert "<b>" not in repr(spec)
    assert isinstance(spread, pd.DataFrame)
