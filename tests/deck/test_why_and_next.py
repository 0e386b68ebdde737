"""Why in three lines with the whole sheet behind S, and Next: questions, what is owed, captures."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from stocktake.deck.frames import DeckFrames
from stocktake.deck.next import next_screen
from stocktake.deck.screens import priority_screens
from stocktake.deck.why import fresh_indicators, lowest_judgements, why_screen
from stocktake.model.coming import coming_sentence
from stocktake.model.facts import PriorityFacts
from tests.charts import frames
from tests.deck.agendas import flags_frame, suggestions_frame
from tests.deck.conftest import FEW
from tests.deck.decks import actions_frame, deck_frames
from tests.deck.test_deck_in_a_browser import MEASURE
from tests.deck.test_screens import EVIL, Scripts

FACTS = frames.facts_with(priority_key="ae_four_hour", rating="amber_red", owner="Director (demo)")


def own(**changes: Any) -> DeckFrames:
    found = deck_frames().of("ae_four_hour")
    found = replace(found, suggestions=suggestions_frame(), rating_flags=flags_frame())
    return replace(found, **changes)


def seen(html: str) -> str:
    """Give the markup without the whole sheet that stands unseen in it."""
    return html.partition('<div class="whole"')[0]


def steps(**changes: Any) -> pd.DataFrame:
    """Make a row of `page.policy_steps` with the columns that were agreed for it."""
    row: dict[str, Any] = {
        "priority_key": "ae_four_hour", "policy_step_key": "s", "title": "Care hubs opened",
        "due_on": pd.Timestamp("2025-12-31"), "done_on": pd.NaT, "is_said": False,
        "said_on": pd.NaT, "forecast_on": pd.NaT, "said_status": None, "said_note": None,
        "is_overdue": True, "is_late": True, "indicator_key": None, "indicator_title": None,
        "expected_move_on": pd.NaT, "is_demo": False, "indicator_moved": None,
        "target_moved": None,
    }  # fmt: skip
    return pd.DataFrame([{**row, **changes}])


# ---- why ------------------------------------------------------------------------------------


def test_why_tells_the_overall_the_two_lowest_and_the_department_s_own() -> None:
    html = seen(why_screen(FACTS, own()))
    assert "Amber-red. Problematic" in html
    assert "1 point higher than the unit" in html
    assert html.count("<tr><td") == 2
    assert html.index("Capacity to drive progress") < html.index("Quality of planning")
    assert "A third of trusts lack a full-time improvement lead." in html
    assert "Degree of challenge" not in html


def test_the_whole_sheet_stands_unseen_with_every_line() -> None:
    html = why_screen(FACTS, own())
    whole = html.partition('<div class="whole" hidden>')[2]
    for line in ("Degree of challenge", "Stage of delivery", "Suggested"):
        assert line in whole
        assert line not in seen(html)
    assert "<kbd>S</kbd> whole sheet" in seen(html)


def test_one_line_tells_what_would_move_it_up() -> None:
    html = seen(why_screen(FACTS, own()))
    assert "What would move it up" in html
    assert "Amber-green by the rules if " in html
    nothing = own(suggestions=suggestions_frame().head(0))
    assert "What would move it up" not in why_screen(FACTS, nothing)


def test_a_green_judgement_is_not_among_the_lowest() -> None:
    rows = {
        key: {"rating": rating, "reason": None}
        for key, rating in (("planning", "green"), ("capacity", "amber_green"), ("overall", "red"))
    }
    assert [line.key for line, _, _ in lowest_judgements(rows)] == ["capacity"]


def test_a_department_that_gave_no_rating_is_not_given_one() -> None:
    sheet = own().rating_sheet
    alone = own(rating_sheet=sheet[sheet["rater_type"] == "unit"])
    assert "not given" in seen(why_screen(FACTS, alone))


def test_current_indicators_stand_first_and_old_ones_say_so() -> None:
    leading = own().leading.copy()
    is_type1 = leading["indicator_key"] == "type1"
    is_old = pd.to_datetime(leading["period_end"]) > pd.Timestamp("2025-06-30")
    leading = leading[~(is_type1 & is_old)]
    html = seen(why_screen(FACTS, own(leading=leading)))
    assert "no newer figure than June 2025" in html
    assert html.index("Waits over 12 hours") < html.index("Type 1 within 4 hours")
    assert "type1" not in fresh_indicators(FACTS, leading)
    ended = own().leading.assign(ended_on=pd.Timestamp("2026-03-31"))
    assert seen(why_screen(FACTS, own(leading=ended))).count("series ended in March 2026") == 3


def test_two_periods_old_is_current_and_three_is_not() -> None:
    leading = own().leading
    newest = pd.to_datetime(leading["period_end"]).max()
    facts = replace(FACTS, period_end=newest.date())
    for months, expected in ((2, True), (3, False)):
        cut = newest - pd.offsets.MonthEnd(months)
        rows = leading[pd.to_datetime(leading["period_end"]) <= cut]
        assert (fresh_indicators(facts, rows) != []) is expected, months


def test_nobody_rated_and_no_indicator_is_no_screen() -> None:
    nothing = own(rating_sheet=pd.DataFrame(), leading=own().leading.head(0))
    assert why_screen(replace(FACTS, rating=None), nothing) == ""


def test_indicators_and_steps_have_a_screen_only_where_they_hold_more() -> None:
    def kinds(**changes: Any) -> list[str]:
        return [screen.kind for screen in priority_screens(FACTS, own(**changes))]

    assert kinds() == ["trajectory", "spread", "likelihood", "leading", "next"]
    nothing = own().policy_steps.head(0)
    assert kinds(policy_steps=nothing) == ["trajectory", "spread", "likelihood", "next"]


# ---- next -----------------------------------------------------------------------------------


def test_questions_stand_beside_actions_with_the_overdue_first() -> None:
    html = next_screen(FACTS, own(policy_steps=steps()))
    assert "46 of 121 hospitals reach 78%. Which ten will you tackle first?" in html
    assert html.count("<li>") == 3
    assert html.index("Action 2:") < html.index("Action 1:") < html.index("Action 3:")
    assert "Action 5:" not in html, "what is closed is not owed"
    assert "2 actions and 1 policy step are overdue." in html


def test_a_late_step_names_who_answers_its_day_and_the_department_s_word() -> None:
    said = steps(
        said_note="Contract signed", said_on=pd.Timestamp("2026-05-10"),
        forecast_on=pd.Timestamp("2026-07-31"),
    )  # fmt: skip
    html = next_screen(FACTS, own(actions=actions_frame("a").head(0), policy_steps=said))
    for part in ("Overdue policy steps", "Care hubs opened", "Director", "31 December 2025",
                 "forecast 31 July 2026", "“Contract signed” says the department, 10 May 2026",
                 "1 policy step is overdue."):  # fmt: skip
        assert part in html, part


def test_a_step_done_or_not_due_yet_is_not_late() -> None:
    nothing = actions_frame("a").head(0)
    done = steps(done_on=pd.Timestamp("2026-01-31"), is_overdue=False)
    assert "Care hubs" not in next_screen(FACTS, own(actions=nothing, policy_steps=done))
    coming = steps(due_on=pd.Timestamp("2026-09-30"), is_overdue=False, is_late=False)
    html = next_screen(FACTS, own(actions=nothing, policy_steps=coming))
    assert "Next policy step" in html
    assert "Overdue policy steps" not in html
    assert "Nothing is overdue; no action is open, the next date is 30 September 2026." in html


def test_a_department_s_update_stands_with_its_action() -> None:
    actions = actions_frame("ae_four_hour").head(1)
    told = actions.assign(note="Two of ten named", updated_at=pd.Timestamp("2026-05-11 09:00"))
    assert "“Two of ten named” says the department, 11 May 2026" in next_screen(
        FACTS, own(actions=told)
    )


def test_what_people_wrote_cannot_become_markup() -> None:
    base = own()
    evil = own(
        inquiries=base.inquiries.assign(text=EVIL),
        actions=base.actions.assign(text=EVIL, owner=EVIL, note=EVIL),
        policy_steps=steps(title=EVIL, said_note=EVIL),
        rating_sheet=base.rating_sheet.assign(reason=EVIL),
        leading=base.leading.assign(short_title=EVIL),
    )
    facts: PriorityFacts = replace(FACTS, owner=EVIL)
    heard = Scripts()
    heard.feed(next_screen(facts, evil) + why_screen(facts, evil))
    assert (heard.scripts, heard.handlers, heard.addresses) == (0, [], [])


@pytest.mark.parametrize(
    ("overdue", "open_actions", "late", "sentence"),
    [
        (1, 1, 0, "1 action is overdue."),
        (0, 1, 2, "2 policy steps are overdue."),
        (0, 2, 0, "Nothing is overdue; 2 actions are open."),
        (0, 0, 0, "No action is open."),
    ],
)
def test_the_sentence_counts_what_is_owed(
    overdue: int, open_actions: int, late: int, sentence: str
) -> None:
    found = coming_sentence(overdue=overdue, open_actions=open_actions, late_steps=late)
    assert found == sentence
    assert len(sentence.split()) <= 16


# ---- in a browser ---------------------------------------------------------------------------


def go_to(page: Page, key: str) -> None:
    page.keyboard.type(str(FEW.index(key) + 1))
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-key="{key}"]')).to_be_visible()


def capture(page: Page, *texts: str, priority: str = "ae_four_hour") -> None:
    captured = [
        {"capture_key": f"{priority}{number}", "kind": "action", "kind_title": "Action",
         "text": text, "owner": "Amina Yusuf", "due": "30 June 2026", "priority_key": priority}
        for number, text in enumerate(texts)
    ]  # fmt: skip
    page.evaluate(
        f"window.dispatchEvent(new CustomEvent('stocktake:state', {{detail: "
        f"{{captured: {json.dumps(captured)}}}}}))"
    )


def test_what_is_captured_stands_on_the_next_screen_at_once_with_its_count(
    opened: Callable[..., Page], few_file: Path
) -> None:
    page = opened(few_file)
    go_to(page, "ae_four_hour-next")
    place = page.locator(".screen[aria-hidden=false] .taken-here")
    expect(place).to_be_hidden()
    page.keyboard.press("d")
    page.locator(".box .kind").filter(has_text="Decision").click()
    page.locator(".box-text").fill("Ten trusts first <b>")
    page.keyboard.press("Enter")
    expect(place).to_contain_text("Captured here: 1")
    expect(place).to_contain_text("Ten trusts first <b>")
    assert page.evaluate(MEASURE)["bad"] == []


def test_what_is_captured_elsewhere_is_not_counted_here(
    opened: Callable[..., Page], few_file: Path
) -> None:
    page = opened(few_file)
    capture(page, "Another’s", priority="ready_for_school")
    go_to(page, "ae_four_hour-next")
    place = page.locator(".screen[aria-hidden=false] .taken-here")
    expect(place).to_be_hidden()
    capture(
        page, *(f"Name a lead in each of the ten trusts before they meet {n}" for n in range(5))
    )
    expect(place).to_contain_text("Captured here: 5")
    expect(place).to_contain_text("and 2 more in the read-back")
    seen = page.evaluate(MEASURE)
    assert seen["bad"] == []
    assert seen["least"] >= 1 / 50, seen["words"]


def test_s_lays_the_whole_sheet_over_any_screen_of_its_priority(
    opened: Callable[..., Page], few_file: Path
) -> None:
    page = opened(few_file)
    go_to(page, "ae_four_hour-trajectory")
    over = page.locator(".sheet-over")
    page.keyboard.press("s")
    expect(over).to_be_visible()
    expect(over).to_contain_text("Degree of challenge")
    page.keyboard.press("Escape")
    expect(over).to_be_hidden()
    expect(page.locator('[data-key="ae_four_hour-trajectory"]')).to_be_visible()
    page.keyboard.press("s")
    page.keyboard.press("ArrowRight")
    expect(over).to_be_hidden()
    go_to(page, "wall-1")
    page.keyboard.press("s")
    expect(over).to_be_hidden()
    expect(page.locator(".told")).to_have_text("No rating sheet for this screen")
