"""When the next stocktake is, for a due date said as "the next stocktake"."""

from collections.abc import Collection
from datetime import date

from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.meeting import next_stocktake_on
from stocktake.ui import reads
from stocktake.ui.frame import Desk


def next_on(desk: Desk, held_on: date, department_keys: Collection[str]) -> date | None:
    """Return the day of the next stocktake of these departments; None where none is prepared."""
    rows = reads.desk_view(desk, "page.meetings").to_dict("records")
    prepared = [
        (plain_date(row["held_on"]), keys_of(row["department_keys"]))
        for row in rows
        if row["state"] == "prepared"
    ]
    return next_stocktake_on(held_on, department_keys, prepared)


def keys_of(cell: object) -> list[str]:
    """Return the keys that stand in a cell, apart by blanks; none in an empty one."""
    return [] if is_nothing(cell) else str(cell).split()
