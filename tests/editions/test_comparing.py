"""Compare lists exactly what changed, and says why: of figures, promises and judgements."""

import dataclasses
import shutil
from collections import Counter
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from stocktake.editions.comparing import What, compare
from stocktake.editions.freezing import freeze
from stocktake.editions.reopening import reopen
from stocktake.model.assessment import GivenRating, RaterType
from stocktake.model.meeting import ActionChange, ActionChangeKind, Capture, CaptureKind
from stocktake.store import open_store
from tests.editions.conftest import held_store
from tests.editions.meetings import (
    AE,
    ITEMS,
    MARCH,
    SCOTRAIL,
    SMALL_PLAN,
    new_register,
    resend,
    series,
    withdraw,
)

TRUST = "nhs_r1h"


WAITS, WAITS_FIGURES = "eighteen_weeks", "rtt_18_weeks"


@pytest.fixture(scope="module")
def changing(frozen, tmp_path_factory):
    """Give a function that opens a copy for a fixture of several tests."""

    @contextmanager
    def opened():
        path = tmp_path_factory.mktemp("changed") / "changed.duckdb"
        with held_store(Path(shutil.copy(frozen.path, path))) as store:
            yield store

    return opened


def found(listed, what: What, *priority_keys: str) -> list:
    return [
        one for one in listed if one.what is what and one.priority_key in (priority_keys or (AE,))
    ]


def kinds(differences) -> Counter:
    return Counter(one.what for one in differences)


def test_where_nothing_changed_nothing_is_listed(shared_store, edition):
    assert compare(shared_store, edition) == []


# ---- figures ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def restated(changing, edition):
    """Figures of two priorities sent again, one of them twice; the headlines before and after."""
    with changing() as store:
        before = series(store, AE)
        resend(store, AE, {TRUST: 0.45}, reason="First try", content=b"1")
        # Of the figure as it is known by now: nine tenths of the first in all.
        resend(store, AE, {TRUST: 2.0}, reason="Counted twice", content=b"2")
        resend(store, WAITS_FIGURES, {"england": 0.99999}, content=b"3")
        return SimpleNamespace(
            before=before, after=series(store, AE), listed=compare(store, edition)
        )


def test_a_restated_figure_is_listed_wherever_it_was_shown_with_file_cell_and_reason(restated):
    before, after = restated.before, restated.after
    assert [end for end in after if after[end] != before[end]] == [MARCH]
    listed = [one for one in restated.listed if one.priority_key == AE]
    assert kinds(listed) == {What.FIGURE: 1, What.UNIT_FIGURE: 1, What.POSITION: 1}
    # Of the other priority there is its headline alone: it is on the wall, not on the agenda.
    assert {one.priority_key for one in restated.listed} == {AE, WAITS}
    (figure,) = [one for one in listed if one.what is What.FIGURE]
    assert (figure.priority_key, figure.about) == (AE, "March 2026")
    assert figure.shown_then == f"{before[MARCH]:.1f}%" == "77.1%"
    assert figure.known_now == f"{after[MARCH]:.1f}%" == "77.0%"
    assert figure.why.startswith(
        "The return health-again.xlsx, sent by Returns clerk on 21 May 2026, brought 1 changed "
        "figure (Barts Health NHS Trust, 31 March 2026:"
    )
    assert figure.why.endswith("Reason for revision: “Counted twice”.")
    assert figure.where == "health-again.xlsx, sheet Figures, cell E40"
    (unit,) = [one for one in listed if one.what is What.UNIT_FIGURE]
    assert unit.about == "Barts Health NHS Trust, March 2026"
    assert (unit.why, unit.where) == (figure.why, figure.where)
    (position,) = [one for one in listed if one.what is What.POSITION]
    assert position.shown_then == "Missed by 0.9 points, in March 2026"
    assert position.known_now == "Missed by 1.0 points, in March 2026"
    assert position.why == figure.why


def test_a_change_too_small_for_the_decimals_is_listed_with_more_of_them(restated):
    (figure,) = found(restated.listed, What.FIGURE, WAITS)
    assert (figure.shown_then, figure.known_now) == ("65.295%", "65.294%")


def test_of_two_returns_that_changed_one_figure_the_one_that_counts_is_named(restated):
    (figure,) = found(restated.listed, What.FIGURE)
    assert "Counted twice" in figure.why
    assert "First try" not in figure.why


@pytest.fixture(scope="module")
def between(changing, edition, frozen):
    """A change, a second edition, and five figures changed after it."""
    with changing() as store:
        resend(store, AE, {TRUST: 0.9}, content=b"1")
        second = reopen(store, freeze(store, frozen.meeting_key, frozen_by="Sam").edition_key)
        with store.reader(with_headlines=False) as db:
            rows = db.rows("core.known_observations", indicator_key=AE, period_end=MARCH)
        units = sorted(row["unit_key"] for row in rows if row["numerator"])[:5]
        resend(store, AE, dict.fromkeys(units, 0.9), content=b"2", reason="After both")
        return SimpleNamespace(
            editions=compare(store, edition, second), since=compare(store, second)
        )


