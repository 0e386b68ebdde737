"""From the template to the wall and back, without a browser.

Health's workbook goes the whole way, and through LibreOffice; what else a return has to keep is
asked of transport's, which has a tenth of its figures.
"""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from stocktake.errors import StocktakeError
from stocktake.intake import (
    accept,
    annotated_workbook,
    explain,
    open_draft,
    receipt_text,
    rehearse,
    take_in,
    template_file,
)
from stocktake.model.problem import Verdict
from stocktake.store import Store, open_store
from tests.intake.filled import (
    ASKED,
    CANCELLED,
    DEPARTMENT,
    FOUR_HOURS,
    RAIL_ASKED,
    ROUND,
    TWELVE_HOURS,
    changed,
    column_of,
    row_of,
)

PRIORITY, UNIT = "ae_four_hour", "nhs_rax"
TRAINS, OPERATOR = "scotrail_punctuality", "operator_scotrail"
LIBREOFFICE = shutil.which("soffice")


def wall_row(store: Store, priority: str) -> dict[str, object]:
    with store.reader() as db:
        return db.rows("page.wall", priority_key=priority)[0]


def headline(store: Store, priority: str) -> tuple[object, object]:
    row = wall_row(store, priority)
    return row["period_end"], row["value"]


@pytest.fixture(scope="module")
def cells(filled: bytes) -> tuple[str, str]:
    """Where a clerk makes two mistakes: a word for a number, and more seen than came."""
    above = column_of(filled, FOUR_HOURS, f"numerator|{ASKED}")
    value = column_of(filled, TWELVE_HOURS, f"value|{ASKED}")
    return (
        f"{above}{row_of(filled, FOUR_HOURS, UNIT)}",
        f"{value}{row_of(filled, TWELVE_HOURS, UNIT)}",
    )


def test_a_return_goes_out_comes_back_and_answers_back(store, filled, cells):
    before = headline(store, PRIORITY)
    too_many, word = cells
    mistaken = changed(
        filled, {f"{FOUR_HOURS}!{too_many}": 999_999, f"{TWELVE_HOURS}!{word}": "about 300"}
    )
    draft = take_in(store, mistaken, file_name="april.xlsx", sent_by="Sam")
    assert draft.checked.verdict is Verdict.PROBLEMS
    found = {(p.sheet, cell) for p in draft.checked.must_fix for cell in p.cells}
    assert {(FOUR_HOURS, too_many), (TWELVE_HOURS, word)} <= found
    assert {p.code for p in draft.checked.must_fix} == {"R-104", "R-131"}
    with pytest.raises(StocktakeError, match="2 things must be fixed first"):
        accept(store, draft.draft_key, decided_by="Sam")

    marked = load_workbook(io.BytesIO(annotated_workbook(draft)))
    for sheet, cell in ((FOUR_HOURS, too_many), (TWELVE_HOURS, word)):
        assert marked[sheet][cell].comment is not None
        assert marked[sheet][cell].fill.fill_type == "solid"

    fixed = take_in(store, filled, file_name="april.xlsx", sent_by="Sam")
    assert fixed.progress.sentence == "2 of 2 fixed, 0 new"
    assert fixed.effect == {"new": 892, "changed": 0, "withdrawn": 0, "unchanged": 15_731}
    assert fixed.is_ready

    accepted = accept(store, fixed.draft_key, decided_by="Sam", seen=fixed.effect)
    receipt = accepted.receipt
    assert receipt.observation_count == 892
    text = receipt_text(receipt, accepted.checked.cover, accepted.effect)
    for said in (receipt.submission_key, receipt.file_hash, "Sam Signer", "892", "2026-05-21"):
        assert said in text
    after = headline(store, PRIORITY)
    assert str(after[0]) == ASKED
    assert after != before
    with store.reader() as db:
        points = db.rows("page.point_sources", priority_key=PRIORITY, headline_period_end=after[0])
        (board,) = db.rows("page.board", department_key=DEPARTMENT, reporting_round=ROUND)
        mistaken_rows = db.rows("page.drafts", draft_key=draft.draft_key)
    (point,) = [row for row in points if row["unit_key"] == UNIT]
    assert (point["file_name"], point["sheet"]) == ("april.xlsx", FOUR_HOURS)
    assert point["numerator_cell"] == too_many
    assert board["state"] == "accepted"
    assert [row["outcome"] for row in mistaken_rows] == ["set_aside"]

    store.write_withdrawal(
        receipt.submission_key, is_withdrawn=True, decided_by="Unit", reason="sent too early"
    )
    assert headline(store, PRIORITY) == before


