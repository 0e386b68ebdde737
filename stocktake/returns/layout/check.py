"""Check a department's own spreadsheet the way a return is checked, once a layout has read it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from stocktake import clock
from stocktake.errors import UnreadableError
from stocktake.model.period import Period
from stocktake.model.problem import Level, Problem, Verdict, problem_key
from stocktake.returns.check import CheckedReturn, Fill, read_source
from stocktake.returns.checks.across import Placed, check_across
from stocktake.returns.checks.expected import check_expected, check_totals
from stocktake.returns.checks.history import check_history
from stocktake.returns.checks.identity import Directory
from stocktake.returns.checks.rules import check_periods
from stocktake.returns.container import STANDARD, Limits
from stocktake.returns.context import ReturnContext
from stocktake.returns.cover import Cover
from stocktake.returns.figure_rows import FigureRows
from stocktake.returns.layout.apply import LayoutReading, read_with_layout
from stocktake.returns.layout.layout import Layout
from stocktake.returns.layout.match import Unmatched
from stocktake.returns.problems import Findings
from stocktake.returns.refusal import RefusalError
from stocktake.returns.review import hold_against
from stocktake.returns.waivers import Waivers

RESTATED = "R-202"
_SAY_WHY = "Say why: your words are kept as the reason for revision, or put {expected} back."


@dataclass(frozen=True)
class LayoutCheck:
    """A spreadsheet checked like a return, and the names a person has to match first."""

    checked: CheckedReturn
    unmatched: tuple[Unmatched, ...] = ()


@dataclass(frozen=True)
class OwnSheet:
    """What the file itself cannot say: how it is read, whose it is, for which round."""

    layout: Layout
    layout_key: str
    cover: Cover
    matches: Mapping[tuple[str, str], str | None] = field(default_factory=dict)


def check_with_layout(
    source: Path | bytes,
    own: OwnSheet,
    context: ReturnContext,
    *,
    file_name: str | None = None,
    limits: Limits = STANDARD,
    fill: Fill | None = None,
) -> LayoutCheck:
    """Read a spreadsheet through its layout and hold the figures against everything known.

    Only indicators of the department are read. A figure that was sent otherwise before is a
    question here and not a mistake: an own spreadsheet has no column for the reason, so the
    sender's answer becomes it. Raises `UnreadableError` only when there is no file to read.
    """
    content = read_source(source, limits)
    department = own.cover.department_key
    indicators = context.indicators
    ours = replace(context, indicators=indicators[indicators["department_key"] == department])
    name = file_name or (source.name if isinstance(source, Path) else "figures")
    sent = _Sent(own.cover, name, content, limits)
    try:
        reading = read_with_layout(content, own.layout, ours, own.matches, limits=limits)
    except UnreadableError as fault:
        return LayoutCheck(sent.checked(Verdict.REFUSED, (_refusal(fault),)))
    if fill is not None:
        named = set(reading.figures["indicator_key"])
        ours = fill(ours, department, own.cover.reporting_round, named)
    observations, problems, waived = _hold(reading, own.cover, ours)
    must_fix = any(problem.level is Level.MUST_FIX for problem in problems)
    verdict = Verdict.PROBLEMS if must_fix else Verdict.ACCEPTED
    return LayoutCheck(
        sent.checked(verdict, problems, waived, None if must_fix else observations),
        reading.unmatched,
    )


@dataclass(frozen=True)
class _Sent:
    cover: Cover
    file_name: str
    content: bytes
    limits: Limits

    def checked(
        self,
        verdict: Verdict,
        problems: tuple[Problem, ...],
        waived: tuple[Problem, ...] = (),
        observations: pd.DataFrame | None = None,
    ) -> CheckedReturn:
        return CheckedReturn(
            verdict=verdict,
            problems=problems,
            cover=self.cover,
            observations=observations,
            file_name=self.file_name,
            file_hash=hashlib.sha256(self.content).hexdigest(),
            content=self.content if len(self.content) <= self.limits.file_bytes else b"",
            waived=waived,
        )


def _refusal(fault: UnreadableError) -> Problem:
    code, found = (fault.code, fault.found) if isinstance(fault, RefusalError) else ("R-005", "")
    key = problem_key(code, "", [found])
    return Problem(code, Level.MUST_FIX, "", (), found, str(fault), "", key)


def _hold(
    reading: LayoutReading, cover: Cover, context: ReturnContext
) -> tuple[pd.DataFrame, tuple[Problem, ...], tuple[Problem, ...]]:
    """Make the checks that a return meets after its cells; give figures, problems and waived."""
    today = context.today or clock.today()
    findings = Findings()
    findings.begin(cover.reporting_round, Waivers(context.waivers, cover.department_key, today))
    observations, tables = _placed(reading.figures)
    if not len(observations):
        findings.add("R-204")
    else:
        directory = Directory(context, cover.department_key)
        findings.name_by(directory.short_titles, directory.unit_titles)
        for rows in tables:
            check_periods(rows, directory, today, findings)
        placed = Placed(tables)
        held = hold_against(observations, context.known_figures)
        check_across(placed, observations, directory, held, findings)
        if len(context.expected):
            check_expected(placed, observations, context.expected, directory, findings)
        check_totals(placed, observations, context.totals, directory, findings)
        check_history(placed, observations, held, context.history, directory, findings)
    found = [*reading.problems, *map(_asked, findings.problems())]
    problems = tuple(sorted(found, key=lambda problem: list(Level).index(problem.level)))
    return observations, problems, findings.waived()


def _asked(problem: Problem) -> Problem:
    if problem.code != RESTATED:
        return problem
    return replace(problem, level=Level.EXPLAIN, fix=_SAY_WHY)


def _placed(figures: pd.DataFrame) -> tuple[pd.DataFrame, list[FigureRows]]:
    """Put the figures sheet by sheet, as the checks expect them, with rows that know the cells."""
    frames = [group for _, group in figures.groupby("sheet", sort=False)]
    if not frames:
        return figures, []
    return pd.concat(frames, ignore_index=True), [_rows(group) for group in frames]


def _rows(group: pd.DataFrame) -> FigureRows:
    # Whatever part of a figure the sheet has is where a finding about it is shown.
    shown = group["value_column"].fillna(group["numerator_column"]).fillna("A")
    letters = {
        name: group[f"{name}_column"].fillna(shown).tolist()
        for name in ("value", "numerator", "denominator")
    }
    periods = zip(group["period_start"], group["period_end"], strict=True)
    keys = zip(group["indicator_key"], group["unit_key"], group["period_end"], strict=True)
    return FigureRows(
        sheet=str(group["sheet"].iloc[0]),
        letters={**letters, "period": shown.tolist(), "unit": shown.tolist()},
        row_numbers=group["row_number"].tolist(),
        raw={
            "key": [f"{indicator}|{unit}|{end}" for indicator, unit, end in keys],
            **{name: _given(group, name) for name in ("value", "numerator", "denominator")},
        },
        marks={},
        row_count=len(group),
        indicator_keys=group["indicator_key"].tolist(),
        unit_keys=group["unit_key"].tolist(),
        periods=[Period(start, end) for start, end in periods],
        symbols=[None if pd.isna(symbol) else str(symbol) for symbol in group["symbol"]],
        is_spoilt=np.zeros(len(group), dtype=bool),
    )


def _given(group: pd.DataFrame, name: str) -> list[object]:
    pairs = zip(group[f"{name}_column"], group[name], strict=True)
    return [None if pd.isna(column) else number for column, number in pairs]
