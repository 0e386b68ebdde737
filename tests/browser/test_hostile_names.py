"""Names that try to be something else: they are shown as they are written, on every page."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Served, Visit, freeze_prepared
from tests.browser.meetings import KEY, shown

SCRIPT = "<script>window.taken = 1</script><img src=x onerror='window.taken = 1'>"
PICTURE = "![x](http://outside.example/p.png) [y](http://outside.example) :red[z] $x$"


@pytest.fixture(scope="module")
def hostile(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    copy = Path(shutil.copy(built_demo, tmp_path_factory.mktemp("hostile") / "stocktake.duckdb"))
    with duckdb.connect(str(copy)) as database:
        # Every kind of screen comes with these; ten more priorities would show nothing new.
        database.execute(
            "delete from tables.agenda_items where priority_key not in ('very_long_waits', "
            "'persistent_absence', 'cancellations', 'welsh_recycling')"
        )
        for statement in (
            "update tables.priorities set title = $script || ' ' || $picture, owner = $script, "
            "short_title = $picture, promise = $script, headline_label = $picture",
            "update tables.departments set title = $picture || ' ' || $script",
            "update tables.units set name = $script || $picture || unit_key",
            "update tables.units set unit_group = unit_group || $picture "
            "where unit_group <> 'Wales'",
            "update tables.policy_steps set title = $script || $picture",
            "update tables.annotations set text = $script || $picture",
            "update tables.ratings set reason = $script, rated_by = $picture",
            "update tables.targets set set_by = $script, document = $picture, "
            "evidence_url = 'javascript:window.taken=1'",
            "update tables.files set file_name = $script",
            "update tables.indicators set title = $script, short_title = $picture, "
            "source = $picture",
            "update tables.meetings set title = $script || $picture, chair = $picture",
            "update tables.agenda_items set title = $picture, text = $script || text, "
            "options = $script, ask = $picture",
            "update tables.actions set text = $script || text, owner = $picture",
        ):
            given = {"script": SCRIPT, "picture": PICTURE}
            database.execute(
                statement, {name: text for name, text in given.items() if f"${name}" in statement}
            )
    freeze_prepared(copy)
    app = Served(copy)
    yield app
    app.stop()


@pytest.fixture
def visit(browser: Browser, hostile: Served) -> Iterator[Visit]:
    with hostile.visited(browser) as found:
        yield found
        assert found.page.evaluate("window.taken") is None


@pytest.mark.parametrize(
    "path",
    ["/", "/priority?priority=welsh_recycling", "/run", "/definitions", "/board", "/history"],
)
def test_a_hostile_name_is_shown_as_it_is_written(visit: Visit, path: str):
    page = visit.open(path)
    expect(page.locator("body")).to_contain_text("outside.example")
    expect(page.locator("[data-testid=stMain] a[href*='outside.example']")).to_have_count(0)


SECTIONS = (
    "Across units", "Leading indicators", "Policy steps", "Questions", "Actions", "Department",
    "The promise", "Notes",
)  # fmt: skip


def test_every_part_of_a_priority_keeps_hostile_names_harmless(visit: Visit):
    page = visit.open("/priority?priority=welsh_recycling")
    for tab in SECTIONS:
        links = page.get_by_role("navigation", name="Sections")
        links.get_by_role("link", name=tab, exact=True).click()
        visit.settle()
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        expect(page.locator("a[href^='javascript']")).to_have_count(0)


def test_the_deck_keeps_hostile_names_harmless(visit: Visit):
    page = visit.open("/run")
    page.get_by_role("link", name="Rehearse").click()
    page.wait_for_function(KEY, timeout=60_000)
    page.keyboard.press("d")
    page.keyboard.press("Alt+1")
    page.keyboard.insert_text(SCRIPT + PICTURE + "\u202e")
    page.keyboard.press("Enter")
    before = ""
    while (key := shown(page)) != before:
        before = key
        expect(page.locator("a[href*='outside.example']")).to_have_count(0)
        page.keyboard.press("ArrowRight")
    expect(page.locator(".taken [data-capture]")).to_contain_text("outside.example")
    expect(page.locator(".taken img, .taken script")).to_have_count(0)
