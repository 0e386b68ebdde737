"""What a stocktake shows, read through one reader: nothing in it is of two moments.

The rows are put into one order and their figures to twelve digits, so that the same data always
give the same edition: a database with several threads promises neither order nor last digit.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import pandas as pd

from stocktake.deck.frames import DeckFrames
from stocktake.editions.front import read_front_page
from stocktake.editions.plans import Prepared, read_prepared
from stocktake.model.facts import PriorityFacts, facts_from_row
from stocktake.model.front_page import FrontPage, reworded
from stocktake.model.meeting import AgendaKind, MeetingPlan
from stocktake.store import Store
from stocktake.store.reading import Reader

Told = Callable[[float, str], None]


def tell_nobody(share: float, text: str) -> None:
    """Take a report of progress that nobody waits for."""


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
    "gaps": "page.series_gaps_shown",
    "department_word": "page.department_word",
}
# Made of the other frames and of what the unit wrote: see `editions/questions.py`.
_MADE = ("inquiries",)
# The wall shows every priority of the departments; all else belongs to those of the agenda.
_OF_THE_WALL = ("series", "rating_sheet", "actions")
_NOTHING = pd.DataFrame({"priority_key": []})
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
    "gaps": ["priority_key", "starts_on"],
    "department_word": ["priority_key", "kind", "subject_key"],
}
OF_A_TRAJECTORY = ("series", "plan", "breaks", "annotations", "policy_steps", "gaps")


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
    credits: tuple[str, ...]
    front: FrontPage | None = None

    @property
    def priority_keys(self) -> list[str]:
        """Give the priorities of the agenda that are known at the moment, each once."""
        known = set(self.frames.wall["priority_key"])
        items = [item for item in self.plan.items if item.kind is AgendaKind.PRIORITY]
        keys = dict.fromkeys(item.priority_key for item in items)
        return [key for key in keys if key in known and key is not None]

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
            return knowledge_of(store, db, read_prepared(db, meeting_key), None, told=told)
    with store.reader(with_headlines=False) as db:
        prepared = read_prepared(db, meeting_key)
    with store.reader(known_at) as db:
        return knowledge_of(store, db, prepared, known_at, told=told)


def knowledge_of(
    store: Store,
    db: Reader,
    prepared: Prepared,
    known_at: datetime | None,
    *,
    names: Collection[str] | None = None,
    told: Told = tell_nobody,
) -> Knowledge:
    """Read what a prepared stocktake shows from a reader at `known_at`; `names`: these frames."""
    register = next(iter(db.rows("core.known_register")), {})
    frames = _FrameReader(db, prepared.plan, is_large(store), told)
    found = frames.read(names)
    shown_on = db.rows("core.known_moment")[0]["today_on"]
    return Knowledge(
        meeting_key=prepared.meeting_key,
        plan=prepared.plan,
        known_at=known_at,
        shown_on=shown_on,
        unit_title=register.get("unit_title") or "Stocktake",
        is_demo=bool(register.get("is_demo")),
        data_version=db.data_version(),
        frames=found,
        written_inquiries=prepared.inquiries,
        sql={name: view.sql for name, view in sorted(store.views.items())},
        sources=_read_sources(db, register),
        credits=_read_credits(db, frames.on_agenda),
        front=_read_front(db, prepared, found, shown_on) if names is None else None,
    )


def _read_front(db: Reader, prepared: Prepared, frames: DeckFrames, today: date) -> FrontPage:
    """Draft the front page of a stocktake, in the unit's words where it wrote any."""
    drafted = read_front_page(
        db,
        facts_of(frames.wall),
        frames.of,
        today=today,
        department_keys=prepared.plan.department_keys,
        asked_keys={item.priority_key for item in prepared.plan.items if item.priority_key},
        written=prepared.inquiries,
    )
    return reworded(drafted, prepared.wordings)


def is_large(store: Store) -> bool:
    """Say whether the store holds so many figures that one must not ask for them all."""
    return store.observation_count() > _LARGE


def _read_sources(db: Reader, register: Mapping[str, Any]) -> dict[str, Any]:
    """Note which returns and which register stand behind the figures."""
    submissions = db.rows("core.known_all_submissions")
    about = ("register_key", "file_name", "received_at")
    return {
        "register": {name: str(register.get(name, "")) for name in about},
        "is_withdrawn": {row["submission_key"]: row["is_withdrawn"] for row in submissions},
    }


