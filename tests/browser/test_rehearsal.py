"""A whole stocktake as it will be: frozen, run by keys, captured, followed, closed."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Served
from tests.browser.meetings import (
    KEY,
    TYPING_MS,
    Meeting,
    press,
    shown,
    wait_for_screen,
)

WITHIN_SECONDS = 20
FACTS = f"() => {{ const s = ({KEY.replace('?.dataset.key', '')})(); return s.dataset; }}"
ISSUE, LAST = "issue", "decisions"


@pytest.fixture
def meeting(browser: Browser, built_demo: Path, tmp_path: Path) -> Iterator[Meeting]:
    app = Served(Path(shutil.copy(built_demo, tmp_path / "stocktake.duckdb")))
    yield Meeting(app, browser, "")
    app.stop()


# Two freezings and an hour's meeting typed by hand: busy machines take more than two minutes.
@pytest.mark.timeout(300)
def test_a_whole_stocktake_from_freezing_to_closing(meeting: Meeting):
    chair = meeting.visit("/run")
    freeze(chair, "Spring stocktake")
    address = chair.url.removeprefix(meeting.app.address)
    clerk = meeting.visit(address.replace("rehearsal", "follow"))
    expect(clerk.get_by_role("heading", name="It has not started yet")).to_be_visible()
    press(chair, "Escape")
    chair.get_by_role("link", name="Start the stocktake").click()
    chair.wait_for_function(KEY)
    # The clerk did nothing: the deck opens by itself when the chair begins.
    clerk.wait_for_function(KEY)

    walked = walk_to_the_end(chair, clerk)
    assert len({one["priority"] for one in walked if one["kind"] == "trajectory"}) == 4
    assert [one["kind"] for one in walked[:2]] == ["today", "actions"]
    assert walked[-1]["kind"] == LAST
    read_back(chair)
    read_back(clerk)
    close(chair)
    hand_out(chair)
    begin_the_next(chair)
    meeting.leave()


def freeze(page: Page, title: str) -> None:
    """Freeze a prepared stocktake and see the first screen of its rehearsal."""
    card = page.locator("[class*=st-key-meeting_]").filter(has_text=title)
    card.get_by_role("button", name="Freeze and rehearse").click()
    page.wait_for_function(KEY, timeout=180_000)


def walk_to_the_end(chair: Page, clerk: Page) -> list[dict[str, str]]:
    """Step through every screen, capturing on the way; the clerk's screen comes along."""
    walked = [facts(chair)]
    behind = []
    work = {
        "ae_four_hour-trajectory": a_decision,
        "very_long_waits-trajectory": an_action,
        "eighteen_weeks-trajectory": another_action,
        "ae_four_hour-likelihood": a_rating,
    }
    while press(chair, "ArrowRight") != walked[-1]["key"]:
        walked.append(facts(chair))
        key = walked[-1]["key"]
        if key.endswith("-trajectory"):
            behind.append(time_following(clerk, key))
        if key in work:
            work.pop(key)(chair)
            assert shown(chair) == key
        if key == "eighteen_weeks-trajectory":
            browse_and_come_back(chair, clerk)
    assert not work
    assert median(behind) <= 1.0, behind
    return walked


