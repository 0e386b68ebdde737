"""The checks of Policy steps, Actions, Commentary and Self-rating."""

from stocktake.model.problem import Level
from stocktake.returns.checks.line import Check

_MUST, _EXPLAIN, _KNOW = Level.MUST_FIX, Level.EXPLAIN, Level.INFORMATION
SHEETS = (
    Check(
        "R-401",
        _MUST,
        "{Cells} {cells}: enter a date. {found} was found.",
        "Type it like 2026-04-20, or leave the cell empty.",
    ),
    Check(
        "R-402",
        _MUST,
        "{Cells} {cells}: {found} is not in the list.",
        "Choose one of: {expected}.",
    ),
    Check(
        "R-403",
        _MUST,
        "{Cells} {cells}: the hidden key of the row was changed or is not known ({found}).",
        "Start from a fresh template, and copy your answers there.",
    ),
    Check(
        "R-404",
        _MUST,
        "{Cells} {cells}: the same row stands there more than once.",
        "Keep one of these rows, and empty the others.",
    ),
    Check(
        "R-405",
        _MUST,
        "{Cells} {cells}: the day it was done, {found}, is in the future.",
        "Enter the day it was done, or move it to the forecast.",
    ),
    Check(
        "R-406",
        _EXPLAIN,
        "{Cells} {cells}: the status says {found}, but {expected}.",
        "Correct the status or the date.",
        can_be_waived=True,
    ),
    Check(
        "R-411",
        _EXPLAIN,
        "{Cells} {cells}: the policy step was due on {found}, and there is no update.",
        "Enter the day it was done, or a forecast and why it is late.",
        can_be_waived=True,
    ),
    Check(
        "R-412",
        _EXPLAIN,
        "{Cells} {cells}: the forecast, {found}, is in the past.",
        "Enter the day it was done, or a new forecast.",
        can_be_waived=True,
    ),
    Check(
        "R-421",
        _EXPLAIN,
        "{Cells} {cells}: the action was due on {found}, and there is no update.",
        "Choose a status and write a sentence on progress.",
        can_be_waived=True,
    ),
    Check(
        "R-422",
        _EXPLAIN,
        "{Cells} {cells}: the due date was moved from {expected} to {found} without a reason.",
        "Write the reason in the column Update.",
        can_be_waived=True,
    ),
    Check(
        "R-431",
        _EXPLAIN,
        "{Cells} {cells}: {found} is empty.",
        "Write a few sentences, or say that there is nothing to report.",
        can_be_waived=True,
    ),
    Check(
        "R-432",
        _MUST,
        "{Cells} {cells}: the text has {found} characters; {expected} is the limit.",
        "Shorten it: it is printed in the monthly note.",
        since_round="2026-06",
    ),
    Check(
        "R-441",
        _EXPLAIN,
        "{Cells} {cells}: the rating moved from {expected} to {found} without a reason.",
        "Write the reason beside it: it is shown in the meeting.",
        can_be_waived=True,
    ),
    Check(
        "R-442",
        _EXPLAIN,
        "{Cells} {cells}: there is no rating yet.",
        "Choose one from the list.",
        can_be_waived=True,
    ),
    Check(
        "R-443",
        _KNOW,
        "{Cells} {cells}: the reason is there, but no rating; nothing is stored for it.",
        "Choose a rating from the list if one is meant.",
    ),
)  # fmt: skip
