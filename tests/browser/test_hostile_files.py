"""Safety's files given to the served app: each is answered plainly, and nobody else notices."""

import re
import shutil
import statistics
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from stocktake.intake import template_file
from stocktake.returns.container import MIB
from stocktake.store import open_store
from tests.browser.conftest import Served, Visit
from tests.intake.filled import DEPARTMENT, FOUR_HOURS, ROUND, changed, filled_in
from tests.returns import hostile
from tests.returns.builders import write_good

REFUSED, CHECKED = re.compile("Cannot be read"), re.compile("thing|question|Ready to accept")
IN_A_BATCH = 12
LONGEST_SECONDS = 20
AFTERWARDS, MEANWHILE = 50 * MIB, 100 * MIB
STEPS = 5


@pytest.fixture(scope="module")
def desk(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    app = Served(Path(shutil.copy(built_demo, tmp_path_factory.mktemp("desk") / "desk.duckdb")))
    yield app
    app.stop()


@pytest.fixture(scope="module")
def filled(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    store = open_store(Path(shutil.copy(built_demo, tmp_path_factory.mktemp("filled") / "d.db")))
    _, template = template_file(store, DEPARTMENT, ROUND)
    store.close()
    return filled_in(template)


@pytest.fixture
def open_visit(browser: Browser, desk: Served) -> Iterator[Callable[[], Visit]]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(desk.visited(browser))


def all_of_them(folder: Path, filled: bytes) -> dict[Path, re.Pattern[str]]:
    """Write every hostile file, named for what it is, and say how each must end."""
    files = {}

    def new(kind: str, ends: re.Pattern[str] = REFUSED) -> Path:
        path = folder / f"{kind.replace(' ', '-')}.xlsx"
        files[path] = ends
        return path

    for kind, (content, _, _) in hostile.BYTES.items():
        if len(content) <= 10 * MIB:  # the box itself turns away what is larger
            new(kind).write_bytes(content)
    good = write_good(folder / "good.xlsx").read_bytes()
    for kind, (change, _, _) in hostile.PARTS.items():
        path = new(kind)
        path.write_bytes(good)
        hostile.rewrite_part(path, hostile.FIGURES, change)
    for make in (
        hostile.cut_short, hostile.with_wrong_checksum, hostile.with_zip_password, hostile.strict,
        hostile.two_corners, hostile.wide_and_empty,
    ):  # fmt: skip
        path = new(make.__name__)
        path.write_bytes(good)
        make(path)
    for kind, cells in {
        "error cells": {f"{FOUR_HOURS}!C9": "#REF!", f"{FOUR_HOURS}!D9": "#DIV/0!"},
        "a formula without its value": {f"{FOUR_HOURS}!C9": "=1+1"},
        "a stray character in the last row": {f"{FOUR_HOURS}!C1048576": "."},
    }.items():
        new(kind, CHECKED).write_bytes(changed(filled, cells))
    lying = new("a dimension that lies", CHECKED)
    lying.write_bytes(filled)
    hostile.with_lying_dimension(lying)
    return files


def test_every_hostile_file_is_answered_and_nothing_of_it_stays(
    desk: Served, open_visit: Callable[[], Visit], filled: bytes, tmp_path: Path
):
    files = all_of_them(tmp_path, filled)
    visit = open_visit()
    page = visit.open("/upload")
    give(page, [write_good(tmp_path / "one.xlsx"), write_good(tmp_path / "two.xlsx")])
    visit.settle()
    before = desk.resident_bytes
    paths = list(files)
    with watched(desk) as held:
        for start in range(0, len(paths), IN_A_BATCH):
            # All of them within the time that one may take.
            give(page, paths[start : start + IN_A_BATCH])
        visit.settle()
    assert max(held) - before <= MEANWHILE
    assert page.locator("[data-testid=stException]").count() == 0
    for path, ends in files.items():
        expect(row_of(page, path)).to_contain_text(ends)
    for path in (tmp_path / "a-password.xlsx", tmp_path / "a-bomb.xlsx"):
        row_of(page, path).get_by_role("link", name="Continue").click()
        expect(page.locator(".verdict")).to_contain_text("cannot be used as it is", timeout=20_000)
        expect(page.locator("table.problems tbody tr")).to_have_count(1)
        visit.settle()
        page = visit.open("/upload")
    assert desk.resident_bytes - before <= AFTERWARDS
    assert "Traceback" not in desk.log


def give(page: Page, paths: list[Path]) -> None:
    """Put files into the box; wait until each has its row on the desk."""
    page.locator("input[type=file]").set_input_files(paths)
    expect(row_of(page, paths[-1])).to_be_visible(timeout=1000 * LONGEST_SECONDS)
    for path in paths:
        expect(row_of(page, path)).to_be_visible()


def row_of(page: Page, path: Path):
    name = re.compile(f"^{re.escape(path.name)}$")
    return page.locator("table.plain tbody tr").filter(has=page.get_by_role("rowheader", name=name))


def test_what_is_larger_than_the_limit_is_turned_away_at_the_box(
    desk: Served, open_visit: Callable[[], Visit], tmp_path: Path
):
    page = open_visit().open("/upload")
    large = tmp_path / "large.xlsx"
    large.write_bytes(hostile.BYTES["ten megabytes and more"][0])
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_text("File must be 10.0MB or smaller")).to_be_visible()


def test_two_heavy_files_at_once_hold_up_nobody_else(
    desk: Served, open_visit: Callable[[], Visit], tmp_path: Path
):
    heavy = hostile.heavy_table(tmp_path / "heavy.xlsx")
    senders = [open_visit(), open_visit()]
    for sender in senders:
        sender.open("/upload")
    reader = open_visit()
    reader.open("/wall")
    step(reader)
    before = [step(reader) for _ in range(STEPS)]
    resident = desk.resident_bytes
    with watched(desk) as held:
        for sender in senders:
            sender.page.locator("input[type=file]").set_input_files(heavy)
        meanwhile = []
        while not all(is_answered(sender.page) for sender in senders):
            meanwhile.append(step(reader))
            assert sum(meanwhile) < 3 * LONGEST_SECONDS
    assert max(held) - resident <= MEANWHILE
    assert desk.resident_bytes - resident <= AFTERWARDS
    assert len(meanwhile) >= 2
    # On two cores the heavy files have one each; a machine that is busy anyway is no verdict.
    assert statistics.median(meanwhile) <= max(3 * statistics.median(before), 2.0)
    assert "Traceback" not in desk.log


def step(reader: Visit) -> float:
    """Go from the wall to a priority and back, asking the server how it is; give the seconds."""
    page = reader.page
    began = time.perf_counter()
    with urllib.request.urlopen(f"{reader.address}/_stcore/health", timeout=LONGEST_SECONDS):
        pass
    page.get_by_role("link", name="Children ready for school at five").click()
    expect(page.locator("p.finding")).to_contain_text("68.3%", timeout=20_000)
    page.go_back()
    expect(page.locator("table.wall")).to_be_visible(timeout=20_000)
    return time.perf_counter() - began


def is_answered(page: Page) -> bool:
    return page.locator(".verdict").count() > 0


@contextmanager
def watched(app: Served) -> Iterator[list[int]]:
    """Note the server's memory many times a second."""
    found, is_over = [app.resident_bytes], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.02):
            found.append(app.resident_bytes)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        is_over.set()
        watcher.join()
