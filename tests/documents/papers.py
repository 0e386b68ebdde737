"""A pre-read of five priorities for tests, with everything that its pages can show."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from stocktake.documents.brief import (
    ChartMark,
    Judged,
    Judgement,
    PreRead,
    PriorityBrief,
    StepLine,
)
from stocktake.documents.briefing import build_papers
from stocktake.documents.record import past_actions
from stocktake.model.department_word import COMMENTARY
from stocktake.model.facts import PriorityFacts, facts_from_row
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingPlan
from stocktake.model.rating import Rating
from stocktake.model.step_effect import StepState
from tests.deck.decks import deck_frames
from tests.documents.records import HELD_ON, LEDGER, ledger_row

OPTIONS = tuple(f"Option number {number}" for number in range(1, 9))
ITEMS = (
    AgendaItem(AgendaKind.ACTIONS, "Actions from last time", 5),
    AgendaItem(AgendaKind.WALL, "The wall", 3),
    AgendaItem(AgendaKind.CELEBRATION, "Two-year waits have gone", 2, text="Thank the teams."),
    AgendaItem(AgendaKind.PRIORITY, "A&E", 7, "ae_four_hour"),
    AgendaItem(
        AgendaKind.ISSUE,
        "Who pays at weekends",
        8,
        "ae_four_hour",
        text="Discharge teams run on weekdays.\nMondays are five points lower.",
        options=OPTIONS,
        ask="Choose one today.",
    ),
    AgendaItem(AgendaKind.PRIORITY, "Ready", 5, "ready_for_school"),
    AgendaItem(AgendaKind.PRIORITY, "Waits", 5, "very_long_waits"),
    AgendaItem(AgendaKind.ISSUE, "The spending round", 10, ask="Say what goes first."),
    AgendaItem(AgendaKind.DECISIONS, "Decisions read back", 5),
)
PLAN = MeetingPlan("Spring stocktake", HELD_ON, "Prime Minister (demo)", ("health",), ITEMS)


def own_frames() -> Any:
    """Give the frames of a deck with the ledger of the tests in them."""
    ledger = [*LEDGER, ledger_row(text="No priority's action", priority=None)]
    keys = ["ae_four_hour"] * len(LEDGER) + [None]
    rows = [row | {"priority_key": key} for row, key in zip(ledger, keys, strict=True)]
    words = [word_row(kind, "Beds opened <b>in</b> March. " * 12) for kind in COMMENTARY]
    return replace(deck_frames(), actions=pd.DataFrame(rows), department_word=pd.DataFrame(words))


def word_row(kind: str, text: str, **changes: Any) -> dict[str, Any]:
    """Make a row of `page.department_word`."""
    row = {
        "priority_key": "ae_four_hour", "department_key": "health", "department": "Health",
        "reporting_round": "2026-04", "round_title": "April 2026",
        "received_at": pd.Timestamp("2026-05-10 09:00"), "signed_off_by": "Director",
        "submission_key": "s", "kind": kind, "subject_key": kind, "subject": None, "text": text,
        "status": None, "rating": None, "due_on": pd.NaT, "done_on": pd.NaT,
    }  # fmt: skip
    return {**row, **changes}


def facts_of(frames: Any) -> list[PriorityFacts]:
    """Read the wall."""
    return [facts_from_row(row) for row in frames.wall.to_dict("records")]


@cache
def papers() -> PreRead:
    """Build the papers from frames, charts drawn; once, for drawing takes its time."""
    return built()


def built(**changes: Any) -> PreRead:
    """Build the papers, with other words or questions."""
    frames = own_frames()
    given: dict[str, Any] = {
        "today": HELD_ON,
        "unit_title": "Delivery unit",
        "edition_key": "2026_05_20_a7f3c1",
        "known_at": "20 May 2026",
        "checksum": "a7f3c1d09b42",
        "is_demo": True,
        "sources": ("NHS England; Department for Education.",),
    }
    plan = changes.pop("plan", PLAN)
    return build_papers(plan, facts_of(frames), frames, **(given | changes))


def hostile_papers(text: str) -> PreRead:
    """Make papers in which every text is this one; a chart is markup, and ours alone."""
    item = AgendaItem(AgendaKind.PRIORITY, text, 5, "a")
    issue = AgendaItem(AgendaKind.ISSUE, text, 5, "a", text, (text, text), text)
    actions = past_actions([ledger_row(text=text, owner=text, priority=text)], HELD_ON)
    brief = PriorityBrief(
        priority_key="a",
        title=text,
        short_title=text,
        finding=text,
        position=text,
        chart_svg='<svg role="img" aria-label="Chart"></svg>',
        chart_caption=text,
        chart_marks=(ChartMark(text, text, text),),
        department=text,
        owner=text,
        promise=text,
        source=text,
        time=text,
        pace=text,
        outturn=text,
        rating=Rating.RED,
        rating_before=Rating.GREEN,
        rating_reason=text,
        rated_by=text,
        judgements=(Judgement(text, Judged(text, None, text), Judged(text, Rating.RED, text)),),
        suggestion=text,
        flags=(text,),
        actions=actions,
        steps=(StepLine(text, StepState(date(2026, 5, 1), is_overdue=True), indicator=text),),
        inquiries=(text,),
        issues=(issue,),
        department_line=text,
    )
    celebration = AgendaItem(AgendaKind.CELEBRATION, text, 1, text=text)
    alone = replace(issue, priority_key=None)
    return PreRead(
        title=text,
        unit_title=text,
        held_on=HELD_ON,
        chair=text,
        edition_key=text,
        known_at=text,
        checksum=text,
        is_demo=True,
        departments=(text,),
        agenda=(item, issue, celebration, alone),
        priorities=(brief,),
        actions=actions,
        sources=(text,),
    )
