"""A page at the sizes that screens have: loaded once, and looked at in each of them."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import SIZES

TOO_WIDE = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    return Math.max(main.scrollWidth - main.clientWidth,
        document.documentElement.scrollWidth - innerWidth);
}"""


def at_every_size(page: Page) -> Iterator[str]:
    """Give the page each size in turn, and that size's name when the page has followed."""
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        yield name


def too_wide(page: Page) -> list[str]:
    """Name the sizes at which the page scrolls sideways."""
    wide = {size: page.evaluate(TOO_WIDE) for size in at_every_size(page)}
    return [f"{page.url} scrolls {by} px sideways at {size}" for size, by in wide.items() if by > 0]


def sound_at_every_size(page: Page) -> list[str]:
    """Tell at which sizes the page scrolls sideways, and what axe-core finds at each."""
    faults = []
    for size in at_every_size(page):
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            faults.append(f"{page.url} scrolls {wide} px sideways at {size}")
        faults += [f"{page.url} at {size}: {fault}" for fault in violations(page)]
    return faults
