"""A priority's page."""

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from stocktake.model.facts import PriorityFacts
from stocktake.ui.priority import series_table
from stocktake.ui.priority_places import SECTIONS
from stocktake.ui.priority_work import late_steps
from tests.charts import frames
from tests.pages.conftest import Opened, written

KEYS = [
    "ae_four_hour", "eighteen_weeks", "very_long_waits", "twelve_hour_waits", "ready_for_school",
    "phonics", "reading_writing_maths", "ehc_plans_20_weeks", "persistent_absence",
    "scotrail_punctuality", "operators_on_path", "cancellations", "welsh_recycling",
    "neighbourhood_crime",
]  # fmt: skip


def test_every_priority_opens_with_its_sentence_and_chart(app: Opened):
    at = app("monitor/priority")
    for key in KEYS:
        at.query_params["priority"] = key
        at.run()
        assert not at.exception, key
        assert '<h1 class="page-title priority-title">' in written(at), key
        assert '<p class="finding">' in written(at), key
        assert len(charts(at)) == 1, key


def test_a_promise_without_figures_opens_too(app: Opened):
    at = app("monitor/priority", priority="neighbourhood_crime", known_at="2013-05-02")
    assert "no figure yet" in written(at)
    assert len(charts(at)) == 1


def charts(at: AppTest) -> list[object]:
    return [node for node in at.main if node.type == "vega_lite_chart"]


def test_judgement_and_arithmetic_stand_beside_each_other(app: Opened):
    shown = written(app("monitor/priority", priority="ae_four_hour"))
    assert "Likelihood of delivery" in shown
    assert '<span class="position position-missed">Missed by 0.9 points</span>' in shown


def test_without_a_key_the_first_of_the_agenda_is_shown(app: Opened):
    at = app("monitor/priority")
    assert at.selectbox(key="priority_chooser").value == "ae_four_hour"


def test_an_unknown_priority_is_met_with_a_sentence(app: Opened):
    shown = written(app("monitor/priority", priority="<b>none</b>"))
    assert "There is no such priority on this day" in shown
    assert "none" not in shown


def test_the_chooser_moves_the_page_and_its_address(app: Opened):
    at = app("monitor/priority", priority="ae_four_hour")
    at.selectbox(key="priority_chooser").set_value("phonics").run()
    assert at.query_params["priority"] in ("phonics", ["phonics"])
    assert '<h1 class="page-title priority-title">Phonics' in written(at)


def test_the_address_wins_over_what_the_chooser_held(app: Opened):
    at = app("monitor/priority", priority="ae_four_hour")
    at.query_params["priority"] = "welsh_recycling"
    at.run()
    assert at.selectbox(key="priority_chooser").value == "welsh_recycling"


def test_a_made_up_name_is_shown_without_its_mark_which_the_bar_says_once(app: Opened):
    shown = written(app("monitor/priority", priority="ae_four_hour"))
    assert "Director of Performance, Health" in shown
    assert "(demo)" not in shown


def test_the_sheet_shows_the_department_beside_the_unit(app: Opened):
    shown = written(app("monitor/priority", priority="ae_four_hour", section="rating"))
    assert "Department&#x27;s own" in shown
    assert "1 point higher than the unit" in shown


def test_a_closed_table_is_not_worked_out(app: Opened):
    at = app("monitor/priority", priority="ae_four_hour")
    assert "Table of this chart" not in written(at)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_by_its_address_and_only_it_is_drawn(app: Opened, section: str):
    at = app("monitor/priority", priority="ae_four_hour", section=section)
    assert not at.exception
    shown = written(at)
    address = f"/priority?priority=ae_four_hour&amp;section={section}"
    if section != "trajectory":
        assert f'<a href="{address}" data-soft="stays" target="_self" aria-current="page">' in shown
    assert ("Select a point to see the cells" in shown) is (section == "trajectory")


