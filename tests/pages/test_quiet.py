"""Work ahead waits until nobody is served."""

import time

import pytest

from stocktake.ui import quiet


def test_work_waits_for_whoever_is_being_served(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(quiet, "_STILL_SECONDS", 0.2)
    quiet.note_run()
    asked = time.monotonic()
    quiet.wait_until_quiet()
    assert time.monotonic() - asked >= 0.15
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("waited though nobody is served"))
    quiet.wait_until_quiet()
