"""A desk of one's own: a copy of the demonstration, and the workbook of its next round."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from stocktake.intake import template_file
from stocktake.store import Store, open_store
from tests.intake.filled import DEPARTMENT, ROUND, filled_in


@pytest.fixture
def store(demo_database: Path) -> Iterator[Store]:
    opened = open_store(demo_database)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def template(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = Path(shutil.copy(built_demo, tmp_path_factory.mktemp("template") / "demo.duckdb"))
    opened = open_store(path)
    name, content = template_file(opened, DEPARTMENT, ROUND)
    opened.close()
    assert name == "health-2026-04.xlsx"
    return content


@pytest.fixture(scope="session")
def filled(template: bytes) -> bytes:
    """The workbook filled in without a mistake."""
    return filled_in(template)
