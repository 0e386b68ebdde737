"""The desk: a file given, what was found in it, what was said to that, and its acceptance.

What was given is kept in the database at once, and checked anew whenever it is looked at: a lost
connection or a restart loses nothing, and what another sender changed meanwhile shows.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from stocktake.errors import StocktakeError
from stocktake.intake.examining import Examined, Given, examine, said_reasons
from stocktake.intake.sending import answers_of, effect_of, explanations_of, submission_facts
from stocktake.model.numbers import several
from stocktake.model.problem import Level, Problem, Verdict
from stocktake.returns.check import CheckedReturn, read_source
from stocktake.returns.container import BULK, STANDARD, Limits
from stocktake.returns.layout.match import Unmatched
from stocktake.returns.review import Progress, State, fixed_since
from stocktake.store import DraftFacts, Receipt, Store
from stocktake.store.writing import OvertakenError


@dataclass(frozen=True)
class Draft:
    """A file on the desk.

    `draft_key` is None when nothing was kept: the very same return is in use already (`receipt`),
    or the file was too big to be taken in. `review` (returns.review.compare) and `effect` (new,
    changed, withdrawn, unchanged) say what accepting would do, and `kept` are the figures it would
    store: not those that only repeat an earlier round; `questions` are what must be
    explained, `explanations` the words given so far by problem_key. `progress` compares with the
    sender's draft before. `unmatched` are names in an own spreadsheet nobody has matched yet.
    """

    draft_key: str | None
    checked: CheckedReturn
    review: pd.DataFrame | None = None
    kept: pd.DataFrame | None = None
    effect: Mapping[str, int] = field(default_factory=dict)
    questions: tuple[Problem, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    progress: Progress | None = None
    receipt: Receipt | None = None
    sent_by: str = ""
    layout_key: str | None = None
    unmatched: tuple[Unmatched, ...] = ()

    @property
    def open_questions(self) -> tuple[Problem, ...]:
        """The questions nobody has answered yet."""
        return tuple(p for p in self.questions if p.problem_key not in self.explanations)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands between the draft and its acceptance."""
        is_good = self.checked.verdict is Verdict.ACCEPTED
        return is_good and not self.open_questions and self.receipt is None


def take_in(
    store: Store,
    source: Path | bytes,
    *,
    file_name: str,
    sent_by: str,
    limits: Limits = STANDARD,
    layout_key: str | None = None,
    department_key: str | None = None,
    reporting_round: str | None = None,
) -> Draft:
    """Check a file and keep it as a draft.

    A return that is in use already gives its receipt, and nothing is kept; the same file waiting
    on the desk with the same findings is the same draft. `layout_key` reads an own spreadsheet,
    which needs `department_key` and `reporting_round` because it does not say them itself.
    """
    content = read_source(source, limits)
    given = Given(content, file_name, sent_by, limits, layout_key, department_key, reporting_round)
    examined = examine(store, given)
    receipt = _receipt_in_use(store, examined)
    is_too_big = bool(content) and not examined.checked.content
    if receipt is not None or is_too_big:
        return _draft(store, None, given, examined, receipt)
    draft_key = _waiting(store, examined, given) or _keep(store, examined, given)
    return _draft(store, draft_key, given, examined, None)


def open_draft(store: Store, draft_key: str) -> Draft:
    """Read a draft from the database and check its file again, against what is known now."""
    row = _row_of(store, draft_key)
    _, content = store.read_draft_file(draft_key) or ("", b"")
    given = Given(
        content,
        row["file_name"],
        row["sent_by"],
        # What was let in once is not too big now; what was refused is refused by the same limits.
        STANDARD if row["verdict"] == Verdict.REFUSED else BULK,
        row["layout_key"],
        row["department_key"],
        row["reporting_round"],
    )
    receipt = _receipt(store, row["submission_key"]) if row["submission_key"] else None
    return _draft(store, draft_key, given, examine(store, given), receipt)


