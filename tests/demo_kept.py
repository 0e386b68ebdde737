"""The demonstration's database, built once for each state of what it is made from.

Building it takes a quarter of a minute. It is kept beside pytest's own cache under a hash of every
file, package and day that it depends on, so that it can be found again and cannot be stale.

    python -m tests.demo_kept        build it now, unless it is there
"""

import fcntl
import hashlib
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from stocktake import clock
from stocktake.store import open_store

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".pytest_cache" / "demo"
# The morning after the day that the demonstration holds: the figures of March 2026 are out.
HELD = datetime(2026, 5, 21, 9, 0)
_NEWEST, _LONG_AGO = 4, 3 * 3600


def demo_of_this_state() -> Path:
    """Give the database, built by whoever comes first. Do not open it: copy it."""
    database = KEPT / state() / "stocktake.duckdb"
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name("building.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            _build(database)
    database.parent.touch()
    _forget_older()
    return database


@cache
def state() -> str:
    """Hash what the demonstration is made from, and by; the day, for which headlines are kept."""
    today = time.strftime("%Y-%m-%d", time.gmtime())  # tests hold the clock of the house
    found = hashlib.sha256(f"{today} {sys.version}".encode())
    for name in re.findall(r"^[\w-]+", (ROOT / "requirements.txt").read_text(), re.MULTILINE):
        found.update(f"{name} {version(name)}".encode())
    for path in _made_from():
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _made_from() -> Iterator[Path]:
    # The screens come after it. Beside the code: whatever prepares more from the demo for tests.
    for folder in ("data", "queries", "stocktake"):
        for path in sorted((ROOT / folder).rglob("*")):
            is_made = "duckdb" in path.name or "__pycache__" in path.parts
            if path.is_file() and not is_made and (ROOT / "stocktake" / "ui") not in path.parents:
                yield path
    yield from [Path(__file__), *sorted((ROOT / "tests").rglob("conftest.py"))]


def _build(database: Path) -> None:
    unfinished = database.with_name("unfinished.duckdb")
    unfinished.unlink(missing_ok=True)
    command = [sys.executable, "-m", "stocktake", "init", "--demo", "--database", str(unfinished)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the demo cannot be built:\n{done.stdout}{done.stderr}")
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


def _forget_older() -> None:
    """Keep the newest; another run may still be copying one that was used a while ago."""
    ages = {folder: age for folder in KEPT.iterdir() if (age := _age(folder)) is not None}
    for folder in sorted(ages, key=ages.__getitem__)[_NEWEST:]:
        if ages[folder] > _LONG_AGO:
            shutil.rmtree(folder, ignore_errors=True)


def _age(folder: Path) -> float | None:
    """Say how many seconds ago it was used; nothing when another run has just removed it."""
    with suppress(FileNotFoundError):
        return time.time() - folder.stat().st_mtime
    return None


if __name__ == "__main__":
    demo_of_this_state()
