"""A priority's page."""

from streamlit.testing.v1 import AppTest

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
        assert '<h1 class="finding">' in written(at), key
        assert len(charts(at)) == 1, key


def test_a_promise_without_figures_opens_too(app: Opened):
    at = app("monitor/priority", priority="neighbourhood_crime", known_at="2013-05-02")
    assert "No figures yet" in written(at)
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
    assert "Nine children in ten are to meet the phonics standard" in written(at)


def test_the_address_wins_over_what_the_chooser_held(app: Opened):
    at = app("monitor/priority", priority="ae_four_hour")
    at.query_params["priority"] = "welsh_recycling"
    at.run()
    assert at.selectbox(key="priority_chooser").value == "welsh_recycling"


def test_a_made_up_rating_and_owner_are_marked(app: Opened):
    shown = written(app("monitor/priority", priority="ae_four_hour"))
    assert shown.count('class="demo-mark"') >= 2


def test_the_sheet_shows_the_department_beside_the_unit(app: Opened):
    shown = written(app("monitor/priority", priority="ae_four_hour"))
    assert "Department&#x27;s own" in shown
    assert "1 point above the unit&#x27;s" in shown


def test_a_closed_table_is_not_worked_out(app: Opened):
    at = app("monitor/priority", priority="ae_four_hour")
    assert "Table of this chart" not in written(at)
