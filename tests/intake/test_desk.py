"""The desk: who sent what, what was asked and answered, and who came first.

Transport's workbook holds a tenth of the figures of health's, and the desk is the same to both:
health's goes the whole way in test_round_trip.py.
"""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from openpyxl import load_workbook

from stocktake.errors import StocktakeError
from stocktake.intake import accept, explain, open_draft, submit_file, take_in, template_file
from stocktake.model.problem import Level, Verdict
from stocktake.settings import PROJECT
from stocktake.store import Store
from tests.intake.filled import (
    BEFORE,
    CANCELLED,
    RAIL,
    RAIL_ASKED,
    RAIL_ROUND,
    changed,
    column_of,
    row_of,
)

UNIT = "operator_scotrail"


@pytest.fixture(scope="module")
def asked_cell(rail: bytes) -> str:
    """A numerator of the asked quarter, whose jump is a question."""
    letters = column_of(rail, CANCELLED, f"numerator|{RAIL_ASKED}")
    return f"{CANCELLED}!{letters}{row_of(rail, CANCELLED, UNIT)}"


@pytest.fixture(scope="module")
def doubtful(rail: bytes, asked_cell: str) -> bytes:
    """The workbook with four times as many trains cancelled by one operator."""
    return changed(rail, {asked_cell: 18_468})


def give(store: Store, content: bytes, who: str = "Sam", name: str = "april.xlsx"):
    return take_in(store, content, file_name=name, sent_by=who)


def known(store: Store, unit: str = UNIT, end: str = RAIL_ASKED) -> float | None:
    with store.reader(with_headlines=False) as db:
        rows = db.rows("core.known_observations", indicator_key="rail_cancelled", unit_key=unit)
    return next((row["numerator"] for row in rows if str(row["period_end"]) == end), None)


def test_a_question_waits_for_its_answer_and_keeps_it_when_the_file_is_sent_again(store, doubtful):
    draft = give(store, doubtful)
    (question,) = draft.questions
    assert (draft.checked.verdict, question.code) == (Verdict.ACCEPTED, "R-301")
    with pytest.raises(StocktakeError, match="1 question must be answered first"):
        accept(store, draft.draft_key, decided_by="Sam")
    explain(store, draft.draft_key, {question.problem_key: " A strike. "}, written_by="Sam")
    again = give(store, doubtful, name="april, once more.xlsx")
    assert again.draft_key != draft.draft_key
    assert again.explanations == {question.problem_key: "A strike."}
    assert again.is_ready
    assert accept(store, again.draft_key, decided_by="Sam").receipt.observation_count == 46


def test_an_answer_taken_back_asks_anew(store, doubtful):
    draft = give(store, doubtful)
    key = draft.questions[0].problem_key
    explain(store, draft.draft_key, {key: "A strike."}, written_by="Sam")
    explain(store, draft.draft_key, {key: "  "}, written_by="Sam")
    assert not open_draft(store, draft.draft_key).is_ready


def test_nobody_to_ask_means_not_accepted_unless_that_is_said(store, doubtful, tmp_path):
    path = tmp_path / "april.xlsx"
    path.write_bytes(doubtful)
    assert submit_file(store, path, submitted_by="Sam").receipt is None
    outcome = submit_file(store, path, submitted_by="Sam", must_explain=False)
    assert outcome.receipt is not None


def test_the_same_file_waiting_is_the_same_draft(store, doubtful):
    first = give(store, doubtful)
    again = give(store, doubtful)
    assert again.draft_key == first.draft_key
    assert give(store, doubtful, who="Kim").draft_key != first.draft_key


def test_a_file_in_use_gives_its_receipt_and_nothing_is_kept(store, rail):
    receipt = accept(store, give(store, rail).draft_key, decided_by="Sam").receipt
    version = store.desk_version()
    again = give(store, rail, who="Kim")
    assert again.draft_key is None
    assert (again.receipt.submission_key, again.receipt.is_repeat) == (receipt.submission_key, True)
    assert store.desk_version() == version


def test_an_earlier_file_after_a_newer_one_is_news(store, rail, asked_cell):
    accept(store, give(store, rail).draft_key, decided_by="Sam")
    first = known(store)
    newer = changed(rail, {asked_cell: first + 40, _reason_cell(rail): "Late records"})
    accept(store, give(store, newer).draft_key, decided_by="Sam")
    assert known(store) == first + 40
    back = give(store, changed(rail, {_reason_cell(rail): "The first count was right"}))
    assert back.receipt is None
    assert back.effect["changed"] == 1
    assert give(store, rail).receipt is None


def _reason_cell(rail: bytes) -> str:
    letters = column_of(rail, CANCELLED, "revision_reason")
    return f"{CANCELLED}!{letters}{row_of(rail, CANCELLED, UNIT)}"