def explain(store: Store, draft_key: str, texts: Mapping[str, str], *, written_by: str) -> None:
    """Keep the sender's words on questions, by problem_key; they hold for a re-send too."""
    store.write_explanations(
        draft_key,
        {key: text.strip() for key, text in texts.items()},
        written_by=written_by,
    )


def accept(
    store: Store, draft_key: str, *, decided_by: str, seen: Mapping[str, int] | None = None
) -> Draft:
    """Make a draft a submission; once more gives the first receipt.

    It is checked again here, against what came in meanwhile. Raises StocktakeError while something
    must be fixed or explained, or when it would change something else than `seen`, the effect the
    person had before their eyes.
    """
    while True:
        version = store.data_version()
        draft = open_draft(store, draft_key)
        if draft.receipt is not None:
            return draft
        cover, observations = _acceptable(draft, seen)
        with suppress(OvertakenError):
            receipt = store.accept_draft(
                draft_key,
                facts=submission_facts(cover, draft.sent_by),
                observations=said_reasons(observations, draft.questions, draft.explanations),
                answers=answers_of(draft.checked),
                effect=draft.effect,
                decided_by=decided_by,
                checked_at_version=version,
            )
            _clear_desk(store, draft, decided_by)
            return replace(draft, receipt=receipt)


def _acceptable(draft: Draft, seen: Mapping[str, int] | None) -> tuple[Any, pd.DataFrame]:
    checked = draft.checked
    count = len(checked.must_fix)
    if checked.cover is None or draft.kept is None or count:
        raise StocktakeError(
            f"{checked.file_name} cannot be accepted: {several(count, 'thing')} must be fixed "
            "first. Fix the workbook and send it again."
        )
    waiting = len(draft.open_questions)
    if waiting:
        raise StocktakeError(
            f"{checked.file_name} cannot be accepted yet: {several(waiting, 'question')} must be "
            "answered first."
        )
    if seen is not None and dict(seen) != dict(draft.effect):
        raise StocktakeError(
            "Another return came in meanwhile, and this one now changes something else than you "
            "saw. Look at it again, then accept it."
        )
    return checked.cover, draft.kept


def _clear_desk(store: Store, accepted: Draft, decided_by: str) -> None:
    """Set aside what the same sender gave before for the same round: the accepted one replaces it.

    What others gave stays: nobody's work goes because somebody else was quicker.
    """
    for row in _open_rows(store, accepted.checked):
        if row["sent_by"] == accepted.sent_by and row["draft_key"] != accepted.draft_key:
            with suppress(StocktakeError):  # somebody else has just dealt with it
                store.set_draft_aside(row["draft_key"], decided_by=decided_by)


def _open_rows(store: Store, checked: CheckedReturn) -> list[dict[str, Any]]:
    """Give the open drafts of a return's department and round, newest first."""
    if checked.cover is None:
        return []
    with store.reader(with_headlines=False) as db:
        rows = db.rows(
            "core.known_drafts",
            department_key=checked.cover.department_key,
            reporting_round=checked.cover.reporting_round,
            outcome="open",
        )
    return sorted(rows, key=lambda row: (row["received_at"], row["draft_key"]), reverse=True)


def _waiting(store: Store, examined: Examined, given: Given) -> str | None:
    """Find the same file on the desk, if the checks find the same in it as then."""
    now = {problem.problem_key for problem in examined.checked.problems}
    for row in _open_rows(store, examined.checked):
        is_same = (row["file_hash"], row["file_name"], row["layout_key"], row["sent_by"]) == (
            examined.checked.file_hash, given.file_name, given.layout_key, given.sent_by,
        )  # fmt: skip
        if is_same and {p.problem_key for p in problems_of(store, row["draft_key"])} == now:
            return str(row["draft_key"])
    return None


def _keep(store: Store, examined: Examined, given: Given) -> str:
    checked = examined.checked
    facts = DraftFacts(
        department_key=examined.department_key,
        reporting_round=examined.reporting_round,
        verdict=checked.verdict,
        observation_count=None if checked.observations is None else len(checked.observations),
        sent_by=given.sent_by,
        layout_key=given.layout_key,
    )
    return store.write_draft(
        facts=facts,
        problems=checked.problems,
        waived=checked.waived,
        file_name=given.file_name,
        content=checked.content,
    )


