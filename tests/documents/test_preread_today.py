"""Page one of the pre-read, and the key on its last page."""

from dataclasses import replace
from datetime import date

from stocktake.documents.preread import build_preread
from stocktake.model.front_page import FrontBlock, FrontLine, FrontPage
from stocktake.model.gaps import GapReason
from stocktake.model.key_words import POSITIONS
from stocktake.model.rating import Rating
from tests.documents.papers import papers
from tests.documents.records import HOSTILE
from tests.documents.test_preread import Tags

KEYS = ("since", "ask", "going_well", "not_going_well", "overdue", "coming")


def page(*lines: FrontLine) -> FrontPage:
    return FrontPage(
        "Health",
        date(2026, 5, 20),
        FrontLine("headline", "1 of 4 priorities is on plan.", "wall"),
        tuple(FrontBlock(key, key.title(), lines) for key in KEYS),
    )


def test_it_stands_before_the_agenda_and_its_lines_lead_into_the_papers():
    lines = (
        FrontLine("a", "Waits are long", "priority", "very_long_waits"),
        FrontLine("b", "Late actions", "actions"),
        FrontLine("c", "Not on the agenda", "priority", "phonics"),
        FrontLine("d", "Transport’s return", "board"),
    )
    document = build_preread(replace(papers(), front=page(*lines)))
    first = document[document.index('class="front-headline"') : document.index('id="agenda"')]
    assert first.count('<section class="front-') == len(KEYS)
    assert '<a href="#p-very_long_waits">Waits are long</a>' in first
    assert '<a href="#actions">Late actions</a>' in first
    assert '<a href="#agenda">1 of 4 priorities is on plan.</a>' in first
    assert "<li>Not on the agenda</li>" in first
    assert "<li>Transport’s return</li>" in first


def test_each_link_finds_its_place():
    lines = (FrontLine("a", "Waits are long", "priority", "very_long_waits"),)
    tags = Tags(build_preread(replace(papers(), front=page(*lines))))
    places = set(tags.values("id"))
    assert {place[1:] for place in tags.values("href") if place.startswith("#")} <= places


def test_hostile_words_are_text():
    document = build_preread(
        replace(papers(), front=page(FrontLine("a", HOSTILE, "priority", "x", about=HOSTILE)))
    )
    assert "<script>alert" not in document


def test_without_a_front_page_the_agenda_is_page_one():
    assert 'class="front-headline"' not in build_preread(papers())


def test_the_last_page_holds_the_key():
    document = build_preread(papers())
    about = document[document.index('id="about"') :]
    for word in (*(point.title for point in Rating), *(reason.title for reason in GapReason)):
        assert word in about
    assert all(word in about and meaning in about for word, meaning in POSITIONS)
