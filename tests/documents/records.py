"""A stocktake that was held, for tests of its documents, and the texts that people may send."""

import uuid
from datetime import date
from typing import Any

from stocktake.documents.record import (
    Definition,
    Discussed,
    MeetingRecord,
    RatingChange,
    past_actions,
)
from stocktake.model.meeting import AgendaItem, AgendaKind, Capture, CaptureKind

HELD_ON = date(2026, 5, 20)
PRIORITIES = {"ae_four_hour": "A&E four hours", "phonics": "Phonics"}

# What a person, a workbook or somebody who means harm may put into a text box.
HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "formula": "=cmd|'/c calc'!A1",
    "plus": "+1+1",
    "minus": "-2*3",
    "at": "@SUM(A1)",
    "quotes": "\"double\" 'single' `back` “curly” &amp; & </td></table>",
    "turned": "invoice\u202egpj.exe \u2067inside\u2069 \u200fmark \u05e9\u05dc\u05d5\u05dd",
    "controls": "bell\x07 null\x00 escape\x1b[31m tab\tline\nreturn\r end\x85 \ufffe \ud800.",
    "field": 'HYPERLINK "http://example.org" { PAGE } ]]> <w:fldSimple/>',
    "endless": "unbreakable" * 455,
    "long": "word " * 1000,
}


def capture(kind: CaptureKind, text: str, number: int, **more: Any) -> Capture:
    """Make a capture under a key of its own."""
    return Capture(str(uuid.UUID(int=number)), "meeting", kind, text, **more)


def ledger_row(**changes: Any) -> dict[str, Any]:
    """Make a row of `page.action_ledger`: open, on time, never moved."""
    row: dict[str, Any] = {
        "action_key": "a",
        "priority": "A&E four hours",
        "department": "Health",
        "text": "Agree when a trust may call for a divert",
        "owner": "Director of Performance, Health (demo)",
        "agreed_on": date(2026, 2, 17),
        "meeting": None,
        "agreed_due_on": date(2026, 6, 30),
        "due_on": date(2026, 6, 30),
        "slip_count": 0,
        "state": "open",
        "is_overdue": False,
        "said_done_on": None,
        "settled_at": None,
        "evidence": None,
        "note": None,
    }
    return row | changes


LEDGER = (
    ledger_row(),
    ledger_row(text="Close a loop", state="closed", settled_at=date(2026, 5, 12), evidence="Seen"),
    ledger_row(text="Name the authorities", due_on=date(2026, 4, 17), is_overdue=True),
    ledger_row(
        text="Crew every Sunday train",
        agreed_due_on=date(2026, 2, 28),
        due_on=date(2026, 4, 30),
        slip_count=2,
        is_overdue=True,
    ),
)
CAPTURES = (
    capture(
        CaptureKind.ACTION,
        "Publish each trust's path",
        1,
        owner="Director of Performance, Health (demo)",
        due_on=date(2026, 6, 30),
        priority_key="ae_four_hour",
    ),
    capture(
        CaptureKind.ACTION,
        "Bring the crew agreement",
        2,
        owner="Director of Rail (demo)",
        due_on=date(2026, 6, 12),
    ),
    capture(
        CaptureKind.ACTION,
        "Struck out in the room",
        3,
        owner="Nobody",
        due_on=date(2026, 6, 1),
        is_struck=True,
    ),
    capture(CaptureKind.DECISION, "The 78% milestone is carried", 4, priority_key="ae_four_hour"),
    capture(CaptureKind.SUCCESS, "Three falls in a row", 5),
    capture(CaptureKind.SHARED_PRACTICE, "Daily figures beside schools like it", 6),
    capture(CaptureKind.POLICY_NEED, "Settle who pays at weekends", 7, priority_key="phonics"),
)


def record(**changes: Any) -> MeetingRecord:
    """Make the record of a small stocktake with everything that a memo can tell."""
    given: dict[str, Any] = {
        "title": "Spring stocktake",
        "held_on": HELD_ON,
        "chair": "Prime Minister (demo)",
        "unit_title": "Delivery unit",
        "edition_key": "2026_05_20_a7f3c1",
        "known_at": "20 May 2026, 08:30",
        "checksum": "a7f3c1d09b42",
        "is_demo": True,
        "departments": ("Health", "Education"),
        "agenda": (
            AgendaItem(AgendaKind.ACTIONS, "", 5),
            AgendaItem(AgendaKind.PRIORITY, "A&E four hours", 10, "ae_four_hour"),
        ),
        "captures": CAPTURES,
        "priorities": PRIORITIES,
        "department_of": {"ae_four_hour": "Health", "phonics": "Education"},
        "ratings_changed": (
            RatingChange("A&E four hours", "amber_red", "amber_green", "A path each", "Chair"),
            RatingChange("Phonics", None, "red", "Two results of 80%", "Chair"),
        ),
        "past_actions": past_actions(LEDGER, HELD_ON),
        "sources": ("NHS England; Department for Education.",),
        "definitions": (Definition("A&E four hours", "% seen within four hours."),),
        "revised": (),
        "edition_name": "Edition 2, frozen 19 May 18:04",
        "discussed": (
            Discussed(
                "A&E four hours",
                "A&E: 77.1% seen within four hours in March, 0.9 points short of the target.",
                "amber_green",
                was="amber_red",
                is_changed=True,
            ),
            Discussed("Phonics", "Phonics: 80.0%, on plan.", "red", is_changed=True),
            Discussed("Crime", "Crime fell 18.6%.", "green", was="green"),
        ),
    }
    return MeetingRecord(**(given | changes))


def hostile_record(text: str) -> MeetingRecord:
    """Make a record in which every text is this one."""
    return record(
        title=text,
        chair=text,
        unit_title=text,
        edition_key="2026_05_20_a7f3c1",
        departments=(text,),
        agenda=(AgendaItem(AgendaKind.ISSUE, text, 5),),
        captures=tuple(
            capture(kind, text, number, owner=text, due_on=HELD_ON, priority_key="ae_four_hour")
            for number, kind in enumerate(CaptureKind)
        ),
        priorities={"ae_four_hour": text},
        ratings_changed=(RatingChange(text, "red", "green", text, text),),
        past_actions=past_actions(
            [ledger_row(text=text, owner=text, priority=text, evidence=text, note=text)], HELD_ON
        ),
        sources=(text,),
        definitions=(Definition(text, text),),
        discussed=(Discussed(text, text, "red"),),
        revised=(text,),
    )
