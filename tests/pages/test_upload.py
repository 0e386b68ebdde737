"""Sending a return: nothing is lost on a rerun, nothing counts before somebody says so."""

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from stocktake.ui import opened
from tests.pages.conftest import ROOT, Opened, open_app, written

RETURN = ROOT / "data/returns/environment/environment-2025-12.xlsx"
OTHER_RETURN = ROOT / "data/returns/transport/transport-2025-12.xlsx"


@pytest.fixture
def desk(built_demo: Path, tmp_path: Path) -> AppTest:
    shutil.copy(built_demo, tmp_path / "stocktake.duckdb")
    return open_app("returns/upload")


def give(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    box = at.file_uploader[0]
    box.set_value([(name, content, "") for name, content in files]).run()
    assert not at.exception
    return at


def changed(cell: str, value: object, path: Path = RETURN) -> bytes:
    """Give a return of the demo signed by another, with one figure typed anew."""
    book = openpyxl.load_workbook(path)
    who = next(row for row in book["Cover"].iter_rows() if row[0].value == "signed_off_by")
    who[2].value = "Somebody Else"
    if cell:
        book["Figures"][cell] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def first_figure_row() -> int:
    book = openpyxl.load_workbook(RETURN, read_only=True)
    column = [row[0] for row in book["Figures"].iter_rows(max_col=1, values_only=True)]
    return next(number for number, key in enumerate(column, 1) if key and "|" in str(key))


def keys(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def test_a_problem_is_told_by_sheet_and_cell_and_nothing_counts(desk: AppTest):
    row = first_figure_row()
    at = give(desk, ("changed.xlsx", changed(f"E{row}", "about 12")))
    shown = written(at)
    assert f"<td>E{row}</td>" in shown
    assert "about 12" in shown
    assert "None of it counts yet." in shown
    assert "accept" not in keys(at)
    assert "check=R-104" in shown, "the code leads to the guide"


def test_a_text_file_is_refused_in_a_sentence(desk: AppTest):
    shown = written(give(desk, ("notes.xlsx", b"only a text")))
    assert "cannot be used as it is" in shown
    assert "Traceback" not in shown


def test_a_good_return_counts_only_when_somebody_accepts_it(desk: AppTest):
    at = give(desk, ("again.xlsx", changed("", None)))
    assert "ready to accept" in written(at)
    at.run()
    assert "ready to accept" in written(at), "lost on a rerun"
    at.button(key="accept").click().run()
    assert "Your figures are accepted" in written(at)
    assert "again.xlsx" in written(at)
    at.button(key="upload_again").click().run()
    assert "Your figures are accepted" not in written(at)


def test_what_was_given_waits_on_the_desk(desk: AppTest):
    row = first_figure_row()
    at = give(desk, ("waits.xlsx", changed(f"E{row}", "about 12")))
    at.button(key="upload_again").click().run()
    shown = written(at)
    assert "waits.xlsx" in shown
    assert "1 thing to fix" in shown
    assert "Continue" in shown


def test_a_file_put_aside_leaves_the_desk(desk: AppTest):
    at = give(desk, ("aside.xlsx", changed("", None)))
    at.button(key="put_aside").click().run()
    shown = written(at)
    assert "aside.xlsx is set aside" in shown
    at.run()
    assert "aside.xlsx" not in written(at)


def test_several_files_are_checked_at_once_and_the_ready_ones_accepted_together(desk: AppTest):
    row = first_figure_row()
    at = give(
        desk,
        ("one.xlsx", changed("", None)),
        ("two.xlsx", changed("", None, OTHER_RETURN)),
        ("bad.xlsx", changed(f"E{row}", "about 12")),
        ("notes.xlsx", b"only a text"),
    )
    shown = written(at)
    for name in ("one.xlsx", "two.xlsx", "bad.xlsx", "notes.xlsx"):
        assert f"{name}: in progress" in shown
    assert "Cannot be read" in shown
    at.button(key="accept_all").click().run()
    assert not at.exception
    assert written(at).count("accepted, receipt") == 2


def test_the_same_file_again_gets_its_first_receipt(desk: AppTest):
    at = give(desk, (RETURN.name, RETURN.read_bytes()))
    assert "this is the original receipt" in written(at)


def test_a_repeat_changes_nothing(desk: AppTest, tmp_path: Path):
    at = give(desk, (RETURN.name, RETURN.read_bytes()))
    assert not at.exception
    at.switch_page("pages/about/views.py").run()
    assert "64, raised by every change" in written(at)


def test_the_address_chooses_the_workbook_to_fill_in(app: Opened):
    at = app("returns/upload", department="education", round="2025-12")
    assert at.selectbox(key="template_department").value == "education"
    assert at.selectbox(key="template_round_education").value == "2025-12"


def test_nothing_is_sent_from_the_past(app: Opened):
    at = app("returns/upload", known_at="2025-09-01")
    assert "Go back to now" in written(at)
    assert len(at.file_uploader) == 0


def test_an_address_of_no_draft_leads_back_to_the_desk(app: Opened):
    at = app("returns/upload", draft="00000000-0000-0000-0000-000000000000")
    assert "There is no such draft" in written(at)
    assert len(at.file_uploader) == 1


def test_questions_are_answered_one_by_one_or_all_at_once(desk: AppTest, tmp_path: Path):
    row = first_figure_row()
    at = give(desk, ("odd.xlsx", asked_about(row)))
    shown = written(at)
    assert "to answer" in shown
    assert "accept" not in keys(at)
    waiting = [area for area in at.text_area if str(area.key).startswith("answer_")]
    assert waiting
    waiting[0].set_value("Counted anew after an audit.").run()
    at.run()
    if "one_for_all_button" in keys(at):
        at.text_input(key="one_answer").set_value("Counted anew after an audit.")
        at.button(key="one_for_all_button").click().run()
    assert "ready to accept" in written(at)
    at.button(key="accept").click().run()
    assert "Your figures are accepted" in written(at)


def asked_about(row: int) -> bytes:
    """Halve a figure and say why: the history asks what happened."""
    book = openpyxl.load_workbook(RETURN)
    sheet = book["Figures"]
    head = next(r for r in range(1, row) if sheet.cell(r, 2).value == "Indicator *")
    columns = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[head] if cell.value}
    for name in ("Numerator", "Value"):
        cell = sheet.cell(row, columns[name])
        if isinstance(cell.value, int | float):
            cell.value = round(cell.value / 2, 1) if name == "Value" else int(cell.value / 2)
    sheet.cell(row, columns["Reason for revision"]).value = "Audit"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_an_answer_is_kept_with_its_writer(desk: AppTest, tmp_path: Path):
    at = give(desk, ("odd.xlsx", asked_about(first_figure_row())))
    area = next(one for one in at.text_area if str(one.key).startswith("answer_"))
    area.set_value("  An audit moved a round.  ").run()
    with opened.the_store(tmp_path / "stocktake.duckdb").reader(with_headlines=False) as db:
        said = db.rows("core.known_explanations")
    assert [(row["text"], row["written_by"]) for row in said] == [
        ("An audit moved a round.", "Delivery unit")
    ]
