"""Collect what the checks find, and merge what is the same over many cells into one problem."""

import re
from collections.abc import Iterable, Sequence

from stocktake.model.problem import Level, Problem
from stocktake.returns.catalogue import CATALOGUE

_ADDRESS = re.compile(r"^([A-Z]*)(\d+)$")
_PIECES_SHOWN = 3
# Beyond so many different findings of one kind a list helps nobody: the rest become one line.
_OF_ONE_CODE = 200
_REST = "various values"


class Findings:
    """Problems in the order they were first found."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[str]] = {}
        self._counts: dict[str, int] = {}

    def add(self, code: str, sheet: str = "", cells: Iterable[str] = (), **words: str) -> None:
        """Note a finding; the same code and words on the same sheet become one problem."""
        key = (code, sheet, tuple(sorted(words.items())))
        if key not in self._cells:
            self._counts[code] = self._counts.get(code, 0) + 1
            if self._counts[code] > _OF_ONE_CODE:
                key = (code, sheet, tuple((word, _REST) for word in sorted(words)))
        self._cells.setdefault(key, []).extend(cells)

    def must_stop(self) -> bool:
        """Whether anything found so far must be fixed."""
        return any(CATALOGUE[code].level is Level.MUST_FIX for code, _, _ in self._cells)

    def problems(self) -> tuple[Problem, ...]:
        """Give the problems, those to be fixed first."""
        made = [
            _problem(code, sheet, cells, dict(words))
            for (code, sheet, words), cells in self._cells.items()
        ]
        return tuple(sorted(made, key=lambda problem: list(Level).index(problem.level)))


def _problem(code: str, sheet: str, cells: list[str], words: dict[str, str]) -> Problem:
    check = CATALOGUE[code]
    places = tuple(dict.fromkeys(cells))
    words = {**words, "cells": say_cells(places), "Cells": "Cell" if len(places) == 1 else "Cells"}
    message, fix = _fill(check.message, words), _fill(check.fix, words)
    return Problem(code, check.level, sheet, places, words.get("found", ""), message, fix)


def _fill(template: str, words: dict[str, str]) -> str:
    # Not str.format: what was found comes from a workbook and may hold braces of its own.
    return re.sub(r"\{(\w+)\}", lambda name: words.get(name[1], ""), template)


def say_cells(cells: Sequence[str]) -> str:
    """Say a list of cells the way a person would.

    >>> say_cells(["F21", "F22"]), say_cells(["F21", "F22", "F23", "H4"])
    ('F21 and F22', 'F21–F23 and H4')
    """
    pieces = _runs(cells)
    shown = [text for text, _ in pieces[:_PIECES_SHOWN]]
    rest = sum(count for _, count in pieces[_PIECES_SHOWN:])
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    if len(shown) > 1:
        return f"{', '.join(shown[:-1])} and {shown[-1]}"
    return shown[0] if shown else ""


def _runs(cells: Sequence[str]) -> list[tuple[str, int]]:
    """Split cells into stretches down a column: (text, how many cells)."""
    runs: list[list[tuple[str, int]]] = []
    for cell in sorted(cells, key=_place):
        letters, number = _place(cell)[1:]
        if runs and runs[-1][-1] == (letters, number - 1):
            runs[-1].append((letters, number))
        else:
            runs.append([(letters, number)])
    pieces = []
    for run in runs:
        first, last = (f"{letters}{number}" for letters, number in (run[0], run[-1]))
        if len(run) > 2:
            pieces.append((f"{first}–{last}", len(run)))
        else:
            pieces.extend((f"{letters}{number}", 1) for letters, number in run)
    return pieces


def _place(cell: str) -> tuple[int, str, int]:
    found = _ADDRESS.match(cell)
    if not found:
        return 9, cell, 0
    return len(found[1]), found[1], int(found[2])


def said(value: object) -> str:
    """Quote what was found: numbers plainly, text in quotation marks and not too long."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return said_number(float(value))
    text = " ".join(str(value).split())
    return f'"{text[:57]}…"' if len(text) > 58 else f'"{text}"'


def said_number(value: float) -> str:
    """Write a number as a person would: `7,000`, `77.1`."""
    return f"{value:,.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:,.6g}"
