"""The register says what is published, what is ours, and what is made up."""

from datetime import date, datetime

import pandas as pd
import pytest

from data.demo.sources import read_targets
from tests.data.conftest import DATA

NO_TARGET = {"twelve_hour_waits", "persistent_absence", "cancellations"}


def test_the_fourteen_priorities_of_five_departments(register):
    priorities = register.tables["priorities"]
    assert len(priorities) == 14
    assert priorities["department_key"].nunique() == 5
    assert priorities["title"].str.len().max() <= 45


def test_priorities_without_a_published_target_have_no_target_row(register):
    priorities = set(register.tables["priorities"]["priority_key"])
    targets = register.tables["targets"]["priority_key"]
    assert priorities - set(targets) == NO_TARGET
    versions = targets.value_counts()
    assert versions[versions > 1].to_dict() == {"ae_four_hour": 3, "eighteen_weeks": 3}
    assert not NO_TARGET & set(register.tables["trajectory_points"]["priority_key"])


def test_no_target_rests_on_unchecked_general_knowledge(register):
    for table in ("targets", "unit_targets"):
        assert not register.tables[table]["evidence"].str.contains("general knowledge").any()
    assert not read_targets()["evidence"].str.contains("general knowledge").any()


def test_published_plan_points_are_the_published_values(register):
    published = read_targets()
    points = register.tables["trajectory_points"]
    percent = points[points["origin"].eq("published") & ~points["priority_key"].isin(
        ["operators_on_path", "welsh_recycling", "neighbourhood_crime"]
    )]  # fmt: skip
    named = {
        ("A&E", "ae_four_hour"),
        ("RTT", "eighteen_weeks"),
        ("RTT", "very_long_waits"),
        ("Early", "ready_for_school"),
        ("Phonics", "phonics"),
        ("KS2", "reading_writing_maths"),
        ("Rail", "scotrail_punctuality"),
    }
    for prefix, priority in named:
        due = published[published["indicator"].str.startswith(prefix)]
        pairs = set(zip(due["due"], due["value"], strict=True))
        ours = percent[percent["priority_key"] == priority]
        assert len(ours) > 0
        assert {(str(e), v) for e, v in zip(ours["period_end"], ours["central"], strict=True)} <= (
            pairs
        )


def test_points_drawn_by_the_program_say_so_and_lie_on_a_straight_line(register):
    points = register.tables["trajectory_points"]
    drawn = points[points["origin"] == "program"]
    assert drawn["label"].str.startswith("On equal yearly steps to the target (not agreed)").all()
    for key in drawn["priority_key"].unique():
        steps = points.loc[points["priority_key"] == key, "central"].diff().dropna()
        assert steps.max() - steps.min() < 0.001


def test_plans_are_written_in_the_definition_in_force(register):
    definitions = register.tables["indicator_definitions"]
    indicator = register.tables["priorities"].set_index("priority_key")["indicator_key"]
    for point in register.tables["trajectory_points"].itertuples():
        ours = definitions[definitions["indicator_key"] == indicator[point.priority_key]]
        begun = ours[[day <= point.period_end for day in ours["valid_from"]]]
        newest = begun["definition_version"].max() if len(begun) else 1
        assert point.definition_version == newest, point


def test_a_range_stands_on_two_lines_and_says_whose_it_is(register):
    points = register.tables["trajectory_points"]
    banded = points[points["low"].notna()]
    assert set(banded["priority_key"]) == {"ready_for_school", "phonics"}
    assert ((banded["low"] < banded["central"]) & (banded["central"] < banded["high"])).all()
    drawn = banded[banded["origin"] == "program"]
    assert drawn["label"].str.endswith("range by the delivery unit (demo)").all()
    notes = register.tables["targets"].set_index("priority_key")["note"]
    for key in ("ready_for_school", "phonics"):
        assert "the delivery unit's own (demo)" in notes[key]


def test_each_version_of_a_target_was_agreed_later_and_has_a_path_of_its_own(register):
    targets, points = register.tables["targets"], register.tables["trajectory_points"]
    for key in ("ae_four_hour", "eighteen_weeks"):
        versions = targets[targets["priority_key"] == key]
        assert versions["target_version"].tolist() == [1, 2, 3]
        assert versions["agreed_on"].is_monotonic_increasing
        assert versions["note"].nunique() == 3
        ours = points[points["priority_key"] == key]
        agreed = ours.groupby("trajectory_version")["agreed_on"].unique()
        assert [days.tolist() for days in agreed] == [[day] for day in versions["agreed_on"]]
        lengths = ours.groupby("trajectory_version").size()
        assert lengths.is_monotonic_increasing
    asked = targets[targets["priority_key"] == "ae_four_hour"]["target_value"].tolist()
    assert asked == [76, 78, 78]


def test_the_newest_steps_of_the_waiting_list_are_published_ones(register):
    points = register.tables["trajectory_points"]
    newest = points[
        points["priority_key"].eq("eighteen_weeks") & (points["trajectory_version"] == 3)
    ]
    assert newest["central"].round(1).tolist() == [58.5, 65, 70, 92]


def test_gaps_say_why_and_stand_where_there_is_no_figure(register, known):
    gaps = register.tables["series_gaps"]
    assert set(gaps["reason"]) == {"not_collected", "suppressed", "not_held"}
    withheld = gaps[gaps["reason"] == "suppressed"]
    assert len(withheld) == 15
    for gap in gaps.itertuples():
        given = [
            row
            for (indicator, unit, end), row in known.items()
            if indicator == gap.indicator_key
            and (gap.unit_key is None or unit == gap.unit_key)
            and gap.starts_on <= end <= gap.ends_on
            and not isinstance(row.value, str)
        ]
        assert given == [], gap


