"""Page one of the pre-read: the front page, each line leading to where these papers tell more."""

from stocktake.documents.markup import named, said
from stocktake.model.front_page import FrontBlock, FrontLine, FrontPage

_ORDER = ("since", "ask", "going_well", "not_going_well", "overdue", "coming")
_MARKS = {"up": "▲", "down": "▼", "same": "="}
# The places of these papers; what they do not hold is not linked.
_PLACES = {"wall": "#agenda", "actions": "#actions"}


def today_part(page: FrontPage, priority_keys: frozenset[str]) -> str:
    """Write the front page; lines about one of `priority_keys` lead to its pages."""
    blocks = "".join(_block(page.block(key), priority_keys) for key in _ORDER)
    return (
        f'<p class="front-headline">{_linked(page.headline, priority_keys)}</p>'
        f'<div class="front">{blocks}</div>'
    )


def _block(block: FrontBlock, keys: frozenset[str]) -> str:
    ordered = "ol" if block.key == "ask" else "ul"
    items = "".join(f"<li>{_line(line, block.key, keys)}</li>" for line in block.lines)
    return (
        f'<section class="front-{named(block.key)}"><h2>{said(block.title, 80)}</h2>'
        f"<{ordered}>{items}</{ordered}></section>"
    )


def _line(line: FrontLine, key: str, keys: frozenset[str]) -> str:
    mark = _MARKS.get(line.mark, "")
    shown = f'<span class="front-mark" aria-hidden="true">{mark}</span> ' if mark else ""
    about = f" <small>{said(line.about, 60)}</small>" if key == "ask" and line.about else ""
    return f"{shown}{_linked(line, keys)}{about}"


def _linked(line: FrontLine, keys: frozenset[str]) -> str:
    text = said(line.text, 220)
    if line.priority_key:
        place = f"#p-{named(line.priority_key)}" if line.priority_key in keys else None
    else:
        place = _PLACES.get(line.page)
    return f'<a href="{place}">{text}</a>' if place else text
