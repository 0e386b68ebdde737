"""What the workbook asks about actions: the dates and names that the ledger holds."""

import io
from datetime import date
from typing import Any

import openpyxl

from stocktake.intake import template_file
from stocktake.model.meeting import ActionChange, ActionChangeKind
from stocktake.store import Store
from tests.intake.filled import DEPARTMENT, ROUND

DIVERTS = "Agree with ambulance services when a trust may call for a divert"
THEATRES = "Publish unused theatre hours by trust, every month"


def change(store: Store, key: str, kind: ActionChangeKind, **more: Any) -> None:
    made = ActionChange(key, kind, **({"reason": "Because", "decided_by": "Unit"} | more))
    store.write_action_change(made)


def asked(store: Store) -> dict[str, list[Any]]:
    """Give the rows of the sheet Actions by the action's text."""
    _, content = template_file(store, DEPARTMENT, ROUND)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Actions"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    return {str(cell): row for row in rows for cell in row if cell in (DIVERTS, THEATRES)}


def test_the_workbook_asks_by_the_date_and_the_name_that_hold_now(store: Store):
    change(store, "ae_handover_rule", ActionChangeKind.MOVED, due_on=date(2026, 6, 30))
    change(store, "ae_handover_rule", ActionChangeKind.REASSIGNED, owner="Bo New")
    row = [str(cell) for cell in asked(store)[DIVERTS]]
    assert any("2026-06-30" in cell or "30 June 2026" in cell for cell in row), row
    assert "Bo New" in row


def test_what_the_unit_has_settled_is_not_asked_about_until_it_is_opened_again(store: Store):
    assert {DIVERTS, THEATRES} <= set(asked(store))
    change(store, "ae_handover_rule", ActionChangeKind.CLOSED, evidence="Circular 7")
    change(store, "rtt_theatre_hours", ActionChangeKind.DROPPED)
    assert asked(store) == {}
    change(store, "rtt_theatre_hours", ActionChangeKind.REOPENED)
    assert set(asked(store)) == {THEATRES}
