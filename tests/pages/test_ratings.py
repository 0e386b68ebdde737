"""Ratings and moderation: blind first, four points and no default, reasons, opened, locked."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stocktake.model.assessment import GivenRating, RaterType, RatingRound, RoundState
from stocktake.store import Store, open_store
from stocktake.ui.opened import the_store
from stocktake.ui.score_strip import scores_of, strip
from tests.pages.conftest import open_app, written

ROUND = "2026-06"
OTHER = "Analyst A (demo)"
SECRET = "Discharge is still the bottleneck everywhere"


def in_round(state: RoundState) -> RatingRound:
    return RatingRound(ROUND, "Spring 2026", "delivery report", date(2026, 6, 30), state)


def first(category: str, rating: str) -> GivenRating:
    return GivenRating("ae_four_hour", ROUND, category, rating, RaterType.FIRST, OTHER, SECRET)


@pytest.fixture(scope="module")
def begun(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo with a round open for blind scores, one of which somebody else has given."""
    path = Path(shutil.copy(built_demo, tmp_path_factory.mktemp("begun") / "stocktake.duckdb"))
    with closing(open_store(path)) as store:
        store.write_rating_round(in_round(RoundState.OPEN), decided_by="unit")
        store.write_ratings([first("overall", "red"), first("planning", "red")])
    return path


@pytest.fixture(scope="module")
def copy_to_look_at(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(begun, tmp_path_factory.mktemp("shared") / "stocktake.duckdb"))


