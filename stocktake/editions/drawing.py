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
from pathlib import Path
from queue import Empty, SimpleQueue

from stocktake.deck.frames import DeckFrames, Screen
from stocktake.deck.screens import priority_screens, trajectory_screen
from stocktake.editions import parts
from stocktake.model.facts import facts_from_row

Drawn = dict[str, list[Screen]]
Told = Callable[[int, int], None]

_CHILD = Path(__file__).with_name("drawing_child.py")
_MOST_CHILDREN = 3
# A child takes about a second to start: for a handful it is not worth it.
_WORTH_CHILDREN = 5
_KEPT = 200
_memory: OrderedDict[str, list[Screen]] = OrderedDict()
_lock = threading.Lock()


def draw_priorities(
    frames: DeckFrames,
    frozen: Mapping[str, bytes],
    keys: Sequence[str],
    *,
    told: Told,
    only_trajectory: bool = False,
    children: int | None = None,
) -> Drawn:
    """Draw the screens of each priority; `told(done, of)` after each.

    `frozen` are the parts that `frames` were read from. `children` says how many to start: by
    itself as many as there are processors, and none for a few priorities.
    """
    marks = {key: f"{_mark(frames.of(key))}{only_trajectory}" for key in keys}
    found = {key: known for key, mark in marks.items() if (known := _remembered(mark)) is not None}
    left = [key for key in keys if key not in found]
    if children is None:
        children = min(_MOST_CHILDREN, os.cpu_count() or 1) if len(left) >= _WORTH_CHILDREN else 0

    def keep(key: str, screens: list[Screen]) -> None:
        _remember(marks[key], screens)
        found[key] = screens
        told(len(found), len(keys))

    if children:
        _draw_in_children(_first_line(frozen, only_trajectory), left, children, keep)
    # Without children, and where one fell over: here, where a fault is told as it is.
    for key in left:
        if key not in found:
            keep(key, draw_priority(frames, key, only_trajectory=only_trajectory))
    return found


def draw_priority(frames: DeckFrames, key: str, *, only_trajectory: bool = False) -> list[Screen]:
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
    for name, frame in vars(own).items():
        text = frame.to_json(orient="split", date_format="iso", double_precision=15)
        summed.update(f"{name}\0{text}\0".encode())
    return summed.hexdigest()


def _remembered(mark: str) -> list[Screen] | None:
    with _lock:
        if mark in _memory:
            _memory.move_to_end(mark)
        return _memory.get(mark)


def _remember(mark: str, screens: list[Screen]) -> None:
    with _lock:
        _memory[mark] = screens
        while len(_memory) > _KEPT:
            _memory.popitem(last=False)


def _draw_in_children(
    first: bytes,
    keys: Sequence[str],
    children: int,
    keep: Callable[[str, list[Screen]], None],
) -> None:
    """Let children draw what they can; the caller's thread tells of each as it comes."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for key in keys:
        waiting.put(key)
    ready: SimpleQueue[tuple[str, list[Screen]] | None] = SimpleQueue()
    threads = [
        threading.Thread(target=_lead_child, args=(first, waiting, ready), daemon=True)
        for _ in range(min(children, len(keys)))
    ]
    for thread in threads:
        thread.start()
    ended = 0
    while ended < len(threads):
        drawn = ready.get()
        if drawn is None:
            ended += 1
        else:
            keep(*drawn)


def _first_line(frozen: Mapping[str, bytes], only_trajectory: bool) -> bytes:
    texts = {name: base64.b64encode(content).decode() for name, content in frozen.items()}
    return json.dumps({"parts": texts, "only_trajectory": only_trajectory}).encode() + b"\n"


def _lead_child(
    first: bytes,
    waiting: "SimpleQueue[str]",
    ready: "SimpleQueue[tuple[str, list[Screen]] | None]",
) -> None:
    """Start a child, hand it one priority after the other, and end it."""
    try:
        with subprocess.Popen(
            [sys.executable, "-I", str(_CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as child:
            if child.stdin is None or child.stdout is None:
                return
            child.stdin.write(first)
            while True:
                key = waiting.get_nowait()
                child.stdin.write(json.dumps(key).encode() + b"\n")
                child.stdin.flush()
                answer = child.stdout.readline()
                if not answer.strip():
                    # What this child could not draw is left to the caller.
                    return
                ready.put((key, parts.read_screens(answer)))
    except (Empty, OSError):
        # Nothing is left to draw, or the child is gone.
        return
    finally:
        ready.put(None)
