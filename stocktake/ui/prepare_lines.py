"""The lines of an agenda while somebody works on it. Nothing here knows the screen or the store.

A plan in the database has items without names: its newest version simply stands in place of the
one before. While it is worked on each item needs a name, so that "move this one up" still means
the same item when a colleague has saved something in between. Names are made of what an item is
about, so that a server that was started anew gives the same ones.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from stocktake.model.meeting import AgendaItem, AgendaKind
from stocktake.model.numbers import several

# What a leader gives a stocktake, in minutes: an unwritten rule of those who ran them.
LEAST_MINUTES, MOST_MINUTES = 45, 60
LONGEST_ITEM = 90
_ONCE = (AgendaKind.ACTIONS, AgendaKind.WALL, AgendaKind.DECISIONS)


@dataclass(frozen=True)
class Line:
    """An item under a name of its own; `revision` is raised when a colleague has changed it."""

    line_key: str
    item: AgendaItem
    revision: int = 0


Lines = tuple[Line, ...]


def adopt(lines: Lines, items: Sequence[AgendaItem]) -> Lines:
    """Give items the names they have among `lines`; an item nobody knows gets a new one.

    An item is known by all it says, or else by what it is about: then it was changed.
    """
    left, found = list(lines), dict[int, Line]()
    for is_known in (_says_the_same, _is_about_the_same):
        for place, item in enumerate(items):
            known = next((line for line in left if is_known(line.item, item)), None)
            if place in found or known is None:
                continue
            left.remove(known)
            raised = known.revision + int(known.item != item)
            found[place] = Line(known.line_key, item, raised)
    taken = {line.line_key for line in lines}
    for place, item in enumerate(items):
        if place not in found:
            found[place] = Line(_new_name(item, taken), item)
            taken.add(found[place].line_key)
    return tuple(found[place] for place in range(len(items)))


def _says_the_same(one: AgendaItem, other: AgendaItem) -> bool:
    return one == other


def _is_about_the_same(one: AgendaItem, other: AgendaItem) -> bool:
    return (one.kind, one.priority_key) == (other.kind, other.priority_key)


def _new_name(item: AgendaItem, taken: Collection[str]) -> str:
    """Name an item by its kind and priority, counted on where there are several."""
    about = f"{item.kind}-{item.priority_key}" if item.priority_key else str(item.kind)
    return next(name for n in count(1) if (name := f"{about}-{n}") not in taken)


def items_of(lines: Lines) -> tuple[AgendaItem, ...]:
    """Give the items, in order."""
    return tuple(line.item for line in lines)


def line_of(lines: Lines, line_key: str | None) -> Line | None:
    """Give the line of that name, if it is still there."""
    return next((line for line in lines if line.line_key == line_key), None)


# ---- changes: each gives new lines and leaves the old ones as they are -------------------------


def changed(lines: Lines, line_key: str, **fields: Any) -> Lines:
    """Change what one item says."""
    written = (
        replace(line, item=replace(line.item, **fields)) if line.line_key == line_key else line
        for line in lines
    )
    return arranged(tuple(written))


def without(lines: Lines, line_key: str) -> Lines:
    """Take a line off the agenda."""
    return tuple(line for line in lines if line.line_key != line_key)


def added(lines: Lines, item: AgendaItem) -> Lines:
    """Put an item where it belongs: the read-back stays last, and actions come first."""
    before = _first(lines, lambda one: one.kind is AgendaKind.DECISIONS)
    if item.kind is AgendaKind.ACTIONS:
        before = 0
    elif item.kind in (AgendaKind.WALL, AgendaKind.CELEBRATION):
        before = _first(lines, lambda one: one.kind not in (AgendaKind.ACTIONS, AgendaKind.WALL))
    elif item.kind is AgendaKind.DECISIONS:
        before = len(lines)
    new = Line(_new_name(item, {line.line_key for line in lines}), item)
    return arranged((*lines[:before], new, *lines[before:]))


def _first(lines: Lines, is_it: Callable[[AgendaItem], bool]) -> int:
    return next((place for place, line in enumerate(lines) if is_it(line.item)), len(lines))


def ordered(lines: Lines, order: Sequence[tuple[str, int]]) -> Lines:
    """Put lines in an order, with minutes, as the list on the screen tells them.

    What it does not tell of was added meanwhile, and keeps its place behind the line before it.
    """
    minutes = dict(order)
    known = {line.line_key: line for line in lines}
    follows: dict[str | None, list[Line]] = {}
    before: str | None = None
    for line in lines:
        if line.line_key in minutes:
            before = line.line_key
        else:
            follows.setdefault(before, []).append(line)
    found = follows.get(None, [])
    for line_key in dict.fromkeys(key for key, _ in order if key in known):
        line = known[line_key]
        timed = replace(line.item, minutes=_within(minutes[line_key]))
        found = [*found, replace(line, item=timed), *follows.get(line_key, [])]
    return arranged(tuple(found))


def _within(minutes: int) -> int:
    return max(0, min(LONGEST_ITEM, minutes))


def arranged(lines: Lines) -> Lines:
    """Put each issue behind the priority that it is about: there the room comes to it."""
    on_agenda = {one.item.priority_key for one in lines if one.item.kind is AgendaKind.PRIORITY}
    found: list[Line] = []
    for line in lines:
        if belongs_to(line.item) in on_agenda:
            continue
        found.append(line)
        if line.item.kind is AgendaKind.PRIORITY:
            own = line.item.priority_key
            found += [one for one in lines if belongs_to(one.item) == own]
    # A priority that stands on the agenda twice must not double its issues.
    return tuple({line.line_key: line for line in found}.values())


def belongs_to(item: AgendaItem) -> str | None:
    """Give the priority whose screens an issue follows."""
    return item.priority_key if item.kind is AgendaKind.ISSUE else None


# ---- words --------------------------------------------------------------------------------------


def missing_kinds(lines: Lines) -> list[AgendaKind]:
    """Name the parts that a stocktake usually has and this agenda has not."""
    kinds = {line.item.kind for line in lines}
    return [kind for kind in _ONCE if kind not in kinds]


def minutes_words(minutes: int) -> str:
    """Say whether the whole time is what a leader gives.

    >>> minutes_words(50), minutes_words(75), minutes_words(30)
    ('within 45 to 60', '15 over an hour', '15 short of 45')
    """
    if minutes > MOST_MINUTES:
        return f"{minutes - MOST_MINUTES} over an hour"
    if minutes < LEAST_MINUTES:
        return f"{LEAST_MINUTES - minutes} short of {LEAST_MINUTES}"
    return f"within {LEAST_MINUTES} to {MOST_MINUTES}"


def lacking(lines: Lines) -> list[str]:
    """Say what is begun and not finished: an issue without an ask helps nobody in the room."""
    told = []
    for line in lines:
        item = line.item
        if item.kind is AgendaKind.ISSUE:
            lacks = [
                name
                for name, is_there in (
                    ("what it is about", bool(item.text.strip())),
                    ("two options or more", len(item.options) >= 2),
                    ("the ask", bool(item.ask.strip())),
                )
                if not is_there
            ]
            if lacks:
                told.append(f"{item.title}: {_listed(lacks)} still to write.")
        elif item.kind is AgendaKind.CELEBRATION and not item.text.strip():
            told.append(f"{item.title}: what went well is still to write.")
    return told


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else words[0]


def counted(lines: Lines) -> str:
    """Count what is on the agenda: `14 priorities, 2 issues`.

    >>> counted((Line("1", AgendaItem(AgendaKind.PRIORITY, "A", 5, "a")),))
    '1 priority'
    """
    kinds = [line.item.kind for line in lines]
    priorities, issues = kinds.count(AgendaKind.PRIORITY), kinds.count(AgendaKind.ISSUE)
    words = [several(priorities, "priority", "priorities")]
    return ", ".join([*words, several(issues, "issue")] if issues else words)
