"""Hand a sender's own workbook back with the problems marked in it."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from stocktake.errors import UnreadableError
from stocktake.model.problem import Problem

_CHILD = Path(__file__).with_name("annotate_child.py")
_SECONDS = 120
LENGTH_BYTES = 8


def annotate_workbook(content: bytes, problems: Iterable[Problem]) -> bytes:
    """Give the workbook back with cells filled, notes attached and a mark at the end of each row.

    A first sheet lists everything. Formats, formulas with their results, lists, protection, hidden
    sheets and macros stay; marks of an earlier sending go, so that with no problems at all this
    gives the workbook without marks. Charts and pictures are not kept: openpyxl, which writes the
    copy, does not know them. The file is opened in a process of its own, like every file from
    outside; raises `UnreadableError` if that cannot be done.
    """
    listed = json.dumps([problem.as_json() for problem in problems]).encode()
    request = len(listed).to_bytes(LENGTH_BYTES, "big") + listed + content
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", str(_CHILD)],
            input=request,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(_CANNOT) from None
    if done.returncode != 0 or not done.stdout:
        raise UnreadableError(_CANNOT)
    return done.stdout


_CANNOT = (
    "The workbook cannot be marked. The list of problems names the same cells; work from the list."
)
