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
    with store.reader(known_at, with_headlines=False) as db:
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

    def __init__(self, settings: Settings) -> None:
        """Start at once."""
        self.share = 0.0
        self.text = "the first file"
        self.fault: Exception | None = None
        self._settings = settings
        self._thread = threading.Thread(target=self._fill, name="first filling")
        self._thread.start()

    def _fill(self) -> None:
        path = self._settings.database
        try:
            if path.exists():
                # Empty, and held open by this app: it cannot be put in place as a whole.
                self._load(the_store(path))
            else:
                intake.fill_new_database(path, self._load)
        except Exception as fault:  # noqa: BLE001 — handed to the page, which tells what it may
            self.fault = fault

    def _load(self, store: Store) -> int:
        from stocktake.editions.demo import freeze_as_of  # half a second that only this needs

        return intake.load_demo(store, self._settings.data, self._told, freeze=freeze_as_of)

    def _told(self, share: float, text: str) -> None:
        self.share, self.text = share, text

    def is_done(self, seconds: float = 0.0) -> bool:
        """Wait up to `seconds`; say whether it has ended, well or not."""
        self._thread.join(seconds)
        return not self._thread.is_alive()


_fillings: dict[Path, FirstFilling] = {}
_filled: set[Path] = set()
_starting = threading.Lock()


def first_filling(settings: Settings) -> FirstFilling | None:
    """Give the filling under way or just failed; start one when there are no data yet."""
    path = settings.database
    if path in _filled:
        return None
    with _starting:
        running = _fillings.get(path)
        if running is None and (not path.exists() or the_store(path).data_version() == 0):
            running = _fillings[path] = FirstFilling(settings)
        if running is None or (running.is_done() and running.fault is None):
            _fillings.pop(path, None)
            _filled.add(path)
            return None
        return running


def forget_filling(settings: Settings) -> None:
    """Let a failed filling be tried again."""
    with _starting:
        _fillings.pop(settings.database, None)


def held_day(found: dict[str, Any]) -> date:
    """Give the day the app takes for today."""
    day = found["today_on"]
    return day if isinstance(day, date) else date.fromisoformat(str(day)[:10])
