"""Every figure in the returns is the publisher's, and the headlines come out as published."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest

from data.demo.sources import SOURCES, read_rows
from tests.data.conftest import frame

REVISED = SOURCES / "health_ae_published_revisions.csv"


@pytest.fixture(scope="module")
def source() -> pd.DataFrame:
    return read_rows()


def _is_withheld(row) -> bool:
    if row.flag.startswith(("not published", "not available", "[z]")) or row.denominator == 0:
        return True
    return row.indicator_key == "ae_over_12_hours" and row.source == "NHSE-AE-REV"


def test_every_figure_equals_its_source(source, known):
    differing = []
    for row in source.itertuples():
        sent = known[(row.indicator_key, row.unit_key, row.period_end)]
        if _is_withheld(row):
            expected = (None, None, "[z]" if "[z]" in row.flag or row.denominator == 0 else "[x]")
        elif pd.notna(row.numerator):
            expected = (row.numerator, row.denominator, None)
        else:
            expected = (None, None, row.value)
        if (sent.numerator, sent.denominator, sent.value) != expected:
            differing.append((sent, expected))
    assert differing == []


def test_nothing_is_sent_that_the_sources_do_not_hold(source, known):
    assert len(known) == len(source)
    assert not source.duplicated(["indicator_key", "unit_key", "period_end"]).any()


def test_only_resubmitted_figures_are_sent_twice(rows):
    twice = [key for key, times in Counter(row.key for row in rows).items() if times > 1]
    revised = pd.read_csv(REVISED)
    expected = {
        ("ae_four_hour", f"nhs_{code.lower()}", pd.Period(month).end_time.date())
        for code, month in zip(revised["unit_code"], revised["period"], strict=True)
    }
    assert set(twice) == expected
    assert len(expected) == 11


def test_a_resubmitted_month_first_carries_the_first_published_figure(rows):
    revised = pd.read_csv(REVISED)
    for line in revised.itertuples():
        end = pd.Period(line.period).end_time.date()
        key = ("ae_four_hour", f"nhs_{line.unit_code.lower()}", end)
        first, later = [row for row in rows if row.key == key]
        assert first.file == f"returns/health/health-{line.period}.xlsx"
        assert first.denominator == line.attendances_first
        assert first.numerator == line.attendances_first - line.over_4h_first
        assert first.status == "final"
        assert first.reason is None
        assert later.file.endswith("2025-09.xlsx" if line.period < "2025-07" else "2026-03.xlsx")
        assert later.denominator == line.attendances_revised
        assert later.numerator == line.attendances_revised - line.over_4h_revised
        assert later.status == "revised"
        assert "Resubmitted" in later.reason


def test_the_withheld_months_of_the_field_test_are_symbols_and_never_numbers(source, known):
    withheld = source[
        source["flag"].str.startswith("not published") & (source["indicator_key"] == "ae_four_hour")
    ]
    assert len(withheld) == 532
    for row in withheld.itertuples():
        sent = known[(row.indicator_key, row.unit_key, row.period_end)]
        assert (sent.numerator, sent.denominator, sent.value) == (None, None, "[x]")
        assert sent.status == "not published"


def test_twelve_hour_counts_that_repeat_another_column_are_left_out(source, known):
    """The later file gives, as 12-hour waits, exactly the trust's waits over four hours."""
    later = source[source["source"] == "NHSE-AE-REV"].set_index(["unit_key", "period_end"])
    counts = later[later["indicator_key"] == "ae_over_12_hours"]["value"]
    all_types = later[later["indicator_key"] == "ae_four_hour"]
    assert (counts == all_types["denominator"] - all_types["numerator"]).all()
    assert len(counts) == 6
    for unit, end in counts.index:
        assert known[("ae_over_12_hours", unit, end)].value == "[x]"


def test_status_says_provisional_where_the_source_does(source, known):
    provisional = source[source["flag"] == "provisional"]
    assert len(provisional) > 100
    for row in provisional.itertuples():
        assert known[(row.indicator_key, row.unit_key, row.period_end)].status == "provisional"


def test_no_month_is_invented_where_no_copy_was_found(known):
    ends = {row.key[2] for row in known.values() if row.key[0] == "ae_four_hour"}
    assert not [end for end in ends if date(2019, 4, 1) <= end <= date(2020, 3, 31)]


@pytest.mark.parametrize(
    ("end", "percent"),
    [
        (date(2023, 3, 31), 71.5),
        (date(2024, 3, 31), 74.3),
        (date(2025, 3, 31), 75.0),
        (date(2026, 3, 31), 77.1),
    ],
)
def test_four_hours_added_up_from_trusts(known, end, percent):
    month = frame(known, "ae_four_hour").query("period_end == @end")
    assert round(100 * month["numerator"].sum() / month["denominator"].sum(), 1) == percent


def test_eighteen_weeks_in_march_2026_added_up_from_providers(known):
    month = frame(known, "rtt_18_weeks").query("period_end == @date(2026, 3, 31)")
    assert "england" not in set(month["unit_key"])
    assert round(100 * month["numerator"].sum() / month["denominator"].sum(), 1) == 64.7


def test_ready_for_school(known):
    assert known[("good_level_of_development", "england", date(2025, 8, 31))].value == 68.3
    assert known[("good_level_of_development", "england", date(2024, 8, 31))].value == 67.7


def test_neighbourhood_crime_against_the_year_to_march_2012(known):
    crime = frame(known, "mopac7_offences")

    def year_to(year: int) -> float:
        ends = crime["period_end"]
        inside = (ends > date(year - 1, 3, 31)) & (ends <= date(year, 3, 31))
        return crime.loc[inside, "value"].sum()

    base = year_to(2012)
    assert base == 410_193
    changes = [round(100 * (year_to(year) / base - 1), 1) for year in (2013, 2014, 2015, 2016)]
    assert changes == [-6.6, -13.7, -19.8, -18.6]


def test_welsh_authorities_at_each_legal_step(known):
    waste = frame(known, "recycling_rate")
    steps = {date(2016, 3, 31): 58, date(2020, 3, 31): 64, date(2025, 3, 31): 70}
    years = {end: waste[waste["period_end"] == end]["value"] for end in steps}
    assert [len(year) for year in years.values()] == [22, 22, 22]
    assert [int((years[end] >= step).sum()) for end, step in steps.items()] == [19, 18, 12]


def test_punctuality_of_a_year_weighted_by_trains_planned(known):
    trains = frame(known, "rail_cancelled").set_index(["unit_key", "period_end"])["denominator"]
    shares = frame(known, "rail_punctuality").set_index(["unit_key", "period_end"])["value"]

    def year_to_march(operator: str, year: int) -> float:
        ends = [date(year - 1, 6, 30), date(year - 1, 9, 30), date(year - 1, 12, 31)]
        keys = [(operator, end) for end in [*ends, date(year, 3, 31)]]
        return (shares[keys] * trains[keys]).sum() / trains[keys].sum()

    scotrail = [round(year_to_march("operator_scotrail", year), 1) for year in (2020, 2023, 2024)]
    assert scotrail == [88.5, 89.0, 89.4]
    others = ["c2c", "elizabeth_line", "greater_anglia", "london_overground"]
    assert [round(year_to_march(f"operator_{name}", 2024), 1) for name in others] == [
        92.6,
        88.0,
        94.5,
        93.6,
    ]
