"""Today in a browser: one screen of a laptop, its links, its words, its key; and in the deck."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import SIZES, Served, Visit
from tests.browser.sizes import at_every_size, sound_at_every_size

SCROLLS = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    return main.scrollHeight - main.clientHeight;
}"""
BLOCKS = ("Ask", "Going well", "Not going well", "Overdue", "Coming up")
# What lies outside what is seen: a block may not hide behind the edge of the window.
HIDDEN = """() => [...document.querySelectorAll(".front li, h1.front-head")]
    .filter((part) => part.getBoundingClientRect().bottom > innerHeight)
    .map((part) => part.innerText)"""


@pytest.mark.parametrize("path", ["/", "/?department=health", "/?department=policing"])
def test_the_page_answers_without_scrolling_at_every_size(visit: Visit, path: str):
    page = visit.open(path)
    for size in at_every_size(page):
        assert page.evaluate(SCROLLS) <= 0, size
        assert page.evaluate(HIDDEN) == [], size
    for name in BLOCKS:
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def test_it_is_sound_at_every_size(visit: Visit):
    assert sound_at_every_size(visit.open("/")) == []


def test_a_question_is_a_click_from_its_priority(visit: Visit):
    page = visit.open("/")
    page.locator(".front-ask a").first.click()
    expect(page.locator("p.finding")).to_be_visible()
    assert "priority=" in page.url
    page.go_back()
    expect(page.locator(".front")).to_be_visible()


def test_the_key_opens_over_every_page_and_is_sound(visit: Visit):
    for path in ("/", "/wall", "/board"):
        page = visit.open(path)
        page.get_by_role("button", name="Key to ratings").click()
        key = page.locator(".key")
        expect(key).to_contain_text("Highly problematic")
        expect(key).to_contain_text("Not held here")
        page.wait_for_timeout(400)
        assert violations(page) == []
        box = key.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= SIZES["laptop"][0]
        page.keyboard.press("Escape")


def test_a_definition_is_a_click_from_its_headline(visit: Visit):
    page = visit.open("/wall")
    page.locator("table.wall .definition-link").first.click()
    expect(page.get_by_role("link", name="Show every definition")).to_be_visible()
    expect(page.locator(".definitions section")).to_have_count(1)


def test_a_line_is_worded_for_the_stocktake(built_demo: Path, tmp_path: Path, browser: Browser):
    app = Served(Path(shutil.copy(built_demo, tmp_path / "stocktake.duckdb")))
    try:
        with app.visited(browser) as visit:
            page = visit.open("/")
            word(page, "Two hard months, and one good one.")
            expect(page.locator("h1.front-head")).to_contain_text("Two hard months")
            page.locator(".drafted summary").click()
            expect(page.locator(".drafted span")).to_be_visible()
            assert violations(page) == []
    finally:
        app.stop()


def word(page: Page, words: str) -> None:
    """Word the headline anew."""
    page.get_by_role("button", name="Reword").click()
    box = page.get_by_role("textbox", name="Wording")
    expect(box).to_be_visible()
    box.fill(words)
    box.press("Control+Enter")
    page.get_by_role("button", name="Save").click()


def test_the_deck_begins_with_it_and_its_lines_lead_on(
    frozen_demo: tuple[Path, str], tmp_path: Path, browser: Browser
):
    database, edition = frozen_demo
    app = Served(Path(shutil.copy(database, tmp_path / "stocktake.duckdb")))
    try:
        with app.visited(browser) as visit:
            page = visit.open(f"/run?edition={edition}&as=rehearsal")
            shown = page.locator(".screen[aria-hidden=false]")
            expect(shown).to_have_attribute("data-key", "today", timeout=30_000)
            for size in at_every_size(page):
                assert shown.evaluate("one => one.scrollHeight - one.clientHeight") <= 0, size
            shown.locator(".front-ask a").first.click()
            expect(page.locator(".screen[aria-hidden=false]")).to_have_attribute(
                "data-kind", "trajectory"
            )
    finally:
        app.stop()
