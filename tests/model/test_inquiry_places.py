"""Lines of inquiry about places: among like units, and never the worst of a raw count."""

from dataclasses import replace
from typing import Any

import pytest

from stocktake.model.beyond import SpreadFacts, UnitFigure
from tests.model.test_inquiry import TAIL, asked, spread
from tests.model.test_inquiry import WALES as PLAIN

WALES = replace(PLAIN, noun="councils")
BOROUGHS = replace(
    WALES,
    measure="count",
    direction=-1,
    units=tuple(UnitFigure(f"B{n}", 90.0 + n, 100.0 - n) for n in range(20)),
    noun="boroughs",
)
COUNT: dict[str, Any] = {"measure": "count", "direction": -1}
FEW_HOLD_HALF = spread([400] * 5 + [40] * 45, **COUNT, half_holders=5)


@pytest.mark.parametrize(
    ("key", "places", "text"),
    [
        (
            "places_short",
            WALES,
            "Two of three councils are below target; Caerphilly is lowest. What is agreed with "
            "each?",
        ),
        (
            "places_short",
            replace(WALES, direction=-1, units=WALES.units[::-1]),
            "One of three councils is above target; Powys is highest. What is agreed with it?",
        ),
        (
            # However large a count is, nobody is called the worst for it.
            "places_short",
            BOROUGHS,
            "14 of 20 boroughs missed their own target. Which ten will you tackle first?",
        ),
        (
            "places_share",
            FEW_HOLD_HALF,
            "Five of 50 trusts hold half of the total. What is agreed with them?",
        ),
        (
            "places_apart",
            spread(TAIL),
            "Five of 28 trusts are at 54.0% or below; the median is 71.0%. What is agreed with "
            "each of the five?",
        ),
    ],
)
def test_a_rule_asks_its_question(key: str, places: SpreadFacts, text: str):
    assert asked({}, {"spread": places})[key] == text


@pytest.mark.parametrize(
    ("key", "places"),
    [
        ("places_short", replace(WALES, units=WALES.units[2:])),  # one unit is no spread
        ("places_short", replace(WALES, units=(UnitFigure("A", 70.0, 70.0),) * 3)),
        ("places_share", replace(FEW_HOLD_HALF, half_holders=13)),  # more than a quarter of them
        ("places_share", replace(FEW_HOLD_HALF, units=FEW_HOLD_HALF.units[:11], half_holders=1)),
        ("places_share", replace(FEW_HOLD_HALF, direction=1)),  # it holds nothing up
        ("places_apart", spread([float(n) for n in range(50, 72)])),
        ("places_apart", spread(TAIL, measure="count")),
    ],
)
def test_a_rule_stays_silent_just_short_of_its_case(key: str, places: SpreadFacts):
    assert key not in asked({}, {"spread": places})
