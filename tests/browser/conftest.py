"""A real server and a real browser: one of each for a worker, on a copy of the demo."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from stocktake.editions.freezing import freeze
from stocktake.store import open_store

ROOT = Path(__file__).parent.parent.parent
SIZES = {"projector": (1920, 1080), "laptop": (1366, 768), "old projector": (1280, 720)}
LAPTOP = {"width": 1366, "height": 768}
SETTLED = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    return app && app.getAttribute("data-test-script-state") === "notRunning"
        && !document.querySelector(
            "[data-stale=true], [data-testid=stSkeleton], .st-key-load_anew");
}"""


# Two cores serve, browse and run other tests at once: patience costs nothing when all is well.
expect.set_options(timeout=15_000)


# To load and compile the scripts of the framework takes longer than most tests. A browser keeps
# them by the address they came from: so a server answers where one stopped before, and a reader
# sits down where one got up.
_left_ports: list[int] = []
_seats: dict[tuple[Browser, int], "Seat"] = {}


class Served:
    """A running app: where it answers, and how to stop it."""

    def __init__(self, database: Path) -> None:
        self._port = _free_port()
        self.address = f"http://localhost:{self._port}"
        self._database = database
        self._log = database.with_suffix(".log").open("w")
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        command += ["--server.port", str(self._port), "--server.headless", "true"]
        environment = {**os.environ, "STOCKTAKE_DATABASE": str(self._database)}
        self._running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=self._log, stderr=subprocess.STDOUT
        )
        self._wait()

    @property
    def resident_bytes(self) -> int:
        """The memory that the server's process holds now."""
        status = Path(f"/proc/{self._running.pid}/status").read_text()
        return 1024 * int(next(line for line in status.splitlines() if "VmRSS" in line).split()[1])

    @property
    def log(self) -> str:
        """What the server has written so far."""
        return Path(self._log.name).read_text()

    def kill_and_start_again(self) -> None:
        """End the server as a power cut does, and start it anew at the same address."""
        self.kill()
        self.start_again()

    def kill(self) -> None:
        """End the server as a power cut does: every connection breaks."""
        self._running.kill()
        self._running.wait(10)

    def start_again(self) -> None:
        """Start a killed server anew at the same address."""
        self._start()

    def _wait(self) -> None:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        self.stop()
        pytest.fail("the app did not answer within 30 seconds")

    @contextmanager
    def visited(self, browser: Browser, seat: int = 0) -> Iterator["Visit"]:
        """Give a reader's page; nobody may have asked another machine or met an error on it.

        Each visit opens a document of its own, and finds no storage of a visit before. Whoever must
        share no storage with others who are there takes another seat.
        """
        sitting = _seats.setdefault((browser, seat), Seat(browser))
        page = sitting.tab()
        visit = Visit(page, self.address)
        try:
            yield visit
            visit.leave()
        except BaseException:
            # It may be anywhere: nobody goes on from there.
            page.close()
            raise
        sitting.idle.append(page)

    def stop(self) -> None:
        self._running.terminate()
        self._running.wait(10)
        self._log.close()
        _left_ports.append(self._port)


def _free_port() -> int:
    while _left_ports:
        with socket.socket() as left, suppress(OSError):
            left.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            left.bind(("127.0.0.1", port := _left_ports.pop()))
            return port
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Seat:
    """A browser's own storage and cache, and the tabs that were left in it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._context: BrowserContext | None = None
        self.idle: list[Page] = []

    def tab(self) -> Page:
        """Give an empty tab."""
        self._context = self._context or self._browser.new_context()
        page = self.idle.pop() if self.idle else self._context.new_page()
        # Behind another tab a click waits two seconds for a frame.
        page.bring_to_front()
        page.set_viewport_size(LAPTOP)
        return page


@pytest.fixture(scope="session")
def served(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app on the demo, for everybody who only reads."""
    copy = shutil.copy(built_demo, tmp_path_factory.mktemp("served") / "stocktake.duckdb")
    app = Served(Path(copy))
    yield app
    app.stop()


@pytest.fixture(scope="session")
def frozen_demo(built_demo: Path) -> tuple[Path, str]:
    """The demo with its prepared stocktake frozen once for a whole run, and the edition's key.

    Do not open it: copy it.
    """
    frozen, key = built_demo.with_name("frozen.duckdb"), built_demo.with_name("frozen.key")
    with built_demo.with_name("frozen.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not key.exists():
            shutil.copy(built_demo, frozen)
            key.write_text(freeze_prepared(frozen))
    return frozen, key.read_text()


def freeze_prepared(database: Path) -> str:
    """Freeze the stocktake that the demo has prepared; give the edition's key."""
    with closing(open_store(database)) as store:
        with store.reader(with_headlines=False) as db:
            prepared = [row for row in db.rows("page.meetings") if row["state"] == "prepared"]
        return freeze(store, prepared[0]["meeting_key"], frozen_by="unit").edition_key


class Visit:
    """One reader's page, which remembers what it asked of other machines and what went wrong."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.outside: set[str] = set()
        self.errors: list[str] = []
        page.on("request", self._asked)
        page.on("pageerror", self._failed)

    def _asked(self, request: object) -> None:
        url = request.url
        if not url.startswith((self.address, "data:", "blob:", self.address.replace("http", "ws"))):
            self.outside.add(url)

    def _failed(self, error: object) -> None:
        self.errors.append(str(error))

    def leave(self) -> None:
        """Empty the page and its storage, and say whether all went well on it."""
        if self.page.url.startswith(self.address):
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.remove_listener("request", self._asked)
        self.page.remove_listener("pageerror", self._failed)
        assert self.outside == set(), "asked other machines"
        assert self.errors == []

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        self.page.wait_for_function(SETTLED, timeout=60_000)


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    with served.visited(browser) as found:
        yield found
