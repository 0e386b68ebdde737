"""A department's own spreadsheet: guessed, put right, saved; nothing typed is lost on the way."""

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stocktake.returns.layout.layout import Layout
from stocktake.store import open_store
from tests.pages.conftest import Opened, open_app, written
from tests.returns.layout.pages import Page, to_xlsx
from tests.returns.layout.real_tables import TABLES


@pytest.fixture
def desk(app: Opened) -> AppTest:
    """The page, for tests that keep nothing: what is described belongs to its session."""
    return app("returns/layout")


@pytest.fixture
def own_desk(built_demo: Path, tmp_path: Path) -> AppTest:
    shutil.copy(built_demo, tmp_path / "stocktake.duckdb")
    return open_app("returns/layout")


def widget(at: AppTest, kind: str, name: str):
    found = [one for one in at.get(kind) if one.key and one.key.startswith(f"layout_{name}")]
    assert len(found) == 1, [one.key for one in at.get(kind)]
    return found[0]


def give(at: AppTest, department: str, name: str, content: bytes) -> AppTest:
    widget(at, "selectbox", "department").set_value(department).run()
    widget(at, "file_uploader", "file").set_value((name, content, "")).run()
    assert not at.exception, [error.message for error in at.exception]
    return at


def welsh(at: AppTest) -> AppTest:
    return give(at, "environment", "recycling.xlsx", TABLES["welsh_recycling"]().content)


def recycling(*rows: tuple[object, ...]) -> bytes:
    page = Page("Rates")
    page.write(1, "Waste reused, recycled or composted (%)")
    page.write(3, "Local authority", "2023-24", "2024-25")
    for row, values in enumerate(rows, 4):
        page.write(row, *values)
    return to_xlsx(page)


def test_the_guess_is_shown_at_once_and_only_what_is_open_is_asked(desk: AppTest):
    shown = written(welsh(desk))
    assert "We found the table. 1 question to answer" in shown
    assert "names down the side, periods across the top" in shown
    assert '<span class="letter">U</span>Isle of Anglesey' in shown
    assert '<td class="paint paint-value figure">59.5</td>' in shown
    assert [box.key.split("_")[1] for box in desk.selectbox if "layout_t" in box.key] == ["table"]


def test_an_answer_lets_the_figures_be_read(desk: AppTest):
    at = welsh(desk)
    widget(at, "selectbox", "table_0").set_value("recycling_rate").run()
    shown = written(at)
    assert "220 figures can be read" in shown
    assert "Isle of Anglesey" in shown
    assert 'class="verdict good"' in shown
    assert not widget(at, "button", "send").disabled


def test_nothing_is_lost_on_another_page(desk: AppTest):
    at = welsh(desk)
    widget(at, "selectbox", "table_0").set_value("recycling_rate").run()
    at.switch_page("pages/about/guide.py").run()
    at.switch_page("pages/returns/layout.py").run()
    shown = written(at)
    assert "recycling.xlsx" in shown
    assert "220 figures can be read" in shown
    assert widget(at, "selectbox", "table_0").value == "recycling_rate"


def test_a_sign_for_no_figure_is_asked_about_once(desk: AppTest):
    content = recycling(("Cardiff", "n/a", 61.5), ("Swansea", 60.1, "n/a"))
    at = give(desk, "environment", "own.xlsx", content)
    assert "2 figures can be read so far" in written(at)
    box = widget(at, "selectbox", "sign_n/a")
    assert "stands 2 times" in box.label
    box.set_value("[x]").run()
    shown = written(at)
    assert "2 figures can be read, 2 marked as having none" in shown
    assert '<span class="letter">∅</span>n/a' in shown


