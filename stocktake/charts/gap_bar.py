"""The size of a gap as a small bar: how much of the way from baseline to target is missing.

Nine in ten rows of a wall may be well behind; the bar tells 0.9 points from 53.6.
"""

from stocktake.charts.theme import ACTUAL, OTHERS

_EDGE = 1.5


def gap_bar_svg(share: float | None, *, width: int = 120, height: int = 14) -> str:
    """Draw `gap_share` as the filled part of a bar that is the whole journey; nothing for none.

    A shortfall is filled, what is ahead of plan only outlined. A gap longer than the journey fills
    the bar and ends in a point.
    """
    if share is None:
        return ""
    room = width - 2 * _EDGE
    length = min(1.0, abs(share)) * room
    # A gap of nothing leaves an empty bar; one that is there can always be seen.
    length = max(3.0, length) if share else 0.0
    ink = ACTUAL if share < 0 else "none"
    is_longer = abs(share) > 1
    end = _EDGE + length
    top, low, tip = _EDGE, height - _EDGE, end - (height / 2 if is_longer else 0)
    corners = [(_EDGE, top), (tip, top), (end, height / 2), (tip, low), (_EDGE, low)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    filled = (
        f'<polygon points="{points}" fill="{ink}" stroke="{ACTUAL}" stroke-width="1.5"/>'
        if length
        else ""
    )
    return (
        f'<svg class="gap-bar" viewBox="0 0 {width} {height}" aria-hidden="true" '
        f'preserveAspectRatio="xMinYMid meet" focusable="false">'
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{room}" height="{height - 2 * _EDGE}" '
        f'fill="#fff" stroke="{OTHERS}" stroke-width="1"/>'
        f"{filled}</svg>"
    )


def gap_bar_words(share: float | None) -> str:
    """Say what the bar shows.

    >>> gap_bar_words(-0.1374), gap_bar_words(-1.29), gap_bar_words(0.004), gap_bar_words(0.0)
    ('Short by 14% of the journey', 'Short by 129% of the journey', \
'Ahead by less than 1% of the journey', 'No gap')
    """
    if share is None:
        return ""
    if not share:
        return "No gap"
    side = "Short" if share < 0 else "Ahead"
    percent = int(100 * abs(share) + 0.5)
    size = f"{percent}%" if percent else "less than 1%"
    return f"{side} by {size} of the journey"
