"""Two clocks: what was known at a moment never changes, whatever is received later."""

import random
from datetime import date, datetime, timedelta

import pytest

from stocktake import clock
from stocktake.errors import StoreError
from stocktake.store import open_store
from tests.store.small import FEBRUARY, JANUARY, headline, known, make_store, send

START = datetime(2026, 1, 1, 9, 0)
NEVER = "00000000-0000-0000-0000-00000000dead"


def on_day(number: int) -> datetime:
    return START + timedelta(days=number)


@pytest.mark.parametrize("seed", range(2))
def test_loading_more_never_changes_an_earlier_answer(store, seed):
    chance = random.Random(seed)
    units, months = ["nation", "north", "south"], [JANUARY, FEBRUARY, date(2026, 3, 31)]
    sent, pictures, twin = [], {}, {}
    for day in range(6):
        clock.hold(on_day(day))
        if sent and chance.random() < 0.3:
            store.write_withdrawal(
                chance.choice(sent), is_withdrawn=chance.random() < 0.7, decided_by="t", reason=""
            )
        else:
            rows = [
                (unit, month, float(chance.randrange(100)))
                for unit in units
                for month in months
                if chance.random() < 0.4
            ] or [("nation", JANUARY, 1.0)]
            sent.append(send(store, rows).submission_key)
        pictures[day] = (known(store, on_day(day)), headline(store, on_day(day)))
        twin[day] = known(store)
        for earlier, (figures, series) in pictures.items():
            assert known(store, on_day(earlier)) == figures == twin[earlier]
            assert headline(store, on_day(earlier)) == series
    assert len({str(picture) for picture in pictures.values()}) > 3


def test_a_withdrawn_return_is_gone_from_then_on_and_comes_back_when_put_back(store):
    send(store, [("nation", JANUARY, 1.0)], on_day(0))
    second = send(store, [("nation", JANUARY, 2.0)], on_day(1)).submission_key
    clock.hold(on_day(2))
    store.write_withdrawal(second, is_withdrawn=True, decided_by="t", reason="wrong file")
    assert headline(store) == {JANUARY: 1.0}
    clock.hold(on_day(3))
    store.write_withdrawal(second, is_withdrawn=False, decided_by="t", reason="right after all")
    answers = [headline(store, on_day(day))[JANUARY] for day in range(4)]
    assert answers == [1.0, 2.0, 1.0, 2.0]


def test_only_a_kept_return_can_be_withdrawn(store):
    for key in (NEVER, "not a key"):
        with pytest.raises(StoreError, match="no such submission"):
            store.write_withdrawal(key, is_withdrawn=True, decided_by="t", reason="")
    assert store.data_version() == 0


def test_the_same_bytes_again_give_the_first_receipt_and_change_nothing(store):
    first = send(store, [("nation", JANUARY, 1.0)], on_day(0), b"same")
    version = store.data_version()
    again = send(store, [("nation", JANUARY, 99.0)], on_day(5), b"same")
    assert again.is_repeat
    assert not first.is_repeat
    assert (again.submission_key, again.received_at) == (first.submission_key, on_day(0))
    assert known(store) == {("nation", JANUARY): 1.0}
    assert store.data_version() == version


def test_bytes_that_were_withdrawn_are_kept_anew_when_sent_again(store):
    first = send(store, [("nation", JANUARY, 1.0)], on_day(0), b"same")
    clock.hold(on_day(1))
    store.write_withdrawal(first.submission_key, is_withdrawn=True, decided_by="t", reason="")
    assert known(store) == {}
    again = send(store, [("nation", JANUARY, 1.0)], on_day(2), b"same")
    assert not again.is_repeat
    assert again.submission_key != first.submission_key
    assert known(store) == {("nation", JANUARY): 1.0}
    assert known(store, on_day(1)) == {}
    third = send(store, [("nation", JANUARY, 1.0)], on_day(3), b"same")
    assert third.is_repeat
    assert third.submission_key == again.submission_key


def test_an_earlier_file_sent_again_after_a_newer_one_counts_anew(store):
    first = send(store, [("nation", JANUARY, 1.0)], on_day(0), b"first")
    send(store, [("nation", JANUARY, 2.0)], on_day(1), b"second")
    again = send(store, [("nation", JANUARY, 1.0)], on_day(2), b"first")
    assert not again.is_repeat
    assert again.submission_key != first.submission_key
    assert known(store)["nation", JANUARY] == 1.0


def test_bytes_whose_withdrawal_was_undone_are_a_repeat(store):
    first = send(store, [("nation", JANUARY, 1.0)], on_day(0), b"same")
    for day, is_withdrawn in ((1, True), (2, False)):
        clock.hold(on_day(day))
        store.write_withdrawal(
            first.submission_key, is_withdrawn=is_withdrawn, decided_by="t", reason=""
        )
    assert send(store, [("nation", JANUARY, 1.0)], on_day(3), b"same").is_repeat


def test_the_workbook_is_given_back_byte_for_byte(store):
    content = bytes(range(256)) * 3
    receipt = send(store, [("nation", JANUARY, 1.0)], content=content)
    assert store.read_file(receipt.submission_key) == ("return.xlsx", content)
    assert store.read_file(NEVER) is None


def test_every_write_raises_the_data_version_by_one(store):
    versions = [store.data_version()]
    receipt = send(store, [("nation", JANUARY, 1.0)], on_day(0))
    versions.append(store.data_version())
    store.write_withdrawal(receipt.submission_key, is_withdrawn=True, decided_by="t", reason="")
    versions.append(store.data_version())
    assert versions == [0, 1, 2]


def test_a_withheld_figure_is_nothing_and_not_zero(store):
    send(store, [("nation", JANUARY, None), ("nation", FEBRUARY, 0.0)], on_day(0))
    assert known(store) == {("nation", JANUARY): None, ("nation", FEBRUARY): 0.0}
    assert headline(store) == {JANUARY: None, FEBRUARY: 0.0}


def test_a_store_opened_again_gives_the_same_answers(tmp_path):
    path = tmp_path / "twice.duckdb"
    store = make_store(path)
    send(store, [("nation", JANUARY, 1.0)], on_day(0))
    send(store, [("nation", JANUARY, 2.0)], on_day(9))
    before = [headline(store, moment) for moment in (on_day(1), None)]
    store.close()
    again = open_store(path)
    assert [headline(again, moment) for moment in (on_day(1), None)] == before
    again.close()
