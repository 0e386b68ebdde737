"""Who is compared with whom, and what is said of it."""

import pandas as pd
import pytest

from stocktake.charts.comparisons import (
    Way,
    chosen,
    comparison_sentence,
    comparison_title,
    comparisons,
    footnotes,
    half_holders,
    other_groups,
)
from tests.charts import frames

HOSPITALS, WALK_IN = "Hospitals with a major department", "Walk-in centres"


def providers() -> pd.DataFrame:
    """Give 14 hospitals, six of them at the target, and 30 small walk-in centres, all at it."""
    hospitals = frames.spread_frame(
        [(f"H{n}", 60.0 + 2 * n) for n in range(14)], target=76.0, peer_group=HOSPITALS,
        unit_type="nhs_provider", volumes=[1000.0] * 14,
    )  # fmt: skip
    walk_in = frames.spread_frame(
        [(f"W{n}", 99.0) for n in range(30)], target=76.0, peer_group=WALK_IN,
        unit_type="nhs_provider", volumes=[10.0] * 30,
    )  # fmt: skip
    return pd.concat([walk_in, hospitals], ignore_index=True)


def waits(values: list[float], **changes: object) -> pd.DataFrame:
    units = [(f"T{n}", value) for n, value in enumerate(values)]
    frame = frames.spread_frame(units, measure="count", direction=-1, unit_type="nhs_provider")
    return frame.assign(**changes)


def test_rates_are_compared_within_a_peer_group_the_one_with_most_volume_first():
    found = comparisons(providers(), 0.1)
    assert [(one.title, one.way, len(one.known)) for one in found] == [
        (HOSPITALS, Way.RATE, 14),
        (WALK_IN, Way.RATE, 30),
    ]
    without = comparisons(providers().assign(volume=float("nan")), 0.1)
    assert [one.title for one in without] == [WALK_IN, HOSPITALS]


def test_a_comparison_is_chosen_by_its_key_and_an_unknown_key_is_the_first():
    found = comparisons(providers(), 0.1)
    assert chosen(found, "walk-in-centres").title == WALK_IN
    assert chosen(found, "nonsense") is chosen(found, None) is found[0]


def test_the_sentence_counts_like_units_only_and_says_what_ten_hold_back():
    hospitals, walk_in = comparisons(providers(), 0.1)
    # Eight are short, which is fewer than ten to name as ten: 16, 14, … 2 points.
    assert comparison_sentence(hospitals) == "6 of 14 hospitals reach 76%; the lowest is at 60.0%."
    assert comparison_sentence(walk_in) == (
        "30 of 30 walk-in centres reach 76%; the lowest is at 99.0%."
    )
    assert other_groups(hospitals, [hospitals, walk_in]) == (
        "Not compared with: Walk-in centres (30 of 30 reach 76%)."
    )


def test_ten_hold_back_is_weighed_by_the_volume_of_all_units():
    spread = providers().assign(unit_target=84.0)
    hospitals = comparisons(spread, 0.1)[0]
    # Twelve are short by 24, 22, … 2; the ten furthest by 24 … 6, each 1,000 of 14,300 visits.
    held = sum(range(6, 25, 2)) * 1000 / 14300
    assert comparison_sentence(hospitals) == (
        f"2 of 14 hospitals reach 84%; ten hold back {held:.1f} points."
    )


def test_units_without_a_group_are_said_to_be_of_mixed_kinds():
    (one,) = comparisons(frames.spread_frame([("a", 5.0), ("b", 6.0)], unit_type="train_operator"))
    assert one.is_mixed
    assert comparison_title(one) == "Every operator (mixed kinds of unit)"
    some = pd.concat(
        [
            frames.spread_frame([("a", 5.0)], peer_group="Rural councils"),
            frames.spread_frame([("b", 6.0), ("c", 7.0)], unit_type="local_authority"),
        ],
        ignore_index=True,
    )
    assert [one.title for one in comparisons(some)] == ["Rural councils", "Other councils"]


def test_the_title_names_the_kind_the_target_the_size_and_who_is_named():
    hospitals, walk_in = comparisons(providers(), 0.1)
    assert comparison_title(hospitals) == (
        "Every hospital with a major department · Target 76% · Dot size: all visits"
    )
    assert comparison_title(walk_in).endswith(" · Lowest five and best three named")


