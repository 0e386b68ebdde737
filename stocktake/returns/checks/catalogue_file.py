"""The checks of the file itself: can it be read, is it ours, and whose is it."""

from stocktake.model.problem import Level
from stocktake.returns.checks.line import Check

_MUST, _EXPLAIN, _KNOW = Level.MUST_FIX, Level.EXPLAIN, Level.INFORMATION
_SAVE_IT = "pen it in Excel, choose File, Save As, Excel Workbook (.xlsx), and send that file."
_SAVE = f"O{_SAVE_IT}"
_NEW = "Fill in the workbook that was sent to you for this round, and send that."

FILE = (
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
    Check("R-005", _MUST, "The workbook is damaged: {found}.", f"Repair it: o{_SAVE_IT}"),
    Check(
        "R-006",
        _MUST,
        "The file holds something no workbook needs ({found}), so it was not opened.",
        f"Make a clean copy: o{_SAVE_IT}",
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

RIGHT_FILE = (
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
    Check(
        "R-067",
        _MUST,
        "The sheet {found} is not built as it was sent out: headers, rows or hidden keys were "
        "removed or changed.",
        "Start from a fresh template, and copy your figures there.",
        since_round="2026-06",
    ),
    Check(
        "R-068",
        _MUST,
        "Row {cells}: the hidden row that says what each column holds is missing or changed "
        "({found}).",
        "Start from a fresh template, and copy your figures there.",
    ),
    Check(
        "R-069",
        _KNOW,
        "The sheet {found} is hidden; it was read like the others.",
        "Nothing to do, unless it should not be sent: then empty its white cells.",
    ),
)  # fmt: skip

DEPARTMENT = (
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
        "Cell {cells}: the day of sign-off, {found}, is in the future.",
        "Enter the day the return was signed.",
    ),
)  # fmt: skip
