"""Medians, the slow end, and the one table that `make bench` prints."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

HEADINGS = ("What", "Median", "p95", "Samples", "Against the floor", "Goal")


def slow_end(samples: Sequence[float]) -> float:
    """Give the 95th percentile: of 20 samples the second slowest, never a value between two."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(0.95 * len(ordered)) - 1)]


@dataclass
class Row:
    """One line of the table, in words; what could not be measured says so."""

    what: str
    median: str = "–"
    p95: str = "–"
    samples: str = "–"
    against: str = "–"
    goal: str = "–"


@dataclass
class Table:
    """The lines measured so far."""

    rows: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Append a line and print it: a long run shows where it is."""
        self.rows.append(row)
        print(_line(_cells(row)), flush=True)

    def markdown(self) -> str:
        """Give the whole table."""
        head = [_line(HEADINGS), _line(["---"] * len(HEADINGS))]
        return "\n".join(head + [_line(_cells(row)) for row in self.rows]) + "\n"


def timed(
    what: str, samples: Sequence[float], *, floor: Sequence[float] = (), goal: str = ""
) -> Row:
    """Make a line from milliseconds, as a ratio of medians where a floor was measured."""
    if not samples:
        return Row(what, median="not measured", goal=goal or "–")
    middle = median(samples)
    return Row(
        what=what,
        median=milliseconds(middle),
        p95=milliseconds(slow_end(samples)),
        samples=str(len(samples)),
        against=f"{middle / median(floor):.2f} ×" if floor else "–",
        goal=goal or "–",
    )


def milliseconds(value: float) -> str:
    """Write a time as a person reads it.

    >>> milliseconds(41.26), milliseconds(3456.0)
    ('41 ms', '3.5 s')
    """
    return f"{value:.0f} ms" if value < 1000 else f"{value / 1000:.1f} s"


def _cells(row: Row) -> list[str]:
    return [row.what, row.median, row.p95, row.samples, row.against, row.goal]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
