"""The network drops in mid-meeting and the server starts anew: nobody in the room notices.

The server is killed, so that every connection really breaks, and stays away until the app's own
window "Connection error" has opened: that window takes the focus and makes all beside it inert.
Half a minute away is the same, only longer:

    OUTAGE_SECONDS=30 python -m pytest tests/browser/test_outage.py
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.meetings import TYPING_MS, Meeting, held, press, shown, wait_for_screen

OUTAGE_SECONDS = float(os.environ.get("OUTAGE_SECONDS", "0"))
AWAY = "[role=dialog]:has-text('Connection error')"
BEFORE, DURING, AFTER = "Trusts publish ", "their own paths ", "in June."


@pytest.fixture(scope="module")
def meeting(
    browser: Browser, frozen_demo: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Meeting]:
    with held(browser, frozen_demo, tmp_path_factory.mktemp("outage")) as found:
        yield found


def test_an_outage_costs_nobody_a_word_or_a_step(meeting: Meeting):
    chair, clerk = meeting.enter("chair"), meeting.enter("follow")
    for page in (chair, clerk):
        page.locator(".deck").evaluate("deck => (deck.isTheSame = true)")
    for _ in range(3):
        press(chair, "ArrowRight")
    wait_for_screen(clerk, shown(chair))
    chair.keyboard.press("d")
    chair.keyboard.press("Alt+1")
    chair.keyboard.type(BEFORE, delay=TYPING_MS)

    meeting.app.kill()
    lost(chair)
    chair.wait_for_timeout(1000 * OUTAGE_SECONDS)
    chair.keyboard.type(DURING, delay=TYPING_MS)
    # Saved while nobody answers, and then on to the next screens.
    chair.keyboard.press("Enter")
    expect(chair.locator(".unsaved")).to_contain_text("not saved yet (1)")
    before = shown(chair)
    assert press(chair, "ArrowRight") != before
    chair.keyboard.press("d")
    chair.keyboard.press("Alt+1")
    chair.keyboard.type(BEFORE, delay=TYPING_MS)

    meeting.app.start_again()
    expect(chair.locator(AWAY)).to_have_count(0, timeout=30_000)
    chair.keyboard.type(AFTER, delay=TYPING_MS)
    assert chair.locator(".box-text").input_value() == BEFORE + AFTER
    chair.keyboard.press("Enter")
    expect(chair.locator(".unsaved")).to_be_hidden(timeout=30_000)

    wait_for_screen(clerk, shown(chair), timeout=30_000)
    last = press(chair, "End")
    wait_for_screen(clerk, last)
    for page in (chair, clerk):
        taken = page.locator(".taken [data-capture] .text > span")
        expect(taken).to_have_text([(BEFORE + DURING).strip(), BEFORE + AFTER])
        # Neither the page nor the deck in it was made anew meanwhile.
        assert page.locator(".deck").evaluate("deck => deck.isTheSame")
    meeting.leave()


def lost(page: Page) -> None:
    """Wait until the app has told of the lost connection, unseen behind the deck."""
    expect(page.locator(AWAY)).to_have_count(1, timeout=30_000)
