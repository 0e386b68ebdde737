"""Did the step move anything: cases worked by hand, and the views against their slow twin."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from stocktake.model.period import month_end
from stocktake.store import Store
from tests.queries import step_twin, twin
from tests.queries.step_twin import TODAY, StepCase
from tests.queries.twin import Figure


def months(first: tuple[int, int], *values: float | None, every: int = 1) -> list[Figure]:
    """Figures from a month on, one each `every` months; None leaves one out."""
    year, month = first
    numbers = [year * 12 + month - 1 + every * place for place in range(len(values))]
    return [
        Figure(month_end(number // 12, number % 12 + 1), value)
        for number, value in zip(numbers, values, strict=True)
        if value is not None
    ]


# Six months, each one apart from the last: moving range 1, so the line is 1.773. The last three
# before the step are 52, 51, 50: 51 on average.
CALM = (51, 50, 51, 52, 51, 50)
DONE = date(2025, 7, 10)


def calm(*since: float | None, **changes: Any) -> StepCase:
    return replace(StepCase(months((2025, 1), *CALM, *since), DONE), **changes)


# Winter is 20 lower than summer; 2024 was 1 and 2 better than 2023 in turn (moving range 1).
SEASON = [60, 60, 65, 70, 75, 80, 80, 80, 75, 70, 65, 60]
YEAR_2024 = [level + 1 + place % 2 for place, level in enumerate(SEASON)]
NEW_YEAR = date(2025, 1, 10)


def winter(*since: float | None, start: tuple[int, int] = (2023, 1), **changes: Any) -> StepCase:
    figures = months((2023, 1), *SEASON, *YEAR_2024, *since)
    kept = [one for one in figures if (one.on.year, one.on.month) >= start]
    return replace(StepCase(kept, NEW_YEAR, is_seasonal=True), **changes)


def redefined(case: StepCase, count: int, **changes: Any) -> StepCase:
    """The first `count` figures are of an older definition than the rest."""
    figures = [
        replace(one, definition=1 if place < count else 2) for place, one in enumerate(case.figures)
    ]
    return replace(case, figures=figures, **changes)


def yearly(*values: float, done_on: date = date(2024, 9, 15)) -> StepCase:
    return StepCase(months((2018, 8), *values, every=12), done_on, frequency="school_year")


LATE_MARCH = date(2026, 3, 31)
# What is asked, the answer, and the change that must be written beside it (plus is better).
BY_HAND: dict[str, tuple[StepCase, str | None, float | None]] = {
    "better_beyond_the_line": (calm(53, 53, 53), "yes", 2.0),
    "better_inside_the_line": (calm(52, 52, 52), "no", 1.0),
    "just_on_the_line_is_no": (calm(52.773, 52.773, 52.773), "no", 1.773),
    "a_hair_beyond_the_line_is_yes": (calm(52.7731, 52.7731, 52.7731), "yes", 1.7731),
    "worse_beyond_the_line": (calm(49, 49, 49), "worse", -2.0),
    "on_the_line_on_the_wrong_side_is_no": (calm(49.227, 49.227, 49.227), "no", -1.773),
    "a_hair_beyond_on_the_wrong_side": (calm(49.2269, 49.2269, 49.2269), "worse", -1.7731),
    "no_change_at_all": (calm(51, 51, 51), "no", 0.0),
    "lower_is_better_and_it_fell": (calm(49, 49, 49, direction=-1), "yes", 2.0),
    "lower_is_better_and_it_rose": (calm(53, 53, 53, direction=-1), "worse", -2.0),
    "one_figure_since_is_enough": (calm(53), "yes", 2.0),
    "two_figures_since": (calm(52, 55), "yes", 2.5),
    "only_the_newest_three_count": (calm(20, 20, 53, 53, 53), "yes", 2.0),
    "not_done_has_no_answer": (calm(53, 53, 53, done_on=None), None, None),
    "done_and_no_figure_since": (calm(), "no_figure_since", None),
    "no_figure_at_all": (StepCase([], DONE), "no_figure_since", None),
    "expected_later_than_today": (
        calm(53, 53, 53, expected_on=date(2026, 10, 31)), "too_early", None,
    ),
    "expected_today_is_not_too_early": (
        calm(53, 53, 53, expected_on=TODAY), "no_figure_since", None,
    ),
    "figures_before_it_was_expected_do_not_count": (
        calm(20, 20, 53, expected_on=date(2025, 9, 30)), "yes", 2.0,
    ),
    "a_period_that_ends_the_day_before_does_not_count": (
        calm(20, 20, 53, expected_on=date(2025, 10, 1)), "no_figure_since", None,
    ),
    "expected_before_it_was_done_changes_nothing": (
        calm(53, 53, 53, expected_on=date(2025, 3, 31)), "yes", 2.0,
    ),
    # The month that ends on the day itself is after it: the last three before are 51, 52, 51.
    "done_on_the_last_day_of_a_month": (
        calm(60, 60, done_on=date(2025, 6, 30)), "yes", 170 / 3 - 154 / 3,
    ),
    "four_figures_before_are_too_few": (
        StepCase(months((2025, 3), *CALM[2:], 60, 60, 60), DONE), "too_few", 9.0,
    ),
    "five_figures_before_are_enough": (
        StepCase(months((2025, 2), *CALM[1:], 60, 60, 60), DONE), "yes", 9.0,
    ),
    "nothing_ever_varied_and_nothing_moved": (
        StepCase(months((2025, 1), *[5] * 9), DONE), "no", 0.0,
    ),
    "nothing_ever_varied_and_it_moved": (
        StepCase(months((2025, 1), *[5] * 6, 5.1, 5.1, 5.1), DONE), "yes", 0.1,
    ),
    "a_definition_changed_after_the_step": (
        redefined(calm(90, 90, 90), 7), "too_few", None,
    ),
    "a_definition_changed_three_months_before": (
        redefined(calm(60, 60, 60), 3), "too_few", 9.0,
    ),
    "only_figures_since_the_break_tell_what_is_usual": (
        redefined(StepCase(months((2024, 11), 1, 99, *CALM, 53, 53, 53), DONE), 2), "yes", 2.0,
    ),
    "over_a_bridge_older_figures_are_carried": (
        redefined(calm(58, 58, 58), 6, bridges={2: 5.0}), "yes", 2.0,
    ),
    "the_last_three_periods_without_a_figure_are_not_made_up_for": (
        StepCase(months((2024, 10), *CALM, None, None, None, 60, 60, 60), DONE), "too_few", None,
    ),
    "one_of_the_last_three_periods_has_none": (
        StepCase(months((2024, 12), *CALM, None, 53.5, 53.5), DONE), "yes", 3.0,
    ),
    "spring_is_compared_with_the_spring_before": (winter(65, 66, 70), "yes", 67 - 189 / 3),
    "spring_is_not_compared_with_winter_or_summer": (winter(62, 63, 67), "no", 1.0),
    "a_bad_spring": (winter(58, 59, 63), "worse", -3.0),
    "the_season_s_line_itself_is_no": (winter(62.773, 63.773, 67.773), "no", 1.773),
    "the_latest_year_in_which_the_months_had_ended": (
        winter(*[90] * 12, None, None, 70, expected_on=LATE_MARCH), "yes", 4.0,
    ),
    "the_same_month_a_year_before_is_missing": (
        winter(65, 66, 70, start=(2024, 2)), "too_few", None,
    ),
    "one_year_is_too_little_for_seasons": (
        winter(65, 66, 70, start=(2024, 1)), "too_few", 4.0,
    ),
    "a_school_year": (yearly(60, 61, 60, 61, 60, 61, 62, 65), "yes", 65 - 61.0),
    "a_school_year_inside_the_line": (yearly(60, 61, 60, 61, 60, 61, 62, 62.5), "no", 1.5),
    "a_quarter": (
        StepCase(months((2024, 3), *CALM, 53, 53, 53, every=3), DONE, frequency="quarter"),
        "yes", 2.0,
    ),
}  # fmt: skip


def tables_of(cases: dict[str, StepCase]) -> dict[str, list[dict[str, Any]]]:
    """Each case twice: as the step's own indicator, and as the target figure of its priority."""
    names = ("indicators", "priorities", "priority_indicators", "policy_steps", "observations",
             "indicator_definitions")  # fmt: skip
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for key, case in cases.items():
        for indicator in (f"i_{key}", f"h_{key}"):
            about = {"indicator_key": indicator}
            plain = {"direction": case.direction, "frequency": case.frequency}
            tables["indicators"].append(about | plain | {"is_seasonal": case.is_seasonal})
            tables["priority_indicators"].append(about | {"priority_key": key})
            tables["observations"] += [
                about
                | {"period_end": one.on, "value": one.value, "definition_version": one.definition}
                for one in case.figures
            ]
            tables["indicator_definitions"] += [
                about | {"definition_version": version, "bridge_to_previous": bridge}
                for version, bridge in case.bridges.items()
            ]
        tables["priorities"].append({"priority_key": key, "indicator_key": f"h_{key}"})
        tables["policy_steps"].append(
            {
                "policy_step_key": key,
                "priority_key": key,
                # Long past or far ahead: the day a step was due must not matter.
                "due_on": date(2024, 1, 1) if len(key) % 2 else date(2030, 1, 1),
                "done_on": case.done_on,
                "indicator_key": f"i_{key}",
                "expected_move_on": case.expected_on,
            }
        )
    return tables


