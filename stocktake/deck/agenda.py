"""The screens of a prepared stocktake, in the order of its agenda."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stocktake.deck.actions import action_screens
from stocktake.deck.frames import DeckFrames, Screen
from stocktake.deck.items import celebration_screen, decisions_screen, issue_screen
from stocktake.deck.markup import said, shortened
from stocktake.deck.screens import priority_screens
from stocktake.deck.today import today_screens
from stocktake.deck.wall import wall_screens
from stocktake.model.facts import PriorityFacts, facts_from_row, worst_first
from stocktake.model.front_page import FrontPage
from stocktake.model.meeting import Agenda, AgendaItem, AgendaKind
from stocktake.model.numbers import day

__all__ = ["Agenda", "build_agenda_screens", "last_pictures"]

Progress = Callable[[int, int], None]
Draw = Callable[[PriorityFacts, DeckFrames], list[Screen]]
Placed = tuple[int, AgendaItem]


@dataclass(frozen=True)
class _Room:
    """What the screens of every item are made from."""

    frames: DeckFrames
    facts: dict[str, PriorityFacts]
    wall: list[PriorityFacts]
    department_keys: tuple[str, ...]
    today: date | None
    draw: Draw


def build_agenda_screens(
    agenda: Agenda,
    frames: DeckFrames,
    *,
    today: date | None = None,
    on_progress: Progress | None = None,
    draw: Draw = priority_screens,
    front: FrontPage | None = None,
) -> list[Screen]:
    """Build the screens of every item of an agenda; an item with nothing to show has none.

    An issue about a priority comes after that priority's screens, wherever it stands. `today` is
    the day that delays are counted to; `on_progress(done, of)` is told after each item. `draw`
    gives a priority's screens from its own rows: they may have been drawn before, side by side.
    The front page, where there is one, comes before everything and belongs to no item.
    """
    room = _room(agenda, frames, today, draw)
    placed = list(_in_order(agenda.items))
    screens: list[Screen] = []
    for done, (position, item) in enumerate(placed, start=1):
        screens += [replace(screen, item=position) for screen in _screens_of(item, position, room)]
        if on_progress:
            on_progress(done, len(placed))
    built = list(_with_own_keys(screens))
    return [*today_screens(front, agenda, built), *built] if front else built


def last_pictures(
    screens: Iterable[Screen], *, title: str, shown_on: date, heading: str = "As shown on"
) -> dict[str, str]:
    """Give the trajectory of each priority as an earlier edition showed it, by priority key.

    It says whose and when it was, and its drawing's ids stay apart from those of today's.
    """
    then = f'<p class="then-when">{heading} {said(day(shown_on))}<span>{said(title)}</span></p>'
    return {
        screen.priority_key: then + _apart(screen.html, screen.priority_key)
        for screen in screens
        if screen.kind == "trajectory" and screen.priority_key
    }


def _apart(html: str, priority_key: str) -> str:
    mark = f"{priority_key}t"
    return html.replace(f'id="{mark}', f'id="then-{mark}').replace(
        f"url(#{mark}", f"url(#then-{mark}"
    )


def _room(agenda: Agenda, frames: DeckFrames, today: date | None, draw: Draw) -> _Room:
    rows = frames.wall.to_dict("records")
    every = [facts_from_row({str(name): cell for name, cell in row.items()}) for row in rows]
    wanted = agenda.department_keys
    on_wall = [facts for facts in every if not wanted or facts.department_key in wanted]
    by_key = {facts.priority_key: facts for facts in every}
    return _Room(frames, by_key, worst_first(on_wall), wanted, today, draw)


def _in_order(items: Sequence[AgendaItem]) -> Iterator[Placed]:
    """Move each issue behind the priority that it is about, where that is on the agenda."""
    placed = list(enumerate(items, start=1))
    with_screens = {item.priority_key for _, item in placed if item.kind is AgendaKind.PRIORITY}
    moved = [
        one
        for one in placed
        if one[1].kind is AgendaKind.ISSUE and one[1].priority_key in with_screens
    ]
    for one in placed:
        if one in moved:
            continue
        yield one
        if one[1].kind is AgendaKind.PRIORITY:
            yield from (issue for issue in moved if issue[1].priority_key == one[1].priority_key)


def _screens_of(item: AgendaItem, position: int, room: _Room) -> list[Screen]:
    facts = room.facts.get(item.priority_key or "")
    if item.kind is AgendaKind.ACTIONS:
        chosen = room.department_keys
        return action_screens(room.frames.actions, today=room.today, department_keys=chosen)
    if item.kind is AgendaKind.WALL:
        return wall_screens(room.wall, room.frames) if room.wall else []
    if item.kind is AgendaKind.PRIORITY:
        return room.draw(facts, room.frames.of(facts.priority_key)) if facts else []
    if item.kind is AgendaKind.CELEBRATION:
        return _one(item, position, celebration_screen(item, facts), facts)
    if item.kind is AgendaKind.ISSUE:
        return _one(item, position, issue_screen(item, facts), facts)
    return [
        Screen(
            "decisions",
            shortened(item.title, 90) or item.kind.title,
            decisions_screen(),
            "decisions",
        )
    ]


def _one(item: AgendaItem, position: int, html: str, facts: PriorityFacts | None) -> list[Screen]:
    if not html:
        return []
    whose = (facts.priority_key, facts.department_key) if facts else (None, None)
    title = shortened(item.title, 90) or item.kind.title
    is_last = item.kind is AgendaKind.DECISIONS
    key = item.kind.value if is_last else f"{item.kind.value}-{position}"
    return [Screen(key, title, html, item.kind.value, *whose)]


def _with_own_keys(screens: Sequence[Screen]) -> Iterator[Screen]:
    """Give a screen that is shown twice, like a wall at both ends, a key of its own."""
    seen: set[str] = set()
    for screen in screens:
        key = f"{screen.key}-again-{screen.item}" if screen.key in seen else screen.key
        seen.add(key)
        yield replace(screen, key=key)
