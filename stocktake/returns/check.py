"""Check a return: gates in order, each stopping the next, and a verdict at the end."""

import hashlib
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from stocktake import clock
from stocktake.errors import UnreadableError
from stocktake.model.problem import Level, Problem, Verdict
from stocktake.returns.checks.across import Placed, check_across, note_empty_rows
from stocktake.returns.checks.department import CoverCells, check_department, check_signature
from stocktake.returns.checks.expected import check_expected, check_totals
from stocktake.returns.checks.figures import check_figures, check_marked_cells, check_symbols
from stocktake.returns.checks.history import check_history
from stocktake.returns.checks.identity import Directory, check_identity, indicators_named
from stocktake.returns.checks.right_file import Tables, check_right_file
from stocktake.returns.checks.rules import check_rules
from stocktake.returns.checks.side_sheets import SideAnswers, check_side_sheets
from stocktake.returns.checks.structure import check_structure
from stocktake.returns.checks.wide import WIDE_TABLE, pick_wide_rows
from stocktake.returns.container import STANDARD, Limits
from stocktake.returns.context import ReturnContext
from stocktake.returns.cover import Cover
from stocktake.returns.figure_rows import FigureRows, pick_rows
from stocktake.returns.observations import build_observations, keep_known_words
from stocktake.returns.problems import Findings
from stocktake.returns.refusal import RefusalError
from stocktake.returns.review import hold_against
from stocktake.returns.waivers import Waivers
from stocktake.returns.workbook import Workbook, read_workbook

# Gives the context what belongs to one department and round, once the cover has said which; of
# the figures those of the indicators that the file speaks of.
Fill = Callable[[ReturnContext, str, str, Set[str]], ReturnContext]


Read = Callable[[bytes, Limits], Workbook]


@dataclass(frozen=True)
class CheckedReturn:
    """What became of a return.

    `cover` is there once the file is known to be ours; `observations` (columns of the table
    without `submission_key`) only when accepted, and so the frames of the sheets beside the
    figures, which are empty where the workbook has no such sheet. `waived` are the findings a
    signed waiver excuses. `content` is the file as sent, empty when it was too big to be taken in
    at all.
    """

    verdict: Verdict
    problems: tuple[Problem, ...]
    cover: Cover | None
    observations: pd.DataFrame | None
    file_name: str
    file_hash: str
    content: bytes
    waived: tuple[Problem, ...] = ()
    answers: SideAnswers = field(default_factory=SideAnswers)

    @property
    def must_fix(self) -> tuple[Problem, ...]:
        """The problems that keep the return from being stored."""
        return tuple(p for p in self.problems if p.level is Level.MUST_FIX)

    @property
    def to_explain(self) -> tuple[Problem, ...]:
        """The problems that need the sender's own words before the return is accepted."""
        return tuple(p for p in self.problems if p.level is Level.EXPLAIN)

    @property
    def commentary(self) -> pd.DataFrame:
        """The texts: section, text, sheet, cell."""
        return self.answers.commentary

    @property
    def action_updates(self) -> pd.DataFrame:
        """The updates on actions: action_key, status, note, due_on, done_on, sheet, row_number."""
        return self.answers.action_updates

    @property
    def policy_step_updates(self) -> pd.DataFrame:
        """The updates on policy steps: policy_step_key, forecast_on, done_on, status, note, …."""
        return self.answers.policy_step_updates

    @property
    def self_ratings(self) -> pd.DataFrame:
        """The department's own ratings: priority_key, category, rating, reason, sheet, …."""
        return self.answers.self_ratings


def check_return(
    source: Path | bytes,
    context: ReturnContext,
    *,
    file_name: str | None = None,
    limits: Limits = STANDARD,
    department_key: str | None = None,
    fill: Fill | None = None,
    read: Read = read_workbook,
) -> CheckedReturn:
    """Check a workbook and give verdict, problems and, if accepted, its observations.

    `department_key` is whose return is expected, where that is known. `fill` adds to the context
    what is known of the department, and of the indicators in the file, so that a caller with
    millions of figures need not read them all. Raises `UnreadableError` only when there is no file
    to read; whatever is in a file ends in a verdict. What has to be explained does not stop a
    return here: whether it has been is the caller's business. `read` opens the workbook; a caller
    with many at hand may have done so already.
    """
    content = read_source(source, limits)
    findings = Findings()
    found = _Found()
    verdict = Verdict.PROBLEMS
    try:
        book = read(content, limits)
    except RefusalError as refusal:
        findings.add(refusal.code, found=refusal.found)
        verdict = Verdict.REFUSED
    else:
        tables = check_right_file(book, findings)
        if findings.must_stop():
            verdict = Verdict.REFUSED
        else:
            found = _check_content(tables, context, department_key, fill, findings)
            verdict = Verdict.PROBLEMS if findings.must_stop() else Verdict.ACCEPTED
    is_accepted = verdict is Verdict.ACCEPTED
    return CheckedReturn(
        verdict=verdict,
        problems=findings.problems(),
        cover=found.cover,
        observations=found.observations if is_accepted else None,
        file_name=file_name or (source.name if isinstance(source, Path) else "return.xlsx"),
        file_hash=hashlib.sha256(content).hexdigest(),
        content=content if len(content) <= limits.file_bytes else b"",
        waived=findings.waived(),
        answers=found.answers if is_accepted else SideAnswers(),
    )


