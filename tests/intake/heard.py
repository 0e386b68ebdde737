"""A return of transport with something of every kind, accepted with its question answered."""

import io
from datetime import date

from openpyxl import load_workbook

from stocktake.intake import accept, explain, take_in, template_file
from stocktake.store import Store
from tests.intake.filled import RAIL, RAIL_ASKED, RAIL_BEFORE, RAIL_ROUND, filled_in, saved

PRIORITY = "scotrail_punctuality"
STEP_DONE, STEP_LATE, ACTION = "scotrail_crews", "cancel_rest_days", "scotrail_sunday_crews"
PROGRESS = "Crews are trained <b>everywhere</b> but at two depots."
ISSUES = "Two depots have no instructors."
EMERGING = "A timetable change in May may undo it."
HELP = "Ask the regulator to settle the roster question."
STEP_NOTE = "The last driver qualified on 10 May."
LATE_NOTE = "The union votes in June."
ACTION_NOTE = "The roster is with the crews."
RATING_NOTE = "Two depots hold us back."
ANSWER = "The day is not written down anywhere."
DONE_ON, FORECAST_ON, NEW_DATE = date(2026, 5, 10), date(2026, 9, 30), date(2026, 7, 31)


def telling(template: bytes) -> bytes:
    """Fill in transport's workbook with words of every kind."""
    content = filled_in(template, RAIL_ASKED, RAIL_BEFORE)
    book = load_workbook(io.BytesIO(content))
    rows = {
        name: {str(cell.value): cell.row for cell in book[name]["A"] if cell.value}
        for name in ("Policy steps", "Actions", "Commentary", "Self-rating")
    }

    def put(sheet: str, key: str, **cells: object) -> None:
        for column, value in cells.items():
            book[sheet][f"{column}{rows[sheet][key]}"] = value

    put("Policy steps", STEP_DONE, F="done", H=DONE_ON, I=STEP_NOTE)
    put("Policy steps", STEP_LATE, F="at risk", G=FORECAST_ON, I=LATE_NOTE)
    put("Actions", ACTION, F="at risk", G=NEW_DATE, I=ACTION_NOTE)
    texts = (PROGRESS, ISSUES, EMERGING, HELP)
    for section, text in zip(
        ("progress", "current_issues", "emerging_issues", "help_needed"), texts, strict=True
    ):
        put("Commentary", section, D=text)
    put("Self-rating", f"{PRIORITY}|overall", E="Amber-red", F=RATING_NOTE)
    # Done, and no day given: that is asked about.
    put("Policy steps", "operators_elizabeth_west", F="done")
    return saved(book)


def accept_telling(store: Store) -> str:
    """Send such a return, answer what it asks, and accept it; give the submission's key."""
    template = template_file(store, RAIL, RAIL_ROUND)[1]
    draft = take_in(store, telling(template), file_name="transport.xlsx", sent_by="Sam Clerk")
    assert draft.draft_key is not None
    assert draft.questions, "nothing was asked"
    explain(
        store,
        draft.draft_key,
        {problem.problem_key: ANSWER for problem in draft.questions},
        written_by="Sam Clerk",
    )
    receipt = accept(store, draft.draft_key, decided_by="Unit").receipt
    assert receipt is not None
    return str(receipt.submission_key)
