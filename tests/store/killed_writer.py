"""A program to be killed: told a path, it forks writers that append returns without end.

One interpreter loads pandas and DuckDB once; each fork is a writer of its own, so that killing
fifteen of them costs seconds. Every return is confirmed on standard output after its commit.
"""

import os
import sys
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from stocktake.store import audit
from stocktake.store.connection import connect
from stocktake.store.submissions import Accepted, append_submission
from tests.store.small import FACTS, JANUARY, figures

ROWS = 200


def write_without_end(path: Path) -> None:
    database = connect(path)
    rows = figures([(f"unit_{number}", JANUARY, float(number)) for number in range(ROWS)])
    moment = datetime(2026, 1, 1)
    while True:
        moment += timedelta(minutes=1)
        receipt = append_submission(
            database.cursor(),
            Accepted(FACTS, rows),
            file_name="return.xlsx",
            content=uuid.uuid4().bytes * 2_000,
            received_at=moment,
        )
        os.write(1, f"kept {receipt.submission_key}\n".encode())
        audit.keep_up(database, path)


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            write_without_end(Path(line.strip()))
        os.write(1, f"started {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"ended\n")


if __name__ == "__main__":
    main()
