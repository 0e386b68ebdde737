"""Check what was given, by the way it is to be read, and hold it against what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from stocktake.errors import StocktakeError
from stocktake.intake.context import Known, find_round, must_be_one_of, return_context
from stocktake.model.problem import Problem
from stocktake.returns.check import CheckedReturn, check_return
from stocktake.returns.container import Limits
from stocktake.returns.context import ReturnContext
from stocktake.returns.cover import Cover
from stocktake.returns.layout.check import RESTATED, OwnSheet, check_with_layout
from stocktake.returns.layout.layout import Layout
from stocktake.returns.layout.match import Unmatched
from stocktake.returns.review import KEYS, State, compare
from stocktake.store import Store


@dataclass(frozen=True)
class Given:
    """A file as it was given, and what was said about it."""

    content: bytes
    file_name: str
    sent_by: str
    limits: Limits
    layout_key: str | None = None
    department_key: str | None = None
    reporting_round: str | None = None


@dataclass(frozen=True)
class Examined:
    """What the checks found; department and round only if they are in the register.

    `kept` are the observations that acceptance stores: all but those that only repeat a figure of
    an earlier round.
    """

    checked: CheckedReturn
    review: pd.DataFrame | None
    kept: pd.DataFrame | None
    department_key: str | None
    reporting_round: str | None
    unmatched: tuple[Unmatched, ...] = ()


def examine(store: Store, given: Given) -> Examined:
    """Check a file as a return or, with a layout, as a department's own spreadsheet."""
    context, known = return_context(store), Known(store)
    unmatched: tuple[Unmatched, ...] = ()
    if given.layout_key is not None:
        checked, unmatched = _examine_own(store, given, context, known)
    else:
        checked = check_return(
            given.content, context, file_name=given.file_name, limits=given.limits,
            department_key=given.department_key, fill=known,
        )  # fmt: skip
    review, kept = hold(checked, known)
    return Examined(checked, review, kept, *_known_names(checked.cover, context), unmatched)


def hold(checked: CheckedReturn, known: Known) -> tuple[pd.DataFrame | None, pd.DataFrame | None]:
    """Give the review of what was read, and the observations that acceptance stores.

    A workbook shows two years of earlier figures. Storing those that nobody touched would give
    them a new source, keep them alive when theirs is withdrawn, and store each a dozen times. A
    return sent again for its own round is stored whole: it stands for all of it.
    """
    observations = checked.observations
    if observations is None or known.filled is None or checked.cover is None:
        return None, None
    figures = known.filled.known_figures
    review = compare(observations, figures)
    from_round = observations[KEYS].merge(figures[[*KEYS, "reporting_round"]], on=KEYS, how="left")
    is_silent = observations["note"].isna() & observations["revision_reason"].isna()
    is_repeated = (
        (review["state"] == State.UNCHANGED).to_numpy()
        & (from_round["reporting_round"] != checked.cover.reporting_round).to_numpy(bool)
        & is_silent.to_numpy()
    )
    return review, observations[~is_repeated]


def _known_names(cover: Cover | None, context: ReturnContext) -> tuple[str | None, str | None]:
    if cover is None or cover.department_key not in set(context.departments["department_key"]):
        return None, None
    rounds = context.rounds
    ours = rounds.loc[rounds["department_key"] == cover.department_key, "reporting_round"]
    name = cover.reporting_round
    return cover.department_key, name if name in set(ours) else None


def _examine_own(
    store: Store, given: Given, context: ReturnContext, known: Known
) -> tuple[CheckedReturn, tuple[Unmatched, ...]]:
    department, name = given.department_key, given.reporting_round
    with store.reader(with_headlines=False) as db:
        layouts = {row["layout_key"]: row for row in db.rows("core.known_layouts")}
        must_be_one_of("layout", str(given.layout_key), list(layouts))
        saved = layouts[given.layout_key]
        department = department or saved["department_key"]
        rows = db.rows("core.known_name_matches", department_key=department)
    if name is None:
        raise StocktakeError("A spreadsheet does not say its reporting round. Name the round.")
    cover = Cover(
        department_key=department,
        department=find_round(context, department, name),
        reporting_round=name,
        # Nobody signs an own spreadsheet: whoever sends it stands behind it, and it says so.
        signed_off_by=given.sent_by,
        signed_off_role="Sender of an own spreadsheet",
        signed_off_on=context.today,
        template_version=f"layout {given.layout_key}",
    )
    matches = {(row["kind"], row["given"]): row["matched_key"] for row in rows}
    own = OwnSheet(Layout.from_json(saved["layout"]), str(given.layout_key), cover, matches)
    found = check_with_layout(
        given.content, own, context,
        file_name=PurePath(given.file_name).name, limits=given.limits, fill=known,
    )  # fmt: skip
    return found.checked, found.unmatched


def said_reasons(
    observations: pd.DataFrame, questions: Sequence[Problem], explanations: Mapping[str, str]
) -> pd.DataFrame:
    """Put the sender's answer into figures whose change was a question, as the reason for it."""
    reasons = {
        (problem.sheet, cell): explanations[problem.problem_key]
        for problem in questions
        if problem.code == RESTATED and problem.problem_key in explanations
        for cell in problem.cells
    }
    if not reasons:
        return observations
    made = observations.copy()
    said: list[str | None] = [None] * len(made)
    for name in ("numerator", "denominator", "value"):
        places = zip(made["sheet"], made[f"{name}_column"], made["row_number"], strict=True)
        found = [reasons.get((sheet, f"{letter}{row}")) for sheet, letter, row in places]
        said = [new or old for new, old in zip(found, said, strict=True)]
    given = pd.Series(said, index=made.index, dtype="str")
    made["revision_reason"] = made["revision_reason"].where(made["revision_reason"].notna(), given)
    return made
