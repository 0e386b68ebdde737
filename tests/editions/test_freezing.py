"""Freezing: what is in an edition, and that the same data always give the same one."""

import dataclasses
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from stocktake.editions import drawing, knowledge, parts
from stocktake.editions.comparing import compare
from stocktake.editions.freezing import freeze
from stocktake.editions.plans import default_plan
from stocktake.editions.reopening import Edition, editions, reopen
from stocktake.errors import StocktakeError
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingEvent, MeetingPlan
from stocktake.store import Store, open_store
from tests.editions.conftest import FEBRUARY, held_store, want_children
from tests.editions.meetings import AE, HOSTILE, ITEMS, SCOTRAIL, SMALL_PLAN


def prepared(store, items=ITEMS, **changed) -> str:
    plan = dataclasses.replace(SMALL_PLAN, items=tuple(items), **changed)
    return store.write_meeting(plan, saved_by="Sam")


def only(*keys) -> list:
    return [
        item for item in ITEMS if item.kind is AgendaKind.PRIORITY and item.priority_key in keys
    ]


def test_the_same_data_give_the_same_checksum_under_another_key(store_again, frozen, frozen_again):
    again = frozen_again.receipt
    assert again.checksum == frozen.receipt.checksum
    assert again.edition_key == f"{frozen.receipt.edition_key}_2"
    assert store_again.read_edition(again.edition_key).parts == frozen.parts


@pytest.fixture
def store_again(frozen_again, tmp_path) -> Iterator[Store]:
    path = Path(shutil.copy(frozen_again.path, tmp_path / "again.duckdb"))
    with closing(open_store(path)) as store:
        yield store


def test_an_edition_is_equal_to_one_frozen_again(store_again, edition, frozen_again):
    again = reopen(store_again, frozen_again.receipt.edition_key)
    assert compare(store_again, edition, again) == []


def test_an_edition_is_named_for_its_day_and_its_content(frozen):
    receipt = frozen.receipt
    assert receipt.edition_key == f"2026_05_20_{receipt.checksum[:6]}"
    assert receipt.byte_count == sum(map(len, frozen.parts.values()))


def test_what_was_drawn_is_the_same_whoever_draws_it(frozen, frozen_again):
    assert frozen_again.receipt.checksum == frozen.receipt.checksum
    # Two priorities, and the screens of the winter's edition for last round's pictures of them.
    assert len(frozen_again.drawn_by_children) == 3


def drawn_again(frozen) -> dict:
    """Draw from the rows that were frozen, as freezing does."""
    frames = parts.read_frames(frozen.parts)
    with drawing.Children() as children:
        drawn = drawing.draw_priorities(
            frames, frozen.parts, [SCOTRAIL], children, told=lambda *_: None
        )
    return {one.key: one.html for one in drawn[SCOTRAIL]}


def frozen_screens(edition) -> dict:
    return {
        one.key: one.html
        for one in edition.screens
        if one.priority_key == SCOTRAIL and one.kind != "issue"
    }


@pytest.mark.parametrize("program", ["raise SystemExit", "print(); print()"])
def test_a_child_that_falls_over_costs_time_and_nothing_else(
    edition, frozen, monkeypatch, tmp_path, program
):
    started = tmp_path / "started"
    broken = tmp_path / "child.py"
    broken.write_text(f"open({str(started)!r}, 'w').close()\n{program}")
    want_children(monkeypatch)
    monkeypatch.setattr(drawing, "_CHILD", broken)
    assert drawn_again(frozen) == frozen_screens(edition)
    assert started.exists()


def test_where_no_child_can_be_started_freezing_goes_on(edition, frozen, monkeypatch):
    asked = []

    def refuse(*_, **__):
        asked.append(True)
        raise PermissionError("no more programs")

    want_children(monkeypatch)
    monkeypatch.setattr(drawing.subprocess, "Popen", refuse)
    assert drawn_again(frozen) == frozen_screens(edition)
    assert asked


