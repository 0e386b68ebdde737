"""A department's own spreadsheet on the desk: read by its layout, then a draft like any other."""

from dataclasses import replace

import pytest

from stocktake.errors import StocktakeError
from stocktake.intake import accept, explain, open_draft, take_in
from stocktake.model.problem import Level, Verdict
from stocktake.returns.layout.layout import Layout
from stocktake.store import Store
from tests.returns.layout.pages import to_xlsx
from tests.returns.layout.real_tables import RealTable, welsh_recycling

ROUND = "2025-12"
KEY = "wales"


@pytest.fixture(scope="module")
def table() -> RealTable:
    return welsh_recycling()


def save(store: Store, layout: Layout, key: str = KEY, department: str = "environment") -> None:
    store.write_layout(
        layout_key=key, department_key=department, title=layout.title, layout=layout.to_json(),
        saved_by="Sam",
    )  # fmt: skip


def give(store: Store, content: bytes, **options):
    options = {"layout_key": KEY, "reporting_round": ROUND, **options}
    return take_in(store, content, file_name="ENVI0017.xlsx", sent_by="Sam", **options)


def test_what_is_known_already_changes_nothing(store, table):
    save(store, table.layout)
    draft = give(store, table.content)
    assert draft.checked.verdict is Verdict.ACCEPTED
    assert draft.effect == {"new": 0, "changed": 0, "withdrawn": 0, "unchanged": 220}
    # The year this round brought is stored anew, the nine before it keep their source.
    assert len(draft.kept) == 22
    assert draft.checked.cover.template_version == "layout wales"
    assert accept(store, draft.draft_key, decided_by="Sam").receipt.observation_count == 22
    assert give(store, table.content).receipt.is_repeat


def test_a_changed_figure_is_a_question_whose_answer_becomes_the_reason(store, table):
    save(store, table.layout)
    figures = take_in_changed(store, table)
    (question,) = [p for p in figures.questions if p.code == "R-202"]
    assert question.level is Level.EXPLAIN
    assert "your words are kept as the reason" in question.fix
    with pytest.raises(StocktakeError, match="must be answered first"):
        accept(store, figures.draft_key, decided_by="Sam")
    answers = {p.problem_key: "Weighed again" for p in figures.questions}
    explain(store, figures.draft_key, answers, written_by="Sam")
    receipt = accept(store, figures.draft_key, decided_by="Sam").receipt
    with store.reader(with_headlines=False) as db:
        rows = db.rows("page.submission_changes", submission_key=receipt.submission_key)
    (changed,) = [row for row in rows if row["state"] == "changed"]
    assert changed["revision_reason"] == "Weighed again"
    assert changed["new_value"] == pytest.approx(changed["old_value"] + 0.5)


def take_in_changed(store: Store, table: RealTable):
    """Send the table with one earlier figure half a point higher."""
    (page,) = table.pages
    row, column = 6, 3
    old = page.cells[row, column]
    page.cells[row, column] = old + 0.5
    try:
        return give(store, to_xlsx(page))
    finally:
        page.cells[row, column] = old


def test_a_name_nobody_knows_must_be_matched_and_is_remembered(store, table):
    save(store, table.layout)
    (page,) = table.pages
    old = dict(page.cells)
    page.cells[6, 1], page.cells[6, 2] = None, "Somewhere on Sea"
    content = to_xlsx(page)
    page.cells.clear()
    page.cells.update(old)
    draft = give(store, content)
    assert draft.checked.verdict is Verdict.PROBLEMS
    assert [name.given for name in draft.unmatched] == ["Somewhere on Sea"]
    store.write_name_matches(
        "environment", {("unit", "Somewhere on Sea"): None}, confirmed_by="Sam"
    )
    again = open_draft(store, draft.draft_key)
    assert again.checked.verdict is Verdict.ACCEPTED
    assert again.unmatched == ()
    assert again.effect["unchanged"] == 210


def test_figures_of_another_department_are_not_taken(store, table):
    save(store, replace(table.layout, department_key="health"), "theirs", "health")
    draft = give(store, table.content, layout_key="theirs", reporting_round="2026-04")
    assert draft.checked.verdict is Verdict.PROBLEMS
    assert draft.kept is None


def test_figures_of_a_year_to_come_are_not_taken(store, table):
    save(store, table.layout)
    (page,) = table.pages
    old = page.cells[5, 12]
    page.cells[5, 12] = "2027-28"
    content = to_xlsx(page)
    page.cells[5, 12] = old
    draft = give(store, content)
    assert {p.code for p in draft.checked.must_fix} == {"R-121"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"layout_key": "gone"}, 'There is no layout "gone". Use one of: wales'),
        ({"reporting_round": "1999-01"}, 'There is no reporting round of environment "1999-01"'),
        ({"reporting_round": None}, "Name the round"),
    ],
)
def test_what_a_spreadsheet_does_not_say_must_be_said(store, table, options, said):
    save(store, table.layout)
    with pytest.raises(StocktakeError, match=said):
        give(store, table.content, **options)


def test_what_is_no_spreadsheet_is_refused_in_words(store, table):
    save(store, table.layout)
    draft = give(store, b"%PDF-1.7 not a sheet at all")
    assert draft.checked.verdict is Verdict.REFUSED
    (problem,) = draft.checked.problems
    assert problem.code.startswith("R-")
    assert "Save it as" in problem.message
