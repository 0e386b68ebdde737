"""Settings come from the environment; what cannot be used is said with its remedy."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from stocktake.errors import SettingsError
from stocktake.settings import PROJECT, read_settings


def test_the_default_database_stands_in_data():
    settings = read_settings({})
    assert settings.database == PROJECT / "data" / "stocktake.duckdb"
    assert settings.register == PROJECT / "data" / "register.xlsx"
    assert settings.queries == PROJECT / "queries"
    assert settings.local_user == "Delivery unit"


def test_the_environment_moves_the_database_and_names_the_user(tmp_path):
    settings = read_settings(
        {"STOCKTAKE_DATABASE": f" {tmp_path}/x.duckdb ", "STOCKTAKE_USER": "Sam"}
    )
    assert (settings.database, settings.local_user) == (tmp_path / "x.duckdb", "Sam")


def test_an_option_wins_over_the_environment(tmp_path):
    found = read_settings({"STOCKTAKE_DATABASE": "/a.duckdb"}, database=tmp_path / "b.duckdb")
    assert found.database == tmp_path / "b.duckdb"


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_setting_is_none(empty):
    assert read_settings({"STOCKTAKE_DATABASE": empty}) == read_settings({})
    assert read_settings({"STOCKTAKE_USER": empty}).local_user == "Delivery unit"


def test_the_home_folder_may_be_written_short():
    assert read_settings({"STOCKTAKE_DATABASE": "~/x.duckdb"}).database == Path.home() / "x.duckdb"


def test_a_folder_is_refused_with_an_example(tmp_path):
    with pytest.raises(SettingsError, match=r"is a folder\. .*/stocktake\.duckdb, with --database"):
        read_settings({"STOCKTAKE_DATABASE": str(tmp_path)})


def test_settings_do_not_change_while_the_program_runs():
    with pytest.raises(FrozenInstanceError):
        read_settings({}).local_user = "somebody"


def test_the_environment_of_the_process_is_read_when_none_is_given(monkeypatch, tmp_path):
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(tmp_path / "env.duckdb"))
    assert read_settings().database == tmp_path / "env.duckdb"
