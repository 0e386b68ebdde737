"""Prepare in a real browser: the agenda in order by hand, kept at once, whatever is in between."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Served, Visit
from tests.browser.sizes import sound_at_every_size

Prepared = tuple[Visit, str, str]
BEDS = "Fewer waits over 12 hours for a bed"
WEEKS = "Treatment within 18 weeks of referral"
YEAR = "Nobody waits more than a year"
ISSUE = "Half of the year-long waits are at 19 trusts"


@pytest.fixture(scope="module")
def app(
    frozen_demo: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Served, str, str]]:
    """The app on a copy of the frozen demo, and the keys of its stocktake and edition."""
    database = tmp_path_factory.mktemp("prepare") / "stocktake.duckdb"
    shutil.copy(frozen_demo[0], database)
    with duckdb.connect(str(database)) as db:
        statement = "select meeting_key from tables.editions where edition_key = $key"
        (key,) = db.execute(statement, {"key": frozen_demo[1]}).fetchone()
    served = Served(database)
    yield served, str(key), frozen_demo[1]
    served.stop()


@pytest.fixture
def prepared(browser: Browser, app: tuple[Served, str, str]) -> Iterator[Prepared]:
    """A visit to the spring stocktake."""
    served, meeting_key, edition_key = app
    with served.visited(browser) as visit:
        page = visit.open(f"/prepare?meeting={meeting_key}")
        expect(page.locator("ol[aria-label='The agenda, in order'] li")).not_to_have_count(0)
        yield visit, meeting_key, edition_key


def titles(page: Page) -> list[str]:
    return page.locator("li .title").all_inner_texts()


def line(page: Page, title: str) -> Locator:
    return page.locator("li", has=page.locator(".title", has_text=title))


def open_line(visit: Visit, title: str) -> None:
    """Open a line beside the list; until the answer is whole the line before stands there too."""
    line(visit.page, title).locator(".open").click()
    visit.page.wait_for_timeout(300)
    visit.settle()


def wait_until_kept(visit: Visit) -> None:
    """Wait until the server has written what was moved: it says so in the head."""
    expect(visit.page.locator(".kept")).to_contain_text("by Delivery unit")
    visit.page.wait_for_timeout(600)
    visit.settle()


def again(prepared: Prepared) -> Page:
    """Come back as a colleague does: with nothing but what the database holds."""
    visit, meeting_key, _ = prepared
    page = visit.open(f"/prepare?meeting={meeting_key}")
    expect(page.locator("li .title")).not_to_have_count(0)
    return page


def test_a_line_is_moved_by_keys_timed_and_found_so_again(prepared: Prepared):
    page = prepared[0].page
    mover = page.get_by_role("button", name=f"Move “{BEDS}” up")
    mover.focus()
    page.keyboard.press("Enter")
    # The focus goes with the line, and an issue with its priority: twice up is past both.
    page.keyboard.press("Enter")
    before = titles(page)
    assert [title for title in before if title in (BEDS, WEEKS, YEAR, ISSUE)] == [
        BEDS,
        WEEKS,
        YEAR,
        ISSUE,
    ]
    minutes = page.get_by_role("spinbutton", name=f"Minutes for “{BEDS}”")
    kept = minutes.input_value()
    whole = int(page.locator(".sum").inner_text().split()[0])
    minutes.fill(str(65 - whole + int(kept)))
    expect(page.locator(".sum")).to_contain_text("65 minutes, 5 over an hour")
    wait_until_kept(prepared[0])
    page = again(prepared)
    assert titles(page) == before
    expect(page.locator(".sum")).to_contain_text("65 minutes")
    page.get_by_role("spinbutton", name=f"Minutes for “{BEDS}”").fill(kept)
    wait_until_kept(prepared[0])


def test_a_line_is_dragged(prepared: Prepared):
    page = prepared[0].page
    grip = line(page, BEDS).locator(".grip").bounding_box()
    wall = page.locator("li", has=page.locator(".title")).nth(1).bounding_box()
    assert grip
    assert wall
    page.mouse.move(grip["x"] + 5, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, wall["y"] + 60, steps=12)
    page.mouse.move(grip["x"] + 5, wall["y"] + 2, steps=6)
    page.mouse.up()
    assert titles(page)[1] == BEDS
    wait_until_kept(prepared[0])
    assert titles(again(prepared))[1] == BEDS


def test_a_line_taken_off_comes_back_with_every_word(prepared: Prepared):
    visit, page = prepared[0], prepared[0].page
    before = titles(page)
    page.get_by_role("button", name=f"Take “{ISSUE}” off the agenda").click()
    expect(page.get_by_role("status")).to_contain_text("was removed from the agenda")
    expect(line(page, ISSUE)).to_have_count(0)
    after = before[before.index(ISSUE) + 1]
    expect(line(page, after).locator(".off").first).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(line(page, ISSUE)).to_have_count(1)
    visit.settle()
    assert titles(page) == before
    open_line(visit, ISSUE)
    expect(page.get_by_label("The ask")).to_have_value(re.compile("^Choose between moving"))


def test_what_is_being_typed_survives_going_to_another_page(prepared: Prepared):
    visit, page = prepared[0], prepared[0].page
    open_line(visit, ISSUE)
    ask = page.get_by_label("The ask")
    expect(ask).not_to_have_value("")
    ask.fill("Choose, and name the day.")
    page.get_by_role("link", name="Actions", exact=True).click()
    expect(page.locator("table.ledger")).to_be_visible()
    visit.settle()
    again(prepared)
    open_line(visit, ISSUE)
    expect(page.get_by_label("The ask")).to_have_value("Choose, and name the day.")


def test_an_order_made_while_the_server_was_away_is_kept_when_it_is_back(
    prepared: Prepared, app: tuple[Served, str, str], browser: Browser
):
    page = prepared[0].page
    app[0].kill()
    page.get_by_role("button", name=f"Move “{YEAR}” up").click()
    moved = titles(page)
    page.wait_for_timeout(1500)
    app[0].start_again()
    # The list tells it again every four seconds until somebody has heard it.
    with app[0].visited(browser, seat=1) as colleague:
        for _ in range(30):
            seen = titles(again((colleague, *prepared[1:])))
            if seen == moved:
                break
            page.wait_for_timeout(1000)
    assert seen == moved
    assert titles(page) == moved


def test_the_page_is_accessible_and_does_not_scroll_sideways(prepared: Prepared):
    visit, _, edition_key = prepared
    page = visit.page
    assert sound_at_every_size(page) == []
    page.get_by_text("Change the title, day, chair or departments").click()
    expect(page.get_by_role("button", name="Replace the agenda")).to_be_visible()
    visit.settle()
    assert sound_at_every_size(page) == []
    page.get_by_role("tab", name="Editions and pre-read").click()
    expect(page.get_by_role("link", name="Rehearse")).to_be_visible()
    visit.settle()
    assert sound_at_every_size(page) == []
    visit.open(f"/prepare?edition={edition_key}&view=preread")
    expect(page.locator(".preread-one").last).to_be_attached()
    assert sound_at_every_size(page) == []
    visit.open("/prepare")
    page.get_by_role("button", name="New stocktake").click()
    expect(page.get_by_role("button", name="Create stocktake")).to_be_visible()
    visit.settle()
    assert sound_at_every_size(page) == []


def test_the_files_and_the_pre_read_come_from_the_edition(prepared: Prepared):
    visit, page = prepared[0], prepared[0].page
    page.get_by_role("tab", name="Editions and pre-read").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Slides for offline use").click()
    content = taken.value.path().read_text("utf-8")
    assert taken.value.suggested_filename == f"stocktake-{prepared[2]}.html"
    assert content.startswith("<!doctype html>")
    assert prepared[2] in content
    with page.expect_download(timeout=90_000) as taken:
        page.get_by_role("button", name="Download the pre-read").click()
    content = taken.value.path().read_text("utf-8")
    assert taken.value.suggested_filename == f"pre-read-{prepared[2]}.html"
    assert ISSUE in content
    page.get_by_role("link", name="Read the pre-read").click()
    expect(page.locator("h1")).to_have_text("Pre-read: Spring stocktake")
    expect(page.locator(".preread-one")).not_to_have_count(0)
    visit.settle()
    page.get_by_role("link", name=YEAR, exact=True).click()
    expect(page.locator("#read-very_long_waits h2.finding")).to_be_in_viewport()


def test_sending_the_pre_read_stands_first_and_its_link_is_whole(prepared: Prepared):
    visit, _, edition_key = prepared
    page = visit.page
    task = page.get_by_role("heading", name="Send the pre-read").bounding_box()
    tabs = page.get_by_role("tab", name="Agenda").bounding_box()
    assert task
    assert tabs
    assert task["y"] < tabs["y"]
    link = page.locator("[data-testid=stCode] code").inner_text().strip()
    assert link == f"{visit.address}/prepare?edition={edition_key}&view=preread"
    page.goto(link)
    expect(page.locator("h1")).to_have_text("Pre-read: Spring stocktake")
