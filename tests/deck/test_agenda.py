"""A stocktake's screens in the order of its agenda, and those without a figure."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from stocktake.deck.actions import action_screens
from stocktake.deck.agenda import build_agenda_screens, last_pictures
from stocktake.deck.document import build_document
from stocktake.deck.frames import DeckFrames, Screen
from stocktake.deck.items import celebration_screen, issue_screen
from stocktake.deck.likelihood import likelihood_screen
from stocktake.deck.markup import said, standing_mark
from stocktake.model.facts import PriorityFacts
from stocktake.model.ledger import Standing
from stocktake.model.meeting import Agenda, AgendaItem, AgendaKind, MeetingPlan
from tests.charts import frames
from tests.deck.agendas import TODAY, flags_frame, items_of, long_deck, suggestions_frame
from tests.deck.decks import META, actions_frame, deck_frames, sheet_frame
from tests.deck.test_screens import EVIL, Scripts

TURNING = f"\u202e{EVIL}\u2066" + " lang" * 990


def drawn_plainly(facts: PriorityFacts, own: DeckFrames) -> list[Screen]:
    """Stand in for the drawing of charts, which these tests do not look at."""
    key = facts.priority_key
    return [Screen(f"{key}-trajectory", facts.short_title, "", "trajectory", key)]


def screens_of(*items: AgendaItem, departments: tuple[str, ...] = ()) -> list[Screen]:
    agenda = Agenda("Spring", items, departments)
    return build_agenda_screens(agenda, deck_frames(), today=TODAY, draw=drawn_plainly)


def priority(key: str) -> AgendaItem:
    return AgendaItem(AgendaKind.PRIORITY, key, 5, key)


def issue(key: str | None = None, **more: Any) -> AgendaItem:
    return AgendaItem(AgendaKind.ISSUE, "Beds", 10, key, **{"ask": "Choose one.", **more})


# ---- the order ------------------------------------------------------------------------------


def test_screens_come_in_the_order_of_the_agenda_and_know_their_item() -> None:
    found = [(screen.kind, screen.item) for screen in long_deck()]
    kinds = list(dict.fromkeys(found))
    assert kinds[:10] == [
        ("actions", 1), ("wall", 2), ("celebration", 3), ("trajectory", 5), ("spread", 5),
        ("likelihood", 5), ("leading", 5), ("next", 5), ("issue", 4), ("trajectory", 6),
    ]  # fmt: skip
    assert found[-1] == ("decisions", 12)


def test_an_issue_follows_its_priority_wherever_it_stands_and_others_stay() -> None:
    items = (issue("ready_for_school"), issue(), priority("ae_four_hour"),
             priority("ready_for_school"))  # fmt: skip
    keys = [screen.key for screen in screens_of(*items)]
    assert keys == ["issue-2", "ae_four_hour-trajectory", "ready_for_school-trajectory", "issue-1"]


def test_an_item_with_nothing_to_show_has_no_screen() -> None:
    celebration = AgendaItem(AgendaKind.CELEBRATION, "", 2)
    empty = AgendaItem(AgendaKind.ISSUE, "Nothing said", 5)
    assert screens_of(celebration, empty, priority("unknown")) == []
    nothing = replace(deck_frames(), actions=pd.DataFrame())
    agenda = Agenda("", (AgendaItem(AgendaKind.ACTIONS, "", 5),))
    assert build_agenda_screens(agenda, nothing) == []


def test_screens_shown_twice_have_keys_of_their_own() -> None:
    wall = AgendaItem(AgendaKind.WALL, "The wall", 3)
    assert [screen.key for screen in screens_of(wall, wall)] == ["wall-1", "wall-1-again-2"]


def test_departments_narrow_wall_and_actions_but_not_what_the_agenda_names() -> None:
    wall, actions = AgendaItem(AgendaKind.WALL, "", 3), AgendaItem(AgendaKind.ACTIONS, "", 3)
    found = screens_of(actions, wall, priority("ae_four_hour"), departments=("education",))
    assert [screen.kind for screen in found] == ["wall", "trajectory"]
    assert "A&amp;E" not in found[0].html


def test_a_plan_gives_its_agenda() -> None:
    items = items_of(["ae_four_hour"])
    plan = MeetingPlan("Spring", TODAY, "Chair (demo)", ("health",), items)
    assert plan.agenda == Agenda("Spring", items, ("health",))


def test_progress_is_told_after_each_item() -> None:
    told: list[tuple[int, int]] = []
    agenda = Agenda("", (priority("ae_four_hour"), issue()))
    build_agenda_screens(
        agenda, deck_frames(), draw=drawn_plainly, on_progress=lambda *at: told.append(at)
    )
    assert told == [(1, 2), (2, 2)]


def test_an_earlier_picture_names_its_day_and_keeps_its_ids_apart() -> None:
    drawing = '<clipPath id="aetclip0"></clipPath><g clip-path="url(#aetclip0)"></g>'
    screens = [Screen("ae-trajectory", "A&E", drawing, "trajectory", "ae"),
               Screen("ae-spread", "A&E: spread", "<p>other</p>", "spread", "ae")]  # fmt: skip
    pictures = last_pictures(screens, title=EVIL, shown_on=date(2026, 2, 17))
    assert list(pictures) == ["ae"]
    assert "17 February 2026" in pictures["ae"]
    assert "<script" not in pictures["ae"]
    assert 'id="then-aetclip0"' in pictures["ae"]
    assert 'url(#then-aetclip0)"' in pictures["ae"]


# ---- last time's actions --------------------------------------------------------------------


def test_overdue_and_twice_slipped_actions_come_first() -> None:
    [screen] = action_screens(actions_frame("ae_four_hour"), today=TODAY)
    texts = re.findall(r"Action (\d)", screen.html)
    assert texts == ["2", "1", "4", "3", "5"]
    assert "4 open actions, 2 of them overdue; 1 rescheduled twice or more; 1 settled since." in (
        screen.html.replace("\u00a0", " ")
    )


def test_an_action_tells_who_what_and_both_dates_and_its_slips() -> None:
    [screen] = action_screens(actions_frame("ae_four_hour"), today=TODAY)
    row = re.findall(r"<tr class=.*?</tr>", screen.html)[0].replace("\u00a0", " ")
    for told in ("Overdue by 12 days", "Amina Yusuf", "31 March 2026", "8 May 2026",
                 "Rescheduled twice, 5 weeks later than first agreed"):  # fmt: skip
        assert told in row
    assert "demo" not in row
    assert "(demo)" not in row


def test_each_state_of_an_action_has_a_shape_and_a_letter_of_its_own() -> None:
    marks = [standing_mark(one) for one in Standing]
    shapes = {re.sub(r' fill="[^"]+"', "", mark.partition("<text")[0]) for mark in marks}
    # Said to be done and closed share an outline, one of them dashed.
    assert len(shapes) == len(marks)
    letters = [re.search(r">(.)</text>", mark)[1] for mark in marks]  # type: ignore[index]
    assert len(set(letters)) == 5


def test_actions_are_paged_at_seven_rows() -> None:
    many = pd.concat([actions_frame(f"p{n}") for n in range(3)], ignore_index=True)
    pages = action_screens(many, today=TODAY)
    assert [page.html.count("<tr class") for page in pages] == [5, 5, 5]
    assert pages[1].title == "Actions from last time, 2 of 3"


def test_what_was_settled_before_the_last_stocktake_is_not_told_again() -> None:
    frame = actions_frame("ae_four_hour")
    frame["settled_at"] = frame["settled_at"].where(
        frame["settled_at"].isna(), pd.Timestamp("2025-11-01")
    )
    [screen] = action_screens(frame, today=TODAY)
    assert "Action 5" not in screen.html
    assert "settled" not in screen.html


def test_an_action_without_name_or_priority_is_shown_too() -> None:
    frame = actions_frame("ae_four_hour").head(1)
    frame = frame.assign(owner=None, priority=None, department=None, department_key=None)
    [screen] = action_screens(frame, department_keys=("health",))
    assert "nobody named" in screen.html
    assert "None" not in screen.html
    assert ">Overdue<" in screen.html


# ---- to celebrate, and an issue -------------------------------------------------------------


def test_a_celebration_is_a_few_large_words() -> None:
    item = AgendaItem(AgendaKind.CELEBRATION, "Two-year waits", 2, text="All gone.\nThank you.")
    html = celebration_screen(item)
    assert "<h2>Two-year waits</h2>" in html
    assert "<p>All gone.</p><p>Thank you.</p>" in html
    assert "huge" in html
    assert "small" in celebration_screen(replace(item, text="long words " * 400))


def test_an_issue_shows_the_case_the_options_by_number_and_the_ask() -> None:
    html = issue_screen(issue(text="Ten trusts.", options=("Beds", "Teams")))
    told = re.findall(r"Ten trusts\.|<li><span>\w+|The ask|Choose one\.", html)
    assert told == ["Ten trusts.", "<li><span>Beds", "<li><span>Teams", "The ask", "Choose one."]
    assert '<ol class="options">' in html
    seven = issue_screen(issue(options=tuple("abcdefg")))
    assert seven.count("<li>") == 5
    assert "and 2 more" in seven


# ---- the likelihood sheet -------------------------------------------------------------------


def sheet(*more: dict[str, Any], **other: pd.DataFrame) -> str:
    rows = sheet_frame("ae_four_hour")
    added = [{**rows.iloc[0].to_dict(), "rater_type": "unit", **one} for one in more]
    whole = pd.concat([rows, pd.DataFrame(added)], ignore_index=True) if added else rows
    facts = frames.facts_with(rating="amber_red")
    own = replace(deck_frames().of("ae_four_hour"), rating_sheet=whole, **other)
    return likelihood_screen(facts, own)


def test_performance_and_leading_lines_stand_before_the_overall_one() -> None:
    html = sheet({"category": "performance", "rating": "red"},
                 {"category": "leading", "rating": "green"})  # fmt: skip
    assert re.findall(r'<tr class="row-(\w+)"', html) == [
        "challenge", "planning", "capacity", "stage", "performance", "leading", "overall",
    ]  # fmt: skip


def test_the_suggested_rating_stands_beside_the_final_one_with_its_working() -> None:
    html = sheet(suggestions=suggestions_frame())
    told = html[html.index("Suggested") :]
    assert "Suggested Red." in told
    assert "Performance is red: well behind plan." in told
    assert 'aria-label="Red"' in html
    assert "Suggested" not in sheet()


def test_what_the_rules_said_then_is_told_where_nothing_else_is_known() -> None:
    rows = sheet_frame("ae_four_hour").assign(suggested_rating="amber_green")
    own = replace(deck_frames().of("ae_four_hour"), rating_sheet=rows)
    html = likelihood_screen(frames.facts_with(rating="amber_red"), own)
    assert "Suggested Amber-green." in html


def test_contradictions_are_asked_two_at_most() -> None:
    html = sheet(rating_flags=flags_frame())
    assert html.count('<span class="flag"') == 2
    assert "two points at once" in html
    assert "and 1 more" in html


# ---- hostile text ---------------------------------------------------------------------------


def test_signs_that_turn_the_direction_are_left_out() -> None:
    assert said("a\u202eb\u2067c\u200f") == "abc\u200f"


@pytest.fixture(scope="module")
def hostile() -> list[Screen]:
    evil = deck_frames(short_title=TURNING, department=TURNING, owner=TURNING)
    for column in ("text", "owner", "priority", "department"):
        evil.actions[column] = TURNING
    celebration = AgendaItem(AgendaKind.CELEBRATION, TURNING, 2, text=TURNING)
    bad = issue("ae_four_hour", text=TURNING, options=(TURNING,) * 9, ask=TURNING)
    items = (AgendaItem(AgendaKind.ACTIONS, TURNING, 5), celebration, replace(bad, title=TURNING),
             AgendaItem(AgendaKind.DECISIONS, TURNING, 5))  # fmt: skip
    return build_agenda_screens(Agenda(TURNING, items), evil, today=TODAY, draw=drawn_plainly)


def test_text_of_people_cannot_become_markup_or_fill_a_screen(hostile: list[Screen]) -> None:
    assert {screen.kind for screen in hostile} == {"actions", "celebration", "issue", "decisions"}
    seen = Scripts()
    meta = replace(META, title=TURNING, edition_key=EVIL, items=((1, TURNING, 5),))
    captured = [{"capture_key": EVIL, "kind": EVIL, "text": "</script>" + EVIL}]
    seen.feed(build_document(hostile, meta, {EVIL: "<p>then</p>"}, captured, (EVIL,)))
    assert (seen.scripts, seen.handlers, seen.addresses) == (1, [], [])
    for screen in hostile:
        assert len(screen.html) < 12_000
        assert len(screen.title) <= 90
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", screen.html)
