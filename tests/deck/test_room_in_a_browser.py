"""The deck as the app mounts it, in a shadow root: who is told what, and what must not be lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stocktake.deck.document import component_data
from tests.deck.agendas import earlier_pictures, forty_deck, meta_of
from tests.deck.conftest import FEW, LAPTOP, mounted

SENT = "() => told.capture"
THIEF = """() => {
  const outside = document.querySelector("#outside");
  const steal = () => setTimeout(() => outside.focus());
  document.addEventListener("focusin", steal);
  document.addEventListener("focusout", steal);
  window.heard = 0;
  document.addEventListener("keydown", () => window.heard++);
  window.steal = () => outside.focus();
}"""


def begin(opened: Callable[..., Page], path: Path) -> Page:
    page = opened(path)
    page.wait_for_function("inDeck('.deck.live')")
    return page


@pytest.fixture
def chair(opened: Callable[..., Page], room_file: Callable[[str], Path]) -> Page:
    return begin(opened, room_file("chair"))


@pytest.fixture
def follower(opened: Callable[..., Page], room_file: Callable[[str], Path]) -> Page:
    return begin(opened, room_file("follower"))


def say(page: Page, **detail: Any) -> None:
    page.evaluate("detail => say(detail)", detail)


def shown(page: Page) -> str:
    return str(page.evaluate("inDeck('.screen[aria-hidden=false]').dataset.key"))


def capture(page: Page, text: str) -> dict[str, Any]:
    """Capture a decision by keys; give what was sent."""
    page.keyboard.press("d")
    page.keyboard.press("Alt+1")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    sent = page.evaluate(SENT)[-1]
    assert sent["text"] == text
    return dict(sent)


# ---- where the chair is ---------------------------------------------------------------------


def test_each_step_of_the_chair_is_told_once(chair: Page) -> None:
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "End"):
        chair.keyboard.press(key)
    keys = [one["key"] for one in chair.evaluate("told.shown")]
    assert keys == [FEW[0], FEW[1], FEW[2], FEW[1], FEW[-1]]
    assert chair.evaluate("!isNaN(Date.parse(told.shown[0].at))")


def test_a_follower_sees_the_chair_s_screen_browses_and_comes_back(follower: Page) -> None:
    assert follower.evaluate("told.shown") == []
    say(follower, role="follower", chair_key=FEW[3])
    assert shown(follower) == FEW[3]
    browsing = follower.get_by_role("button", name="rejoin the chair")
    expect(browsing).to_be_hidden()
    follower.keyboard.press("ArrowRight")
    expect(browsing).to_contain_text("You are browsing. Press F to rejoin the chair")
    say(follower, chair_key=FEW[6])
    assert shown(follower) == FEW[4]
    follower.keyboard.press("f")
    assert shown(follower) == FEW[6]
    expect(browsing).to_be_hidden()
    say(follower, chair_key=FEW[7])
    assert shown(follower) == FEW[7]
    follower.keyboard.press("Home")
    browsing.click()
    assert shown(follower) == FEW[7]
    assert follower.evaluate("told.shown") == []


def test_who_takes_the_chair_is_no_longer_led(follower: Page) -> None:
    say(follower, role="chair", chair_key=FEW[3])
    assert shown(follower) == FEW[0]
    follower.keyboard.press("ArrowRight")
    assert [one["key"] for one in follower.evaluate("told.shown")] == [FEW[1]]


def test_a_reload_comes_back_to_the_same_screen(chair: Page) -> None:
    chair.keyboard.press("End")
    chair.reload()
    chair.wait_for_function("inDeck('.deck.live')")
    assert shown(chair) == FEW[-1]


def test_escape_tells_that_one_leaves_and_unmounting_ends_the_keys(chair: Page) -> None:
    chair.keyboard.press("?")
    chair.keyboard.press("Escape")
    assert chair.evaluate("told.leave") == []
    chair.keyboard.press("Escape")
    assert chair.evaluate("told.leave") == [{"key": FEW[0]}]
    chair.evaluate("unmount()")
    chair.keyboard.press("ArrowRight")
    assert len(chair.evaluate("told.shown")) == 1
    assert chair.evaluate("inDeck('.deck')") is None


def test_the_same_deck_mounted_again_is_left_alone(chair: Page) -> None:
    chair.keyboard.press("End")
    chair.evaluate("window.before = inDeck('.deck')")
    chair.evaluate("void mount(dataOfDeck)")
    assert chair.evaluate("inDeck('.deck') === before")
    assert shown(chair) == FEW[-1]


# ---- what was captured ----------------------------------------------------------------------


def test_a_capture_is_sent_again_until_it_is_saved(chair: Page) -> None:
    sent = capture(chair, "Ten trusts first")
    unsaved = chair.locator(".unsaved")
    expect(unsaved).to_have_text("not saved yet (1)")
    chair.wait_for_function("told.capture.length >= 2", timeout=5000)
    chair.reload()
    chair.wait_for_function("told.capture.length >= 1")
    [again] = chair.evaluate(SENT)
    assert again == sent, "a reload loses nothing"
    say(chair, saved=["another"])
    expect(unsaved).to_be_visible()
    say(chair, saved=[sent["send_key"]])
    expect(unsaved).to_be_hidden()
    expect(chair.locator(".told")).to_have_text("Saved")


def test_what_is_refused_comes_back_into_the_box_with_the_reason(chair: Page) -> None:
    sent = capture(chair, "Ten trusts first")
    say(chair, refused={sent["send_key"]: "The stocktake is closed."})
    expect(chair.locator(".box-message")).to_have_text("The stocktake is closed.")
    assert chair.locator(".box-text").input_value() == "Ten trusts first"
    assert shown(chair) == FEW[0]
    chair.keyboard.type("!")
    chair.keyboard.press("Enter")
    again = chair.evaluate(SENT)[-1]
    assert again["capture_key"] == sent["capture_key"]
    assert again["send_key"] != sent["send_key"]
    assert again["text"] == "Ten trusts first!"


def test_a_refusal_waits_for_whoever_is_typing(chair: Page) -> None:
    first = capture(chair, "One")
    chair.keyboard.press("d")
    chair.keyboard.press("Alt+1")
    chair.keyboard.type("Two")
    say(chair, refused={first["send_key"]: "Not like this."})
    assert chair.locator(".box-text").input_value() == "Two"
    chair.keyboard.press("Enter")
    assert chair.locator(".box-text").input_value() == "One"
    expect(chair.locator(".box-message")).to_have_text("Not like this.")


def test_an_answer_to_the_first_wording_does_not_pass_for_one_to_the_second(chair: Page) -> None:
    sent = capture(chair, "Ten trusts")
    listed = {**sent, "kind_title": "Decision", "due": "", "priority": "", "by": "Clerk (demo)"}
    say(chair, saved=[sent["send_key"]], captured=[listed])
    chair.keyboard.press("End")
    chair.keyboard.press("e")
    chair.keyboard.press("Enter")
    chair.keyboard.press("Control+a")
    chair.keyboard.type("Twelve trusts")
    chair.keyboard.press("Enter")
    say(chair, saved=[sent["send_key"], sent["capture_key"]], captured=[listed])
    expect(chair.locator(".unsaved")).to_have_text("not saved yet (1)")
    expect(chair.locator(".leaf.turned td.text > span")).to_have_text(["Twelve trusts"])
    say(chair, captured=[{**listed, "text": "Twelve trusts"}])
    expect(chair.locator(".unsaved")).to_be_hidden()


def test_what_others_capture_appears_while_the_screen_is_shown(chair: Page) -> None:
    chair.keyboard.press("End")
    rows = chair.locator(".leaf.turned tbody tr")
    expect(rows).to_have_count(0)
    one = {"capture_key": "k", "kind": "action", "kind_title": "Action", "text": "Name them",
           "owner": "Bo", "due": "30 June 2026", "priority": "A&E", "is_struck": False}  # fmt: skip
    say(chair, captured=[one])
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(["Name them"])
    say(chair, captured=[{**one, "is_struck": True}])
    expect(rows).to_have_count(0)


def test_a_lost_connection_is_told_and_the_chair_keeps_going(chair: Page) -> None:
    say(chair, is_lost=True)
    expect(chair.locator(".unsaved")).to_have_text("connection lost, keep going")
    chair.keyboard.press("ArrowRight")
    assert shown(chair) == FEW[1]
    capture(chair, "One")
    expect(chair.locator(".unsaved")).to_have_text(
        "connection lost, keep going · not saved yet (1)"
    )
    say(chair, is_lost=False)
    expect(chair.locator(".unsaved")).to_have_text("not saved yet (1)")


def test_a_rehearsal_keeps_what_is_captured_in_this_browser(
    opened: Callable[..., Page], room_file: Callable[[str], Path]
) -> None:
    page = begin(opened, room_file("rehearsal"))
    page.keyboard.press("d")
    page.keyboard.press("Alt+1")
    page.keyboard.type("Only tried")
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_have_text("Saved on this computer")
    assert page.evaluate(SENT) == []
    page.keyboard.press("End")
    expect(page.locator(".leaf.turned td.text > span")).to_have_text("Only tried")


# ---- what the app may do to it --------------------------------------------------------------


def test_no_window_of_the_app_takes_what_is_being_typed(chair: Page) -> None:
    chair.evaluate(THIEF)
    chair.keyboard.press("d")
    for word in ("Agree ", "a roster ", "that crews ", "every train"):
        chair.evaluate("steal()")
        chair.keyboard.type(word)
    assert chair.locator(".box-text").input_value() == "Agree a roster that crews every train"
    assert chair.evaluate("heard") == 0, "what is typed is no shortcut of the app"


# ---- minutes --------------------------------------------------------------------------------


def test_minutes_used_stand_beside_those_planned_and_say_when_they_are_over(
    opened: Callable[..., Page], room_file: Callable[[str], Path]
) -> None:
    # A clock, once held, is held for a whole context: this one is the test's own.
    page = opened(room_file("chair"), viewport=LAPTOP)
    page.clock.install(time="2026-05-20T09:00:00Z")
    page.evaluate("localStorage.clear()")
    page.reload()
    page.wait_for_function("inDeck('.deck.live')")
    minutes = page.locator(".minutes")
    expect(minutes).to_have_text("Item 1: 5 min planned")
    say(page, role="chair", begun_at="2026-05-20T09:00:00Z")
    page.clock.run_for(3 * 60_000 + 10_000)
    expect(minutes).to_have_text("Item 1: 3 of 5 min")
    page.keyboard.press("ArrowRight")
    expect(minutes).to_have_text("Item 2: 0 of 4 min")
    page.clock.run_for(60_000)
    page.keyboard.press("ArrowLeft")
    page.clock.run_for(2 * 60_000)
    expect(minutes).to_have_text("Item 1: 5 of 5 min, over")
    assert page.evaluate("getComputedStyle(inDeck('.minutes')).fontWeight") == "700"
    page.reload()
    page.wait_for_function("inDeck('.deck.live')")
    say(page, begun_at="2026-05-20T09:00:00Z")
    expect(minutes).to_have_text("Item 1: 5 of 5 min, over")


def test_a_follower_is_told_the_chair_s_minutes(follower: Page) -> None:
    steps = [[FEW[0], "2026-05-20T09:00:00Z"], [FEW[1], "2026-05-20T09:07:00Z"],
             [FEW[3], "2026-05-20T09:09:30Z"]]  # fmt: skip
    say(follower, begun_at="2026-05-20T09:00:00Z", chair_key=FEW[0], steps=steps)
    expect(follower.locator(".minutes")).to_have_text("Item 1: 7 of 5 min, over")


# ---- forty priorities -----------------------------------------------------------------------


def test_of_forty_priorities_few_screens_are_laid_out_at_once(
    opened: Callable[..., Page], tmp_path: Path
) -> None:
    screens, items = forty_deck()
    assert len(screens) > 200
    data = component_data(screens, meta_of(items), earlier_pictures(), role="chair")
    path = mounted(tmp_path / "forty.html", data)
    page = begin(opened, path)
    for _ in range(80):
        page.keyboard.press("ArrowRight")
    # What makes a step quick: its neighbours are ready, and nothing else is laid out.
    page.wait_for_function("inDeck('.screens').children.length <= 5")
    page.keyboard.press("End")
    assert shown(page) == "decisions"
