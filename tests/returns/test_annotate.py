"""The sender's own workbook handed back: marked, otherwise as it was, and clean once fixed."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from stocktake.errors import UnreadableError
from stocktake.model.problem import Level, Problem, Verdict
from stocktake.returns.annotate import annotate_workbook
from stocktake.returns.annotate_marks import LIST_SHEET, NOTE_HEAD, mark_workbook
from stocktake.returns.cover import MARGIN_HEADER
from tests.returns.builders import codes, rewrite_part
from tests.returns.round_builders import check_round, fill, good_round

MISTAKES = {"Figures!H7": "n/a", "Figures 1!K9": 300, "Commentary!D8": None, "Cover!C10": None}


@pytest.fixture
def spoilt(tmp_path, read_here):
    path = good_round(tmp_path / "sent.xlsx", **MISTAKES)
    return path, check_round(path)


def reopened(content):
    return load_workbook(io.BytesIO(content))


def marked(result):
    return mark_workbook(result.content, [problem.as_json() for problem in result.problems])


def looks(book):
    """Give all that a sender would miss: values, fills, locks and notes of every cell."""
    return {
        (sheet.title, cell.coordinate): (
            cell.value, cell.fill.fill_type, cell.fill.start_color.rgb, cell.number_format,
            cell.protection.locked, cell.comment.text if cell.comment else None,
        )
        for sheet in book.worksheets
        for cell in sheet._cells.values()
        if cell.value is not None or cell.has_style
    }  # fmt: skip


def test_cells_are_filled_noted_and_marked_at_the_end_of_the_row(spoilt):
    book = reopened(annotate_workbook(spoilt[1].content, spoilt[1].problems))
    cell = book["Figures"]["H7"]
    assert cell.value == "n/a"
    assert cell.fill.start_color.rgb == "FFF9C9C2"
    assert cell.comment.text.startswith(NOTE_HEAD)
    assert "R-104 (must fix)" in cell.comment.text
    assert 'enter a number. "n/a" was found.' in cell.comment.text
    assert "Leave the cell empty" in cell.comment.text
    assert book["Figures"]["L6"].value == MARGIN_HEADER
    assert book["Figures"]["L7"].value == "◄ must fix: R-104"
    asked = book["Commentary"]["D8"]
    assert asked.fill.start_color.rgb == "FFFFEFA8"
    assert "R-431 (explain)" in asked.comment.text


def test_a_first_sheet_counts_lists_and_leads_to_the_cells(spoilt):
    book = reopened(marked(spoilt[1]))
    sheet = book.worksheets[0]
    assert (sheet.title, sheet["B1"].value) == (LIST_SHEET, "2 to fix, 1 to explain")
    rows = list(sheet.iter_rows(min_row=5, min_col=2, max_col=7, values_only=True))
    assert [row[5] for row in rows] == codes(spoilt[1])
    link = next(sheet.cell(row=n, column=4) for n in range(5, 8)
                if sheet.cell(row=n, column=3).value == "Figures")  # fmt: skip
    assert link.hyperlink.location or link.hyperlink.target == "#'Figures'!H7"


def test_everything_else_stays_as_the_sender_had_it(spoilt):
    before, after = load_workbook(spoilt[0]), reopened(marked(spoilt[1]))
    changed = {("Figures", "H7"), ("Commentary", "D8"), ("Cover", "C10")}
    old, new = looks(before), looks(after)
    assert {key for key in old if old[key] != new.get(key)} == changed
    assert after["Lists"].sheet_state == "veryHidden"
    assert after.security.lockStructure
    for title in before.sheetnames:
        assert after[title].protection.sheet == before[title].protection.sheet
        rules = [str(r.sqref) for r in before[title].data_validations.dataValidation]
        assert [str(r.sqref) for r in after[title].data_validations.dataValidation] == rules
        assert after[title].freeze_panes == before[title].freeze_panes
    assert after["Figures 1"].row_dimensions[7].hidden


def test_marks_are_cleared_and_the_cells_look_as_before(spoilt):
    cleared = mark_workbook(marked(spoilt[1]), [])
    before, after = load_workbook(spoilt[0]), reopened(cleared)
    assert after.sheetnames == before.sheetnames
    old, new = looks(before), looks(after)
    assert {key: (old.get(key), new[key]) for key in new
            if old.get(key) != new[key] and new[key][0] is not None} == {}  # fmt: skip
    assert {key for key in old if old[key] != new.get(key)} == set()


def test_marking_twice_leaves_one_set_of_marks(spoilt):
    twice = mark_workbook(marked(spoilt[1]), [p.as_json() for p in spoilt[1].problems])
    book = reopened(twice)
    assert book["Figures"]["H7"].comment.text.count(NOTE_HEAD) == 1
    assert [cell.value for cell in book["Figures"][6]].count(MARGIN_HEADER) == 1
    assert len(book.sheetnames) == len(load_workbook(spoilt[0]).sheetnames) + 1


def test_the_marked_copy_reads_like_the_original_and_checks_cleanly_once_fixed(spoilt, tmp_path):
    copy = tmp_path / "marked.xlsx"
    copy.write_bytes(marked(spoilt[1]))
    again = check_round(copy)
    assert [(p.code, p.problem_key) for p in again.problems] == [
        (p.code, p.problem_key) for p in spoilt[1].problems
    ]
    fixed = check_round(fill(copy, {"Figures!H7": 1217, "Figures 1!K9": 727,
                                    "Commentary!D8": "Winter.", "Cover!C10": "Sam"}))  # fmt: skip
    assert (fixed.verdict, codes(fixed)) == (Verdict.ACCEPTED, [])


def test_without_the_list_the_notes_still_tell_which_marks_are_ours(spoilt):
    book = reopened(marked(spoilt[1]))
    book.remove(book[LIST_SHEET])
    kept = io.BytesIO()
    book.save(kept)
    cleared = reopened(mark_workbook(kept.getvalue(), []))
    cell = cleared["Figures"]["H7"]
    assert (cell.comment, cell.fill.fill_type) == (None, None)
    assert cleared["Figures"]["L7"].value is None


def their_workbook(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Ours"
    for row in range(1, 6):
        sheet.append([row, row * 2, f"=A{row}+B{row}"])
    sheet["A2"].comment = Comment("Ask Jo", "Kim")
    sheet["A2"].fill = PatternFill("solid", start_color="FF00FF00")
    sheet.merge_cells("A4:B4")
    rule = DataValidation(type="whole", formula1="1", operator="greaterThan")
    rule.add("B1:B5")
    sheet.add_data_validation(rule)
    book.create_sheet("Secret").sheet_state = "hidden"
    path = tmp_path / "theirs.xlsx"
    book.save(path)
    return rewrite_part(path, "xl/worksheets/sheet1.xml",
                        lambda part: part.replace(b"<v></v>", b"<v>3</v>")
                        .replace(b"<v />", b"<v>3</v>").replace(b"<v/>", b"<v>3</v>"))  # fmt: skip


def theirs(*cells):
    return {"code": "R-104", "level": "must_fix", "sheet": "Ours", "cells": list(cells),
            "found": "", "message": "=1 was found.", "fix": "Do."}  # fmt: skip


def test_their_notes_fills_and_formulas_with_results_survive(tmp_path):
    content = their_workbook(tmp_path).read_bytes()
    done = mark_workbook(content, [theirs("A2", "C3", "B4")])
    book = reopened(done)
    assert book["Ours"]["A2"].comment.text.startswith("Ask Jo\n\n" + NOTE_HEAD)
    assert book["Ours"]["C3"].value == "=A3+B3"
    assert load_workbook(io.BytesIO(done), data_only=True)["Ours"]["C3"].value == 3
    assert book["Ours"]["A4"].comment is not None  # the merged cell B4 belongs to
    assert book["Ours"]["D2"].value == "◄ must fix: R-104"
    assert book["Secret"].sheet_state == "hidden"
    back = reopened(mark_workbook(done, []))["Ours"]
    assert (back["A2"].comment.text, back["A2"].fill.start_color.rgb) == ("Ask Jo", "FF00FF00")
    assert back["D2"].value is None


def test_what_was_found_never_becomes_a_formula(tmp_path):
    done = mark_workbook(their_workbook(tmp_path).read_bytes(), [theirs("A2")])
    cell = reopened(done)[LIST_SHEET]["E5"]
    assert (cell.data_type, cell.value) == ("s", "=1 was found.")


def test_macros_stay_in_a_workbook_with_macros(tmp_path):
    path = their_workbook(tmp_path)
    rewrite_part(path, "xl/vbaProject.bin", lambda _: b"macros")
    rewrite_part(path, "[Content_Types].xml", lambda part: part.replace(
        b"spreadsheetml.sheet.main+xml", b"x").replace(
        b"application/vnd.openxmlformats-officedocument.x",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"))  # fmt: skip
    done = mark_workbook(path.read_bytes(), [theirs("A2")])
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        assert archive.read("xl/vbaProject.bin") == b"macros"
        assert b"macroEnabled" in archive.read("[Content_Types].xml")
        assert len(set(archive.namelist())) == len(archive.namelist())


def test_what_cannot_be_marked_is_one_sentence():
    problem = Problem("R-104", Level.MUST_FIX, "Ours", ("A1",), "", "", "")
    with pytest.raises(UnreadableError, match="work from the list"):
        annotate_workbook(b"no workbook", [problem])


def test_every_one_of_many_cells_is_marked_in_a_large_workbook(tmp_path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Ours")
    for row in range(4_000):
        sheet.append([row, f"unit {row}", row * 1.5, "final", None, "a note"])
    path = tmp_path / "large.xlsx"
    book.save(path)
    named = [f"C{row}" for row in range(1, 1000, 3)]
    marked = reopened(mark_workbook(path.read_bytes(), [theirs(*named)]))["Ours"]
    notes = {cell.coordinate for (cell,) in marked.iter_rows(min_col=3, max_col=3) if cell.comment}
    assert notes == set(named)
