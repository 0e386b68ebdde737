"""Draw the screens of many priorities side by side, each from the rows that are frozen.

Drawing a priority takes some tenths of a second, most of it in Python, so threads would take turns.
Children do it instead, each given the frozen parts once and then one priority after the other.
What was drawn is remembered by the rows it was drawn from: freezing again costs little.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from queue import Empty, SimpleQueue

from stocktake.deck.frames import DeckFrames, Screen
from stocktake.deck.screens import priority_screens, trajectory_screen
from stocktake.editions import parts
from stocktake.model.facts import facts_from_row

Screens = list[Screen]
Told = Callable[[int, int], None]

_CHILD = Path(__file__).with_name("drawing_child.py")
_MOST_CHILDREN = 3
# A child takes about a second to start: for a handful it is not worth it.
_WORTH_CHILDREN = 5
_KEPT = 200
_memory: OrderedDict[str, Screens] = OrderedDict()
_lock = threading.Lock()


class Children:
    """The programs that draw for one freezing: started when they are first needed, ended with it.

    `count` says how many: by itself as many as there are processors.
    """

    def __init__(self, count: int | None = None) -> None:
        """Start nobody yet."""
        self._count = min(_MOST_CHILDREN, os.cpu_count() or 1) if count is None else count
        self._started: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Children":
        """Give oneself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End every child, whatever it is at."""
        for child in self._started:
            child.kill()
            child.communicate()

    def draw(self, first: bytes, keys: Sequence[str], keep: Callable[[str, Screens], None]) -> None:
        """Let children draw what they can; the caller's thread tells of each as it comes."""
        # Where no program can be started, the caller draws.
        with suppress(OSError):
            while len(self._started) < min(self._count, len(keys)):
                self._started.append(_start_child())
        waiting: SimpleQueue[str] = SimpleQueue()
        for key in keys:
            waiting.put(key)
        ready: SimpleQueue[tuple[str, Screens] | None] = SimpleQueue()
        for child in self._started:
            asked = (child, first, waiting, ready)
            threading.Thread(target=_lead_child, args=asked, daemon=True).start()
        ended = 0
        while ended < len(self._started):
            drawn = ready.get()
            if drawn is None:
                ended += 1
            else:
                keep(*drawn)


def draw_priorities(
    frames: DeckFrames,
    frozen: Mapping[str, bytes],
    keys: Sequence[str],
    children: Children,
    *,
    told: Told,
    only_trajectory: bool = False,
) -> dict[str, Screens]:
    """Draw the screens of each priority; `told(done, of)` after each.

    `frozen` are the parts that `frames` were read from.
    """
    marks = {key: f"{_mark(frames.of(key))}{only_trajectory}" for key in keys}
    found = {key: known for key, mark in marks.items() if (known := _remembered(mark)) is not None}
    left = [key for key in keys if key not in found]

    def keep(key: str, screens: Screens) -> None:
        _remember(marks[key], screens)
        found[key] = screens
        told(len(found), len(keys))

    if len(left) >= _WORTH_CHILDREN:
        children.draw(_first_line(frozen, only_trajectory), left, keep)
    # A few, and what a child fell over, are drawn here, where a fault is told as it is.
    for key in left:
        if key not in found:
            keep(key, draw_priority(frames, key, only_trajectory=only_trajectory))
    return found


def draw_priority(frames: DeckFrames, key: str, *, only_trajectory: bool = False) -> Screens:
    """Draw the screens of one priority, or its trajectory alone."""
    own = frames.of(key)
    row = own.wall.to_dict("records")[0]
    facts = facts_from_row({str(name): cell for name, cell in row.items()})
    if only_trajectory:
        html = trajectory_screen(facts, own)
        return [Screen(f"{key}-trajectory", facts.short_title, html, "trajectory", key)]
    return priority_screens(facts, own)


def _mark(own: DeckFrames) -> str:
    """Sum up the rows of one priority: all that its screens are drawn from."""
    summed = hashlib.sha256()
    for one in fields(own):
        frame = getattr(own, one.name)
        text = frame.to_json(orient="split", date_format="iso", double_precision=15)
        summed.update(f"{one.name}\0{text}\0".encode())
    return summed.hexdigest()


def _remembered(mark: str) -> Screens | None:
    with _lock:
        if mark in _memory:
            _memory.move_to_end(mark)
        return _memory.get(mark)


def _remember(mark: str, screens: Screens) -> None:
    with _lock:
        _memory[mark] = screens
        while len(_memory) > _KEPT:
            _memory.popitem(last=False)


def _first_line(frozen: Mapping[str, bytes], only_trajectory: bool) -> bytes:
    texts = {name: base64.b64encode(content).decode() for name, content in frozen.items()}
    return json.dumps({"parts": texts, "only_trajectory": only_trajectory}).encode() + b"\n"


def _start_child() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", str(_CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _lead_child(
    child: subprocess.Popen[bytes],
    first: bytes,
    waiting: "SimpleQueue[str]",
    ready: "SimpleQueue[tuple[str, Screens] | None]",
) -> None:
    """Hand a child the frames, and then one priority after the other."""
    line = first
    try:
        while child.stdin and child.stdout:
            child.stdin.write(line)
            key = waiting.get_nowait()
            child.stdin.write(json.dumps({"key": key}).encode() + b"\n")
            child.stdin.flush()
            answer = child.stdout.readline()
            if not answer.strip():
                # What this child could not draw is left to the caller.
                return
            ready.put((key, parts.read_screens(answer)))
            line = b""
    except (Empty, OSError, ValueError):
        # Nothing is left to draw, or the child is gone.
        return
    finally:
        ready.put(None)
