"""What the departments write beside their figures: the side sheets of some of the returns.

All of it is made up, and is said to be so once: whoever signs the cover is marked "(demo)".
"""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import load_workbook

from stocktake.returns.checks.side_sheets import day_of
from stocktake.returns.context import ReturnContext
from stocktake.returns.side_sheets import RATING_WORDS, SIDE_TABLES, STEP_STATUSES
from stocktake.returns.template_page import Book
from stocktake.returns.template_side_sheets import write_side_sheets
from stocktake.returns.template_styles import round_styles, steady_bytes

_LISTING = Path(__file__).with_name("sheets") / "answers.json"

# By sheet, the hidden key of a row, and the field.
Answers = Mapping[str, Mapping[str, Any]]


def read_answers() -> dict[tuple[str, str], Answers]:
    """Read what is written beside the figures, by department and reporting round."""
    written = json.loads(_LISTING.read_text(encoding="utf-8"))
    return {tuple(name.split("/")): answers for name, answers in written.items()}


def add_answers(
    path: Path, answers: Answers, context: ReturnContext, department_key: str, sent_on: date
) -> None:
    """Add the side sheets of the template to a return that is written, filled in.

    Raises KeyError for an answer to something the department is not asked about.
    """
    book = Book(round_styles(), load_workbook(path))
    write_side_sheets(book, _as_of(context, sent_on), department_key)
    for name, rows in answers.items():
        _fill(book.workbook[SIDE_TABLES[name].title], name, rows)
    book.finish()
    written = io.BytesIO()
    book.workbook.save(written)
    path.write_bytes(steady_bytes(written))


def _as_of(context: ReturnContext, sent_on: date) -> ReturnContext:
    """Ask for what was known on the day: a priority closed later was open, a later step unknown."""
    priorities = context.priorities.copy()
    priorities["closed_on"] = _known_by(priorities["closed_on"], sent_on)
    steps = context.policy_steps.copy()
    steps = steps[steps["known_on"] <= sent_on].copy()
    steps["done_on"] = _known_by(steps["done_on"], sent_on)
    actions = context.actions[context.actions["agreed_on"] <= sent_on]
    own = context.self_ratings.iloc[:0]
    return replace(
        context, priorities=priorities, policy_steps=steps, actions=actions, self_ratings=own
    )


def _known_by(days: pd.Series, sent_on: date) -> pd.Series:
    """Blank the days that were still to come."""
    shown = [day_of(day) for day in days]
    known = [day if day is not None and day <= sent_on else None for day in shown]
    return pd.Series(known, index=days.index, dtype=object)


def _fill(sheet: Any, name: str, rows: Mapping[str, Any]) -> None:
    places = {str(cell.value): cell.row for cell in sheet["A"] if cell.value is not None}
    columns = {field.name: place for place, field in enumerate(SIDE_TABLES[name].fields, start=2)}
    for key, given in rows.items():
        fields = given if isinstance(given, dict) else {"text": given}
        for field, value in fields.items():
            cell = sheet.cell(places[key], columns[field])
            number_format = cell.number_format
            cell.value = _shown(name, key, field, value)
            cell.number_format = number_format  # openpyxl gives dates a format of its own


def _shown(name: str, key: str, field: str, value: str) -> str | date:
    """Give what stands in the cell: the words of the list, or a day."""
    if field.endswith("_on"):
        return date.fromisoformat(value)
    if field == "status":
        return STEP_STATUSES[value]
    if name == "self_rating" and field == "rating":
        return RATING_WORDS[key.partition("|")[2]][value]
    return value
