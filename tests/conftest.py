"""What every test stands on: a held clock, no way to the real database, a demo to copy."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from stocktake import clock
from stocktake.store import open_store

ROOT = Path(__file__).parent.parent
# Chromium looks up its maker's addresses unless it is told not to.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The morning after the day that the demonstration holds: the figures of March 2026 are out.
# Tests that need another moment call clock.hold themselves; the fixture lets go of it again.
HELD = datetime(2026, 5, 21, 9, 0)

# Two cores shared by everything: how long one example takes says nothing about the code.
settings.register_profile("stocktake", deadline=None)
settings.load_profile("stocktake")


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[datetime]:
    """Hold the clock, so that no test passes only this year."""
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
    # Workers of one run have folders side by side; the lock makes the first of them build it.
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    database = shared / "demo" / "stocktake.duckdb"
    database.parent.mkdir(exist_ok=True)
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            _build_demo(database)
    return database


def _build_demo(database: Path) -> None:
    unfinished = database.with_name("unfinished.duckdb")
    unfinished.unlink(missing_ok=True)
    command = [sys.executable, "-m", "stocktake", "init", "--demo", "--database", str(unfinished)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"the demo cannot be built:\n{done.stdout}{done.stderr}")
    _work_out_headlines(unfinished)
    unfinished.rename(database)


def _work_out_headlines(database: Path) -> None:
    """Fill what the first reader would wait for, on the held day and on the real one.

    Otherwise every copy of the demo would work it out again.
    """
    for moment in (HELD, None):
        clock.hold(moment)
        with closing(open_store(database)) as store, store.reader() as db:
            assert db.rows("page.wall")
    clock.hold(None)


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
