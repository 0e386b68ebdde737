"""A line of the front page in the unit's own words: kept, audited, and no figure's business."""

import pytest

from stocktake.errors import StoreError
from tests.store.stocktakes import prepared, rows

NOBODY = "00000000-0000-0000-0000-000000000000"


def lines(store) -> dict[str, tuple[str | None, str]]:
    found = rows(store, "core.known_front_lines")
    return {row["line_key"]: (row["text"], row["written_by"]) for row in found}


def test_the_newest_wording_stands_and_only_the_desk_s_version_is_raised(store):
    meeting = prepared(store)
    figures, desk = store.data_version(), store.desk_version()
    store.write_front_line(meeting, "headline", "All is well.", written_by="Clerk")
    store.write_front_line(meeting, "headline", "  All is\n not well. ", written_by="Bo")
    assert lines(store) == {"headline": ("All is not well.", "Bo")}
    assert store.data_version() == figures
    assert store.desk_version() == desk + 2
    assert store.check_counters() == []


def test_an_empty_wording_and_none_are_told_apart(store):
    meeting = prepared(store)
    store.write_front_line(meeting, "ask.a.step_late", "", written_by="Clerk")
    store.write_front_line(meeting, "ask.b.step_late", None, written_by="Clerk")
    assert lines(store) == {
        "ask.a.step_late": ("", "Clerk"),
        "ask.b.step_late": (None, "Clerk"),
    }


@pytest.mark.parametrize(
    ("line_key", "text", "why"),
    [
        ("headline", " ", "cannot be left out"),
        ("ask.a.step_late", "long " * 60, "at most 200 characters"),
    ],
)
def test_what_would_not_fit_is_refused(store, line_key: str, text: str, why: str):
    meeting = prepared(store)
    with pytest.raises(StoreError, match=why):
        store.write_front_line(meeting, line_key, text, written_by="Clerk")
    assert lines(store) == {}


def test_there_must_be_such_a_stocktake(store):
    with pytest.raises(StoreError, match="There is no such stocktake"):
        store.write_front_line(NOBODY, "headline", "All is well.", written_by="Clerk")


def test_a_lost_line_is_found_by_the_counters(store):
    meeting = prepared(store)
    store.write_front_line(meeting, "headline", "All is well.", written_by="Clerk")
    with store._cursor() as cursor:
        cursor.execute("delete from tables.front_lines")
    assert any("front line" in sentence for sentence in store.check_counters())
