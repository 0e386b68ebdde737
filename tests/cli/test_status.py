"""`status`: every priority against its path, as known now or at a moment."""

from datetime import date

import pytest

KEYS = [
    "priority_key", "title", "department", "indicator_key", "period_end", "value", "plan", "gap",
    "position", "days_behind", "verdict", "verdict_gap", "gap_share", "target_value", "target_on",
    "freshness", "finding",
]  # fmt: skip


@pytest.fixture(scope="module")
def rows(stocktake, read_demo):
    said = stocktake("status", "--json", "--database", read_demo)
    assert said.code == 0
    return {row["priority_key"]: row for row in said.json}


def at(stocktake, read_demo, moment):
    said = stocktake("status", "--json", "--known-at", moment, "--database", read_demo)
    assert said.code == 0
    return {row["priority_key"]: row for row in said.json}


def test_it_is_a_list_of_fourteen_with_exactly_the_promised_keys(rows):
    assert len(rows) == 14
    assert {tuple(row) for row in rows.values()} == {tuple(KEYS)}


def test_days_are_written_year_month_day_and_numbers_are_numbers(rows):
    for row in rows.values():
        assert date.fromisoformat(row["period_end"])
        assert isinstance(row["value"], float)
        assert row["position"] in ("ahead", "on", "behind", "well_behind", None)
        assert row["freshness"] in ("fresh", "stale", "closed", "none")
        assert row["finding"].endswith(".")


@pytest.mark.parametrize(
    ("key", "period_end", "value", "plan", "target", "target_on"),
    [
        ("ae_four_hour", "2026-03-31", 77.1, 78.0, 78.0, "2026-03-31"),
        ("eighteen_weeks", "2026-03-31", 65.3, 65.0, 92.0, "2029-03-31"),
        ("ready_for_school", "2025-08-31", 68.3, 69.5, 75.0, "2028"),
        ("neighbourhood_crime", "2016-03-31", -18.6, -20.0, -20.0, "2016-03-31"),
        ("welsh_recycling", "2025-03-31", 12.0, 22.0, 22.0, "2025-03-31"),
        ("scotrail_punctuality", "2025-09-30", 89.4, 92.5, 92.5, "2024-03-31"),
        ("twelve_hour_waits", "2026-03-31", 46665.0, None, None, None),
    ],
)
def test_the_figures_of_the_demonstration(rows, key, period_end, value, plan, target, target_on):
    row = rows[key]
    assert row["period_end"] == period_end
    assert round(row["value"], 1) == value
    assert (row["plan"] if plan is None else round(row["plan"], 1)) == plan
    if target is not None:
        assert row["target_value"] == target
        assert row["target_on"].startswith(target_on)


@pytest.mark.parametrize(
    ("key", "verdict", "gap"),
    [
        ("ae_four_hour", "missed", -0.9),
        ("scotrail_punctuality", "missed", -3.1),
        ("operators_on_path", "missed", -3.0),
        ("welsh_recycling", "missed", -10.0),
        ("ehc_plans_20_weeks", "below_law", -53.6),
        ("eighteen_weeks", None, None),
        ("phonics", None, None),
        ("ready_for_school", None, None),
        ("reading_writing_maths", None, None),
    ],
)
def test_a_target_that_fell_due_is_judged_once(rows, key, verdict, gap):
    row = rows[key]
    assert row["verdict"] == verdict
    assert (gap and round(row["verdict_gap"], 1)) == gap


def test_the_gap_is_the_value_less_the_plan_for_what_should_rise(rows):
    for key in ("ae_four_hour", "ready_for_school", "scotrail_punctuality"):
        row = rows[key]
        assert row["gap"] == pytest.approx(row["value"] - row["plan"])
        assert row["gap"] < 0
    # Crime should fall: less of a fall than planned is a gap below nought, too.
    crime = rows["neighbourhood_crime"]
    assert crime["gap"] == pytest.approx(crime["plan"] - crime["value"])
    assert crime["gap"] < 0


def test_recycling_is_told_by_todays_test_in_both_years(rows):
    said = "12 of 22 councils meet the new 70% target, up from 7 a year earlier."
    assert rows["welsh_recycling"]["finding"] == said


def test_priorities_without_a_target_say_so(rows):
    for key in ("twelve_hour_waits", "persistent_absence", "cancellations"):
        assert "a year earlier" in rows[key]["finding"]
        assert "target" not in rows[key]["finding"]
        assert (rows[key]["target_value"], rows[key]["position"]) == (None, None)


def test_crime_a_year_before_the_end(stocktake, read_demo):
    rows = at(stocktake, read_demo, "2015-05-20")
    assert set(rows) == {"neighbourhood_crime"}
    crime = rows["neighbourhood_crime"]
    assert crime["period_end"] == "2015-03-31"
    assert round(crime["value"], 1) == -19.8


def test_before_the_last_revisions_the_month_stands_as_first_published(stocktake, read_demo):
    known = at(stocktake, read_demo, "2026-05-13")
    assert known["ae_four_hour"]["period_end"] == "2026-02-28"
    assert known["twelve_hour_waits"]["period_end"] == "2026-02-28"


def test_a_moment_between_months_may_be_given_to_the_minute(stocktake, read_demo):
    before = at(stocktake, read_demo, "2026-05-14T11:04")
    after = at(stocktake, read_demo, "2026-05-14T11:05")
    assert before["ae_four_hour"]["period_end"] == "2026-02-28"
    assert after["ae_four_hour"]["period_end"] == "2026-03-31"


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "31/03/2026", "2026-03-31T09:00Z"])
def test_a_moment_nobody_can_read_gets_a_sentence(stocktake, read_demo, text):
    said = stocktake("status", "--known-at", text, "--database", read_demo)
    assert (said.code, said.out) == (2, "")
    assert f'"{text}"' in said.err


def test_before_everything_nothing_had_started(stocktake, read_demo):
    said = stocktake("status", "--known-at", "1999-01-01", "--database", read_demo)
    assert (said.code, said.out) == (0, "No priority had started by 1999-01-01.\n")
    said = stocktake("status", "--json", "--known-at", "1999-01-01", "--database", read_demo)
    assert said.json == []


def test_in_words_it_is_one_line_a_priority(stocktake, read_demo, rows):
    said = stocktake("status", "--database", read_demo)
    lines = said.out.splitlines()
    assert len(lines) == 14
    titles = [row["title"] for row in rows.values()]
    assert all(line.startswith(f"{title}: ") for line, title in zip(lines, titles, strict=True))
    [waits] = (line for line in lines if line.startswith("Fewer waits over 12 hours"))
    assert waits.endswith(": little changed. [No target set]")
    assert any("[Overdue since " in line for line in lines)


def test_views_print_the_tree_with_the_first_line_of_each_header(stocktake, read_demo):
    said = stocktake("views", "--database", read_demo)
    assert said.code == 0
    lines = said.out.splitlines()
    assert not lines[0].startswith(" ")
    assert any(line.startswith("page.wall: Grain: one row per priority") for line in lines)
    assert any(line.strip().startswith("priority.ae_four_hour: Grain:") for line in lines)
    assert all(": " in line for line in lines)
