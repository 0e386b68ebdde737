"""The guide in a real browser: a code leads to its check, the contents lead down the page."""

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import Visit


def test_a_check_is_found_by_its_code_and_the_page_is_accessible(visit: Visit):
    page = visit.open("/guide?check=R-104")
    expect(page.locator(".verdict h2")).to_contain_text("R-104")
    assert violations(page) == []
    page.get_by_role("link", name="Show the whole guide without it").click()
    expect(page.locator(".verdict")).to_have_count(0)


def test_the_contents_lead_to_their_section(visit: Visit):
    page = visit.open("/guide")
    page.get_by_role("link", name="No figure? Write a symbol, never 0").click()
    expect(
        page.get_by_role("heading", name="No figure? Write a symbol, never 0")
    ).to_be_in_viewport()


def test_the_guide_is_taken_along(visit: Visit):
    page = visit.open("/guide")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download the guide").click()
    assert "R-104" in taken.value.path().read_text("utf-8")
