"""Stretches without a figure: five reasons, five textures that are told apart without colour."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from stocktake.charts.canvas import Canvas
from stocktake.charts.theme import HATCH, QUIET, UNREPORTED
from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.gaps import GapReason
from stocktake.model.period import Frequency

_DAYS_A_MONTH = 30.4375
_FULL = 16  # pixels from one stroke of a texture to the next


@dataclass(frozen=True)
class Texture:
    """How a stretch looks: its ground, its strokes, and the same in words for the key."""

    words: str
    ground: str | None
    strokes: tuple[str, ...]
    colour: str = HATCH
    width: float = 1.2
    apart: float = _FULL
    dash: tuple[float, ...] = (1, 0)
    has_edge: bool = False


TEXTURES = {
    GapReason.NOT_HELD: Texture("Slanting lines", UNREPORTED, ("rising",)),
    GapReason.NOT_COLLECTED: Texture("Level lines", UNREPORTED, ("level",)),
    GapReason.SUPPRESSED: Texture("Crossed lines", UNREPORTED, ("rising", "falling")),
    GapReason.OVERDUE: Texture(
        "Heavy lines", "#E4E2DC", ("falling",), QUIET, 3.0, _FULL * 1.25, has_edge=True
    ),
    GapReason.NOT_YET_DUE: Texture("Dotted edge", None, (), QUIET, 1.5, dash=(2, 4), has_edge=True),
}


def gap_zones(
    series: pd.DataFrame, gaps: pd.DataFrame | None, facts: PriorityFacts
) -> pd.DataFrame:
    """Give each stretch without a figure: columns start, end, reason, text (its word).

    From `page.series_gaps_shown`. Without it (an edition of an older version), the holes of the
    series itself are called by what they carry, or "not held here".
    """
    period = Frequency(facts.frequency).months * _DAYS_A_MONTH
    stretches = _given(gaps) if gaps is not None and len(gaps) else _holes(series, period)
    last = max((day for day, value in _figures(series) if value), default=None)
    rows: list[tuple[pd.Timestamp, pd.Timestamp, str, str]] = []
    for first, final, reason in sorted(stretches, key=lambda one: one[0]):
        # A figure stands at the end of its period: the zone keeps clear of both neighbours.
        begins = pd.Timestamp(first) + timedelta(days=period * 0.35)
        is_inside = last is not None and final < last
        ends = pd.Timestamp(final) + timedelta(days=period * (0.65 if is_inside else 0.1))
        if rows and rows[-1][1] > begins:
            rows[-1] = (rows[-1][0], begins, rows[-1][2], rows[-1][3])
        rows.append((begins, ends, reason.value, reason.title))
    return pd.DataFrame(rows, columns=["start", "end", "reason", "text"])


def _given(gaps: pd.DataFrame) -> list[tuple[date, date, GapReason]]:
    return [
        (
            plain_date(row["starts_on"]) - timedelta(days=1),
            plain_date(row["ends_on"]),
            GapReason(str(row["reason"])),
        )
        for row in gaps.to_dict("records")
    ]


def _figures(series: pd.DataFrame) -> list[tuple[date, bool]]:
    rows = series.sort_values("period_end").to_dict("records")
    return [(plain_date(row["period_end"]), not is_nothing(row["value"])) for row in rows]


def _holes(series: pd.DataFrame, period: float) -> list[tuple[date, date, GapReason]]:
    known = [day for day, has_value in _figures(series) if has_value]
    statuses = {plain_date(row["period_end"]): row["status"] for row in series.to_dict("records")}
    found = []
    for before, after in pairwise(known):
        if (after - before).days > 1.5 * period:
            held = {statuses[day] for day in statuses if before < day < after}
            reason = GapReason.SUPPRESSED if held == {"suppressed"} else GapReason.NOT_HELD
            found.append((before, after - timedelta(days=period), reason))
    return found


STROKE = ["start", "end", "low", "high", "colour", "width", "dash"]


def texture_strokes(zones: pd.DataFrame, on: Canvas) -> list[tuple[object, ...]]:
    """Give the strokes of every zone's texture, clipped to it: one row of STROKE each."""
    found: list[tuple[object, ...]] = []
    for zone in zones.to_dict("records"):
        look = TEXTURES[GapReason(zone["reason"])]
        left, right = (on.x_of(zone[side]) for side in ("start", "end"))
        step = look.apart * on.scale.text / 16
        lines = [line for kind in look.strokes for line in _texture(kind, right - left, on, step)]
        if look.has_edge:
            lines += [(x, 0.0, x, on.height) for x in (0.0, right - left)]
        dash = [part * on.unit for part in look.dash]
        found += [
            (on.day_at(left + x1), on.day_at(left + x2), on.value_at(y1), on.value_at(y2),
             look.colour, look.width * on.unit, dash)
            for x1, y1, x2, y2 in lines
        ]  # fmt: skip
    return found


def _texture(
    kind: str, width: float, on: Canvas, step: float
) -> list[tuple[float, float, float, float]]:
    """Fill a box of `width` by the chart's height with level, rising or falling lines."""
    height = on.height
    if kind == "level":
        return [(0.0, step * n, width, step * n) for n in range(1, int(height / step) + 1)]
    lines = []
    for n in range(1, int((width + height) / step) + 1):
        offset = n * step
        enter, leave = max(0.0, offset - height), min(width, offset)
        if leave > enter:
            foot, head = height - (offset - enter), height - (offset - leave)
            lines.append((enter, foot, leave, head))
    if kind == "falling":
        return [(x1, height - y1, x2, height - y2) for x1, y1, x2, y2 in lines]
    return lines