@pytest.fixture
def looked_at(copy_to_look_at: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One copy for the tests that keep nothing: what is only put down belongs to its session."""
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(copy_to_look_at))
    return copy_to_look_at


@pytest.fixture
def database(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = Path(shutil.copy(begun, tmp_path / "stocktake.duckdb"))
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(path))
    return path


@pytest.fixture
def opened(database: Path) -> Path:
    the_store(database).write_rating_round(in_round(RoundState.MODERATION), decided_by="unit")
    return database


def sheet(**query: str) -> AppTest:
    return open_app("plan/ratings", round=ROUND, priority="ae_four_hour", **query)


def point(at: AppTest, line: str, rater: str = "first"):
    return at.radio(key=f"rate_{ROUND}_ae_four_hour_{rater}_{line}_rating")


def why(at: AppTest, line: str, rater: str = "first"):
    return at.text_area(key=f"rate_{ROUND}_ae_four_hour_{rater}_{line}_reason")


def stored(store: Store) -> dict[tuple[str, str, str], tuple[str, str, str | None]]:
    with store.reader() as db:
        rows = db.rows("core.known_ratings", rating_round=ROUND)
    return {
        (row["rater_type"], row["rated_by"], row["category"]): (
            row["rating"], row["reason"], row["suggested_rating"],
        )
        for row in rows
    }  # fmt: skip


def now_stored(
    at: AppTest, database: Path
) -> dict[tuple[str, str, str], tuple[str, str, str | None]]:
    return stored(the_store(database))


def test_the_list_shows_every_open_priority_of_the_round(looked_at):
    shown = written(open_app("plan/ratings"))
    assert "Spring 2026" in shown
    assert "individual scoring" in shown
    assert "A&amp;E: seen within four hours" in shown
    assert "Neighbourhood crime" not in shown


def test_no_point_is_chosen_to_start_with_and_both_ends_are_described(looked_at):
    at = sheet()
    assert [radio.value for radio in at.radio] == [None] * len(at.radio)
    coloured = [radio for radio in at.radio if "Red" in radio.options[0]]
    assert len(coloured) >= 5
    assert all(len(radio.options) == 4 for radio in coloured)
    assert "No link from the actions to the figure" in written(at)
    assert "A plan that adds up, with names and dates" in written(at)


def test_blind_scores_of_others_are_seen_nowhere_while_the_round_is_open(looked_at):
    for at in (sheet(), open_app("plan/moderation", round=ROUND), open_app("plan/ratings")):
        assert SECRET not in written(at)
        assert OTHER.removesuffix(" (demo)") not in written(at)
    assert "hidden until moderation" in written(open_app("plan/moderation", round=ROUND))


def test_a_point_without_a_reason_is_not_kept_and_one_with_it_is(database):
    at = sheet()
    point(at, "planning").set_value("amber_red").run()
    at.button(key="save_ratings").click().run()
    assert "give a reason in a sentence" in written(at)
    assert ("first", "Delivery unit", "planning") not in now_stored(at, database)
    why(at, "planning").set_value("No monthly path yet.").run()
    at.button(key="save_ratings").click().run()
    assert "Your individual scores are saved: 1 line." in written(at)
    kept = {key: value for key, value in now_stored(at, database).items() if key[1] != OTHER}
    assert list(kept.values()) == [("amber_red", "No monthly path yet.", None)]


def test_the_suggestion_follows_what_is_put_down_and_is_never_applied(looked_at):
    at = sheet()
    assert "No suggestion yet" in written(at)
    for line, word in (("planning", "green"), ("capacity", "green")):
        point(at, line).set_value(word).run()
    assert "Suggested: Amber-red" in written(at)
    assert "Capped at amber-red: one of the three is red." in written(at)
    assert point(at, "overall").value is None


def test_weak_data_cap_the_suggestion(database):
    at = sheet()
    for line, word in (("planning", "green"), ("capacity", "green"), ("plan_sufficiency",
                       "insufficient"), ("data_quality", "not_fit")):  # fmt: skip
        point(at, line).set_value(word).run()
    assert "do not add up to the target" in written(at) or "Capped at amber-red" in written(at)
    why(at, "data_quality").set_value("Nobody checks how waits are counted.").run()
    for line in ("planning", "capacity", "plan_sufficiency"):
        why(at, line).set_value("Because.").run()
    at.button(key="save_ratings").click().run()
    assert ("first", "Delivery unit", "data_quality") in {
        (kind, "Delivery unit" if by != OTHER else OTHER, line)
        for kind, by, line in now_stored(at, database)
    }


def test_a_rating_beside_the_suggestion_is_asked_why(opened):
    at = sheet()
    for line, word in (("planning", "amber_red"), ("capacity", "amber_red"), ("overall", "green")):
        point(at, line, "unit").set_value(word).run()
        why(at, line, "unit").set_value(f"Because of {line}.").run()
    assert why(at, "overall", "unit").label == "Reason, and why not amber-red as suggested"
    at.button(key="save_ratings").click().run()
    kept = now_stored(at, opened)
    ours = next(value for key, value in kept.items() if key[0] == "unit" and key[2] == "overall")
    assert ours == ("green", "Because of overall.", "amber_red")


def test_what_is_put_down_survives_a_look_at_another_page(looked_at):
    at = sheet()
    point(at, "capacity").set_value("red").run()
    why(at, "capacity").set_value("Wards are full.").run()
    at.switch_page("pages/monitor/wall.py").run()
    at.query_params["round"] = ROUND
    at.query_params["priority"] = "ae_four_hour"
    at.switch_page("pages/plan/ratings.py").run()
    assert point(at, "capacity").value == "red"
    assert why(at, "capacity").value == "Wards are full."
    at.button(key="drop_ratings").click().run()
    assert point(at, "capacity").value is None


def test_moderation_opens_the_scores_shows_them_and_locks(database):
    at = open_app("plan/moderation", round=ROUND)
    at.button(key="open_scores").click().run()
    assert "Individual scores are now visible." in written(at)
    assert "Analyst A: red" in written(at)
    settling = open_app("plan/moderation", round=ROUND, priority="ae_four_hour")
    assert SECRET in written(settling)
    at.button(key="lock_ratings").click().run()
    assert "The ratings are locked." in written(at)
    locked = sheet()
    assert all(radio.disabled for radio in locked.radio)


def test_a_locked_round_opens_again_only_with_a_reason(opened):
    the_store(opened).write_rating_round(in_round(RoundState.LOCKED), decided_by="unit")
    at = open_app("plan/moderation", round=ROUND)
    assert at.button(key="reopen_round").disabled
    at.text_input(key="reopen_reason").set_value("The March figures were restated.").run()
    at.button(key="reopen_round").click().run()
    assert "The round is reopened." in written(at)


def test_a_new_round_begins_blind(database):
    at = open_app("plan/ratings")
    at.session_state["new_round"] = True
    at.run()
    at.date_input(key="round_until").set_value(date(2026, 9, 30))
    at.text_input(key="round_title").set_value("Autumn 2026")
    at.button(key="round_open").click().run()
    assert "Autumn 2026 is open for individual scores." in written(at)


def test_a_strange_round_or_priority_is_told(looked_at):
    assert "There is no such round" in written(open_app("plan/ratings", round="1999-01"))
    at = open_app("plan/ratings", round=ROUND, priority="nothing")
    assert "That priority is not in this round" in written(at)


def test_in_the_past_nothing_can_be_put_down(looked_at):
    at = open_app("plan/ratings", round="2026-03", priority="ae_four_hour", known_at="2026-05-19")
    assert all(radio.disabled for radio in at.radio)
    assert not [button for button in at.button if button.key == "save_ratings"]


def test_the_strip_names_every_rater_and_averages_nothing():
    rows = [
        {"category": "overall", "rated_by": "B", "rating": "red"},
        {"category": "overall", "rated_by": "A (demo)", "rating": "green"},
        {"category": "stage", "rated_by": "A", "rating": "2"},
    ]
    assert scores_of(rows, "overall") == [("A", "green"), ("B", "red")]
    drawn = strip(scores_of(rows, "overall"))
    assert 'alt="A: green, B: red"' in drawn
