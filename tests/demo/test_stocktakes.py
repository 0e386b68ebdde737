"""The demonstration's stocktakes: what a newcomer finds, and that their figures are real."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from stocktake.editions.reopening import reopen
from stocktake.errors import StoreError
from stocktake.intake.stocktakes import load_stocktakes, read_plan
from stocktake.model.meeting import AgendaKind, MeetingPlan
from stocktake.model.moment import read_moment
from stocktake.model.rating import Rating
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
    assert (prepared["department_keys"], prepared["priority_count"]) == ("health", 4)
    assert 45 <= held["minutes"] <= 60
    assert prepared["minutes"] == 45


def test_the_winter_stocktake_was_held_on_an_edition_frozen_the_day_before(demo: Store):
    with demo.reader(with_headlines=False) as db:
        (edition,) = db.rows("page.editions")
        (held,) = db.rows("page.meetings", held_on=WINTER)
    assert edition["meeting_key"] == held["meeting_key"]
    assert edition["edition_key"] == held["edition_key"]
    assert edition["frozen_by"] == "Delivery unit (demo)"
    assert edition["received_at"].date() == edition["shown_on"] == date(2026, 2, 16)
    frozen = reopen(demo, edition["edition_key"])
    found = {row["priority_key"]: row for row in frozen.frames.wall.to_dict("records")}
    assert round(found["eighteen_weeks"]["value"], 1) == 61.5
    assert found["ae_four_hour"]["rating"] == "amber_red"


def test_a_rating_was_changed_in_the_room(demo: Store):
    with demo.reader(with_headlines=False) as db:
        (held,) = db.rows("page.meetings", held_on=WINTER)
        changed = [row for row in db.rows("core.known_ratings") if row["meeting_key"]]
    (only,) = changed
    assert (only["priority_key"], only["rating"]) == ("ae_four_hour", "red")
    assert str(only["meeting_key"]) == str(held["meeting_key"])
    assert held["begun_at"] < only["rated_at"] < held["closed_at"]


def test_every_round_has_a_name_and_the_older_ones_are_locked(demo: Store):
    with demo.reader(with_headlines=False) as db:
        rounds = {row["rating_round"]: row for row in db.rows("core.known_rating_rounds")}
    assert all(row["title"] != name for name, row in rounds.items())
    assert rounds["2025-12"]["title"] == "Winter 2025-26"
    assert {name for name, row in rounds.items() if row["state"] != "locked"} == {"2026-03"}


def test_everything_happened_on_the_days_of_the_demonstration(demo: Store):
    """The real clock never shows: nothing is later than its day, and nobody is "local user"."""
    with demo.reader(with_headlines=False) as db:
        views = {
            name: db.rows(name)
            for name in ("page.meetings", "page.editions", "page.captures", "page.action_history",
                         "core.known_rating_rounds", "core.known_all_ratings",
                         "core.known_submissions")
        }  # fmt: skip
    for name, rows in views.items():
        assert rows, name
        for row in rows:
            days = [value for value in row.values() if isinstance(value, datetime)]
            assert all(day < datetime(2026, 5, 20) for day in days), (name, row)
            assert "local user" not in {str(value) for value in row.values()}, (name, row)


def test_departments_say_more_than_figures(demo: Store):
    with demo.reader(with_headlines=False) as db:
        words = db.rows("core.known_commentaries")
        steps = {row["policy_step_key"]: row for row in db.rows("core.known_policy_step_updates")
                 if row["is_newest"]}  # fmt: skip
        register = {row["policy_step_key"]: row for row in db.rows("core.known_policy_steps")}
        actions = {row["action_key"]: row for row in db.rows("core.known_action_updates")}
        own = {row["priority_key"] for row in db.rows("core.known_self_ratings")}
        priorities = {row["priority_key"] for row in db.rows("core.known_priorities")}
    spoken = {(row["department_key"], row["section"]) for row in words}
    assert len(spoken) == 5 * 4
    said = steps["year_waits_specialty_plans"]
    assert (said["status"], said["done_on"]) == ("done", date(2026, 5, 10))
    assert register["year_waits_specialty_plans"]["done_on"] is None
    assert actions["ae_named_trusts"]["status"] == "done"
    assert own == priorities


def test_some_departments_rate_themselves_one_colour_above_the_unit(demo: Store):
    with demo.reader(with_headlines=False) as db:
        rows = db.rows("core.known_ratings", category="overall", rating_round="2026-03")
    by = {(row["priority_key"], row["rater_type"]): Rating(row["rating"]) for row in rows}
    order = list(Rating)
    gaps = {
        key: abs(order.index(by[key, "department"]) - order.index(by[key, "unit"]))
        for key in ("ae_four_hour", "eighteen_weeks", "very_long_waits", "twelve_hour_waits")
    }
    assert gaps == {
        "ae_four_hour": 1, "eighteen_weeks": 1, "very_long_waits": 1, "twelve_hour_waits": 0
    }  # fmt: skip


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


def test_every_health_priority_is_on_the_agenda_in_the_registers_order(
    demo: Store, entries: list[dict[str, Any]], spring: MeetingPlan
):
    with demo.reader(with_headlines=False) as db:
        register = sorted(db.rows("core.known_priorities"), key=lambda row: row["position"])
    listed = [
        (item.priority_key, item.title) for item in spring.items if item.kind is AgendaKind.PRIORITY
    ]
    health = [row for row in register if row["department_key"] == "health"]
    assert listed == [(row["priority_key"], row["title"]) for row in health]
    # What was on it in the winter is what key L shows in the spring.
    winter = {item.priority_key for item in read_plan(entries[0]).items}
    assert {key for key, _ in listed} <= winter
    assert "neighbourhood_crime" not in winter


def test_an_issue_follows_its_priority_and_has_options_and_an_ask(spring: MeetingPlan):
    issues = [n for n, item in enumerate(spring.items) if item.kind is AgendaKind.ISSUE]
    assert len(issues) == 2
    for place in issues:
        issue, before = spring.items[place], spring.items[place - 1]
        assert issue.priority_key == before.priority_key
        assert len(issue.options) >= 2
        assert issue.ask
        assert issue.text


def test_every_name_says_that_it_is_made_up(entries: list[dict[str, Any]]):
    for entry in entries:
        assert entry["chair"].endswith("(demo)")
        assert entry["saved_by"].endswith("(demo)")
        # Screens and papers say once that all of it is a demonstration: no text says it again.
        assert not any("(demo)" in capture["text"] for capture in entry["captures"])


def text_of(plan: MeetingPlan, kind: AgendaKind, priority_key: str) -> str:
    return next(
        item.text for item in plan.items if (item.kind, item.priority_key) == (kind, priority_key)
    )


def spread(demo: Store, priority_key: str) -> list[float]:
    """Give what the units of a priority come to, the largest first."""
    with demo.reader() as db:
        rows = db.rows("page.priority_spread", priority_key=priority_key)
    return sorted((row["value"] for row in rows if row["value"] is not None), reverse=True)


def series(demo: Store, priority_key: str) -> dict[date, float]:
    with demo.reader() as db:
        rows = db.rows("page.priority_series", priority_key=priority_key)
    return {row["period_end"]: row["value"] for row in rows if row["value"] is not None}


def test_the_figures_of_the_year_long_waits_are_the_real_ones(demo: Store, spring: MeetingPlan):
    waits, england = spread(demo, "very_long_waits"), series(demo, "very_long_waits")
    half = next(n for n in range(len(waits)) if sum(waits[:n]) >= sum(waits) / 2)
    text = text_of(spring, AgendaKind.ISSUE, "very_long_waits")
    assert f"England had {england[date(2026, 3, 31)]:,.0f} waits of more than a year" in text
    assert f"on that date there were {england[date(2025, 3, 31)]:,.0f}" in text
    assert f"Of the {sum(waits):,.0f} at trusts, {half} of {len(waits)} trusts hold half" in text
    assert f"one of them {100 * waits[0] / sum(waits):.0f}%" in text


def test_the_figures_of_the_twelve_hour_waits_are_the_real_ones(demo: Store, spring: MeetingPlan):
    waits = series(demo, "twelve_hour_waits")
    text = text_of(spring, AgendaKind.ISSUE, "twelve_hour_waits")
    now, before = waits[date(2026, 3, 31)], waits[date(2025, 3, 31)]
    assert f"{now:,.0f} patients waited" in text
    assert f"{before - now:,.0f} fewer than a year earlier" in text
    assert max(waits, key=lambda end: waits[end]) == date(2026, 1, 31)
    assert f"In January they were {waits[date(2026, 1, 31)]:,.0f}" in text
    assert min(waits) == date(2019, 4, 30)


def test_what_is_celebrated_happened(demo: Store, spring: MeetingPlan):
    within = series(demo, "eighteen_weeks")
    text = text_of(spring, AgendaKind.CELEBRATION, "eighteen_weeks")
    now, before = within[date(2026, 3, 31)], within[date(2025, 3, 31)]
    assert text.startswith(f"{now:.1f}% of England's waiting list was within 18 weeks")
    assert f"up from {before:.1f}% a year earlier" in text
    assert now >= 65


def test_without_the_file_it_is_said_what_is_missing(demo: Store, tmp_path):
    with pytest.raises(StoreError, match="holds the stocktakes of the demonstration"):
        load_stocktakes(demo, tmp_path / "stocktakes.json")
