"""The one store of the running app, and its first filling."""

import threading
from datetime import date, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from stocktake import intake
from stocktake.settings import Settings
from stocktake.store import Store, open_store


@st.cache_resource(show_spinner="Opening the database …")
def the_store(path: Path) -> Store:
    """Open the database once for the whole server; raises StocktakeError, which is not kept."""
    return open_store(path)


def unit_facts(store: Store, known_at: datetime | None) -> dict[str, Any]:
    """Say whose stocktake this is: unit_title, is_demo, today_on. Never empty once loaded."""
    with store.reader(known_at) as db:
        # The unit's name stands whatever the day looked at, so the banner can always be drawn.
        found = db.rows("core.known_register")
        moment = db.rows("core.known_moment")[0]
    register = found[0] if found else {}
    return {
        "unit_title": register.get("unit_title") or "Stocktake",
        "is_demo": bool(register.get("is_demo")),
        "today_on": moment["today_on"],
    }


class FirstFilling:
    """Load the demonstration in a thread of its own, so that a closed browser does not stop it.

    A page's own thread ends when its reader leaves; half a demonstration would then remain.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self.share = 0.0
        self.text = "Starting"
        self.fault: Exception | None = None
        self._store, self._settings = store, settings
        self._thread = threading.Thread(target=self._load, name="first filling")
        self._thread.start()

    def _load(self) -> None:
        try:
            intake.load_demo(self._store, self._settings.data, self._told)
        except Exception as fault:  # noqa: BLE001 — handed to the page, which tells what it may
            self.fault = fault

    def _told(self, share: float, text: str) -> None:
        self.share, self.text = share, text

    def is_done(self, seconds: float = 0.0) -> bool:
        """Wait up to `seconds`; say whether it has ended, well or not."""
        self._thread.join(seconds)
        return not self._thread.is_alive()


_fillings: dict[Path, FirstFilling] = {}
_starting = threading.Lock()


def first_filling(store: Store, settings: Settings) -> FirstFilling | None:
    """Give the filling under way or just failed; start one when the database is empty."""
    with _starting:
        running = _fillings.get(store.path)
        if running is not None and running.is_done() and running.fault is None:
            del _fillings[store.path]
            return None
        if running is None and store.data_version() == 0:
            running = _fillings[store.path] = FirstFilling(store, settings)
        return running


def forget_filling(store: Store) -> None:
    """Let a failed filling be tried again."""
    with _starting:
        _fillings.pop(store.path, None)


def held_day(found: dict[str, Any]) -> date:
    """Give the day the app takes for today."""
    day = found["today_on"]
    return day if isinstance(day, date) else date.fromisoformat(str(day)[:10])
