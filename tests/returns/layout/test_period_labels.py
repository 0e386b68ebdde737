"""Labels of periods as statistics offices write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.model.period import Frequency, period_label
from stocktake.returns.layout.layout import Periods
from stocktake.returns.layout.period_labels import period_of_day, read_label

MONTH, QUARTER, CALENDAR, FINANCIAL, SCHOOL = Frequency


def end_of(label: object, frequency: Frequency, periods: Periods | None = None, mark: str = ""):
    found = read_label(label, mark, frequency, periods or Periods(), 1900)
    return found.period.end.isoformat() if found else None


@pytest.mark.parametrize(
    ("label", "frequency", "end"),
    [
        ("Mar-26", MONTH, "2026-03-31"),
        ("March 2026 (p)", MONTH, "2026-03-31"),
        ("Sept 2025", MONTH, "2025-09-30"),
        ("2026-03", MONTH, "2026-03-31"),
        ("2026M03", MONTH, "2026-03-31"),
        ("03/2026", MONTH, "2026-03-31"),
        ("2025 April", MONTH, "2025-04-30"),
        ("30/04/2016", MONTH, "2016-04-30"),
        ("1 April 2016", MONTH, "2016-04-30"),
        (42461.0, MONTH, "2016-04-30"),
        ("42461", MONTH, "2016-04-30"),
        ("2025-26 Q4", QUARTER, "2026-03-31"),
        ("Q1 2025-26", QUARTER, "2025-06-30"),
        ("2025/26 Quarter 2 [note 3]", QUARTER, "2025-09-30"),
        ("Q3 2025/26 (Oct to Dec)", QUARTER, "2025-12-31"),
        ("Apr–Jun 2019", QUARTER, "2019-06-30"),
        ("October 2019 to December 2019", QUARTER, "2019-12-31"),
        ("Quarter ending June 2019", QUARTER, "2019-06-30"),
        ("2016", CALENDAR, "2016-12-31"),
        (2016.0, CALENDAR, "2016-12-31"),
        ("2024/25", SCHOOL, "2025-08-31"),
        ("202425", SCHOOL, "2025-08-31"),
        (202425.0, SCHOOL, "2025-08-31"),
        ("2024–2025 (r)", FINANCIAL, "2025-03-31"),
        ("2024 to 2025", FINANCIAL, "2025-03-31"),
        ("Year ending March 2025", FINANCIAL, "2025-03-31"),
        ("April 2024 to March 2025", FINANCIAL, "2025-03-31"),
    ],
)
def test_a_label_is_read(label, frequency, end):
    assert end_of(label, frequency) == end


@pytest.mark.parametrize(
    ("label", "frequency"),
    [
        ("April", MONTH), ("13/2026", MONTH), ("04/05/2016", MONTH), ("Q1 2019", QUARTER),
        ("May-Jul 2019", QUARTER), ("Q5 2019-20", QUARTER), ("2025", SCHOOL), ("2024/26", SCHOOL),
        ("2024-2026", FINANCIAL), ("Year ending June 2025", FINANCIAL), ("31/02/2026", MONTH),
        (True, MONTH), (None, MONTH), (12.5, MONTH), ("Total", CALENDAR), ("", MONTH),
    ],
)  # fmt: skip
def test_what_is_no_period_or_two_is_not_read(label, frequency):
    assert end_of(label, frequency) is None


@pytest.mark.parametrize(
    ("label", "frequency", "periods", "end"),
    [
        ("2025", SCHOOL, Periods(single_year="end"), "2025-08-31"),
        ("2025", SCHOOL, Periods(single_year="start"), "2026-08-31"),
        ("Q1 2019", QUARTER, Periods(quarter_year="calendar"), "2019-03-31"),
        ("Q1 2019", QUARTER, Periods(quarter_year="financial"), "2019-06-30"),
        ("04/05/2016", MONTH, Periods(is_day_first=True), "2016-05-31"),
        ("04/05/2016", MONTH, Periods(is_day_first=False), "2016-04-30"),
        (40999.0, MONTH, Periods(epoch=1904), "2016-04-30"),
    ],
)
def test_the_layout_settles_what_can_mean_two_things(label, frequency, periods, end):
    assert end_of(label, frequency, periods) == end


def test_a_real_date_stands_for_the_period_it_lies_in():
    assert end_of("2016-04-01T00:00:00", QUARTER, mark="date") == "2016-06-30"
    assert end_of("2016-09-01T00:00:00", SCHOOL, mark="date") == "2017-08-31"


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(list(Frequency)))
def test_every_label_of_ours_is_read_back(day, frequency):
    period = period_of_day(day, frequency)
    assert period.start <= day <= period.end
    assert end_of(period_label(period.end, frequency), frequency) == period.end.isoformat()
