"""A small unit for the store's own tests: two nations, one priority, figures by the handful."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from stocktake.store import Receipt, Store, SubmissionFacts, open_store
from stocktake.store.connection import connect
from tests.empty import new_database
from tests.queries.rows import fill

TODAY = date(2026, 5, 20)
JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)
PRIORITY = {
    "indicators": [{"indicator_key": "waits"}],
    "indicator_definitions": [{"indicator_key": "waits"}],
    "priorities": [{"priority_key": "waits", "indicator_key": "waits"}],
    "priority_indicators": [{"priority_key": "waits", "indicator_key": "waits"}],
    "submissions": [],
    "files": [],
}
FACTS = SubmissionFacts(
    department_key="d",
    reporting_round="2026-03",
    template_version="1",
    signed_off_by="Sam Signer",
    signed_off_role="Director",
    signed_off_on=date(2026, 4, 1),
    submitted_by="tests",
)


def make_store(path: Path, tables: dict[str, Any] | None = None, **options: Any) -> Store:
    """Open a store that holds a register with one priority and no figures."""
    database = connect(new_database(path))
    fill(database, PRIORITY if tables is None else tables)
    database.close()
    return open_store(path, today=TODAY, **options)


def figures(rows: Sequence[tuple[str, date, float | None]]) -> pd.DataFrame:
    """Make observations of `waits` from (unit_key, period_end, value)."""
    made = pd.DataFrame(
        {
            "indicator_key": "waits",
            "unit_key": unit,
            "period_start": end.replace(day=1),
            "period_end": end,
            "value": value,
            "numerator": None,
            "denominator": None,
            "status": "not_published" if value is None else "final",
            "symbol": "[x]" if value is None else None,
            "definition_version": 1,
            "revision_reason": None,
            "note": None,
            "sheet": "Figures",
            "row_number": 6,
            "value_column": "G",
            "numerator_column": None,
            "denominator_column": None,
        }
        for unit, end, value in rows
    )
    empty = ["numerator", "denominator", "value"]
    return made.astype(dict.fromkeys(empty, "float64"))


def send(
    store: Store,
    rows: Sequence[tuple[str, date, float | None]],
    received_at: datetime | None = None,
    content: bytes | None = None,
    frame: pd.DataFrame | None = None,
    **options: Any,
) -> Receipt:
    """Keep a return with these figures; its bytes are as different as its figures are."""
    return store.write_submission(
        facts=FACTS,
        observations=figures(rows) if frame is None else frame,
        file_name="return.xlsx",
        content=content if content is not None else repr((rows, received_at)).encode(),
        received_at=received_at,
        **options,
    )


def known(store: Store, known_at: datetime | None = None) -> dict[tuple[str, date], float | None]:
    """Give the figures known at a moment, by unit and month."""
    with store.reader(known_at, with_headlines=False) as db:
        rows = db.rows("core.known_observations")
    return {(row["unit_key"], row["period_end"]): row["value"] for row in rows}


def headline(store: Store, known_at: datetime | None = None) -> dict[date, float | None]:
    """Give the priority's series as a page reads it."""
    with store.reader(known_at) as db:
        rows = db.rows("page.priority_series", priority_key="waits")
    return {row["period_end"]: row["value"] for row in rows}
