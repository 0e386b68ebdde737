"""Where the chair is: one memory for everybody who has this server's meeting open.

The database keeps each step as well, for the minutes; those who follow read it here, within a
blink. After a restart the memory is empty until the chair's browser tells its place again, which
it does by itself. `turn` is the moment the chair's place was taken: who took it last holds it,
and the browser remembers its own turn, so that a restart does not give the place back to somebody
who had handed it on.
"""

import threading
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import UTC

import streamlit as st

from stocktake import clock

Meeting = Hashable
Step = tuple[str, str]
# Enough for a long day; the minutes of an item need no more.
_MOST_STEPS = 2_000


@dataclass(frozen=True)
class Place:
    """The chair's place: whose turn it is, and each screen shown with its moment (ISO, UTC)."""

    turn: int
    steps: tuple[Step, ...] = ()

    @property
    def screen_key(self) -> str | None:
        """Give the screen that the chair shows."""
        return self.steps[-1][0] if self.steps else None

    @property
    def shown_at(self) -> str | None:
        """Give the moment since when."""
        return self.steps[-1][1] if self.steps else None


class Room:
    """The chairs' places, by meeting."""

    def __init__(self) -> None:
        """Begin with nobody in any chair."""
        self._places: dict[Meeting, Place] = {}
        self._lock = threading.Lock()

    def take(self, meeting: Meeting, turn: int | None = None) -> int:
        """Take the chair's place, or with the turn of an earlier taking go on in it; give the turn.

        An older turn than the one that holds changes nothing: the place was taken since.
        """
        with self._lock:
            held = self._places.get(meeting)
            if turn is None:
                turn = max(_now(), held.turn + 1 if held else 0)
            if held is None or turn > held.turn:
                kept = held or Place(turn)
                self._places[meeting] = replace(kept, turn=turn)
            return turn

    def holds(self, meeting: Meeting, turn: int) -> bool:
        """Say whether this turn is the one in the chair."""
        with self._lock:
            held = self._places.get(meeting)
            return held is not None and held.turn == turn

    def show(self, meeting: Meeting, turn: int, screen_key: str) -> bool:
        """Move to a screen; True when that is news, False for an old turn or the same screen."""
        with self._lock:
            held = self._places.get(meeting)
            if held is None or held.turn != turn or held.screen_key == screen_key:
                return False
            step = (screen_key, f"{clock.now().isoformat(timespec='milliseconds')}Z")
            self._places[meeting] = replace(held, steps=(*held.steps[-_MOST_STEPS:], step))
            return True

    def place(self, meeting: Meeting) -> Place | None:
        """Give the chair's place; None when nobody has been in the chair since the start."""
        with self._lock:
            return self._places.get(meeting)


def _now() -> int:
    return int(clock.now().replace(tzinfo=UTC).timestamp() * 1000)


@st.cache_resource(show_spinner=False)
def the_room() -> Room:
    """Give the one memory of this server."""
    return Room()
