"""Small pieces of the pre-read's markup. Every string from data passes through one of these."""

import unicodedata
from collections.abc import Iterable, Sequence
from html import escape

from stocktake.charts.badge import rating_badge
from stocktake.documents.text import paragraphs, plain_text
from stocktake.model.rating import Rating, movement

_TURNED = ("R", "AL")
_ARROWS = {"up": "▲", "down": "▼", "same": "="}
_MOVED = {"up": "up from", "down": "down from", "same": "no change"}


def said(text: object, most: int | None = None) -> str:
    """Escape a text as one line; words of another direction stay among themselves.

    >>> said("<b>'x'")
    '&lt;b&gt;&#x27;x&#x27;'
    """
    plain = plain_text(text, most)
    markup = escape(plain, quote=True)
    turns = any(unicodedata.bidirectional(sign) in _TURNED for sign in plain)
    return f"<bdi>{markup}</bdi>" if turns else markup


def named(text: object, most: int = 200) -> str:
    """Escape a text for an attribute, where no tag may stand."""
    return escape(plain_text(text, most), quote=True)


def spoken(text: object) -> str:
    """Give a text its paragraphs."""
    return "".join(f"<p>{said(line)}</p>" for line in paragraphs(text))


def demo_mark(is_demo: bool) -> str:
    """Mark what was made up for the demonstration."""
    return ' <span class="demo">demo</span>' if is_demo else ""


def rated(rating: Rating | None, before: Rating | None = None) -> str:
    """Show a rating by badge and words, with its move since the last round."""
    if rating is None:
        return f'<span class="rated">{rating_badge(None)}<b>Not rated</b></span>'
    moved = movement(rating, before)
    was = ""
    if before is not None:
        arrow = f'<span aria-hidden="true">{_ARROWS[moved]}</span>'
        told = f"{_MOVED[moved]} {before.title}" if moved != "same" else _MOVED[moved]
        was = f' <span class="was">{arrow} {told}</span>'
    return (
        f'<span class="rated">{rating_badge(rating.value)}<span><b>{rating.title}</b>{was}'
        "</span></span>"
    )


def table(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, kind: str = "") -> str:
    """Give a table of finished cells whose first cell heads its row; `name` is its caption."""
    head = "".join(f'<th scope="col">{said(title)}</th>' for title in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<table class="{named(kind)}"><caption class="heard">{said(name)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def note(text: str) -> str:
    """Give finished markup as a quiet second line; nothing stays nothing."""
    return f"<small>{text}</small>" if text else ""
