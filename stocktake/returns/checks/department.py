"""Gate 3: whose return it is, for which round, and whether somebody signed it."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from stocktake.returns.context import ReturnContext
from stocktake.returns.cover import Cover
from stocktake.returns.problems import Findings, said
from stocktake.returns.workbook import Table


class CoverCells:
    """The answers on the cover, and where each of them stands."""

    def __init__(self, table: Table) -> None:
        self.sheet = table.sheet
        self._values: dict[str, Any] = {}
        self._cells: dict[str, str] = {}
        self._dates: set[str] = set()
        answers = table.columns.get("C", [None] * len(table.row_numbers))
        dates = table.marks.get("date", set())
        for row, (key, value) in enumerate(zip(table.columns["A"], answers, strict=True)):
            name = str(key).strip()
            self._values[name] = value
            self._cells[name] = f"C{table.row_numbers[row]}"
            if (row, "C") in dates:
                self._dates.add(name)

    def cell(self, key: str) -> str:
        """Give the address of an answer."""
        return self._cells[key]

    def text(self, key: str) -> str:
        """Give an answer as text; Excel turns some of them into numbers or days."""
        value = self._values.get(key)
        if key in self._dates:
            return str(value)[:10]
        if isinstance(value, float):
            return f"{value:g}"
        return " ".join(str(value).split()) if value is not None else ""

    def day(self, key: str) -> date | None:
        """Give an answer as a day, typed as a date or written 2026-04-20; None if it is not."""
        try:
            return date.fromisoformat(self.text(key))
        except ValueError:
            return None


def check_department(
    cells: CoverCells, context: ReturnContext, department_key: str | None, findings: Findings
) -> Cover:
    """Check department and round against the register; give the cover as it reads."""
    cover = Cover(
        department_key=cells.text("department_key"),
        department=cells.text("department"),
        reporting_round=cells.text("reporting_round"),
        signed_off_by=cells.text("signed_off_by"),
        signed_off_role=cells.text("signed_off_role"),
        signed_off_on=cells.day("signed_off_on"),
        contact=cells.text("contact"),
        template_version=cells.text("template_version"),
    )
    titles = dict(
        zip(context.departments["department_key"], context.departments["title"], strict=True)
    )
    title = titles.get(cover.department_key)
    if title is None:
        cell = cells.cell("department_key")
        findings.add("R-071", cells.sheet, [cell], found=cover.department_key[:60])
        return cover
    if cover.department.casefold() != title.casefold():
        cell = cells.cell("department")
        findings.add(
            "R-072", cells.sheet, [cell], found=said(cover.department), expected=said(title)
        )
    if department_key is not None and department_key != cover.department_key:
        findings.add(
            "R-074", cells.sheet, [cells.cell("department")],
            found=title, expected=titles.get(department_key, department_key),
        )  # fmt: skip
    _check_round(cells, cover, title, context.rounds, findings)
    return cover


def _check_round(
    cells: CoverCells, cover: Cover, title: str, rounds: pd.DataFrame, findings: Findings
) -> None:
    ours = rounds.loc[rounds["department_key"] == cover.department_key, "reporting_round"]
    known = [str(name) for name in ours]
    if cover.reporting_round not in known:
        findings.add(
            "R-073",
            cells.sheet,
            [cells.cell("reporting_round")],
            department=title,
            found=cover.reporting_round[:60],
            expected=", ".join(known[-6:]) or "none yet",
        )


def check_signature(cells: CoverCells, cover: Cover, today: date, findings: Findings) -> None:
    """Check that somebody stands behind the figures.

    It runs together with the cells, not before them: a missing signature should not cost the
    sender a second round of mistakes to find.
    """
    for key, noun in (("signed_off_by", "the name"), ("signed_off_role", "the role")):
        if not cells.text(key):
            findings.add("R-075", cells.sheet, [cells.cell(key)], found=f"{noun} is empty")
    written = cells.text("signed_off_on")
    if not written:
        findings.add("R-075", cells.sheet, [cells.cell("signed_off_on")], found="the date is empty")
    elif cover.signed_off_on is None:
        findings.add("R-076", cells.sheet, [cells.cell("signed_off_on")], found=said(written))
    elif cover.signed_off_on > today + timedelta(days=1):  # their clock may be ahead of UTC
        findings.add(
            "R-077", cells.sheet, [cells.cell("signed_off_on")], found=str(cover.signed_off_on)
        )
