"""The very first visit to a server that has just been started."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import Served


def test_a_link_to_a_page_opens_it_on_a_server_nobody_has_visited(
    browser: Browser, built_demo: Path, tmp_path: Path
) -> None:
    app = Served(Path(shutil.copy(built_demo, tmp_path / "stocktake.duckdb")))
    try:
        with app.visited(browser) as visit:
            page = visit.open("/priority?priority=scotrail_punctuality")
            page.get_by_role("link", name="The promise").wait_for(timeout=20_000)
            visit.settle()
            # Streamlit's word about a missing page would stand over everything and bar it.
            assert page.get_by_role("dialog").count() == 0
            page.get_by_role("link", name="The promise").click(timeout=5_000)
            assert "priority=scotrail_punctuality" in page.url
            assert "ScotRail" in page.locator("h1.priority-title").first.inner_text()
    finally:
        app.stop()
