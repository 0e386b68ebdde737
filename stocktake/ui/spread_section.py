"""The section "Across units" of a priority's page: one comparable set at a time."""

import pandas as pd
import streamlit as st

from stocktake.charts.comparisons import (
    Comparison,
    Way,
    chosen,
    comparison_title,
    comparisons_of,
    footnotes,
)
from stocktake.charts.concentration import holders
from stocktake.charts.spread import ranked_units
from stocktake.charts.unit_names import spoken_name
from stocktake.model.facts import PriorityFacts, is_nothing
from stocktake.model.numbers import figure, period_words
from stocktake.ui import drawings, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, link, show, tag
from stocktake.ui.tables import table_on_demand

_CHANGE = "Change on a year earlier"
_RANKS = ("Lowest first", "Highest first", "Largest first")


def show_spread(desk: Desk, facts: PriorityFacts) -> None:
    """Draw the units that may be compared; the address holds which, others are a click away."""
    frame = reads.of_priority(desk, "page.priority_spread", facts.priority_key)
    if frame["value"].notna().sum() < 2:
        show(tag("p", "Only one unit stands behind this figure.", class_="empty"))
        return
    found = comparisons_of(frame, facts)
    if not found:
        show(tag("p", "No figures for single units.", class_="empty"))
        return
    one = chosen(found, st.query_params.get("group"))
    when = period_words(frame["period_end"].max(), facts.frequency)
    drawing = drawings.spread(desk, facts, one.key)
    show(
        _choices(desk, facts, found, one),
        tag("h2", drawing.sentence, class_="sentence"),
        tag("p", f"{comparison_title(one)} · {when}", class_="quiet"),
    )
    drawings.draw(drawing, key="spread_chart")
    show(*(tag("p", note, class_="quiet") for note in footnotes(one, when)))
    table_on_demand(
        "Table of the units",
        lambda: spread_table(one),
        key="spread_table",
        file_name=f"units-{facts.priority_key}",
        right=(*_RANKS, "Figure", "Share", "Running total", "Per 1,000"),
    )


def _choices(
    desk: Desk, facts: PriorityFacts, found: list[Comparison], here: Comparison
) -> Markup | None:
    """Link the comparable sets of a priority, each with its number of units."""
    if len(found) < 2:
        return None
    return tag(
        "nav",
        *(
            link(
                f"{one.title}{', per head' if one.way is Way.PER_HEAD else ''} ({len(one.known)})",
                "priority",
                one.key == here.key,
                stays=True,
                priority=facts.priority_key,
                section="units",
                group=one.key,
                known_at=desk.known_on,
            )
            for one in found
        ),
        aria_label="Which units",
        class_="filter",
    )


def spread_table(one: Comparison) -> pd.DataFrame:
    """Return the table of a comparison: its units in order, then those that are not counted."""
    if one.way is Way.SHARE:
        rows = _share_rows(one)
    else:
        ranked = ranked_units(one.rows, one.rounding_unit)
        first = "Lowest first" if one.direction > 0 else "Highest first"
        columns = {"rank": first, "name": "Unit", "value_text": "Figure", "change_text": _CHANGE}
        rows = ranked[list(columns)].rename(columns=columns)
    return pd.concat([rows, _apart(one, list(rows.columns))], ignore_index=True)


def _share_rows(one: Comparison) -> pd.DataFrame:
    columns = {
        "rank": "Largest first",
        "name": "Unit",
        "value_text": "Figure",
        "share_text": "Share",
        "running_text": "Running total",
        "per_head_text": "Per 1,000",
    }
    rows = holders(one)
    if not rows["per_head_text"].any():
        columns.pop("per_head_text")
    changes = ranked_units(one.rows, one.rounding_unit).set_index("unit_key")["change_text"]
    return rows.assign(change=rows["unit_key"].map(changes))[[*columns, "change"]].rename(
        columns={**columns, "change": _CHANGE}
    )


def _apart(one: Comparison, columns: list[str]) -> pd.DataFrame:
    """Return the rows of units without a rank: no figure, or a sign that reporting stopped."""
    rows = []
    for unit in one.rows.to_dict("records"):
        name = spoken_name(str(unit["unit_name"]))
        if is_nothing(unit["value"]):
            rows.append({"Unit": name, "Figure": "no figure"})
        elif unit["is_stopped"]:
            written = figure(one.measure, float(unit["value"]), one.rounding_unit)
            rows.append({"Unit": name, "Figure": written, _CHANGE: "stopped reporting?"})
    return pd.DataFrame(rows, columns=columns, dtype=object)
