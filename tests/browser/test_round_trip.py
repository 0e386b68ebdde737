"""A department's return in a real browser: out, corrected, outliving a crash, in and withdrawn."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Served, Visit
from tests.intake.filled import (
    ASKED,
    BEFORE,
    FOUR_HOURS,
    TWELVE_HOURS,
    changed,
    column_of,
    filled_in,
    row_of,
)

UNIT, OTHER_UNIT = "nhs_rax", "nhs_r1k"
PRIORITY = "/priority?priority=ae_four_hour"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def desk(browser: Browser, built_demo: Path, tmp_path: Path) -> Iterator[tuple[Visit, Served]]:
    app = Served(Path(shutil.copy(built_demo, tmp_path / "stocktake.duckdb")))
    with app.visited(browser) as visit:
        yield visit, app
    app.stop()


def give(visit: Visit, name: str, content: bytes) -> None:
    """Put a file into the box, as dropping it there does."""
    visit.page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": XLSX, "buffer": content}]
    )
    expect(visit.page.locator(".verdict")).to_contain_text(name, timeout=30_000)
    visit.settle()


def downloaded(page: Page, name: str | re.Pattern[str]) -> bytes:
    with page.expect_download(timeout=30_000) as taken:
        page.get_by_role("button", name=name).click()
    return taken.value.path().read_bytes()


def points(page: Page) -> list[str]:
    """Give the periods the chart has a figure for, from the names of its points."""
    page.locator('path[aria-label*="Period: March 2026; Figure:"]').first.wait_for(timeout=20_000)
    labels = page.locator('path[aria-label*="; Figure:"]').evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    return [found[1] for label in labels if (found := re.search(r"Period: ([^;]+);", label))]


# One long way through a return: on a machine that is busy it takes more than anything else.
@pytest.mark.timeout(300)
def test_a_return_goes_out_comes_back_and_answers_back(desk: tuple[Visit, Served]):
    visit, app = desk
    page = visit.open("/upload")
    filled = filled_in(downloaded(page, "Download the workbook"))
    above = f"{column_of(filled, FOUR_HOURS, f'numerator|{ASKED}')}"
    wrong = f"{above}{row_of(filled, FOUR_HOURS, UNIT)}"
    word = f"{column_of(filled, TWELVE_HOURS, f'value|{ASKED}')}"
    word += f"{row_of(filled, TWELVE_HOURS, UNIT)}"
    mistaken = {f"{FOUR_HOURS}!{wrong}": 999_999, f"{TWELVE_HOURS}!{word}": "about 300"}

    give(visit, "april.xlsx", changed(filled, mistaken))
    expect(page.locator(".verdict")).to_contain_text("2 things to fix")
    found = page.locator("table.problems tbody tr")
    expect(found).to_have_count(2)
    expect(found.filter(has_text=FOUR_HOURS)).to_contain_text(wrong)
    expect(found.filter(has_text=TWELVE_HOURS)).to_contain_text(word)
    assert violations(page) == []
    marked = load_workbook(io.BytesIO(downloaded(page, "Download your workbook")))
    for sheet, cell in ((FOUR_HOURS, wrong), (TWELVE_HOURS, word)):
        assert marked[sheet][cell].comment is not None
        assert marked[sheet][cell].fill.fill_type == "solid"

    give(visit, "april-mended.xlsx", restated(filled))
    expect(page.locator(".verdict")).to_contain_text("2 of 2 fixed, 1 new")
    answer(visit, "The trust found fifty records twice.")
    outlives_the_server(visit, app)
    expect(page.locator(".verdict")).to_contain_text("ready to accept", timeout=20_000)
    review = page.get_by_role("region", name="Figures that would become others")
    expect(review.locator("tbody tr")).to_have_count(1)
    expect(review).to_contain_text("Late records")
    expect(page.get_by_text("With this return")).to_be_visible()
    expect(page.get_by_text("newest figure: April 2026")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("button", name=re.compile(r"^Accept \d+ figures")).click()
    expect(page.locator(".verdict")).to_contain_text("Your figures are accepted", timeout=30_000)
    visit.settle()
    receipt = downloaded(page, "Download the receipt").decode()
    key = re.search(r"Receipt:\s+(\S+)", receipt)[1]
    assert "april-mended.xlsx" in receipt
    assert violations(page) == []

    shown_and_traced(visit, wrong)
    withdrawn(visit, key)
    page = visit.open(PRIORITY)
    assert "April 2026" not in points(page)


def answer(visit: Visit, words: str) -> None:
    box = visit.page.locator("[class*=st-key-question_] textarea").first
    box.fill(words)
    box.press("Control+Enter")
    expect(visit.page.get_by_text("Answered (1)")).to_be_visible(timeout=20_000)
    visit.settle()


def outlives_the_server(visit: Visit, app: Served) -> None:
    """What was given and typed is there after the server was killed, and found by its address."""
    address = visit.page.url.removeprefix(app.address)
    app.kill_and_start_again()
    page = visit.open("/upload")
    expect(page.get_by_role("link", name="Continue")).to_have_count(2)
    page = visit.open(address)
    expect(page.get_by_text("Answered (1)")).to_be_visible(timeout=20_000)
    expect(page.locator(".verdict")).to_contain_text("april-mended.xlsx")


def restated(filled: bytes) -> bytes:
    """Correct one figure of the month before, with the reason beside it."""
    before = column_of(filled, FOUR_HOURS, f"numerator|{BEFORE}")
    row = row_of(filled, FOUR_HOURS, OTHER_UNIT)
    value = load_workbook(io.BytesIO(filled))[FOUR_HOURS][f"{before}{row}"].value
    why = column_of(filled, FOUR_HOURS, "revision_reason")
    return changed(
        filled,
        {f"{FOUR_HOURS}!{before}{row}": value - 50, f"{FOUR_HOURS}!{why}{row}": "Late records"},
    )


def shown_and_traced(visit: Visit, cell: str) -> None:
    """The chart shows the new month, and its point leads to the cell that was filled in."""
    page = visit.open(PRIORITY)
    assert points(page)[-1] == "April 2026"
    page.locator('path[aria-label*="Period: April 2026; Figure:"]').click(force=True)
    panel = page.locator(".st-key-point_panel")
    expect(panel).to_contain_text("cells in 1 workbook")
    expect(panel).to_contain_text("april-mended.xlsx")
    # The panel names the largest cells; every one is in its download.
    cells = downloaded(page, re.compile(r"All \d+ cells")).decode("utf-8-sig")
    (row,) = [line for line in csv.DictReader(io.StringIO(cells)) if line["unit_key"] == UNIT]
    assert (row["sheet"], row["numerator_cell"]) == (FOUR_HOURS, cell)


def withdrawn(visit: Visit, key: str) -> None:
    page = visit.open(f"/history?submission={key}")
    page.get_by_text(re.compile("^Withdraw")).first.click()
    visit.settle()
    page.get_by_label(re.compile("^Why")).fill("Sent too early")
    page.get_by_role("button", name=re.compile("^Withdraw")).last.click()
    # The reason stands in its box already; only this says that it was kept.
    told = page.get_by_text("Withdrawn: none of its figures count")
    expect(told).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Sent too early").first).to_be_visible()
    visit.settle()
