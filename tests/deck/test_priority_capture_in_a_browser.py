"""What the box knows of a priority, and what the room sees of what was captured on it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stocktake.deck.document import build_document
from tests.deck.agendas import long_deck, long_meta
from tests.deck.conftest import FEW
from tests.deck.test_capture_in_a_browser import WHERE, kept, told
from tests.deck.test_deck_in_a_browser import place
from tests.deck.test_room_in_a_browser import say

OWNER = "Director of Performance, Health (demo)"
PEOPLE = [
    {"name": "Amina Yusuf (demo)", "priorities": [], "departments": []},
    {"name": "Head of Beds (demo)", "priorities": [], "departments": ["health", "rail"]},
    {"name": OWNER, "priorities": ["ae_four_hour"], "departments": ["health"]},
    {"name": "Director of Schools (demo)", "priorities": ["phonics"], "departments": ["education"]},
]
PRIORITIES = [["ae_four_hour", "A&E", "health"], ["phonics", "Phonics", "education"],
              ["trains", "Trains", "rail"]]  # fmt: skip
RATINGS = {"ae_four_hour": "amber_green"}
PRESS = """([key, code, more]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
    {key, code, bubbles: true, composed: true, cancelable: true, ...more}))"""


@pytest.fixture
def page(opened: Callable[..., Page], tmp_path: Path) -> Page:
    path = tmp_path / "known.html"
    screens = [screen for screen in long_deck() if screen.key in FEW]
    document = build_document(screens, long_meta(), people=PEOPLE, ratings=RATINGS)
    path.write_text(document, encoding="utf-8")
    page = opened(path)
    told(page, priorities=PRIORITIES)
    to(page, "ae_four_hour-trajectory")
    return page


def to(page: Page, key: str) -> None:
    page.keyboard.type(f"{FEW.index(key) + 1}")
    page.keyboard.press("Enter")


def owner(page: Page) -> str:
    return page.locator(".box-owner").input_value()


def capture(page: Page, text: str) -> None:
    page.keyboard.press("d")
    page.keyboard.press("Alt+1")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


# ---- who does it ----------------------------------------------------------------------------


def test_the_box_opens_on_an_action_of_the_owner(page: Page) -> None:
    page.keyboard.press("d")
    assert page.locator("[name=kind]:checked").input_value() == "action"
    assert owner(page) == OWNER
    page.keyboard.type("Publish each trust's path")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("before Easter")
    expect(page.locator(".box-understood")).to_have_text("Thursday 25 March 2027")
    page.keyboard.press("Enter")
    [one] = kept(page)
    assert (one["kind"], one["owner"], one["due_on"]) == ("action", OWNER, "2027-03-25")
    assert "offered" not in one


def test_the_owner_s_list_is_the_owner_then_the_department_then_the_others(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option]").all_inner_texts() == [
        OWNER, "Head of Beds (demo)", "Amina Yusuf (demo)", "Director of Schools (demo)",
    ]  # fmt: skip
    page.keyboard.press("Escape")
    page.keyboard.type("d")
    assert page.locator("[role=option]").all_inner_texts()[0] == OWNER
    page.locator(".box-priority").select_option(label="Phonics")
    page.locator(".box-owner").fill("")
    page.locator(".box-owner").press("ArrowDown")
    assert page.locator("[role=option]").all_inner_texts()[0] == "Director of Schools (demo)"


def test_another_priority_brings_its_owner_until_somebody_is_named(page: Page) -> None:
    page.keyboard.press("d")
    priority = page.locator(".box-priority")
    priority.select_option(label="Phonics")
    assert owner(page) == "Director of Schools (demo)"
    priority.select_option(label="Trains")
    assert owner(page) == "", "nobody owns it, so nobody is guessed"
    priority.select_option(label="A&E")
    page.locator(".box-owner").fill("Amina")
    priority.select_option(label="Phonics")
    assert owner(page) == "Amina"


def test_a_decision_is_nobody_s_until_somebody_is_named(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.press("Alt+1")
    assert owner(page) == ""
    page.keyboard.press("Alt+2")
    assert owner(page) == OWNER
    page.keyboard.press("Alt+3")
    assert owner(page) == ""


def test_an_owner_offered_is_no_draft(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.press("Alt+3")
    page.keyboard.press("Alt+2")
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    page.keyboard.press("d")
    assert page.locator(".box-priority").input_value() == ""
    assert owner(page) == ""


def test_the_next_stocktake_has_a_day_only_where_one_is_prepared(page: Page) -> None:
    page.keyboard.press("d")
    page.locator(".box-due").fill("next stocktake")
    expect(page.locator(".box-understood")).to_contain_text("We could not read that date. Try")
    told(page, next_on="2026-09-16")
    page.locator(".box-due").fill("the next stocktake")
    expect(page.locator(".box-understood")).to_have_text("Wednesday 16 September 2026")


# ---- what the room sees of it ---------------------------------------------------------------


def test_what_was_saved_shows_for_three_seconds_and_moves_nothing(
    opened: Callable[..., Page], tmp_path: Path
) -> None:
    path = tmp_path / "clock.html"
    screens = [screen for screen in long_deck() if screen.key in FEW]
    path.write_text(build_document(screens, long_meta(), people=PEOPLE), encoding="utf-8")
    # A clock, once held, is held for a whole context: this one is the test's own.
    page = opened(path, viewport={"width": 1280, "height": 720})
    page.clock.install(time="2026-05-20T09:00:00Z")
    page.reload()
    to(page, "ae_four_hour-trajectory")
    stood = page.evaluate(WHERE)
    page.clock.pause_at("2026-05-20T09:05:00Z")
    capture(page, "Ten trusts first")
    toast = page.locator(".toast")
    expect(toast).to_have_text(re.compile("Kept on this computer: Decision.*Ten trusts first"))
    expect(page.locator(".toasts")).to_have_attribute("aria-live", "polite")
    assert page.evaluate(WHERE) == stood
    page.clock.run_for(2_900)
    expect(toast).to_have_count(1)
    page.clock.run_for(200)
    expect(toast).to_have_count(0)


def test_captures_are_counted_on_their_priority_alone(page: Page) -> None:
    count = page.locator(".captured-here")
    expect(count).to_be_hidden()
    capture(page, "One")
    expect(count).to_have_text("1 captured")
    capture(page, "Two")
    expect(count).to_have_text("2 captured")
    to(page, "ae_four_hour-likelihood")
    expect(count).to_have_text("2 captured")
    page.keyboard.press("Home")
    expect(count).to_be_hidden()


def test_in_the_room_it_counts_and_shows_what_the_server_has(
    opened: Callable[..., Page], room_file: Callable[[str], Path]
) -> None:
    page = opened(room_file("chair"))
    page.wait_for_function("inDeck('.deck.live')")
    to(page, "ae_four_hour-trajectory")
    capture(page, "Ten trusts first")
    sent: dict[str, Any] = page.evaluate("told.capture")[-1]
    expect(page.locator(".toast")).to_have_count(0)
    expect(page.locator(".captured-here")).to_be_hidden()
    listed = {**sent, "kind_title": "Decision", "due": "", "priority": "", "by": "Clerk (demo)"}
    say(page, saved=[sent["send_key"]], captured=[listed])
    expect(page.locator(".toast")).to_contain_text("Saved: Decision")
    expect(page.locator(".captured-here")).to_have_text("1 captured")
    say(page, captured=[{**listed, "is_struck": True}])
    expect(page.locator(".captured-here")).to_be_hidden()


@pytest.mark.parametrize("kind", ["trajectory", "likelihood"])
def test_a_rating_changed_in_the_room_is_stamped_on_its_screens(page: Page, kind: str) -> None:
    to(page, f"ae_four_hour-{kind}")
    stamp = page.locator(".screen[aria-hidden=false] .changed-in-room")
    change = {"capture_key": "rating-ae_four_hour", "kind": "rating", "kind_title": "Rating",
              "text": "changed", "priority_key": "ae_four_hour", "rating": "amber_red"}  # fmt: skip
    told(page, captured=[{**change, "rating": "amber_green"}])
    expect(stamp).to_have_count(0)
    told(page, captured=[{**change, "priority_key": "phonics"}])
    expect(stamp).to_have_count(0)
    told(page, captured=[change])
    expect(stamp).to_have_text(re.compile("changed in the room.*→.*Amber-red"))
    told(page, captured=[{**change, "rating": "red"}])
    expect(stamp).to_have_text(re.compile("→.*Red$"))
    page.keyboard.press("Home")
    expect(stamp).to_have_count(0)
    to(page, f"ae_four_hour-{kind}")
    expect(stamp).to_have_count(1)
    told(page, captured=[])
    expect(stamp).to_have_count(0)


# ---- keyboards ------------------------------------------------------------------------------


def press(page: Page, key: str, code: str, **more: bool) -> None:
    page.evaluate(PRESS, [key, code, more])


@pytest.mark.parametrize(
    ("key", "code"),
    [("d", "KeyD"), ("D", "KeyD"), ("в", "KeyD"), ("ي", "KeyD"), ("d", "KeyH"), ("Dead", "KeyD")],
    ids=["latin", "capital", "cyrillic", "arabic", "dvorak", "dead"],
)
def test_the_box_opens_on_any_keyboard(page: Page, key: str, code: str) -> None:
    press(page, key, code)
    expect(page.locator(".box")).to_be_visible()


def test_where_a_latin_letter_is_written_its_place_does_not_count(page: Page) -> None:
    press(page, "e", "KeyD")
    expect(page.locator(".box")).to_be_hidden()


def test_digits_need_no_shift_on_a_french_keyboard(page: Page) -> None:
    press(page, "&", "Digit1")
    press(page, "Enter", "Enter")
    assert place(page).startswith("1 /")
    press(page, "é", "Digit2")
    press(page, "Enter", "Enter")
    assert place(page).startswith("2 /")


def test_a_sign_that_is_ours_is_not_taken_for_its_place(page: Page) -> None:
    before = place(page)
    press(page, "?", "Digit7", shiftKey=True)
    expect(page.locator(".help")).to_be_visible()
    press(page, "Escape", "Escape")
    press(page, "!", "Digit1", shiftKey=True)
    press(page, "Enter", "Enter")
    assert place(page) == before


def test_letters_are_only_letters_while_somebody_types(page: Page) -> None:
    page.keyboard.press("d")
    press(page, "и", "KeyB")
    expect(page.locator(".cover")).to_be_hidden()
    page.keyboard.press("Escape")
    press(page, "и", "KeyB", isComposing=True)
    expect(page.locator(".cover")).to_be_hidden()
    press(page, "и", "KeyB")
    expect(page.locator(".cover")).to_be_visible()
