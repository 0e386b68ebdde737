"""The lines of an agenda: named while they are worked on, moved, added, told apart from others'."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.model.meeting import AgendaItem, AgendaKind
from stocktake.ui.prepare_agenda import read_order
from stocktake.ui.prepare_lines import (
    Lines,
    added,
    adopt,
    changed,
    items_of,
    lacking,
    missing_kinds,
    ordered,
    without,
)


def priority(key: str, minutes: int = 3) -> AgendaItem:
    return AgendaItem(AgendaKind.PRIORITY, key.upper(), minutes, priority_key=key)


def issue(about: str | None, title: str = "Issue") -> AgendaItem:
    return AgendaItem(AgendaKind.ISSUE, title, 8, priority_key=about)


ACTIONS = AgendaItem(AgendaKind.ACTIONS, "Actions", 5)
WALL = AgendaItem(AgendaKind.WALL, "The wall", 3)
DECISIONS = AgendaItem(AgendaKind.DECISIONS, "Read back", 4)


def lines(*items: AgendaItem) -> Lines:
    return adopt((), items)


def names(of: Lines) -> list[str]:
    return [line.line_key for line in of]


def titles(of: Lines) -> list[str]:
    return [line.item.title for line in of]


# ---- names


def test_lines_are_named_by_what_they_are_about():
    found = lines(ACTIONS, priority("a"), issue("a"), issue("a", "Another"), issue(None))
    assert names(found) == ["actions-1", "priority-a-1", "issue-a-1", "issue-a-2", "issue-1"]
    assert names(adopt((), items_of(found))) == names(found)


def test_items_that_a_colleague_moved_keep_their_names():
    before = lines(issue("a", "One"), issue("a", "Two"), WALL)
    after = adopt(before, [WALL, issue("a", "Two"), issue("a", "One")])
    assert names(after) == ["wall-1", "issue-a-2", "issue-a-1"]
    assert [line.revision for line in after] == [0, 0, 0]


def test_an_item_that_a_colleague_reworded_keeps_its_name_and_is_known_as_changed():
    before = lines(WALL, issue("a", "Old"), issue("a", "Other"))
    after = adopt(before, [WALL, issue("a", "New"), issue("a", "Other")])
    assert names(after) == names(before)
    assert [line.revision for line in after] == [0, 1, 0]


def test_a_new_item_never_takes_a_name_that_is_in_use():
    before = changed(lines(issue("a")), "issue-a-1", priority_key="b")
    assert names(added(before, issue("a"))) == ["issue-a-1", "issue-a-2"]
    assert names(adopt(before, [issue("b"), issue("a")])) == ["issue-a-1", "issue-a-2"]


# ---- order


def test_an_order_moves_lines_and_sets_their_minutes():
    moved = ordered(
        lines(WALL, priority("a"), priority("b")),
        [("priority-b-1", 7), ("wall-1", 2), ("priority-a-1", 3)],
    )
    assert titles(moved) == ["B", "The wall", "A"]
    assert [line.item.minutes for line in moved] == [7, 2, 3]


def test_an_issue_goes_where_its_priority_goes():
    before = lines(priority("a"), issue("a"), priority("b"))
    moved = ordered(before, [("priority-b-1", 3), ("priority-a-1", 3), ("issue-a-1", 8)])
    assert titles(moved) == ["B", "A", "Issue"]


def test_what_was_added_meanwhile_stays_behind_the_line_before_it():
    before = lines(WALL, priority("a"), priority("b"))
    moved = ordered(before, [("priority-b-1", 3), ("wall-1", 3)])
    assert titles(moved) == ["B", "The wall", "A"]


def test_a_line_that_is_gone_is_not_brought_back():
    moved = ordered(lines(WALL), [("none-1", 3), ("wall-1", 4)])
    assert titles(moved) == ["The wall"]


@pytest.mark.parametrize(("said", "kept"), [(-4, 0), (0, 0), (90, 90), (5000, 90)])
def test_minutes_stay_within_reason(said: int, kept: int):
    assert ordered(lines(WALL), [("wall-1", said)])[0].item.minutes == kept


def test_what_the_browser_says_is_read_and_the_rest_left_out():
    told = {"order": [["1", 5], ["2", 3.9], ["3"], "x", ["4", "many"], None, ["5", 1, 2]]}
    assert read_order(told) == [("1", 5), ("2", 3)]
    assert read_order({}) == []


AGENDA = st.lists(
    st.one_of(
        st.sampled_from([ACTIONS, WALL, DECISIONS]),
        st.sampled_from("abc").map(priority),
        st.tuples(st.sampled_from(["a", "b", "z", None]), st.text(max_size=3)).map(
            lambda pair: issue(*pair)
        ),
    ),
    max_size=9,
)


@given(AGENDA, st.randoms())
def test_no_order_ever_loses_or_doubles_an_item(items: list[AgendaItem], random):
    before = lines(*items)
    order = [(line.line_key, line.item.minutes) for line in before]
    random.shuffle(order)
    after = ordered(before, order)
    assert sorted(names(after)) == sorted(names(before))
    assert sorted(map(repr, items_of(after))) == sorted(map(repr, items))


@given(AGENDA, AGENDA)
def test_adopting_gives_exactly_the_newest_items_under_different_names(mine, theirs):
    after = adopt(lines(*mine), theirs)
    assert list(items_of(after)) == theirs
    assert len(set(names(after))) == len(theirs)


# ---- adding and taking off


def test_each_kind_is_added_where_it_belongs():
    start = lines(ACTIONS, WALL, priority("a"), DECISIONS)
    thanks = AgendaItem(AgendaKind.CELEBRATION, "Thanks", 2)
    assert titles(added(start, thanks)) == ["Actions", "The wall", "Thanks", "A", "Read back"]
    assert titles(added(start, issue("a")))[2:] == ["A", "Issue", "Read back"]
    assert titles(added(start, issue(None)))[2:] == ["A", "Issue", "Read back"]
    assert titles(added(start, priority("b")))[2:] == ["A", "B", "Read back"]
    assert titles(added(without(start, "actions-1"), ACTIONS))[0] == "Actions"
    assert titles(added(without(start, "decisions-1"), DECISIONS))[-1] == "Read back"


def test_what_is_missing_is_offered():
    assert missing_kinds(lines(WALL)) == [AgendaKind.ACTIONS, AgendaKind.DECISIONS]
    assert missing_kinds(lines(ACTIONS, WALL, DECISIONS)) == []


def test_an_issue_whose_priority_is_off_the_agenda_stays_where_it_stands():
    start = lines(WALL, priority("a"), issue("a"), DECISIONS)
    assert titles(without(start, "priority-a-1")) == ["The wall", "Issue", "Read back"]
    assert titles(changed(start, "issue-a-1", priority_key="z")) == titles(start)


# ---- what is still to write


def test_a_finished_agenda_lacks_nothing():
    whole = replace(issue("a"), text="Why.", options=("One", "Two"), ask="Which?")
    assert lacking(lines(priority("a"), whole)) == []


def test_what_is_begun_and_not_finished_is_named():
    half = replace(issue("a", "Half"), text="Why.", options=("One",))
    thanks = AgendaItem(AgendaKind.CELEBRATION, "Thanks", 2)
    assert lacking(lines(half, thanks)) == [
        "Half: two options or more and the ask still to write.",
        "Thanks: what went well is still to write.",
    ]
