"""The deck as the room meets it: a file opened in a real browser at three sizes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from stocktake.deck.document import build_document
from stocktake.deck.screens import build_screens
from tests.browser.axe import violations
from tests.deck.decks import META, deck_frames

SIZES = [(1920, 1080), (1366, 768), (1280, 720)]
MEASURE = """() => {
  const bad = [], high = innerHeight, page = document.documentElement;
  if (page.scrollHeight > high || page.scrollWidth > innerWidth) bad.push("the page scrolls");
  const screen = document.querySelector(".screen[aria-hidden=false]");
  const whole = screen.getBoundingClientRect();
  if (screen.scrollHeight > screen.clientHeight + 1) bad.push("the screen overflows");
  let least = 1, words = "";
  for (const root of [screen, document.querySelector(".bar")]) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      const owner = node.parentElement;
      if (!node.textContent.trim() || owner.closest(".said, [hidden]")) continue;
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


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the deck with the longest names a register may hold."""
    long = "Elective and urgent care recovery in every region "
    frames = deck_frames(
        short_title=long * 3, owner=long * 2, department=long, headline_label=long * 4
    )
    path = tmp_path_factory.mktemp("deck") / "deck.html"
    path.write_text(build_document(build_screens(frames), META), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, deck: Path) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 720})
    opened.goto(deck.as_uri())
    yield opened
    opened.close()


def place(page: Any) -> str:
    return str(page.locator(".place").inner_text())


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_scrolls_or_is_cut_off_and_all_text_is_large(
    browser: Any, deck: Path, width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(deck.as_uri())
    for number in range(page.locator(".screen").count()):
        seen = page.evaluate(MEASURE)
        assert seen["bad"] == [], f"screen {number + 1}"
        assert seen["least"] >= 1 / 50, f"screen {number + 1}: {seen['words']}"
        page.keyboard.press("ArrowRight")
    page.close()
    assert asked == [deck.as_uri()]


def test_keys_step_jump_and_stop_at_the_ends(page: Any) -> None:
    last = page.locator(".screen").count()
    assert place(page) == f"1 / {last}"
    page.keyboard.press("ArrowLeft")
    assert place(page) == f"1 / {last}"
    for key in ("ArrowRight", "PageDown", "Space"):
        page.keyboard.press(key)
    assert place(page) == f"4 / {last}"
    page.keyboard.press("PageUp")
    assert place(page) == f"3 / {last}"
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert place(page) == f"{last} / {last}"
    page.keyboard.press("Home")
    assert place(page) == f"1 / {last}"


def test_digits_typed_quickly_jump_to_that_screen(page: Any) -> None:
    page.keyboard.type("11")
    assert place(page) == "to 11"
    page.keyboard.press("Enter")
    assert place(page).startswith("11 / ")
    page.keyboard.type("2")
    page.wait_for_timeout(1200)
    assert place(page).startswith("2 / ")


def test_b_blanks_and_any_step_brings_the_same_screen_back(page: Any) -> None:
    page.keyboard.press("b")
    assert page.locator(".cover").is_visible()
    page.keyboard.press("ArrowRight")
    assert not page.locator(".cover").is_visible()
    assert place(page).startswith("1 / ")
    page.keyboard.press("?")
    assert page.locator(".help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".help").is_visible()


def test_keys_are_left_alone_while_somebody_types(page: Any) -> None:
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input id=box>')")
    page.locator("#box").focus()
    page.keyboard.type("b2 ")
    page.keyboard.press("End")
    assert page.locator("#box").input_value() == "b2 "
    assert place(page).startswith("1 / ")


def test_clicks_at_the_edges_step_and_the_pointer_hides_when_idle(page: Any) -> None:
    page.mouse.click(1250, 300)
    assert place(page).startswith("2 / ")
    page.mouse.click(20, 300)
    assert place(page).startswith("1 / ")
    page.wait_for_selector(".deck.idle", timeout=6000)


def test_a_screen_reader_hears_one_screen_and_the_step(page: Any) -> None:
    page.keyboard.press("ArrowRight")
    assert page.locator('.screen[aria-hidden="false"]').count() == 1
    assert "screen 2 of" in page.locator(".announce").inner_text()


def test_the_help_names_every_key_that_works(page: Any) -> None:
    page.keyboard.press("?")
    told = page.locator(".help").inner_text()
    for key in ("Page Down", "Home", "B", "Esc"):
        assert key in told


def test_every_screen_is_free_of_accessibility_violations(browser: Any, deck: Path) -> None:
    opened = browser.new_context(bypass_csp=True, viewport={"width": 1366, "height": 768})
    page = opened.new_page()
    page.goto(deck.as_uri())
    for number in range(page.locator(".screen").count()):
        assert violations(page) == [], f"screen {number + 1}"
        page.keyboard.press("ArrowRight")
    opened.close()
