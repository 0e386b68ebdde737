"""The wall: order, counts, marks, and that nobody's name is taken for markup."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from stocktake.model.facts import PriorityFacts
from stocktake.ui import wall
from tests.pages.conftest import Opened, written


def facts(key: str = "one", **changes: object) -> PriorityFacts:
    plain = PriorityFacts(
        priority_key=key, title=key.title(), short_title=key, measure="percent", direction=1,
        frequency="month", department_key="health", department="Health", value=50.0,
        period_end=date(2026, 3, 31), freshness="fresh",
    )  # fmt: skip
    return replace(plain, **changes)


def test_every_priority_has_a_row_and_a_link(app: Opened):
    shown = written(app())
    table = shown[shown.index("<table") :]
    assert table.count("<tr") == 15
    assert len(set(re.findall(r"/priority\?priority=(\w+)", table))) == 14


def test_closed_cases_stand_last(app: Opened):
    rows = written(app()).split("<tr")
    assert "neighbourhood_crime" in rows[-1]
    assert 'class="closed"' in rows[-1]


def test_a_department_filters_the_wall(app: Opened):
    shown = written(app(department="education"))
    assert "ready_for_school" in shown
    assert "ae_four_hour" not in shown


def test_an_unknown_department_shows_all(app: Opened):
    assert written(app(department="<script>")).count("<tr") == 15


def test_stale_figures_are_marked_and_not_counted_on_track():
    late = facts("late", position="on", freshness="stale")
    found = wall.counts([facts("good", position="ahead"), late, facts("bad", position="behind")])
    assert {key for key, count in found.items() if count} == {"on_track", "off_track", "late"}


def test_a_target_missed_on_its_date_counts_as_missed_and_no_longer_as_behind():
    missed = facts("a", position="well_behind", verdict="missed", verdict_gap=-0.9)
    met = facts("b", position="well_behind", verdict="met", verdict_gap=0.1)
    unmet = facts("c", position="well_behind", verdict="below_law", verdict_gap=-53.6)
    found = wall.counts([missed, met, unmet])
    assert (found["missed"], found["on_track"], found["off_track"]) == (1, 1, 1)


def test_the_row_tells_the_size_of_the_gap_in_words_and_as_a_bar(app_desk):
    missed = facts(
        position="well_behind", verdict="missed", verdict_gap=-0.89, gap_share=-0.137,
        target_on=date(2026, 3, 31), compared_on=date(2026, 3, 31), gap=-0.89,
    )  # fmt: skip
    empty = pd.DataFrame({"priority_key": [], "period_end": [], "value": []})
    shown = wall.wall_table([missed], empty, app_desk)
    assert "Missed by 0.9 points" in shown
    assert "in March 2026" in shown
    assert "Short by 14% of the journey" in shown
    none = wall.wall_table([replace(missed, gap_share=None)], empty, app_desk)
    assert "gap-bar" not in none


def test_a_late_figure_is_overdue_since_a_month(app_desk):
    late = facts(position="on", freshness="stale", stale_on=date(2026, 4, 20))
    empty = pd.DataFrame({"priority_key": [], "period_end": [], "value": []})
    assert "Overdue since April 2026" in wall.wall_table([late], empty, app_desk)


def test_a_closed_case_counts_only_as_closed():
    closed = facts(position="on", closed_on=date(2016, 6, 30))
    assert wall.counts([closed])["on_track"] == 0
    assert wall.counts([closed])["closed"] == 1


def test_the_strip_names_the_worst_and_no_average():
    strip = wall.counts_strip(
        [facts("good", position="on"), facts("bad", position="well_behind")], None
    )
    assert "<b>1</b> on plan or met" in strip
    assert "<b>1</b> behind plan" in strip
    assert 'href="/priority?priority=bad"' in strip


def test_no_priority_off_track_names_no_worst():
    assert "Most worrying" not in wall.counts_strip([facts(position="on")], None)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_hostile_name_is_text(name: str, app_desk):
    hostile = facts(
        title=name, short_title=name, owner=name, department=name, next_step_title=name,
        next_step_due_on=date(2026, 1, 1), position="behind",
    )  # fmt: skip
    series = pd.DataFrame(
        {"priority_key": ["one"], "period_end": [date(2026, 3, 31)], "value": [1.0],
         "plan": [None], "run_number": [1]}
    )  # fmt: skip
    shown = wall.wall_table([hostile], series, app_desk) + wall.counts_strip([hostile], None)
    assert "<script" not in shown
    assert "<img src=x" not in shown
    assert "&lt;script&gt;" in shown or "&lt;img" in shown


@pytest.fixture
def app_desk():
    class Desk:
        known_on = None
        day = date(2026, 5, 20)

    return Desk()


def test_an_overdue_step_is_marked_and_one_to_come_is_not(app_desk):
    due = facts(next_step_title="Open", next_step_due_on=date(2026, 5, 19))
    to_come = replace(due, next_step_due_on=date(2026, 5, 20))
    empty = pd.DataFrame({"priority_key": [], "period_end": [], "value": []})
    assert "overdue, 19 May 2026" in wall.wall_table([due], empty, app_desk)
    assert "overdue" not in wall.wall_table([to_come], empty, app_desk)