@pytest.fixture(scope="module")
def rail_cell(rail: bytes) -> str:
    """How many trains of one operator were cancelled."""
    letters = column_of(rail, CANCELLED, f"numerator|{RAIL_ASKED}")
    return f"{letters}{row_of(rail, CANCELLED, OPERATOR)}"


def test_the_review_shows_exactly_the_changed_figures(store, rail, rail_cell):
    accept_ready(store, rail)
    cell = f"{CANCELLED}!{rail_cell}"
    sent = load_workbook(io.BytesIO(rail))[CANCELLED][rail_cell].value
    reasons = column_of(rail, CANCELLED, "revision_reason")
    row = row_of(rail, CANCELLED, OPERATOR)
    again = changed(rail, {cell: sent - 100, f"{CANCELLED}!{reasons}{row}": "Late records"})
    draft = take_in(store, again, file_name="april.xlsx", sent_by="Sam")
    review = draft.review[draft.review["state"] != "unchanged"]
    (only,) = review.to_dict("records")
    assert (only["state"], only["unit_key"], only["reason"]) == (
        "changed",
        OPERATOR,
        "Late records",
    )
    assert (only["old_numerator"], only["new_numerator"]) == (sent, sent - 100)
    # Sent again for its own round a return is stored whole; only older rounds stay where they are.
    assert len(draft.kept) == 46


def accept_ready(store: Store, content: bytes, **options: str):
    draft = take_in(store, content, file_name="april.xlsx", sent_by="Sam", **options)
    return accept(store, draft.draft_key, decided_by="Sam")


def test_what_stood_before_keeps_its_source_when_a_workbook_repeats_it(store, rail):
    with store.reader() as db:
        before = db.view("core.known_observations", indicator_key="rail_cancelled")
    receipt = accept_ready(store, rail).receipt
    with store.reader() as db:
        after = db.view("core.known_observations", indicator_key="rail_cancelled")
    earlier = after[after["submission_key"] != receipt.submission_key]
    keys = ["unit_key", "period_end"]
    assert earlier.sort_values(keys)["submission_key"].tolist() == (
        before.sort_values(keys)["submission_key"].tolist()
    )


def test_a_draft_outlives_a_restart(demo_database, rail, rail_cell):
    mistaken = changed(rail, {f"{CANCELLED}!{rail_cell}": 999_999})
    first = open_store(demo_database)
    key = take_in(first, mistaken, file_name="april.xlsx", sent_by="Sam").draft_key
    first.close()
    second = open_store(demo_database)
    draft = open_draft(second, key)
    second.close()
    assert draft.checked.content == mistaken
    assert [p.cells for p in draft.checked.must_fix] == [(rail_cell, rail_cell.replace("Z", "AX"))]
    assert draft.sent_by == "Sam"


