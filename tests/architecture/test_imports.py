"""Who may import whom."""

import pytest

from tests.architecture.imports import LAYERS, import_faults
from tests.architecture.sources import CODE, ROOT, Source, faults_of, is_whole, read_sources

SOURCES = read_sources(*CODE)


def test_a_file_imports_only_what_its_layer_may():
    assert faults_of(import_faults, SOURCES) == []


def test_the_whole_program_was_looked_at():
    assert len(SOURCES) >= (40 if is_whole() else 10)


@pytest.mark.parametrize(
    ("place", "text", "fault"),
    [
        ("stocktake/model/x.py", "import pandas as pd", "pandas"),
        ("stocktake/model/x.py", "from stocktake.errors import StocktakeError", "errors"),
        ("stocktake/model/deep/x.py", "from ...store import reads", "stocktake.store.reads"),
        ("stocktake/returns/x.py", "from stocktake.store import open_store", "stocktake.store"),
        ("stocktake/returns/x.py", "from stocktake import store", "stocktake.store"),
        ("stocktake/returns/x.py", "def f():\n    import duckdb", "duckdb"),
        ("stocktake/store/x.py", "import openpyxl", "openpyxl"),
        ("stocktake/store/x.py", "from ..returns.check import check_return", "stocktake.returns"),
        ("stocktake/charts/x.py", "import streamlit as st", "streamlit"),
        ("stocktake/ui/x.py", "import pages.monitor.wall", "pages.monitor.wall"),
        ("stocktake/ui/x.py", "from importlib import import_module", "import_module"),
        ("stocktake/ui/x.py", "import importlib\nimportlib.import_module('duckdb')", "import_mod"),
        ("pages/monitor/x.py", "from stocktake.store import open_store", "stocktake.store"),
        ("pages/monitor/x.py", "import duckdb", "duckdb"),
        ("app.py", "from stocktake.ui import cached", "stocktake.ui.cached"),
        ("app.py", "import os", "os"),
        ("stocktake/__main__.py", "from stocktake.ui import frame", "stocktake.ui"),
        ("data/build.py", "import duckdb", "duckdb"),
        ("stocktake/returns/x.py", "from data.demo import units", "data.demo.units"),
        ("stocktake/somewhere/x.py", "", "no layer allows it"),
    ],
)
def test_a_forbidden_import_is_found(place: str, text: str, fault: str):
    found = import_faults(Source(place, text))
    assert len(found) == 1
    assert fault in found[0]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("stocktake/model/x.py", "from datetime import date\nfrom .rating import Rating"),
        ("stocktake/returns/x.py", "import pandas\nfrom stocktake import clock\nimport openpyxl"),
        ("stocktake/store/x.py", "import duckdb\nfrom stocktake.errors import StoreError"),
        ("pages/monitor/x.py", "import streamlit as st\nfrom stocktake.ui import frame"),
        ("data/build.py", "from data.demo import units"),
        ("app.py", "import streamlit as st\nfrom stocktake.ui import frame"),
        ("stocktake/__main__.py", "import click\nfrom stocktake import __version__, store"),
    ],
)
def test_an_allowed_import_passes(place: str, text: str):
    assert import_faults(Source(place, text)) == []


def test_every_layer_of_the_table_still_stands_once_the_app_does():
    later = {"stocktake/analysis/*", "stocktake/documents/*"}
    if is_whole():
        gone = [row.places for row in LAYERS if not any(ROOT.glob(row.places))]
        assert set(gone) <= later
