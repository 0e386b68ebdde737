"""The first screen of a stocktake: what changed, how things stand, what to ask, what is overdue."""

from collections.abc import Sequence

from stocktake.deck.frames import Screen
from stocktake.deck.markup import cut, heading_words, line_class, said
from stocktake.model.front_page import FrontBlock, FrontLine, FrontPage
from stocktake.model.meeting import Agenda
from stocktake.model.numbers import day

TITLE = "Today"
_MOST = 190
_MARKS = {"up": "▲", "down": "▼", "same": "="}
# What a line leads to, by the kind of screen; what has no screen of its own leads nowhere here.
_KINDS = {"wall": "wall", "actions": "actions"}
# Read row by row: what changed and what to ask, how things stand, what is late and what comes.
_ORDER = ("since", "ask", "going_well", "not_going_well", "overdue", "coming")


def today_screens(page: FrontPage, agenda: Agenda, others: Sequence[Screen]) -> list[Screen]:
    """Build the front page as a screen whose lines lead to the `others` they rest on."""
    return [Screen("today", TITLE, today_screen(page, agenda, others), "today")]


def today_screen(page: FrontPage, agenda: Agenda, others: Sequence[Screen]) -> str:
    """Fill a screen with the front page: a sentence, four blocks in two columns, and the foot."""
    about = f"{cut(page.whose, 90)} · {cut(agenda.title, 80)} · {said(day(page.shown_on))}"
    headline = page.headline.text
    blocks = "".join(_block(page.block(key), others) for key in _ORDER)
    return (
        f'<header class="top"><div class="words"><p class="kicker">{about}</p>'
        f'<h2 class="{line_class(headline)}">{_linked(page.headline, others, whole=True)}</h2>'
        f'</div></header><div class="front">{blocks}</div>'
    )


def _block(block: FrontBlock, others: Sequence[Screen]) -> str:
    ordered = "ol" if block.key == "ask" else "ul"
    items = "".join(f"<li>{_line(line, block.key, others)}</li>" for line in block.lines)
    return (
        f'<section class="front-{said(block.key)}"><h3>{cut(block.title, 60)}</h3>'
        f"<{ordered}>{items}</{ordered}></section>"
    )


def _line(line: FrontLine, key: str, others: Sequence[Screen]) -> str:
    mark = _MARKS.get(line.mark, "")
    shown = f'<span class="front-mark" aria-hidden="true">{mark}</span> ' if mark else ""
    about = f" <small>{cut(line.about, 40)}</small>" if key == "ask" and line.about else ""
    return f"{shown}{_linked(line, others)}{about}"


def _linked(line: FrontLine, others: Sequence[Screen], *, whole: bool = False) -> str:
    """Write a line as a link to the screen it rests on, its subject strong."""
    text = line.text
    begins = not whole and line.about and text.startswith(line.about)
    if begins:
        rest = cut(text[len(line.about) :], _MOST)
        # Cutting also trims, and the space belongs between the two.
        gap = " " if text[len(line.about) :].startswith(" ") else ""
        words = f"<b>{said(line.about)}</b>{gap}{rest}"
    else:
        words = heading_words(text) if whole else cut(text, _MOST)
    key = _screen_of(line, others)
    return f'<a href="#{said(key)}" data-goto="{said(key)}">{words}</a>' if key else words


def _screen_of(line: FrontLine, others: Sequence[Screen]) -> str | None:
    if line.priority_key:
        found = [one for one in others if one.priority_key == line.priority_key]
        first = [one for one in found if one.kind == "trajectory"]
        return next((one.key for one in first + found), None)
    kind = _KINDS.get(line.page)
    return next((one.key for one in others if kind and one.kind == kind), None)
