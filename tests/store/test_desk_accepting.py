"""Accepting a draft: one transaction, one receipt, and never over what came in meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from stocktake import clock
from stocktake.errors import StoreError
from stocktake.store.writing import OvertakenError
from tests.store.drafts import accept, answers, only, problem, put_on_desk, read
from tests.store.small import FACTS, FEBRUARY, JANUARY, figures, known, make_store, send

START = datetime(2026, 4, 1, 9, 0)
TABLES = (
    "files", "submissions", "observations", "submission_effects", "draft_outcomes", "commentaries",
    "action_updates", "policy_step_updates", "self_ratings", "changes",
)  # fmt: skip


def on_day(number: int) -> datetime:
    return START + timedelta(days=number)


def counts(store) -> dict[str, int]:
    with store._cursor() as cursor:
        return {
            table: cursor.execute(f"select count(*) from tables.{table}").fetchone()[0]
            for table in TABLES
        }


def spoilt(frame, **columns):
    return frame.assign(**columns)


def test_what_was_accepted_is_there_with_all_that_belongs_to_it(store):
    key = put_on_desk(store, [problem()], on_day(0))
    receipt = accept(store, key, received_at=on_day(1), decided_by="Bo")
    assert (receipt.file_name, receipt.observation_count) == ("return.xlsx", 1)
    assert (receipt.received_at, receipt.is_repeat) == (on_day(1), False)
    assert known(store) == {("nation", JANUARY): 5.0}
    assert known(store, on_day(0)) == {}
    draft = only(read(store, "page.drafts"))
    assert (draft["outcome"], draft["outcome_at"], draft["decided_by"]) == (
        "accepted", on_day(1), "Bo",
    )  # fmt: skip
    sent = only(read(store, "page.submissions", submission_key=receipt.submission_key))
    assert (sent["new_count"], sent["changed_count"], sent["unchanged_count"]) == (1, 0, 0)
    assert (sent["draft_key"], sent["problem_count"]) == (key, 1)
    assert sent["submission_key"] == draft["submission_key"] == receipt.submission_key
    assert sent["file_hash"] == receipt.file_hash
    assert store.check_counters() == []


def test_the_answers_beside_the_figures_are_kept_as_they_came(store):
    accept(store, put_on_desk(store))
    assert only(read(store, "core.known_commentaries"))["text"] == "All's well; drop table"
    action = only(read(store, "core.known_action_updates"))
    assert (action["status"], action["note"]) == (None, "=1+1")
    assert (action["due_on"], action["done_on"]) == (None, date(2026, 4, 1))
    first, second = sorted(
        read(store, "core.known_policy_step_updates"), key=lambda row: row["policy_step_key"]
    )
    assert (first["forecast_on"], first["done_on"], first["note"]) == (
        date(2026, 6, 30), None, None,
    )  # fmt: skip
    assert (second["forecast_on"], second["status"], second["note"]) == (None, None, "x")
    rating = only(read(store, "core.known_self_ratings", priority_key="waits"))
    assert (rating["rating"], rating["reason"], rating["row_number"]) == ("red", None, 6)
    assert (rating["department_key"], rating["is_newest"]) == ("d", True)


def test_a_return_that_skips_the_desk_has_its_answers_and_effect_too(store):
    receipt = send(
        store, [("nation", JANUARY, 1.0)],
        answers=answers(), effect={"new": 1, "changed": 0, "withdrawn": 0, "unchanged": 0},
    )  # fmt: skip
    assert len(read(store, "core.known_policy_step_updates")) == 2
    sent = only(read(store, "page.submissions"))
    assert (sent["new_count"], sent["draft_key"], sent["problem_count"]) == (1, None, None)
    store.write_withdrawal(
        receipt.submission_key, is_withdrawn=True, decided_by="Bo", reason="wrong"
    )
    assert read(store, "core.known_self_ratings") == []
    assert store.check_counters() == []


@pytest.mark.parametrize(
    "given",
    [
        {"observations": spoilt(figures([("nation", JANUARY, 1.0)]), sheet=None)},
        {"observations": spoilt(figures([("nation", JANUARY, 1.0)]), colour="red")},
        {"observations": figures([("nation", JANUARY, 1.0)]).drop(columns="status")},
        {"answers": answers() | {"self_ratings": spoilt(answers()["self_ratings"], rating=None)}},
        {"answers": {"self_ratings": answers()["self_ratings"].drop(columns="rating")}},
        {"answers": {"no_such_table": answers()["self_ratings"]}},
        {"effect": {"new": "many"}},
        {"decided_by": 1 / 3, "facts": replace(FACTS, signed_off_on="soon")},
    ],
    ids=["null", "surplus", "missing", "answer", "answer column", "table", "effect", "facts"],
)
def test_an_acceptance_that_fails_leaves_nothing_and_the_draft_open(store, given):
    key = put_on_desk(store)
    before = counts(store)
    with pytest.raises((StoreError, KeyError, ValueError)):
        accept(store, key, **given)
    assert counts(store) == before
    assert only(read(store, "page.drafts"))["outcome"] == "open"
    assert known(store) == {}
    assert not accept(store, key).is_repeat


def test_accepting_the_same_draft_again_gives_the_first_receipt(store):
    key = put_on_desk(store)
    first = accept(store, key, received_at=on_day(0))
    before = counts(store)
    again = accept(store, key, [("nation", JANUARY, 99.0)], on_day(5), checked_at_version=0)
    assert again == replace(first, is_repeat=True)
    assert counts(store) == before
    assert known(store) == {("nation", JANUARY): 5.0}


def test_bytes_already_in_use_give_the_first_receipt_and_close_their_draft(store):
    first = accept(store, put_on_desk(store))
    second = put_on_desk(store)
    version = store.data_version()
    again = accept(store, second, checked_at_version=0)
    assert (again.is_repeat, again.submission_key) == (True, first.submission_key)
    outcomes = [row["outcome"] for row in read(store, "page.drafts")]
    assert outcomes == ["accepted", "accepted"]
    assert store.data_version() == version
    assert len(read(store, "page.submissions")) == 1
    assert store.check_counters() == []


def test_bytes_that_were_withdrawn_are_accepted_anew(store):
    first = accept(store, put_on_desk(store))
    store.write_withdrawal(first.submission_key, is_withdrawn=True, decided_by="Bo", reason="oh")
    assert known(store) == {}
    second = accept(store, put_on_desk(store))
    assert (second.is_repeat, known(store)) == (False, {("nation", JANUARY): 5.0})


def test_one_file_read_for_two_departments_or_rounds_is_two_returns(store):
    keys = [put_on_desk(store) for _ in range(4)]
    cover = [
        FACTS,
        replace(FACTS, department_key="e"),
        replace(FACTS, reporting_round="2026-04"),
        replace(FACTS, template_version="layout other"),
    ]
    receipts = [accept(store, key, facts=facts) for key, facts in zip(keys, cover, strict=True)]
    assert len({receipt.submission_key for receipt in receipts}) == 4
    assert not any(receipt.is_repeat for receipt in receipts)


def test_a_draft_set_aside_or_unknown_is_not_accepted(store):
    key = put_on_desk(store)
    store.set_draft_aside(key, decided_by="Kim")
    with pytest.raises(StoreError, match="has been set aside"):
        accept(store, key)
    with pytest.raises(StoreError, match="no such draft"):
        accept(store, "not a key")
    assert known(store) == {}


def test_a_draft_checked_before_another_return_came_in_is_not_accepted_unseen(store):
    key = put_on_desk(store)
    version = store.data_version()
    put_on_desk(store, content=b"another draft overtakes nobody")
    send(store, [("nation", JANUARY, 1.0)])
    with pytest.raises(OvertakenError):
        accept(store, key, [("nation", JANUARY, 2.0)], checked_at_version=version)
    assert known(store) == {("nation", JANUARY): 1.0}
    assert only(read(store, "page.drafts", draft_key=key))["outcome"] == "open"
    accept(store, key, [("nation", JANUARY, 2.0)])
    assert known(store) == {("nation", JANUARY): 2.0}


@pytest.mark.parametrize("attempt", range(3))
def test_two_who_accept_at_once_for_one_department_lose_nothing(store, attempt):
    sent = {
        put_on_desk(store, content=b"first"): [("nation", JANUARY, 1.0)],
        put_on_desk(store, content=b"second"): [("nation", FEBRUARY, 2.0)],
    }
    start = threading.Barrier(2)
    version = store.data_version()

    def work(key: str) -> bool:
        start.wait()
        try:
            accept(store, key, sent[key], checked_at_version=version)
        except OvertakenError:
            # Told so, the second looks at what the first changed, and sends again.
            assert len(known(store)) == 1
            accept(store, key, sent[key])
            return True
        return False

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(work, sent))
    assert sorted(told) == [False, True]
    assert known(store) == {("nation", JANUARY): 1.0, ("nation", FEBRUARY): 2.0}
    assert store.check_counters() == []


def test_many_who_accept_one_draft_at_once_keep_it_once(store):
    key = put_on_desk(store)
    start = threading.Barrier(4)

    def work(_: int) -> tuple[str, bool]:
        start.wait()
        receipt = accept(store, key)
        return receipt.submission_key, receipt.is_repeat

    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(work, range(4)))
    assert len({submission for submission, _ in receipts}) == 1
    assert sorted(is_repeat for _, is_repeat in receipts) == [False, True, True, True]
    assert len(known(store)) == 1


def test_a_withdrawal_and_its_undoing_show_in_the_history(store):
    receipt = accept(store, put_on_desk(store), received_at=on_day(0))
    clock.hold(on_day(1))
    for is_withdrawn, reason in ((True, "Wrong file"), (False, "It was right")):
        store.write_withdrawal(
            receipt.submission_key, is_withdrawn=is_withdrawn, decided_by="Bo", reason=reason
        )
        sent = only(read(store, "page.submissions"))
        told = (sent["is_withdrawn"], sent["withdrawn_by"], sent["withdrawal_reason"])
        assert told == ((True, "Bo", "Wrong file") if is_withdrawn else (False, None, None))
        (change,) = read(store, "page.submission_changes", submission_key=receipt.submission_key)
        assert change["is_in_use"] is not is_withdrawn
    assert known(store) == {("nation", JANUARY): 5.0}


def test_the_board_follows_a_return_from_the_desk_into_use(tmp_path):
    store = make_store(
        tmp_path / "board.duckdb",
        {
            "reporting_rounds": [
                {"reporting_round": "2026-03", "department_key": "d", "due_on": "2026-05-18"}
            ]
        },
    )
    clock.hold(datetime(2026, 5, 19, 9))

    def state() -> tuple[str, int, bool]:
        row = only(read(store, "page.board"))
        return row["state"], row["days_late"], row["has_accepted"]

    assert state() == ("not_sent", 2, False)
    put_on_desk(store, [problem()], verdict="problems", content=b"first")
    assert state() == ("needs_fixing", 2, False)
    key = put_on_desk(store, [problem()], content=b"second")
    assert state() == ("waiting_for_explanation", 2, False)
    store.write_explanations(key, {"p1": "A ward was closed"}, written_by="Kim")
    assert state() == ("ready_to_accept", 2, False)
    receipt = accept(store, key)
    assert state() == ("accepted", 1, True)
    third = put_on_desk(store, content=b"third")
    assert state() == ("ready_to_accept", 1, True)
    store.set_draft_aside(third, decided_by="Kim")
    assert state() == ("accepted", 1, True)
    store.write_withdrawal(receipt.submission_key, is_withdrawn=True, decided_by="Bo", reason="x")
    assert state() == ("not_sent", 2, False)
    store.close()


def test_a_question_about_a_department_or_submission_names_its_indicators(tmp_path):
    keys = ("waits", "beds", "phonics")
    store = make_store(
        tmp_path / "scopes.duckdb",
        {
            "indicators": [
                {"indicator_key": key, "department_key": "e" if key == "phonics" else "d"}
                for key in keys
            ],
            "submissions": [],
            "files": [],
        },
    )
    rows = [("nation", JANUARY, 1.0), ("nation", FEBRUARY, None)]
    receipts = {
        key: send(store, rows, content=key.encode(), frame=figures(rows).assign(indicator_key=key))
        for key in keys
    }
    with store.reader(with_headlines=False) as db:
        for view in ("page.known_figures", "page.figure_history"):
            whole = db.view(view)
            for department in ("d", "e"):
                ours = db.view(view, department_key=department)
                assert lines(ours) == lines(whole[whole["department_key"] == department])
                assert scope(db) == sorted(set(ours["indicator_key"]))
        assert len(db.view("page.figure_history")) == 3
        found = db.rows("page.submission_changes", submission_key=receipts["beds"].submission_key)
        assert scope(db) == ["beds"]
        assert [(row["indicator_key"], row["state"]) for row in found] == [("beds", "new")] * 2
    store.close()


def lines(frame) -> list[str]:
    return sorted(map(str, frame.to_dict("records")))


def scope(db) -> list[str]:
    found = db._cursor.execute("select getvariable('indicator_keys')").fetchone()
    return sorted(found[0])
