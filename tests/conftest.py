"""What every test stands on: a held clock, no way to the real database, a demo to copy."""

import fcntl
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from stocktake import clock
from tests.demo_kept import HELD, ROOT, demo_of_this_state

# Chromium looks up its maker's addresses unless it is told not to.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BUILDING = pytest.StashKey[subprocess.Popen[bytes]]()
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Two cores shared by everything: how long one example takes says nothing about the code.
settings.register_profile("stocktake", deadline=None)
settings.load_profile("stocktake")

# Files that take longest, so that no worker is left alone with one of them at the end. Those that
# need no demo come first: meanwhile it is built.
WITHOUT_DEMO = (
    "store/test_desk_crash.py",
    "data/test_rebuild.py",
    "returns/test_hostile.py",
    "returns/test_mutations.py",
)
LONGEST = (
    "browser/test_rehearsal.py",
    "browser/test_after_the_stocktake.py",
    "browser/test_hostile_files.py",
    "browser/test_prepare.py",
    "browser/test_round_trip.py",
    "browser/test_hostile_names.py",
    "intake/test_desk.py",
    "queries/test_cases.py",
    "cli/test_desk.py",
    "editions/test_freezing.py",
    "browser/test_journeys.py",
    "intake/test_round_trip.py",
    "editions/test_comparing.py",
    "browser/test_outage.py",
    "deck/test_deck_in_a_browser.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest files first."""
    order = {ROOT / "tests" / name: rank for rank, name in enumerate((*WITHOUT_DEMO, *LONGEST))}
    items.sort(key=lambda item: order.get(item.path, len(order)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to build the demo at once, where it will be needed and is not there."""
    # Every test and library is loaded by now and stays: a tenth of the run went into looking
    # through them for garbage again and again.
    gc.collect()
    gc.freeze()
    is_first = os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0"
    needs_it = any("built_demo" in getattr(item, "fixturenames", ()) for item in session.items)
    if is_first and needs_it and not session.config.option.collectonly:
        session.stash[BUILDING] = subprocess.Popen(
            [sys.executable, "-m", "tests.demo_kept"], cwd=ROOT, stderr=subprocess.DEVNULL
        )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Wait for the build that was begun; whether it went well is told to whoever asks for it."""
    if building := session.stash.get(BUILDING, None):
        building.wait()


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[datetime]:
    """Hold the clock, so that no test passes only this year.

    Tests that need another moment call clock.hold themselves; the fixture lets go of it again.
    """
    clock.hold(HELD)
    yield HELD
    clock.hold(None)


@pytest.fixture(autouse=True)
def no_real_database(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Keep the database in data/ out of reach, for this process and those it starts.

    A test asks for it with `@pytest.mark.real_database`, and should hardly ever.
    """
    if request.node.get_closest_marker("real_database"):
        return
    monkeypatch.delenv("STOCKTAKE_USER", raising=False)
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(tmp_path / "stocktake.duckdb"))
    monkeypatch.setattr(duckdb, "connect", _refuse_real_database(duckdb.connect))


def _refuse_real_database(connect: Callable[..., Any]) -> Callable[..., Any]:
    def connect_elsewhere(database: object = ":memory:", *args: Any, **named: Any) -> Any:
        path = Path(os.fspath(database) if isinstance(database, os.PathLike) else str(database))
        if path.resolve().is_relative_to(ROOT / "data"):
            pytest.fail(f"a test opened {path}: use tmp_path, or mark it real_database")
        return connect(database, *args, **named)

    return connect_elsewhere


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo database, built once for a whole run. Do not open it: copy it (`demo_database`)."""
    # Workers of one run have folders side by side; the lock lets one of them fetch it.
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    database = shared / "demo" / "stocktake.duckdb"
    database.parent.mkdir(exist_ok=True)
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            shutil.copy(demo_of_this_state(), unfinished := database.with_suffix(".unfinished"))
            unfinished.rename(database)
    return database


@pytest.fixture
def demo_database(built_demo: Path, tmp_path: Path) -> Path:
    """A test's own copy of the demo database: DuckDB lets one process at a time write a file."""
    return Path(shutil.copy(built_demo, tmp_path / "stocktake.duckdb"))


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The system's Chromium, which `make test` installs."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("no Chromium on this machine: `make test` installs one")
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One browser for all who look: Playwright starts but once in a thread."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield found
        found.close()