def test_a_name_is_matched_by_a_person_and_remembered(own_desk: AppTest, tmp_path: Path):
    content = recycling(("Cardif", 60.5, 61.5), ("Swansea", 60.1, 62.2), ("Narnia", 1.0, 2.0))
    at = give(own_desk, "environment", "own.xlsx", content)
    shown = written(at)
    assert "2 names are not in our list; 2 still to answer" in shown
    near = widget(at, "selectbox", "name_unit_Cardif")
    assert near.value is None, "nothing near is taken by itself"
    assert near.label.endswith(": is it Cardiff?".replace(":", "\\:"))
    assert near.options[0] == "Cardiff (near)"
    near.set_value("la_w06000015").run()
    widget(at, "selectbox", "name_unit_Narnia").set_value("none of ours").run()
    assert "All names are matched" in written(at)
    assert "4 figures can be read" in written(at)
    widget(at, "button", "save").click().run()
    assert "&quot;own&quot; is saved." in written(at)
    again = open_app("returns/layout")
    again = give(again, "environment", "next.xlsx", content)
    shown = written(again)
    assert "Read as you described it before" in shown
    assert "4 figures can be read" in shown
    assert [box.key for box in again.selectbox if "name_unit" in box.key] == []


def test_a_saved_layout_is_listed_opened_and_taken_along(own_desk: AppTest, tmp_path: Path):
    at = welsh(own_desk)
    widget(at, "selectbox", "table_0").set_value("recycling_rate").run()
    widget(at, "text_input", "title").set_value("Wales by council").run()
    widget(at, "button", "save").click().run()
    at.button(key="layout_again").click().run()
    assert "Wales by council" in written(at)
    assert "recycling.xlsx" not in written(at)
    widget(at, "button", "open").click().run()
    assert "&quot;Wales by council&quot; is open" in written(at)
    at = welsh(at)
    assert "220 figures can be read" in written(at)


def test_a_saved_layout_can_be_put_on_the_file_that_is_there(own_desk: AppTest):
    at = welsh(own_desk)
    widget(at, "selectbox", "table_0").set_value("recycling_rate").run()
    widget(at, "button", "save").click().run()
    widget(at, "text_input", "title").set_value("Something else").run()
    at.session_state["layout_list"] = True
    at.run()
    widget(at, "button", "open").click().run()
    assert not at.exception, [error.message for error in at.exception]
    assert widget(at, "text_input", "title").value == "recycling"
    assert "220 figures can be read" in written(at)


def test_figures_sent_with_it_become_a_draft_and_the_way_goes_on(own_desk: AppTest, tmp_path: Path):
    at = welsh(own_desk)
    widget(at, "selectbox", "table_0").set_value("recycling_rate").run()
    widget(at, "selectbox", "round").set_value("2025-12").run()
    widget(at, "button", "send").click().run()
    assert not at.exception, [error.message for error in at.exception]
    (draft,) = kept(tmp_path, "core.known_drafts")
    assert draft["layout_key"] == "environment_recycling"
    assert (draft["department_key"], draft["reporting_round"]) == ("environment", "2025-12")
    assert draft["observation_count"] == 220
    assert at.query_params["draft"] == str(draft["draft_key"])
    assert "Send your own spreadsheet" not in written(at)


def test_nothing_can_be_sent_while_a_question_is_open(desk: AppTest):
    at = welsh(desk)
    assert widget(at, "button", "send").disabled
    assert "Answer the questions above first" in written(at)


def test_nothing_can_be_sent_while_something_is_in_the_way(desk: AppTest):
    content = recycling(("Cardiff", 60.5, 161.5), ("Swansea", 60.1, 62.2))
    at = give(desk, "environment", "own.xlsx", content)
    shown = written(at)
    assert "161.5 lies outside 0 to 100" in shown
    assert "Put right first what stands in the way" in shown
    assert widget(at, "button", "send").disabled


def test_saving_again_replaces_and_does_not_double(own_desk: AppTest, tmp_path: Path):
    at = welsh(own_desk)
    widget(at, "selectbox", "table_0").set_value("recycling_rate").run()
    widget(at, "button", "save").click().run()
    widget(at, "text_input", "title").set_value("Another name").run()
    assert "Changed since it was saved" in written(at)
    widget(at, "button", "save").click().run()
    (layout,) = kept(tmp_path, "core.known_layouts")
    assert layout["title"] == "Another name"
    assert Layout.from_json(layout["layout"]).blocks[0].indicator == "recycling_rate"


