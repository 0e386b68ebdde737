"""A program to be killed: told a path, it forks desks that accept returns without end.

Each return is put on the desk, explained and accepted, as people do it; the acceptance is
announced before it begins and confirmed on standard output once its receipt is there.
"""

import os
import uuid
from pathlib import Path

from stocktake.store import connection, open_store
from tests.store.drafts import accept, answers, problem, put_on_desk
from tests.store.killing import fork_for_each_path
from tests.store.small import JANUARY, TODAY, figures

ROWS = [(f"unit_{number}", JANUARY, float(number)) for number in range(60)]


def accept_without_end(path: Path) -> None:
    store = open_store(path, today=TODAY)
    sheets, rows = answers(), figures(ROWS)
    while True:
        draft_key = put_on_desk(store, [problem()], content=uuid.uuid4().bytes * 1_000)
        store.write_explanations(draft_key, {"p1": f"Words for {draft_key}"}, written_by="Ann")
        os.write(1, b"begun\n")
        receipt = accept(store, draft_key, ROWS, observations=rows, answers=sheets)
        os.write(1, f"kept {receipt.submission_key} {receipt.file_hash}\n".encode())


if __name__ == "__main__":
    # Returns of a few rows gain nothing by a second thread, and the suite shares two cores.
    connection.LOCKED_DOWN["threads"] = "1"
    fork_for_each_path(accept_without_end)
