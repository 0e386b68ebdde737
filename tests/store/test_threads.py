"""Many readers at many moments while somebody writes: every answer is right."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from stocktake.store.writing import OvertakenError
from tests.store.small import JANUARY, headline, known, send

START = datetime(2026, 1, 1)


def on_day(number: int) -> datetime:
    return START + timedelta(days=number)


def test_eight_readers_at_different_moments_are_right_while_one_writes(store):
    for day in range(8):
        send(store, [("nation", JANUARY, float(day))], on_day(day))
    is_over = threading.Event()

    def write() -> int:
        for day in range(8, 14):
            send(store, [("nation", JANUARY, float(day))], on_day(day))
        is_over.set()
        return 6

    def read(day: int) -> int:
        looks = 0
        while not is_over.is_set() or looks < 2:
            assert headline(store, on_day(day)) == {JANUARY: float(day)}
            assert known(store, on_day(day)) == {("nation", JANUARY): float(day)}
            looks += 1
        return looks

    with ThreadPoolExecutor(9) as pool:
        work = [pool.submit(write), *(pool.submit(read, day) for day in range(8))]
        assert [done.result(timeout=100) >= 2 for done in work] == [True] * 9
    assert headline(store) == {JANUARY: 13.0}


def test_one_reader_sees_one_data_version_from_first_to_last(store):
    send(store, [("nation", JANUARY, 1.0)], on_day(0))
    with store.reader() as db:
        before = db.rows("page.priority_series", priority_key="waits")
        send(store, [("nation", JANUARY, 2.0)], on_day(1))
        assert db.rows("page.priority_series", priority_key="waits") == before
        assert [row["value"] for row in db.rows("core.known_observations")] == [1.0]
    assert headline(store) == {JANUARY: 2.0}


def test_a_reader_does_not_see_the_moment_of_its_sibling(store):
    send(store, [("nation", JANUARY, 1.0)], on_day(0))
    send(store, [("nation", JANUARY, 2.0)], on_day(5))
    with store.reader(on_day(1)) as then, store.reader() as now, store.reader(on_day(-1)) as before:
        seen = [
            [row["value"] for row in db.rows("core.known_observations")]
            for db in (then, now, before, then)
        ]
        moments = [db.rows("core.known_moment")[0]["known_at"] for db in (then, now, before)]
    assert seen == [[1.0], [2.0], [], [1.0]]
    assert moments == [on_day(1), None, on_day(-1)]


def test_a_backup_can_be_made_while_somebody_reads(store, tmp_path):
    send(store, [("nation", JANUARY, 1.0)], on_day(0))
    with store.reader() as db:
        db.rows("core.known_observations")
        counts = store.write_backup(tmp_path / "backup.duckdb")
    assert counts["observations"] == 1


def test_a_look_without_headlines_refuses_the_views_that_need_them(store):
    with (
        store.reader(with_headlines=False) as db,
        pytest.raises(Exception, match="needs headlines"),
    ):
        db.rows("page.wall")


def test_more_moments_than_are_kept_at_hand_still_give_right_answers(store):
    for day in range(3):
        send(store, [("nation", JANUARY, float(day))], on_day(day))
    # More moments than fillings are kept, then the first again: theirs were dropped.
    for minute in [*range(25), 0, 1, 24]:
        moment = on_day(1) + timedelta(minutes=minute)
        assert headline(store, moment) == {JANUARY: 1.0}


def test_two_who_send_at_once_to_an_empty_department_are_both_kept(store):
    start = threading.Barrier(2)

    def write(value: float) -> str:
        start.wait()
        return send(store, [("nation", JANUARY, value)], on_day(int(value))).submission_key

    with ThreadPoolExecutor(2) as pool:
        keys = list(pool.map(write, (1.0, 2.0)))
    assert len(set(keys)) == 2
    assert store.data_version() == 2
    assert known(store) == {("nation", JANUARY): 2.0}


def test_the_same_bytes_sent_by_two_at_once_are_kept_once(store):
    start = threading.Barrier(4)

    def write(_: int) -> tuple[str, bool]:
        start.wait()
        receipt = send(store, [("nation", JANUARY, 1.0)], content=b"same")
        return receipt.submission_key, receipt.is_repeat

    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(write, range(4)))
    assert len({key for key, _ in receipts}) == 1
    assert sorted(is_repeat for _, is_repeat in receipts) == [False, True, True, True]
    assert store.data_version() == 1


def test_a_return_checked_before_another_came_in_is_not_kept_unseen(store):
    version = store.data_version()
    send(store, [("nation", JANUARY, 1.0)], on_day(0))
    with pytest.raises(OvertakenError):
        send(store, [("nation", JANUARY, 2.0)], on_day(1), checked_at_version=version)
    assert known(store) == {("nation", JANUARY): 1.0}
    send(store, [("nation", JANUARY, 2.0)], on_day(1), checked_at_version=store.data_version())
    assert known(store) == {("nation", JANUARY): 2.0}
