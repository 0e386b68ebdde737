"""Positions and verdicts on cases worked by hand, each with its own tolerance."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from stocktake.model.period import month_end
from stocktake.store import Store
from tests.queries import twin
from tests.queries.test_position_twin import tables_of
from tests.queries.twin import Case, Figure, Point

NEWEST = month_end(2026, 3)


def months(values: list[float], until: date = NEWEST) -> list[Figure]:
    last = until.year * 12 + until.month - 1
    numbers = range(last - len(values) + 1, last + 1)
    return [
        Figure(month_end(n // 12, n % 12 + 1), value)
        for n, value in zip(numbers, values, strict=True)
    ]


# Up 1, down 1, up 1 …: eight changes whose median is 0, so that ordinary variation is 1.
WAVE = [60.0, 61.0] * 4 + [60.0]


def case(gap: float, way: float | None = 20, **changes: Any) -> Case:
    """The newest figure lies `gap` from its plan; the journey is `way` long, None for none."""
    direction = changes.pop("direction", 1)
    figures = changes.pop("figures", months(WAVE))
    plan = figures[-1].value - direction * gap
    band = changes.pop("band", None)
    low, high = (plan - band, plan + band) if band else (None, None)
    start = Point(date(1990, 1, 31), plan, low, high)
    return Case(
        direction=direction,
        frequency="month",
        rounding=changes.pop("rounding", 0.1),
        figures=figures,
        points=[start],
        shape="step",
        baseline=None if way is None else plan - way,
        target=plan,
        target_on=month_end(2031, 3),
        **changes,
    )


SHORT = months(WAVE[2:])
GAP = [one for one in months([60.0, 61.0, *WAVE]) if one.on != month_end(2025, 9)]
WILD_LONG_AGO = months([60.0, 90.0] * 5 + [60.0, 61.0] * 12 + [60.0])


def since_a_break(count: int) -> list[Figure]:
    """The last `count` figures are on the plan's definition, those before them on another."""
    figures = months(WAVE * 2)
    return [
        replace(one, definition=1 if place >= len(figures) - count else 2)
        for place, one in enumerate(figures)
    ]


# τ1 and τ2 are worked out beside each group: rounding unit, share of the journey, variation.
POSITIONS: dict[str, tuple[Case, str]] = {
    # max(0.1, 0.4, min(1, 2)) = 1 and max(0.2, 2, min(2, 5)) = 2
    "ahead_beyond_variation": (case(1.01), "ahead"),
    "above_within_variation": (case(1.0), "on"),
    "level": (case(0.0), "on"),
    "below_within_variation": (case(-1.0), "on"),
    "below_beyond_variation": (case(-1.01), "behind"),
    "below_twice_variation": (case(-2.0), "behind"),
    "beyond_twice_variation": (case(-2.01), "well_behind"),
    # max(0.1, 0.1, min(1, 0.5)) = 0.5 and max(0.2, 0.5, min(2, 1.25)) = 1.25
    "short_way_caps_at_a_tenth": (case(-0.5, 5), "on"),
    "short_way_beyond_a_tenth": (case(-0.51, 5), "behind"),
    "short_way_caps_at_a_quarter": (case(-1.25, 5), "behind"),
    "short_way_beyond_a_quarter": (case(-1.26, 5), "well_behind"),
    "short_way_ahead_of_a_tenth": (case(0.51, 5), "ahead"),
    # max(0.1, 2, 1) = 2 and max(0.2, 10, 2) = 10
    "long_way_two_percent_is_wider": (case(-2.0, 100), "on"),
    "long_way_beyond_two_percent": (case(-2.01, 100), "behind"),
    "long_way_beyond_ten_percent": (case(-10.01, 100), "well_behind"),
    # max(1, 0.1, 0.5) = 1 and max(2, 0.5, 1.25) = 2
    "a_coarse_figure_keeps_its_rounding": (case(-1.0, 5, rounding=1.0), "on"),
    "a_coarse_figure_twice_its_rounding": (case(-2.0, 5, rounding=1.0), "behind"),
    "a_coarse_figure_beyond_it": (case(-2.01, 5, rounding=1.0), "well_behind"),
    # No way to go: nothing caps 1 and 2.
    "no_journey_is_not_capped": (case(-1.0, None), "on"),
    "no_journey_beyond": (case(-1.01, None), "behind"),
    "no_journey_twice": (case(-2.0, None), "behind"),
    "no_journey_beyond_twice": (case(-2.01, 0), "well_behind"),
    # Six changes: not widened, 0.4 and 2.
    "six_changes_widen_nothing": (case(-0.4, figures=SHORT), "on"),
    "six_changes_beyond": (case(-0.41, figures=SHORT), "behind"),
    "six_changes_since_a_gap": (case(-0.41, figures=GAP), "behind"),
    "eight_changes_since_a_break": (case(-1.0, figures=since_a_break(9)), "on"),
    # Four down and three up: the median is -1, and three of seven lie 2 from it: 6/7 = 0.857.
    "seven_changes_since_a_break": (case(-0.857, figures=since_a_break(8)), "on"),
    "seven_changes_and_beyond": (case(-0.858, figures=since_a_break(8)), "behind"),
    "six_changes_since_a_break": (case(-0.41, figures=since_a_break(7)), "behind"),
    "only_the_last_24_changes_count": (case(-1.01, figures=WILD_LONG_AGO), "behind"),
    # A figure that climbs as steadily as can be varies by nothing: 0.4 and 2.
    "a_steady_climb_does_not_vary": (
        case(-0.41, figures=months([float(n) for n in range(50, 62)])), "behind",
    ),
    "lower_is_better_within": (case(-1.0, direction=-1), "on"),
    "lower_is_better_beyond": (case(-2.01, direction=-1), "well_behind"),
    # What the register agrees stands, narrower or wider.
    "agreed_and_narrower": (case(-0.21, tolerance_on=0.2), "behind"),
    "agreed_and_wider": (case(-5.0, tolerance_on=5.0, tolerance_behind=6.0), "on"),
    "agreed_behind": (case(-1.51, tolerance_behind=1.5), "well_behind"),
    # A band of 3 on each side: on within it, behind for half of its six.
    "in_the_band": (case(-3.0, band=3.0), "on"),
    "below_the_band": (case(-3.01, band=3.0), "behind"),
    "half_a_band_below": (case(-6.0, band=3.0), "behind"),
    "beyond_half_a_band": (case(-6.01, band=3.0), "well_behind"),
    "above_the_band": (case(3.01, band=3.0), "ahead"),
    # 0.7 - 0.8 is -0.10000000000000009 to a computer: at nine decimals it is the tolerance.
    "nine_decimals": (
        replace(case(0.0, None, figures=months([0.7])),
                points=[Point(date(1990, 1, 31), 0.8)]), "on",
    ),
}  # fmt: skip

