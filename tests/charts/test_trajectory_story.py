"""What a trajectory chart says beside its figures: reasons, windows, promises, changing tests."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from stocktake.charts import trajectory_data as data
from stocktake.charts.trajectory import shown_marks
from stocktake.charts.trajectory_gaps import TEXTURES
from stocktake.model.gaps import GapReason
from tests.charts import frames
from tests.charts.test_trajectory import CASES, decided, spec_of

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


def test_the_key_tells_of_every_sign_that_is_drawn_up_to_today() -> None:
    case = with_every_reason()
    case["steps"] = frames.steps_frame(("late", "Late step", date(2025, 12, 1), None))
    drawn = decided(case)
    marks = drawn["texts"][drawn["texts"]["key"] == "mark"]["text"]
    told = shown_marks(**case)
    assert list(marks) == list(told["mark"]) == ["A"]
