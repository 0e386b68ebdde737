"""Figures that were withheld are breaks: nowhere a hundred, nowhere a nought."""

from datetime import date

import pandas as pd
import pytest

from stocktake.settings import PROJECT

# The trusts that tested other standards: the zero months of the publisher's files say which.
SOURCE = PROJECT / "data" / "sources" / "health_ae_provider_month.parquet"


@pytest.fixture(scope="module")
def withheld():
    source = pd.read_parquet(SOURCE)
    flagged = source[source["flag"].fillna("").str.startswith("not published")]
    units = "nhs_" + flagged["unit_code"].str.lower()
    return set(zip(units, pd.to_datetime(flagged["period"]).dt.strftime("%Y-%m"), strict=True))


def in_withheld(rows, withheld):
    return [row for row in rows if (row["unit_key"], f"{row['period_end']:%Y-%m}") in withheld]


def test_the_source_names_672_withheld_months(withheld):
    assert len(withheld) == 672


def test_every_withheld_month_is_kept_as_not_published_with_no_number(ae_figures, withheld):
    rows = in_withheld(ae_figures(None).values(), withheld)
    assert len(rows) == 672
    for row in rows:
        assert (row["status"], row["symbol"]) == ("not_published", "[x]")
        assert (row["value"], row["numerator"], row["denominator"]) == (None, None, None)


def test_no_figure_of_the_demonstration_that_was_not_published_has_a_number(demo):
    with demo.reader(with_headlines=False) as db:
        rows = db.rows("core.known_observations", status="not_published")
    assert len(rows) > 2000
    assert {(row["value"], row["numerator"], row["denominator"]) for row in rows} == {
        (None, None, None)
    }


def test_the_spread_shows_a_withheld_month_without_number_or_rank(demo, withheld):
    with demo.reader() as db:
        rows = db.rows("page.priority_spread", priority_key="ae_four_hour")
    shown = in_withheld([row for row in rows if row["indicator_key"] == "ae_four_hour"], withheld)
    for row in shown:
        assert row["status"] == "not_published"
        assert (row["value"], row["numerator"], row["worst_rank"]) == (None, None, None)
        assert row["meets_target"] is None
    others = [row["value"] for row in rows if row["value"] is not None]
    assert others
    assert len(shown) in (0, 672)


def test_the_headline_of_a_month_leaves_withheld_trusts_out_of_both_sums(
    demo, ae_figures, withheld
):
    month = date(2021, 3, 31)
    rows = [row for (_, end), row in ae_figures(None).items() if end == month]
    missing = in_withheld(rows, withheld)
    given = [row for row in rows if row["value"] is not None]
    assert len(missing) >= 10
    expected = 100 * sum(r["numerator"] for r in given) / sum(r["denominator"] for r in given)
    with demo.reader() as db:
        (point,) = db.rows("page.priority_series", priority_key="ae_four_hour", period_end=month)
    assert point["value"] == pytest.approx(expected)
    assert 0 < point["value"] < 100


def test_no_point_of_any_series_without_a_figure_has_a_value_or_joins_a_run(demo):
    with demo.reader() as db:
        rows = db.rows("page.priority_series") + db.rows("page.leading_series")
    for row in rows:
        if row["status"] == "not_published":
            assert row["value"] is None
    assert len(rows) > 500
