"""The spread of every priority of the demonstration: true, and legible."""

from itertools import combinations

import pandas as pd
import pytest

from stocktake.charts.comparisons import (
    MOST_NAMED,
    Way,
    comparison_sentence,
    comparisons_of,
    footnotes,
    half_holders,
)
from stocktake.charts.concentration import lay_out
from stocktake.charts.placing import Box
from stocktake.charts.spread import drawn_units
from stocktake.charts.spread_strip import lay_out_strip
from stocktake.charts.theme import scale_named
from stocktake.model.facts import PriorityFacts, facts_from_row
from stocktake.store import Store

MAJOR = "Hospitals with a major department"


@pytest.fixture(scope="module")
def spreads(demo: Store) -> dict[str, tuple[PriorityFacts, pd.DataFrame]]:
    """Give the facts and the spread of each priority."""
    with demo.reader() as db:
        facts = {row["priority_key"]: facts_from_row(row) for row in db.rows("page.wall")}
        spread = db.view("page.priority_spread")
    parts = spread.groupby("priority_key")
    return {key: (facts[key], rows.reset_index(drop=True)) for key, rows in parts}


def test_46_of_121_hospitals_with_a_major_department_reach_78_percent(demo: Store, spreads):
    one = comparisons_of(spreads["ae_four_hour"][1], spreads["ae_four_hour"][0])[0]
    assert (one.title, len(one.known)) == (MAJOR, 121)
    assert comparison_sentence(one).startswith("46 of 121 hospitals reach 78%;")
    with demo.reader(with_headlines=False) as db:
        figures = db.rows("core.known_observations", indicator_key="ae_four_hour")
        kinds = {row["unit_key"]: row["peer_group"] for row in db.rows("core.known_units")}
    march = [row for row in figures if str(row["period_end"]) == "2026-03-31" and row["value"]]
    shares = {
        row["unit_key"]: 100 * row["numerator"] / row["denominator"]
        for row in march
        if kinds[row["unit_key"]] == MAJOR
    }
    assert (len(shares), sum(share >= 78 for share in shares.values())) == (121, 46)
    # Ten of them hold the figure of all providers back by so many points.
    whole = sum(row["denominator"] for row in march if kinds.get(row["unit_key"]) is not None)
    parts = sorted(
        (78 - shares[row["unit_key"]]) * row["denominator"] / whole
        for row in march
        if shares.get(row["unit_key"], 100) < 78
    )
    assert comparison_sentence(one).endswith(f"ten hold back {sum(parts[-10:]):.1f} points.")


def test_19_of_150_trusts_hold_half_of_the_year_long_waits(spreads):
    facts, spread = spreads["very_long_waits"]
    one = comparisons_of(spread, facts)[0]
    assert comparison_sentence(one) == "19 of 150 trusts hold half of the total."
    values = sorted(spread["value"].dropna(), reverse=True)
    assert sum(values[:18]) < sum(values) / 2 <= sum(values[:19])


def test_a_trust_that_counts_no_long_waits_any_more_is_asked_about_and_not_praised(spreads):
    facts, spread = spreads["twelve_hour_waits"]
    one = comparisons_of(spread, facts)[0]
    stopped = spread[spread["is_stopped"]]
    assert list(stopped["unit_name"]) == ["Imperial College Healthcare NHS Trust"]
    assert stopped["worst_rank"].isna().all()
    assert stopped["unit_key"].iloc[0] not in set(one.known["unit_key"])
    assert any(note.startswith("Stopped reporting? Imperial") for note in footnotes(one, "now"))


def test_15_of_32_boroughs_met_their_own_target(spreads):
    facts, spread = spreads["neighbourhood_crime"]
    text = comparison_sentence(comparisons_of(spread, facts)[0])
    assert text.startswith("15 of 32 boroughs met their own target;")


def test_train_operators_have_no_peers(spreads):
    for key in ("cancellations", "operators_on_path"):
        facts, spread = spreads[key]
        assert [one.is_mixed for one in comparisons_of(spread, facts)] == [True]


def test_every_group_of_every_priority_is_told_in_sixteen_words(spreads):
    for facts, spread in spreads.values():
        for one in comparisons_of(spread, facts):
            text = comparison_sentence(one)
            assert len(text.split()) <= 16, text
            assert "worst" not in text


@pytest.mark.parametrize("scale", ["desk", "room"])
def test_no_two_labels_of_any_spread_overlap(spreads, scale: str):
    size = scale_named(scale)
    seen = 0
    for key, (facts, spread) in spreads.items():
        for one in comparisons_of(spread, facts):
            if len(one.known) <= MOST_NAMED:
                continue
            seen += 1
            if one.way is Way.SHARE:
                laid = lay_out(one, size)
                boxes = [name.box for name in (*laid.names, laid.half)]
                assert len(boxes) == 6
            else:
                strip = lay_out_strip(drawn_units(one, size), size)
                boxes = [name.box for name in (*strip.names, *strip.target)]
                assert len(strip.names) == 8
            for first, second in combinations(boxes, 2):
                assert first.overlap(second) < 1, (key, one.title)
            inside = Box(0, -1, size.width, size.height + 1)
            for box in boxes:
                area = (box.right - box.left) * (box.bottom - box.top)
                assert box.overlap(inside) == pytest.approx(area), (key, one.title)
    assert seen >= 10


def test_how_few_hold_half_is_the_least_number(spreads):
    for facts, spread in spreads.values():
        for one in comparisons_of(spread, facts):
            if one.way is Way.SHARE:
                values = sorted(one.known["value"], reverse=True)
                held = half_holders(one)
                assert sum(values[: held - 1]) < sum(values) / 2 <= sum(values[:held]) + 1e-9
