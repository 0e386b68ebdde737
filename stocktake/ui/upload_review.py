"""What accepting would change: new, changed from old to new, withdrawn, unchanged."""

from typing import Any

import pandas as pd
import streamlit as st

from stocktake.intake import Draft
from stocktake.model.facts import is_nothing
from stocktake.model.numbers import figure, number, period_words, several
from stocktake.returns.review import State
from stocktake.ui import reads
from stocktake.ui.downloads import download_table
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, show, tag
from stocktake.ui.tables import table

_WORDS = {
    State.NEW: "new",
    State.CHANGED: "changed",
    State.WITHDRAWN: "withdrawn",
    State.UNCHANGED: "unchanged",
}
_SHOWN = 200
_NOT = "Not published"


def show_review(desk: Desk, draft: Draft) -> None:
    """Draw the counts, every changed and withdrawn figure, and the new ones by indicator."""
    if draft.review is None:
        return
    review = _named(desk, draft.review)
    counts = [
        tag("li", tag("b", f"{number(draft.effect.get(state.value, 0))}"), f" {words}")
        for state, words in _WORDS.items()
    ]
    show(
        tag("h2", "What accepting would change", class_="step"),
        tag("ul", *counts, class_="counts review"),
    )
    moved = review[review["state"].isin([State.CHANGED.value, State.WITHDRAWN.value])]
    if len(moved):
        show(table(_moved_rows(moved), caption="Figures that would become others", most=_SHOWN,
                   right=("Known now", "In this return")))  # fmt: skip
    fresh = review[review["state"] == State.NEW.value]
    if len(fresh):
        show(table(_new_rows(fresh), caption="New figures", right=("Figures", _NOT), most=_SHOWN))
    show(*_beside(draft))
    if len(moved) or len(fresh):
        with st.container(horizontal=True):
            download_table(
                pd.concat([_moved_rows(moved), _fresh_rows(fresh)], ignore_index=True),
                "changes",
                key="changes_download",
                label="Download every change (CSV)",
            )


def _named(desk: Desk, review: pd.DataFrame) -> pd.DataFrame:
    indicators = reads.view(desk, "core.known_indicators")
    kept = ["indicator_key", "short_title", "frequency", "measure", "rounding_unit"]
    units = reads.view(desk, "core.known_units")[["unit_key", "name"]]
    named = review.merge(indicators[kept], on="indicator_key", how="left")
    return named.merge(units, on="unit_key", how="left")


def _moved_rows(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Indicator": row["short_title"],
                "Unit": row["name"],
                "Period": period_words(row["period_end"], row["frequency"]),
                "Known now": _written(row, "old"),
                "In this return": _written(row, "new"),
                "Cell": f"{row['sheet']} {row['cell']}",
                "Reason": "" if is_nothing(row["reason"]) else row["reason"],
            }
            for row in rows.to_dict("records")
        ],
        columns=["Indicator", "Unit", "Period", "Known now", "In this return", "Cell", "Reason"],
    )


def _fresh_rows(rows: pd.DataFrame) -> pd.DataFrame:
    return _moved_rows(rows).assign(**{"Known now": ""})


def _new_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the new figures of each indicator, the most first: every one is in the download."""
    counted = [
        {
            "Indicator": group["short_title"].iloc[0],
            "Periods": _span(group),
            "Figures": len(group),
            _NOT: int(group["new_value"].isna().sum()),
        }
        for _, group in rows.groupby("indicator_key", sort=False)
    ]
    frame = pd.DataFrame(counted).sort_values("Figures", ascending=False, kind="stable")
    return frame.assign(**{name: frame[name].map(number) for name in ("Figures", _NOT)})


def _span(group: pd.DataFrame) -> str:
    frequency = str(group["frequency"].iloc[0])
    first, last = min(group["period_end"]), max(group["period_end"])
    if first == last:
        return period_words(last, frequency)
    return f"{period_words(first, frequency)} to {period_words(last, frequency)}"


def _written(row: dict[Any, Any], side: str) -> str:
    upper, lower, value = (row[f"{side}_{name}"] for name in ("numerator", "denominator", "value"))
    status = str(row[f"{side}_status"] or "").replace("_", " ")
    if is_nothing(value):
        return status or "no figure"
    text = figure(row["measure"], float(value), row["rounding_unit"])
    if not is_nothing(upper) and not is_nothing(lower):
        text += f" ({number(float(upper))} of {number(float(lower))})"
    return f"{text}, {status}" if row["is_status_only"] else text


def _beside(draft: Draft) -> list[Markup]:
    """Say what else the workbook brings: it is stored as it comes, for the other routines."""
    checked = draft.checked
    parts = [
        several(len(frame), *nouns)
        for frame, *nouns in (
            (checked.commentary, "commentary text"),
            (checked.policy_step_updates, "update on policy steps", "updates on policy steps"),
            (checked.action_updates, "update on actions", "updates on actions"),
            (checked.self_ratings, "rating of your own", "ratings of your own"),
        )
        if len(frame)
    ]
    if not parts:
        return []
    return [tag("p", f"Also kept from the other sheets: {', '.join(parts)}.", class_="quiet")]
