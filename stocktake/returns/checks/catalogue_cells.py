"""The checks of the sheets of figures, cell by cell."""

from stocktake.model.problem import Level
from stocktake.returns.checks.line import Check

_MUST, _EXPLAIN, _KNOW = Level.MUST_FIX, Level.EXPLAIN, Level.INFORMATION
CELLS = (
    Check(
        "R-101",
        _MUST,
        "Row {cells}: the column \"{found}\" is missing from the headers.",
        "Put the header back exactly so, or start from a fresh template.",
    ),
    Check(
        "R-102",
        _MUST,
        "Cell {cells}: the header \"{found}\" occurs twice.",
        "Delete one of the two columns.",
    ),
    Check(
        "R-103",
        _KNOW,
        "Cell {cells}: the column \"{found}\" is not part of the return and was not read.",
        "Nothing to do.",
    ),
    Check(
        "R-104",
        _MUST,
        "{Cells} {cells}: enter a number. {found} was found.",
        "Leave the cell empty if there is no figure yet.",
    ),
    Check(
        "R-105",
        _MUST,
        "{Cells} {cells}: Excel shows the error {found}.",
        "Repair the formula or type the figure.",
    ),
    Check(
        "R-106",
        _MUST,
        "{Cells} {cells}: the formula has no stored result.",
        "Open the workbook in Excel, let it calculate, save, and send it again.",
    ),
    Check(
        "R-107",
        _KNOW,
        "{Cells} {cells}: text was read as a number ({found}).",
        "Nothing to do if that is right.",
    ),
    Check(
        "R-108",
        _KNOW,
        "{Cells} {cells}: a percentage was read as points out of 100 ({found}).",
        "Nothing to do if that is right.",
    ),
    Check(
        "R-109",
        _MUST,
        "{Cells} {cells}: {found} can be read in two ways, and we will not guess.",
        "Type the number without separators for thousands, like 1234.5.",
    ),
    Check(
        "R-111",
        _MUST,
        "{Cells} {cells}: there is no indicator {found} for {department}.",
        "Use the title as it stands in the template.",
    ),
    Check(
        "R-112",
        _MUST,
        "{Cells} {cells}: there is no unit {found} for this indicator.",
        "Use the name or code as it stands in the template.",
    ),
    Check(
        "R-117",
        _MUST,
        "{Cells} {cells}: {found} is the name of more than one {noun}.",
        "Write its code instead of the name.",
    ),
    Check(
        "R-118",
        _MUST,
        "{Cells} {cells}: the indicator {found} belongs to {expected}; this is the return of "
        "{department}.",
        "Send it in the return of {expected}, and empty the row here.",
    ),
    Check(
        "R-113",
        _MUST,
        "{Cells} {cells}: {found} is not a {noun} we know.",
        "Write it like {example}.",
    ),
    Check(
        "R-114",
        _MUST,
        "{Cells} {cells}: the row was made for {expected}, but {found} is written.",
        "Write {expected} again, or put the figure in the row that belongs to it.",
    ),
    Check(
        "R-115",
        _MUST,
        "{Cells} {cells}: fill in {found}; the row has a figure.",
        "Or empty the whole row.",
    ),
    Check(
        "R-116",
        _MUST,
        "{Cells} {cells}: the hidden key of the row was changed ({found}).",
        "Start from a fresh template, and copy your figures there.",
    ),
    Check(
        "R-121",
        _MUST,
        "{Cells} {cells}: the period ({found}) was not over on the day of sign-off.",
        "Correct the period, or leave the row empty until it has ended.",
        can_be_waived=True,
    ),
    Check(
        "R-122",
        _EXPLAIN,
        "{Cells} {cells}: the year ({found}) was not over on the day of sign-off.",
        "Is the figure already the one for the whole year?",
        can_be_waived=True,
    ),
    Check(
        "R-131",
        _MUST,
        "{Cells} {cells}: the numerator ({found}) is larger than the denominator ({expected}).",
        "Correct one of the two.",
        can_be_waived=True,
    ),
    Check(
        "R-132",
        _MUST,
        "{Cells} {cells}: the denominator must be more than 0. {found} was found.",
        "Correct it; if nobody was counted write [z] as the value and leave both empty.",
    ),
    Check(
        "R-133",
        _MUST,
        "{Cells} {cells}: {found} is outside {expected}.",
        "Correct the figure, or the row it stands in.",
        can_be_waived=True,
    ),
    Check(
        "R-134",
        _EXPLAIN,
        "{Cells} {cells}: {found} is very small for a percentage.",
        "Is it a share? Then write 45.3 for 45.3 %.",
        can_be_waived=True,
    ),
    Check(
        "R-135",
        _MUST,
        "{Cells} {cells}: the value is {found}, but numerator and denominator give {expected}.",
        "Correct one of the three, or leave the value empty.",
        can_be_waived=True,
    ),
    Check(
        "R-136",
        _MUST,
        "{Cells} {cells}: a count cannot be below 0. {found} was found.",
        "Correct the figure. If there is none, write [x].",
        can_be_waived=True,
    ),
    Check(
        "R-137",
        _MUST,
        "{Cells} {cells}: the row has a numerator or a denominator, but not both.",
        "Fill in both, or give the value only.",
    ),
    Check(
        "R-138",
        _MUST,
        "{Cells} {cells}: the value is empty and cannot be worked out for this indicator.",
        "Enter the value, or [x] if there is none.",
    ),
    Check(
        "R-141",
        _MUST,
        "{Cells} {cells}: {found} is not a status.",
        "Choose one of: final, provisional, revised, not published, suppressed.",
    ),
    Check(
        "R-142",
        _MUST,
        "{Cells} {cells}: the row holds both a figure and the symbol {found}.",
        "Keep the figure, or keep the symbol.",
    ),
    Check(
        "R-143",
        _MUST,
        "{Cells} {cells}: the status says {found}, but {expected}.",
        "Correct the status or the figure.",
    ),
)  # fmt: skip