def test_between_two_editions_only_what_happened_between_them_is_told(between):
    listed = between.editions
    assert kinds(listed) == {What.FIGURE: 1, What.UNIT_FIGURE: 1, What.POSITION: 1}
    assert all("After both" not in one.why for one in listed)
    assert kinds(between.since)[What.FIGURE] == 1


def test_many_figures_of_a_return_are_counted_and_three_cells_named(between):
    assert kinds(between.since)[What.UNIT_FIGURE] == 5
    (figure,) = [one for one in between.since if one.what is What.FIGURE]
    assert "brought 5 changed figures." in figure.why
    assert figure.where == "health-again.xlsx, sheet Figures, cells E40, E41, E42 and 2 more"


def test_a_withdrawn_return_takes_its_figures_away_with_who_and_why(store, edition):
    before = series(store, AE)
    withdraw(store, "health-2026-03.xlsx", "Sent by mistake")
    after = series(store, AE)
    gone = {end for end in before if end not in after}
    changed = {end for end in after if after[end] != pytest.approx(before[end], rel=1e-9)}
    listed = found(compare(store, edition), What.FIGURE)
    assert gone == {MARCH}
    assert changed == {date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31)}
    assert {one.about for one in listed} == {
        "March 2026", "November 2025", "December 2025", "January 2026",
    }  # fmt: skip
    (march,) = [one for one in listed if one.about == "March 2026"]
    assert (march.shown_then, march.known_now) == ("77.1%", "no figure any more")
    for one in listed:
        assert "was withdrawn by Head of unit on 21 May 2026: “Sent by mistake”." in one.why
        assert one.where.startswith("health-2026-03.xlsx, sheet Figures, cell")


def test_a_withdrawal_taken_back_leaves_no_difference(store, edition):
    key = withdraw(store, "health-2026-03.xlsx")
    store.write_withdrawal(key, is_withdrawn=False, decided_by="Ann", reason="It was right")
    assert compare(store, edition) == []


def test_a_changed_definition_in_sql_is_named_with_its_file_and_a_changed_comment_is_not(
    store, open_copy, queries, frozen
):
    store.close()
    file = queries / "priority" / f"{AE}.sql"
    text = file.read_text()
    file.write_text(text.replace("100 *", "99 *").replace("100.0 *", "99.0 *"))
    assert file.read_text() != text
    explain_better(queries / "priority" / f"{SCOTRAIL}.sql")
    changed = open_copy(queries=queries)
    edition = reopen(changed, frozen.receipt.edition_key)
    assert edition.sql[f"priority.{SCOTRAIL}"] != changed.views[f"priority.{SCOTRAIL}"].sql
    listed = compare(changed, edition)
    figures = [one for one in listed if one.what is What.FIGURE]
    # SQL that changed without changing a figure is no difference.
    assert {one.priority_key for one in listed} == {AE}
    assert len(figures) == sum(value is not None for value in series(changed, AE).values())
    assert {one.why for one in figures} == {
        "The definition in SQL changed: queries/priority/ae_four_hour.sql."
    }


def explain_better(file: Path) -> None:
    text = file.read_text()
    file.write_text(text.replace("\nselect", "\n-- Explained better.\nselect", 1))
    assert file.read_text() != text


def test_a_figure_that_nothing_explains_says_so(store, open_copy, frozen):
    path = store.path
    store.close()
    with duckdb.connect(str(path)) as database:
        # Nobody's doing that the audit knows of; the memo of headlines goes with it.
        database.execute(
            "update tables.observations set numerator = numerator / 2 "
            "where indicator_key = 'ae_four_hour' and unit_key = 'nhs_r1h' "
            "and period_end = date '2026-03-31'"
        )
        database.execute("delete from tables.headlines")
    tampered = open_copy()
    edition = reopen(tampered, frozen.receipt.edition_key)
    (figure,) = [one for one in compare(tampered, edition) if one.what is What.FIGURE]
    assert figure.why.startswith("No cause was found")


def test_what_a_later_day_brought_is_a_new_period(february, tmp_path):
    path = Path(shutil.copy(february.path, tmp_path / "february.duckdb"))
    with closing(open_store(path)) as store:
        listed = compare(store, reopen(store, february.receipt.edition_key))
    new = found(listed, What.NEW_PERIOD)
    assert [one.about for one in new] == ["January 2026", "February 2026", "March 2026"]
    assert {one.shown_then for one in new} == {"not known yet"}
    assert "health-2026-02.xlsx" in new[1].why
    # A spread of another month is another picture, not a hundred changed figures.
    assert found(listed, What.UNIT_FIGURE) == []


# ---- promises and judgements ------------------------------------------------------------------


@pytest.fixture(scope="module")
def registered(changing, edition, tmp_path_factory) -> list:
    """What a new register brings: another owner, and another day of a policy step."""
    with changing() as store:
        new_register(
            store,
            tmp_path_factory.mktemp("register"),
            {
                "priorities": [{"key": AE, "owner": "Somebody else (demo)"}],
                "policy_steps": [{"key": "ae_discharge_teams", "due_on": date(2026, 6, 30)}],
            },
        )
        return compare(store, edition)


