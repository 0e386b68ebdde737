"""Where labels go: each tries its places in order and takes the first that covers nothing.

Vega places a text where it is told and lets it run over its neighbours; a legend would be easier
and worse. Widths are estimated, a little generously, from the metrics of Arial.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NARROW = set("iljtfrI.,:;'|!()[] ")
_WIDE = set("mwMW%@")


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
    """A text that belongs to a point, with the offsets it may take, best first."""

    key: str
    text: str
    x: float
    y: float
    size: float
    places: tuple[tuple[float, float, str], ...]
    bold: bool = False


@dataclass(frozen=True)
class Placed:
    """A label with its chosen anchor; `align` is Vega's."""

    key: str
    text: str
    x: float
    y: float
    align: str
    box: Box


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate how wide a text is drawn, in pixels, rather too wide than too narrow.

    >>> 70 < text_width("77.1% in March", 10) < 80
    True
    """
    ems = sum(0.3 if sign in _NARROW else 0.9 if sign in _WIDE else 0.58 for sign in text)
    return ems * size * (1.08 if bold else 1.0)


def box_at(label: Label, place: tuple[float, float, str]) -> Box:
    """Give the box a label covers at one of its places."""
    across, down, align = place
    width = text_width(label.text, label.size, bold=label.bold)
    shift = {"left": 0.0, "center": width / 2, "right": width}[align]
    left, middle = label.x + across - shift, label.y + down
    return Box(left, middle - 0.62 * label.size, left + width, middle + 0.62 * label.size)


def place_labels(labels: Sequence[Label], marks: Sequence[Box], frame: Box) -> list[Placed]:
    """Place labels in the order given; marks and earlier labels are kept clear where possible."""
    taken: list[Box] = []
    placed = []
    for label in labels:
        best = min(
            range(len(label.places)),
            key=lambda index, one=label: (  # type: ignore[misc]
                _cost(box_at(one, one.places[index]), taken, marks, frame),
                index,
            ),
        )
        across, down, align = label.places[best]
        box = box_at(label, label.places[best])
        taken.append(box)
        placed.append(Placed(label.key, label.text, label.x + across, label.y + down, align, box))
    return placed


def _cost(box: Box, taken: Sequence[Box], marks: Sequence[Box], frame: Box) -> int:
    """Weigh a place: off the page is worst, then other texts, then marks; nearly nothing is 0."""
    inside = box.overlap(frame)
    area = (box.right - box.left) * (box.bottom - box.top)
    on_texts = sum(box.overlap(other) for other in taken)
    on_marks = sum(box.overlap(mark) for mark in marks)
    return round((20 * (area - inside) + 8 * on_texts + on_marks) / 25)


def line_boxes(points: Sequence[tuple[float, float]], thickness: float) -> list[Box]:
    """Cover a drawn line with small boxes, so that labels can keep clear of it."""
    boxes = []
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / 12))
        for step in range(steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            boxes.append(Box(x - thickness, y - thickness, x + thickness, y + thickness))
    return boxes
