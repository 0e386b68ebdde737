"""A desk of one's own: a copy of the demonstration, and the workbook of its next round."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from stocktake.intake import template_file
from stocktake.store import Store, open_store
from tests.intake.filled import (
    DEPARTMENT,
    RAIL,
    RAIL_ASKED,
    RAIL_BEFORE,
    RAIL_ROUND,
    ROUND,
    filled_in,
)


@pytest.fixture
def store(demo_database: Path) -> Iterator[Store]:
    opened = open_store(demo_database)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def asked_of(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A demonstration that only makes workbooks to be filled in."""
    path = Path(shutil.copy(built_demo, tmp_path_factory.mktemp("template") / "demo.duckdb"))
    opened = open_store(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def template(asked_of: Store) -> bytes:
    name, content = template_file(asked_of, DEPARTMENT, ROUND)
    assert name == "health-2026-04.xlsx"
    return content


@pytest.fixture(scope="session")
def filled(template: bytes) -> bytes:
    """The workbook filled in without a mistake."""
    return filled_in(template)


@pytest.fixture(scope="session")
def rail_template(asked_of: Store) -> bytes:
    return template_file(asked_of, RAIL, RAIL_ROUND)[1]


@pytest.fixture(scope="session")
def rail(rail_template: bytes) -> bytes:
    """Transport's workbook, filled in without a mistake."""
    return filled_in(rail_template, RAIL_ASKED, RAIL_BEFORE)
