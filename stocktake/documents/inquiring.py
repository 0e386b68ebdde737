"""From the frames of one priority to the lines of inquiry that its pre-read suggests."""

from datetime import date
from typing import Any

import pandas as pd

from stocktake.charts.comparisons import Way, comparisons_of, half_holders
from stocktake.charts.spread import ranked_units
from stocktake.model.beyond import (
    ActionFacts,
    Beyond,
    IndicatorFacts,
    SpreadFacts,
    StepFacts,
    UnitFigure,
)
from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.inquiry import Line, lines_of_inquiry
from stocktake.model.rating import Category
from stocktake.model.step_effect import effect_of, state_of

_SETTLED = ("closed", "dropped")


def suggested_lines(
    facts: PriorityFacts,
    today: date,
    *,
    spread: pd.DataFrame | None = None,
    leading: pd.DataFrame | None = None,
    policy_steps: pd.DataFrame | None = None,
    rating_sheet: pd.DataFrame | None = None,
    actions: pd.DataFrame | None = None,
) -> list[Line]:
    """Suggest lines of inquiry from a priority's own rows of `page.*`; a frame may be left out.

    `actions` are rows of `page.action_ledger`, `leading` of `page.leading_series`.
    """
    beyond = Beyond(
        today=today,
        spread=_spread(spread, facts),
        steps=tuple(_step(row) for row in _rows(policy_steps)),
        actions=tuple(_action(row) for row in _rows(actions) if row["state"] not in _SETTLED),
        indicators=_indicators(leading),
        own_rating=_own_rating(rating_sheet),
        rounds_unchanged=_rounds_unchanged(rating_sheet),
    )
    return lines_of_inquiry(facts, beyond)


def _rows(frame: pd.DataFrame | None) -> list[dict[Any, Any]]:
    return [] if frame is None else frame.to_dict("records")


def _spread(frame: pd.DataFrame | None, facts: PriorityFacts) -> SpreadFacts | None:
    """Return the comparable units that the rules may ask about: those shown first in the room."""
    if frame is None or frame["value"].notna().sum() < 2:
        return None
    found = comparisons_of(frame, facts)
    if not found:
        return None
    one = found[0]
    ranked = ranked_units(one.rows, one.rounding_unit)
    units = tuple(
        UnitFigure(
            str(row["name"]),
            float(row["value"]),
            None if is_nothing(row["target"]) else float(row["target"]),
        )
        for row in ranked.to_dict("records")
    )
    return SpreadFacts(
        one.measure,
        one.direction,
        units,
        one.rounding_unit,
        noun=one.noun.many,
        half_holders=half_holders(one) if one.way is Way.SHARE else 0,
    )


def _step(row: dict[Any, Any]) -> StepFacts:
    title, state = row["indicator_title"], state_of(row)
    return StepFacts(
        title=str(row["title"]),
        due_on=state.due_on,
        done_on=state.done_on,
        indicator_title=None if is_nothing(title) else str(title),
        is_overdue=state.is_overdue,
        is_said=state.is_said,
        indicator=effect_of(row, "indicator"),
        target=effect_of(row, "target"),
    )


def _action(row: dict[Any, Any]) -> ActionFacts:
    overdue = row["is_overdue"]
    return ActionFacts(
        text=str(row["text"]),
        due_on=plain_date(row["due_on"]),
        slip_count=int(row["slip_count"]),
        is_overdue=not is_nothing(overdue) and bool(overdue),
    )


def _indicators(frame: pd.DataFrame | None) -> tuple[IndicatorFacts, ...]:
    if frame is None or frame.empty:
        return ()
    known = frame.dropna(subset=["value"]).assign(
        end=lambda rows: pd.to_datetime(rows["period_end"])
    )
    found = []
    for _, rows in known.sort_values("end").groupby("indicator_key", sort=False):
        last = rows.iloc[-1]
        # The month a year earlier, whatever the length of February.
        year_before = last["end"].to_period("M") - 12
        earlier = rows[rows["end"].dt.to_period("M") == year_before]["value"]
        unit: Any = last.get("rounding_unit")
        found.append(
            IndicatorFacts(
                title=str(last["short_title"]),
                kind=str(last["kind"]),
                measure=str(last["measure"]),
                direction=int(last["direction"]),
                value=float(last["value"]),
                value_year_before=float(earlier.iloc[-1]) if len(earlier) else None,
                rounding_unit=None if is_nothing(unit) else float(unit),
            )
        )
    return tuple(found)


def _overall(frame: pd.DataFrame | None, rater_type: str) -> list[str]:
    """Give the overall ratings of one rater's rounds, newest first."""
    if frame is None or frame.empty:
        return []
    own = frame[(frame["category"] == Category.OVERALL.value) & (frame["rater_type"] == rater_type)]
    return [str(rating) for rating in own.sort_values("rating_round", ascending=False)["rating"]]


def _own_rating(frame: pd.DataFrame | None) -> str | None:
    return next(iter(_overall(frame, "department")), None)


def _rounds_unchanged(frame: pd.DataFrame | None) -> int:
    ratings = _overall(frame, "unit")
    changed = (place for place, rating in enumerate(ratings) if rating != ratings[0])
    return next(changed, len(ratings))
