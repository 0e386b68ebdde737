"""Check a return and keep it in one go, for callers that have nobody to ask."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from stocktake.intake.context import Known, fill_context, return_context
from stocktake.intake.examining import hold
from stocktake.model.problem import Verdict
from stocktake.returns.check import CheckedReturn, Read, check_return
from stocktake.returns.container import STANDARD, Limits
from stocktake.returns.cover import Cover
from stocktake.returns.review import count_states
from stocktake.returns.workbook import read_workbook
from stocktake.store import Receipt, Store, SubmissionFacts
from stocktake.store.writing import OvertakenError


@dataclass(frozen=True)
class Outcome:
    """What became of a file: what was found, and the receipt when it was kept."""

    checked: CheckedReturn
    receipt: Receipt | None


def check_file(
    store: Store,
    path: Path | bytes,
    *,
    file_name: str | None = None,
    limits: Limits = STANDARD,
    department_key: str | None = None,
) -> CheckedReturn:
    """Check a return against the store and keep nothing."""
    return check_return(
        path,
        return_context(store),
        file_name=file_name,
        limits=limits,
        department_key=department_key,
        fill=fill_context(store),
    )


def submit_file(
    store: Store,
    path: Path,
    *,
    submitted_by: str,
    file_name: str | None = None,
    received_at: datetime | None = None,
    limits: Limits = STANDARD,
    must_explain: bool = True,
    read: Read = read_workbook,
) -> Outcome:
    """Check a return and, if nothing stands against it, keep it: all of it or nothing.

    Questions that nobody has answered stand against it unless `must_explain` is False. It is
    checked again when another return came in meanwhile, so that of two sent at the same moment
    the second is held against the first.
    """
    while True:
        version = store.data_version()
        known = Known(store, received_at)
        checked = check_return(
            path,
            return_context(store, received_at),
            file_name=file_name,
            limits=limits,
            fill=known,
            read=read,
        )
        review, kept = hold(checked, known)
        cover = checked.cover
        if checked.verdict is not Verdict.ACCEPTED or cover is None or kept is None:
            return Outcome(checked, None)
        if must_explain and unanswered(store, checked):
            return Outcome(checked, None)
        with suppress(OvertakenError):
            receipt = store.write_submission(
                facts=submission_facts(cover, submitted_by),
                observations=kept,
                file_name=checked.file_name,
                content=checked.content,
                received_at=received_at,
                checked_at_version=version,
                answers=answers_of(checked),
                effect=effect_of(review),
            )
            return Outcome(checked, receipt)


def unanswered(store: Store, checked: CheckedReturn) -> list[str]:
    """Give the keys of the questions that nobody has answered for this department and round."""
    if checked.cover is None:
        return []
    said = explanations_of(store, checked.cover)
    return [p.problem_key for p in checked.to_explain if p.problem_key not in said]


def explanations_of(store: Store, cover: Cover) -> dict[str, str]:
    """Give what was said to questions of this department and round, by problem_key."""
    with store.reader(with_headlines=False) as db:
        rows = db.rows(
            "core.known_explanations",
            department_key=cover.department_key,
            reporting_round=cover.reporting_round,
        )
    return {row["problem_key"]: row["text"] for row in rows if str(row["text"]).strip()}


def submission_facts(cover: Cover, submitted_by: str) -> SubmissionFacts:
    """Give what is stored of a cover."""
    return SubmissionFacts(
        department_key=cover.department_key,
        reporting_round=cover.reporting_round,
        template_version=cover.template_version,
        signed_off_by=cover.signed_off_by,
        signed_off_role=cover.signed_off_role,
        signed_off_on=cover.signed_off_on,
        submitted_by=submitted_by,
    )


def answers_of(checked: CheckedReturn) -> dict[str, pd.DataFrame]:
    """Give what the sheets beside the figures say, by table."""
    return {
        "commentaries": checked.commentary,
        "action_updates": checked.action_updates,
        "policy_step_updates": checked.policy_step_updates,
        "self_ratings": checked.self_ratings,
    }


def effect_of(review: pd.DataFrame | None) -> Mapping[str, int]:
    """Count what a return changes: new, changed, withdrawn, unchanged."""
    if review is None:
        return {}
    return {state.value: count for state, count in count_states(review).items()}
