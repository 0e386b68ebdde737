"""The checks that hold figures against one another, and against earlier returns."""

from stocktake.model.problem import Level
from stocktake.returns.checks.line import Check

_MUST, _EXPLAIN, _KNOW = Level.MUST_FIX, Level.EXPLAIN, Level.INFORMATION
ACROSS = (
    Check(
        "R-201",
        _MUST,
        "{Cells} {cells}: the same indicator, unit and period stand in more than one row "
        "({found}).",
        "Keep one of these rows.",
    ),
    Check(
        "R-202",
        _MUST,
        "{Cells} {cells}: {found} was sent before as {expected}. Say why it changed.",
        "Write the reason in the column Reason for revision, or put {expected} back.",
        can_be_waived=True,
    ),
    Check(
        "R-203",
        _KNOW,
        "{found} of {expected} rows hold no figure; nothing is stored for them.",
        "Nothing to do if these figures are still to come.",
    ),
    Check(
        "R-204",
        _MUST,
        "The return holds no figures at all.",
        "Fill in at least one row of the sheet Figures.",
    ),
    Check(
        "R-205",
        _EXPLAIN,
        "{found} of the figures asked for are missing: {expected}.",
        "Fill them in; write [x] where there is no figure, or say when they will come.",
        can_be_waived=True,
    ),
    Check(
        "R-206",
        _EXPLAIN,
        "{Cells} {cells}: the total is {found}, but its parts give {expected}.",
        "Correct the total or the parts, or say what the total holds besides.",
        can_be_waived=True,
    ),
)  # fmt: skip

HISTORY = (
    Check(
        "R-301",
        _EXPLAIN,
        "{Cells} {cells}: {found}; that is more than three times the usual movement.",
        "Correct the figure, or say what happened.",
        can_be_waived=True,
    ),
    Check(
        "R-302",
        _EXPLAIN,
        "{Cells} {cells}: {found}; that is a change of more than a quarter.",
        "Correct the figure, or say what happened.",
        can_be_waived=True,
    ),
    Check(
        "R-303",
        _EXPLAIN,
        "{Cells} {cells}: {found}. Was it copied by mistake?",
        "Enter the new figure, or confirm that it has not moved.",
        can_be_waived=True,
    ),
    Check(
        "R-304",
        _EXPLAIN,
        "{Cells} {cells}: {found}. Has reporting stopped?",
        "Enter the figure, write [x] where nothing is counted, or confirm that it is 0.",
        can_be_waived=True,
    ),
)  # fmt: skip
