"""A return of 100,000 rows: what checking and keeping it costs beside reading its cells."""

import shutil
import time
from dataclasses import replace
from datetime import date
from itertools import islice, product
from pathlib import Path

import pandas as pd

from stocktake.intake import return_context, submit_file
from stocktake.model.problem import Verdict
from stocktake.returns.container import BULK
from stocktake.returns.context import ReturnContext, no_figures
from stocktake.returns.cover import Cover
from stocktake.returns.template import write_return
from stocktake.returns.workbook import read_workbook
from stocktake.store import open_store

ROWS = 100_000
DEPARTMENT = "health"


def write_long_return(path: Path, context: ReturnContext, rows: int = ROWS) -> None:
    """Write a return of one department: its monthly indicators for every unit, back in time."""
    ours = context.indicators
    ours = ours[(ours["department_key"] == DEPARTMENT) & (ours["frequency"] == "month")]
    round_ = context.rounds[context.rounds["department_key"] == DEPARTMENT].iloc[-1]
    title = context.departments.set_index("department_key")["title"][DEPARTMENT]
    cover = Cover(
        department_key=DEPARTMENT,
        department=title,
        reporting_round=round_["reporting_round"],
        signed_off_by="The benchmark",
        signed_off_role="Made",
        signed_off_on=context.today,
    )
    write_return(path, cover, _figures(ours, context.units, rows), context)


def _figures(indicators: pd.DataFrame, units: pd.DataFrame, rows: int) -> pd.DataFrame:
    # Long before the demonstration's own figures: a figure sent again would want its reason.
    months = [end.date() for end in pd.date_range(date(1990, 1, 31), date(2005, 12, 31), freq="ME")]
    kinds = indicators[["indicator_key", "measure", "unit_type"]].to_dict("records")
    keys = {kind: list(group["unit_key"]) for kind, group in units.groupby("unit_type")}
    places = (
        (kind, unit, end)
        for end, kind in product(reversed(months), kinds)
        for unit in keys[kind["unit_type"]]
    )
    return pd.DataFrame(
        [_figure(place, *found) for place, found in enumerate(islice(places, rows))]
    )


def _figure(place: int, kind: dict[str, str], unit: str, end: date) -> dict[str, object]:
    is_share = kind["measure"] == "percent"
    return {
        "indicator_key": kind["indicator_key"],
        "unit_key": unit,
        "period_end": end,
        "value": None if is_share else float(place % 5_000),
        "numerator": float(300 + place % 400) if is_share else None,
        "denominator": float(900 + place % 100) if is_share else None,
        "status": "final",
        "symbol": None,
        "revision_reason": None,
        "note": None,
    }


def time_loading(demo: Path, folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Give milliseconds of the reader alone, and of checking and keeping, turn by turn."""
    workbook = folder / "long.xlsx"
    store = open_store(demo)
    write_long_return(workbook, replace(return_context(store), known_figures=no_figures()))
    store.close()
    reading, loading = [], []
    for number in range(rounds):
        started = time.perf_counter()
        read_workbook(workbook.read_bytes(), BULK)
        reading.append(1000 * (time.perf_counter() - started))
        loading.append(_time_submission(demo, folder / f"load-{number}.duckdb", workbook))
    return reading, loading


def _time_submission(demo: Path, path: Path, workbook: Path) -> float:
    # The same bytes sent twice are only recognised: each turn has a store of its own.
    shutil.copyfile(demo, path)
    store = open_store(path)
    try:
        started = time.perf_counter()
        outcome = submit_file(
            store, workbook, submitted_by="The benchmark", limits=BULK, must_explain=False
        )
        seconds = time.perf_counter() - started
    finally:
        store.close()
        path.unlink()
    if outcome.checked.verdict is not Verdict.ACCEPTED:
        found = "; ".join(problem.message for problem in outcome.checked.problems[:3])
        raise SystemExit(f"The long return was not accepted: {found}")
    return 1000 * seconds
