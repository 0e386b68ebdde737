"""The parts of a priority's page below its chart. Only the open one is worked out."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from stocktake.charts.leading import latest_indicators
from stocktake.model.facts import PriorityFacts
from stocktake.ui import drawings, judgements, priority, reads, sql_text
from stocktake.ui.frame import Desk
from stocktake.ui.markup import show, tag
from stocktake.ui.spread_section import show_spread
from stocktake.ui.tables import table_on_demand


def show_sections(desk: Desk, facts: PriorityFacts) -> None:
    """Draw the tabs and the open one's content; the others cost nothing until opened."""
    tabs = st.tabs(list(_SECTIONS), key="sections", on_change="rerun")
    for tab, draw in zip(tabs, _SECTIONS.values(), strict=True):
        if tab.open:
            with tab:
                draw(desk, facts)


def _leading(desk: Desk, facts: PriorityFacts) -> None:
    frame = reads.of_priority(desk, "page.leading_series", facts.priority_key)
    if frame.empty:
        show(tag("p", "No further indicators are named for this priority.", class_="empty"))
        return
    drawings.draw(drawings.leading(desk, facts), key="leading_chart", width="content")
    columns = {
        "title": "Indicator",
        "kind_text": "What it is for",
        "value_text": "Latest figure",
        "period_text": "Period",
        "moved_text": "Movement",
    }
    table_on_demand(
        "Table of the indicators",
        lambda: latest_indicators(frame)[list(columns)].rename(columns=columns),
        key="leading_table",
        file_name=f"indicators-{facts.priority_key}",
        right=("Latest figure",),
    )


def _steps(desk: Desk, facts: PriorityFacts) -> None:
    show(judgements.steps_table(reads.of_priority(desk, "page.policy_steps", facts.priority_key)))


def _ratings(desk: Desk, facts: PriorityFacts) -> None:
    show(judgements.rating_table(reads.of_priority(desk, "page.rating_sheet", facts.priority_key)))


def _promise(desk: Desk, facts: PriorityFacts) -> None:
    row: dict[str, Any] = reads.wall_row(desk, facts.priority_key)
    drawn = drawings.trajectory(desk, facts).has_program_line
    priority.show_promise(facts, row, has_program_line=drawn)


def _notes(desk: Desk, facts: PriorityFacts) -> None:
    notes = reads.of_priority(desk, "page.annotations", facts.priority_key)
    breaks = reads.of_priority(desk, "page.priority_breaks", facts.priority_key)
    if notes.empty and breaks.empty:
        show(tag("p", "No notes.", class_="empty"))
        return
    rows = [(row["happened_on"], row["text"], row["source"]) for row in notes.to_dict("records")]
    rows += [
        (row["happened_on"], row["text"], "Change of definition")
        for row in breaks.to_dict("records")
    ]
    show(priority.notes_list(sorted(rows, key=lambda row: row[0], reverse=True)))


def _definition(desk: Desk, facts: PriorityFacts) -> None:
    sql_text.show_priority_view(desk, facts)


_SECTIONS: dict[str, Callable[[Desk, PriorityFacts], None]] = {
    # First what costs no second chart: the page opens in the time of one.
    "Rating sheet": _ratings,
    "Across units": show_spread,
    "Leading indicators": _leading,
    "Policy steps": _steps,
    "The promise": _promise,
    "Notes": _notes,
    "How it is worked out": _definition,
}
