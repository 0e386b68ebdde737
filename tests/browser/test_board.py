"""The board in a real browser: read, followed, taken along."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import SIZES, Visit
from tests.browser.sizes import at_every_size, too_wide


def test_the_board_is_read_and_followed(visit: Visit):
    page = visit.open("/board")
    late = page.locator("table.board td", has_text="26 days late")
    expect(late).to_contain_text("Not sent")
    page.get_by_role("link", name="Last 24 rounds").click()
    expect(page.locator("table.board thead")).to_contain_text("March 2025")
    visit.settle()
    page.locator("table.board tr", has_text="Health").get_by_role(
        "link", name="Accepted"
    ).last.click()
    expect(page.locator("h1")).to_have_text("Health: Month of March 2026")
    assert "/history?submission=" in page.url


def test_the_newest_of_six_rounds_is_in_sight_on_every_screen(visit: Visit):
    box = visit.open("/board").locator(".board-scroll")
    hidden = "box => box.scrollWidth - box.clientWidth"
    assert {size: box.evaluate(hidden) for size in at_every_size(visit.page)} == dict.fromkeys(
        SIZES, 0
    )


def test_the_calendar_is_taken_along(visit: Visit):
    page = visit.open("/board")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Calendar of returns").click()
    content = taken.value.path().read_bytes()
    assert taken.value.suggested_filename == "returns.ics"
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"UID:health.2026-04@returns.stocktake\r\n" in content


def test_a_reminder_is_copied_with_one_button(visit: Visit):
    page = visit.open("/board")
    block = page.locator("[data-testid=stCode]")
    expect(block).to_contain_text("Dear colleagues, a reminder")
    block.hover()
    expect(page.get_by_role("button", name="Copy to clipboard")).to_be_visible()


def test_the_board_is_accessible_with_its_form_open(visit: Visit):
    page = visit.open("/board")
    assert violations(page) == []
    page.get_by_text("See, sign or end exceptions").click()
    expect(page.get_by_role("button", name="Sign this exception")).to_be_visible()
    visit.settle()
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/board", "/board?rounds=24", "/history"])
def test_the_page_does_not_scroll_sideways(visit: Visit, path: str):
    visit.open(path)
    assert too_wide(visit.page) == []
