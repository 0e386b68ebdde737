"""A store of 40 priorities and 20 million observations, made from the demonstration in minutes.

    python -m tests.benchmarks.generate FILE [--observations N]

The figures are written by DuckDB itself: sending them as returns would take a day, and what is
measured is reading. Each indicator's rows lie together, as they do within a return.
"""

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
UNITS = 2_000
MADE_PRIORITIES = 26
INDICATORS = 3 * MADE_PRIORITIES
OBSERVATIONS = 20_000_000
# As many as a unit of forty priorities has after a few years, most of them of countries.
FEW_OBSERVATIONS = 700_000


def make_demo(path: Path) -> Path:
    """Build the demonstration's store at `path`."""
    command = [sys.executable, "-m", "stocktake", "init", "--demo", "--database", str(path)]
    subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    return path


def make_big_store(demo: Path, path: Path, observations: int = OBSERVATIONS) -> float:
    """Write a big store at `path`, starting from a copy of `demo`; give the seconds it took."""
    started = time.perf_counter()
    shutil.copyfile(demo, path)
    months = -(-observations // (UNITS * INDICATORS))
    with duckdb.connect(str(path), config={"memory_limit": "4GB"}) as database:
        key = database.execute("select register_key::varchar from tables.registers").fetchone()
        for name, value in (
            ("register_key", key[0]),
            ("unit_count", UNITS),
            ("priority_count", MADE_PRIORITIES),
            ("month_count", months),
        ):
            database.execute(f"set variable {name} = $value", {"value": value})
        database.execute((HERE / "generate.sql").read_text())
        figures = (HERE / "generate_indicator.sql").read_text()
        for number in range(INDICATORS):
            database.execute("set variable number = $value", {"value": number})
            database.execute(figures)
        database.execute("checkpoint")
    return time.perf_counter() - started


def count_observations(path: Path) -> int:
    """Count what a store holds; nobody else may have it open."""
    with duckdb.connect(str(path), read_only=True) as database:
        return database.execute("select count(*) from tables.observations").fetchone()[0]


def main() -> None:
    """Make a big store for looking at by hand."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--observations", type=int, default=OBSERVATIONS)
    given = arguments.parse_args()
    demo = make_demo(given.file.with_name(f"{given.file.name}.demo"))
    seconds = make_big_store(demo, given.file, given.observations)
    demo.unlink()
    size = given.file.stat().st_size / 2**20
    print(f"{count_observations(given.file):,} observations, {size:.0f} MiB, {seconds:.0f} s")


if __name__ == "__main__":
    main()