def test_of_two_senders_the_second_sees_what_the_first_changed(store, rail, asked_cell):
    theirs = give(store, rail, who="Kim", name="kim.xlsx")
    mine = give(store, changed(rail, {asked_cell: 4_700, _reason_cell(rail): "Counted again"}))
    assert mine.effect["new"] == theirs.effect["new"] == 46
    accept(store, theirs.draft_key, decided_by="Kim")
    with pytest.raises(StocktakeError, match="now changes something else than you saw"):
        accept(store, mine.draft_key, decided_by="Sam", seen=mine.effect)
    now = open_draft(store, mine.draft_key)
    assert (now.effect["new"], now.effect["changed"]) == (0, 1)
    (row,) = now.review[now.review["state"] == "changed"].to_dict("records")
    assert (row["unit_key"], row["new_numerator"]) == (UNIT, 4_700)
    accepted = accept(store, mine.draft_key, decided_by="Sam", seen=now.effect)
    with store.reader(with_headlines=False) as db:
        rows = db.rows("page.submissions", department_key=RAIL, reporting_round=RAIL_ROUND)
    assert {row["submitted_by"] for row in rows} == {"Kim", "Sam"}
    assert accepted.receipt is not None
    assert known(store) == 4_700


def test_two_accepting_at_one_moment_lose_nothing(store, rail, asked_cell):
    drafts = [
        give(store, rail, who="Kim", name="kim.xlsx"),
        give(store, changed(rail, {asked_cell: 4_700, _reason_cell(rail): "Counted again"})),
    ]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda d: accept(store, d.draft_key, decided_by=d.sent_by), drafts))
    assert all(draft.receipt and not draft.receipt.is_repeat for draft in done)
    with store.reader(with_headlines=False) as db:
        rows = db.rows("page.submissions", department_key=RAIL, reporting_round=RAIL_ROUND)
    assert len(rows) == 2
    # Whoever came second was held against the first: only one figure differs between them.
    counts = sorted((row["new_count"], row["changed_count"]) for row in rows)
    assert counts == [(0, 1), (46, 0)]


def test_accepting_twice_gives_one_receipt(store, rail):
    key = give(store, rail).draft_key
    first = accept(store, key, decided_by="Sam").receipt
    again = accept(store, key, decided_by="Sam").receipt
    assert again.submission_key == first.submission_key
    assert again.is_repeat
    assert open_draft(store, key).effect["new"] == 46


def test_a_signed_exception_excuses_its_check_until_it_ends(store, doubtful):
    with store.reader(with_headlines=False) as db:
        today = db.rows("core.known_moment")[0]["today_on"]
    store.write_waiver(
        code="R-301", department_key=RAIL, indicator_key=None, unit_key=UNIT,
        reason="A long strike", signed_by="Chair", signed_on=today, expires_on=today,
    )  # fmt: skip
    draft = give(store, doubtful)
    assert draft.questions == ()
    assert [p.code for p in draft.checked.waived] == ["R-301"]
    with store.reader(with_headlines=False) as db:
        rows = db.rows("page.draft_problems", draft_key=draft.draft_key, is_waived=True)
    assert [row["code"] for row in rows] == ["R-301"]
    assert draft.is_ready


def test_what_is_no_workbook_is_kept_with_its_refusal(store):
    draft = give(store, b"unit,figure\n" * 20, name="figures.xlsx")
    assert draft.checked.verdict is Verdict.REFUSED
    with store.reader(with_headlines=False) as db:
        (row,) = db.rows("page.drafts", draft_key=draft.draft_key)
    assert (row["department_key"], row["verdict"]) == (None, "refused")
    assert store.read_draft_file(draft.draft_key) == ("figures.xlsx", b"unit,figure\n" * 20)
    with pytest.raises(StocktakeError, match="must be fixed first"):
        accept(store, draft.draft_key, decided_by="Sam")


def test_a_draft_nobody_knows_is_a_sentence(store):
    with pytest.raises(StocktakeError, match="There is no such draft on the desk"):
        open_draft(store, "00000000-0000-0000-0000-000000000000")


def test_the_answers_beside_the_figures_are_known_the_next_time(store, rail):
    """An action that is done is asked about no more, and its workbook may still be sent again."""
    done = changed(rail, {"Actions!F6": "done", "Actions!H6": "2026-05-12"})
    accept(store, give(store, done).draft_key, decided_by="Sam")
    with store.reader(with_headlines=False) as db:
        texts = db.rows("core.known_commentaries", department_key=RAIL, reporting_round=RAIL_ROUND)
    assert len(texts) == 4
    _, content = template_file(store, RAIL, RAIL_ROUND)
    keys = [str(cell.value) for cell in _sheet(content, "Actions")["A"]]
    assert "scotrail_sunday_crews" not in keys
    assert "cancel_same_day" in keys
    again = give(store, changed(done, {"Commentary!D6": "A word more."}))
    assert [p.code for p in again.checked.problems if p.level is not Level.INFORMATION] == []


def _sheet(content: bytes, name: str):
    return load_workbook(io.BytesIO(content))[name]


@pytest.mark.parametrize(
    ("department", "name", "said"),
    [("tourism", RAIL_ROUND, "education, environment, health"), ("health", "1999-01", "2026-04")],
)
def test_a_template_for_nobody_says_who_there_is(store, department, name, said):
    with pytest.raises(StocktakeError, match=said):
        template_file(store, department, name)


def test_figures_before_are_those_of_the_workbooks_own_department(store):
    """A return of one department is held against its own figures only, and against all of them."""
    path = PROJECT / "data" / "returns" / "transport" / "transport-2025-12.xlsx"
    draft = take_in(store, path, file_name=path.name, sent_by="Sam")
    assert draft.receipt is not None
    assert set(draft.review["state"]) == {"unchanged"}
    assert BEFORE not in {str(end) for end in draft.review["period_end"]}
