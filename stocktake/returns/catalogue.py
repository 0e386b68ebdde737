"""Every check by its code: how hard it stops a return, what it says, and what to do about it.

The message is the first half of what a sender reads, the remedy the second:

    R-104  Cells F21 and F22: enter a number. "n/a" was found. Leave the cell empty if there is ...

`{cells}` is replaced by the merged addresses; the other names by what the check found. Codes are
stable: people search their mail for them. R-0xx the file, R-06x the right file, R-07x department
and round, R-1xx structure and cells, R-2xx across the sheet.
"""

from dataclasses import dataclass

from stocktake.model.problem import Level


@dataclass(frozen=True)
class Check:
    """One line of the catalogue."""

    code: str
    level: Level
    message: str
    fix: str


_MUST, _EXPLAIN, _KNOW = Level.MUST_FIX, Level.EXPLAIN, Level.INFORMATION
_SAVE = "Open it in Excel, choose File, Save As, Excel Workbook (.xlsx), and send that file."
_NEW = "Fill in the workbook that was sent to you for this round, and send that."

_FILE = (
    Check("R-001", _MUST, "The file is empty.", "Save the workbook again and send it."),
    Check(
        "R-002",
        _MUST,
        "The file is too big: {found}.",
        "Remove pictures and spare sheets, or split the return in two.",
    ),
    Check(
        "R-003",
        _MUST,
        "The workbook is protected by a password or a sensitivity label that encrypts it.",
        "Remove the password (File, Info, Protect Workbook) or choose a label without "
        "encryption, and send it again.",
    ),
    Check("R-004", _MUST, "The file is not an Excel workbook (.xlsx): {found}.", _SAVE),
    Check("R-005", _MUST, "The workbook is damaged: {found}.", f"Repair it: {_SAVE.lower()}"),
    Check(
        "R-006",
        _MUST,
        "The file holds something no workbook needs ({found}), so it was not opened.",
        f"Make a clean copy: {_SAVE.lower()}",
    ),
    Check(
        "R-007",
        _MUST,
        "The workbook took too long or too much memory to read: {found}.",
        "Copy the sheets of the return into a fresh template, and send that.",
    ),
    Check(
        "R-008",
        _MUST,
        "Cell {found} lies far away from the rest of its table.",
        "Delete that cell's row and column, save, and send the workbook again.",
    ),
    Check("R-009", _MUST, "The workbook has no sheets that can be read: {found}.", _SAVE),
)  # fmt: skip

_RIGHT_FILE = (
    Check("R-061", _MUST, "This is not the return workbook: {found}.", _NEW),
    Check(
        "R-062",
        _MUST,
        "The return was made with template version {found}; version {expected} is in use.",
        _NEW,
    ),
    Check(
        "R-063",
        _MUST,
        "The table {found} is not closed: its end marker in column A is missing.",
        "Rows were cut off or column A was cleared. " + _NEW,
    ),
    Check("R-064", _MUST, "The table {found} occurs twice.", "Keep one of the two sheets. " + _NEW),
    Check(
        "R-065",
        _KNOW,
        "Cell {cells} lies outside the tables and was not read.",
        "Nothing to do, unless it was meant as a figure: then move it into the table.",
    ),
    Check(
        "R-066",
        _KNOW,
        "Rows {cells} are hidden; they were read like the others.",
        "Nothing to do, unless they should not be sent: then empty them.",
    ),
)  # fmt: skip

_DEPARTMENT = (
    Check(
        "R-071",
        _MUST,
        'Cell {cells}: there is no department "{found}" in the register.',
        _NEW,
    ),
    Check(
        "R-072",
        _MUST,
        "Cell {cells}: the hidden key says {expected}, but {found} is written.",
        "Put the department's name back, or use the workbook of the department you mean.",
    ),
    Check(
        "R-073",
        _MUST,
        "Cell {cells}: {department} has no reporting round \"{found}\". Its rounds are {expected}.",
        _NEW,
    ),
    Check(
        "R-074",
        _MUST,
        "This is the return of {found}; the return of {expected} was expected.",
        "Send the workbook of {expected}, or send this one where returns of {found} belong.",
    ),
    Check(
        "R-075",
        _MUST,
        "Cell {cells}: the return is not signed off: {found}.",
        "Fill in name, role and date of sign-off on the sheet Cover.",
    ),
    Check(
        "R-076",
        _MUST,
        "Cell {cells}: enter the day of sign-off as a date. {found} was found.",
        "Type it like 2026-04-20.",
    ),
    Check(
        "R-077",
        _MUST,
        "Cell {cells}: the day of sign-off, {found}, lies in the future.",
        "Enter the day the return was signed.",
    ),
)  # fmt: skip

_CELLS = (
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
    ),
    Check(
        "R-122",
        _EXPLAIN,
        "{Cells} {cells}: the year ({found}) was not over on the day of sign-off.",
        "Is the figure already the one for the whole year?",
    ),
    Check(
        "R-131",
        _MUST,
        "{Cells} {cells}: the numerator ({found}) is larger than the denominator ({expected}).",
        "Correct one of the two.",
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
    ),
    Check(
        "R-134",
        _EXPLAIN,
        "{Cells} {cells}: {found} is very small for a percentage.",
        "Is it a share? Then write 45.3 for 45.3 %.",
    ),
    Check(
        "R-135",
        _MUST,
        "{Cells} {cells}: the value is {found}, but numerator and denominator give {expected}.",
        "Correct one of the three, or leave the value empty.",
    ),
    Check(
        "R-136",
        _MUST,
        "{Cells} {cells}: a count cannot be below 0. {found} was found.",
        "Correct the figure. If there is none, write [x].",
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

_ACROSS = (
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
)  # fmt: skip

CATALOGUE: dict[str, Check] = {
    check.code: check for check in (*_FILE, *_RIGHT_FILE, *_DEPARTMENT, *_CELLS, *_ACROSS)
}
