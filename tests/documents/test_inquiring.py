"""From frames, with their own sorts of nothing, to lines of inquiry."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from stocktake.documents.inquiring import suggested_lines
from stocktake.model.facts import PriorityFacts
from tests.charts import frames
from tests.deck.decks import leading_frame, sheet_frame
from tests.documents.records import ledger_row

TODAY = date(2026, 5, 20)


def keys(facts: PriorityFacts, **given: Any) -> list[str]:
    return [line.key for line in suggested_lines(facts, TODAY, **given)]


def steps(**changes: Any) -> pd.DataFrame:
    row = {
        "title": "Weekend hubs",
        "due_on": pd.Timestamp("2025-09-30"),
        "done_on": pd.Timestamp("2025-09-12"),
        "indicator_title": None,
        "is_overdue": False,
        "indicator_effect": "no",
        "indicator_change": -0.1,
        "target_effect": pd.NA,
        "effect_due_on": pd.Timestamp("2026-03-31"),
    }
    return pd.DataFrame([row | changes])


@pytest.fixture
def facts() -> PriorityFacts:
    return frames.ae()["facts"]


def test_without_frames_the_row_alone_asks(facts: PriorityFacts):
    assert 2 <= len(keys(facts)) <= 3


def test_a_step_that_moved_nothing_is_asked_about_only_on_figures_newer_than_it(
    facts: PriorityFacts,
):
    assert "step_without_effect" in keys(facts, policy_steps=steps())
    for answer in ("too_early", "no_figure_since", "too_few", "yes", pd.NA):
        own = steps(indicator_effect=answer)
        assert "step_without_effect" not in keys(facts, policy_steps=own)
    overdue = steps(done_on=pd.NaT, is_overdue=True, indicator_effect=pd.NA)
    assert "step_late" in keys(facts, policy_steps=overdue)
    assert "step_without_effect" not in keys(facts, policy_steps=overdue)


def test_a_settled_action_is_not_asked_about(facts: PriorityFacts):
    def ledger(**changes: Any) -> pd.DataFrame:
        return pd.DataFrame([ledger_row(slip_count=2, **changes)])

    assert "action_put_back" in keys(facts, actions=ledger())
    assert "action_put_back" not in keys(facts, actions=ledger(state="closed"))


def test_units_ask_by_their_names(facts: PriorityFacts):
    spread = frames.recycling_spread()
    lines = suggested_lines(facts, TODAY, spread=spread)
    (text,) = (line.text for line in lines if line.key == "places_short")
    assert "Caerphilly is lowest" in text
    trusts = frames.spread_frame(
        [(f"NORTH {n} NHS TRUST", v) for n, v in enumerate([50.0] * 5 + [71.0] * 20)],
        target=None,
        unit_type="nhs_provider",
    )
    lines = suggested_lines(facts, TODAY, spread=trusts)
    (text,) = (line.text for line in lines if line.key == "places_apart")
    assert text.startswith("Five of 25 trusts are at 50.0% or below")
    assert "places_apart" not in keys(facts, spread=trusts.head(1))


def test_units_are_asked_about_among_their_like(facts: PriorityFacts):
    large = frames.spread_frame(
        [(f"L{n}", 70.0 + n) for n in range(20)], target=78.0, peer_group="Large hospitals"
    )
    small = frames.spread_frame(
        [(f"S{n}", 10.0) for n in range(5)], target=78.0, peer_group="Small hospitals"
    )
    lines = suggested_lines(facts, TODAY, spread=pd.concat([small, large], ignore_index=True))
    (text,) = (line.text for line in lines if line.key == "places_short")
    assert text == (
        "Eight of 20 large hospitals are below target; L0 is lowest. What is agreed with each?"
    )


def test_who_holds_half_of_a_count_is_asked_about(facts: PriorityFacts):
    waits = frames.spread_frame(
        [(f"T{n}", 900.0 if n < 2 else 100.0) for n in range(20)],
        measure="count",
        direction=-1,
        unit_type="nhs_provider",
    )
    lines = suggested_lines(facts, TODAY, spread=waits)
    (text,) = (line.text for line in lines if line.key == "places_share")
    assert text == "Two of 20 trusts hold half of the total. What is agreed with them?"


def test_a_year_before_is_the_same_month(facts: PriorityFacts):
    leading = leading_frame("ae_four_hour")
    leading = leading[leading["kind"] == "perverse_effect"].sort_values("period_end")
    leading["value"] = [float(1000 * n) for n in range(len(leading))]
    last = int(leading["value"].iloc[-1])
    lines = suggested_lines(facts, TODAY, leading=leading)
    (text,) = (line.text for line in lines if line.key == "side_effect")
    assert f"went from {last - 12_000:,} to {last:,} in a year" in text


def test_the_departments_own_rating_is_compared(facts: PriorityFacts):
    sheet = sheet_frame("ae_four_hour")
    is_own = (sheet["category"] == "overall") & (sheet["rater_type"] == "department")
    sheet.loc[is_own, "rating"] = "green"
    unit = {"rating": "amber_red", "position": "behind"}
    plain = PriorityFacts(**({**facts.__dict__} | unit))
    assert "self_rating_above" in keys(plain, rating_sheet=sheet)
    before = [sheet.assign(rating_round=f"2025-q{n}") for n in (1, 2)]
    three = pd.concat([sheet[~is_own], *before], ignore_index=True)
    three = three[three["rater_type"] == "unit"]
    assert "rating_stuck" in keys(plain, rating_sheet=three)
    assert "rating_stuck" not in keys(plain, rating_sheet=three[three["rating_round"] > "2025-q1"])