def _draft(
    store: Store, draft_key: str | None, given: Given, examined: Examined, receipt: Receipt | None
) -> Draft:
    checked = examined.checked
    questions = checked.to_explain
    said = explanations_of(store, checked.cover) if checked.cover and questions else {}
    keys = {problem.problem_key for problem in questions}
    return Draft(
        draft_key=draft_key,
        checked=checked,
        review=examined.review,
        kept=examined.kept,
        effect=_effect_then(store, receipt) if receipt else effect_of(examined.review),
        questions=questions,
        explanations={key: text for key, text in said.items() if key in keys},
        progress=_progress(store, draft_key, checked) if draft_key else None,
        receipt=receipt,
        sent_by=given.sent_by,
        layout_key=given.layout_key,
        unmatched=examined.unmatched,
    )


def _row_of(store: Store, draft_key: str) -> dict[str, Any]:
    with store.reader(with_headlines=False) as db:
        rows = db.rows("page.drafts", draft_key=draft_key)
    if not rows:
        raise StocktakeError("There is no such draft on the desk. Send the file again.")
    return rows[0]


def _progress(store: Store, draft_key: str, checked: CheckedReturn) -> Progress | None:
    """Compare with the draft before it, unless that one was accepted: its problems are history."""
    earlier = _row_of(store, draft_key)["earlier_draft_key"]
    if earlier is None or _row_of(store, earlier)["outcome"] == "accepted":
        return None
    return fixed_since(problems_of(store, earlier), checked.problems)


def problems_of(store: Store, draft_key: str) -> list[Problem]:
    """Give the problems of a draft as they were found when it came, without waived ones."""
    with store.reader(with_headlines=False) as db:
        rows = db.rows("core.known_draft_problems", draft_key=draft_key, is_waived=False)
    return [
        Problem(
            code=row["code"],
            level=Level(row["level"]),
            sheet=row["sheet"] or "",
            cells=tuple(row["cells"].split(", ")) if row["cells"] else (),
            found=row["found"] or "",
            message=row["message"],
            fix=row["fix"],
            problem_key=row["problem_key"],
            section=row["section"] or "",
        )
        for row in sorted(rows, key=lambda row: row["position"])
    ]


def _receipt_in_use(store: Store, examined: Examined) -> Receipt | None:
    """Find the receipt of these bytes, if they are the newest in use of department and round."""
    cover, checked = examined.checked.cover, examined.checked
    if cover is None:
        return None
    with store.reader(with_headlines=False) as db:
        rows = db.rows(
            "core.known_all_submissions",
            department_key=cover.department_key,
            reporting_round=cover.reporting_round,
            is_withdrawn=False,
        )
    newest = max(rows, key=lambda row: (row["received_at"], row["submission_key"]), default=None)
    if newest is None or newest["file_hash"] != checked.file_hash:
        return None
    if newest["template_version"] != cover.template_version:
        return None
    return _receipt(store, newest["submission_key"])


def _effect_then(store: Store, receipt: Receipt) -> dict[str, int]:
    """Give what a submission changed when it came in: held against itself it changes nothing."""
    with store.reader(with_headlines=False) as db:
        rows = db.rows("core.known_all_submissions", submission_key=receipt.submission_key)
    counts = {state.value: row[f"{state.value}_count"] for row in rows for state in State}
    return counts if None not in counts.values() else {}


def _receipt(store: Store, submission_key: str) -> Receipt | None:
    with store.reader(with_headlines=False) as db:
        rows = db.rows("core.known_all_submissions", submission_key=submission_key)
    return next(
        (
            Receipt(
                submission_key,
                row["file_name"],
                row["file_hash"],
                row["received_at"],
                row["observation_count"],
                is_repeat=True,
            )
            for row in rows
        ),
        None,
    )