def test_a_priority_is_drawn_once_for_the_same_rows(edition, frozen, monkeypatch):
    def must_not_draw(*_, **__):
        pytest.fail("it was drawn before")

    # What freezing drew, however much others drew since.
    monkeypatch.setattr(drawing, "_memory", frozen.drawn.copy())
    monkeypatch.setattr(drawing, "draw_priority", must_not_draw)
    assert drawn_again(frozen) == frozen_screens(edition)


def test_a_large_store_read_priority_by_priority_gives_the_same(store, frozen, monkeypatch):
    monkeypatch.setattr(knowledge, "_LARGE", 0)
    again = freeze(store, frozen.meeting_key, frozen_by="Sam")
    changed = {
        name
        for name, content in store.read_edition(again.edition_key).parts.items()
        if content != frozen.parts[name]
    }
    # Last round's pictures come from an edition, so that there is nothing to leave out.
    assert changed == set()


def test_progress_goes_up_to_the_end(frozen_again):
    shares = [share for share, _ in frozen_again.told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert len(set(shares)) > 10


def test_the_screens_follow_the_agenda(edition, frozen):
    kinds = [(screen.item, screen.kind) for screen in edition.screens]
    assert kinds[:2] == [(None, "today"), (1, "actions")]
    assert [pair for pair in kinds if pair[0] == 3][:2] == [(3, "trajectory"), (3, "spread")]
    assert [kind for item, kind in kinds if item == 4] == ["issue"]
    assert kinds[-1] == (6, "decisions")
    assert len(kinds) == frozen.receipt.screen_count


def test_the_wall_shows_the_departments_and_the_frames_hold_the_agenda(edition):
    assert {facts.department_key for facts in edition.facts} == {"health", "transport"}
    assert len(edition.facts) > 3
    assert set(edition.frames.series["priority_key"]) == {one.priority_key for one in edition.facts}
    assert set(edition.frames.leading["priority_key"]) <= {AE, SCOTRAIL}
    assert set(edition.frames.spread["priority_key"]) == {AE, SCOTRAIL}
    departments = set(edition.frames.actions["department_key"])
    assert departments == {"health", "transport"}


def test_frozen_as_known_on_an_earlier_day_it_shows_what_was_known_then(frozen, february, tmp_path):
    path = Path(shutil.copy(february.path, tmp_path / "february.duckdb"))
    with closing(open_store(path)) as store:
        then = reopen(store, february.receipt.edition_key)
        with store.reader(FEBRUARY) as db:
            (row,) = db.rows("page.wall", priority_key=AE)
        again = freeze(store, frozen.meeting_key, known_at=FEBRUARY, frozen_by="Sam")
    (facts,) = [one for one in then.facts if one.priority_key == AE]
    assert (facts.period_end, facts.rating) == (date(2025, 12, 31), "red")
    assert (facts.value, facts.rating) == (pytest.approx(row["value"], rel=1e-11), row["rating"])
    assert (then.known_at, then.shown_on) == (FEBRUARY, date(2026, 2, 17))
    assert then.meta.known_at == "17 February 2026"
    assert max(then.frames.series["period_end"]) <= date(2026, 2, 17)
    assert again.checksum == february.receipt.checksum != frozen.receipt.checksum


# ---- a first stocktake, for which lines of inquiry were written -------------------------------


@pytest.fixture(scope="module")
def first(frozen, tmp_path_factory) -> Edition:
    """The edition of a stocktake before every other, with lines written for both priorities."""
    path = Path(shutil.copy(frozen.path, tmp_path_factory.mktemp("first") / "first.duckdb"))
    with held_store(path) as store:
        key = prepared(store, only(AE, SCOTRAIL), held_on=date(2025, 1, 10))
        store.write_inquiries(key, AE, ["Why?", "Why not?"], written_by="Sam")
        store.write_inquiries(key, SCOTRAIL, [], written_by="Sam")
        return reopen(store, freeze(store, key, frozen_by="Sam").edition_key)


def test_written_lines_of_inquiry_win_and_none_written_are_none(first, edition):
    assert first.inquiries == {AE: ("Why?", "Why not?"), SCOTRAIL: ()}
    assert all(1 <= len(edition.inquiries[key]) <= 3 for key in (AE, SCOTRAIL))


def test_a_first_stocktake_has_no_last_picture(first):
    assert first.last_pictures == {}


def test_nothing_is_frozen_of_a_stocktake_that_is_not_there(store, frozen):
    with pytest.raises(StocktakeError, match="no such stocktake"):
        freeze(store, "0b6d3ab8-0000-0000-0000-000000000000", frozen_by="Sam")
    store.write_meeting_event(frozen.meeting_key, MeetingEvent.CANCELLED, decided_by="Sam")
    with pytest.raises(StocktakeError, match="was called off"):
        freeze(store, frozen.meeting_key, frozen_by="Sam")
    assert len(editions(store)) == 2  # the winter's, and this one


def test_a_moment_before_every_priority_is_refused(store, frozen):
    with pytest.raises(StocktakeError, match="nothing to freeze"):
        freeze(store, frozen.meeting_key, known_at=datetime(1999, 1, 1), frozen_by="Sam")
    assert len(editions(store)) == 2  # the winter's, and this one


# ---- last round's pictures --------------------------------------------------------------------


def test_last_rounds_picture_comes_from_the_edition_that_was_used(store, frozen):
    later = prepared(store, only(AE), held_on=date(2026, 5, 21), department_keys=("health",))
    key = frozen.receipt.edition_key
    store.write_meeting_event(
        frozen.meeting_key, MeetingEvent.BEGUN, edition_key=key, decided_by="Chair"
    )
    found = reopen(store, freeze(store, later, frozen_by="Sam").edition_key)
    (before,) = [one for one in reopen(store, key).screens if one.key == f"{AE}-trajectory"]
    picture = found.last_pictures[AE]
    assert "As shown on 20 May 2026" in picture
    assert picture.endswith(before.html[-200:])
    assert HOSTILE not in picture


def test_of_the_demonstration_it_comes_from_the_winters_edition(edition):
    picture = edition.last_pictures[AE]
    assert "As shown on 16 February 2026" in picture
    assert "March 2026 A&amp;E" not in picture
    assert set(edition.last_pictures) == {AE, SCOTRAIL}


def test_what_no_edition_shows_is_drawn_as_known_when_that_day_ended(store):
    # Phonics was not on the winter's agenda.
    phonics = AgendaItem(AgendaKind.PRIORITY, "Phonics at six", 5, "phonics")
    later = prepared(store, [phonics], held_on=date(2026, 5, 21), department_keys=("education",))
    found = reopen(store, freeze(store, later, frozen_by="Sam").edition_key)
    assert "As known on 17 February 2026" in found.last_pictures["phonics"]


# ---- a plan to start from ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("departments", "count"), [((), 14), (("health",), 4), (("education", "transport"), 8)]
)
def test_a_default_plan_takes_every_priority_in_45_to_60_minutes(shared_store, departments, count):
    plan = default_plan(
        shared_store, departments, held_on=date(2026, 5, 20), chair="Chair", title="Spring"
    )
    assert isinstance(plan, MeetingPlan)
    kinds = [item.kind for item in plan.items]
    assert kinds == [
        AgendaKind.ACTIONS, AgendaKind.WALL, *[AgendaKind.PRIORITY] * count, AgendaKind.DECISIONS,
    ]  # fmt: skip
    assert 45 <= plan.minutes <= 60
    with shared_store.reader() as db:
        wall = sorted(db.rows("page.wall"), key=lambda row: row["agenda_position"])
    in_turn = [row["priority_key"] for row in wall
               if not departments or row["department_key"] in departments]  # fmt: skip
    assert [item.priority_key for item in plan.items if item.priority_key] == in_turn
