"""The screens of the agenda without a figure: to celebrate, an issue, the decisions read back."""

from collections.abc import Mapping, Sequence

from stocktake.deck.markup import cut, heading_words, said, size_class
from stocktake.model.facts import PriorityFacts
from stocktake.model.meeting import AgendaItem, AgendaKind

_MOST_OPTIONS = 5
_SIZES = (("huge", 90), ("large", 190), ("middle", 330))
_MOST_TITLE = 80
_MOST_TEXT = 420
# A line of its own costs as much as so many signs.
_LINE = 60
# Above so many signs the options are written smaller.
_LONG_OPTIONS = 330


def celebration_screen(item: AgendaItem, facts: PriorityFacts | None = None) -> str:
    """Say what went well in large calm words; nothing where nobody wrote any."""
    text = item.text.strip() or item.title.strip()
    if not text:
        return ""
    heading = item.title.strip() if item.text.strip() else ""
    title = f"<h2>{cut(heading or AgendaKind.CELEBRATION.title, _MOST_TITLE)}</h2>"
    words = _paragraphs(text, _MOST_TEXT, 6)
    about = (facts and f'<p class="about">{_about(facts)}</p>') or ""
    return (
        f'<div class="praise"><p class="kicker">{said(AgendaKind.CELEBRATION.title)}</p>'
        f'{title}<div class="text {_size(text)}">{words}</div>{about}</div>'
    )


def issue_screen(item: AgendaItem, facts: PriorityFacts | None = None) -> str:
    """Put an issue to the room: what it is about, the options by number, and the ask in a box."""
    if not (item.text.strip() or item.options or item.ask.strip()):
        return ""
    kicker = f"{_about(facts)} · issue" if facts else "Issue"
    heading = item.title.strip() or AgendaKind.ISSUE.title
    return (
        f'<header class="top"><div class="words"><p class="kicker">{kicker}</p>'
        f'<h2 class="{size_class(heading, wide=True)}">{heading_words(heading)}</h2></div></header>'
        f'<div class="issue"><div class="case">{_case(item)}</div>{_ask(item)}</div>'
    )


def decisions_screen(captured: Sequence[Mapping[str, object]] = ()) -> str:
    """Give the shell that the script fills with what the room has captured, leaf by leaf.

    Where no script runs, `captured` is still read here, as one list.
    """
    standing = [one for one in captured if not one.get("is_struck")]
    heading = "Decisions and actions" if standing else "Nothing has been captured yet"
    listed = "".join(f"<li>{_captured(one)}</li>" for one in standing)
    return (
        '<div class="leaves"><div class="leaf"><header class="top"><div class="words">'
        f'<p class="kicker">{said(AgendaKind.DECISIONS.title)}</p>'
        f'<h2 class="low">{heading}</h2></div></header>{listed and f"<ul>{listed}</ul>"}</div>'
        "</div>"
    )


def _captured(one: Mapping[str, object]) -> str:
    due = f"by {one['due']}" if one.get("due") else ""
    told = (one.get("kind_title"), one.get("text"), one.get("owner"), due, one.get("priority"))
    return " · ".join(said(part) for part in told if part)


def _about(facts: PriorityFacts) -> str:
    return " · ".join(cut(part, 60) for part in (facts.department, facts.short_title) if part)


def _size(text: str) -> str:
    length = len(text) + _LINE * max(0, len(text.splitlines()) - 2)
    return next((name for name, most in _SIZES if length <= most), "small")


def _paragraphs(text: str, most: int, most_lines: int) -> str:
    """Give a text its paragraphs; what is too long for the screen is cut at a word."""
    whole = text if len(text) <= most else text[:most].rsplit(" ", 1)[0][:most] + "…"
    lines = [line.strip() for line in whole.splitlines() if line.strip()]
    # More lines than that would not fit even if each were short.
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], " ".join(lines[most_lines - 1 :])]
    return "".join(f"<p>{said(line)}</p>" for line in lines)


def _case(item: AgendaItem) -> str:
    text = _paragraphs(item.text, 380, 4) if item.text.strip() else ""
    options = [option for option in item.options if option.strip()]
    shown = "".join(
        f"<li><span>{cut(option, 150)}</span></li>" for option in options[:_MOST_OPTIONS]
    )
    more = len(options) - _MOST_OPTIONS
    rest = f'<p class="more">and {more} more in the pre-read</p>' if more > 0 else ""
    size = " long" if sum(map(len, options)) > _LONG_OPTIONS else ""
    listed = f'<div class="choices{size}"><ol class="options">{shown}</ol>{rest}</div>'
    return (f'<div class="text">{text}</div>' if text else "") + (listed if shown else "")


def _ask(item: AgendaItem) -> str:
    if not item.ask.strip():
        return ""
    return f'<aside class="ask"><p class="what">The ask</p><p>{cut(item.ask, 260)}</p></aside>'
