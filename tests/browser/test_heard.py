"""A department is heard: what its return said stands in each place where it matters."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from stocktake.editions.freezing import freeze
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingPlan
from stocktake.store import open_store
from tests.browser.axe import violations
from tests.browser.conftest import Served, Visit
from tests.browser.meetings import KEY, SHOWN
from tests.intake import heard

ITEMS = (AgendaItem(AgendaKind.PRIORITY, "ScotRail", 6, heard.PRIORITY),)
PLAN = MeetingPlan("Rail", date(2026, 5, 20), "Chair (demo)", ("transport",), ITEMS)


@pytest.fixture(scope="module")
def telling(
    browser: Browser, built_demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Served, str, str]]:
    """The app on a database that holds the return and a stocktake frozen after it."""
    path = tmp_path_factory.mktemp("heard") / "stocktake.duckdb"
    shutil.copy(built_demo, path)
    with closing(open_store(path)) as store:
        submission_key = heard.accept_telling(store)
        meeting_key = store.write_meeting(PLAN, saved_by="unit")
        edition_key = freeze(store, meeting_key, frozen_by="unit").edition_key
    app = Served(path)
    yield app, submission_key, edition_key
    app.stop()


@pytest.fixture
def visit(browser: Browser, telling: tuple[Served, str, str]) -> Iterator[Visit]:
    with telling[0].visited(browser) as found:
        yield found


def section(visit: Visit, name: str, priority: str = heard.PRIORITY) -> Page:
    return visit.open(f"/priority?priority={priority}&section={name}")


def test_the_priority_s_page_has_every_word_quoted_with_its_round(visit: Visit):
    page = section(visit, "department")
    said = page.locator(".words-said")
    for text in (heard.PROGRESS, heard.ISSUES, heard.EMERGING, heard.HELP, heard.STEP_NOTE,
                 heard.ACTION_NOTE, heard.RATING_NOTE, heard.ANSWER):  # fmt: skip
        expect(said).to_contain_text(text)
    expect(said).to_contain_text("Done on 10 May 2026")
    expect(said).to_contain_text("At risk, new date 31 July 2026")
    expect(said).to_contain_text("Amber-red")
    expect(said.locator("blockquote b")).to_have_count(0)
    assert violations(page) == []
    said.get_by_role("link", name=re.compile("^return of ")).first.click()
    expect(page.get_by_role("heading", name="What the department said")).to_be_visible()
    visit.settle()


def test_its_own_rating_stands_beside_the_unit_s(visit: Visit):
    sheet = section(visit, "rating").locator("table.sheet tr.overall")
    expect(sheet).to_contain_text("Amber-red")
    expect(sheet).to_contain_text(heard.RATING_NOTE)


def test_the_ledger_and_the_priority_show_the_update_of_the_action(visit: Visit):
    expect(section(visit, "actions").locator("table.ledger")).to_contain_text(heard.ACTION_NOTE)
    page = visit.open(f"/actions?action={heard.ACTION}")
    expect(page.locator("[data-testid=stMain]")).to_contain_text(heard.ACTION_NOTE)
    expect(page.locator("[data-testid=stMain]")).to_contain_text("31 July 2026")


def test_the_board_leads_to_the_commentary_in_the_history(
    visit: Visit, telling: tuple[Served, str, str]
):
    page = visit.open("/board")
    row = page.locator("table.board tr").filter(has_text="Transport")
    row.get_by_role("link", name="commentary").last.click()
    expect(page.locator(".words-said")).to_contain_text(heard.HELP)
    assert telling[1] in page.url
    expect(page.locator(".words-said")).to_contain_text(heard.LATE_NOTE)
    visit.settle()


def test_the_pre_read_has_it_in_one_line(visit: Visit, telling: tuple[Served, str, str]):
    page = visit.open(f"/prepare?edition={telling[2]}")
    one = page.locator(".preread-one").first
    expect(one).to_contain_text(f"Help needed: “{heard.HELP}”")
    with page.expect_download(timeout=90_000) as taken:
        page.get_by_role("button", name="Download the pre-read").click()
    content = taken.value.path().read_text("utf-8")
    assert f"Help needed: “{heard.HELP}”" in content
    assert f"The department: “{heard.ACTION_NOTE}”" in content
    visit.settle()


def test_the_room_sees_its_rating_and_what_it_says_of_the_action(
    visit: Visit, telling: tuple[Served, str, str]
):
    page = visit.open(f"/run?edition={telling[2]}&as=rehearsal")
    page.wait_for_function(KEY, timeout=60_000)
    shown: dict[str, str] = {}
    while (key := str(page.evaluate(f"() => ({SHOWN})().dataset.key"))) not in shown:
        shown[key] = str(page.evaluate(f"() => ({SHOWN})().innerText"))
        page.keyboard.press("ArrowRight")
    assert re.search(r"Department.s own rating\s*Amber-red", shown[f"{heard.PRIORITY}-likelihood"])
    assert heard.ACTION_NOTE.rstrip(".") in shown[f"{heard.PRIORITY}-next"]
