"""History in a real browser: the file comes back as it was sent, a return goes and comes back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import violations
from tests.browser.conftest import Served, Visit
from tests.pages.desk import Sent

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def revised(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app on a demo in which one return was sent again, and another is still open."""
    database = Path(
        shutil.copy(built_demo, tmp_path_factory.mktemp("revised") / "stocktake.duckdb")
    )
    with Sent(database) as sent:
        sent.revised()
        sent.broken()
    app = Served(database)
    yield app
    app.stop()


@pytest.fixture
def visit(browser: Browser, revised: Served) -> Iterator[Visit]:
    with revised.visited(browser) as found:
        yield found


def test_a_return_is_opened_taken_back_and_put_back(visit: Visit):
    page = visit.open("/history")
    expect(page.get_by_text("Not yet accepted: 1 file")).to_be_visible()
    assert violations(page) == []
    page.locator("table.history-list tr", has_text="asked.xlsx").get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Environment: Year 2024/25")
    expect(page.locator("table", has_text="Isle of Anglesey")).to_contain_text("45.5")
    visit.settle()
    page.get_by_text("Withdraw this return").click()
    expect(page.get_by_text("22 figures go back to what was known before")).to_be_visible()
    visit.settle()
    assert violations(page) == []
    page.get_by_label("Why (it is kept and shown)").fill("Sent by mistake")
    page.get_by_role("button", name="Withdraw this return").last.click()
    expect(page.get_by_text("Withdrawn: none of its figures count")).to_be_visible()
    visit.settle()
    page.get_by_text("Put this return back into use").click()
    page.get_by_label("Why (it is kept and shown)").fill("It was right")
    page.get_by_role("button", name="Put this return back into use").last.click()
    expect(page.get_by_text("22 of its 22 figures")).to_be_visible()


def test_the_file_comes_back_as_it_was_sent(visit: Visit):
    page = visit.open("/history?department=education&round=2025-12")
    page.locator("table.history-list").get_by_role("link").first.click()
    button = page.get_by_role("button", name="The file as it was sent")
    expect(button).to_be_visible()
    visit.settle()
    with page.expect_download() as taken:
        button.click()
    assert taken.value.suggested_filename == "education-2025-12.xlsx"
    sent = ROOT / "data/returns/education/education-2025-12.xlsx"
    assert taken.value.path().read_bytes() == sent.read_bytes()