def read_steps(
    filled_store: Callable[..., Store], cases: dict[str, StepCase]
) -> dict[str, dict[str, Any]]:
    with filled_store(tables_of(cases), today=TODAY).reader() as db:
        return {row["policy_step_key"]: row for row in db.rows("page.policy_steps")}


def test_the_answers_worked_by_hand(filled_store: Callable[..., Store]) -> None:
    rows = read_steps(filled_store, {key: case for key, (case, *_) in BY_HAND.items()})
    wrong = [
        (key, side, rows[key][f"{side}_effect"], rows[key][f"{side}_change"])
        for key, (_, answer, change) in BY_HAND.items()
        for side in ("indicator", "target")
        if rows[key][f"{side}_effect"] != answer
        or not twin.close(rows[key][f"{side}_change"], change)
    ]
    assert wrong == []


def test_by_hand_there_is_every_answer_with_and_without_seasons() -> None:
    assert len(BY_HAND) >= 25
    answers = {(case.is_seasonal, answer) for case, answer, _ in BY_HAND.values()}
    assert {answer for seasonal, answer in answers if seasonal} >= {"yes", "no", "worse", "too_few"}
    assert {answer for _, answer in answers} == {
        "yes", "no", "worse", "too_early", "no_figure_since", "too_few", None,
    }  # fmt: skip


