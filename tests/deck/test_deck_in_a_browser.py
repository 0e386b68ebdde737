"""The deck as the room meets it: a file opened in a real browser at three sizes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.deck.agendas import long_deck
from tests.deck.conftest import FEW

SIZES = [(1920, 1080), (1366, 768), (1280, 720)]
MEASURE = """() => {
  const bad = [], high = innerHeight, page = document.documentElement;
  if (page.scrollHeight > high || page.scrollWidth > innerWidth) bad.push("the page scrolls");
  const screen = document.querySelector(".screen[aria-hidden=false]");
  const whole = screen.getBoundingClientRect();
  if (screen.scrollHeight > screen.clientHeight + 1) bad.push("the screen overflows");
  for (const part of screen.querySelectorAll(".top, .words, .leaf.turned, .case, .praise"))
    if (part.scrollHeight > part.clientHeight + 2) bad.push(part.className + " overflows");
  for (const table of screen.querySelectorAll("table"))
    if (table.getBoundingClientRect().right > whole.right) bad.push("a table is too wide");
  let least = 1, words = "";
  const roots = [screen, ...document.querySelectorAll(".bar, .box:not([hidden])")];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      const owner = node.parentElement;
      if (!node.textContent.trim() || owner.closest(".said, [hidden], option")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (!box.width) continue;
      let size = parseFloat(getComputedStyle(owner).fontSize);
      if (owner.closest("svg")) { const m = owner.getScreenCTM(); size *= Math.hypot(m.b, m.d); }
      if (size / high < least) { least = size / high; words = node.textContent; }
      const inside = root === screen ? whole : { left: 0, top: 0, right: innerWidth, bottom: high };
      if (box.left < inside.left - 1 || box.right > inside.right + 1 || box.top < inside.top - 1 ||
          box.bottom > inside.bottom + 1) bad.push("outside: " + node.textContent.slice(0, 60));
    }
  }
  return { bad, least, words };
}"""
UNDER_BADGES = """() => {
  const marks = [...document.querySelectorAll(".screen .badge, .screen .standing")];
  return marks.filter((mark) => !mark.querySelector("text").textContent.trim()).length;
}"""


@pytest.fixture
def page(opened: Callable[..., Page], long_file: Path) -> Page:
    return opened(long_file)


def place(page: Page) -> str:
    return str(page.locator(".place").inner_text())


def go_to(page: Page, key: str) -> None:
    keys = [screen.key for screen in long_deck()]
    page.keyboard.type(str(keys.index(key) + 1))
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_scrolls_or_is_cut_off_and_all_text_is_large(
    opened: Callable[..., Page], long_file: Path, width: int, height: int
) -> None:
    asked: list[str] = []
    page = opened(long_file, asked, viewport={"width": width, "height": height})
    for screen in long_deck():
        seen = page.evaluate(MEASURE)
        assert seen["bad"] == [], screen.key
        assert seen["least"] >= 1 / 50, f"{screen.key}: {seen['words']}"
        page.keyboard.press("ArrowRight")
    page.keyboard.press("d")
    seen = page.evaluate(MEASURE)
    assert seen["bad"] == [], "the box"
    assert seen["least"] >= 1 / 50, f"the box: {seen['words']}"
    assert asked == [long_file.as_uri()]


def test_keys_step_jump_and_stop_at_the_ends(page: Page) -> None:
    last = page.locator(".screen").count()
    assert place(page) == f"1 / {last}"
    page.keyboard.press("ArrowLeft")
    assert place(page) == f"1 / {last}"
    for key in ("ArrowRight", "PageDown", "Space", "ArrowDown"):
        page.keyboard.press(key)
    assert place(page) == f"5 / {last}"
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowUp")
    assert place(page) == f"3 / {last}"
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert place(page) == f"{last} / {last}"
    page.keyboard.press("Home")
    assert place(page) == f"1 / {last}"


def test_digits_typed_quickly_jump_to_that_screen(page: Page) -> None:
    page.keyboard.type("11")
    assert place(page) == "to 11"
    page.keyboard.press("Enter")
    assert place(page).startswith("11 / ")
    page.keyboard.type("2")
    page.wait_for_timeout(1200)
    assert place(page).startswith("2 / ")


def test_b_blanks_and_any_step_brings_the_same_screen_back(page: Page) -> None:
    for key in ("b", "."):
        page.keyboard.press(key)
        assert page.locator(".cover").is_visible()
        page.keyboard.press("ArrowRight")
        assert not page.locator(".cover").is_visible()
    assert place(page).startswith("1 / ")
    page.keyboard.press("?")
    assert page.locator(".help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".help").is_visible()


def test_l_lays_the_earlier_picture_over_with_its_day(page: Page) -> None:
    go_to(page, "ae_four_hour-spread")
    page.keyboard.press("l")
    earlier = page.locator(".then")
    expect(earlier).to_contain_text("As shown on 17 February 2026")
    expect(earlier).to_contain_text("77.1% in March 2026")
    assert earlier.locator("svg[role=img]").count() >= 1
    before = place(page)
    page.keyboard.press("L")
    expect(earlier).to_be_hidden()
    assert place(page) == before


def test_l_says_so_where_no_earlier_stocktake_showed_it(page: Page) -> None:
    go_to(page, "very_long_waits-trajectory")
    page.keyboard.press("l")
    expect(page.locator(".then")).to_be_hidden()
    expect(page.locator(".told")).to_have_text("No earlier stocktake showed this priority")


def test_keys_are_left_alone_while_somebody_types(page: Page) -> None:
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input id=box>')")
    page.locator("#box").focus()
    page.keyboard.type("b2 d")
    page.keyboard.press("End")
    assert page.locator("#box").input_value() == "b2 d"
    assert place(page).startswith("1 / ")


def test_keys_in_a_question_of_the_app_are_its_own(page: Page) -> None:
    page.evaluate("""() => {
      document.body.insertAdjacentHTML("beforeend", "<dialog><button>Close</button></dialog>");
      document.querySelector("dialog").showModal();
    }""")
    page.keyboard.press("ArrowRight")
    assert place(page).startswith("1 / ")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert place(page).startswith("2 / ")


def test_clicks_at_the_edges_step_and_the_pointer_hides_when_idle(page: Page) -> None:
    page.mouse.click(1350, 300)
    assert place(page).startswith("2 / ")
    page.mouse.click(20, 300)
    assert place(page).startswith("1 / ")
    page.wait_for_selector(".deck.idle", timeout=6000)


def test_a_finger_that_draws_the_screen_aside_steps(
    opened: Callable[..., Page], few_file: Path
) -> None:
    page = opened(few_file, has_touch=True)
    drawn = """([from, to]) => {
      const touch = (x) => [new Touch({identifier: 1, target: document.body, clientX: x})];
      const deck = document.querySelector(".deck");
      deck.dispatchEvent(new TouchEvent("touchstart", {changedTouches: touch(from)}));
      deck.dispatchEvent(new TouchEvent("touchend", {changedTouches: touch(to)}));
    }"""
    page.evaluate(drawn, [600, 300])
    assert place(page).startswith("2 / ")
    page.evaluate(drawn, [300, 600])
    assert place(page).startswith("1 / ")


def test_a_screen_reader_hears_one_screen_and_the_step(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    assert page.locator('.screen[aria-hidden="false"]').count() == 1
    assert "screen 2 of" in page.locator(".announce").inner_text()


def test_without_the_script_every_screen_can_be_read(
    opened: Callable[..., Page], long_file: Path
) -> None:
    page = opened(long_file, java_script_enabled=False)
    tops = page.locator(".screen").evaluate_all("all => all.map(one => one.offsetTop)")
    assert len(tops) == len(long_deck())
    assert tops == sorted(set(tops))
    assert page.get_by_text("The ask").first.is_visible()


def test_the_help_names_every_key_that_works(page: Page) -> None:
    page.keyboard.press("?")
    told = page.locator(".help").inner_text()
    for key in ("Page Down", "Home", "B", "L", "D", "E", "F", "Esc"):
        assert re.search(rf"(^|\s){key}(\s|$)", told), key


def test_colour_never_speaks_alone(page: Page) -> None:
    assert page.locator(".screen .badge").count() > 10
    assert page.evaluate(UNDER_BADGES) == 0


def test_every_kind_of_screen_is_free_of_accessibility_violations(
    opened: Callable[..., Page], few_file: Path
) -> None:
    # The file's content policy would keep the auditing script out as well.
    page = opened(few_file, bypass_csp=True)
    assert violations(page) == []
    for key in ("?", "d"):
        page.keyboard.press(key)
        assert violations(page) == [], key
        page.keyboard.press("Escape")
    # All of them below one another, as they are read without the script.
    page.evaluate("""() => {
      document.querySelector(".deck").classList.remove("live");
      for (const one of document.querySelectorAll(".screen")) one.removeAttribute("aria-hidden");
    }""")
    assert page.locator(".screen:visible").count() == len(FEW)
    assert violations(page) == []


def test_a_printed_deck_has_one_page_for_each_screen(page: Page) -> None:
    captured = [
        {"capture_key": f"c{n}", "kind": "decision", "kind_title": "Decision", "text": "Beds " * 60}
        for n in range(12)
    ]
    page.evaluate(
        """captured => window.dispatchEvent(
        new CustomEvent("stocktake:state", {detail: {captured}}))""",
        captured,
    )
    page.keyboard.press("End")
    leaves = page.locator(".leaf").count()
    assert leaves > 1
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == len(long_deck()) - 1 + leaves
