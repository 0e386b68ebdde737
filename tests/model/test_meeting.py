"""The next stocktake of a meeting's departments, for a date said in the room; names of editions."""

from datetime import date, datetime

import pytest

from stocktake.model.edition_name import edition_name, edition_of
from stocktake.model.meeting import AgendaKind, next_stocktake_on

HELD = date(2026, 5, 20)
JUNE, JULY, MARCH = date(2026, 6, 1), date(2026, 7, 1), date(2026, 3, 1)


@pytest.mark.parametrize(
    ("own", "prepared", "day"),
    [
        (["health"], [], None),
        (["health"], [(JUNE, ["health"])], JUNE),
        (["health"], [(JULY, ["health"]), (JUNE, ["health", "rail"])], JUNE),
        (["health"], [(JUNE, ["rail"])], None),
        (["health"], [(JUNE, ["rail"]), (JULY, [])], JULY),
        ([], [(JUNE, ["rail"])], JUNE),
        (["health"], [(MARCH, ["health"])], None),
        (["health"], [(HELD, ["health"])], None),
    ],
    ids=["none", "own", "first", "others", "every_department", "of_all", "past", "same_day"],
)
def test_the_next_stocktake_is_the_first_that_shares_a_department(own, prepared, day):
    assert next_stocktake_on(HELD, own, prepared) == day


def test_an_edition_is_named_by_number_and_moment():
    frozen = datetime(2026, 5, 3, 8, 4, 59)
    assert edition_name(2, frozen) == "Edition 2, frozen 3 May 08:04"
    assert edition_of({"edition_number": 2.0, "received_at": frozen}) == edition_name(2, frozen)


def test_the_agenda_is_told_in_the_words_of_the_field():
    assert [kind.title for kind in AgendaKind] == [
        "Actions from last time",
        "Priorities",
        "Success to recognise",
        "Priority",
        "Issue",
        "Read-back of decisions",
    ]
