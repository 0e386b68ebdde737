"""A clerk's own spreadsheet in a real browser: given, answered, saved, and read by itself next."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Visit
from tests.browser.sizes import too_wide
from tests.returns.layout.real_tables import TABLES


@pytest.fixture
def own_sheet(tmp_path: Path) -> Path:
    path = tmp_path / "recycling.xlsx"
    path.write_bytes(TABLES["welsh_recycling"]().content)
    return path


def choose(visit: Visit, label: str, option: str) -> None:
    page = visit.page
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).first.click()
    visit.settle()


def give(visit: Visit, path: Path) -> Page:
    page = visit.open("/layout")
    choose(visit, "Your department", "Environment")
    page.locator("input[type=file]").first.set_input_files(path)
    expect(page.locator("table.sheet-preview")).to_be_visible(timeout=30_000)
    visit.settle()
    return page


def test_a_spreadsheet_is_described_saved_and_known_again(visit: Visit, own_sheet: Path):
    page = give(visit, own_sheet)
    expect(page.locator(".verdict h2")).to_have_text("We found the table. 1 question to answer")
    expect(page.locator("td.paint-unit").first).to_contain_text("W06000001")
    choose(visit, "What do the figures show?", "Waste reused")
    expect(page.locator(".verdict h2")).to_contain_text("220 figures can be read")
    # Another page and back: nothing is lost.
    page.get_by_role("link", name="Guide to returns").click()
    expect(page.locator("h1")).to_have_text("How to fill in a return")
    visit.settle()
    page.get_by_role("link", name="Layout").click()
    expect(page.locator(".verdict h2")).to_contain_text("220 figures can be read")
    visit.settle()
    page.get_by_role("button", name="Save this layout").click()
    expect(page.get_by_text("is saved.")).to_be_visible()
    visit.settle()
    page.reload()
    visit.settle()
    give(visit, own_sheet)
    expect(page.locator(".verdict")).to_contain_text("Read as you described it before")


def test_the_form_and_the_preview_are_accessible(visit: Visit, own_sheet: Path):
    page = give(visit, own_sheet)
    page.get_by_text("Change how the sheet is read").click()
    expect(page.get_by_label("First row of figures")).to_be_visible()
    visit.settle()
    assert violations(page) == []


def test_the_empty_page_is_accessible(visit: Visit):
    assert violations(visit.open("/layout")) == []


def test_the_page_does_not_scroll_sideways(visit: Visit, own_sheet: Path):
    page = give(visit, own_sheet)
    assert too_wide(page) == []
