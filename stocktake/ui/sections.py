"""The sections of a priority's page. Only the open one is worked out."""

from collections.abc import Callable
from functools import partial
from typing import Any

from stocktake.charts.leading import latest_indicators
from stocktake.model.facts import PriorityFacts
from stocktake.ui import drawings, judgements, priority, priority_work, reads, sql_text
from stocktake.ui.department_word import show_department
from stocktake.ui.frame import Desk
from stocktake.ui.markup import show, tag
from stocktake.ui.sources import show_sources
from stocktake.ui.spread_section import show_spread
from stocktake.ui.tables import table_on_demand


def show_section(desk: Desk, facts: PriorityFacts, key: str) -> None:
    """Draw the section that is open; the others cost nothing."""
    _SECTIONS[key](desk, facts)


def _trajectory(desk: Desk, facts: PriorityFacts) -> None:
    drawing = drawings.trajectory(desk, facts, is_whole=drawings.pick_window(desk, facts))
    if drawing.spec.get("params"):
        said = "Select a point to see the cells of the returns behind it."
        show(tag("p", said, class_="quiet"))
    selected = drawings.draw_selectable(drawing, key=f"trajectory_{facts.priority_key}")
    if selected:
        show_sources(desk, facts, selected)
    priority.show_marks(drawing.marks)
    table_on_demand(
        "Table of this chart",
        partial(priority.read_series_table, desk, facts),
        key="series_table",
        file_name=f"series-{facts.priority_key}",
        right=("Figure", "Planned", "Gap (better is +)"),
    )


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


# By the keys of `priority_places.SECTIONS`.
_SECTIONS: dict[str, Callable[[Desk, PriorityFacts], None]] = {
    "trajectory": _trajectory,
    "units": show_spread,
    "rating": _ratings,
    "indicators": _leading,
    "steps": _steps,
    "questions": priority_work.show_questions,
    "actions": priority_work.show_actions,
    "department": show_department,
    "promise": _promise,
    "notes": _notes,
    "definition": _definition,
}
