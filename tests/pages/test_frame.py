"""The frame: bad starts, the day looked at, and who may open what."""

import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from stocktake import intake
from stocktake.errors import StocktakeError
from stocktake.ui import frame, opened
from stocktake.ui.menu import BY_KEY, MENU, Entry
from tests.pages.conftest import ROOT, Opened, open_app, written


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.key)
def test_a_page_run_by_itself_draws_nothing(entry: Entry):
    at = AppTest.from_file(str(ROOT / entry.file)).run()
    assert [text.value for text in at.text] == ["Open Stocktake from its first page."]
    assert at.get("html") == []
    assert not at.exception


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.key)
def test_a_page_of_the_menu_opens(app: Opened, entry: Entry):
    assert "<h1" in written(app(entry.key))


def test_the_frame_of_an_earlier_run_does_not_open_a_page(app: Opened):
    app("monitor/wall")
    at = AppTest.from_file(str(ROOT / "pages/monitor/wall.py")).run()
    assert at.get("html") == []


def test_a_role_that_may_not_open_a_page_is_told(app: Opened, monkeypatch: pytest.MonkeyPatch):
    only_chair = Entry("monitor/wall", "Wall", "Monitor", "wall", roles=frozenset({"chair"}))
    monkeypatch.setitem(BY_KEY, "monitor/wall", only_chair)
    monkeypatch.setattr(frame, "who", lambda: frame.User("sender", frozenset({"department"})))
    shown = written(app())
    assert "This page is not open to you" in shown
    assert "<table" not in shown


def test_the_demonstration_says_what_is_made_up(app: Opened):
    shown = written(app())
    assert "Demonstration unit." in shown
    assert "fixed at 20 May 2026" in shown


# ---- the day whose knowledge is shown


def test_a_day_in_the_address_moves_the_figures_and_is_said_strongly(app: Opened):
    now, then = written(app()), written(app(known_at="2025-09-01"))
    assert "As known on 1 September 2025." in then
    assert "As known on" not in now
    assert _latest(now, "ae_four_hour") == "77.1%"
    assert _latest(then, "ae_four_hour") != "77.1%"


def _latest(shown: str, priority_key: str) -> str:
    row = next(row for row in shown.split("<tr")[1:] if f"priority={priority_key}" in row)
    return re.search(r'class="latest"><b>([^<]+)', row)[1]


def test_links_carry_the_day(app: Opened):
    assert "/priority?priority=ae_four_hour&amp;known_at=2025-09-01" in written(
        app(known_at="2025-09-01")
    )


def test_the_button_leads_back_to_now(app: Opened):
    at = app(known_at="2025-09-01")
    at.button(key="back_to_now").click().run()
    assert "As known on" not in written(at)


@pytest.mark.parametrize("asked", ["yesterday", "2026-13-01", "20260331", "0001-01-01"])
def test_a_day_that_is_none_is_met_with_a_sentence(app: Opened, asked: str):
    at = app(known_at=asked)
    shown = written(at)
    assert "That is not a date" in shown
    assert "known_at=2026-03-31" in shown
    assert "<table" not in shown
    assert not at.exception


def test_a_day_before_anything_shows_an_empty_wall(app: Opened):
    shown = written(app(known_at="2001-01-01"))
    assert "No priorities yet" in shown
    assert "<table" not in shown


# ---- bad starts


def test_a_file_that_is_no_database_is_met_with_a_sentence(tmp_path: Path):
    (tmp_path / "stocktake.duckdb").write_text("not a database, only a text " * 400)
    at = open_app()
    shown = written(at)
    assert "Stocktake cannot start" in shown
    assert "restore" in shown
    assert "Traceback" not in shown
    assert not at.exception


def test_a_folder_in_place_of_the_database_is_met_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(tmp_path))
    assert "is a folder" in written(open_app())


def only_the_register(store, data, progress, **_):
    progress(0.5, "register.xlsx")
    received = datetime(2013, 5, 1, 8)
    intake.load_register(store, data / "register.xlsx", received_by="unit", received_at=received)
    progress(1.0, "Done")


def test_a_fault_when_opening_is_tried_again_on_the_next_run(monkeypatch: pytest.MonkeyPatch):
    def fail(path: Path) -> None:
        raise StocktakeError("queries/core/position.sql: there is no column gaap.")

    monkeypatch.setattr(intake, "load_demo", only_the_register)
    with monkeypatch.context() as broken:
        broken.setattr(opened, "open_store", fail)
        assert "there is no column gaap" in written(open_app())
    assert "there is no column gaap" not in written(open_app())


# ---- the first start


def test_an_empty_database_is_filled_before_the_first_page(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(intake, "load_demo", only_the_register)
    shown = written(open_app())
    assert "No figure" in shown
    assert shown.count("<tr") == 15


def test_a_demonstration_that_cannot_be_loaded_is_told_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
):
    def fail(store, data, progress, **_):
        raise StocktakeError("data/received.csv is missing: rebuild it.")

    monkeypatch.setattr(intake, "load_demo", fail)
    at = open_app()
    assert "data/received.csv is missing" in written(at)
    monkeypatch.setattr(intake, "load_demo", only_the_register)
    at.run()
    assert "cannot start" not in written(at)


def test_an_unforeseen_fault_while_loading_shows_no_inner_text(monkeypatch: pytest.MonkeyPatch):
    def fail(store, data, progress, **_):
        raise ValueError("secret path /home/someone")

    monkeypatch.setattr(intake, "load_demo", fail)
    at = open_app()
    assert "secret" not in written(at)
    assert "python -m stocktake init --demo" in written(at)
    assert not at.exception


def test_a_database_of_a_newer_stocktake_is_met_with_a_sentence(
    built_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = Path(shutil.copy(built_demo, tmp_path / "newer.duckdb"))
    with duckdb.connect(str(path)) as database:
        database.execute(
            "insert into tables.migrations by name select * replace ('9999_later' as name) "
            "from tables.migrations limit 1"
        )
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(path))
    shown = written(open_app())
    assert "Stocktake cannot start" in shown
    assert "newer Stocktake" in shown


def test_a_database_that_another_program_holds_is_met_with_a_sentence(
    built_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = Path(shutil.copy(built_demo, tmp_path / "held.duckdb"))
    holds = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held'); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holds, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        monkeypatch.setenv("STOCKTAKE_DATABASE", str(path))
        shown = written(open_app())
        other.kill()
    assert "Stocktake cannot start" in shown
    assert "in use by another program" in shown
