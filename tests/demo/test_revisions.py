"""The eleven real revisions: before them the first-published figures, after them the revised."""

import csv
from datetime import date, datetime, timedelta

import pytest

from stocktake.settings import PROJECT

LISTING = PROJECT / "data" / "sources" / "health_ae_published_revisions.csv"
REVISIONS = list(csv.DictReader(LISTING.read_text(encoding="utf-8").splitlines()))
# When each later return came: data/received.csv.
CAME = {
    "2025-04": datetime(2025, 11, 13, 14, 52),
    "2025-05": datetime(2025, 11, 13, 14, 52),
    "2025-06": datetime(2025, 11, 13, 14, 52),
    "2025-11": datetime(2026, 5, 14, 11, 5),
    "2025-12": datetime(2026, 5, 14, 11, 5),
    "2026-01": datetime(2026, 5, 14, 11, 5),
}
INSTANT = timedelta(microseconds=1)


def month_end(period: str) -> date:
    year, month = map(int, period.split("-"))
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def parts(revision, which: str) -> tuple[float, float]:
    attendances, over = (int(revision[f"{name}_{which}"]) for name in ("attendances", "over_4h"))
    return attendances - over, attendances


def test_there_are_eleven():
    assert len(REVISIONS) == 11


@pytest.mark.parametrize(
    "revision", REVISIONS, ids=lambda row: f"{row['unit_code']} {row['period']}"
)
def test_a_trusts_figure_is_the_first_before_and_the_revised_after(ae_figures, revision):
    key = (f"nhs_{revision['unit_code'].lower()}", month_end(revision["period"]))
    moment = CAME[revision["period"]]
    before, after = ae_figures(moment - INSTANT)[key], ae_figures(moment)[key]
    assert (before["numerator"], before["denominator"]) == parts(revision, "first")
    assert (after["numerator"], after["denominator"]) == parts(revision, "revised")
    # The listing rounds to three places.
    assert before["value"] == pytest.approx(float(revision["pct_in_4h_first"]), abs=6e-4)
    assert after["value"] == pytest.approx(float(revision["pct_in_4h_revised"]), abs=6e-4)


@pytest.mark.parametrize("moment", sorted(set(CAME.values())))
def test_the_figure_of_england_moves_by_what_was_revised(demo, moment):
    points = []
    for known_at in (moment - INSTANT, moment):
        with demo.reader(known_at) as db:
            rows = db.rows("page.priority_series", priority_key="ae_four_hour")
        points.append({row["period_end"]: row for row in rows})
    before, after = points
    changed = {end for end in before if before[end]["value"] != after[end]["value"]}
    revised = {month_end(period) for period, came in CAME.items() if came == moment}
    assert changed == revised
    for end in revised:
        ours = [row for row in REVISIONS if month_end(row["period"]) == end]
        for place, part in enumerate(("numerator", "denominator")):
            moved = sum(parts(row, "revised")[place] - parts(row, "first")[place] for row in ours)
            assert after[end][part] - before[end][part] == moved
