"""What the workbook asks about actions: the dates and names that the ledger holds."""

import io
from datetime import date
from typing import Any

import openpyxl

from stocktake.intake import template_file
from stocktake.model.meeting import ActionChange, ActionChangeKind
from stocktake.store import Store
from tests.intake.filled import RAIL, RAIL_ROUND

ROSTER = "Agree a roster that crews every Sunday train"
SAME_DAY = "Report same-day cancellations apart from planned ones"


def change(store: Store, key: str, kind: ActionChangeKind, **more: Any) -> None:
    made = ActionChange(key, kind, **({"reason": "Because", "decided_by": "Unit"} | more))
    store.write_action_change(made)


def asked(store: Store) -> dict[str, list[Any]]:
    """Give the rows of the sheet Actions by the action's text."""
    _, content = template_file(store, RAIL, RAIL_ROUND)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Actions"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    return {str(cell): row for row in rows for cell in row if cell in (ROSTER, SAME_DAY)}


def test_the_workbook_asks_by_the_date_and_the_name_that_hold_now(store: Store):
    change(store, "scotrail_sunday_crews", ActionChangeKind.MOVED, due_on=date(2026, 6, 30))
    change(store, "scotrail_sunday_crews", ActionChangeKind.REASSIGNED, owner="Bo New")
    row = [str(cell) for cell in asked(store)[ROSTER]]
    assert any("2026-06-30" in cell or "30 June 2026" in cell for cell in row), row
    assert "Bo New" in row


def test_what_the_unit_has_settled_is_not_asked_about_until_it_is_opened_again(store: Store):
    assert {ROSTER, SAME_DAY} <= set(asked(store))
    change(store, "scotrail_sunday_crews", ActionChangeKind.CLOSED, evidence="Circular 7")
    change(store, "cancel_same_day", ActionChangeKind.DROPPED)
    assert asked(store) == {}
    change(store, "cancel_same_day", ActionChangeKind.REOPENED)
    assert set(asked(store)) == {SAME_DAY}
