"""The returns desk: checking beside reading, marking beside saving, and a full board."""

import io
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
from openpyxl import load_workbook

from stocktake.intake import return_context, take_in
from stocktake.model.problem import Level, Problem
from stocktake.returns.annotate import annotate_workbook
from stocktake.returns.container import BULK
from stocktake.returns.context import no_figures
from stocktake.returns.workbook import read_workbook
from stocktake.store import open_store
from tests.benchmarks.loading import write_long_return

HERE = Path(__file__).parent
MARKED_ROWS = 10_000
SPOILT_ROWS = range(20, MARKED_ROWS, 200)


def time_checking(demo: Path, folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Give milliseconds of reading the cells of a long return, and of checking and reviewing it."""
    workbook = _long_return(demo, folder / "check.xlsx")
    content = workbook.read_bytes()
    reading, checking = [], []
    for number in range(rounds):
        reading.append(_timed(lambda: read_workbook(content, BULK)))
        checking.append(_time_taking_in(demo, folder / f"check-{number}.duckdb", content))
    return reading, checking


def _long_return(demo: Path, path: Path, rows: int | None = None) -> Path:
    store = open_store(demo)
    context = replace(return_context(store), known_figures=no_figures())
    store.close()
    write_long_return(path, context, *([rows] if rows else []))
    return path


def _time_taking_in(demo: Path, path: Path, content: bytes) -> float:
    shutil.copyfile(demo, path)
    store = open_store(path)
    try:
        started = time.perf_counter()
        draft = take_in(store, content, file_name="long.xlsx", sent_by="Bench", limits=BULK)
        seconds = time.perf_counter() - started
    finally:
        store.close()
        path.unlink()
    if draft.review is None:
        raise SystemExit("The long return was not read as far as its review.")
    return 1000 * seconds


def time_marking(demo: Path, folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Give milliseconds of openpyxl's load and save, and of the copy with marks."""
    book = load_workbook(_long_return(demo, folder / "mark.xlsx", MARKED_ROWS))
    problems = []
    for row in SPOILT_ROWS:
        book["Figures"].cell(row, 6).value = "about 12"
        problems.append(_problem(f"F{row}"))
    book.save(folder / "mark.xlsx")
    content = (folder / "mark.xlsx").read_bytes()
    saving, marking = [], []
    for _ in range(rounds):
        saving.append(_timed(lambda: load_workbook(io.BytesIO(content)).save(io.BytesIO())))
        marking.append(_timed(lambda: annotate_workbook(content, problems)))
    return saving, marking


def _problem(cell: str) -> Problem:
    return Problem(
        code="R-104",
        level=Level.MUST_FIX,
        sheet="Figures",
        cells=(cell,),
        found='"about 12"',
        message=f"Cell {cell}: enter a number.",
        fix="Leave the cell empty if there is no figure yet.",
    )


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)


def make_full_board(demo: Path, path: Path) -> None:
    """Write a store of 40 departments with 12 rounds each at `path`."""
    shutil.copyfile(demo, path)
    with duckdb.connect(str(path)) as database:
        key = database.execute("select register_key::varchar from tables.registers").fetchone()
        database.execute("set variable register_key = $value", {"value": key[0]})
        database.execute((HERE / "full_board.sql").read_text())
        database.execute("checkpoint")
