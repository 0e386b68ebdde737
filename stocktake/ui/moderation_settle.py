"""Settle the unit's overall rating of one priority, beside what the rules suggest."""

from collections.abc import Mapping
from typing import Any

from stocktake.model.facts import PriorityFacts
from stocktake.model.rubric import line
from stocktake.ui import ratings, ratings_sheet
from stocktake.ui.frame import Desk
from stocktake.ui.markup import show, tag
from stocktake.ui.moderation import panel_head

Row = Mapping[Any, Any]


def show_settling(desk: Desk, row: Row, facts: PriorityFacts) -> None:
    """Draw the panel: the first scores, the suggestion with its working, the rating to settle."""
    show(panel_head(desk, row, facts))
    ratings_sheet.show_said()
    sheet = ratings.sheet_of(desk, row, facts.priority_key)
    evidence = ratings.evidence_row(desk, facts.priority_key)
    suggestion = ratings_sheet.suggestion_now(sheet, evidence)
    show(ratings_sheet.suggestion_box(suggestion))
    can_rate = ratings.can_rate(desk, row)
    ratings_sheet.show_line(sheet, line("overall"), evidence, can_rate=can_rate,
                            suggestion=suggestion)  # fmt: skip
    if can_rate:
        ratings_sheet.offer_saving(desk, sheet, suggestion)
    else:
        show(tag("p", "This round takes no ratings now.", class_="quiet"))
    show(ratings.show_department_view(desk, row, facts))
