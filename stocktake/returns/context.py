"""What a return is checked against: the register, and the figures already known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from stocktake.returns.register import Register

FIGURE_COLUMNS = {
    "indicator_key": "str",
    "unit_key": "str",
    "period_end": "object",
    "value": "float64",
    "numerator": "float64",
    "denominator": "float64",
    "status": "str",
}
_PRIORITIES = ("priority_key", "department_key", "title", "short_title")
_POLICY_STEPS = ("policy_step_key", "priority_key", "title", "due_on", "done_on")
_ACTIONS = ("action_key", "priority_key", "text", "owner", "due_on", "agreed_on")
_SELF_RATINGS = ("priority_key", "category", "rating")
_EXPECTED = ("indicator_key", "unit_key", "period_end")
_TOTALS = ("indicator_key", "unit_key", "part_unit_key", "rule")
WAIVER_COLUMNS = (
    "waiver_key", "code", "department_key", "indicator_key", "unit_key", "reason", "signed_by",
    "signed_on", "expires_on",
)  # fmt: skip


def no_figures() -> pd.DataFrame:
    """Give the empty frame of known figures, for a department's very first return."""
    return pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in FIGURE_COLUMNS.items()})


def _none_of(names: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([], dtype=object) for name in names})


@dataclass(frozen=True)
class ReturnContext:
    """All that the checks and the template may know, as frames with the columns of their tables.

    `known_figures` holds the latest known figure of each indicator, unit and period_end
    (`datetime.date`). `today` is the day figures may not lie beyond; None asks the clock.

    The rest is empty unless the caller has it, and then so are the checks that need it:
    `expected` names the figures asked for in this round; `history` (indicator_key, unit_key,
    period_end, value) is what a figure's usual movement is measured on; `self_ratings` holds the
    department's latest ratings of its own; `totals` says which unit of an indicator is made of
    which others, and whether by `sum` or by `ratio`; `waivers` are the signed exceptions;
    `layouts` belong to `returns.layout`.
    """

    departments: pd.DataFrame
    indicators: pd.DataFrame
    units: pd.DataFrame
    definitions: pd.DataFrame
    rounds: pd.DataFrame
    known_figures: pd.DataFrame = field(default_factory=no_figures)
    today: date | None = None
    priorities: pd.DataFrame = field(default_factory=lambda: _none_of(_PRIORITIES))
    policy_steps: pd.DataFrame = field(default_factory=lambda: _none_of(_POLICY_STEPS))
    actions: pd.DataFrame = field(default_factory=lambda: _none_of(_ACTIONS))
    self_ratings: pd.DataFrame = field(default_factory=lambda: _none_of(_SELF_RATINGS))
    expected: pd.DataFrame = field(default_factory=lambda: _none_of(_EXPECTED))
    history: pd.DataFrame = field(default_factory=no_figures)
    totals: pd.DataFrame = field(default_factory=lambda: _none_of(_TOTALS))
    waivers: pd.DataFrame = field(default_factory=lambda: _none_of(WAIVER_COLUMNS))
    layouts: Mapping[str, object] = field(default_factory=dict)


# The same knowledge that a return is checked against is what its template is made from.
TemplateContext = ReturnContext


def context_from_register(
    register: Register, known_figures: pd.DataFrame | None = None
) -> ReturnContext:
    """Build the context straight from a register, before or without a store."""
    held = register.unit["held_today_on"]
    return ReturnContext(
        departments=register.tables["departments"],
        indicators=register.tables["indicators"],
        units=register.tables["units"],
        definitions=register.tables["indicator_definitions"],
        rounds=register.tables["reporting_rounds"],
        known_figures=no_figures() if known_figures is None else known_figures,
        today=held if isinstance(held, date) else None,
        priorities=register.tables["priorities"],
        policy_steps=latest_policy_steps(register.tables["policy_steps"]),
        actions=register.tables["actions"],
        self_ratings=latest_self_ratings(register.tables["ratings"]),
    )


def latest_policy_steps(policy_steps: pd.DataFrame) -> pd.DataFrame:
    """Keep of each policy step what was known last."""
    ordered = policy_steps.sort_values("known_on", kind="stable")
    return ordered.drop_duplicates("policy_step_key", keep="last").reset_index(drop=True)


def latest_self_ratings(ratings: pd.DataFrame) -> pd.DataFrame:
    """Keep of the departments' own ratings the last of each priority and category."""
    own = ratings[ratings["rater_type"] == "department"].sort_values("rated_at", kind="stable")
    latest = own.drop_duplicates(["priority_key", "category"], keep="last")
    return latest[list(_SELF_RATINGS)].reset_index(drop=True)
