"""The guarded child that marks a workbook: problems and file in, marked file out."""

import sys
import warnings
from pathlib import Path

if __name__ == "__main__":
    # `-I` keeps the current directory and the environment out, and with them our own package.
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    # openpyxl only asks numpy which types are numbers; going without saves a third of the start.
    sys.modules["numpy"] = None  # type: ignore[assignment]

import json

from stocktake.returns.annotate_marks import mark_workbook

_LENGTH_BYTES = 8
_MIB = 1024 * 1024
_MEMORY, _SECONDS, _FILE_SIZE = 2048 * _MIB, 110, 512 * _MIB


def main() -> None:
    """Read problems and workbook, write the marked workbook."""
    _limit_self()
    warnings.simplefilter("ignore")
    request = sys.stdin.buffer.read()
    start = _LENGTH_BYTES + int.from_bytes(request[:_LENGTH_BYTES], "big")
    problems = json.loads(request[_LENGTH_BYTES:start])
    sys.stdout.buffer.write(mark_workbook(request[start:], problems))
    sys.stdout.buffer.flush()


def _limit_self() -> None:
    try:
        import resource
    except ImportError:  # Windows has none: there the parent's clock is the only guard
        return
    # openpyxl writes sheets to temporary files first, so some writing must be allowed.
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, _FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
