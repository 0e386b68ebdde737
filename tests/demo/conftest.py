"""One copy of the demonstration for all tests that only read it."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from stocktake.store import Store, open_store


@pytest.fixture(scope="session")
def demo(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demonstration, open. Read it; do not write."""
    path = Path(shutil.copy(built_demo, tmp_path_factory.mktemp("read_demo") / "demo.duckdb"))
    store = open_store(path)
    yield store
    store.close()


@pytest.fixture(scope="session")
def ae_figures(demo: Store) -> Any:
    """Give a function: the A&E figures known at a moment, by unit and month's end."""

    def read(known_at: datetime | None) -> dict[tuple[str, date], dict[str, Any]]:
        with demo.reader(known_at, with_headlines=False) as db:
            rows = db.rows("core.known_observations", indicator_key="ae_four_hour")
        return {(row["unit_key"], row["period_end"]): row for row in rows}

    return read
