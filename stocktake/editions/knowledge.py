"""What a stocktake shows, read through one reader: nothing in it is of two moments.

The rows are put into one order and their figures to twelve digits, so that the same data always
give the same edition: a database with several threads promises neither order nor last digit.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import pandas as pd

from stocktake.deck.frames import DeckFrames
from stocktake.editions.plans import Prepared, read_prepared
from stocktake.model.facts import PriorityFacts, facts_from_row
from stocktake.model.meeting import MeetingPlan
from stocktake.store import Store
from stocktake.store.reading import Reader

Told = Callable[[float, str], None]

# A view of all priorities at once is quick only in a small store (docs/decisions.md, 13).
_LARGE = 1_000_000
_DIGITS = 12
VIEWS = {
    "wall": "page.wall",
    "series": "page.priority_series",
    "plan": "page.priority_plan",
    "breaks": "page.priority_breaks",
    "annotations": "page.annotations",
    "spread": "page.priority_spread",
    "leading": "page.leading_series",
    "policy_steps": "page.policy_steps",
    "rating_sheet": "page.rating_sheet",
    "actions": "page.action_ledger",
    "suggestions": "core.suggested_rating",
}
# The wall shows every priority of the departments; all else belongs to those of the agenda.
_OF_THE_WALL = ("wall", "series", "rating_sheet")
_ORDERS = {
    "wall": ["agenda_position", "priority_key"],
    "series": ["priority_key", "period_end"],
    "plan": ["priority_key", "period_end", "origin"],
    "breaks": ["priority_key", "happened_on", "text"],
    "annotations": ["priority_key", "happened_on", "text"],
    "spread": ["priority_key", "unit_key"],
    "leading": ["priority_key", "position", "indicator_key", "period_end"],
    "policy_steps": ["priority_key", "due_on", "policy_step_key"],
    "rating_sheet": ["priority_key", "rating_round", "category", "rater_type"],
    "actions": ["action_key"],
    "suggestions": ["priority_key"],
    "rating_flags": ["priority_key", "flag"],
}


@dataclass(frozen=True)
class Knowledge:
    """Everything a stocktake shows, as known at one moment; `known_at` None is as known now."""

    meeting_key: str
    plan: MeetingPlan
    known_at: datetime | None
    shown_on: date
    unit_title: str
    is_demo: bool
    data_version: int
    frames: DeckFrames
    written_inquiries: Mapping[str, tuple[str, ...]]
    sql: Mapping[str, str]
    sources: Mapping[str, Any]

    @property
    def facts(self) -> tuple[PriorityFacts, ...]:
        """Give every priority of the wall, in the register's order."""
        return facts_of(self.frames.wall)


def facts_of(wall: pd.DataFrame) -> tuple[PriorityFacts, ...]:
    """Read the rows of the wall."""
    rows = wall.to_dict("records")
    return tuple(facts_from_row({str(name): cell for name, cell in row.items()}) for row in rows)


def read_knowledge(
    store: Store, meeting_key: str, known_at: datetime | None, told: Told
) -> Knowledge:
    """Read what a stocktake shows.

    Its plan is the newest whatever the moment: a stocktake prepared today may look at an
    earlier day.
    """
    told(0.0, "Reading the plan")
    if known_at is None:
        with store.reader() as db:
            return _read(store, db, read_prepared(db, meeting_key), None, told)
    with store.reader(with_headlines=False) as db:
        prepared = read_prepared(db, meeting_key)
    with store.reader(known_at) as db:
        return _read(store, db, prepared, known_at, told)


def _read(
    store: Store, db: Reader, prepared: Prepared, known_at: datetime | None, told: Told
) -> Knowledge:
    register = next(iter(db.rows("core.known_register")), {})
    is_large = store.observation_count() > _LARGE
    return Knowledge(
        meeting_key=prepared.meeting_key,
        plan=prepared.plan,
        known_at=known_at,
        shown_on=db.rows("core.known_moment")[0]["today_on"],
        unit_title=register.get("unit_title") or "Stocktake",
        is_demo=bool(register.get("is_demo")),
        data_version=db.data_version(),
        frames=_read_frames(db, prepared.plan, is_large, told),
        written_inquiries=prepared.inquiries,
        sql={name: view.sql for name, view in sorted(store.views.items())},
        sources=_read_sources(db, register),
    )


def _read_sources(db: Reader, register: Mapping[str, Any]) -> dict[str, Any]:
    """Note which returns and which register stand behind the figures."""
    submissions = db.rows("core.known_all_submissions")
    return {
        "register_key": str(register.get("register_key", "")),
        "is_withdrawn": {row["submission_key"]: row["is_withdrawn"] for row in submissions},
    }


def _read_frames(db: Reader, plan: MeetingPlan, is_large: bool, told: Told) -> DeckFrames:
    wall = _steady("wall", db.view(VIEWS["wall"]))
    shown = {item.priority_key for item in plan.items if item.priority_key}
    in_scope = wall["priority_key"].isin(shown)
    if plan.department_keys:
        in_scope |= wall["department_key"].isin(plan.department_keys)
    else:
        in_scope |= True
    wall = wall[in_scope].reset_index(drop=True)
    on_wall = list(wall["priority_key"])
    names = [one.name for one in fields(DeckFrames) if one.name != "wall"]
    found = {"wall": wall}
    for number, name in enumerate(names):
        told((number + 1) / (len(names) + 1), "Reading the figures")
        keys = on_wall if name in _OF_THE_WALL else [key for key in on_wall if key in shown]
        view = VIEWS.get(name, f"page.{name}")
        frame = _read_actions(db, view, on_wall) if name == "actions" else None
        frame = _of_keys(db, view, keys, is_large) if frame is None else frame
        found[name] = _steady(name, frame)
    return DeckFrames(**found)


def _of_keys(db: Reader, view: str, keys: list[str], is_large: bool) -> pd.DataFrame:
    """Give the rows of some priorities, in a large store one priority after the other."""
    if not is_large:
        whole = db.view(view)
        return whole[whole["priority_key"].isin(keys)]
    parts = [db.view(view, priority_key=key) for key in keys]
    filled = [part for part in parts if len(part)]
    if filled:
        return pd.concat(filled, ignore_index=True)
    return parts[0] if parts else db.view(view, priority_key="")


def _read_actions(db: Reader, view: str, keys: Iterable[str]) -> pd.DataFrame:
    """Give the actions of the priorities, and those that belong to no priority."""
    whole = db.view(view)
    return whole[whole["priority_key"].isin(list(keys)) | whole["priority_key"].isna()]


def _steady(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Put rows into their order and figures to the same digits, whatever the database did."""
    columns = [column for column in _ORDERS.get(name, []) if column in frame.columns]
    columns = columns or [str(column) for column in frame.columns]
    steady = frame.sort_values(columns, kind="stable", ignore_index=True)
    for column, kind in steady.dtypes.items():
        if kind == "float64":
            steady[column] = steady[column].map(steady_number)
    return steady


def steady_number(value: float) -> float:
    """Round to twelve digits: far finer than any figure, coarser than the noise of a sum.

    >>> steady_number(0.1 + 0.2)
    0.3
    """
    return float(f"{value:.{_DIGITS}g}")
