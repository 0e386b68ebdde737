"""The trajectory chart: what is classified, and which marks stand for it."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from stocktake.charts import trajectory_data as data
from stocktake.charts.placing import Box
from stocktake.charts.theme import scale_named
from stocktake.charts.trajectory import _decide, build_trajectory, shown_marks
from stocktake.charts.trajectory_gaps import TEXTURES, gap_zones
from stocktake.charts.trajectory_labels import BOX
from stocktake.model.gaps import GapReason
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


# ---- reasons for gaps -------------------------------------------------------------------------


def gaps_frame(*rows: tuple[date, date, str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["starts_on", "ends_on", "reason"])
    return frame.assign(priority_key="example", text=None)


def with_every_reason() -> dict[str, Any]:
    """Two years of months with one stretch for each reason."""
    months = frames.months(date(2024, 1, 1), 24)
    missing = {2, 3, 6, 7, 10, 11}
    figures = {end: None if n in missing or n > 19 else 70.0 + n for n, end in enumerate(months)}
    gaps = gaps_frame(
        (date(2024, 3, 1), date(2024, 4, 30), "not_held"),
        (date(2024, 7, 1), date(2024, 8, 31), "not_collected"),
        (date(2024, 11, 1), date(2024, 12, 31), "suppressed"),
        (date(2025, 9, 1), date(2025, 10, 31), "overdue"),
        (date(2025, 11, 1), date(2025, 12, 31), "not_yet_due"),
    )
    facts = frames.facts_with(value=89.0, period_end=date(2025, 8, 31))
    return {
        "series": frames.series_frame(figures), "plan": frames.plan_frame([]), "gaps": gaps,
        "breaks": frames.happenings(), "annotations": frames.happenings(),
        "steps": frames.steps_frame(), "facts": facts,
    }  # fmt: skip


def test_five_reasons_are_five_words_and_five_looks() -> None:
    case = with_every_reason()
    drawn = decided(case)
    assert list(drawn["zones"]["reason"]) == [
        "not_held", "not_collected", "suppressed", "overdue", "not_yet_due",
    ]  # fmt: skip
    written = set(drawn["texts"][drawn["texts"]["key"] == "zone"]["text"])
    assert written == {reason.title for reason in GapReason}
    looks = {(one.ground, one.strokes, one.width, one.has_edge) for one in TEXTURES.values()}
    assert len(looks) == len(TEXTURES) == 5
    assert set(TEXTURES) == set(GapReason)


def test_the_looks_differ_by_direction_weight_or_edge_and_not_by_colour_alone() -> None:
    shapes = {(one.strokes, one.width, one.has_edge) for one in TEXTURES.values()}
    assert len(shapes) == 5


def test_every_look_is_told_in_the_key() -> None:
    title = spec_of(with_every_reason())["title"]["text"]
    said = " ".join(title)
    for reason, look in TEXTURES.items():
        assert f"{look.words}: {reason.title.lower()}." in said


def test_no_line_crosses_a_zone() -> None:
    case = with_every_reason()
    drawn = decided(case)
    for _, piece in drawn["strokes"].groupby("piece"):
        for zone in drawn["zones"].to_dict("records"):
            inside = (piece["day"].min() < zone["start"]) & (piece["day"].max() > zone["end"])
            assert not inside


def test_a_stretch_that_runs_to_today_is_drawn_to_today() -> None:
    zones = decided(with_every_reason())["zones"]
    assert zones["end"].iloc[-1] >= pd.Timestamp("2025-12-31")
    assert zones["start"].iloc[3] > pd.Timestamp("2025-08-31")


# ---- the usual window -------------------------------------------------------------------------


def test_the_window_is_the_plan_s_span_and_as_much_before() -> None:
    case = frames.ae()
    # From the baseline, March 2023, to the target, March 2027; four years before that.
    assert data.first_shown(case["series"], case["plan"], case["facts"]) == date(2019, 3, 31)
    shown, whole = decided(case)["points"], decided(case, whole=True)["points"]
    assert shown["day"].min() == pd.Timestamp("2019-03-31")
    assert whole["day"].min() == pd.Timestamp("2016-04-30")
    assert "Drawn from March 2019." in " ".join(spec_of(case)["title"]["text"])


def test_without_a_plan_everything_is_shown() -> None:
    case = with_every_reason()
    assert data.first_shown(case["series"], case["plan"], case["facts"]) is None


def test_a_series_hardly_longer_than_its_window_is_shown_whole() -> None:
    case = frames.crime()
    assert data.first_shown(case["series"], case["plan"], case["facts"]) is None


# ---- the promise and the gap ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "shape", "name"),
    [
        ([(2024, "published"), (2025, "published")], "linear", "Agreed trajectory"),
        ([(2020, "baseline"), (2025, "published")], "linear",
         "Straight line to target (not agreed)"),
        ([(2024, "published"), (2025, "published")], "step", "Agreed steps"),
        ([(2024, "baseline"), (2025, "program")], "step", "Even steps to target (not agreed)"),
    ],
)  # fmt: skip
def test_the_plan_is_named_for_what_it_is(points: Any, shape: str, name: str) -> None:
    days = [(date(year, 3, 31), 70.0 + year - 2020, origin) for year, origin in points]
    case = frames.ae() | {"plan": frames.plan_frame(days, shape)}
    texts = decided(case)["texts"]
    assert list(texts[texts["key"] == "plan"]["text"]) == [name]


def test_the_gap_is_shaded_where_both_lines_are_known() -> None:
    case = frames.ready_for_school()
    case["series"]["plan"] = [None] * 6 + [67.7, 69.525]
    case["plan"]["shape"] = "step"
    areas = decided(case)["areas"]
    # Steps: the level of the year before stands until the day of the new one.
    assert [(row.low, row.high) for row in areas.itertuples()] == [
        (67.7, 67.7), (68.3, 67.7), (68.3, 69.525),
    ]  # fmt: skip


def test_a_promise_judged_only_at_its_points_shades_nothing() -> None:
    case = frames.ae()
    case["series"]["plan"] = 78.0
    assert decided(case)["areas"].empty


def test_the_agreed_range_is_drawn_and_named() -> None:
    days = [(date(2024, 3, 31), 72.0, "published"), (date(2025, 3, 31), 78.0, "published")]
    case = frames.ae() | {"plan": frames.plan_frame(days, width=2.0)}
    drawn = decided(case)
    assert list(drawn["areas"]["low"]) == [70.0, 76.0]
    assert "Agreed range" in set(drawn["texts"]["text"])
    assert "Grey band: agreed range." in " ".join(spec_of(case)["title"]["text"])


def test_an_older_version_is_thin_and_grey_and_judges_nothing() -> None:
    old = frames.plan_frame([(date(2024, 3, 31), 80.0, "published"),
                             (date(2025, 3, 31), 90.0, "published")])  # fmt: skip
    new = frames.plan_frame([(date(2024, 3, 31), 72.0, "published"),
                             (date(2025, 3, 31), 78.0, "published")])  # fmt: skip
    both = pd.concat([old.assign(trajectory_version=1), new.assign(trajectory_version=2)])
    drawn = decided(frames.ae() | {"plan": both.reset_index(drop=True)})
    older = drawn["strokes"][drawn["strokes"]["piece"].str.startswith("v1")]
    assert list(older["value"]) == [80.0, 90.0]
    plan = drawn["strokes"][drawn["strokes"]["piece"].str.startswith("published")]
    assert list(plan["value"]) == [72.0, 78.0]
    assert older["width"].max() < plan["width"].min()
    assert older["colour"].iloc[0] != plan["colour"].iloc[0]


def test_the_actual_is_the_strongest_mark_and_the_trajectory_the_second() -> None:
    strokes = decided(frames.ready_for_school())["strokes"]
    widths = {piece.rstrip("0123456789-"): own["width"].iloc[0]
              for piece, own in strokes.groupby("piece")}  # fmt: skip
    assert (widths["actual"], widths["program"], widths["history"]) == (4.0, 3.0, 1.5)


# ---- a test that changes ----------------------------------------------------------------------


def wales() -> dict[str, Any]:
    """Units counted by a test that rises: 58 %, then 64 %, then 70 %."""
    counts = {2016: (19, 58, 0), 2019: (22, 58, 0), 2020: (18, 64, 3), 2024: (18, 64, 7),
              2025: (12, 70, 12)}  # fmt: skip
    series = frames.series_frame({date(year, 3, 31): float(c[0]) for year, c in counts.items()})
    series = series.assign(
        run_number=[1, 1, 2, 2, 3],
        test_on=[date(2016, 3, 31)] * 2 + [date(2020, 3, 31)] * 2 + [date(2025, 3, 31)],
        test_level=[float(c[1]) for c in counts.values()],
        value_by_todays_test=[float(c[2]) for c in counts.values()],
    )
    facts = frames.facts_with(
        measure="count", rounding_unit=1.0, unit_count=22, value=12.0, frequency="financial_year",
        period_end=date(2025, 3, 31), test_measure="percent", test_level=70.0,
        test_on=date(2025, 3, 31), value_year_before_same_test=7.0,
    )  # fmt: skip
    none = frames.happenings()
    return {"series": series, "plan": frames.plan_frame([]), "breaks": none, "annotations": none,
            "steps": frames.steps_frame(), "facts": facts}  # fmt: skip


def test_each_stretch_is_named_by_its_test_and_no_line_joins_two() -> None:
    drawn = decided(wales())
    texts = drawn["texts"]
    assert list(texts[texts["key"] == "stretch"]["text"]) == ["at 58%", "at 64%", "at 70%"]
    actual = drawn["strokes"][drawn["strokes"]["piece"].str.startswith("actual")]
    assert actual.groupby("piece")["day"].agg(["min", "max"]).values.tolist() == [
        [pd.Timestamp("2016-03-31"), pd.Timestamp("2019-03-31")],
        [pd.Timestamp("2020-03-31"), pd.Timestamp("2024-03-31")],
        [pd.Timestamp("2025-03-31"), pd.Timestamp("2025-03-31")],
    ]


def test_today_s_test_is_drawn_backwards_as_a_thin_line_with_its_name() -> None:
    drawn = decided(wales())
    thin = drawn["strokes"][drawn["strokes"]["piece"] == "today"]
    assert list(thin["value"]) == [0.0, 0.0, 3.0, 7.0, 12.0]
    assert thin["width"].max() < 1.5
    assert "every year at 70%" in set(drawn["texts"]["text"])


def test_a_test_that_never_changed_names_nothing() -> None:
    case = wales()
    case["series"] = case["series"].assign(test_level=70.0, test_on=date(2016, 3, 31))
    drawn = decided(case)
    assert drawn["todays"].empty
    assert "stretch" not in set(drawn["texts"]["key"])


@pytest.mark.parametrize("case", [*CASES, wales, with_every_reason])
def test_a_chart_has_one_layer_for_each_sort_of_mark(case: Any) -> None:
    marks = [layer["mark"]["type"] for layer in spec_of(case())["layer"]]
    assert len(marks) == len(set(marks)) <= 7