def _read_credits(db: Reader, priority_keys: Collection[str]) -> tuple[str, ...]:
    """Name whose figures stand behind the priorities, and under which licence."""
    scope = db.rows("core.priority_scope")
    keys = {row["indicator_key"] for row in scope if row["priority_key"] in priority_keys}
    rows = [row for row in db.rows("core.known_indicators") if row["indicator_key"] in keys]
    lines = {
        f"{row['source'] or row['publisher']}" + (f". {row['licence']}." if row["licence"] else ".")
        for row in rows
        if row["source"] or row["publisher"]
    }
    return tuple(sorted(lines))


class _FrameReader:
    """Reads the frames of one plan, each no wider than it is shown."""

    def __init__(self, db: Reader, plan: MeetingPlan, by_priority: bool, told: Told) -> None:
        """Read the wall, which says what else there is to read."""
        self._db, self._by_priority, self._told = db, by_priority, told
        self._scopes = _Scopes(db)
        shown = {item.priority_key for item in plan.items if item.priority_key}
        wall = db.view(VIEWS["wall"])
        departments = plan.department_keys or tuple(wall["department_key"])
        is_shown = wall["priority_key"].isin(shown) | wall["department_key"].isin(departments)
        self._wall = _steady("wall", wall[is_shown])
        self._on_wall = list(self._wall["priority_key"])
        self.on_agenda = [key for key in self._on_wall if key in shown]

    def read(self, names: Collection[str] | None) -> DeckFrames:
        """Read every frame, or those named: the others are left empty."""
        others = [one.name for one in fields(DeckFrames) if one.name != "wall"]
        found = {"wall": self._wall}
        for number, name in enumerate(others, start=1):
            is_wanted = name not in _MADE and (names is None or name in names)
            found[name] = _steady(name, self._frame(name)) if is_wanted else _NOTHING
            self._told(number / len(others), "Reading the figures")
        return DeckFrames(**found)

    def _frame(self, name: str) -> pd.DataFrame:
        view = VIEWS.get(name, f"page.{name}")
        keys = self._on_wall if name in _OF_THE_WALL else self.on_agenda
        if self._by_priority and self._db.reads_figures(view):
            return self._one_by_one(name, view, keys)
        whole = self._db.view(view)
        is_shown = whole["priority_key"].isin(keys)
        if name == "actions":
            # Some actions belong to no priority: they are the whole unit's.
            is_shown |= whole["priority_key"].isna()
        return whole[is_shown]

    def _one_by_one(self, name: str, view: str, keys: list[str]) -> pd.DataFrame:
        """Ask about one priority after the other, each time of the fewest indicators."""
        parts = [
            self._db.view(view, scope=self._scopes.of(name, key), priority_key=key)
            for key in keys or [""]
        ]
        return pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)


class _Scopes:
    """The indicators that a frame of one priority rests on: a third of all it may read."""

    def __init__(self, db: Reader) -> None:
        """Read the register's lists; they hold no figure."""
        indicators = db.rows("core.known_indicators")
        self._weights = {row["indicator_key"]: row["weight_indicator_key"] for row in indicators}
        roles = db.rows("core.known_priority_indicators")
        steps = db.rows("core.known_policy_steps")
        self._keys = {
            "spread": _grouped(db.rows("core.known_priorities")),
            "leading": _grouped([row for row in roles if row["kind"] != "target"]),
            "policy_steps": _grouped([row for row in steps if row["indicator_key"]]),
        }
        self._every = _grouped(db.rows("core.priority_scope"))

    def of(self, name: str, priority_key: str) -> set[str]:
        """Give the indicators and what they are weighed by."""
        keys = self._keys.get(name, self._every).get(priority_key, set())
        return keys | {weight for key in keys if (weight := self._weights.get(key))}


def _grouped(rows: list[dict[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["priority_key"], set()).add(row["indicator_key"])
    return found


def _steady(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Put rows into their order and figures to the same digits, whatever the database did."""
    columns = [column for column in _ORDERS.get(name, []) if column in frame.columns]
    columns = columns or [str(column) for column in frame.columns]
    steady = frame.sort_values(columns, kind="stable", ignore_index=True)
    for column, kind in steady.dtypes.items():
        if kind == "float64":
            steady[column] = steady[column].map(steady_number)
        elif kind == "str" and steady[column].isna().all():
            # Parts read one by one and put together no longer know that nothing was a text.
            steady[column] = pd.Series(None, index=steady.index, dtype="object")
    return steady


def steady_number(value: float) -> float:
    """Round to twelve digits: far finer than any figure, coarser than the noise of a sum.

    >>> steady_number(0.1 + 0.2)
    0.3
    """
    return float(f"{value:.{_DIGITS}g}")
