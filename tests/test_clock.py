"""The clock is UTC without a zone, and can be held."""

import time
from datetime import UTC, date, datetime, timedelta

from stocktake import clock

SECONDS = timedelta(seconds=5)


def test_a_held_clock_stands_still_until_it_is_let_go():
    moment = datetime(2026, 3, 31, 23, 59)
    clock.hold(moment)
    assert clock.now() == clock.now() == moment
    assert clock.today() == date(2026, 3, 31)
    clock.hold(None)
    assert clock.now() != moment


def test_a_running_clock_tells_the_time_in_utc_without_a_zone():
    clock.hold(None)
    told = clock.now()
    assert told.tzinfo is None
    assert abs(told - datetime.fromtimestamp(time.time(), UTC).replace(tzinfo=None)) < SECONDS


def test_tests_start_with_the_clock_held(held_clock):
    assert clock.now() == held_clock
