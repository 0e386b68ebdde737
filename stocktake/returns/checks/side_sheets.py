"""The checks of Policy steps, Actions, Commentary and Self-rating, and what is read there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from stocktake.returns.checks.commentary import check_commentary, check_self_ratings
from stocktake.returns.checks.side_cells import Side
from stocktake.returns.context import ReturnContext
from stocktake.returns.problems import Findings
from stocktake.returns.side_sheets import STEP_STATUSES, SideRow
from stocktake.returns.workbook import Table

_COLUMNS = {
    "commentary": ("section", "text", "sheet", "cell"),
    "action_updates": (
        "action_key", "status", "note", "due_on", "done_on", "sheet", "row_number",
    ),
    "policy_step_updates": (
        "policy_step_key", "forecast_on", "done_on", "status", "note", "sheet", "row_number",
    ),
    "self_ratings": ("priority_key", "category", "rating", "reason", "sheet", "row_number"),
}  # fmt: skip


def empty_frame(name: str) -> pd.DataFrame:
    """Give the empty frame of one of these tables."""
    return pd.DataFrame({column: pd.Series([], dtype=object) for column in _COLUMNS[name]})


@dataclass(frozen=True)
class SideAnswers:
    """What the sheets beside the figures say, as frames with the columns of their tables."""

    commentary: pd.DataFrame = field(default_factory=lambda: empty_frame("commentary"))
    action_updates: pd.DataFrame = field(default_factory=lambda: empty_frame("action_updates"))
    policy_step_updates: pd.DataFrame = field(
        default_factory=lambda: empty_frame("policy_step_updates")
    )
    self_ratings: pd.DataFrame = field(default_factory=lambda: empty_frame("self_ratings"))


def check_side_sheets(
    tables: dict[str, list[Table]],
    context: ReturnContext,
    department_key: str,
    today: date,
    findings: Findings,
) -> SideAnswers:
    """Check and read whichever of these sheets the workbook has."""
    ours = context.priorities[context.priorities["department_key"] == department_key]
    scope = _Scope(context, set(ours["priority_key"]), today)
    readers: dict[str, tuple[str, Callable[[Side, _Scope], list[dict[str, Any]]]]] = {
        "policy_steps": ("policy_step_updates", _check_policy_steps),
        "actions": ("action_updates", _check_actions),
        "commentary": ("commentary", lambda side, _: check_commentary(side)),
        "self_rating": (
            "self_ratings",
            lambda side, at: check_self_ratings(side, at.priority_keys, context.self_ratings),
        ),
    }
    frames = {}
    for name, (frame, read) in readers.items():
        for table in tables.get(name, [])[:1]:
            side = Side.open(table, findings)
            rows = read(side, scope) if side else []
            frames[frame] = _frame(frame, rows)
    return SideAnswers(**frames)


def _frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    if not rows:
        return empty_frame(name)
    return pd.DataFrame(rows, columns=list(_COLUMNS[name]))


@dataclass(frozen=True)
class _Scope:
    context: ReturnContext
    priority_keys: set[str]
    today: date

    def rows(self, frame: pd.DataFrame, key: str) -> dict[str, dict[str, Any]]:
        """Give the rows of the department's own priorities by key."""
        ours = frame[frame["priority_key"].isin(self.priority_keys)]
        return {str(row[key]): row for row in ours.to_dict("records")}  # type: ignore[misc]


def _check_policy_steps(side: Side, scope: _Scope) -> list[dict[str, Any]]:
    known = scope.rows(scope.context.policy_steps, "policy_step_key")
    made = []
    for row in side.keyed_rows(known):
        step = known[row.key]
        due = day_of(step["due_on"])
        if row.is_empty:
            if due and due <= scope.today and day_of(step["done_on"]) is None:
                side.note("R-411", row, ("status",), found=str(due))
            continue
        status = side.word(row, "status", STEP_STATUSES)
        forecast, done = side.day(row, "forecast_on"), side.day(row, "done_on")
        _check_days(side, row, status, done, scope.today)
        if forecast and forecast < scope.today and done is None and status != "stopped":
            side.note("R-412", row, ("forecast_on",), found=str(forecast))
        made.append(
            {
                "policy_step_key": row.key, "forecast_on": forecast, "done_on": done,
                "status": status, "note": row.values["note"], "sheet": side.rows.sheet,
                "row_number": row.row_number,
            }
        )  # fmt: skip
    return made


def _check_actions(side: Side, scope: _Scope) -> list[dict[str, Any]]:
    known = scope.rows(scope.context.actions, "action_key")
    made = []
    for row in side.keyed_rows(known):
        due = day_of(known[row.key]["due_on"])
        note = row.values["note"]
        has_update = row.values["status"] is not None or note is not None
        if due and due <= scope.today and not has_update and row.values["done_on"] is None:
            side.note("R-421", row, ("note",), found=str(due))
        if row.is_empty:
            continue
        status = side.word(row, "status", STEP_STATUSES)
        moved, done = side.day(row, "due_on"), side.day(row, "done_on")
        _check_days(side, row, status, done, scope.today)
        if moved and due and moved != due and note is None:
            side.note("R-422", row, ("due_on",), found=str(moved), expected=str(due))
        made.append(
            {
                "action_key": row.key, "status": status, "note": note, "due_on": moved,
                "done_on": done, "sheet": side.rows.sheet, "row_number": row.row_number,
            }
        )  # fmt: skip
    return made


def _check_days(
    side: Side, row: SideRow, status: str | None, done: date | None, today: date
) -> None:
    if done and done > today + timedelta(days=1):  # their clock may be ahead of UTC
        side.note("R-405", row, ("done_on",), found=str(done))
    elif status == "done" and row.values["done_on"] is None and "done_on" not in row.marks:
        side.note("R-406", row, ("status",), found='"done"', expected="no day is given")
    elif done and status not in (None, "done"):
        words = f'"{STEP_STATUSES[status]}"'
        side.note("R-406", row, ("status",), found=words, expected=f"a day ({done}) is given")


def day_of(value: Any) -> date | None:
    """Give a day of a register's frame; None where there is none."""
    if value is None or value != value or value is pd.NaT:
        return None
    return date(value.year, value.month, value.day)
