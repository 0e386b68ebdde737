"""Read a workbook nobody trusts: start the guarded child, wait for it, believe only its answer."""

import contextlib
import hashlib
import io
import json
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from stocktake.returns.container import STANDARD, Limits, check_bytes, check_own_bytes
from stocktake.returns.refusal import RefusalError

_CHILD = Path(__file__).with_name("child.py")
_PIECE = 256 * 1024
# Two at once: a third sender waits a moment, and memory stays bounded whatever they send.
_seats = threading.BoundedSemaphore(2)
_parsing = threading.Lock()
_FEW, _SMALL = 4, 100_000


@dataclass(frozen=True)
class Table:
    """A table between markers, column by column, with the place of every value.

    `columns[letter]` has one entry per row; `marks` says which (row index, letter) were an Excel
    `error`, a `formula` without result, a `date` (ISO text), a `yes_no`, or shown as `percent`.
    """

    name: str
    sheet: str
    start_row: int
    header_row: int
    end_row: int | None
    headers: dict[str, str]
    row_numbers: list[int]
    columns: dict[str, list[Any]]
    marks: dict[str, set[tuple[int, str]]]
    hidden_rows: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class SheetFound:
    """A sheet, and what lay on it outside the tables."""

    name: str
    is_hidden: bool
    strays: tuple[str, ...]
    stray_count: int
    first: str


@dataclass(frozen=True)
class Workbook:
    """What the child found."""

    sheets: tuple[SheetFound, ...]
    tables: tuple[Table, ...]

    def named(self, name: str) -> list[Table]:
        """Give the tables of a name; a good return has exactly one."""
        return [table for table in self.tables if table.name == name]


_recent: OrderedDict[tuple[str, Limits], Workbook] = OrderedDict()
_remembering = threading.Lock()


def read_workbook(content: bytes, limits: Limits = STANDARD) -> Workbook:
    """Read all tables of a workbook; raise `UnreadableError` with one plain sentence.

    The same bytes hold the same cells: a return that is looked at, answered for and accepted within
    minutes is opened once. Only small workbooks are remembered, and few.
    """
    check_bytes(content, limits)
    key = (hashlib.sha256(content).hexdigest(), limits)
    with _remembering:
        if key in _recent:
            _recent.move_to_end(key)
            return _recent[key]
    book = _read_workbook(content, limits)
    if sum(len(values) for table in book.tables for values in table.columns.values()) <= _SMALL:
        with _remembering:
            _recent[key] = book
            while len(_recent) > _FEW:
                _recent.popitem(last=False)
    return book


def _read_workbook(content: bytes, limits: Limits) -> Workbook:
    with _seats:
        answer = _ask_child(content, limits)
    if "refused" in answer:
        raise RefusalError(str(answer["refused"]), str(answer["found"]))
    sheets = answer["sheets"]
    return Workbook(
        sheets=tuple(
            SheetFound(s["name"], s["is_hidden"], tuple(s["strays"]), s["stray_count"], s["first"])
            for s in sheets
        ),
        tables=tuple(_table(table) for sheet in sheets for table in sheet["tables"]),
    )


def read_every_cell(content: bytes, limits: Limits = STANDARD) -> dict[str, Any]:
    """Read all cells of a department's own spreadsheet, in any of its formats, as plain values."""
    check_own_bytes(content, limits)
    with _seats:
        answer = _ask_child(content, limits, "cells")
    if "refused" in answer:
        raise RefusalError(str(answer["refused"]), str(answer["found"]))
    return answer


def column_letter(index: int) -> str:
    """Give the letters of the column at `index`, counted from 0.

    >>> column_letter(0), column_letter(26)
    ('A', 'AA')
    """
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _table(found: dict[str, Any]) -> Table:
    columns = {column_letter(place): values for place, values in enumerate(found.pop("columns"))}
    marks = {
        mark: {(row, column_letter(column)) for row, column in places}
        for mark, places in found.pop("marks").items()
    }
    return Table(columns=columns, marks=marks, **found)


def _ask_child(content: bytes, limits: Limits, wanted: str = "tables") -> dict[str, Any]:
    child = subprocess.Popen(
        [sys.executable, "-I", "-B", str(_CHILD), json.dumps(asdict(limits)), wanted],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
        close_fds=True,
    )
    pipes: list[Any] = [child.stdin, child.stdout, child.stderr]
    answer = bytearray()
    threads = [
        threading.Thread(target=_feed, args=(pipes[0], content), daemon=True),
        threading.Thread(target=_collect, args=(pipes[1], child, answer, limits), daemon=True),
        threading.Thread(target=_drain, args=(pipes[2],), daemon=True),
    ]
    deadline = time.monotonic() + limits.seconds
    for thread in threads:
        thread.start()
    try:
        code = child.wait(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise RefusalError("R-007", f"it was stopped after {limits.seconds} seconds") from None
    finally:
        child.kill()
        child.wait()
        for thread in threads:
            thread.join(max(0.1, deadline + 1 - time.monotonic()))
        for pipe in pipes:
            _close(pipe)
    return _answer(code, answer, limits)


def _answer(code: int, answer: bytearray, limits: Limits) -> dict[str, Any]:
    if len(answer) > limits.answer_bytes:
        raise RefusalError("R-002", "its tables hold too much text")
    if code != 0:
        # Killed by a limit, or the interpreter itself gave up: either way the file did it.
        raise RefusalError("R-007", "reading it was stopped by a limit")
    # As text and as bytes it would be held twice while it is taken apart, and by two at once.
    with _parsing:
        text = answer.decode("ascii")
        answer.clear()
        found: dict[str, Any] = json.loads(text)
    return found


def _feed(pipe: IO[bytes], content: bytes) -> None:
    try:
        pipe.write(content)
        pipe.close()
    except OSError:  # the child refused early and closed its end
        pass


def _collect(
    pipe: io.BufferedReader, child: subprocess.Popen[bytes], answer: bytearray, limits: Limits
) -> None:
    while piece := pipe.read1(_PIECE):
        answer += piece
        if len(answer) > limits.answer_bytes:
            child.kill()
            return


def _drain(pipe: IO[bytes]) -> None:
    while pipe.read(_PIECE):
        pass


def _close(pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError):
        pipe.close()
