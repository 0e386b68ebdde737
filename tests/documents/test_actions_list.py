"""The list of actions, opened again with openpyxl and by LibreOffice, which computes formulas."""

import io
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from stocktake.documents.actions_list import ActionList, build_actions_list, list_of
from stocktake.documents.record import ledger_action
from stocktake.documents.text import plain_text
from tests.documents.records import HELD_ON, HOSTILE, hostile_record, ledger_row, record


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def rows(content: bytes, sheet: str = "Actions") -> list[tuple[object, ...]]:
    return list(opened(content)[sheet].iter_rows(values_only=True))


def test_agreed_actions_come_first_then_those_from_before():
    header, *told = rows(build_actions_list(list_of(record())))
    assert header[:8] == (
        "No.",
        "Action",
        "Who",
        "Current date",
        "Priority",
        "Department",
        "Status",
        "Status in words",
    )
    assert [(row[0], row[1], row[6]) for row in told] == [
        (1, "Bring the crew agreement", "Open"),
        (2, "Publish each trust's path", "Open"),
        (3, "Crew every Sunday train", "Overdue"),
        (4, "Name the authorities", "Overdue"),
        (5, "Agree when a trust may call for a divert", "Open"),
        (6, "Close a loop", "Closed"),
    ]
    assert told[1][3:6] == (datetime(2026, 6, 30), "A&E four hours", "Health")
    late = record().past_actions[0]
    assert told[2][7] == f"Overdue by 3 weeks. {late.slip_words}"
    assert told[2][8:11] == (datetime(2026, 2, 28), 2, datetime(2026, 2, 17))


def test_days_are_days_and_numbers_are_numbers():
    sheet = opened(build_actions_list(list_of(record())))["Actions"]
    assert [sheet.cell(4, column).data_type for column in (1, 2, 4, 9, 10)] == list("nsddn")
    assert sheet["D4"].number_format == "d mmm yyyy"


def test_the_sheet_is_ready_to_be_read():
    sheet = opened(build_actions_list(list_of(record())))["Actions"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:N7")
    assert sheet.column_dimensions["B"].width == 50
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["B2"].alignment.wrap_text
    assert 10 < sheet.row_dimensions[2].height < 60


def test_the_notes_name_the_edition_and_say_what_the_states_mean():
    notes = dict(rows(build_actions_list(list_of(record())), "Notes"))
    assert notes["Edition"] == "Edition 2, frozen 19 May 18:04"
    assert notes["Edition details"] == "Key 2026_05_20_a7f3c1, checksum a7f3c1d09b42"
    assert notes["Figures as known on"] == "20 May 2026, 08:30"
    assert notes["Actions listed"] == 6
    assert notes["Status: Overdue"] == "Not closed, and its date has passed."
    assert sum(str(name).startswith("Status: ") for name in notes) == 5


def test_a_list_without_an_edition_says_that_it_is_of_today():
    action = ledger_action(ledger_row(), HELD_ON)
    listed = ActionList("Every action", "Delivery unit", "today", HELD_ON, (action,))
    assert (
        dict(rows(build_actions_list(listed), "Notes"))["Edition"] == "None: figures as known today"
    )


def test_an_empty_list_is_a_header():
    content = build_actions_list(ActionList("None", "Unit", "today", HELD_ON, ()))
    assert len(rows(content)) == 1


def test_the_file_is_the_same_to_the_byte():
    first, second = (build_actions_list(list_of(record())) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-05-20T00:00:00Z" in file.read("docProps/core.xml")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_a_text(name: str):
    content = build_actions_list(list_of(hostile_record(HOSTILE[name])))
    said = plain_text(HOSTILE[name])
    sheet = opened(content)["Actions"]
    for place in ("B2", "C2", "B3", "M3", "N3"):
        assert (sheet[place].value, sheet[place].data_type) == (said, "s")
        assert sheet[place].quotePrefix == (said[:1] in "=+-@'")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        written = b"".join(file.read(part) for part in file.namelist())
    assert b"<f>" not in written
    assert b"<script" not in written


def test_a_text_longer_than_a_cell_is_cut():
    content = build_actions_list(list_of(hostile_record("x" * 40_000)))
    assert len(str(opened(content)["Actions"]["B2"].value)) == 32_000


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_finds_no_formula_in_it(tmp_path: Path):
    texts = " ".join(HOSTILE[name] for name in ("formula", "quotes"))
    (tmp_path / "list.xlsx").write_bytes(build_actions_list(list_of(hostile_record(texts))))
    # Flat XML names a formula where it keeps one, whatever it was called in the file.
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "fods",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "list.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    flat = (tmp_path / "list.fods").read_text(encoding="utf-8")
    assert "table:formula" not in flat
    assert "=cmd|" in flat
    assert 'office:value-type="date"' in flat
