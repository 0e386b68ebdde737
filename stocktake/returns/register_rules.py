"""Rules of the register that need more than one cell."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from stocktake.model.rubric import line

# What one line of the wall and the kicker of a projected screen hold.
LONGEST_TITLE = 40


class SheetRows(Protocol):
    """The rows of a sheet, with the address of each value."""

    values: dict[str, list[object]]

    def cell(self, column: str, index: int) -> str:
        """Name a cell."""
        ...


def find_broken_rules(sheets: Mapping[str, SheetRows]) -> Iterator[str]:
    """Yield a sentence for each rule across cells that does not hold."""
    yield from _ratings_use_their_scale(sheets["ratings"])
    yield from _one_target_indicator(sheets["priorities"], sheets["priority_indicators"])
    yield from _one_shape(sheets["trajectory_points"])
    yield from _definitions_exist(sheets["indicators"], sheets["indicator_definitions"])
    yield from _in_order(sheets["reporting_rounds"], "opens_on", "due_on")
    yield from _in_order(sheets["priorities"], "started_on", "closed_on")
    yield from _in_order(sheets["actions"], "agreed_on", "due_on")
    yield from _in_order(sheets["series_gaps"], "starts_on", "ends_on")
    yield from _titles_fit(sheets["priorities"])


def _ratings_use_their_scale(ratings: SheetRows) -> Iterator[str]:
    pairs = zip(ratings.values["category"], ratings.values["rating"], strict=True)
    for index, (category, rating) in enumerate(pairs):
        scale = [point.word for point in reversed(line(str(category)).scale)]
        if rating not in scale:
            yield (
                f'{ratings.cell("rating", index)}: rating holds "{rating}". '
                f"For {category} use one of: {', '.join(scale)}."
            )


def _one_target_indicator(priorities: SheetRows, links: SheetRows) -> Iterator[str]:
    targets: dict[object, list[object]] = {}
    rows = zip(*(links.values[c] for c in ("priority_key", "indicator_key", "kind")), strict=True)
    for priority, indicator, kind in rows:
        if kind == "target":
            targets.setdefault(priority, []).append(indicator)
    pairs = zip(priorities.values["priority_key"], priorities.values["indicator_key"], strict=True)
    for index, (priority, indicator) in enumerate(pairs):
        if targets.get(priority, []) != [indicator]:
            yield (
                f"{priorities.cell('indicator_key', index)}: give {priority} exactly one row of "
                f'kind "target" in priority_indicators, with the indicator {indicator}.'
            )


def _one_shape(points: SheetRows) -> Iterator[str]:
    shapes: dict[object, object] = {}
    pairs = zip(points.values["priority_key"], points.values["shape"], strict=True)
    for index, (priority, shape) in enumerate(pairs):
        first = shapes.setdefault(priority, shape)
        if first != shape:
            yield (
                f'{points.cell("shape", index)}: shape holds "{shape}", but other points of '
                f'{priority} say "{first}". Use one shape for all of them.'
            )


def _definitions_exist(indicators: SheetRows, definitions: SheetRows) -> Iterator[str]:
    defined = set(definitions.values["indicator_key"])
    for index, indicator in enumerate(indicators.values["indicator_key"]):
        if indicator not in defined:
            yield (
                f"{indicators.cell('indicator_key', index)}: {indicator} has no row in "
                "indicator_definitions. Add its first definition there."
            )


def _titles_fit(priorities: SheetRows) -> Iterator[str]:
    for index, title in enumerate(priorities.values["title"]):
        if len(str(title)) > LONGEST_TITLE:
            yield (
                f"{priorities.cell('title', index)}: the title has {len(str(title))} signs. Use "
                f"at most {LONGEST_TITLE}: it is the one name of the priority on every screen."
            )


def _in_order(rows: SheetRows, first: str, second: str) -> Iterator[str]:
    pairs = zip(rows.values[first], rows.values[second], strict=True)
    for index, (start, end) in enumerate(pairs):
        if start is not None and end is not None and end < start:  # type: ignore[operator]
            yield f"{rows.cell(second, index)}: {second} is before {first}. Correct one of them."