def test_only_the_measure_of_the_ended_plan_has_ended(register):
    indicators = register.tables["indicators"].set_index("indicator_key")
    ended = indicators["ended_on"].dropna()
    assert ended.to_dict() == {"mopac7_offences": date(2016, 3, 31)}
    assert indicators["population_indicator_key"].dropna().to_dict() == {
        "mopac7_offences": "london_residents"
    }


def test_baselines_that_nobody_published_come_from_the_figures(register):
    targets = register.tables["targets"].drop_duplicates("priority_key", keep="last")
    targets = targets.set_index("priority_key")["baseline_value"]
    assert round(targets["ae_four_hour"], 1) == 71.5
    assert round(targets["eighteen_weeks"], 1) == 58.5
    assert targets["very_long_waits"] == 306_479
    assert round(targets["scotrail_punctuality"], 1) == 88.5
    assert targets["ready_for_school"] == 67.7


def test_borough_targets_are_called_derived(register):
    targets = register.tables["unit_targets"]
    boroughs = targets[targets["priority_key"] == "neighbourhood_crime"]
    assert len(boroughs) == 32
    assert boroughs["evidence"].str.startswith("derived").all()


def test_the_four_operators_have_five_points_each_and_a_word_of_caution(register):
    targets = register.tables["unit_targets"]
    operators = targets[targets["priority_key"] == "operators_on_path"]
    assert operators.groupby("unit_key").size().tolist() == [5, 5, 5, 5]
    assert operators["evidence"].str.contains("before the pandemic and in draft").all()
    units = register.tables["units"]
    on_route = units[units["unit_group"] == "Anglia route"]["unit_key"]
    assert set(on_route) == set(operators["unit_key"])


def test_what_is_invented_is_marked(register):
    tables = register.tables
    assert register.unit["is_demo"] is True
    for name in ("ratings", "policy_steps"):
        assert tables[name]["is_demo"].all()
    assert tables["ratings"]["rated_by"].str.endswith("(demo)").all()
    for name in ("priorities", "actions"):
        assert tables[name]["is_demo_owner"].all()
        assert tables[name]["owner"].str.endswith("(demo)").all()


def test_every_priority_has_two_or_three_policy_steps(register):
    steps = register.tables["policy_steps"].groupby("priority_key")["policy_step_key"].nunique()
    assert len(steps) == 14
    assert steps.between(2, 3).all()


def test_a_step_is_known_before_it_is_done_and_done_by_the_day_of_the_demonstration(register):
    steps = register.tables["policy_steps"]
    assert not steps["policy_step_key"].duplicated().any()
    done = steps[steps["done_on"].notna()]
    assert 0 < len(done) < len(steps)
    assert all(k < d for k, d in zip(done["known_on"], done["done_on"], strict=True))
    assert max(done["done_on"]) <= register.unit["held_today_on"]


def test_actions_were_agreed_at_the_last_meeting_and_some_are_due(register):
    actions = register.tables["actions"]
    today = register.unit["held_today_on"]
    assert set(actions["agreed_on"]) == {date(2026, 2, 17)}
    assert set(actions["priority_key"]) <= set(register.tables["priorities"]["priority_key"])
    due = actions["due_on"] <= today
    assert due.any()
    assert not due.all()


def test_unit_names_of_one_type_are_told_apart(register):
    units = register.tables["units"]
    assert not units.duplicated(["unit_type", "name"]).any()
    assert not units["name"].str.contains("TRUST|HOSPITAL").any()


QUOTED = {
    "2,890": "rtt_over_104_weeks",
    "11,477": "rtt_over_78_weeks",
    "48,967": "rtt_over_65_weeks",
    "180,243": "rtt_over_52_weeks",
}


@pytest.mark.parametrize("count", list(QUOTED))
def test_counts_quoted_in_annotations_are_in_the_figures(register, known, count):
    notes = register.tables["annotations"]
    (note,) = notes[notes["text"].str.contains(count)].itertuples()
    assert known[(QUOTED[count], "england", note.happened_on)].value == int(count.replace(",", ""))


def test_returns_came_in_order_and_after_the_periods_they_tell_of(rows, received):
    assert received[0]["file"] == "register.xlsx"
    moments = [datetime.fromisoformat(line["received_at"]) for line in received]
    assert moments == sorted(moments)
    by_file = {line["file"]: at for line, at in zip(received, moments, strict=True)}
    assert all(row.key[2] < by_file[row.file].date() for row in rows)


def test_every_return_stands_in_the_register_and_none_is_newer_than_its_day(register, received):
    rounds = register.tables["reporting_rounds"]
    asked = set(zip(rounds["department_key"], rounds["reporting_round"], strict=True))
    for line in received[1:]:
        department, name = line["file"].split("/")[1:]
        assert (department, name.removeprefix(f"{department}-").removesuffix(".xlsx")) in asked
        assert (DATA / line["file"]).exists()
        assert line["received_at"] < register.unit["held_today_on"].isoformat()
        assert line["submitted_by"].endswith("(demo)")


def test_the_closed_case_is_over_and_the_others_are_not(register):
    priorities = register.tables["priorities"].set_index("priority_key")
    assert priorities.loc["neighbourhood_crime", "closed_on"] == date(2016, 6, 30)
    others = priorities.drop("neighbourhood_crime")["closed_on"]
    assert pd.isna(others).all()
