"""Stocktakes for these tests, and what happens after one was frozen."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import load_workbook

from stocktake.intake import load_register
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingPlan
from stocktake.settings import PROJECT
from stocktake.store import Receipt, Store, SubmissionFacts

HOSTILE = '<script>alert(1)</script>" onload=alert(2) \u202ereversed & <b>bold</b> '
AE, SCOTRAIL = "ae_four_hour", "scotrail_punctuality"
MARCH = date(2026, 3, 31)
ITEMS = (
    AgendaItem(AgendaKind.ACTIONS, "Actions from last time", 5),
    AgendaItem(AgendaKind.WALL, "The wall", 3),
    AgendaItem(AgendaKind.PRIORITY, "A&E", 10, AE),
    AgendaItem(
        AgendaKind.ISSUE, f"Trusts {HOSTILE}", 8, AE, HOSTILE, (HOSTILE, "Wait"), f"Ask {HOSTILE}"
    ),
    AgendaItem(AgendaKind.PRIORITY, "ScotRail", 6, SCOTRAIL),
    AgendaItem(AgendaKind.DECISIONS, "Decisions read back", 4),
)
SMALL_PLAN = MeetingPlan(
    f"Spring {HOSTILE}", date(2026, 5, 20), "Chair (demo)", ("health", "transport"), ITEMS
)


def resend(
    store: Store,
    indicator_key: str,
    factors: Mapping[str, float],
    *,
    reason: str = "Counted twice",
    content: bytes = b"resend",
) -> Receipt:
    """Send the newest figures of some units again, their numerators times a factor."""
    with store.reader(with_headlines=False) as db:
        rows = db.rows("core.known_observations", indicator_key=indicator_key, period_end=MARCH)
    found = pd.DataFrame([row for row in rows if row["unit_key"] in factors])
    assert len(found) == len(factors)
    found["numerator"] *= found["unit_key"].map(factors)
    found["value"] = 100 * found["numerator"] / found["denominator"]
    found["revision_reason"] = reason
    found["row_number"] = range(40, 40 + len(found))
    facts = SubmissionFacts(
        department_key="health", reporting_round="2026-03", template_version="1",
        signed_off_by="Ann", signed_off_role="Director", signed_off_on=date(2026, 5, 21),
        submitted_by="Returns clerk",
    )  # fmt: skip
    return store.write_submission(
        facts=facts,
        observations=found.drop(columns=["submission_key", "received_at"]),
        file_name="health-again.xlsx",
        content=content,
    )


def withdraw(store: Store, file_name: str, reason: str = "Wrong file") -> str:
    """Take a return out of use by its file's name; give its key."""
    with store.reader(with_headlines=False) as db:
        rows = db.rows("core.known_all_submissions", file_name=file_name)
    key = str(rows[-1]["submission_key"])
    store.write_withdrawal(key, is_withdrawn=True, decided_by="Head of unit", reason=reason)
    return key


def new_register(
    store: Store, folder: Path, changes: Mapping[str, Sequence[Mapping[str, Any]]]
) -> None:
    """Load the demo's register anew, cells changed: {sheet: [{"key": first cell, column: …}]}."""
    path = folder / "register-anew.xlsx"
    book = load_workbook(PROJECT / "data" / "register.xlsx")
    for sheet, changed in changes.items():
        rows = book[sheet]
        names = [cell.value for cell in rows[1]]
        for change in changed:
            row = next(row for row in rows.iter_rows(min_row=2) if row[0].value == change["key"])
            for name, value in change.items():
                if name != "key":
                    row[names.index(name)].value = value
    book.save(path)
    load_register(store, path, received_by="Sam")


def series(store: Store, priority_key: str) -> dict[date, float | None]:
    """Give a priority's headline as a page reads it now."""
    with store.reader() as db:
        rows = db.rows("page.priority_series", priority_key=priority_key)
    return {row["period_end"]: row["value"] for row in rows}
