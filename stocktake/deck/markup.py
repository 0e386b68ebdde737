"""Small pieces of the screens' markup. Every string from data passes through `said` or `cut`."""

import re
from html import escape

from stocktake.charts.badge import rating_badge as rating_badge
from stocktake.charts.svg import chart_svg as chart_svg
from stocktake.model.facts import PriorityFacts
from stocktake.model.ledger import Standing
from stocktake.model.rating import Rating, movement

_KEPT = re.compile(r"(?<=\d) (?=(?:points?|weeks?|months?|years?|days?|of)\b)")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_STANDING_SHAPES = {
    "overdue": '<path d="M50 2 L98 50 L50 98 L2 50 Z"/>',
    "open": '<path d="M27 8 H73 L97 50 L73 92 H27 L3 50 Z"/>',
    "said_done": '<rect x="5" y="18" width="90" height="64" rx="32" stroke-dasharray="9 7"/>',
    "closed": '<rect x="5" y="18" width="90" height="64" rx="32"/>',
    "dropped": '<path d="M8 22 H92 V78 H8 Z" stroke-dasharray="3 7"/>',
}
_STANDING_LETTERS = {"overdue": "L", "open": "O", "said_done": "?", "closed": "C", "dropped": "X"}
_ARROWS = {"up": "▲", "down": "▼", "same": "="}


def said(text: object) -> str:
    """Escape a text for markup; None says nothing.

    Signs that turn the direction of what follows are left out: they would turn our words too.

    >>> said("<b>\u202eTrust"), said(None)
    ('&lt;b&gt;Trust', '')
    """
    return "" if text is None else escape(_TURNS.sub("", str(text)), quote=True)


def shortened(text: object, most: int) -> str:
    """Cut a text, at a word where one is near, to at most `most` signs; it is not escaped.

    >>> shortened("Urgent treatment centre beside every department", 30)
    'Urgent treatment centre…'
    """
    whole = "" if text is None else " ".join(str(text).split())
    if len(whole) > most:
        kept = whole[: most - 1]
        space = kept.rfind(" ")
        whole = (kept[:space] if space > most * 0.6 else kept).rstrip(" ,;:.") + "…"
    return whole


def cut(text: object, most: int) -> str:
    """Escape a text after cutting it to at most `most` signs.

    >>> cut("<b> Urgent treatment centre beside every department", 30)
    '&lt;b&gt; Urgent treatment centre…'
    """
    return said(shortened(text, most))


def standing_mark(standing: Standing) -> str:
    """Draw how an action stands: a shape of its own with a letter, dark where it is late.

    None of the shapes is one of the ratings', so that nobody takes a late action for a red one.
    """
    fill, ink = ("#801650", "#fff") if standing is Standing.OVERDUE else ("#fff", "#0B0C0C")
    if standing is Standing.CLOSED:
        fill, ink = "#12436D", "#fff"
    shape = _STANDING_SHAPES[standing.value].replace(
        "/>", f' fill="{fill}" stroke="#0B0C0C" stroke-width="4" stroke-linejoin="round"/>'
    )
    return (
        f'<svg class="standing" viewBox="0 0 100 100" aria-hidden="true">{shape}<text x="50" y="52"'
        f' class="letters" font-size="46" fill="{ink}">{_STANDING_LETTERS[standing.value]}</text>'
        "</svg>"
    )


def rating_words(facts: PriorityFacts) -> str:
    """Name the rating in words, with its move since the last round."""
    if facts.rating is None:
        return "Not rated"
    before = Rating(facts.rating_before) if facts.rating_before else None
    moved = movement(Rating(facts.rating), before)
    if before is None:
        return Rating(facts.rating).title
    arrow = f'<span class="arrow" aria-hidden="true">{_ARROWS[moved]}</span>'
    told = f"{arrow} {moved} from {before.title}" if moved in ("up", "down") else "no change"
    return f'{Rating(facts.rating).title} <span class="was">{told}</span>'


def moved_mark(facts: PriorityFacts) -> str:
    """Mark in few signs how the rating moved, for a row of the wall."""
    before = Rating(facts.rating_before) if facts.rating_before and facts.rating else None
    if before is None or facts.rating is None:
        return ""
    moved = movement(Rating(facts.rating), before)
    if moved == "same":
        return "no change"
    spoken = f'<span class="said">{moved},</span><span aria-hidden="true">{_ARROWS[moved]}</span>'
    return f"{spoken} from {before.letters}"


def heading_words(text: str) -> str:
    """Escape a heading and keep its figures together with what they count."""
    return _KEPT.sub("\u00a0", cut(text, 240))


def size_class(text: str, *, wide: bool = False) -> str:
    """Choose a heading's size by its length, so that it fits its box: big, mid, low or least."""
    most = {"big": 84, "mid": 104, "low": 180}
    room = 1.5 if wide else 1.0
    return next((name for name, limit in most.items() if len(text) <= limit * room), "least")


def line_class(text: str) -> str:
    """Choose the largest size at which a heading over the whole width keeps to one line."""
    most = {"big": 62, "mid": 76, "low": 92}
    return next((name for name, limit in most.items() if len(text) <= limit), "least")
