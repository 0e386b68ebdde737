"""Where a workbook meets the store: the one room that knows both.

`returns` does not know the database and `store` does not know Excel; the command line and the
screens both send files in through here, so that a return is treated alike whichever way it comes.
"""

from stocktake.intake.context import fill_context, return_context
from stocktake.intake.desk import Draft, accept, explain, open_draft, take_in
from stocktake.intake.filling import (
    Arrival,
    Progress,
    fill_new_database,
    load_demo,
    load_register,
    read_arrivals,
)
from stocktake.intake.papers import annotated_workbook, receipt_text, template_file
from stocktake.intake.preview import rehearse
from stocktake.intake.sending import Outcome, check_file, submit_file

__all__ = [
    "Arrival",
    "Draft",
    "Outcome",
    "Progress",
    "accept",
    "annotated_workbook",
    "check_file",
    "explain",
    "fill_context",
    "fill_new_database",
    "load_demo",
    "load_register",
    "open_draft",
    "read_arrivals",
    "receipt_text",
    "rehearse",
    "return_context",
    "submit_file",
    "take_in",
    "template_file",
]