def test_without_a_target_the_median_is_said_and_the_bad_end():
    spread = frames.spread_frame([("a", 5.0), ("b", 6.0), ("c", 8.0), ("d", 9.0)])
    assert comparison_sentence(comparisons(spread, 0.1)[0]) == (
        "The median unit is at 7.0%; the lowest is at 5.0%."
    )
    worse_high = comparisons(spread.assign(direction=-1), 0.1)[0]
    assert comparison_sentence(worse_high).endswith("the highest is at 9.0%.")


def test_own_targets_are_met_or_not_by_each():
    spread = frames.spread_frame([("a", 5.0), ("b", 6.0), ("c", 8.0)], unit_type="borough")
    met = spread.assign(unit_target=[6.0, 6.0, 7.0])
    assert comparison_sentence(comparisons(met, 0.1)[0]).startswith(
        "2 of 3 boroughs met their own target;"
    )
    one = spread.assign(unit_target=[6.0, 6.0, 9.0])
    assert comparison_sentence(comparisons(one, 0.1)[0]).startswith(
        "1 of 3 boroughs met its own target;"
    )


@pytest.mark.parametrize(
    ("values", "held"),
    [
        ([50, 30, 20], 1),  # exactly half is half
        ([49, 31, 20], 2),
        ([10] * 10, 5),
        ([0, 0, 7], 1),
        ([0.1] * 10, 5),  # which no computer can write
    ],
)
def test_how_few_hold_half(values: list[float], held: int):
    assert half_holders(comparisons(waits(values))[0]) == held


def test_a_count_shows_shares_and_never_a_worst():
    (one,) = comparisons(waits([900, 50, 50]), 1.0)
    assert one.way is Way.SHARE
    assert comparison_sentence(one) == "1 of 3 trusts holds half of the total."
    assert "largest first" in comparison_title(one)


def test_a_count_per_head_is_compared_within_its_group():
    spread = waits([900, 50, 50, 60], value_per_1000=[9.0, 10.0, 5.0, 6.0]).assign(
        peer_group=["Large trusts", "Large trusts", "Small trusts", "Small trusts"],
        population_label="Residents",
    )
    share, large, small = comparisons(spread, 1.0)
    assert (share.way, large.way, small.way) == (Way.SHARE, Way.PER_HEAD, Way.PER_HEAD)
    assert comparison_sentence(small) == (
        "The median small trust is at 5.5 per 1,000 residents; the highest is at 6.0."
    )
    assert "Per 1,000 residents" in comparison_title(large)


def test_a_count_of_nothing_at_all_has_no_shares():
    (one,) = comparisons(waits([0, 0, 0]), 1.0)
    assert one.way is Way.RATE
    assert comparison_sentence(one) == "The median trust is at 0; the highest is at 0."


def test_a_unit_that_stopped_reporting_is_noted_and_never_counted():
    spread = waits(
        [900, 50, 0],
        is_stopped=[False, False, True],
        stopped_on=pd.Timestamp("2025-06-30"),
        usual_value=365.0,
    )
    (one,) = comparisons(spread, 1.0)
    assert comparison_sentence(one) == "1 of 2 trusts holds half of the total."
    assert footnotes(one, "March 2026") == [
        "Stopped reporting? T2: 0 since June 2025, usually about 365. Not counted here."
    ]
    (rate,) = comparisons(spread.assign(measure="percent", value=[9.0, 8.0, 0.0]), 0.1)
    assert comparison_sentence(rate) == "The median trust is at 8.5%; the highest is at 9.0%."


def test_who_has_no_figure_is_a_footnote_and_blames_nobody():
    spread = frames.spread_frame([("a", 5.0), ("b", None), ("c", None)], unit_type="borough")
    (one,) = comparisons(spread, 0.1)
    assert footnotes(one, "2024-25") == ["2 boroughs have no figure for 2024-25."]
    (one,) = comparisons(spread.head(2), 0.1)
    assert footnotes(one, "2024-25") == ["1 borough has no figure for 2024-25."]


def test_a_spread_frozen_by_an_earlier_version_is_still_read():
    columns = ["unit_type", "peer_group", "volume", "volume_label"]
    (one,) = comparisons(frames.recycling_spread().drop(columns=columns), 0.1)
    assert comparison_sentence(one) == "12 of 22 units reach 70%; the lowest is at 61.6%."


def test_no_figures_are_no_comparison():
    assert comparisons(frames.spread_frame([("a", None)])) == []
    assert comparisons(frames.recycling_spread().head(0)) == []
