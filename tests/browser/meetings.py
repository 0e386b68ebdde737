"""A meeting in a real browser: a server of its own on a frozen stocktake, and who takes part."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served

# The screen that is shown stands in the shadow root of the deck.
SHOWN = """() => {
    const roots = [document];
    for (let i = 0; i < roots.length; i++)
        for (const e of roots[i].querySelectorAll("*")) if (e.shadowRoot) roots.push(e.shadowRoot);
    for (const root of roots) {
        const shown = root.querySelector('.screen[aria-hidden="false"]');
        if (shown) return shown;
    }
    return null;
}"""
KEY = f"() => ({SHOWN})()?.dataset.key"
KIND = f"() => ({SHOWN})()?.dataset.kind"
# As somebody types who does not look at the keys.
TYPING_MS = 60


class Meeting:
    """A running app on a database that holds one frozen stocktake."""

    def __init__(self, app: Served, browser: Browser, edition_key: str) -> None:
        self.app, self.edition_key = app, edition_key
        self._browser = browser
        self._open = ExitStack()
        self._seats = count()

    def visit(self, path: str) -> Page:
        """Come with a browser of one's own."""
        seat = next(self._seats)
        return self._open.enter_context(self.app.visited(self._browser, seat)).open(path)

    def enter(self, role: str) -> Page:
        """Come straight into the meeting, and see its first screen."""
        page = self.visit(f"/run?edition={self.edition_key}&as={role}")
        page.wait_for_function(KEY, timeout=60_000)
        return page

    def leave(self) -> None:
        """Have everybody go; nobody may have asked another machine or met an error."""
        self._seats = count()
        self._open.close()


@contextmanager
def held(browser: Browser, frozen: tuple[Path, str], folder: Path) -> Iterator[Meeting]:
    """Serve a copy of the frozen demo."""
    database, edition_key = frozen
    app = Served(Path(shutil.copy(database, folder / "stocktake.duckdb")))
    meeting = Meeting(app, browser, edition_key)
    try:
        yield meeting
        meeting.leave()
    finally:
        app.stop()


def shown(page: Page) -> str:
    """Say which screen is shown."""
    return str(page.evaluate(KEY))


def press(page: Page, key: str) -> str:
    """Press a key; say which screen is shown then."""
    page.keyboard.press(key)
    return shown(page)


def wait_for_screen(page: Page, key: str, timeout: float = 15_000) -> None:
    """Wait until a screen is shown, looking with every frame that is painted."""
    page.wait_for_function(f"(key) => ({KEY})() === key", arg=key, timeout=timeout)
