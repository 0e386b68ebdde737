"""What a return is checked against: the register, and the figures already known."""

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


def no_figures() -> pd.DataFrame:
    """Give the empty frame of known figures, for a department's very first return."""
    return pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in FIGURE_COLUMNS.items()})


@dataclass(frozen=True)
class ReturnContext:
    """All that the checks may know, as frames with the columns of their tables.

    `known_figures` holds the latest known figure of each indicator, unit and period_end
    (`datetime.date`). `today` is the day figures may not lie beyond; None asks the clock.
    """

    departments: pd.DataFrame
    indicators: pd.DataFrame
    units: pd.DataFrame
    definitions: pd.DataFrame
    rounds: pd.DataFrame
    known_figures: pd.DataFrame = field(default_factory=no_figures)
    today: date | None = None


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
    )
