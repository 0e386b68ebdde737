"""Where the names of the lowest five and the best three stand on a spread.

Units stand side by side from worst to best, so their marks climb (or fall) from left to right and
leave two corners empty: beside the worst, and beside the best. The names are stacked there, in the
order of their marks, clear of every mark and of the target's line. Where a corner is too small the
axis is given more room on that side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stocktake.charts.axes import ValueAxis
from stocktake.charts.placing import Box, Label, Placed, text_width

_LEAD = 1.35


@dataclass(frozen=True)
class Spot:
    """A mark in pixels, y downwards, with its radius; named where `text` is not empty."""

    x: float
    y: float
    radius: float
    text: str = ""


@dataclass(frozen=True)
class Stack:
    """Names to be stacked: at which side of their marks, and above or below them."""

    named: tuple[Spot, ...]
    is_right: bool
    is_below: bool


def stacked(
    stack: Stack, spots: Sequence[Spot], lines: Sequence[float], size: float
) -> list[Placed]:
    """Return the names of a stack, clear of all `spots` and of the horizontal `lines`.

    They may run off the chart: `overflow` tells by how much.
    """
    # Everything is worked out as if names stood below their marks; above is that, upside down.
    turn = 1.0 if stack.is_below else -1.0
    edge = _edge(stack, size)
    half = 0.62 * size
    placed: list[Placed] = []
    last = float("-inf")
    # From the mark nearest to the others outwards: each next one stands further off.
    for spot in sorted(stack.named, key=lambda one: turn * one.y):
        width = text_width(spot.text, size, bold=True)
        left = edge if stack.is_right else edge - width
        near = [one for one in spots if left - one.radius < one.x < left + width + one.radius]
        floor = max((turn * one.y + one.radius for one in near), default=float("-inf"))
        middle = max(turn * spot.y, floor + half + 2, last + _LEAD * size)
        for line in sorted(turn * level for level in lines):
            if abs(middle - line) < half + 3:
                middle = max(line + half + 3, last + _LEAD * size)
        last = middle
        y = turn * middle
        box = Box(left, y - half, left + width, y + half)
        side = "left" if stack.is_right else "right"
        asked = Label(spot.text, spot.text, edge, y, size, (), bold=True)
        placed.append(Placed(asked, edge, y, side, box))
    return placed


def _edge(stack: Stack, size: float) -> float:
    """Return where the names begin (or end): clear of their own marks, with room to lead to."""
    away = max((one.radius for one in stack.named), default=0.0) + size * 0.9
    places = [one.x for one in stack.named]
    return max(places) + away if stack.is_right else min(places) - away


def overflow(placed: Sequence[Placed], height: float) -> tuple[float, float]:
    """Return by how many pixels names run over the top and over the bottom."""
    over = max((-one.box.top for one in placed), default=0.0)
    under = max((one.box.bottom - height for one in placed), default=0.0)
    return max(0.0, over), max(0.0, under)


def roomier(axis: ValueAxis, over: float, under: float, height: float) -> ValueAxis:
    """Return an axis with room for what runs over; the values it names stay the same."""
    unit = (axis.high - axis.low) / max(1.0, height - over - under)
    return replace(axis, low=axis.low - under * unit, high=axis.high + over * unit)
