"""The assessment sheet and moderation in a real browser: by keys, at three sizes, for everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import Visit
from tests.browser.sizes import too_wide

SHEET = "/ratings?round=2026-03&priority=ae_four_hour"


def test_moderation_is_read_and_leads_to_settling_and_the_sheet(visit: Visit):
    page = visit.open("/moderation?round=2026-03")
    expect(page.locator("table.moderation tbody tr").first).to_be_visible()
    page.get_by_role("tab", name="Movement").click()
    expect(page.locator("table.transitions")).to_contain_text("Rated in both rounds")
    page.get_by_role("tab", name="Track record").click()
    expect(page.get_by_text("Target by target")).to_be_visible()
    visit.settle()
    assert violations(page) == []
    page.locator("table.moderation").get_by_role("link", name="A&E: seen within four hours").click()
    expect(page.locator("h1")).to_have_text("Settle: A&E: seen within four hours")
    visit.settle()
    page.get_by_role("link", name="The whole sheet").click()
    expect(page.locator("h1")).to_have_text("A&E: seen within four hours")


def test_a_point_is_chosen_by_keys_and_the_suggestion_follows(visit: Visit):
    page = visit.open(SHEET)
    capacity = page.get_by_role("radiogroup", name="Capacity to drive progress")
    capacity.get_by_role("radio", name="AR Amber-red").focus()
    page.keyboard.press("ArrowLeft")
    expect(capacity.get_by_role("radio", name="R Red", exact=False).first).to_be_checked()
    expect(page.get_by_text("1 line not saved yet.")).to_be_visible()


@pytest.mark.parametrize("path", ["/ratings", SHEET, "/moderation"])
def test_the_page_is_accessible_and_does_not_scroll_sideways(visit: Visit, path: str):
    page = visit.open(path)
    expect(page.locator("h1")).to_be_visible()
    assert violations(page) == []
    assert too_wide(page) == []
