"""Every trajectory of the demonstration, in a browser, at three sizes: no two texts overlap.

Labels are placed by widths that are worked out; here they are measured where they are drawn.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vl_convert
from playwright.sync_api import Browser, Page

from stocktake.charts.trajectory import build_trajectory
from stocktake.deck.document import build_document
from stocktake.deck.frames import DeckFrames, Screen
from stocktake.deck.screens import trajectory_screen
from stocktake.editions.knowledge import VIEWS
from stocktake.model.facts import PriorityFacts, facts_from_row
from stocktake.store import Store
from tests.deck.agendas import long_meta

SIZES = [(1920, 1080), (1366, 768), (1280, 720)]
# How wide a page of each size leaves a chart: measured in the app, menu open.
DESK_WIDTHS = {1920: 1616, 1366: 1109, 1280: 1023}
FAULTS = """(selector) => {
  const found = [], svg = [...document.querySelectorAll(selector)].find(
    (one) => one.getBoundingClientRect().width > 0 && !one.closest("[aria-hidden=true]"));
  const paper = svg.getBoundingClientRect();
  // The white edge of a text is the same text once more.
  const texts = [...svg.querySelectorAll("text")].filter((text) =>
    text.textContent.trim() && !["#FFFFFF", "white"].includes(text.getAttribute("fill")) &&
    getComputedStyle(text).opacity !== "0");
  const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
  for (const [words, box] of boxes)
    if (box.left < paper.left - 1 || box.right > paper.right + 1 || box.top < paper.top - 1 ||
        box.bottom > paper.bottom + 1 || box.right > innerWidth || box.bottom > innerHeight)
      found.push("cut off: " + words);
  boxes.forEach(([words, box], index) => {
    for (const [others, other] of boxes.slice(index + 1)) {
      const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (across > 1 && down > 1) found.push(`${words} over ${others}`);
    }
  });
  return [found, boxes.length];
}"""


def read_frames(demo: Store) -> DeckFrames:
    wanted = {"wall": "page.wall", **VIEWS}
    names = ("wall", "series", "plan", "breaks", "annotations", "spread", "leading",
             "policy_steps", "rating_sheet", "gaps")  # fmt: skip
    with demo.reader() as db:
        return DeckFrames(**{name: db.view(wanted[name]) for name in names})


@pytest.fixture(scope="module")
def priorities(demo: Store) -> list[tuple[PriorityFacts, DeckFrames]]:
    frames = read_frames(demo)
    rows = [{str(k): v for k, v in row.items()} for row in frames.wall.to_dict("records")]
    known = [facts_from_row(row) for row in rows]
    return [(facts, frames.of(facts.priority_key)) for facts in known]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def drawn(facts: PriorityFacts, own: DeckFrames, **asked: Any) -> dict[str, Any]:
    shown = (own.series, own.plan, own.breaks, own.annotations, own.policy_steps, facts)
    spec: dict[str, Any] = build_trajectory(*shown, gaps=own.gaps, **asked).to_dict()
    return spec


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_in_the_room_no_text_covers_another_and_none_is_cut_off(
    priorities: Any, page: Page, tmp_path: Path, width: int, height: int
) -> None:
    screens = [
        Screen(facts.priority_key, facts.title, trajectory_screen(facts, own), "trajectory")
        for facts, own in priorities
    ]
    file = tmp_path / "deck.html"
    file.write_text(build_document(screens, long_meta()), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": height})
    page.goto(file.as_uri())
    faults = {}
    for screen in screens:
        faults[screen.key], count = page.evaluate(FAULTS, ".screen[aria-hidden=false] .chart svg")
        assert count > 5
        page.keyboard.press("ArrowRight")
    assert {key: found for key, found in faults.items() if found} == {}


@pytest.mark.parametrize("is_whole", [False, True])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_on_the_desk_no_text_covers_another_and_none_is_cut_off(
    priorities: Any, page: Page, width: int, height: int, is_whole: bool
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    faults = {}
    for facts, own in priorities:
        spec = drawn(facts, own, is_whole=is_whole) | {"width": DESK_WIDTHS[width]}
        page.set_content(f"<body style='margin:0'>{vl_convert.vegalite_to_svg(spec)}</body>")
        faults[facts.priority_key], count = page.evaluate(FAULTS, "svg")
        assert count > 5
    assert {key: found for key, found in faults.items() if found} == {}


def test_the_check_sees_texts_that_overlap_and_texts_that_are_cut_off(page: Page) -> None:
    page.set_content(
        "<svg width='200' height='100'><text x='5' y='20'>one word</text>"
        "<text x='20' y='25'>another</text><text x='150' y='80'>far too long a text</text></svg>"
    )
    found, count = page.evaluate(FAULTS, "svg")
    assert count == 3
    assert found == ["cut off: far too long a text", "one word over another"]
