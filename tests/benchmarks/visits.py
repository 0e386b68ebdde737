"""What a reader does: click through the desk's pages, step through the meeting, start the app."""

import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page

from tests.benchmarks.browsing import Screen, open_page, time_click, time_key, wait_for
from tests.benchmarks.servers import App, serve

FIRST = Screen(address="/", present="h1#first", absent="h1#second", charts=1)
SECOND = Screen(address="/second", present="h1#second", absent="h1#first", charts=1)
TODAY = Screen(address="/", present=".front", absent="table.wall")
WALL = Screen(address="/wall", present="table.wall", absent=".finding")
BOARD = Screen(address="/board", present="table.board", absent="nav.contents")
GUIDE = Screen(address="/guide", present="nav.contents", absent="table.board")
MEETINGS = Screen(address="/run", present=".meeting", absent=".deck")
DECK = Screen(address="edition=", present=".screen[aria-hidden=false]", absent=".meeting")
ROW_LINK = "table.wall tbody th a:not(.definition-link)"
TO_BOARD = '[data-testid=stSidebar] a:text-is("Board")'
TO_GUIDE = '[data-testid=stSidebar] a:text-is("Guide to returns")'
TO_TODAY = '[data-testid=stSidebar] a:text-is("Today")'
TO_WALL = '[data-testid=stSidebar] a:text-is("Priorities")'


@dataclass
class Visits:
    """Milliseconds from click to painted, by kind of click."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    today: list[float] = field(default_factory=list)


def start_screen(app: App) -> Screen:
    """Say what the app's first page looks like."""
    return TODAY if app.database else FIRST


def clicked_from(app: App) -> Screen:
    """Say which page the clicks begin on."""
    return WALL if app.database else FIRST


def priority_keys(page: Page) -> list[str]:
    """Read the priorities off the wall, in its order."""
    hrefs = page.eval_on_selector_all(ROW_LINK, "links => links.map(a => a.href)")
    return [parse_qs(urlsplit(href).query)["priority"][0] for href in hrefs]


def visit_floor(page: Page, clicks: list[float]) -> None:
    """Go to the second bare page and back."""
    clicks.append(time_click(page, "[data-testid=stPageLink] a", SECOND))
    clicks.append(time_click(page, "[data-testid=stPageLink] a", FIRST))


def visit_priority(page: Page, key: str, visits: Visits) -> None:
    """Open a priority from the wall, go back, and open it once more."""
    screen = Screen(f"priority={key}", present=".finding", absent="table.wall", charts=1)
    link = f'{ROW_LINK}[href*="priority={key}"]'
    for clicks in (visits.first, visits.again):
        clicks.append(time_click(page, link, screen))
        visits.back.append(time_click(page, TO_WALL, WALL))


def visit_today(page: Page, visits: Visits) -> None:
    """Open the front page from the wall, and go back."""
    visits.today.append(time_click(page, TO_TODAY, TODAY))
    time_click(page, TO_WALL, WALL)


def visit_board(page: Page, clicks: list[float]) -> None:
    """Open the board from a page of text, and go back."""
    clicks.append(time_click(page, TO_BOARD, BOARD))
    time_click(page, TO_GUIDE, GUIDE)


def open_deck(page: Page, edition_key: str) -> float:
    """Open an edition from the list of meetings; give the milliseconds to its first screen."""
    return time_click(page, f'a[href*="edition={edition_key}"][href*="rehearsal"]', DECK)


def leave_deck(page: Page) -> None:
    """Go back to the list of meetings."""
    page.keyboard.press("Escape")
    wait_for(page, MEETINGS)


def take_the_chair(page: Page, base: str, edition_key: str) -> None:
    """Begin the meeting, with the link that tells the server of every step."""
    page.goto(f"{base}/run?edition={edition_key}&as=chair")
    wait_for(page, DECK)


def step_through(page: Page, count: int) -> list[float]:
    """Step right to the end of the deck, left to its start, and so on."""
    screens = page.evaluate("stopwatch.screens()")
    keys = ["ArrowRight"] * (screens - 1) + ["ArrowLeft"] * (screens - 1)
    return [time_key(page, key) for key in islice(cycle(keys), count)]


def time_start(browser: Browser, app: App) -> float:
    """Start one app with an empty browser beside it; give milliseconds to the painted page."""
    with serve(app) as server, open_page(browser) as page:
        page.goto(server.base)
        wait_for(page, start_screen(app))
        return 1000 * (time.perf_counter() - server.started)