def test_a_new_register_tells_a_changed_owner(registered):
    # Moved since when? The day is another now, and so may the answers be.
    assert {one.what for one in registered} == {What.PRIORITY, What.POLICY_STEP}
    (owner,) = [one for one in registered if one.what is What.PRIORITY]
    assert (owner.about, owner.priority_key) == ("owner", AE)
    assert owner.shown_then == "Director of Performance, Health (demo)"
    assert owner.known_now == "Somebody else (demo)"
    assert owner.why == (
        "The register register-anew.xlsx of 21 May 2026 took the place of the one before."
    )


def test_a_changed_policy_step_is_listed_with_its_dates(registered):
    title = "Joint discharge team with councils at the 30 busiest trusts"
    listed = [one for one in registered if one.what is What.POLICY_STEP]
    assert {one.about for one in listed} <= {
        title, f"{title}: did the indicator move?", f"{title}: did the target move?"
    }  # fmt: skip
    (step,) = [one for one in listed if one.about == title]
    assert (step.shown_then, step.known_now) == ("due 31 December 2025", "due 30 June 2026")
    assert "register-anew.xlsx" in step.why


def rating(**changed) -> GivenRating:
    made = GivenRating(
        AE, "2026-03", "overall", "red", RaterType.UNIT, "Ann", "Winter came back", None, None
    )
    return dataclasses.replace(made, **changed)


@pytest.fixture(scope="module")
def decided(changing, edition, frozen) -> list:
    """Ratings, changed and new actions, and a plan made anew: what people decided since."""
    moved = ActionChange(
        "ae_named_trusts", ActionChangeKind.MOVED, "Two trusts asked for more time", "Ann",
        due_on=date(2026, 9, 30),
    )  # fmt: skip
    closed = ActionChange(
        "scotrail_sunday_crews", ActionChangeKind.CLOSED, "Done", "Bob", evidence="The rota",
    )  # fmt: skip
    capture = Capture(
        "5f9d3c1e-0000-0000-0000-000000000002", frozen.meeting_key, CaptureKind.ACTION,
        "Visit the five furthest", "Ann", date(2026, 6, 30), None, AE, written_by="Clerk",
    )  # fmt: skip
    actions, wall, ae, _, scotrail, decisions = ITEMS
    longer = dataclasses.replace(scotrail, minutes=9)
    plan = dataclasses.replace(
        SMALL_PLAN, chair="Deputy (demo)", items=(actions, wall, longer, ae, decisions)
    )
    with changing() as store:
        store.write_ratings([rating(), rating(category="planning", reason="No path")])
        # Nobody saw this priority.
        store.write_ratings([rating(priority_key="phonics")])
        store.write_action_change(moved)
        store.write_action_change(closed)
        store.write_capture(capture)
        store.write_meeting(plan, saved_by="Ann", meeting_key=frozen.meeting_key)
        return compare(store, edition)


def test_nothing_else_is_listed_than_what_was_decided(decided):
    assert {one.what for one in decided} == {What.RATING, What.ACTION, What.AGENDA}


def test_a_rating_given_since_is_listed_with_rater_and_reason_where_it_was_seen(decided):
    listed = [one for one in decided if one.what is What.RATING]
    assert [one.priority_key for one in listed] == [AE] * 2
    (overall,) = [one for one in listed if one.about == "Likelihood of delivery"]
    assert (overall.shown_then, overall.known_now) == ("Amber-red (2026-03)", "Red (2026-03)")
    assert overall.why == "Rated by Ann on 21 May 2026: “Winter came back”."


def test_actions_that_moved_were_closed_and_were_agreed_are_told(decided):
    listed = [one for one in decided if one.what is What.ACTION]
    (date_moved,) = [one for one in listed if one.about.endswith(": date")]
    assert (date_moved.shown_then, date_moved.known_now) == ("30 June 2026", "30 September 2026")
    assert date_moved.why == "Rescheduled by Ann on 21 May 2026: “Two trusts asked for more time”."
    (state,) = [one for one in listed if one.priority_key == SCOTRAIL]
    assert (state.shown_then, state.known_now) == ("open", "closed")
    assert state.why == "Closed by Bob on 21 May 2026: “Done”."
    (new,) = [one for one in listed if one.about == "Visit the five furthest: agreed"]
    assert (new.shown_then, new.known_now) == ("not agreed yet", "Ann, due 30 June 2026")
    assert len(listed) == 3


def test_a_plan_prepared_anew_is_told_item_by_item(decided):
    listed = [one for one in decided if one.what is What.AGENDA]
    told = {one.about: (one.shown_then, one.known_now) for one in listed}
    assert told.pop("chair") == ("Chair (demo)", "Deputy (demo)")
    assert told.pop(ITEMS[3].title)[1] == "not on the agenda"
    assert told.pop("ScotRail") == ("6 minutes, ScotRail", "9 minutes, ScotRail")
    shown, known = told.pop("order")
    assert (shown.index("A&E") < shown.index("ScotRail"), told) == (True, {})
    assert known.index("A&E") > known.index("ScotRail")
    assert {one.why for one in listed} == {"Prepared anew by Ann on 21 May 2026."}