@dataclass(frozen=True)
class _Found:
    cover: Cover | None = None
    observations: pd.DataFrame | None = None
    answers: SideAnswers = field(default_factory=SideAnswers)


def read_source(source: Path | bytes, limits: Limits) -> bytes:
    """Read a file, but never more of it than is taken in."""
    if isinstance(source, bytes):
        return source[: limits.file_bytes + 1]
    try:
        with source.open("rb") as file:
            return file.read(limits.file_bytes + 1)
    except OSError as fault:
        raise UnreadableError(
            f"There is no file to read at {source} ({fault.strerror}). Check the name."
        ) from fault


def _check_content(
    tables: Tables,
    context: ReturnContext,
    department_key: str | None,
    fill: Fill | None,
    findings: Findings,
) -> _Found:
    today = context.today or clock.today()
    cells = CoverCells(tables["cover"][0])
    cover = check_department(cells, context, department_key, findings)
    if findings.must_stop():
        return _Found(cover)
    directory = Directory(context, cover.department_key)
    if fill is not None:
        named = indicators_named(
            [*tables.get("figures", ()), *tables.get(WIDE_TABLE, ())], directory
        )
        context = fill(context, cover.department_key, cover.reporting_round, named)
    waivers = Waivers(context.waivers, cover.department_key, today)
    findings.begin(cover.reporting_round, waivers)
    picked = _pick_rows(tables, context, findings)
    if findings.must_stop():
        return _Found(cover)
    check_signature(cells, cover, today, findings)
    answers = check_side_sheets(tables, context, cover.department_key, today, findings)
    findings.name_by(directory.short_titles, directory.unit_titles)
    known_by = min(cover.signed_off_on or today, today)
    for rows in picked:
        _check_cells(rows, directory, context, known_by, findings)
    # Only a row that cannot be read keeps the figures from being held together: whoever forgot to
    # sign should not learn of a missing figure a day later.
    if any(rows.is_spoilt.any() for rows in picked):
        return _Found(cover)
    observations = _check_together(picked, directory, context, findings)
    return _Found(cover, observations, answers)


def _pick_rows(tables: Tables, context: ReturnContext, findings: Findings) -> list[FigureRows]:
    picked = []
    for table in tables.get("figures", ()):
        letters = check_structure(table, findings)
        if not findings.must_stop():
            picked.append(pick_rows(table, letters))
    known = {str(key) for key in context.indicators["indicator_key"]}
    for table in tables.get(WIDE_TABLE, ()):
        rows = pick_wide_rows(table, known, findings)
        if rows is not None:
            picked.append(rows)
    return picked


def _check_cells(
    rows: FigureRows,
    directory: Directory,
    context: ReturnContext,
    known_by: date,
    findings: Findings,
) -> None:
    check_marked_cells(rows, findings)
    check_identity(rows, directory, findings)
    check_figures(rows, directory, findings)
    check_symbols(rows, findings)
    check_rules(rows, directory, context, known_by, findings)


def _check_together(
    picked: list[FigureRows], directory: Directory, context: ReturnContext, findings: Findings
) -> pd.DataFrame:
    observations = build_observations(picked, context.definitions)
    held = hold_against(observations, context.known_figures)
    placed = Placed(picked)
    if any(rows.is_wide for rows in picked):
        observations = keep_known_words(observations, held, [rows.is_wide for rows in picked],
                                        [len(rows) for rows in picked])  # fmt: skip
    check_across(placed, observations, directory, held, findings)
    if len(context.expected):
        check_expected(placed, observations, context.expected, directory, findings)
    else:
        note_empty_rows(placed, findings)
    check_totals(placed, observations, context.totals, directory, findings)
    check_history(placed, observations, held, context.history, directory, findings)
    return observations
