"""A browser that clicks and presses like a person, and a stopwatch inside the page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

STOPWATCH = Path(__file__).with_name("stopwatch.js")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Several pages stand open at once; the ones behind must not be slowed down.
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)
PATIENCE_MS = 120_000


@dataclass(frozen=True)
class Screen:
    """How to know a screen when it stands there: where, what is on it, and what no longer is."""

    address: str
    present: str
    absent: str = ""
    charts: int = 0


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the system's Chromium."""
    named = os.environ.get("CHROMIUM")
    found = named or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("No Chromium on this machine; `make bench` installs one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(SWITCHES))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(browser: Browser) -> Iterator[Page]:
    """Open a tab of its own, as big as a laptop's screen, with the stopwatch in it."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(path=STOPWATCH)
    try:
        yield page
    finally:
        page.close()


def wait_for(page: Page, screen: Screen) -> None:
    """Wait until a screen stands there, however it was come to."""
    page.evaluate("screen => stopwatch.fromNow(screen)", asdict(screen))


def time_click(page: Page, selector: str, screen: Screen) -> float:
    """Click a link; give the milliseconds from the click until the screen was painted."""
    page.bring_to_front()
    link = page.locator(selector).first
    link.scroll_into_view_if_needed()
    page.evaluate("screen => stopwatch.atClick(screen)", asdict(screen))
    link.click()
    return page.evaluate("stopwatchResult")


def time_key(page: Page, key: str) -> float:
    """Press a key; give the milliseconds until another screen of the deck was painted."""
    page.evaluate("stopwatch.atKey()")
    page.keyboard.press(key)
    return page.evaluate("stopwatchResult")