def test_an_unknown_section_opens_the_first(app: Opened):
    at = app("monitor/priority", priority="ae_four_hour", section="<b>gossip</b>")
    assert len(charts(at)) == 1
    assert "gossip" not in written(at)


def test_neighbours_keep_the_section_and_the_ends_have_one(app: Opened):
    first = written(app("monitor/priority", priority=KEYS[0], section="questions"))
    assert "All priorities" in first
    assert f"priority={KEYS[1]}&amp;section=questions" in first
    assert first.count('aria-label="Priorities"') == 1
    middle = written(app("monitor/priority", priority=KEYS[1]))
    assert f"priority={KEYS[0]}" in middle
    assert f"priority={KEYS[2]}" in middle


def test_the_promise_in_full_stands_in_its_section(app: Opened):
    shown = written(app("monitor/priority", priority="phonics", section="promise"))
    assert "Nine in ten children meeting the phonics standard in year 1" in shown


def test_questions_are_the_unit_s_own_or_say_that_rules_suggest_them(app: Opened):
    shown = written(app("monitor/priority", priority="scotrail_punctuality", section="questions"))
    assert '<ol class="asked reading"><li>' in shown
    assert "Suggested by the rules" in shown or "Written for" in shown


def test_a_late_step_names_who_answers_and_what_the_department_said():
    facts = PriorityFacts("p", "P", "P", "percent", 1, "month", owner="Director (demo)")
    late = {
        "title": "<b>Hubs</b>", "due_on": date(2025, 12, 31), "done_on": None, "is_overdue": True,
        "said_note": "<i>soon</i>", "forecast_on": date(2026, 7, 31),
    }  # fmt: skip
    table = str(late_steps([late], facts))
    for part in ("&lt;b&gt;Hubs", "Director (demo)", "31 December 2025", "&lt;i&gt;soon",
                 "forecast 31 July 2026"):  # fmt: skip
        assert part in table, part
    assert late_steps([{**late, "done_on": date(2026, 1, 5)}], facts) is None
    assert late_steps([{**late, "is_overdue": False}], facts) is None


def test_the_table_says_why_a_figure_is_missing_one_row_a_stretch() -> None:
    facts = frames.facts_with()
    figures = {date(2026, 1, 31): 70.0, date(2026, 2, 28): None}
    series = frames.series_frame(figures).assign(gap=None)
    gaps = pd.DataFrame(
        [
            (date(2025, 10, 1), date(2025, 12, 31), "suppressed", "Too few to publish."),
            (date(2026, 2, 1), date(2026, 2, 28), "overdue", None),
            (date(2026, 3, 1), date(2026, 4, 30), "not_yet_due", None),
        ],
        columns=["starts_on", "ends_on", "reason", "text"],
    )
    table = series_table(facts, series, gaps)
    assert list(zip(table["Period"], table["Figure"], table["Status"], strict=True)) == [
        ("March 2026 – April 2026", "○ Not yet due", ""),
        ("February 2026", "▲ Overdue", ""),
        ("January 2026", "70.0%", "final"),
        ("October 2025 – December 2025", "■ Suppressed", "Too few to publish."),
    ]


def test_without_reasons_a_row_without_a_figure_is_not_held_here() -> None:
    series = frames.series_frame({date(2026, 1, 31): None}).assign(gap=None)
    table = series_table(frames.facts_with(), series)
    assert list(table["Figure"]) == ["▨ Not held here"]


def test_all_history_is_one_click_away_where_the_window_leaves_some_out(app: Opened):
    at = app("monitor/priority", priority="ae_four_hour")
    assert "Drawn from" in str(charts(at)[0].proto.spec)
    at.toggle(key="whole_ae_four_hour").set_value(True).run()
    assert not at.exception
    assert "Drawn from" not in str(charts(at)[0].proto.spec)
    short = app("monitor/priority", priority="welsh_recycling")
    assert not short.toggle
