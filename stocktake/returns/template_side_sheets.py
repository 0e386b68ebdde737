"""Policy steps, Actions, Commentary and Self-rating of the department's workbook."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from stocktake.model.rating import Category
from stocktake.returns.checks.side_sheets import day_of
from stocktake.returns.context import TemplateContext
from stocktake.returns.side_sheets import (
    COMMENTARY,
    RATING_WORDS,
    SIDE_TABLES,
    STEP_STATUSES,
    SideSheet,
)
from stocktake.returns.template_page import Book, Page

# A hidden key, and what is shown in the columns we fill in.
Row = tuple[str, dict[str, Any]]
_STYLES = {"given": "return given", "text": "return text", "date": "return date",
           "list": "return text"}  # fmt: skip


def write_side_sheets(book: Book, context: TemplateContext, department_key: str) -> None:
    """Write the four sheets, with a row for everything the department is asked about."""
    priorities = _open_priorities(context.priorities, department_key)
    rows = {
        "policy_steps": list(_policy_steps(context.policy_steps, priorities)),
        "actions": list(_actions(context.actions, priorities)),
        "commentary": list(_commentary()),
        "self_rating": list(_self_ratings(context.self_ratings, priorities)),
    }
    for name, sheet in SIDE_TABLES.items():
        page = Page(book, sheet.title, [field.width for field in sheet.fields])
        lead = sheet.lead if rows[name] else f"{sheet.lead} There are none this time."
        page.head(sheet.title, [lead])
        page.start(name)
        page.headers([(f.header, not f.is_input, f.tip) for f in sheet.fields])
        page.sheet.freeze_panes = f"C{page.row}"
        first = page.row
        _write_rows(page, sheet, rows[name])
        if rows[name]:
            _write_lists(page, name, first, rows[name])
        page.end()


def _open_priorities(priorities: pd.DataFrame, department_key: str) -> dict[str, str]:
    ours = priorities[priorities["department_key"] == department_key]
    return {
        str(row["priority_key"]): str(row["title"])
        for row in ours.to_dict("records")
        if day_of(row.get("closed_on")) is None
    }


def _policy_steps(steps: pd.DataFrame, priorities: dict[str, str]) -> Iterator[Row]:
    for row in _of(steps, priorities):
        shown = {
            "priority": priorities[str(row["priority_key"])],
            "title": str(row["title"]),
            "due": _said(day_of(row["due_on"])),
            "was_done": _said(day_of(row["done_on"])),
        }
        yield str(row["policy_step_key"]), shown


def _actions(actions: pd.DataFrame, priorities: dict[str, str]) -> Iterator[Row]:
    for row in _of(actions, priorities):
        shown = {
            "priority": priorities[str(row["priority_key"])],
            "text": str(row["text"]),
            "owner": str(row["owner"]),
            "due": _said(day_of(row["due_on"])),
        }
        yield str(row["action_key"]), shown


def _commentary() -> Iterator[Row]:
    for key, (title, asked, _) in COMMENTARY.items():
        yield key, {"section": title, "asked": asked}


def _self_ratings(latest: pd.DataFrame, priorities: dict[str, str]) -> Iterator[Row]:
    before = {
        (str(row["priority_key"]), str(row["category"])): str(row["rating"])
        for row in latest.to_dict("records")
    }
    for key, title in priorities.items():
        for category in Category:
            last = before.get((key, category.value), "")
            words = RATING_WORDS[category.value]
            shown = {"priority": title, "category": category.title, "last": words.get(last, "")}
            yield f"{key}|{category.value}", shown


def _of(frame: pd.DataFrame, priorities: dict[str, str]) -> Iterator[dict[str, Any]]:
    ours = frame[frame["priority_key"].isin(list(priorities))]
    order = {key: place for place, key in enumerate(priorities)}
    rows: list[Any] = ours.to_dict("records")
    yield from sorted(rows, key=lambda row: (order[row["priority_key"]], row["due_on"]))


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""


def _write_rows(page: Page, sheet: SideSheet, rows: list[Row]) -> None:
    for key, shown in rows:
        page.key(key)
        for column, field in enumerate(sheet.fields, start=2):
            style = "return shown" if field.name == "last" else _STYLES[field.sort]
            page.put(column, shown.get(field.name) or None, style)
        if sheet.name == "commentary":
            _write_length(page, key)
        else:
            page.sheet.row_dimensions[page.row].height = 32
        page.row += 1


def _write_length(page: Page, key: str) -> None:
    most = COMMENTARY[key][2]
    cell = page.put(5, None, "return shown")
    cell.value = f'=LEN(D{page.row})&" of {most:,}"'
    page.sheet.row_dimensions[page.row].height = 165
    rule = DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1=str(most),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Too long",
        error=f"{most:,} characters are the limit: the text is printed in the monthly note.",
    )
    rule.add(f"D{page.row}")
    page.sheet.add_data_validation(rule)


def _write_lists(page: Page, name: str, first: int, rows: list[Row]) -> None:
    for column, field in enumerate(SIDE_TABLES[name].fields, start=2):
        if field.sort != "list":
            continue
        letter = get_column_letter(column)
        if name != "self_rating":
            words = list(STEP_STATUSES.values())
            page.choose(f"{letter}{first}:{letter}{first + len(rows) - 1}", words, field.header)
            continue
        for category in Category:
            cells = [
                f"{letter}{first + place}"
                for place, (key, _) in enumerate(rows)
                if key.endswith(f"|{category.value}")
            ]
            words = list(RATING_WORDS[category.value].values())
            page.choose(" ".join(cells), words, category.title)
