"""No test can reach the real database or see the real time unless it asks."""

import os
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from stocktake import clock
from tests.architecture.sources import ROOT


def test_the_clock_is_held(held_clock: datetime):
    assert clock.now() == held_clock
    assert clock.today() == held_clock.date()


def test_a_test_may_hold_another_moment():
    clock.hold(datetime(2016, 3, 31))
    assert clock.now().year == 2016


@pytest.mark.parametrize("name", ["data/stocktake.duckdb", "data/../data/other.duckdb"])
def test_the_real_database_is_out_of_reach(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    for database in (name, Path(name)):
        with pytest.raises(pytest.fail.Exception, match="use tmp_path"):
            duckdb.connect(database)


def test_another_database_opens(tmp_path: Path):
    with duckdb.connect(tmp_path / "x.duckdb") as database:
        assert database.sql("select 1").fetchone() == (1,)
    with duckdb.connect() as database:
        assert database.sql("select 1").fetchone() == (1,)


def test_the_default_database_of_a_test_is_its_own(tmp_path: Path):
    assert Path(os.environ["STOCKTAKE_DATABASE"]).parent == tmp_path