def test_the_room_is_shown_as_it_would_be_and_nothing_is_left_behind(store, rail):
    draft = take_in(store, rail, file_name="april.xlsx", sent_by="Sam")
    before, versions = headline(store, TRAINS), (store.data_version(), store.desk_version())
    counts = row_counts(store)
    with rehearse(store, draft) as db:
        row = db.rows("page.wall", priority_key=TRAINS)[0]
        series = db.view("page.priority_series", priority_key=TRAINS)
        others = len(db.rows("page.wall"))
    assert str(row["period_end"]) == RAIL_ASKED
    assert str(series["period_end"].max()) == RAIL_ASKED
    assert headline(store, TRAINS) == before
    assert row_counts(store) == counts
    assert (store.data_version(), store.desk_version()) == versions
    with store.reader() as db:
        assert len(db.rows("page.wall")) == others
    accepted = accept(store, draft.draft_key, decided_by="Sam")
    assert accepted.receipt is not None
    # What was rehearsed is what came.
    after = wall_row(store, TRAINS)
    assert {name: row[name] for name in ("value", "plan", "gap", "position")} == {
        name: after[name] for name in ("value", "plan", "gap", "position")
    }


def row_counts(store: Store) -> dict[str, int]:
    """Count every table's rows, on a connection of the test's own to the same database."""
    with store._cursor() as cursor:
        tables = cursor.execute(
            "select table_name from duckdb_tables() where schema_name = 'tables'"
        ).fetchall()
        return {
            name: cursor.execute(f"select count(*) from tables.{name}").fetchone()[0]
            for (name,) in tables
        }


def test_a_rehearsal_that_fails_leaves_nothing_behind_either(store, rail):
    draft = take_in(store, rail, file_name="april.xlsx", sent_by="Sam")
    headline(store, TRAINS)  # fills the headlines that stand
    counts = row_counts(store)
    with pytest.raises(RuntimeError), rehearse(store, draft):
        raise RuntimeError
    assert row_counts(store) == counts
    assert accept(store, draft.draft_key, decided_by="Sam").receipt is not None


def test_what_cannot_be_read_yet_cannot_be_rehearsed(store, rail_template):
    draft = take_in(store, rail_template, file_name="april.xlsx", sent_by="Sam")
    with (
        pytest.raises(StocktakeError, match="no figures that could be shown"),
        rehearse(store, draft),
    ):
        pass


def test_a_template_as_it_went_out_is_no_return_yet(store, rail_template):
    draft = take_in(store, rail_template, file_name="april.xlsx", sent_by="Sam")
    assert draft.checked.verdict is Verdict.PROBLEMS
    assert {p.code for p in draft.checked.must_fix} == {"R-075"}


def test_the_template_of_a_round_that_is_in_asks_for_its_figures_again(store):
    _, content = template_file(store, "transport", "2025-12")
    sheet = load_workbook(io.BytesIO(content))["Figures 1"]
    keys = [str(cell.value) for cell in sheet[7]]
    assert "value|2025-09-30" in keys
    place = keys.index("value|2025-09-30")
    assert sheet.cell(8, place + 1).value is not None
    assert not sheet.cell(8, place + 1).protection.locked


@pytest.mark.skipif(not LIBREOFFICE, reason="no LibreOffice on this machine")
def test_the_workbook_saved_by_libreoffice_is_accepted_the_same(store, filled, tmp_path):
    here = take_in(store, filled, file_name="april.xlsx", sent_by="Sam")
    (tmp_path / "april.xlsx").write_bytes(filled)
    saved = tmp_path / "saved"
    subprocess.run(
        [LIBREOFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", saved,
         tmp_path / "april.xlsx"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    draft = take_in(
        store, Path(saved / "april.xlsx").read_bytes(), file_name="april.xlsx", sent_by="Sam"
    )
    assert draft.checked.must_fix == ()
    assert draft.effect == here.effect
    columns = ["indicator_key", "unit_key", "period_end", "value", "numerator", "denominator"]
    assert draft.kept[columns].equals(here.kept[columns])
    if draft.open_questions:
        explain(
            store, draft.draft_key, {p.problem_key: "As it is" for p in draft.open_questions},
            written_by="Sam",
        )  # fmt: skip
    assert accept(store, draft.draft_key, decided_by="Sam").receipt is not None
