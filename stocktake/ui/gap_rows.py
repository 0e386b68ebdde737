"""The rows of a series' table: every figure, and every stretch without one with its reason."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.numbers import period_words


def rows_with_gaps(
    facts: PriorityFacts, series: pd.DataFrame, gaps: pd.DataFrame | None
) -> list[dict[str, Any]]:
    """Return figures and missing stretches, newest first: period, value, plan, gap and words.

    A stretch is one row, however many periods it has; rows that were sent with a sign instead of a
    figure are part of theirs.
    """
    rows = [_figure_row(facts, row) for row in series.to_dict("records")]
    stretches = [] if gaps is None else gaps.to_dict("records")
    if stretches:
        rows = [row for row in rows if not is_nothing(row["value"])]
        rows += [_gap_row(facts, stretch) for stretch in stretches]
    return sorted(rows, key=lambda row: row["day"], reverse=True)


def _figure_row(facts: PriorityFacts, row: dict[Any, Any]) -> dict[str, Any]:
    end = plain_date(row["period_end"])
    status = "" if is_nothing(row["status"]) else str(row["status"]).replace("_", " ")
    return {
        "day": end,
        "period": period_words(end, facts.frequency),
        "value": row["value"],
        "plan": row["plan"],
        "gap": row["gap"],
        "gap_reason": row.get("gap_reason"),
        "status_text": status,
    }


def _gap_row(facts: PriorityFacts, stretch: dict[Any, Any]) -> dict[str, Any]:
    final = plain_date(stretch["ends_on"])
    first = _first_end(facts, plain_date(stretch["starts_on"]), final)
    last = period_words(final, facts.frequency)
    return {
        "day": final,
        "period": last if first == last else f"{first} – {last}",
        "value": None,
        "plan": None,
        "gap": None,
        "gap_reason": stretch["reason"],
        "status_text": "" if is_nothing(stretch["text"]) else str(stretch["text"]),
    }


def _first_end(facts: PriorityFacts, starts_on: date, ends_on: date) -> str:
    """Name the stretch's first period by its own end: periods end as the last one does."""
    months = {"month": 1, "quarter": 3}.get(facts.frequency, 12)
    index = starts_on.year * 12 + starts_on.month - 1 + months
    after = date(index // 12, index % 12 + 1, 1)
    return period_words(min(after - timedelta(days=1), ends_on), facts.frequency)
