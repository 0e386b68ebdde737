"""Sending a return: nothing is lost on a rerun, nothing is kept before somebody says so."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import ROOT, open_app, written

RETURN = ROOT / "data/returns/environment/environment-2025-12.xlsx"


@pytest.fixture
def desk(built_demo: Path, tmp_path: Path) -> AppTest:
    shutil.copy(built_demo, tmp_path / "stocktake.duckdb")
    return open_app("returns/upload")


def give(at: AppTest, path: Path) -> AppTest:
    at.file_uploader(key="file_0").set_value((path.name, path.read_bytes(), "")).run()
    assert not at.exception
    return at


def changed(tmp_path: Path, cell: str, value: object) -> Path:
    book = openpyxl.load_workbook(RETURN)
    book["Figures"][cell] = value
    book.save(tmp_path / "changed.xlsx")
    return tmp_path / "changed.xlsx"


def first_figure_row() -> int:
    book = openpyxl.load_workbook(RETURN, read_only=True)
    column = [row[0] for row in book["Figures"].iter_rows(max_col=1, values_only=True)]
    return next(number for number, key in enumerate(column, 1) if key and "|" in str(key))


def test_a_problem_is_told_by_sheet_and_cell_and_nothing_is_kept(desk: AppTest, tmp_path: Path):
    row = first_figure_row()
    at = give(desk, changed(tmp_path, f"E{row}", "about 12"))
    shown = written(at)
    assert f"<td>E{row}</td>" in shown
    assert "about 12" in shown
    assert "Nothing has been kept." in shown
    assert [button for button in at.button if button.key == "keep"] == []


def test_a_text_file_is_refused_in_a_sentence(desk: AppTest, tmp_path: Path):
    fake = tmp_path / "notes.xlsx"
    fake.write_text("only a text")
    shown = written(give(desk, fake))
    assert "cannot be used as it is" in shown
    assert "Traceback" not in shown


def test_a_good_return_is_kept_only_when_somebody_says_so(desk: AppTest, tmp_path: Path):
    # Another name for the signer makes another file of the same figures.
    book = openpyxl.load_workbook(RETURN)
    signer = next(row for row in book["Cover"].iter_rows() if row[0].value == "signed_off_by")
    signer[2].value = "Somebody Else"
    path = tmp_path / "again.xlsx"
    book.save(path)
    at = give(desk, path)
    assert "Nothing has been kept yet" in written(at)
    at.run()
    assert "Nothing has been kept yet" in written(at), "lost on a rerun"
    at.button(key="keep").click().run()
    assert "Your figures are kept" in written(at)
    assert "again.xlsx" in written(at)
    at.button(key="upload_again").click().run()
    assert "Your figures are kept" not in written(at)


def test_the_same_file_again_gets_its_first_receipt(desk: AppTest):
    at = give(desk, RETURN)
    at.button(key="keep").click().run()
    assert "this is the first receipt" in written(at)


def test_nothing_is_sent_from_the_past(built_demo: Path, tmp_path: Path):
    shutil.copy(built_demo, tmp_path / "stocktake.duckdb")
    at = open_app("returns/upload", known_at="2025-09-01")
    assert "Go back to now" in written(at)
    assert len(at.file_uploader) == 0


def test_a_repeat_changes_nothing(desk: AppTest):
    at = give(desk, RETURN)
    at.button(key="keep").click().run()
    at.switch_page("pages/about/views.py").run()
    assert "37, raised by every change" in written(at)
