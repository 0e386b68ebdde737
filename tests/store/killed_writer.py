"""A program to be killed: told a path, it forks writers that append returns without end.

Every return is confirmed on standard output after its commit.
"""

import os
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from stocktake.store import audit
from stocktake.store.connection import connect
from stocktake.store.submissions import Accepted, append_submission
from tests.store.killing import fork_for_each_path
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


if __name__ == "__main__":
    fork_for_each_path(write_without_end)
