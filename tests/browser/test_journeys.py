"""What readers do: from the wall to the cell behind a point, and back through time."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import SIZES, Visit

PAGES = [
    "/",
    "/wall",
    "/priority?priority=ae_four_hour",
    "/run",
    "/upload",
    "/definitions",
    "/views",
]


def test_from_the_wall_to_the_cell_behind_a_point(visit: Visit):
    page = visit.open("/wall")
    loads = page.evaluate(
        "performance.getEntriesByType('navigation').length + performance.timeOrigin"
    )
    page.get_by_role("link", name="Children ready for school at five").click()
    expect(page.locator("p.finding")).to_contain_text("68.3%")
    assert "priority=ready_for_school" in page.url
    # The same document: the app was not loaded anew.
    assert loads == page.evaluate(
        "performance.getEntriesByType('navigation').length + performance.timeOrigin"
    )
    visit.settle()
    select_point(page, "2024/25")
    panel = page.locator(".st-key-point_panel")
    expect(panel).to_contain_text("2024/25 stands in")
    expect(panel).to_contain_text(
        re.compile(r"education-\d{4}-\d\d\.xlsx, sheet Figures, [A-Z]\d+")
    )
    with page.expect_download() as taken:
        panel.get_by_role("button", name=re.compile("Download education")).click()
    assert taken.value.path().read_bytes()[:2] == b"PK"


def select_point(page: Page, period: str) -> None:
    """Click the ring over a figure; the chart names it by its period."""
    page.locator(f'path[aria-label*="Period: {period}; Figure:"]').click(force=True)


def test_back_and_forward_walk_the_same_way(visit: Visit):
    page = visit.open("/wall")
    page.get_by_role("link", name="Phonics at six").click()
    expect(page.locator("p.finding")).to_be_visible()
    page.go_back()
    expect(page.locator("table.wall")).to_be_visible()
    page.go_forward()
    expect(page.locator("p.finding")).to_contain_text("80%")


def test_the_wall_is_reached_by_keyboard(visit: Visit):
    page = visit.open("/wall")
    link = page.locator("table.wall a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("p.finding")).to_be_visible()


def test_a_department_filters_without_a_new_load(visit: Visit):
    page = visit.open("/wall")
    page.get_by_role("navigation", name="Departments").get_by_role("link", name="Health").click()
    expect(page.locator("table.wall tbody tr")).to_have_count(4)
    assert "department=health" in page.url


def test_a_day_moves_the_wall_and_stays_when_the_page_changes(visit: Visit):
    page = visit.open("/wall?known_at=2025-09-01")
    expect(page.locator(".past")).to_contain_text("As known on 1 September 2025")
    page.locator("table.wall").get_by_role("link", name="A&E: seen within four hours").click()
    expect(page.locator("p.finding")).to_be_visible()
    expect(page.locator(".past")).to_be_visible()
    assert "known_at=2025-09-01" in page.url
    page.get_by_role("button", name="Back to now").click()
    expect(page.locator(".past")).to_have_count(0)
    visit.settle()
    assert "known_at" not in page.url


def test_a_day_that_is_none_is_met_with_a_sentence_and_a_way_back(visit: Visit):
    page = visit.open("/?known_at=yesterday")
    expect(page.get_by_role("heading", name="That is not a date")).to_be_visible()
    page.get_by_role("link", name="Show what is known now").click()
    expect(page.locator("table.wall")).to_be_visible()


def test_the_spread_goes_from_one_kind_of_unit_to_the_next_and_the_address_holds_which(
    visit: Visit,
):
    page = visit.open("/priority?priority=ae_four_hour")
    page.get_by_role("link", name="Across units").click()
    sentence = page.locator("h2.sentence")
    expect(sentence).to_contain_text("46 of 121 hospitals reach 78%")
    kinds = page.get_by_role("navigation", name="Which units")
    expect(kinds.locator("[aria-current]")).to_have_text("Hospitals with a major department (121)")
    visit.settle()
    kinds.get_by_role("link", name="Walk-in").click()
    expect(sentence).to_contain_text("67 of 67 walk-in and urgent treatment centres reach 78%")
    assert "group=walk-in-and-urgent-treatment-centres" in page.url
    expect(kinds.locator("[aria-current]")).to_contain_text("Walk-in")
    visit.settle()
    assert violations(page) == []


def test_the_view_behind_a_priority_is_shown(visit: Visit):
    page = visit.open("/priority?priority=ae_four_hour")
    page.get_by_role("link", name="How it is worked out").click()
    expect(page.locator("[data-testid=stCode]")).to_contain_text("select")
    expect(page.get_by_text("queries/priority/ae_four_hour.sql")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_accessibility_violations(visit: Visit, path: str):
    assert violations(visit.open(path)) == []


@pytest.mark.parametrize("path", PAGES[:3])
def test_a_page_does_not_scroll_sideways(visit: Visit, path: str):
    page = visit.open(path)
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        wide = page.evaluate(
            """() => [...document.querySelectorAll("table.wall, .judged, p.finding, .front")]
                .filter((part) => part.scrollWidth > part.clientWidth + 1
                    || part.getBoundingClientRect().right > innerWidth)
                .map((part) => part.className)"""
        )
        assert wide == [], (width, height)
