"""The demonstration's stocktakes: what a newcomer finds, and that their figures are real."""

import json
from datetime import date
from typing import Any

import pytest

from stocktake.errors import StoreError
from stocktake.intake.stocktakes import load_stocktakes, read_plan
from stocktake.model.meeting import AgendaKind, MeetingPlan
from stocktake.model.moment import read_moment
from stocktake.settings import PROJECT
from stocktake.store import Store

FILE = PROJECT / "data" / "stocktakes.json"
WINTER, SPRING = date(2026, 2, 17), date(2026, 5, 20)


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    return json.loads(FILE.read_text("utf-8"))["stocktakes"]


@pytest.fixture(scope="module")
def spring(entries: list[dict[str, Any]]) -> MeetingPlan:
    return read_plan(entries[1])


def test_one_stocktake_was_held_and_one_is_prepared(demo: Store):
    with demo.reader(with_headlines=False) as db:
        held, prepared = sorted(db.rows("page.meetings"), key=lambda row: row["held_on"])
    assert (held["held_on"], held["state"]) == (WINTER, "closed")
    assert (prepared["held_on"], prepared["state"]) == (SPRING, "prepared")
    assert held["begun_at"].date() == held["closed_at"].date() == WINTER
    assert prepared["priority_count"] == 14
    assert 45 <= held["minutes"] <= 60
    assert prepared["minutes"] == 50


def test_the_registers_actions_are_of_the_day_that_was_held(demo: Store):
    with demo.reader(with_headlines=False) as db:
        agreed = {row["agreed_on"] for row in db.rows("page.action_ledger")}
    assert agreed == {WINTER}


def test_before_it_was_prepared_there_was_no_stocktake(demo: Store):
    with demo.reader(read_moment("2026-02-12"), with_headlines=False) as db:
        assert db.rows("page.meetings") == []
    with demo.reader(read_moment("2026-02-16"), with_headlines=False) as db:
        (only,) = db.rows("page.meetings")
    assert (only["state"], only["capture_count"]) == ("prepared", 0)


def test_every_priority_is_on_the_agenda_in_the_registers_order(demo: Store, spring: MeetingPlan):
    with demo.reader(with_headlines=False) as db:
        register = sorted(db.rows("core.known_priorities"), key=lambda row: row["position"])
    listed = [
        (item.priority_key, item.title) for item in spring.items if item.kind is AgendaKind.PRIORITY
    ]
    assert listed == [(row["priority_key"], row["title"]) for row in register]


def test_an_issue_follows_its_priority_and_has_options_and_an_ask(spring: MeetingPlan):
    issues = [n for n, item in enumerate(spring.items) if item.kind is AgendaKind.ISSUE]
    assert len(issues) == 2
    for place in issues:
        issue, before = spring.items[place], spring.items[place - 1]
        assert issue.priority_key == before.priority_key
        assert len(issue.options) >= 2
        assert issue.ask.endswith("(demo).")
        assert issue.text.endswith("(demo).")
        assert all(option.endswith("(demo)") for option in issue.options)


def test_every_name_says_that_it_is_made_up(entries: list[dict[str, Any]]):
    for entry in entries:
        assert entry["chair"].endswith("(demo)")
        assert entry["saved_by"].endswith("(demo)")
        assert all(capture["text"].endswith("(demo)") for capture in entry["captures"])


def text_of(plan: MeetingPlan, kind: AgendaKind, priority_key: str) -> str:
    return next(
        item.text for item in plan.items if (item.kind, item.priority_key) == (kind, priority_key)
    )


def spread(demo: Store, priority_key: str) -> list[float]:
    """Give what the units of a priority come to, the largest first."""
    with demo.reader() as db:
        rows = db.rows("page.priority_spread", priority_key=priority_key)
    return sorted((row["value"] for row in rows if row["value"] is not None), reverse=True)


def test_the_figures_of_the_year_long_waits_are_the_real_ones(demo: Store, spring: MeetingPlan):
    waits = spread(demo, "very_long_waits")
    whole = sum(waits)
    half = next(n for n in range(len(waits)) if sum(waits[:n]) >= whole / 2)
    with demo.reader() as db:
        series = {
            row["period_end"]: row["value"]
            for row in db.rows("page.priority_series", priority_key="very_long_waits")
        }
    text = text_of(spring, AgendaKind.ISSUE, "very_long_waits")
    assert f"{whole:,.0f} people had waited more than a year in March 2026" in text
    assert f"in August 2023 they were {series[date(2023, 8, 31)]:,.0f}" in text
    assert f"{half} of {len(waits)} trusts hold half of them, and one of them" in text
    assert f"one of them {100 * waits[0] / whole:.0f}%" in text


def test_the_figures_of_the_plans_for_children_are_the_real_ones(demo: Store, spring: MeetingPlan):
    shares = spread(demo, "ehc_plans_20_weeks")
    with demo.reader() as db:
        (row,) = db.rows("page.wall", priority_key="ehc_plans_20_weeks")
    text = text_of(spring, AgendaKind.ISSUE, "ehc_plans_20_weeks")
    assert f"{row['value']:.1f}% of new plans came within 20 weeks in 2024" in text
    prompt, late = sum(share >= 90 for share in shares), sum(share < 20 for share in shares)
    assert f"{prompt} of {len(shares)} authorities issued nine in ten or more" in text
    assert f"{late} issued fewer than two in ten" in text


def test_what_is_celebrated_happened(demo: Store, spring: MeetingPlan):
    with demo.reader() as db:
        rows = db.rows("page.priority_series", priority_key="persistent_absence")
    four = [row["value"] for row in sorted(rows, key=lambda row: row["period_end"])][-4:]
    assert four == sorted(four, reverse=True)
    text = text_of(spring, AgendaKind.CELEBRATION, "persistent_absence")
    assert f"from {four[0]:.1f}% of pupils in 2021/22 to {four[-1]:.1f}% in 2024/25" in text


def test_without_the_file_it_is_said_what_is_missing(demo: Store, tmp_path):
    with pytest.raises(StoreError, match="holds the stocktakes of the demonstration"):
        load_stocktakes(demo, tmp_path / "stocktakes.json")
