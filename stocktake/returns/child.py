"""The guarded child: reads one workbook from standard input, answers JSON, and ends.

Started as `python -I child.py <limits> <wanted>` for every file. A workbook that aborts, hangs or
swells the interpreter takes only this program with it. It knows neither database nor screens,
holds no secrets, opens no file for writing, and is never asked twice.
"""

import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    # `-I` keeps the current directory and the environment out, and with them our own package.
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    # openpyxl only asks numpy which types are numbers; going without saves a third of the start.
    sys.modules["numpy"] = None  # type: ignore[assignment]

from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from stocktake.returns.container import Limits, open_container, scan_parts
from stocktake.returns.refusal import RefusalError
from stocktake.returns.sheet_reader import RowReader, SheetTables, check_places, open_book


def main() -> None:
    """Read the limits and the file, write the answer."""
    limits = Limits(**json.loads(sys.argv[1]))
    _limit_self(limits)
    warnings.simplefilter("ignore")
    # The stated dimension may lie, and where there is none openpyxl reads the whole sheet for it.
    ReadOnlyWorksheet._get_size = lambda sheet: None  # type: ignore[attr-defined]  # noqa: SLF001
    wanted = sys.argv[2] if len(sys.argv) > 2 else "tables"
    content = sys.stdin.buffer.read(limits.file_bytes + 1)
    found = answer(content, limits, wanted)
    sys.stdout.buffer.write(json.dumps(found, separators=(",", ":")).encode())
    sys.stdout.buffer.flush()


def answer(content: bytes, limits: Limits, wanted: str = "tables") -> dict[str, Any]:
    """Give what was read, or the code of the refusal and what was found.

    `wanted` is `tables` for the standard return, or `cells` for a department's own spreadsheet.
    """
    try:
        if wanted == "cells":
            # Only here: the standard return starts without the other readers.
            from stocktake.returns.layout.grids import read_grids

            return read_grids(content, limits)
        return read_content(content, limits)
    except RefusalError as refusal:
        return {"refused": refusal.code, "found": refusal.found}
    except (MemoryError, RecursionError):
        return {"refused": "R-007", "found": "it needs too much memory"}


def _limit_self(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # Windows has none: there the parent's clock is the only guard
        return
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 16),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def read_content(content: bytes, limits: Limits) -> dict[str, Any]:
    """Give sheets and tables of a workbook; raise `RefusalError` with the one thing to say."""
    archive = open_container(content, limits)
    scan_parts(archive)
    try:
        return {"sheets": list(_read_sheets(content, limits))}
    except (RefusalError, MemoryError, RecursionError):
        raise
    except Exception as fault:
        # openpyxl answers broken workbooks with a dozen unrelated exceptions; to the sender they
        # are one: the file is damaged.
        raise RefusalError("R-005", "its sheets cannot be read") from fault


def _read_sheets(content: bytes, limits: Limits) -> Iterator[dict[str, Any]]:
    book, parts = open_book(content)
    cell_count = place_count = 0
    for sheet in book.worksheets:
        found = SheetTables(sheet.title, limits)
        try:
            with sheet._get_source() as source:  # noqa: SLF001
                cell_count += found.read(RowReader(source, sheet.title, parts).rows())
        except (RefusalError, MemoryError, RecursionError):
            raise
        except Exception as fault:
            raise RefusalError("R-005", f"sheet {sheet.title} cannot be read") from fault
        place_count += found.place_count
        check_places(place_count, limits)
        if cell_count > limits.cells:
            raise RefusalError("R-002", f"it has more than {limits.cells:,} cells")
        yield {**found.answer(), "is_hidden": sheet.sheet_state != "visible"}


if __name__ == "__main__":
    main()
