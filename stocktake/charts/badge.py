"""A rating drawn as a badge: shape, letters and colour together, by hand as SVG."""

from stocktake.model.rating import Rating

_SHAPES = {
    "circle": '<circle cx="50" cy="50" r="46"/>',
    "square": '<rect x="7" y="7" width="86" height="86"/>',
    "triangle-up": '<path d="M50 3 L98 95 L2 95 Z"/>',
    "triangle-down": '<path d="M50 97 L98 5 L2 5 Z"/>',
}
_LETTER_LINE = {"circle": 51, "square": 51, "triangle-up": 71, "triangle-down": 31}


def rating_badge(rating: str | None) -> str:
    """Draw a rating: shape, letters and colour together, never one alone."""
    if rating is None:
        return (
            '<svg class="badge" viewBox="0 0 100 100" role="img" aria-label="Not rated">'
            '<circle cx="50" cy="50" r="44" fill="#fff" stroke="#505A5F" stroke-width="4" '
            'stroke-dasharray="10 8"/><text x="50" y="51" class="letters" font-size="46" '
            'fill="#505A5F">?</text>'
            "</svg>"
        )
    point = Rating(rating)
    size = 46 if len(point.letters) == 1 else 34
    shape = _SHAPES[point.shape].replace(
        "/>", f' fill="{point.fill}" stroke="#0B0C0C" stroke-width="3" stroke-linejoin="round"/>'
    )
    return (
        f'<svg class="badge" viewBox="0 0 100 100" role="img" aria-label="{point.title}">{shape}'
        f'<text x="50" y="{_LETTER_LINE[point.shape]}" class="letters" font-size="{size}" '
        f'fill="{point.ink}">{point.letters}</text></svg>'
    )
