"""Where labels go: each tries its places in order and takes the first that covers nothing.

Vega places a text where it is told and lets it run over its neighbours; a legend would be easier
and worse. Widths are those of Arial, which Liberation Sans shares; what else a browser may draw
with is narrower.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# Thousandths of the text's size, from the font's own table; digits and most letters have 556.
_WIDTHS = {
    191: "'", 222: "ijl’", 278: "ftI !,./:;[]\\|", 333: "r()-`", 355: '"', 389: "*",
    500: "cksvxyzJ", 584: "+<=>~−", 611: "FTZ", 667: "ABEKPSVXY&", 722: "CDHNRUw", 778: "GOQ",
    833: "mM", 889: "%", 944: "W", 1015: "@",
}  # fmt: skip
_WIDTH_OF = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_LINE = 1.24
# From which share of itself a label that lies over lines looks for another place further away.
_TOO_MUCH = 0.002
_PER_STEP = 0.002
_NEVER = 1e6
_CELL = 5.0


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """Give the shared area with another box."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)


@dataclass(frozen=True)
class Label:
    """A text that belongs to a point, with the offsets it may take, best first.

    `under` is a second line of its own size. A label that `may_go` is left out where every place
    would cover another text; the others look further and further away.
    """

    key: str
    text: str
    x: float
    y: float
    size: float
    places: tuple[tuple[float, float, str], ...]
    bold: bool = False
    under: str = ""
    under_size: float = 0.0
    may_go: bool = False

    @property
    def width(self) -> float:
        """How wide the wider line is drawn."""
        below = text_width(self.under, self.under_size, bold=self.bold)
        return max(text_width(self.text, self.size, bold=self.bold), below)

    @property
    def area(self) -> float:
        """How much paper it takes."""
        return self.width * self.height

    @property
    def height(self) -> float:
        """How high its lines are together."""
        return _LINE * (self.size + (self.under_size if self.under else 0.0))


@dataclass(frozen=True)
class Placed:
    """A label with its chosen anchor, the middle of its box; `align` is Vega's."""

    label: Label
    x: float
    y: float
    align: str
    box: Box

    @property
    def key(self) -> str:
        """What the label is: the key it was asked for with."""
        return self.label.key

    @property
    def text(self) -> str:
        """Its first line."""
        return self.label.text

    @property
    def lines(self) -> list[tuple[str, float, float]]:
        """Each line's text, size and middle."""
        one, top = self.label, self.box.top
        found = [(one.text, one.size, top + _LINE / 2 * one.size)]
        if one.under:
            found.append((one.under, one.under_size, self.box.bottom - _LINE / 2 * one.under_size))
        return found


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is drawn, in pixels.

    >>> round(text_width("77.1% in March", 10))
    69
    """
    thousandths = sum(_WIDTH_OF.get(sign, 556) for sign in text)
    return thousandths / 1000 * size * (1.07 if bold else 1.0)


def box_at(label: Label, place: tuple[float, float, str]) -> Box:
    """Give the box a label covers at one of its places."""
    across, down, align = place
    width = label.width
    shift = {"left": 0.0, "center": width / 2, "right": width}[align]
    left, middle = label.x + across - shift, label.y + down
    return Box(left, middle - label.height / 2, left + width, middle + label.height / 2)


def place_labels(
    labels: Sequence[Label], marks: Sequence[Box], frame: Box, texts: Sequence[Box] = ()
) -> list[Placed]:
    """Place labels in the order given: never over a text, over marks only where there is no room.

    `texts` stand already.
    """
    taken, placed = list(texts), []
    ground = _Ground(marks, frame)
    for label in labels:
        best, cost = _best(label, label.places, taken, ground)
        if label.may_go and cost >= _NEVER:
            continue
        if not label.may_go and cost > _TOO_MUCH * label.area:
            best, _ = _best(label, [best, *_further(label)], taken, ground)
        box = box_at(label, best)
        taken.append(box)
        placed.append(Placed(label, label.x + best[0], label.y + best[1], best[2], box))
    return placed


class _Ground:
    """How much of the paper is drawn on, cell by cell: asked of thousands of places.

    Kept as sums from the upper left corner, so that a box costs four look-ups.
    """

    def __init__(self, marks: Sequence[Box], frame: Box) -> None:
        self.frame = frame
        self._wide = int((frame.right - frame.left) / _CELL) + 2
        self._high = int((frame.bottom - frame.top) / _CELL) + 2
        cells = [[0.0] * (self._wide + 1) for _ in range(self._high + 1)]
        for mark in marks:
            columns, rows = self._cells(mark)
            if columns[0] < columns[1] and rows[0] < rows[1]:
                area = (mark.right - mark.left) * (mark.bottom - mark.top)
                each = area / ((columns[1] - columns[0]) * (rows[1] - rows[0]))
                for row in range(*rows):
                    for column in range(*columns):
                        cells[row + 1][column + 1] += each
        for row in range(1, self._high + 1):
            above, here, run = cells[row - 1], cells[row], 0.0
            for column in range(1, self._wide + 1):
                run += here[column]
                here[column] = run + above[column]
        self._sums = cells

    def _cells(self, box: Box) -> tuple[tuple[int, int], tuple[int, int]]:
        across = [box.left - self.frame.left, box.right - self.frame.left]
        down = [box.top - self.frame.top, box.bottom - self.frame.top]
        columns = [min(max(round(x / _CELL), 0), self._wide) for x in across]
        rows = [min(max(round(y / _CELL), 0), self._high) for y in down]
        return (columns[0], columns[1]), (rows[0], rows[1])

    def drawn_on(self, box: Box) -> float:
        """Give the area of marks below a box, to the nearest cell."""
        (left, right), (top, bottom) = self._cells(box)
        sums = self._sums
        return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]


def _best(
    label: Label,
    places: Sequence[tuple[float, float, str]],
    taken: Sequence[Box],
    ground: _Ground,
) -> tuple[tuple[float, float, str], float]:
    """Choose the cheapest place, the first of equals, and give its cost."""
    reach = label.size * 1.2
    found, least = places[0], math.inf
    for place in places:
        away = max(0.0, math.hypot(place[0], place[1]) / reach - 2.0)
        cost = _PER_STEP * label.area * away
        if cost < least:
            cost += _cost(box_at(label, place), taken, ground)
            if cost < least:
                found, least = place, cost
    return found, least


def _further(label: Label) -> list[tuple[float, float, str]]:
    """Offer places in growing rings round the point."""
    reach = label.size * 1.2
    return [
        (across * reach, down * reach, align)
        for ring in range(1, 13)
        for down in (-ring, ring, *range(-ring + 1, ring))
        for across in ((-ring, 0, ring) if abs(down) == ring else (-ring, ring))
        for align in ("center", "left", "right")
    ]


def _cost(box: Box, taken: Sequence[Box], ground: _Ground) -> float:
    """Weigh a place: over another text or off the page is never worth it; nearly nothing is 0."""
    frame = ground.frame
    is_off = (
        box.left < frame.left - 0.5
        or box.right > frame.right + 0.5
        or box.top < frame.top - 0.5
        or box.bottom > frame.bottom + 0.5
    )
    if is_off or any(box.overlap(other) > 1 for other in taken):
        return _NEVER
    return round(ground.drawn_on(box) / 25)


def line_boxes(points: Sequence[tuple[float, float]], thickness: float) -> list[Box]:
    """Cover a drawn line with small boxes, so that labels can keep clear of it."""
    boxes = []
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / 12))
        for step in range(steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            boxes.append(Box(x - thickness, y - thickness, x + thickness, y + thickness))
    return boxes
