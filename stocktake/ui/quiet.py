"""When nobody is being served: work that can wait, waits for it."""

import threading
import time

_STILL_SECONDS = 0.8
_lock = threading.Lock()
_last_run = 0.0


def note_run() -> None:
    """Note that a page is being drawn for somebody; the frame says so once a run."""
    global _last_run
    with _lock:
        _last_run = time.monotonic()


def wait_until_quiet() -> None:
    """Wait until no page has been asked for during most of a second."""
    while (busy := _STILL_SECONDS - (time.monotonic() - _last_run)) > 0:
        time.sleep(busy)
