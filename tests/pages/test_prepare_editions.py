"""Prepare: editions frozen, discarded, and sent and read the evening before."""

from pathlib import Path

import pytest

from stocktake.model.meeting import MeetingEvent
from stocktake.ui import frame
from tests.pages.conftest import open_app, written
from tests.pages.frozen import Frozen
from tests.pages.preparing import LINE, PLAN, Prepared, keys_of, prepare_copy, run


@pytest.fixture
def prepared(frozen_prepared: Frozen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prepared:
    return prepare_copy(frozen_prepared, tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("looked_at")


@pytest.fixture
def looked_at(frozen_prepared: Frozen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Prepared:
    """One copy for the tests that write nothing."""
    return prepare_copy(frozen_prepared, folder, monkeypatch)


# ---- editions


def test_the_edition_is_shown_with_what_it_holds(looked_at: Prepared):
    shown = written(looked_at.open_editions())
    key = looked_at.edition_key
    assert "Edition 1, frozen " in shown
    assert f"Edition {key}" not in shown
    assert "rehearsal copy" in shown
    details = shown.partition("<details>")[2].partition("</details>")[0]
    assert f"<code>{key}</code>" in details
    assert "Checksum" in details
    assert shown.count("Checksum") == details.count("Checksum"), "checksums are details"
    assert f"/run?edition={key}&amp;as=rehearsal" in shown
    assert f'href="/run?edition={key}"' in shown
    assert f"/prepare?edition={key}&amp;view=preread" in shown
    assert "Nothing has changed since the newest edition was frozen." in shown


def test_another_is_frozen_when_the_plan_has_changed(prepared: Prepared):
    at = prepared.open()
    run(at.text_area(key=f"prepare_ask_{LINE}").set_value("Choose five."))
    at.session_state["prepare_tabs"] = "Editions and pre-read"
    assert "Something has changed since the newest edition was frozen." in written(run(at))
    run(at.button(key="prepare_freeze").click())
    made = [row for row in prepared.rows("page.editions") if row["title"] == PLAN.title]
    assert len(made) == 2
    newest = max(made, key=lambda row: row["received_at"])
    assert "Edition 2, frozen " in written(at)
    assert newest["edition_number"] == 2
    assert newest["frozen_by"] == frame.who().name


def test_one_that_nobody_used_is_discarded_when_asked_once_more(prepared: Prepared):
    at = prepared.open_editions()
    key = prepared.edition_key
    run(at.button(key=f"prepare_throw_{key}").click())
    assert "This cannot be undone." in written(at)
    assert any(row["edition_key"] == key for row in prepared.rows("page.editions"))
    run(at.button(key="prepare_throw_sure").click())
    assert not any(row["edition_key"] == key for row in prepared.rows("page.editions"))
    assert "Nothing is frozen yet" in written(prepared.open_editions())


def test_one_that_was_used_cannot_be_discarded(prepared: Prepared):
    for event in (MeetingEvent.BEGUN, MeetingEvent.CLOSED):
        prepared.store.write_meeting_event(
            prepared.meeting_key, event, decided_by="Ada", edition_key=prepared.edition_key
        )
    at = prepared.open_editions()
    assert "used for the stocktake, " in written(at)
    assert f"prepare_throw_{prepared.edition_key}" not in keys_of(at)
    assert "prepare_freeze" not in keys_of(at)


# ---- the evening's task


def test_sending_the_pre_read_stands_first_once_there_is_an_edition(looked_at: Prepared):
    at = looked_at.open()
    key = looked_at.edition_key
    shown = written(at)
    nodes = list(at.main)
    task = next(place for place, node in enumerate(nodes) if "Send the pre-read" in str(node.proto))
    assert task < nodes.index(at.tabs[0])
    assert [code.value for code in at.code] == [f"/prepare?edition={key}&view=preread"]
    files = [button.proto.label for button in at.get("download_button")]
    assert files == ["Download the pre-read"]
    assert "Something has changed since" not in shown


def test_the_task_says_when_the_edition_is_older_than_the_plan(prepared: Prepared):
    at = prepared.open()
    run(at.text_area(key=f"prepare_ask_{LINE}").set_value("Choose five."))
    assert "Something has changed since: freeze again first" in written(prepared.open())


def test_nothing_is_to_be_sent_before_there_is_an_edition(prepared: Prepared):
    prepared.store.throw_edition_away(prepared.edition_key, decided_by="Bela")
    assert "Send the pre-read" not in written(prepared.open())


def test_an_edition_keeps_its_number_when_an_earlier_one_is_discarded(prepared: Prepared):
    at = prepared.open()
    run(at.text_area(key=f"prepare_ask_{LINE}").set_value("Choose five."))
    at.session_state["prepare_tabs"] = "Editions and pre-read"
    run(at)
    run(at.button(key="prepare_freeze").click())
    prepared.store.throw_edition_away(prepared.edition_key, decided_by="Bela")
    [left] = [row for row in prepared.rows("page.editions") if row["title"] == PLAN.title]
    assert left["edition_number"] == 2
    assert prepared.store.read_edition(left["edition_key"]).number == 2


# ---- the pre-read


def test_the_pre_read_gives_finding_chart_questions_and_reasons(looked_at: Prepared):
    shown = written(open_app("meeting/prepare", edition=looked_at.edition_key, view="preread"))
    assert "Pre-read: A &lt;small&gt; stocktake" in shown
    assert "80% in the school year 2024/25, exactly the 80% planned." in shown
    assert 'alt="Line chart of % at the phonics standard' in shown
    assert "To ask" in shown
    assert "From last time" in shown
    assert "A &lt;b&gt;second&lt;/b&gt; check" in shown
    assert "Reasons for the rating" in shown
    assert "Nothing new to judge by before" in shown


def test_the_pre_read_stands_still_when_figures_and_questions_change(prepared: Prepared):
    address = {"edition": prepared.edition_key, "view": "preread"}
    before = written(open_app("meeting/prepare", **address))
    prepared.store.write_inquiries(
        prepared.meeting_key, "phonics", ["Quite another question?"], written_by="Bela"
    )
    after = written(open_app("meeting/prepare", **address))
    assert "Quite another question?" not in after
    assert after.partition("<h1")[2] == before.partition("<h1")[2]


def test_what_was_discarded_is_not_read(prepared: Prepared):
    prepared.store.throw_edition_away(prepared.edition_key, decided_by="Bela")
    shown = written(open_app("meeting/prepare", edition=prepared.edition_key))
    assert "There is no such edition on this day" in shown
