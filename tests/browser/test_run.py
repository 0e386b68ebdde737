"""The meeting by keys, in the app, at the sizes projectors have."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import SIZES
from tests.browser.meetings import SHOWN, Meeting, held, press, shown

MEASURES = f"""() => {{
    const screen = ({SHOWN})();
    const sizes = [...screen.querySelectorAll("*")]
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
        .filter((e) => e.getClientRects().length)
        .map((e) => {{
            const svg = e.ownerSVGElement;
            const scale = svg && svg.viewBox.baseVal.width
                ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
            return parseFloat(getComputedStyle(e).fontSize) * scale;
        }});
    const place = screen.getBoundingClientRect();
    return {{
        smallest: Math.min(...sizes),
        down: screen.scrollHeight - screen.clientHeight,
        sideways: screen.scrollWidth - screen.clientWidth,
        outside: place.bottom > innerHeight + 1 || place.right > innerWidth + 1,
    }};
}}"""


@pytest.fixture(scope="module")
def meeting(
    browser: Browser, frozen_demo: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Meeting]:
    with held(browser, frozen_demo, tmp_path_factory.mktemp("run")) as found:
        yield found


@pytest.fixture
def page(meeting: Meeting) -> Iterator[Page]:
    yield meeting.enter("rehearsal")
    meeting.leave()


def test_the_meeting_is_run_by_keys(page: Page):
    first = shown(page)
    second = press(page, "ArrowRight")
    assert second != first
    assert press(page, "ArrowLeft") == first
    assert press(page, "PageDown") == second
    assert press(page, "PageUp") == first
    assert press(page, "ArrowLeft") == first
    last = press(page, "End")
    assert press(page, "ArrowRight") == last
    assert press(page, "Home") == first
    press(page, "b")
    assert page.locator(".cover").is_visible()
    press(page, "b")
    assert page.locator(".cover").is_hidden()
    press(page, "?")
    assert page.locator(".help").is_visible()
    press(page, "Escape")
    assert page.locator(".help").is_hidden()


def test_who_leaves_comes_back_to_the_choice_of_meetings(page: Page):
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Run the stocktake")).to_be_visible()
    expect(page.locator(".deck")).to_have_count(0)
    page.get_by_role("link", name="Rehearse").click()
    expect(page.locator(".deck")).to_have_count(1)


def test_a_rehearsal_keeps_what_is_captured_in_the_browser_and_says_so(page: Page):
    press(page, "d")
    page.keyboard.press("Alt+1")
    page.keyboard.type("Only a try")
    press(page, "Enter")
    press(page, "End")
    expect(page.locator(".taken [data-capture]")).to_contain_text("Only a try")
    expect(page.locator(".kept-here")).to_contain_text("Kept on this computer only")
    page.keyboard.press("Escape")
    page.locator(".meeting").first.wait_for()
    page.reload()
    expect(page.locator(".meeting").filter(has_text="Spring stocktake")).to_contain_text(
        "Start the stocktake"
    )


def test_nothing_scrolls_and_all_text_is_large_enough(page: Page):
    faults = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        press(page, "Home")
        seen = ""
        while (key := shown(page)) != seen:
            seen = key
            found = page.evaluate(MEASURES)
            if found["smallest"] < height / 50 or found["down"] > 1 or found["sideways"] > 1:
                faults.append((size, key, found))
            if found["outside"]:
                faults.append((size, key, "outside"))
            page.keyboard.press("ArrowRight")
    assert faults == []


def test_the_deck_and_its_box_have_no_accessibility_violations(page: Page):
    assert violations(page) == []
    press(page, "d")
    assert violations(page) == []


def test_the_start_has_no_accessibility_violations(page: Page):
    page.keyboard.press("Escape")
    page.locator(".meeting").first.wait_for()
    assert violations(page) == []
