"""A figure on the screen leads to a file, a sheet and a cell, and the number stands there."""

import io
import random

import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from python_calamine import CalamineWorkbook

from stocktake.settings import PROJECT

SAMPLE = 200


@pytest.fixture(scope="module")
def cell_of(demo):
    """Give a function that reads one cell of a kept workbook; each is opened once.

    Not with openpyxl, which wrote and read them: what stands there is another's word.
    """
    sheets = {}

    def read(submission_key, file_name, sheet, address):
        if submission_key not in sheets:
            name, content = demo.read_file(str(submission_key))
            assert name == file_name
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            sheets[submission_key] = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
        row, column = coordinate_to_tuple(address)
        return sheets[submission_key][sheet][row - 1][column - 1]

    return read


def assert_found(row, cell_of, before=""):
    places = [
        (row[f"{before}{part}_cell"], row[f"{before}{part}"])
        for part in ("numerator", "denominator")
        if row.get(f"{before}{part}_cell")
    ]
    where = (row["submission_key"], row["file_name"], row["sheet"])
    for address, expected in places:
        assert cell_of(*where, address) == expected
    if row["value"] is None:
        assert cell_of(*where, row["value_cell"]) in ("[x]", "[z]", "[low]", "[c]", "[n]")
    elif len(places) == 2:
        assert row["value"] == pytest.approx(100 * row["numerator"] / row["denominator"])
    else:
        assert cell_of(*where, row["value_cell"]) == pytest.approx(row["value"])


def test_two_hundred_figures_across_all_returns_stand_in_their_cells(demo, cell_of):
    with demo.reader(with_headlines=False) as db:
        rows = db.rows("core.sourced_observations")
    by_file = {}
    for row in rows:
        by_file.setdefault(row["file_name"], []).append(row)
    assert len(by_file) == 36
    chance = random.Random(20260331)
    each = [row for file in sorted(by_file) for row in chance.sample(by_file[file], 5)]
    sample = each + chance.sample(rows, SAMPLE - len(each))
    assert len(sample) == SAMPLE
    for row in sample:
        assert_found(row, cell_of)


def test_the_latest_point_of_every_priority_leads_to_its_cells(demo, cell_of):
    with demo.reader() as db:
        wall = db.rows("page.wall")
        assert len(wall) == 14
        for priority in wall:
            rows = db.rows(
                "page.point_sources",
                priority_key=priority["priority_key"],
                headline_period_end=priority["period_end"],
            )
            assert rows, priority["priority_key"]
            for row in rows[:40]:
                assert_found(row, cell_of)


def test_the_cells_behind_the_four_hour_figure_add_up_to_it(demo, cell_of):
    with demo.reader() as db:
        (wall,) = db.rows("page.wall", priority_key="ae_four_hour")
        rows = db.rows(
            "page.point_sources",
            priority_key="ae_four_hour",
            headline_period_end=wall["period_end"],
            indicator_key="ae_four_hour",
        )
    sums = [
        sum(
            cell_of(row["submission_key"], row["file_name"], row["sheet"], row[f"{part}_cell"])
            for row in rows
            if row["value"] is not None
        )
        for part in ("numerator", "denominator")
    ]
    assert wall["value"] == pytest.approx(100 * sums[0] / sums[1])


def test_a_revised_figure_names_what_it_replaced_and_why(demo):
    with demo.reader() as db:
        rows = db.rows("page.point_sources", priority_key="ae_four_hour", unit_key="nhs_rbt")
    (row,) = [row for row in rows if row["replaced_value"] is not None]
    assert (row["file_name"], row["replaced_file_name"]) == (
        "health-2025-09.xlsx",
        "health-2025-04.xlsx",
    )
    assert (row["denominator"], row["replaced_denominator"]) == (9954, 9404)
    assert row["received_at"] > row["replaced_received_at"]
    assert row["revision_reason"]


def test_the_kept_workbook_is_the_one_that_was_sent(demo):
    with demo.reader(with_headlines=False) as db:
        rows = db.rows("core.known_submissions")
    committed = {path.name: path for path in (PROJECT / "data" / "returns").glob("*/*.xlsx")}
    assert len(rows) == len(committed) == 36
    for row in rows:
        name, content = demo.read_file(str(row["submission_key"]))
        assert content == committed[name].read_bytes()
