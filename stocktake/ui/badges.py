"""The two judgements as they show at the desk, side by side and never merged.

Likelihood is a person's: shape, letters and colour. Position is arithmetic: a plain tag.
"""

from stocktake.charts.gap_bar import gap_bar_svg, gap_bar_words
from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import position_words
from stocktake.model.rating import Rating, movement
from stocktake.model.sentence import plain_name
from stocktake.ui.markup import Markup, image, tag

_SHAPES = {
    "circle": '<circle cx="50" cy="50" r="45"/>',
    "square": '<rect x="8" y="8" width="84" height="84"/>',
    "triangle-up": '<path d="M50 4 L98 94 L2 94 Z"/>',
    "triangle-down": '<path d="M50 96 L98 6 L2 6 Z"/>',
}
_LETTERS = {"circle": 66, "square": 66, "triangle-up": 85, "triangle-down": 43}
_MOVES = {"up": ("▲", "up from"), "down": ("▼", "down from")}


def shape_svg(rating: str | None) -> str:
    """Draw a rating's shape with its letters; a dashed ring where nobody has rated."""
    if rating is None:
        return (
            '<svg viewBox="0 0 100 100"><circle cx="50" cy="50" r="43" fill="#fff" '
            'stroke="#505A5F" stroke-width="5" stroke-dasharray="11 8"/></svg>'
        )
    point = Rating(rating)
    size = 48 if len(point.letters) == 1 else 35
    shape = _SHAPES[point.shape].replace(
        "/>", f' fill="{point.fill}" stroke="#0B0C0C" stroke-width="3" stroke-linejoin="round"/>'
    )
    return (
        f'<svg viewBox="0 0 100 100">{shape}<text x="50" y="{_LETTERS[point.shape]}" '
        f'font-family="Arial, Liberation Sans, sans-serif" font-weight="700" font-size="{size}" '
        f'text-anchor="middle" fill="{point.ink}">{point.letters}</text></svg>'
    )


def shape(rating: str | None) -> Markup:
    """Give the shape as an image named by the rating in words."""
    words = Rating(rating).title if rating else "Not rated"
    return image(shape_svg(rating), f"Likelihood: {words}", class_="shape")


def moved(facts: PriorityFacts) -> Markup | None:
    """Give the arrow since the last round; nothing for a first rating."""
    if facts.rating is None:
        return tag("span", "not rated", class_="moved")
    if facts.rating_before is None:
        return None
    before = Rating(facts.rating_before)
    moved = movement(Rating(facts.rating), before)
    if moved not in _MOVES:
        return tag("span", f"No change ({before.title})", class_="moved same")
    sign, words = _MOVES[moved]
    return tag(
        "span",
        tag("span", sign, aria_hidden="true", class_="arrow"),
        tag("span", f"{words} {before.title}", class_="unseen"),
        tag("span", f"was {before.letters}", aria_hidden="true"),
        class_="moved",
        title=f"{words} {before.title} at the last round",
    )


def position_tag(facts: PriorityFacts) -> Markup:
    """Give the arithmetic position as a tag: words in a frame, without the rating's colours."""
    weight = facts.verdict or facts.position or "none"
    return tag("span", position_words(facts), class_=f"position position-{weight}")


def gap_bar(facts: PriorityFacts) -> Markup | None:
    """Return the size of the gap as a bar, the whole journey being its length."""
    if facts.gap_share is None:
        return None
    words = gap_bar_words(facts.gap_share)
    return image(gap_bar_svg(facts.gap_share), words, class_="gap-bar", title=words)


def person(name: str | None) -> str:
    """Return a person's name as it is shown: that the demonstration made it up is said once, above.

    >>> person("Director of Performance, Health (demo)"), person(None)
    ('Director of Performance, Health', 'Nobody named')
    """
    return plain_name(name or "Nobody named")
