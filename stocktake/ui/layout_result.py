"""What would be read from the sheet as it is described now, and what is still in the way."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.model.facts import is_nothing
from stocktake.model.numbers import number, period_words, several
from stocktake.model.problem import Level, Problem
from stocktake.returns.layout import problems
from stocktake.returns.layout.apply import LayoutReading
from stocktake.returns.layout.area import Area
from stocktake.returns.layout.layout import Role
from stocktake.ui.downloads import download_table
from stocktake.ui.frame import Desk
from stocktake.ui.layout_work import Work, context_of
from stocktake.ui.markup import Markup, show, tag
from stocktake.ui.tables import table

_ROWS = 8
_PROBLEMS = 8
_ASKED_ABOVE = (problems.UNIT_OPEN, problems.INDICATOR_OPEN, problems.CODE_AND_NAME)


def verdict(work: Work, areas: list[Area], reading: LayoutReading) -> Markup:
    """Say in a box how far the sheet can be read, and what is wanted next."""
    figures, missing = counts(reading)
    still = open_count(work, reading)
    if not areas:
        lead = "We found no table of figures in this file"
        rest = "Open the line below the sheet and say where the figures stand."
    elif still:
        lead = f"We found {_tables(areas)}. {several(still, 'question')} to answer"
        rest = f"{_can_be_read(figures, missing)} so far." if figures else ""
    elif not figures:
        lead = "No figures can be read yet"
        rest = "The problems are listed below the sheet."
    else:
        lead = f"{_can_be_read(figures, missing)}"
        rest = "Check the sheet below. If the colours are right, save the layout."
    is_good = bool(figures) and not still and not must_fix(reading)
    return tag(
        "div",
        tag("h2", lead),
        tag("p", *(f"{how} " for how in (_how(work, areas),) if how), rest),
        class_="verdict good" if is_good else "verdict",
    )


def counts(reading: LayoutReading) -> tuple[int, int]:
    """Count the figures that were read, and the cells marked as having none."""
    missing = int(reading.figures["symbol"].notna().sum())
    return len(reading.figures) - missing, missing


def must_fix(reading: LayoutReading) -> list[Problem]:
    """Give what stands in the way, without the questions that are asked by themselves."""
    return [
        problem
        for problem in reading.problems
        if problem.level is Level.MUST_FIX and problem.code not in _ASKED_ABOVE
    ]


def open_count(work: Work, reading: LayoutReading) -> int:
    """Count the questions that nobody has answered yet, names among them."""
    layout = work.layout
    if layout is None:
        return 0
    found = sum(name.kind != "indicator" for name in reading.unmatched)
    for question in work.questions.values():
        if question.block >= len(layout.blocks):
            continue
        block = layout.blocks[question.block]
        found += {
            "table": block.indicator is None,
            "heading": question.label not in block.meanings,
            "sign": _is_unsaid(question.label, reading),
            "periods": any(p.code == problems.PERIOD_UNREAD for p in reading.problems),
        }[question.kind]
    return found


def _is_asked(work: Work, problem: Problem) -> bool:
    """Whether a problem is what a question above is about."""
    if problem.code == problems.PERIOD_UNREAD:
        return any(question.kind == "periods" for question in work.questions.values())
    return problem.code == problems.NOT_A_NUMBER and any(
        question.kind == "sign" and problem.found.casefold() == f'"{question.label}"'
        for question in work.questions.values()
    )


def _is_unsaid(sign: str, reading: LayoutReading) -> bool:
    return any(
        problem.code == problems.NOT_A_NUMBER and problem.found.casefold() == f'"{sign}"'
        for problem in reading.problems
    )


def _can_be_read(figures: int, missing: int) -> str:
    marked = f", {missing:,} marked as having none" if missing else ""
    return f"{several(figures, 'figure')} can be read{marked}"


def _tables(areas: list[Area]) -> str:
    return "the table" if len(areas) == 1 else f"{len(areas)} tables"


def _how(work: Work, areas: list[Area]) -> str:
    if work.how in ("known", "opened") and work.layout is not None:
        return f'Read as you described it before, as "{work.layout.title}".'
    if not areas:
        return ""
    sheet = areas[0].sheet.name
    across = {header.role for area in areas for header in area.headers}
    down = {key.role for area in areas for key in area.block.keys}
    sides = [
        f"{words} {place}"
        for roles, place in ((down, "down the side"), (across, "across the top"))
        if (words := _words(roles))
    ]
    return f'On the sheet "{sheet}": {", ".join(sides)}.' if sides else f'On the sheet "{sheet}".'


def _words(roles: set[Role]) -> str:
    words = []
    if roles & {Role.UNIT_NAME, Role.UNIT_CODE}:
        words.append("names")
    if Role.PERIOD in roles:
        words.append("periods")
    if Role.INDICATOR in roles:
        words.append("measures")
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def show_result(desk: Desk, work: Work, reading: LayoutReading) -> None:
    """Draw the first figures that would be read, and the problems."""
    figures, missing = counts(reading)
    in_the_way = [problem for problem in must_fix(reading) if not _is_asked(work, problem)]
    to_explain = [p for p in reading.problems if p.level is Level.EXPLAIN]
    if in_the_way:
        show(_problems(in_the_way, "To fix, here or in the sheet"))
    if to_explain:
        show(_problems(to_explain, "To explain when you send"))
    if figures or missing:
        rows = _rows(desk, work, reading.figures)
        shown = rows.head(_ROWS)
        more = f"; the first {len(shown)} stand here" if len(rows) > len(shown) else ""
        caption = f"{_can_be_read(figures, missing)}{more}"
        show(table(shown, caption=caption, right=("Figure",)))
        download_table(rows, "what-would-be-read", key="layout_rows", label="All of them (CSV)")
    notes = [p for p in reading.problems if p.level is Level.INFORMATION]
    if notes:
        with st.expander(several(len(notes), "note") + " on how it was read", type="compact"):
            show(tag("ul", *(tag("li", problem.message) for problem in notes)))


def _problems(found: list[Problem], caption: str) -> Markup:
    frame = pd.DataFrame(
        {
            "Sheet": [problem.sheet or "The file" for problem in found],
            "What we found": [problem.message for problem in found],
            "What to do": [problem.fix for problem in found],
        }
    )
    return table(frame, caption=caption, most=_PROBLEMS)


def _rows(desk: Desk, work: Work, figures: pd.DataFrame) -> pd.DataFrame:
    context = context_of(desk, work)
    about = context.indicators.set_index("indicator_key")
    names = dict(zip(context.units["unit_key"], context.units["name"], strict=True))
    return pd.DataFrame(
        {
            "Indicator": about.loc[row["indicator_key"], "short_title"],
            "Who": names.get(row["unit_key"], row["unit_key"]),
            "Period": period_words(
                row["period_end"], str(about.loc[row["indicator_key"], "frequency"])
            ),
            "Figure": _figure(row),
            "Cell": _cell(row),
        }
        for row in figures.to_dict("records")
    )


def _figure(row: Mapping[Any, Any]) -> str:
    if not is_nothing(row["symbol"]):
        return f"none ({row['symbol']})"
    value = float(str(row["value"]))
    written = number(value, 2, trim=True)
    if is_nothing(row["numerator"]) or is_nothing(row["denominator"]):
        return written
    above, below = (float(str(row[name])) for name in ("numerator", "denominator"))
    return f"{written} ({number(above)} of {number(below)})"


def _cell(row: Mapping[Any, Any]) -> str:
    letter = row["numerator_column"] if is_nothing(row["value_column"]) else row["value_column"]
    return f"{letter}{row['row_number']}"
