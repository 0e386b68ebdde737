"""The trajectory chart: what is classified, and which marks stand for it."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from stocktake.charts import trajectory_data as data
from stocktake.charts.placing import Box
from stocktake.charts.theme import scale_named
from stocktake.charts.trajectory import _decide, build_trajectory, shown_marks
from stocktake.charts.trajectory_gaps import gap_zones
from stocktake.charts.trajectory_labels import BOX
from tests.charts import frames

CASES = [frames.ae, frames.ready_for_school, frames.crime, frames.waits]


def spec_of(case: dict[str, Any], scale: str = "desk") -> dict[str, Any]:
    return build_trajectory(**case, scale=scale).to_dict()


def layers_with(spec: dict[str, Any], **mark: Any) -> list[dict[str, Any]]:
    found = []
    for layer in spec["layer"]:
        if all(layer["mark"].get(name) == value for name, value in mark.items()):
            found.append(layer)
    return found


def rows_of(spec: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    return spec["datasets"][layer["data"]["name"]]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("scale", ["desk", "room"])
def test_every_sort_of_priority_can_be_drawn(case: Any, scale: str) -> None:
    spec = spec_of(case(), scale)
    assert spec["config"]["font"].startswith("Liberation Sans")
    assert spec["layer"]


def test_no_line_is_drawn_across_a_year_without_figures() -> None:
    case = frames.ae()
    points = data.actual_points(case["series"], case["facts"])
    ends = points.groupby("run")["day"].agg(["min", "max"])
    assert ends["max"].iloc[0] == pd.Timestamp("2019-03-31")
    assert ends["min"].iloc[1] == pd.Timestamp("2020-04-30")
    assert data.actual_lines(points).groupby("piece")["run"].nunique().max() == 1


def decided(case: dict[str, Any], scale: str = "desk", *, whole: bool = False) -> dict[str, Any]:
    """What is drawn, decided before drawing: a frame for each sort of mark."""
    told = (case["breaks"], case["annotations"], case["steps"])
    known = (case["series"], case["plan"], told, case["facts"], case.get("gaps"))
    return _decide(*known, whole, scale_named(scale)).frames


def test_a_stretch_without_figures_is_a_zone_and_never_a_figure() -> None:
    case = frames.ae()
    zones = gap_zones(case["series"], None, case["facts"])
    assert list(zones["text"]) == ["Not held here"]
    assert zones["start"][0] > pd.Timestamp("2019-03-31")
    assert zones["end"][0] < pd.Timestamp("2020-04-30")
    assert not data.actual_points(case["series"], case["facts"])["value"].isin([0, 100]).any()


def test_a_new_definition_alone_leaves_no_zone() -> None:
    series = frames.series_frame(
        dict(zip(frames.months(date(2025, 1, 1), 4), [1.0] * 4, strict=True))
    )
    series["run_number"] = [1, 1, 2, 2]
    assert gap_zones(series, None, frames.facts_with()).empty


def test_figures_with_a_sign_are_called_suppressed_where_no_reasons_are_given() -> None:
    figures = dict(zip(frames.months(date(2025, 1, 1), 4), [1.0, None, None, 2.0], strict=True))
    series = frames.series_frame(figures)
    series.loc[series["value"].isna(), "status"] = "suppressed"
    assert list(gap_zones(series, None, frames.facts_with())["text"]) == ["Suppressed"]


def test_history_and_the_time_since_the_baseline_meet_at_one_point() -> None:
    case = frames.ae()
    lines = data.actual_lines(data.actual_points(case["series"], case["facts"]))
    last_history = lines[lines["part"] == "history"]["day"].max()
    first_actual = lines[lines["part"] == "actual"]["day"].min()
    assert last_history == first_actual == pd.Timestamp("2023-03-31")


def test_a_plan_judged_only_at_its_points_has_no_line() -> None:
    case = frames.ae()
    assert data.plan_lines(data.plan_points(case["plan"], case["facts"]), case["facts"]).empty


def test_our_own_straight_line_is_told_from_a_published_path() -> None:
    school, crime = frames.ready_for_school(), frames.crime()
    for case in (school, crime):
        assert data.has_program_line(case["plan"], case["facts"])
    yearly = [(date(2020 + n, 3, 31), 90.5 + n, "published") for n in range(3)]
    facts = frames.facts_with(frequency="quarter")
    assert not data.has_program_line(frames.plan_frame(yearly), facts)


def test_steps_between_points_we_made_are_ours_too() -> None:
    points = [(date(2024, 8, 31), 67.7, "baseline"), (date(2025, 8, 31), 69.5, "program")]
    assert data.has_program_line(frames.plan_frame(points, "step"), frames.facts_with())


def test_a_promise_stands_on_after_its_date() -> None:
    facts = frames.facts_with(plan=92.5, compared_on=date(2025, 9, 30))
    plan = frames.plan_frame([(date(2024, 3, 31), 92.5, "published")], "step")
    lines = data.plan_lines(data.plan_points(plan, facts), facts)
    assert list(lines["drawn_by"]) == ["held", "held"]
    assert not data.has_program_line(plan, facts)


def test_the_axis_runs_to_the_target_date() -> None:
    spec = spec_of(frames.ready_for_school())
    x = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert (x[1]["year"], x[1]["month"]) >= (2028, 9)


def test_the_target_is_a_solid_diamond_at_its_date() -> None:
    dots = decided(frames.ready_for_school())["dots"]
    solid = dots[(dots["shape"] == "diamond") & (dots["fill"] != "#FFFFFF")]
    assert list(zip(solid["day"], solid["value"], strict=True)) == [
        (pd.Timestamp("2028-08-31"), 75.0)
    ]


def test_the_gap_is_drawn_from_the_compared_figure_to_its_plan() -> None:
    rules = decided(frames.ae())["rules"]
    bracket = rules[rules["start"] == pd.Timestamp("2026-03-31")]
    assert list(zip(bracket["low"], bracket["high"], strict=True)) == [(77.11, 78.0)]


def test_on_the_desk_a_selected_point_hands_back_its_period() -> None:
    desk = spec_of(frames.ae())
    assert [(one["name"], one["select"]["fields"]) for one in desk["params"]] == [
        ("point", ["period_end"])
    ]
    (ring,) = [
        one
        for one in layers_with(desk, type="circle")
        if one.get("name") or "tooltip" in one["encoding"]
    ]
    assert rows_of(desk, ring)[-1]["period_end"] == "2026-03-31"


def test_in_the_room_nothing_waits_for_a_pointer() -> None:
    room = spec_of(frames.ae(), "room")
    assert "params" not in room
    assert all("tooltip" not in layer["encoding"] for layer in room["layer"])


@pytest.mark.parametrize("case", CASES)
def test_text_in_the_room_is_large_enough(case: Any) -> None:
    spec = spec_of(case(), "room")
    sizes = [one["mark"]["fontSize"] for one in layers_with(spec, type="text")
             if isinstance(one["mark"]["fontSize"], (int, float))]  # fmt: skip
    assert all(size >= 24 for size in [*sizes, spec["config"]["axis"]["labelFontSize"]])


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("scale", ["desk", "room"])
def test_labels_do_not_cover_one_another(case: Any, scale: str) -> None:
    labels = decided(case(), scale)["texts"]
    boxes = [Box(*row) for row in labels[BOX].itertuples(index=False)]
    for index, one in enumerate(boxes):
        assert all(one.overlap(other) <= 1 for other in boxes[index + 1 :]), labels["text"].tolist()


def test_lower_is_better_stays_signed_and_the_gap_stands_under_the_figure() -> None:
    texts = decided(frames.crime())["texts"]
    labels = texts.set_index("key")["text"]
    assert labels["actual"] == "−18.6%"
    assert labels["gap"] == "missed by 1.4 points"
    tops = texts.set_index("key")["top"]
    assert tops["gap"] > tops["actual"]
    assert labels["target"] == "Target −20%, Mar 2016"


def test_the_key_tells_only_of_marks_on_the_chart() -> None:
    case = frames.ae()
    case["annotations"] = frames.happenings(
        (date(1999, 1, 1), "Long before."), (date(2023, 1, 30), "Plan.")
    )
    marks = shown_marks(**case)
    assert "Long before." not in set(marks["text"])
    assert list(marks["mark"]) == ["1", "2", "A", "B"]
    assert list(marks[marks["kind"] == "step"]["is_done"]) == [True, False]


def test_text_from_data_never_becomes_an_expression_or_an_address() -> None:
    case = frames.ae()
    bad = "datum['x'] ? alert(1) : {{signal}}"
    case["annotations"] = frames.happenings((date(2023, 1, 30), bad))
    case["facts"] = frames.facts_with(
        **{**case["facts"].__dict__, "headline_label": bad, "title": bad}
    )
    spec = spec_of(case)
    del spec["datasets"]
    assert "alert" not in repr(spec)
    assert "href" not in repr(spec)


def test_a_priority_without_figures_still_shows_its_promise() -> None:
    case = frames.ready_for_school()
    case["series"] = case["series"].head(0)
    case["facts"] = frames.facts_with(target_value=75.0, target_on=date(2028, 8, 31))
    assert "diamond" in set(decided(case)["dots"]["shape"])
    assert spec_of(case)["layer"]


def test_nothing_at_all_is_an_empty_frame_not_a_fault() -> None:
    case = frames.waits()
    case["series"] = case["series"].head(0)
    case["facts"] = frames.facts_with()
    assert len(spec_of(case)["layer"]) == 1
