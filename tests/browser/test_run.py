"""The meeting by keys, in the app, at the sizes projectors have."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import SIZES, Visit

DECK = "/run?department=environment"
SHOWN = """() => {
    const roots = [document];
    for (let i = 0; i < roots.length; i++)
        for (const e of roots[i].querySelectorAll("*")) if (e.shadowRoot) roots.push(e.shadowRoot);
    for (const root of roots) {
        const shown = root.querySelector('.screen[aria-hidden="false"]');
        if (shown) return shown;
    }
    return null;
}"""
KEY = f"() => ({SHOWN})()?.dataset.key"
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


def started(visit: Visit) -> Page:
    page = visit.open(DECK)
    page.wait_for_function(KEY, timeout=90_000)
    return page


def press(page: Page, key: str) -> str:
    page.keyboard.press(key)
    return page.evaluate(KEY)


def test_the_meeting_is_run_by_keys(visit: Visit):
    page = started(visit)
    first = page.evaluate(KEY)
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
    page.keyboard.press("Escape")
    expect(page.locator("table.wall")).to_be_visible()
    expect(page.locator(".deck")).to_have_count(0)


def test_one_chooses_a_department_before_starting(visit: Visit):
    page = visit.open("/run")
    page.get_by_role("link", name="Start: Environment").click()
    page.wait_for_function(KEY, timeout=90_000)
    assert "department=environment" in page.url


@pytest.mark.parametrize("size", SIZES)
def test_nothing_scrolls_and_all_text_is_large_enough(visit: Visit, size: str):
    width, height = SIZES[size]
    visit.page.set_viewport_size({"width": width, "height": height})
    page = started(visit)
    shown, faults = "", []
    while (key := page.evaluate(KEY)) != shown:
        shown = key
        found = page.evaluate(MEASURES)
        if found["smallest"] < height / 50 or found["down"] > 1 or found["sideways"] > 1:
            faults.append((key, found))
        if found["outside"]:
            faults.append((key, "outside"))
        page.keyboard.press("ArrowRight")
    assert faults == []


def test_the_deck_has_no_accessibility_violations(visit: Visit):
    assert violations(started(visit)) == []
