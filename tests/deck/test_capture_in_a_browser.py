"""Capturing over a screen by keys, in the file that goes from hand to hand."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stocktake.deck.document import build_document
from tests.deck.agendas import PEOPLE, long_deck, long_meta
from tests.deck.conftest import FEW
from tests.deck.test_deck_in_a_browser import MEASURE, place

CASES = json.loads(
    (Path(__file__).parent.parent / "model" / "due_dates_cases.json").read_text("utf-8")
)
EVIL = '<img src=x onerror="window.harmed=1"> \u202e"\'& ' + "lang " * 990
KEPT = """name => JSON.parse(localStorage.getItem(
    Object.keys(localStorage).find(key => key.endsWith(":" + name))))"""
WHERE = "() => JSON.stringify(document.querySelector('.screen[aria-hidden=false]')" + (
    ".getBoundingClientRect())"
)


@pytest.fixture
def page(opened: Callable[..., Page], few_file: Path) -> Page:
    page = opened(few_file)
    page.keyboard.type(f"{FEW.index('ae_four_hour-trajectory') + 1}")
    page.keyboard.press("Enter")
    return page


def kept(page: Page, name: str = "captured") -> Any:
    return page.evaluate(KEPT, name)


def told(page: Page, **detail: Any) -> None:
    page.evaluate(
        "detail => window.dispatchEvent(new CustomEvent('stocktake:state', {detail}))", detail
    )


def test_an_action_is_captured_in_seconds_and_the_screen_stays(page: Page) -> None:
    before, stood = place(page), page.evaluate(WHERE)
    begun = time.monotonic()
    page.keyboard.press("d")
    page.keyboard.press("Alt+2")
    page.keyboard.type("Send ten trusts a date for their beds", delay=15)
    assert page.evaluate(WHERE) == stood
    page.keyboard.press("Tab")
    page.keyboard.type("ami", delay=15)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("end of June", delay=15)
    expect(page.locator(".box-understood")).to_have_text("Tuesday 30 June 2026")
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_have_text("Saved on this computer")
    assert time.monotonic() - begun < 20
    expect(page.locator(".box")).to_be_hidden()
    assert (place(page), page.evaluate(WHERE)) == (before, stood)
    [one] = kept(page)
    assert {
        name: one[name]
        for name in ("kind", "text", "owner", "due_on", "due_text", "priority_key", "screen_key")
    } == {
        "kind": "action",
        "text": "Send ten trusts a date for their beds",
        "owner": "Amina Yusuf (demo)",
        "due_on": "2026-06-30",
        "due_text": "end of June",
        "priority_key": "ae_four_hour",
        "screen_key": "ae_four_hour-trajectory",
    }
    page.keyboard.press("ArrowRight")
    assert place(page) != before, "the keys are the deck's again"


def test_an_action_without_name_or_date_is_not_saved(page: Page) -> None:
    page.keyboard.press("d")
    for field, typed, message in (
        ("text", "Name the trusts", "There is no text yet"),
        ("owner", "Amina", "needs a name"),
        ("due", "soon", "needs a date"),
        ("due", "", "could not read"),
    ):
        page.keyboard.press("Enter")
        expect(page.locator(".box-message")).to_contain_text(message, ignore_case=True)
        expect(page.locator(f".box-{field}")).to_be_focused()
        page.keyboard.type(typed)
    assert kept(page) is None
    page.locator(".box-due").fill("in 3 weeks")
    page.keyboard.press("Enter")
    assert [one["due_on"] for one in kept(page)] == ["2026-06-10"]


def test_the_script_reads_dates_as_the_program_does(page: Page) -> None:
    read = page.evaluate("cases => cases.map(one => readDue(one.typed, one.on, one.next))", CASES)
    assert [(case["typed"], day) for case, day in zip(CASES, read, strict=True)] == [
        (case["typed"], case["due"]) for case in CASES
    ]


def test_names_are_offered_as_text_and_none_is_forced(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.press("Tab")
    page.keyboard.type("li")
    option = page.locator("[role=option]")
    expect(option).to_have_text(["Bo <b>Li</b>"])
    assert option.locator("b").count() == 0
    expect(page.locator(".box-owner")).to_have_attribute("aria-expanded", "true")
    page.locator(".box-owner").fill("suill")
    expect(option).to_have_text(["Áine Ó Súilleabháin (demo)"])
    page.keyboard.press("Escape")
    expect(option).to_have_count(1)
    expect(page.locator(".box-names")).to_be_hidden()
    expect(page.locator(".box")).to_be_visible()
    page.locator(".box-owner").fill("An")
    page.keyboard.press("Tab")
    assert page.locator(".box-owner").input_value() == "An"


def test_a_draft_outlives_escape_and_a_reload(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.press("Alt+3")
    page.keyboard.type("Waits of two years are")
    page.keyboard.press("Escape")
    expect(page.locator(".box")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("d")
    page.keyboard.press("End")
    page.keyboard.type(" gone")
    before = place(page)
    page.reload()
    assert place(page) == before
    page.keyboard.press("d")
    assert page.locator(".box-text").input_value() == "Waits of two years are gone"
    assert page.locator("[name=kind]:checked").input_value() == "success"
    page.keyboard.press("Enter")
    assert [one["text"] for one in kept(page)] == ["Waits of two years are gone"]
    assert kept(page, "captured")
    page.keyboard.press("d")
    assert page.locator(".box-text").input_value() == ""


def test_a_draft_is_thrown_away_only_when_asked(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.type("No")
    page.get_by_role("button", name="Discard").click()
    page.keyboard.press("d")
    assert page.locator(".box-text").input_value() == ""


def test_what_is_typed_in_the_box_steps_nothing(page: Page) -> None:
    before = place(page)
    page.keyboard.press("d")
    page.keyboard.type("b 12 l?")
    for key in ("Home", "ArrowRight", "PageDown", "End", "Shift+Enter"):
        page.keyboard.press(key)
    page.keyboard.type("second line")
    assert page.locator(".box-text").input_value() == "b 12 l?\nsecond line"
    assert place(page) == before
    expect(page.locator(".cover")).to_be_hidden()


def test_the_focus_goes_round_inside_the_box(page: Page) -> None:
    page.keyboard.press("d")
    seen = []
    for _ in range(9):
        seen.append(page.evaluate("document.activeElement.className"))
        page.keyboard.press("Tab")
    assert seen[0] == seen[8] == "box-text"
    assert all(page.evaluate("name => !!document.querySelector('.box .' + name)", name)
               for name in seen if name)  # fmt: skip
    page.keyboard.press("Shift+Tab")


def test_a_rating_is_offered_to_who_may_and_wants_its_reason(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.press("Alt+6")
    assert page.locator("[name=kind]:checked").input_value() == "action"
    told(page, can_rate=True)
    page.keyboard.press("Alt+6")
    expect(page.locator(".box-points")).to_be_visible()
    expect(page.locator(".box-owner")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".box-message")).to_have_text("Choose one of the four ratings.")
    assert page.locator("[name=point]:checked").count() == 0, "no point is chosen for anybody"
    for keys, rating in (("1", "red"), ("ag", "amber_green"), ("4", "green"), ("ar", "amber_red")):
        page.keyboard.type(keys)
        assert page.locator("[name=point]:checked").input_value() == rating
    page.keyboard.press("Enter")
    expect(page.locator(".box-message")).to_contain_text("reason")
    page.keyboard.type("Two winters were lost")
    page.keyboard.press("Enter")
    [one] = kept(page)
    assert (one["kind"], one["rating"], one["owner"]) == ("rating", "amber_red", "")


def test_a_decision_may_have_neither_name_nor_date(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.press("Alt+1")
    page.keyboard.type("Ten trusts first")
    page.locator(".box-priority").select_option(label="No one priority")
    page.locator(".box-text").focus()
    page.keyboard.press("Enter")
    [one] = kept(page)
    assert (one["kind"], one["priority_key"], one["due_on"]) == ("decision", "", None)


# ---- read back ------------------------------------------------------------------------------


def entry(number: int, text: str, **more: Any) -> dict[str, Any]:
    plain = {
        "capture_key": f"key-{number}", "kind": "action", "kind_title": "Action", "text": text,
        "owner": "Amina Yusuf (demo)", "due": "30 June 2026", "priority": "A&E four hours",
        "is_struck": False, "by": "Clerk (demo)",
    }  # fmt: skip
    return {**plain, **more}


def test_decisions_are_read_back_whole_leaf_by_leaf(page: Page) -> None:
    texts = [f"{number}: " + "Agree a roster that crews every train. " * 4 for number in range(23)]
    told(page, captured=[entry(number, text) for number, text in enumerate(texts)])
    page.keyboard.press("End")
    last, shown = place(page), []
    leaves = page.locator(".leaf").count()
    assert leaves > 2
    for number in range(leaves):
        expect(page.locator(".leaf.turned .kicker")).to_contain_text(f"{number + 1} of {leaves}")
        assert page.evaluate(MEASURE)["bad"] == []
        shown += page.locator(".leaf.turned td.text span").all_inner_texts()
        page.keyboard.press("ArrowRight")
    assert place(page) == last
    assert [text.split(":")[0] for text in shown] == [str(number) for number in range(23)]
    for _ in range(leaves - 1):
        page.keyboard.press("ArrowLeft")
    assert place(page) == last
    page.keyboard.press("ArrowLeft")
    assert place(page) != last


def test_kinds_are_counted_in_words_and_stand_together(page: Page) -> None:
    listed = [entry(1, "a"), entry(2, "b", kind="policy_need", kind_title="Policy need"),
              entry(3, "c", kind="decision", kind_title="Decision"),
              entry(4, "d", is_struck=True), entry(5, "e")]  # fmt: skip
    page.keyboard.press("End")
    expect(page.locator(".leaf.turned h2")).to_have_text("Nothing has been captured yet")
    told(page, captured=listed)
    expect(page.locator(".leaf.turned h2")).to_have_text("1 decision, 2 actions and 1 policy need")
    assert page.locator(".leaf td.text > span").all_inner_texts() == ["c", "a", "e", "b"]


def test_hostile_text_is_only_text_in_the_box_and_on_the_screen(page: Page) -> None:
    evil = entry(1, EVIL, owner=EVIL, due=EVIL, priority=EVIL, kind_title=EVIL)
    told(page, captured=[evil], people=[EVIL], priorities=[["p", EVIL]])
    page.keyboard.press("End")
    shown = page.locator(".leaf.turned td.text > span").inner_text()
    assert shown.startswith('<img src=x onerror="window.harmed=1">')
    assert len(shown) < 450
    assert page.evaluate(MEASURE)["bad"] == []
    page.keyboard.press("d")
    page.keyboard.press("Alt+1")
    page.locator(".box-text").fill(EVIL)
    page.locator(".box-owner").fill("<img")
    page.locator(".box-owner").press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert page.locator("img").count() == 0
    assert page.evaluate("window.harmed") is None


def test_one_of_the_list_is_reworded_and_one_struck_out(page: Page) -> None:
    told(page, captured=[entry(1, "One"), entry(2, "Two"), entry(3, "Three")])
    page.keyboard.press("End")
    page.keyboard.press("e")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".box-text").input_value() == "Two"
    assert page.locator(".box-due").input_value() == "30 June 2026"
    page.keyboard.press("Control+a")
    page.keyboard.type("Two, reworded")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Delete")
    expect(page.locator("tr.struck")).to_contain_text("struck out")
    sent = {one["capture_key"]: one for one in kept(page)}
    assert sent["key-2"]["text"] == "Two, reworded"
    assert (sent["key-1"]["is_struck"], sent["key-1"]["text"]) == (True, "One")
    page.keyboard.press("Escape")
    texts = page.locator(".leaf.turned td.text > span")
    expect(texts).to_have_text(["Two, reworded", "Three"])
    expect(page.locator(".deck")).to_be_focused()


def test_what_this_computer_keeps_can_be_copied_as_text(page: Page) -> None:
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; }")
    page.keyboard.press("d")
    page.keyboard.press("Alt+1")
    page.keyboard.type("Ten trusts first")
    page.keyboard.press("Enter")
    expect(page.locator(".kept-here")).to_be_hidden()
    page.keyboard.press("End")
    expect(page.locator(".kept-here")).to_contain_text("Kept on this computer only")
    page.get_by_role("button", name="Copy all as text").click()
    copied = page.evaluate("window.copied")
    assert copied.split("\n")[1].startswith("Decision · Ten trusts first · ")


def test_a_file_shows_what_its_stocktake_took_away(
    opened: Callable[..., Page], tmp_path: Path
) -> None:
    path = tmp_path / "held.html"
    screens = [screen for screen in long_deck() if screen.kind == "decisions"]
    evil = entry(1, "</script><script>window.harmed=1</script>")
    document = build_document(screens, long_meta(), captured=[evil], people=PEOPLE)
    path.write_text(document, encoding="utf-8")
    page = opened(path)
    expect(page.locator(".leaf.turned td.text > span")).to_have_text(evil["text"])
    assert page.evaluate("window.harmed") is None
    unscripted = opened(path, java_script_enabled=False)
    expect(unscripted.locator(".leaf li")).to_contain_text(["Action · </script><script>"])
