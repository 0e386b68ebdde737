"""Every check by its code: how hard it stops a return, what it says, and what to do about it.

The message is the first half of what a sender reads, the remedy the second:

    R-104  Cells F21 and F22: enter a number. "n/a" was found. Leave the cell empty if there is ...

`{cells}` is replaced by the merged addresses; the other names by what the check found. Codes are
stable: people search their mail for them. R-00x the file, R-06x the right file, R-07x department
and round, R-1xx structure and cells, R-2xx across the sheet, R-3xx against history, R-4xx the
sheets beside the figures. What sets each of them off stands in `guide_checks.py`.
"""

from stocktake.returns.checks.catalogue_across import ACROSS, HISTORY
from stocktake.returns.checks.catalogue_cells import CELLS
from stocktake.returns.checks.catalogue_file import DEPARTMENT, FILE, RIGHT_FILE
from stocktake.returns.checks.catalogue_sheets import SHEETS
from stocktake.returns.checks.line import Check

# The gates in the order a return passes them, with the words people know them by.
GATES: dict[str, tuple[Check, ...]] = {
    "The file": FILE,
    "The right file": RIGHT_FILE,
    "Department and round": DEPARTMENT,
    "The figures, cell by cell": CELLS,
    "The figures together": ACROSS,
    "The figures against earlier ones": HISTORY,
    "The other sheets": SHEETS,
}

CATALOGUE: dict[str, Check] = {check.code: check for gate in GATES.values() for check in gate}


def gate_of(code: str) -> str:
    """Name the gate a check belongs to, for a list of problems by section."""
    return next(name for name, checks in GATES.items() if CATALOGUE[code] in checks)