def facts(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(FACTS)
    return found


def time_following(clerk: Page, key: str) -> float:
    started = time.perf_counter()
    wait_for_screen(clerk, key)
    return time.perf_counter() - started


def browse_and_come_back(chair: Page, clerk: Page) -> None:
    """Look at another screen for a while: the chair's steps do not pull, until one asks."""
    here = press(clerk, "ArrowLeft")
    expect(clerk.locator(".browsing")).to_be_visible()
    chairs = press(chair, "ArrowRight")
    clerk.wait_for_timeout(2_000)
    assert shown(clerk) == here
    press(clerk, "f")
    wait_for_screen(clerk, chairs)
    wait_for_screen(clerk, press(chair, "ArrowLeft"))


# ---- capturing ---------------------------------------------------------------------------------


def typed(chair: Page, *said: str) -> None:
    """Type and press as somebody would; all of it within twenty seconds, and then it is saved."""
    started = time.perf_counter()
    for one in said:
        if re.fullmatch(r"[A-Z]\w+(\+\w)?|d", one):
            chair.keyboard.press(one)
            chair.wait_for_timeout(TYPING_MS)
        else:
            chair.keyboard.type(one, delay=TYPING_MS)
    assert time.perf_counter() - started < WITHIN_SECONDS
    expect(chair.locator(".box")).to_be_hidden()
    expect(chair.locator(".unsaved")).to_be_hidden()


def a_decision(chair: Page) -> None:
    typed(chair, "d", "Alt+1", "Every trust publishes a monthly path of its own", "Enter")


def an_action(chair: Page) -> None:
    name = ("Tab", "Director of E", "ArrowDown", "Enter")
    said = "Name the trusts that can take people in "
    typed(chair, "d", "Alt+2", said, *name, "Tab", "in 3 weeks", "Enter")


def another_action(chair: Page) -> None:
    typed(chair, "d", "Alt+2", "Write to the ten lowest authorities ", "Tab", "Ann Lee (demo)",
          "Tab", "end of June", "Enter")  # fmt: skip


def a_rating(chair: Page) -> None:
    typed(chair, "d", "Alt+6", "The winter plan is not funded ", "Tab", "1", "Enter")


def read_back(page: Page) -> None:
    """See what was taken away, in the words of the room."""
    press(page, "End")
    taken = page.locator(".taken [data-capture]")
    expect(taken).to_have_count(4)
    expect(taken.filter(has_text="Every trust publishes")).to_contain_text("A&E")
    expect(taken.filter(has_text="Name the trusts")).to_contain_text("10 June 2026")
    expect(taken.filter(has_text="Write to the ten")).to_contain_text("30 June 2026")
    rating = taken.filter(has_text="The winter plan is not funded")
    expect(rating).to_contain_text(re.compile(r"changed from [A-Za-z-]+ to Red: The winter plan"))


def close(chair: Page) -> None:
    """Close by keys: Esc asks, and nothing is closed by the key that is pressed next."""
    press(chair, "Escape")
    asked = chair.get_by_role("dialog", name="Leave the stocktake?")
    expect(asked).to_be_visible()
    assert violations(chair) == []
    press(chair, "Escape")
    expect(asked).to_be_hidden()
    press(chair, "Escape")
    press(chair, "ArrowUp")
    press(chair, "ArrowUp")
    press(chair, "Enter")
    expect(chair.locator(".deck")).to_have_count(0)


# ---- afterwards --------------------------------------------------------------------------------


def hand_out(chair: Page) -> None:
    """Closing leads to Follow-up, and the memo says what was agreed."""
    assert "/follow-up?meeting=" in chair.url
    expect(chair.locator("[data-testid=stMain]")).to_contain_text("Write to the ten lowest")
    with chair.expect_download(timeout=60_000) as taken:
        chair.get_by_role("button", name="Commitments memo (Word)").click()
    memo = docx.Document(str(taken.value.path()))
    cells = [cell.text for table in memo.tables for row in table.rows for cell in row.cells]
    text = "\n".join([one.text for one in memo.paragraphs] + cells)
    for said in (
        "Every trust publishes a monthly path of its own",
        "Name the trusts that can take people in",
        "Ann Lee (demo)",
        "30 June 2026",
        "The winter plan is not funded",
    ):
        assert said in text


def begin_the_next(chair: Page) -> None:
    """Prepare another stocktake: it begins with what this one agreed."""
    chair.get_by_role("link", name="Prepare the next stocktake").click()
    chair.get_by_role("button", name="New stocktake").click()
    title = chair.get_by_role("textbox", name="Title")
    title.fill("Summer stocktake")
    title.press("Enter")
    chair.get_by_role("button", name="Create stocktake").click()
    expect(chair.locator("[data-testid=stMain]")).to_contain_text("You can now reorder the agenda")
    chair.locator("[data-testid=stSidebar]").get_by_role("link", name="Run", exact=True).click()
    held = chair.locator(".meeting").filter(has_text="Spring stocktake")
    expect(held).to_contain_text("View the slides")
    freeze(chair, "Summer stocktake")
    first = chair.locator(".screen[aria-hidden=false]")
    seen = ""
    assert facts(chair)["kind"] == "today"
    press(chair, "ArrowRight")
    while facts(chair)["kind"] == "actions":
        seen += first.inner_text()
        press(chair, "ArrowRight")
    assert "Name the trusts that can take people in" in seen
    assert "Write to the ten lowest authorities" in seen