ON_THE_DAY = {"target_on": NEWEST}
LATER = months([*WAVE, 59.0])
DUTY = {"target_on": None, "is_duty": True}
VERDICTS: dict[str, tuple[Case, str | None, float | None]] = {
    "met_to_a_hair": (replace(case(0.0), **ON_THE_DAY), "met", 0.0),
    "missed_by_a_hair": (replace(case(-0.001), **ON_THE_DAY), "missed", -0.001),
    "within_tolerance_is_missed": (replace(case(-1.0), **ON_THE_DAY), "missed", -1.0),
    "bettered": (replace(case(2.0), **ON_THE_DAY), "met", 2.0),
    "lower_is_better": (replace(case(-2.0, direction=-1), **ON_THE_DAY), "missed", -2.0),
    # 60 on the day and 59 the month after: against 60 it was met, whatever came later.
    "met_and_lost_again": (
        replace(case(-1.0, figures=LATER), target_on=month_end(2026, 2)), "met", 0.0,
    ),
    "missed_and_reached_later": (
        replace(case(1.0, figures=months([*WAVE, 62.0])), target_on=month_end(2026, 2)),
        "missed", -1.0,
    ),
    "a_date_to_come": (case(-5.0), None, None),
    "no_figure_of_the_date": (
        replace(case(-5.0, figures=GAP), target_on=month_end(2025, 9)), None, None,
    ),
    "another_definition_on_the_date": (
        replace(case(-5.0, figures=[replace(f, definition=2) for f in months(WAVE)]),
                **ON_THE_DAY), None, None,
    ),
    "a_duty_not_kept": (replace(case(-53.6), **DUTY), "below_law", -53.6),
    "a_duty_kept": (replace(case(0.0), **DUTY), None, None),
    "a_level_without_a_date_that_is_no_law": (
        replace(case(-5.0), target_on=None), None, None,
    ),
    "a_duty_with_a_date_is_met_or_missed": (
        replace(case(-1.0), **ON_THE_DAY, is_duty=True), "missed", -1.0,
    ),
    "nine_decimals": (
        replace(case(0.0, None, figures=months([0.1 + 0.7])), target=0.8, **ON_THE_DAY),
        "met", 0.0,
    ),
}  # fmt: skip


@pytest.fixture
def found(filled_store: Callable[..., Store]) -> dict[str, dict[str, Any]]:
    cases = [one for one, *_ in (*POSITIONS.values(), *VERDICTS.values())]
    with filled_store(tables_of(cases), today=date(2026, 5, 20)).reader() as db:
        rows = {row["priority_key"]: row for row in db.rows("page.wall")}
    names = [*POSITIONS, *(f"verdict {name}" for name in VERDICTS)]
    return {name: rows[f"p{number}"] for number, name in enumerate(names)}


def test_the_positions_and_verdicts_worked_by_hand(found: dict[str, dict[str, Any]]) -> None:
    assert len(POSITIONS) >= 30
    positions = {name: found[name]["position"] for name in POSITIONS}
    assert positions == {name: position for name, (_, position) in POSITIONS.items()}
    for name, (_, verdict, gap) in VERDICTS.items():
        row = found[f"verdict {name}"]
        assert row["verdict"] == verdict, name
        assert twin.close(row["verdict_gap"], gap), name


def test_the_size_of_a_gap_is_its_share_of_the_journey(found: dict[str, dict[str, Any]]) -> None:
    assert twin.close(found["below_twice_variation"]["gap_share"], -2 / 20)
    assert twin.close(found["ahead_beyond_variation"]["gap_share"], 1.01 / 20)
    assert found["no_journey_beyond"]["gap_share"] is None
    # The bar agrees with the words beside it: both tell of the target's own day.
    assert twin.close(found["verdict missed_and_reached_later"]["gap_share"], -1 / 20)


def test_the_twin_agrees_with_the_hand() -> None:
    for name, (one, position) in POSITIONS.items():
        assert twin.position(one, one.figures[-1]) == position, name
    for name, (one, verdict, _) in VERDICTS.items():
        assert twin.verdict(one) == verdict, name
