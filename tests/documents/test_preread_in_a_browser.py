"""The pre-read on the leader's laptop, and on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from stocktake.documents.preread import build_preread
from tests.browser.axe import violations
from tests.documents.papers import hostile_papers, papers
from tests.documents.records import HOSTILE

LAPTOP = {"width": 1366, "height": 768}
WIDER = "() => document.documentElement.scrollWidth - innerWidth"
TOP = "(name) => Math.round(document.getElementById(name).getBoundingClientRect().top)"


def opened(browser: Browser, path: Path, document: str, size: dict[str, int]) -> Page:
    path.write_text(document, encoding="utf-8")
    page = browser.new_page(viewport={"width": size["width"], "height": size["height"]})
    page.goto(path.as_uri())
    return page


@pytest.fixture(scope="module")
def document() -> str:
    return build_preread(papers())


@pytest.mark.parametrize("is_hostile", [False, True])
def test_it_never_scrolls_sideways(
    browser: Browser, tmp_path: Path, document: str, is_hostile: bool
):
    shown = build_preread(hostile_papers(HOSTILE["endless"])) if is_hostile else document
    page = opened(browser, tmp_path / "papers.html", shown, LAPTOP)
    # No script runs in it, so a window made narrower is as one opened narrow.
    assert "<script" not in shown
    for width in (1920, 1366, 820, 390):
        page.set_viewport_size({"width": width, "height": 768})
        assert page.evaluate(WIDER) <= 0, width
    page.close()


def test_axe_finds_nothing_and_no_request_is_made(browser: Browser, tmp_path: Path, document: str):
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    path = tmp_path / "papers.html"
    path.write_text(document, encoding="utf-8")
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert violations(page) == []
    page.close()


def test_the_keyboard_skips_to_agenda_and_first_priority(
    browser: Browser, tmp_path: Path, document: str
):
    page = opened(browser, tmp_path / "papers.html", document, LAPTOP)
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    assert first.inner_text() == "Skip to the agenda"
    box = first.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # Below the bar that stays at the top, not behind it.
    assert 40 < page.evaluate(TOP, "p-ae_four_hour") < 120
    page.keyboard.press("Tab")
    assert "agenda" in str(page.locator(":focus").get_attribute("href"))
    page.close()


def test_on_a_laptop_the_finding_the_chart_and_both_judgements_are_seen_at_once(
    browser: Browser, tmp_path: Path, document: str
):
    page = opened(browser, tmp_path / "papers.html", document, LAPTOP)
    page.goto(page.url + "#p-ae_four_hour")
    for part in (".finding", ".chart > svg", ".verdicts .rated", ".verdicts b >> nth=-1"):
        box = page.locator(f"#p-ae_four_hour {part}").bounding_box()
        assert box is not None
        assert box["y"] >= 45
        assert box["y"] + box["height"] <= 768
    page.close()


def test_on_paper_a_priority_takes_two_pages(browser: Browser, tmp_path: Path, document: str):
    page = opened(browser, tmp_path / "papers.html", document, LAPTOP)
    whole = page.pdf(prefer_css_page_size=True)
    page.evaluate("() => document.querySelectorAll('article').forEach((one) => one.remove())")
    without = page.pdf(prefer_css_page_size=True)
    page.close()
    assert whole.count(b"/Type /Page\n") - without.count(b"/Type /Page\n") == 2 * 3