def test_the_twin_agrees_with_the_hand() -> None:
    for key, (case, answer, change) in BY_HAND.items():
        found = step_twin.effect(case)
        assert found.answer == answer, key
        assert twin.close(found.change, change), key


def some_case(chance: random.Random) -> StepCase:
    frequency = chance.choice(["month", "month", "quarter", "school_year"])
    every = twin.MONTHS[frequency]
    count = {1: chance.randint(0, 40), 3: chance.randint(0, 16), 12: chance.randint(0, 12)}[every]
    level, values = 50.0, []
    for place in range(count):
        level += chance.choice([0, 0.5, -0.5, chance.uniform(-2, 2)])
        is_there = chance.random() < 0.95
        values.append(round(level + 5 * (place * every % 12 > 5), 2) if is_there else None)
    back = TODAY.year * 12 + 2 - every * count - chance.choice([0, 0, 0, 12])
    figures = months((back // 12, back % 12 + 1), *values, every=every)
    if chance.random() < 0.2:
        turn = chance.randint(0, len(figures))
        figures = [replace(f, definition=1 + (n >= turn)) for n, f in enumerate(figures)]
    done = TODAY - timedelta(days=chance.randint(0, 900))
    expected = chance.choice([None, done + timedelta(days=chance.randint(-100, 300))])
    return StepCase(
        figures,
        chance.choice([None, done, done, done, month_end(done.year, done.month)]),
        expected,
        chance.choice([1, -1]),
        frequency,
        chance.random() < 0.4,
        {2: 1.5} if chance.random() < 0.5 else {},
    )


def test_the_views_agree_with_their_twin(filled_store: Callable[..., Store]) -> None:
    chance = random.Random(1)
    cases = {f"s{number}": some_case(chance) for number in range(150)}
    # A step that is to be done is not done yet; the store blanks such a day.
    expected = {
        key: step_twin.effect(replace(case, done_on=None) if case.done_on and case.done_on > TODAY
                              else case)
        for key, case in cases.items()
    }  # fmt: skip
    rows = read_steps(filled_store, cases)
    for key, case in cases.items():
        row, wanted = rows[key], expected[key]
        for side in ("indicator", "target"):
            assert row[f"{side}_effect"] == wanted.answer, (key, case, wanted)
            if wanted.answer in ("yes", "no", "worse", "too_few"):
                for name in ("change", "before", "after"):
                    found = row[f"{side}_{name}"]
                    assert twin.close(found, getattr(wanted, name)), (key, name, case)
    assert {one.answer for one in expected.values()} == {
        "yes", "no", "worse", "too_early", "no_figure_since", "too_few", None,
    }  # fmt: skip
