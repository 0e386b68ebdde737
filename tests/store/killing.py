"""Start a program that writes without end, and kill it in the middle, again and again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stocktake.settings import PROJECT

Killer = Callable[[Path, float], tuple[int, list[str]]]


@contextmanager
def killer_of(module: str) -> Iterator[Killer]:
    """Give a function that lets one fork of `module` write at a path for a while and kills it.

    It gives how many writes the fork began, and what those were that it confirmed.
    """
    writer = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield lambda path, wait: run_and_kill(writer, path, wait)
    finally:
        writer.stdin.close()
        writer.wait(20)
        writer.stdout.close()


def run_and_kill(writer: subprocess.Popen[str], path: Path, wait: float) -> tuple[int, list[str]]:
    """Let one fork write until it has confirmed something, then `wait` seconds more; kill it."""
    writer.stdin.write(f"{path}\n")
    writer.stdin.flush()
    begun, confirmed, child = 0, [], None
    for line in writer.stdout:
        word, _, rest = line.strip().partition(" ")
        if word == "started":
            child = int(rest)
        elif word == "begun":
            begun += 1
        elif word == "kept":
            confirmed.append(rest)
        elif word == "ended":
            return begun, confirmed
        if child and confirmed:
            time.sleep(wait)
            os.kill(child, signal.SIGKILL)
            child = None
    raise AssertionError("the writer stopped by itself")


def fork_for_each_path(write_without_end: Callable[[Path], None]) -> None:
    """Be the program: for each path on standard input fork a writer, and wait for its end.

    One interpreter loads pandas and DuckDB once; each fork is a writer of its own, so that
    killing fifteen of them costs seconds.
    """
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            write_without_end(Path(line.strip()))
        os.write(1, f"started {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"ended\n")
