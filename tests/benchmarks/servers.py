"""Streamlit servers in processes of their own, and how much memory they hold."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
PATIENCE = 120.0


@dataclass(frozen=True)
class App:
    """An app that can be started: where it lives, and which store it serves."""

    name: str
    folder: Path
    database: Path | None = None


FLOOR = App("floor", HERE / "floor")


@dataclass(frozen=True)
class Server:
    """A running app; `started` is the moment its process was asked for."""

    base: str
    started: float
    pid: int

    def memory(self) -> tuple[float, float] | None:
        """Give resident memory now and at its highest, in MiB; None where /proc is not there."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        found = dict(re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB", status.read_text(), re.MULTILINE))
        return int(found["VmRSS"]) / 1024, int(found["VmHWM"]) / 1024


@contextmanager
def serve(app: App) -> Iterator[Server]:
    """Start an app as `make run` does, wait until it answers, and stop it in the end."""
    port = _free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
        "--server.headless", "true", "--server.address", "127.0.0.1",
        "--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false",
        "--browser.serverAddress", "localhost",
    ]  # fmt: skip
    environment = {**os.environ}
    if app.database:
        environment["STOCKTAKE_DATABASE"] = str(app.database)
    started = time.perf_counter()
    server = subprocess.Popen(
        command,
        cwd=app.folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait_until_it_answers(base, server)
        yield Server(base, started, server.pid)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _free_port() -> int:
    for port in range(8700, 8800):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port
    raise SystemExit("No free port between 8700 and 8799.")


def _wait_until_it_answers(base: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:
        if server.poll() is not None:
            raise SystemExit(f"A server stopped while starting (exit code {server.returncode}).")
        try:
            with urllib.request.urlopen(f"{base}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise SystemExit(f"A server did not answer within {PATIENCE:.0f} seconds.")
