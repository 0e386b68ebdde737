"""A child that draws screens: frozen frames in, then a priority's key a line, and its screens out.

Started as `python -I drawing_child.py`. It knows no database, opens no file, and ends with its
input. What it cannot draw it leaves empty: its parent draws that itself, and meets the fault.
"""

import sys
import warnings
from pathlib import Path

if __name__ == "__main__":
    # `-I` keeps the current directory and the environment out, and with them our own package.
    sys.path.append(str(Path(__file__).resolve().parents[2]))

import base64
import json
from dataclasses import asdict

from stocktake.deck.frames import DeckFrames
from stocktake.editions import parts
from stocktake.editions.drawing import draw_priority

_SECONDS = 900


def main() -> None:
    """Draw the priorities asked for from the frames last given, until there is no more."""
    _limit_self()
    warnings.simplefilter("ignore")
    frames, only_trajectory = parts.read_frames({}), False
    for line in sys.stdin.buffer:
        wanted = json.loads(line)
        if "parts" in wanted:
            frozen = {name: base64.b64decode(text) for name, text in wanted["parts"].items()}
            frames, only_trajectory = parts.read_frames(frozen), wanted["only_trajectory"]
            continue
        drawn = _drawn(frames, wanted["key"], only_trajectory=only_trajectory)
        sys.stdout.buffer.write(drawn + b"\n")
        sys.stdout.buffer.flush()


def _drawn(frames: DeckFrames, key: str, *, only_trajectory: bool) -> bytes:
    try:
        drawn = draw_priority(frames, key, only_trajectory=only_trajectory)
        screens = [asdict(screen) for screen in drawn]
    except Exception:  # noqa: BLE001 — the parent draws it again, and tells of the fault
        return b""
    return json.dumps(screens).encode()


def _limit_self() -> None:
    try:
        import resource
    except ImportError:  # Windows has none
        return
    # Not the memory: the engine that draws asks for far more room than it ever fills.
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
