"""The numbers of events at the top of the chart and the letters of policy steps at its foot."""

from datetime import date
from typing import Any

import pandas as pd

from stocktake.charts.canvas import Canvas
from stocktake.charts.theme import INK, PAPER, QUIET
from stocktake.charts.trajectory_labels import BOX, TEXT
from stocktake.charts.trajectory_lines import POINT
from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.numbers import day as day_words

RULE = ["start", "end", "low", "high", "colour", "width", "dash"]
_LEVELS = 4


def placed_signs(marks: pd.DataFrame, on: Canvas) -> dict[str, pd.DataFrame]:
    """Give the signs' rules, points and texts (columns RULE, POINT, TEXT and BOX).

    Signs that stand close together are set one above the other.
    """
    rules: list[tuple[Any, ...]] = []
    points: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    size, height = on.scale.small, on.scale.text * 1.5
    for is_step in (False, True):
        own = marks[(marks["kind"] == "step") == is_step].sort_values("day")
        for mark, level in zip(own.to_dict("records"), _levels(own, on, height), strict=True):
            x = on.x_of(mark["day"])
            if is_step:
                y = on.height - height * (level + 1.1)
                flag = on.value_at(y + height * 0.75)
                fill = INK if mark["is_done"] else PAPER
                points.append((mark["day"], flag, "triangle-up", on.scale.diamond * 0.5, fill,
                               INK, 1.5 * on.unit))  # fmt: skip
                rules += _stem(mark, on, flag) if level else []
            else:
                y = height * (level + 0.5)
                points.append((mark["day"], on.value_at(y), "circle", (on.scale.text * 1.35) ** 2,
                               PAPER, QUIET, 1.5))  # fmt: skip
                rules.append((mark["day"], mark["day"], on.values.low, on.value_at(y), QUIET,
                              on.scale.thin * 0.7, [2.0, 5.0]))  # fmt: skip
            # A triangle takes the room below its letter as well.
            half, below = size * 0.62, height * 0.95 if is_step else size * 0.62
            texts.append(
                ("mark", mark["day"], on.value_at(y), mark["mark"], "center", size,
                 "bold" if is_step else "normal", INK, 0, x - half, y - half, x + half, y + below)
            )  # fmt: skip
    return {
        "rules": pd.DataFrame(rules, columns=RULE),
        "points": pd.DataFrame(points, columns=POINT),
        "texts": pd.DataFrame(texts, columns=[*TEXT, *BOX]),
    }


def _levels(marks: pd.DataFrame, on: Canvas, height: float) -> list[int]:
    """Give each sign the lowest level on which its neighbours leave it room."""
    ends = [-1e9] * _LEVELS
    levels = []
    for day in marks["day"]:
        x = on.x_of(day)
        free = [level for level, end in enumerate(ends) if x - end >= height]
        level = free[0] if free else _LEVELS - 1
        ends[level] = x
        levels.append(level)
    return levels


def _stem(mark: dict[Any, Any], on: Canvas, flag: float) -> list[tuple[Any, ...]]:
    look = (QUIET, on.scale.thin * 0.7, [1.0, 0.0])
    return [(mark["day"], mark["day"], on.values.low, flag, *look)]


def numbered_marks(
    breaks: pd.DataFrame,
    annotations: pd.DataFrame,
    steps: pd.DataFrame,
    within: tuple[date, date],
    *,
    most: int = 9,
) -> pd.DataFrame:
    """Give what happened a number and each policy step a letter, in order of time.

    Only what falls within two days is kept, and of each sort the newest, at most `most`.
    Columns: mark, kind (break, annotation, step), day, date_text, text, is_done, is_demo.
    """
    happened = [
        (plain_date(row["happened_on"]), kind, str(row["text"]), True, False)
        for kind, frame in (("break", breaks), ("annotation", annotations))
        for row in frame.to_dict("records")
    ]
    taken = [
        (
            plain_date(row["due_on"] if is_nothing(row["done_on"]) else row["done_on"]),
            "step",
            str(row["title"]),
            not is_nothing(row["done_on"]),
            not is_nothing(row.get("is_demo")) and bool(row["is_demo"]),
        )
        for row in steps.to_dict("records")
    ]
    rows = []
    for group, signs in ((happened, "123456789"), (taken, "ABCDEFGHI")):
        inside = [mark for mark in sorted(group) if within[0] <= mark[0] <= within[1]][-most:]
        for sign, (on, kind, *rest) in zip(signs, inside, strict=False):
            rows.append((sign, kind, pd.Timestamp(on), day_words(on), *rest))
    columns = ["mark", "kind", "day", "date_text", "text", "is_done", "is_demo"]
    return pd.DataFrame(rows, columns=columns)
