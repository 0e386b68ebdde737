"""Every case of every view: a folder of rows, and the rows the view must give."""

import csv
import math
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from stocktake.model.moment import read_moment
from stocktake.store import Store
from tests.queries.rows import read_case

HERE = Path(__file__).parent
CASES = sorted(file.parent for file in HERE.glob("*/*/*/expected.csv"))
# Priorities with SQL of their own are tried under their own key; the file must be found by it.
TODAY = date(2026, 5, 20)


def moment_of(folder: Path) -> datetime | None:
    file = folder / "known_at.txt"
    return read_moment(file.read_text()) if file.exists() else None


def same(found: Any, expected: str) -> bool:
    if expected == "":
        return found is None
    if isinstance(found, bool):
        return str(found).lower() == expected.lower()
    if isinstance(found, (int, float)):
        return math.isclose(found, float(expected), rel_tol=1e-9, abs_tol=1e-6)
    return str(found) == expected


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: "/".join(folder.parts[-3:]))
def test_the_view_gives_the_expected_rows(folder: Path, filled_store: Callable[..., Store]) -> None:
    layer, view = folder.parts[-3], folder.parts[-2]
    store = filled_store(read_case(folder), today=TODAY)
    with store.reader(moment_of(folder)) as db:
        found = db.rows(f"{layer}.{view}")
    with (folder / "expected.csv").open(newline="", encoding="utf-8") as handle:
        expected = list(csv.DictReader(handle))
    columns = list(expected[0]) if expected else []
    found.sort(key=lambda row: [str(row[column]) for column in columns])
    expected.sort(key=lambda row: [str(row[column]) for column in columns])
    shown = [{column: row[column] for column in columns} for row in found]
    assert len(found) == len(expected), shown
    # Sorted as text on both sides, so rows are matched by finding each expected one.
    for row in expected:
        assert any(all(same(one[column], row[column]) for column in columns) for one in shown), (
            row,
            shown,
        )


def test_every_own_headline_and_every_rule_of_history_has_a_case() -> None:
    tried = {"/".join(folder.parts[-3:-1]) for folder in CASES}
    own = {f"priority/{file.stem}" for file in (HERE.parents[1] / "queries/priority").glob("*.sql")}
    assert own <= tried
    assert {"core/known_observations", "core/position_history", "core/known_submissions"} <= tried
