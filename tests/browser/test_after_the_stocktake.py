"""Follow-up, Actions and Compare in a real browser: what is written, whatever anybody wrote."""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import duckdb
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Served, Visit
from tests.browser.sizes import sound_at_every_size
from tests.browser.test_hostile_names import PICTURE, SCRIPT
from tests.pages.desk import Sent
from tests.pages.rooms import JULY, Room

FORMULA = "=cmd|' /C calc'!A0"
HOSTILE = f"{FORMULA} {SCRIPT} {PICTURE} \u202egnihtemos " + "long " * 900
ROSTER = "scotrail_sunday_crews"
PAGES = (
    "/follow-up",
    "/actions?show=all",
    f"/actions?action={ROSTER}",
    "/actions?action=cancel_same_day",
    "/compare",
)


@pytest.fixture(scope="module")
def held(
    frozen_demo: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The demo's stocktake, begun on its edition, with hostile words captured and figures moved."""
    copy = Path(shutil.copy(frozen_demo[0], tmp_path_factory.mktemp("held") / "stocktake.duckdb"))
    with Sent(copy) as sent:
        sent.revised()
    with duckdb.connect(str(copy)) as database:
        statement = "select meeting_key from tables.editions where edition_key = $key"
        (key,) = database.execute(statement, {"key": frozen_demo[1]}).fetchone()
        (winter,) = database.execute(
            "select edition_key from tables.editions where edition_key <> $key",
            {"key": frozen_demo[1]},
        ).fetchone()
    with Room(copy) as room:
        room.meeting_key = str(key)
        room.begin(frozen_demo[1])
        room.action("Write to every trust", priority_key="ae_four_hour")
        room.action(HOSTILE, owner=f"{PICTURE} {SCRIPT}"[:200], due_on=JULY)
        room.capture("decision", HOSTILE)
        room.capture("shared_practice", "Given up", is_struck=True)
        room.rate("red", f"{SCRIPT} {PICTURE}")
        room.change(ROSTER, "moved", due_on=JULY, reason=HOSTILE[:2000], decided_by=SCRIPT)
        room.change("cancel_same_day", "closed", evidence=f"{PICTURE} {SCRIPT}")
    app = Served(copy)
    app.winter = str(winter)
    yield app
    app.stop()


@pytest.fixture
def visit(browser: Browser, held: Served) -> Iterator[Visit]:
    with held.visited(browser) as found:
        yield found
        assert found.page.evaluate("window.taken") is None


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound_and_keeps_hostile_words_harmless(visit: Visit, path: str):
    page = visit.open(path)
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    expect(page.locator("[data-testid=stMain] a[href*='//outside.example']")).to_have_count(0)
    assert sound_at_every_size(page) == []


def test_hostile_words_are_shown_as_they_are_written(visit: Visit):
    page = visit.open("/follow-up")
    expect(page.locator("ul.taken").first).to_contain_text("<script>window.taken = 1</script>")
    page = visit.open("/actions?show=all")
    expect(page.locator("table.ledger")).to_contain_text("outside.example")
    # In a box to choose from, too, a name stays a name.
    page = visit.open(f"/actions?action={ROSTER}")
    page.get_by_role("tab", name="Reassign").click()
    page.get_by_role("combobox", name="New owner").click()
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.locator("[role=listbox] img, [role=listbox] a")).to_have_count(0)


def test_a_capture_is_changed_and_the_page_stays_where_it_was(visit: Visit):
    page = visit.open("/follow-up")
    line = page.locator("ul.taken li", has_text="Given up")
    line.get_by_role("link", name="Edit").click()
    form = page.locator(".st-key-follow_up_form")
    expect(form).to_be_visible()
    visit.settle()
    expect(form).to_be_in_viewport()
    assert violations(page) == []
    form.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("Restored.")).to_be_visible()
    expect(page.locator("ul.taken li.struck")).to_have_count(0)


def test_a_date_is_moved_by_keys_and_the_address_keeps_the_filters(visit: Visit):
    page = visit.open("/actions")
    page.get_by_role("navigation", name="Departments").get_by_role("link", name="Health").click()
    expect(page).to_have_url(f"{visit.address}/actions?department=health")
    agree = page.get_by_role("link", name="Agree with ambulance services")
    # It stands in the whole list too, which is there until the answer comes.
    expect(agree).to_have_attribute("href", re.compile("department=health"))
    agree.click()
    expect(page.locator("h1")).to_contain_text("Agree with ambulance services")
    visit.settle()
    page.get_by_label("New date").fill("in six weeks")
    page.keyboard.press("Tab")
    expect(page.get_by_text("1 July 2026: 2 months later than now.")).to_be_visible()
    page.get_by_label("Reason (kept and shown)").first.fill("Talks go on")
    page.get_by_role("button", name="Reschedule").click()
    expect(page.get_by_text("Rescheduled. To undo")).to_be_visible()
    expect(page.locator("ol.timeline li").first).to_contain_text("Talks go on")
    page.get_by_role("link", name="All actions").click()
    expect(page).to_have_url(f"{visit.address}/actions?department=health")


def test_what_changed_since_is_listed_with_the_way_to_its_file(visit: Visit, held: Served):
    page = visit.open(f"/compare?then={held.winter}")
    expect(page.locator("table.compared")).to_contain_text("Isle of Anglesey")
    page.locator("table.compared").get_by_role("link", name="asked.xlsx").first.click()
    expect(page.locator("h1")).to_have_text("Environment: Year 2024/25")


def test_closing_and_the_papers(visit: Visit):
    page = visit.open("/follow-up")
    page.get_by_role("button", name="Close the stocktake").click()
    expect(page.get_by_text("The stocktake is closed.")).to_be_visible()
    visit.settle()
    memo = docx.Document(io.BytesIO(_taken(page, "Commitments memo (Word)")))
    assert "Write to every trust" in _words(memo)
    assert FORMULA in _words(memo)
    book = openpyxl.load_workbook(io.BytesIO(_taken(page, "Actions (Excel)")))
    cells = [cell for row in book["Actions"].iter_rows() for cell in row]
    assert any(str(cell.value).startswith(FORMULA) for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]
    deck = _taken(page, "Slides (HTML)").decode()
    assert "Write to every trust" in deck
    assert "<script>window.taken" not in deck


def _taken(page: Page, name: str) -> bytes:
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_role("button", name=name).click()
    return Path(taken.value.path()).read_bytes()


def _words(memo: docx.document.Document) -> str:
    cells = [cell.text for table in memo.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in memo.paragraphs] + cells)
