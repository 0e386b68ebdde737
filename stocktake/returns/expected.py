"""Which figures a round asks for, where the register does not say so row by row."""

from datetime import date

import pandas as pd

from stocktake.model.period import Frequency, month_end
from stocktake.returns.context import ReturnContext

_COLUMNS = ["indicator_key", "unit_key", "period_end"]
# A department that missed a year is asked for the year, not for all of its history.
_MOST_PERIODS = 12


def expected_figures(
    context: ReturnContext, department_key: str, reporting_round: str
) -> pd.DataFrame:
    """Give indicator_key, unit_key, period_end of what should have come out by the round's due day.

    Asked are the units that had a row for an indicator's latest known period, for every period
    after it that is over and, by the indicator's usual lag, published by then.
    """
    rounds = context.rounds
    ours = rounds[
        (rounds["department_key"] == department_key)
        & (rounds["reporting_round"] == reporting_round)
    ]
    if not len(ours):
        return pd.DataFrame({name: pd.Series([], dtype=object) for name in _COLUMNS})
    due = _day(ours["due_on"].iloc[0])
    rows: list[tuple[str, str, date]] = []
    indicators = context.indicators[context.indicators["department_key"] == department_key]
    for indicator in indicators.to_dict("records"):
        key = str(indicator["indicator_key"])
        known = context.known_figures
        known = known[known["indicator_key"] == key]
        if not len(known):
            continue
        last = _day(known["period_end"].max())
        units = known.loc[known["period_end"] == known["period_end"].max(), "unit_key"]
        lag = int(indicator["publication_lag_days"])
        for end in _periods_after(last, Frequency(indicator["frequency"]), due, lag):
            rows.extend((key, str(unit), end) for unit in units)
    return pd.DataFrame(rows, columns=_COLUMNS)


def _periods_after(last: date, frequency: Frequency, due: date, lag: int) -> list[date]:
    months = last.year * 12 + last.month - 1
    ends: list[date] = []
    while True:
        months += frequency.months
        end = month_end(months // 12, months % 12 + 1)
        if (due - end).days < lag:
            return ends[-_MOST_PERIODS:]
        ends.append(end)


def _day(value: date) -> date:
    return date(value.year, value.month, value.day)
