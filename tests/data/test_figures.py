"""Every figure in the returns is the publisher's, and the headlines come out as published."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest

from data.demo.sources import SOURCES, read_rows
from tests.data.conftest import frame

REVISED = SOURCES / "health_ae_published_revisions.csv"
TWELVE_HOURS = SOURCES / "health_ae_12hour_latest.csv"


@pytest.fixture(scope="module")
def source() -> pd.DataFrame:
    return read_rows()


def _is_withheld(row) -> bool:
    return row.flag.startswith(("not published", "not available", "[z]")) or row.denominator == 0


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


def _month(row) -> tuple[str, date]:
    return f"nhs_{row.unit_code.lower()}", pd.Period(row.period).end_time.date()


def test_only_resubmitted_figures_are_sent_twice(rows):
    twice = [key for key, times in Counter(row.key for row in rows).items() if times > 1]
    shares = {("ae_four_hour", *_month(row)) for row in pd.read_csv(REVISED).itertuples()}
    assert len(shares) == 11
    latest = list(pd.read_csv(TWELVE_HOURS).itertuples())
    assert len(latest) == 7
    counts = {
        ("ae_over_12_hours", *_month(row))
        for row in latest
        if row.over_12h_first != row.over_12h_latest
    }
    assert counts == {
        ("ae_over_12_hours", "nhs_rhm", date(2025, 10, 31)),
        ("ae_over_12_hours", "nhs_rmp", date(2025, 12, 31)),
    }
    type_1 = {("ae_type1_four_hour", *_month(row)) for row in latest if row.period != "2025-10"}
    assert set(twice) == shares | counts | type_1


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
    assert len(withheld) == 672
    for row in withheld.itertuples():
        sent = known[(row.indicator_key, row.unit_key, row.period_end)]
        assert (sent.numerator, sent.denominator, sent.value) == (None, None, "[x]")
        assert sent.status == "not published"


def test_a_twelve_hour_count_comes_with_its_month_and_its_change_later(rows):
    for line in pd.read_csv(TWELVE_HOURS).itertuples():
        sent = [row for row in rows if row.key == ("ae_over_12_hours", *_month(line))]
        assert sent[0].value == line.over_12h_first
        assert sent[0].file == f"returns/health/health-{line.period}.xlsx"
        assert sent[-1].value == line.over_12h_latest
        if len(sent) == 2:
            assert (sent[1].status, sent[1].file[-12:]) == ("revised", "2026-03.xlsx")


def test_status_says_provisional_where_the_source_does(source, known):
    provisional = source[source["flag"] == "provisional"]
    assert len(provisional) > 100
    for row in provisional.itertuples():
        assert known[(row.indicator_key, row.unit_key, row.period_end)].status == "provisional"


def test_only_march_2020_is_without_a_figure_of_any_trust(known):
    for key in ("ae_four_hour", "ae_over_12_hours"):
        ends = {row.key[2] for row in known.values() if row.key[0] == key}
        months = pd.period_range(min(ends), max(ends), freq="M")
        missing = [month for month in months if month.end_time.date() not in ends]
        assert missing == [pd.Period("2020-03", "M")]


def test_englands_waiting_list_has_no_gap(known):
    for key in ("rtt_18_weeks", "rtt_over_52_weeks", "rtt_median_weeks", "rtt_waiting_list"):
        ends = {row.key[2] for row in known.values() if row.key[:2] == (key, "england")}
        months = pd.period_range("2007-08", "2026-03", freq="M")
        assert ends == {month.end_time.date() for month in months}


@pytest.mark.parametrize(
    ("end", "percent"),
    [
        (date(2019, 12, 31), 79.8),
        (date(2023, 3, 31), 71.5),
        (date(2024, 3, 31), 74.3),
        (date(2025, 3, 31), 75.0),
        (date(2026, 3, 31), 77.1),
    ],
)
def test_four_hours_added_up_from_trusts(known, end, percent):
    month = frame(known, "ae_four_hour").query("period_end == @end")
    assert round(100 * month["numerator"].sum() / month["denominator"].sum(), 1) == percent


def test_eighteen_weeks_in_march_2026_as_published_and_added_up_from_trusts(known):
    england = known[("rtt_18_weeks", "england", date(2026, 3, 31))]
    assert round(100 * england.numerator / england.denominator, 1) == 65.3
    month = frame(known, "rtt_18_weeks").query("period_end == @date(2026, 3, 31)")
    trusts = month[month["unit_key"] != "england"]
    assert len(trusts) == 150
    assert round(100 * trusts["numerator"].sum() / trusts["denominator"].sum(), 1) == 64.7


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [("rtt_waiting_list", 94, 96), ("rtt_over_52_weeks", 97, 99), ("rtt_18_weeks", 94, 96)],
)
def test_the_trusts_hold_the_share_of_england_that_is_said(known, key, low, high):
    months = frame(known, key)
    count = months["value"].fillna(months["denominator"])
    is_england = months["unit_key"] == "england"
    trusts = count[~is_england].groupby(months["period_end"]).sum()
    england = count[is_england].groupby(months["period_end"]).sum()
    shares = (100 * trusts / england).dropna().round()
    assert len(shares) == 13
    assert (shares.min(), shares.max()) == (low, high)


def test_year_long_waits(known):
    assert known[("rtt_over_52_weeks", "england", date(2025, 3, 31))].value == 180_243
    assert known[("rtt_over_52_weeks", "england", date(2026, 3, 31))].value == 92_609


def test_residents_are_in_the_return_after_they_came_out(known):
    files = {
        row.key[2].year: row.file for row in known.values() if row.key[0] == "london_residents"
    }
    assert files == {
        2011: "returns/policing/policing-2013-03.xlsx",
        2012: "returns/policing/policing-2013-06.xlsx",
        2013: "returns/policing/policing-2014-06.xlsx",
        2014: "returns/policing/policing-2015-06.xlsx",
    }
    residents = frame(known, "london_residents")
    assert residents.groupby("period_end").size().tolist() == [32, 32, 32, 32]


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
