"""Check a return: gates in order, each stopping the next, and a verdict at the end."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from stocktake import clock
from stocktake.errors import UnreadableError
from stocktake.model.problem import Level, Problem, Verdict
from stocktake.returns.checks.across import check_across
from stocktake.returns.checks.department import CoverCells, check_department, check_signature
from stocktake.returns.checks.figures import check_figures, check_marked_cells, check_symbols
from stocktake.returns.checks.identity import Directory, check_identity
from stocktake.returns.checks.right_file import check_right_file
from stocktake.returns.checks.rules import check_rules
from stocktake.returns.checks.structure import check_structure
from stocktake.returns.container import STANDARD, Limits
from stocktake.returns.context import ReturnContext
from stocktake.returns.cover import Cover
from stocktake.returns.figure_rows import FigureRows, pick_rows
from stocktake.returns.observations import build_observations
from stocktake.returns.problems import Findings
from stocktake.returns.refusal import RefusalError
from stocktake.returns.workbook import Table, read_workbook


@dataclass(frozen=True)
class CheckedReturn:
    """What became of a return.

    `cover` is there once the file is known to be ours; `observations` (columns of the table
    without `submission_key`) only when accepted. `content` is the file as sent, empty when it was
    too big to be taken in at all.
    """

    verdict: Verdict
    problems: tuple[Problem, ...]
    cover: Cover | None
    observations: pd.DataFrame | None
    file_name: str
    file_hash: str
    content: bytes

    @property
    def must_fix(self) -> tuple[Problem, ...]:
        """The problems that keep the return from being stored."""
        return tuple(p for p in self.problems if p.level is Level.MUST_FIX)


def check_return(
    path: Path,
    context: ReturnContext,
    *,
    file_name: str | None = None,
    limits: Limits = STANDARD,
    department_key: str | None = None,
) -> CheckedReturn:
    """Check a workbook and give verdict, problems and, if accepted, its observations.

    `department_key` is whose return is expected, where that is known. Raises `UnreadableError`
    only when there is no file to read; whatever is in a file ends in a verdict.
    """
    content = _read(path, limits)
    findings = Findings()
    cover = observations = None
    verdict = Verdict.PROBLEMS
    try:
        book = read_workbook(content, limits)
    except RefusalError as refusal:
        findings.add(refusal.code, found=refusal.found)
        verdict = Verdict.REFUSED
    else:
        tables = check_right_file(book, findings)
        if findings.must_stop():
            verdict = Verdict.REFUSED
        else:
            cover, observations = _check_content(tables, context, department_key, findings)
            verdict = Verdict.PROBLEMS if findings.must_stop() else Verdict.ACCEPTED
    return CheckedReturn(
        verdict=verdict,
        problems=findings.problems(),
        cover=cover,
        observations=observations if verdict is Verdict.ACCEPTED else None,
        file_name=file_name or path.name,
        file_hash=hashlib.sha256(content).hexdigest(),
        content=content if len(content) <= limits.file_bytes else b"",
    )


def _read(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limits.file_bytes + 1)
    except OSError as fault:
        raise UnreadableError(
            f"There is no file to read at {path} ({fault.strerror}). Check the name."
        ) from fault


def _check_content(
    tables: dict[str, Table],
    context: ReturnContext,
    department_key: str | None,
    findings: Findings,
) -> tuple[Cover, pd.DataFrame | None]:
    cells = CoverCells(tables["cover"])
    cover = check_department(cells, context, department_key, findings)
    if findings.must_stop():
        return cover, None
    letters = check_structure(tables["figures"], findings)
    if findings.must_stop():
        return cover, None
    today = context.today or clock.today()
    check_signature(cells, cover, today, findings)
    rows = pick_rows(tables["figures"], letters)
    directory = Directory(context, cover.department_key)
    _check_cells(rows, directory, context, min(cover.signed_off_on or today, today), findings)
    if findings.must_stop():
        return cover, None
    observations = build_observations(rows, context.definitions)
    check_across(rows, observations, directory, context.known_figures, findings)
    return cover, observations


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
