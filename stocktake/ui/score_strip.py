"""Blind first scores as a strip: one dot a rater over the four points, never an average."""

from collections.abc import Sequence
from typing import Any

from stocktake.model.rating import Rating
from stocktake.ui.markup import Markup, image

_COLUMN = 46
_FOOT = 15
_DOT = 12
_INK = "#12436D"


def strip(scores: Sequence[tuple[str, str]]) -> Markup:
    """Give the strip of (rater, rating word) pairs; its text names each rater's point."""
    points = list(reversed(Rating))
    stacks = {point: [rater for rater, word in scores if word == point] for point in points}
    tallest = max((len(raters) for raters in stacks.values()), default=1) or 1
    height = tallest * (_DOT + 2) + _FOOT + 4
    drawn = "".join(
        _column(at, point, len(stacks[point]), height) for at, point in enumerate(points)
    )
    svg = f'<svg viewBox="0 0 {_COLUMN * 4} {height}">{drawn}</svg>'
    named = ", ".join(f"{rater}: {Rating(word).title.lower()}" for rater, word in scores)
    return image(svg, named or "No individual scores", class_="strip")


def _column(at: int, point: Rating, count: int, height: int) -> str:
    left, middle = at * _COLUMN, at * _COLUMN + _COLUMN / 2
    line = height - _FOOT
    dots = "".join(
        f'<circle cx="{middle}" cy="{line - 8 - number * (_DOT + 2)}" r="{_DOT / 2}" '
        f'fill="{_INK}"/>'
        for number in range(count)
    )
    ink = "#0B0C0C" if count else "#505A5F"
    return (
        f'<line x1="{left + 3}" x2="{left + _COLUMN - 3}" y1="{line}" y2="{line}" '
        f'stroke="{_INK if count else "#B1B8BD"}" stroke-width="{3 if count else 1.5}"/>{dots}'
        f'<text x="{middle}" y="{height - 2}" font-family="Arial, Liberation Sans, sans-serif" '
        f'font-size="12" font-weight="{700 if count else 400}" text-anchor="middle" '
        f'fill="{ink}">{point.letters}</text>'
    )


def scores_of(rows: Sequence[dict[str, Any]], category: str) -> list[tuple[str, str]]:
    """Pick the scores of one line out of rows of `page.first_scores_opened`, by rater."""
    found = [
        (str(row["rated_by"]).removesuffix(" (demo)"), str(row["rating"]))
        for row in rows
        if row["category"] == category
    ]
    return sorted(found)