def kept(tmp_path: Path, view: str) -> list[dict[str, object]]:
    """Give the rows of a view of a copy: the app holds the database itself."""
    copy = Path(shutil.copy(tmp_path / "stocktake.duckdb", tmp_path / "copy.duckdb"))
    log = tmp_path / "stocktake.duckdb.wal"
    if log.exists():
        shutil.copy(log, tmp_path / "copy.duckdb.wal")
    store = open_store(copy)
    with store.reader() as db:
        found = db.rows(view)
    store.close()
    return found


def test_a_description_brought_back_from_a_file_is_used(desk: AppTest):
    layout = TABLES["welsh_recycling"]().layout.to_json()
    widget(desk, "file_uploader", "bring").set_value(("l.json", layout.encode(), "")).run()
    assert "&quot;Recycling in Wales&quot; is open" in written(desk)
    assert "220 figures can be read" in written(welsh(desk))


def test_a_file_that_is_no_description_is_met_with_a_sentence(desk: AppTest):
    content = json.dumps({"a": 1}).encode()
    widget(desk, "file_uploader", "bring").set_value(("a.json", content, "")).run()
    assert "a.json holds no layout" in written(desk)


def test_a_file_nobody_can_read_is_met_with_a_sentence(desk: AppTest):
    shown = written(give(desk, "health", "notes.xlsx", b"PK only a text"))
    assert "notes.xlsx could not be read" in shown
    assert "Traceback" not in shown


def test_a_sheet_without_figures_can_be_described_by_hand(desk: AppTest):
    page = Page("Words")
    page.write(1, "Nothing", "but", "words")
    at = give(desk, "health", "words.xlsx", to_xlsx(page))
    assert "We found no table of figures" in written(at)
    open_form(at)
    widget(at, "button", "by_hand").click().run()
    assert "Nothing" in written(at)
    open_form(at)
    assert widget(at, "number_input", "first_row_0").value == 2


def open_form(at: AppTest) -> None:
    at.session_state[next(one.key for one in at.expander if "layout_form" in (one.key or ""))] = (
        True
    )
    at.run()
    assert not at.exception, [error.message for error in at.exception]


def test_a_wrong_guess_is_put_right_in_the_form(desk: AppTest):
    content = recycling(("Cardiff", 60.5, 61.5), ("Swansea", 60.1, 62.2), ("Wales total", 1.0, 2.0))
    at = give(desk, "environment", "own.xlsx", content)
    open_form(at)
    assert widget(at, "number_input", "first_row_0").value == 4
    assert widget(at, "selectbox", "header_0_3").value == "period"
    assert widget(at, "selectbox", "key_0_1").value == "unit_name"
    widget(at, "text_input", "skip_0").set_value("Wales").run()
    assert "4 figures can be read" in written(at)
    widget(at, "selectbox", "last_column_0").set_value(2).run()
    assert "2 figures can be read" in written(at)
    widget(at, "button", "undo").click().run()
    assert "1 question to answer" in written(at)
    assert "4 figures can be read so far" in written(at)


def test_two_tables_are_read_each_for_its_own_indicator(desk: AppTest):
    at = give(desk, "policing", "crime.xlsx", TABLES["borough_crime"]().content)
    shown = written(at)
    assert "1,536 figures can be read" in shown
    assert widget(at, "radio", "preview_place").options == [
        "Top of table 1", "End of table 1", "Top of table 2", "End of table 2",
    ]  # fmt: skip


def test_no_layout_is_described_in_the_past(app: Opened):
    at = app("returns/layout", known_at="2025-09-01")
    assert "Go back to now" in written(at)
    assert len(at.file_uploader) == 0


def test_hostile_headings_are_shown_as_text(desk: AppTest):
    page = Page("<b>Sheet")
    page.write(1, "<script>alert(1)</script>")
    page.write(3, "Local authority", "2023-24", "2024-25")
    page.write(4, "<img src=x onerror=alert(1)>", 1.5, 2.5)
    page.write(5, "![x](http://a.example)", 3.5, 4.5)
    at = give(desk, "environment", "<i>.xlsx", to_xlsx(page))
    shown = written(at)
    assert "<script>" not in shown
    assert "<img src=x" not in shown
    widget(at, "selectbox", "table_0").set_value("recycling_rate").run()
    assert "<img src=x" not in written(at)
    label = widget(at, "selectbox", "name_unit_![x]").label
    assert "![x](" not in label
