"""The first screen: every block, links to the screens it rests on, and nothing let through."""

import re
from dataclasses import replace
from datetime import date

from stocktake.deck.agenda import build_agenda_screens
from stocktake.deck.frames import Screen
from stocktake.deck.today import today_screen
from stocktake.model.front_page import FrontBlock, FrontLine, FrontPage
from stocktake.model.meeting import Agenda, AgendaItem, AgendaKind
from tests.deck.agendas import TODAY
from tests.deck.decks import deck_frames
from tests.deck.test_agenda import drawn_plainly
from tests.deck.test_screens import EVIL, Scripts

AGENDA = Agenda("Spring", (AgendaItem(AgendaKind.PRIORITY, "A&E", 5, "ae_four_hour"),))
OTHERS = [
    Screen("actions-1", "Actions", "", "actions"),
    Screen("wall-1", "Wall", "", "wall"),
    Screen("a-spread", "A", "", "spread", "a"),
    Screen("a-trajectory", "A", "", "trajectory", "a"),
]


def front(text: str = "A: 70% in March 2026", **changes: object) -> FrontPage:
    line = FrontLine("not_going_well.a", text, "priority", "a", about="A")
    keys = ("since", "ask", "going_well", "not_going_well", "overdue", "coming")
    return FrontPage(
        "Health",
        date(2026, 5, 20),
        FrontLine("headline", "1 of 4 priorities is on plan.", "wall"),
        tuple(FrontBlock(key, key, (replace(line, **changes),)) for key in keys),
    )


def links(html: str) -> set[str]:
    return set(re.findall(r'data-goto="([^"]+)"', html))


def test_lines_lead_to_the_screens_they_rest_on():
    assert links(today_screen(front(), AGENDA, OTHERS)) == {"a-trajectory", "wall-1"}
    actions = front(page="actions", priority_key=None)
    assert links(today_screen(actions, AGENDA, OTHERS)) == {"actions-1", "wall-1"}


def test_what_has_no_screen_is_text():
    board = today_screen(front(page="board", priority_key=None), AGENDA, [])
    assert links(board) == set()
    assert "<b>A</b>: 70% in March 2026" in board
    assert links(today_screen(front(priority_key="b"), AGENDA, OTHERS)) == {"wall-1"}


def test_a_question_names_what_it_is_about():
    asked = today_screen(front(), AGENDA, OTHERS)
    block = asked[asked.index("front-ask") : asked.index("front-going_well")]
    assert "<ol>" in block
    assert "<small>A</small>" in block


def test_nothing_hostile_gets_through_and_long_lines_are_cut():
    seen = Scripts()
    seen.feed(today_screen(front(text=EVIL, about=EVIL), AGENDA, OTHERS))
    assert (seen.scripts, seen.handlers) == (0, [])
    assert set(seen.addresses) == {"#a-trajectory", "#wall-1"}
    assert len(today_screen(front(text="word " * 400), AGENDA, OTHERS)) < 5000


def test_it_comes_before_every_item_of_the_agenda_also_of_one_department():
    agenda = replace(AGENDA, department_keys=("health",))
    built = build_agenda_screens(
        agenda, deck_frames(), today=TODAY, draw=drawn_plainly, front=front()
    )
    assert [(screen.key, screen.item) for screen in built] == [
        ("today", None),
        ("ae_four_hour-trajectory", 1),
    ]


def test_without_a_front_page_there_is_no_such_screen():
    built = build_agenda_screens(AGENDA, deck_frames(), today=TODAY, draw=drawn_plainly)
    assert [screen.kind for screen in built] == ["trajectory"]
