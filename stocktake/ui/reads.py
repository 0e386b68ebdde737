"""Cached reads. A cache is keyed by the data version: nothing is ever cleared or timed out.

In a small store whole views are read for all priorities at once, because the wall needs them all
and the next priority is one click away; what is cut out of them costs next to nothing. In a large
store each priority is read by itself, so that nobody waits for figures they do not look at.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from stocktake.model.facts import PriorityFacts, facts_from_row
from stocktake.ui.frame import Desk
from stocktake.ui.opened import the_store

_ENTRIES = 512
# Above this many figures a view of all priorities takes longer than anybody wants to wait.
_LARGE = 1_000_000


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _read(
    path: Path,
    version: int,
    today: date,
    known_at: datetime | None,
    name: str,
    equals: tuple[tuple[str, Any], ...],
) -> pd.DataFrame:
    # The known_* views stand below the headlines, and need not wait for them.
    needs_headlines = not name.startswith("core.known_")
    with the_store(path).reader(known_at, with_headlines=needs_headlines) as db:
        return db.view(name, **dict(equals))


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _wall(path: Path, version: int, today: date, known_at: datetime | None) -> list[dict[str, Any]]:
    with the_store(path).reader(known_at) as db:
        return db.rows("page.wall")


def view(desk: Desk, name: str, **equals: object) -> pd.DataFrame:
    """Give the rows of a view as known at the desk's moment."""
    return _read(
        desk.store.path,
        desk.data_version,
        desk.today,
        desk.known_at,
        name,
        tuple(sorted(equals.items())),
    )


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _read_desk(
    path: Path,
    desk_version: int,
    today: date,
    known_at: datetime | None,
    name: str,
    equals: tuple[tuple[str, Any], ...],
) -> pd.DataFrame:
    with the_store(path).reader(known_at, with_headlines=False) as db:
        return db.view(name, **dict(equals))


def desk_view(desk: Desk, name: str, **equals: object) -> pd.DataFrame:
    """Give the rows of a view of the returns desk.

    Drafts, explanations, layouts and waivers change no figure, so they raise a version of their
    own and leave every other cache as it is.
    """
    return _read_desk(
        desk.store.path,
        desk.store.desk_version(),
        desk.today,
        desk.known_at,
        name,
        tuple(sorted(equals.items())),
    )


def of_priority(desk: Desk, name: str, priority_key: str) -> pd.DataFrame:
    """Give one priority's rows of a view: cut out of it, or in a large store read by themselves."""
    if is_large(desk):
        return view(desk, name, priority_key=priority_key)
    frame = view(desk, name)
    return frame[frame["priority_key"] == priority_key].reset_index(drop=True)


def of_all(desk: Desk, name: str) -> pd.DataFrame:
    """Give every priority's rows of a view, in a large store one priority after the other."""
    if not is_large(desk):
        return view(desk, name)
    parts = [of_priority(desk, name, facts.priority_key) for facts in all_facts(desk)]
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else view(desk, name)


def nothing() -> pd.DataFrame:
    """Give a frame of no priority: what a reader leaves out."""
    return pd.DataFrame({"priority_key": []})


def is_large(desk: Desk) -> bool:
    """Say whether the store holds so many figures that one must not ask for them all."""
    return desk.store.observation_count() > _LARGE


def all_facts(desk: Desk) -> list[PriorityFacts]:
    """Give every priority of the wall, by agenda."""
    with _told():
        rows = _wall(desk.store.path, desk.data_version, desk.today, desk.known_at)
    facts = [facts_from_row(row) for row in rows]
    return sorted(facts, key=lambda one: (one.agenda_position or 0, one.title))


def _told() -> AbstractContextManager[None]:
    """Say that something is being worked out, to whoever waits; work done ahead tells nobody."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return nullcontext()
    return st.spinner("Working out where every priority stands …")


def wall_row(desk: Desk, priority_key: str) -> dict[str, Any]:
    """Give the whole row of the wall of one priority, with what its facts leave out."""
    rows = _wall(desk.store.path, desk.data_version, desk.today, desk.known_at)
    return next(row for row in rows if row["priority_key"] == priority_key)


def workbook(desk: Desk, submission_key: str) -> tuple[str, bytes] | None:
    """Give the name and the bytes of the workbook of a submission, as it was sent."""
    return desk.store.read_file(submission_key)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a frame as dictionaries by column name."""
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]
