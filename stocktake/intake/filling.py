"""Fill a new database: with a register, or with the demonstration as it is said to have come."""

import csv
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from stocktake.errors import StocktakeError, StoreBusyError, StoreError
from stocktake.intake.sending import submit_file
from stocktake.intake.stocktakes import Freeze, load_stocktakes
from stocktake.returns.check import Read
from stocktake.returns.container import STANDARD, Limits
from stocktake.returns.register import read_register
from stocktake.returns.workbook import Workbook, read_workbook
from stocktake.store import Store, open_store
from stocktake.store.audit import audit_file, set_aside

Progress = Callable[[float, str], None]
T = TypeVar("T")


@dataclass(frozen=True)
class Arrival:
    """One line of `received.csv`: a file of the demonstration, and when it is said to have come."""

    path: Path
    received_at: datetime
    submitted_by: str


def fill_new_database(path: Path, fill: Callable[[Store], T]) -> T:
    """Make a database and fill it under another name; it takes its own only when it is whole.

    Whoever is interrupted finds nothing at `path`, and starts again. What `path` holds is
    replaced: the caller has seen that it is empty or not there.
    """
    unfinished = path.with_name(path.name + ".unfinished")
    _clear_away(unfinished)
    store = open_store(unfinished)
    try:
        filled = fill(store)
    except BaseException:
        store.close()
        _clear_away(unfinished)
        raise
    store.close()
    # Closing empties the log into the file; a log that still stands would be lost by the move.
    if unfinished.with_name(unfinished.name + ".wal").exists():
        raise StoreError(f"{unfinished} could not be finished. Check that the disk is not full.")
    unfinished.replace(path)
    set_aside(path)
    if audit_file(unfinished).exists():
        audit_file(unfinished).replace(audit_file(path))
    return filled


def _clear_away(unfinished: Path) -> None:
    """Remove what an interrupted filling left, unless one is running now."""
    if unfinished.exists():
        # Only the busy one matters: a torn file is removed like any other.
        try:
            open_store(unfinished).close()
        except StoreBusyError:
            raise
        except StocktakeError:
            pass
    for ending in ("", ".wal", ".audit"):
        unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def load_register(
    store: Store, path: Path, *, received_by: str, received_at: datetime | None = None
) -> None:
    """Read a register workbook and make it the one in use."""
    register = read_register(path)
    store.write_register(
        unit=register.unit,
        tables=register.tables,
        file_name=register.file_name,
        file_hash=register.file_hash,
        received_by=received_by,
        received_at=received_at,
    )


def load_demo(
    store: Store,
    data: Path,
    progress: Progress = lambda share, text: None,
    *,
    freeze: Freeze | None = None,
) -> int:
    """Replay the demonstration: its register and returns, in the order they are said to have come.

    Then come its stocktakes; `freeze` makes the edition that the held one was begun on. Returns
    the number of workbooks loaded. What the checks would ask stays
    unasked: nobody is there to answer for figures of years ago. Raises StocktakeError when a file
    of the demonstration is missing or is not accepted: then `data/` is not as it was published.
    """
    register, *returns = read_arrivals(data)
    progress(0.0, register.path.name)
    load_register(
        store,
        register.path,
        received_by=register.submitted_by,
        received_at=register.received_at,
    )
    with reading_ahead([arrival.path for arrival in returns]) as read:
        for number, arrival in enumerate(returns, 1):
            progress(number / (len(returns) + 1), arrival.path.name)
            _replay(store, arrival, read)
    load_stocktakes(store, data / "stocktakes.json", freeze)
    progress(1.0, "Done")
    return len(returns) + 1


def _replay(store: Store, arrival: Arrival, read: Read) -> None:
    outcome = submit_file(
        store,
        arrival.path,
        submitted_by=arrival.submitted_by,
        received_at=arrival.received_at,
        must_explain=False,
        read=read,
    )
    if outcome.receipt is None:
        found = "; ".join(problem.message for problem in outcome.checked.problems[:3])
        raise StocktakeError(
            f"The demonstration's {arrival.path.name} was not accepted ({found}). "
            "Rebuild it: python data/rebuild.py."
        )


@contextmanager
def reading_ahead(paths: list[Path]) -> Iterator[Read]:
    """Give a way to read workbooks that has opened the next one while this one is checked.

    Each is read in a process of its own anyway, so a second core would stand idle. A file that is
    not at hand is left for its own turn, where it is told.
    """
    waiting: dict[bytes, Future[Workbook]] = {}
    left = iter(paths)

    def begin(pool: ThreadPoolExecutor) -> None:
        path = next(left, None)
        if path is not None and path.is_file():
            content = path.read_bytes()
            waiting[content] = pool.submit(read_workbook, content, STANDARD)

    with ThreadPoolExecutor(1, thread_name_prefix="reading ahead") as pool:

        def read(content: bytes, limits: Limits) -> Workbook:
            begin(pool)
            begun = waiting.pop(content, None)
            return begun.result() if begun else read_workbook(content, limits)

        begin(pool)
        yield read


def read_arrivals(data: Path) -> list[Arrival]:
    """Read `data/received.csv`: which files the demonstration is made of, oldest first."""
    listing = data / "received.csv"
    if not listing.is_file():
        raise StoreError(
            f"{listing} is missing: it lists the files of the demonstration. "
            "Rebuild them: python data/rebuild.py."
        )
    with listing.open(newline="", encoding="utf-8") as handle:
        return [
            Arrival(
                path=data / row["file"],
                received_at=datetime.fromisoformat(row["received_at"]),
                submitted_by=row["submitted_by"],
            )
            for row in csv.DictReader(handle)
        ]
