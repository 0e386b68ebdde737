"""Every return: which counts, what it changed, taken back and put into use again."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from stocktake.ui import opened
from stocktake.ui.history_one import count_states, figure_words, withdrawal_words
from tests.pages.conftest import Opened, open_app, written
from tests.pages.desk import Sent


@pytest.fixture
def database(built_demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built_demo, tmp_path / "stocktake.duckdb"))


def test_every_return_is_listed_the_newest_first(app: Opened):
    shown = written(app("returns/history"))
    assert shown.count("/history?submission=") == 36
    assert shown.index("health-2026-03.xlsx") < shown.index("policing-2013-03.xlsx")
    assert "Current" in shown


def test_a_department_and_a_round_are_filtered_by_the_address(app: Opened):
    shown = written(app("returns/history", department="education", round="2025-12"))
    assert shown.count("/history?submission=") == 1
    assert "education-2025-12.xlsx" in shown
    assert "December 2025</a>" in shown


def test_an_address_that_fits_nothing_is_met_with_a_sentence(app: Opened):
    assert "No return fits" in written(app("returns/history", department="<b>"))
    shown = written(app("returns/history", submission="<b>none"))
    assert "There is no such return" in shown
    assert "<b>none" not in shown


def test_what_is_open_stands_on_top_with_the_way_on(database: Path):
    with Sent(database) as sent:
        key = sent.broken()
    shown = written(open_app("returns/history"))
    assert "Not yet accepted: 1 file" in shown
    assert f"/upload?draft={key}" in shown
    assert "Needs fixing: 1 thing" in shown
    assert shown.index("broken.xlsx") < shown.index("health-2026-03.xlsx")


@pytest.fixture(scope="module")
def revised(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A demo in which a return was sent again, and its key: to be copied."""
    path = Path(shutil.copy(built_demo, tmp_path_factory.mktemp("revised") / "stocktake.duckdb"))
    with Sent(path) as sent:
        return path, sent.revised()


@pytest.fixture(scope="module")
def copy_to_look_at(revised: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(revised[0], tmp_path_factory.mktemp("shared") / "stocktake.duckdb"))


@pytest.fixture
def key(revised: tuple[Path, str], copy_to_look_at: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The return that was sent again, in one copy for the tests that only look."""
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(copy_to_look_at))
    return revised[1]


@pytest.fixture
def own_key(revised: tuple[Path, str], tmp_path: Path) -> str:
    """The same in a copy of the test's own."""
    shutil.copy(revised[0], tmp_path / "stocktake.duckdb")
    return revised[1]


def test_a_return_shows_what_it_changed_and_what_was_said(key: str):
    shown = written(open_app("returns/history", submission=key))
    assert "Environment: Year 2024/25" in shown
    assert "22 of its 22 figures are the ones that count now." in shown
    assert "<b>1</b> changed" in shown
    assert "<b>21</b> unchanged" in shown
    line = next(line for line in shown.split("<tr>") if "Isle of Anglesey" in line)
    assert ">65<" in line
    assert ">45.5<" in line
    assert "Recount" in line
    assert "The weighbridge stood still." in shown
    assert 'href="/guide?check=R-301"' in shown


def test_the_return_before_it_is_said_to_be_sent_again(key: str):
    shown = written(open_app("returns/history", department="environment", round="2025-12"))
    assert shown.count("<strong>Current</strong>") == 1
    assert "Superseded" in shown
    assert "1 changed, 21 unchanged" in shown


def act(at: AppTest, key: str, reason: str) -> AppTest:
    at.session_state[f"history_act_{key}"] = True
    at.run()
    at.text_area(key=f"history_reason_{key}").set_value(reason)
    at.button(key=f"history_do_{key}").click().run()
    assert not at.exception
    return at


def test_a_return_is_withdrawn_and_put_back(own_key: str):
    key = own_key
    at = open_app("returns/history", submission=key)
    at.session_state[f"history_act_{key}"] = True
    at.run()
    assert "22 figures go back to what was known before" in written(at)
    at = act(at, key, "  ")
    assert "Write the reason first" in written(at)
    at = act(at, key, "Sent by mistake <b>")
    shown = written(at)
    assert "Withdrawn: none of its figures count" in shown
    assert "Sent by mistake &lt;b&gt;" in shown
    assert "It is withdrawn." in shown
    at = act(at, key, "It was right after all")
    shown = written(at)
    assert "It is in use again." in shown
    assert "22 of its 22 figures" in shown


def test_a_withdrawn_return_is_struck_and_said_so(own_key: str, tmp_path: Path):
    key = own_key
    store = opened.the_store(tmp_path / "stocktake.duckdb")
    store.write_withdrawal(key, is_withdrawn=True, decided_by="x", reason="y")
    shown = written(open_app("returns/history", department="environment"))
    line = next(line for line in shown.split("<tr") if f"submission={key}" in line)
    assert 'class="withdrawn"' in line
    assert "<strong>Withdrawn</strong>" in line


def test_a_return_of_the_past_is_not_acted_on(app: Opened):
    at = app("returns/history", known_at="2026-02-20")
    shown = written(at)
    assert "health-2026-03.xlsx" not in shown
    key = shown.split("/history?submission=")[1].split("&")[0]
    at = app("returns/history", submission=key, known_at="2026-02-20")
    assert "figures are the ones that count now" in written(at)
    assert [one for one in at.expander if (one.key or "").startswith("history_act")] == []


def test_a_day_before_any_return_says_so(app: Opened):
    assert "No return has been accepted yet" in written(
        app("returns/history", known_at="2001-01-01")
    )


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ([1.0, 2.0], "2 figures go back to what was known before."),
        ([1.0, None], "1 figure goes back to what was known before; 1 figure disappears"),
        ([None], "1 figure disappears, because nothing was known before"),
        ([], "No figure changes"),
    ],
)
def test_withdrawing_says_what_will_happen(old: list[float | None], said: str):
    frame = pd.DataFrame({"old_value": pd.Series(old, dtype="float64")})
    frame["old_status"] = [None if value is None else "final" for value in old]
    frame["is_in_use"] = True
    assert withdrawal_words(frame).startswith(said)


def test_a_figure_is_written_with_the_counts_behind_it():
    row = {"new_value": 77.1, "new_numerator": 771.0, "new_denominator": 1000.0}
    assert figure_words(row | {"new_status": "final"}, "new") == "77.1 (771 of 1,000)"
    nothing = {"new_value": None, "new_numerator": None, "new_denominator": None}
    assert figure_words(nothing | {"new_status": "not_published"}, "new") == "not published"


def test_a_return_is_counted_as_its_receipt_counted_it():
    changes = pd.DataFrame({"state": ["new", "new", "changed"]})
    told = {"new_count": 2, "changed_count": 1, "withdrawn_count": 0, "unchanged_count": 40}
    assert count_states(told, changes)["unchanged"] == 40
    silent = dict.fromkeys(told, None)
    assert count_states(silent, changes) == {
        "new": 2, "changed": 1, "withdrawn": 0, "unchanged": 0,
    }  # fmt: skip
