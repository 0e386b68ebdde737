"""Collect what is found in a department's own spreadsheet, merged over cells."""

import re
from collections.abc import Iterable

from stocktake.model.problem import Level, Problem, problem_key
from stocktake.returns.layout.problems import LAYOUT_SENTENCES
from stocktake.returns.problems import say_cells

_OF_ONE_CODE = 200
_REST = "various values"


class LayoutFindings:
    """Problems in the order they were first found, the same words on a sheet merged into one."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[str]] = {}
        self._counts: dict[str, int] = {}

    def add(self, code: str, sheet: str = "", cells: Iterable[str] = (), **words: str) -> None:
        """Note a finding."""
        key = (code, sheet, tuple(sorted(words.items())))
        if key not in self._cells:
            self._counts[code] = self._counts.get(code, 0) + 1
            if self._counts[code] > _OF_ONE_CODE:
                key = (code, sheet, tuple((word, _REST) for word in sorted(words)))
        self._cells.setdefault(key, []).extend(cells)

    def problems(self) -> tuple[Problem, ...]:
        """Give the problems, those to be fixed first."""
        made = [
            _problem(code, sheet, tuple(dict.fromkeys(cells)), dict(words))
            for (code, sheet, words), cells in self._cells.items()
        ]
        return tuple(sorted(made, key=lambda problem: list(Level).index(problem.level)))


def _problem(code: str, sheet: str, cells: tuple[str, ...], words: dict[str, str]) -> Problem:
    level, message, fix = LAYOUT_SENTENCES[code]
    words = {**words, "cells": say_cells(cells), "Cells": "Cell" if len(cells) == 1 else "Cells"}
    found = words.get("found", "")
    said = (_fill(message, words), _fill(fix, words))
    key = problem_key(code, sheet, cells or (found,))
    return Problem(code, level, sheet, cells, found, *said, key)


def _fill(template: str, words: dict[str, str]) -> str:
    # Not str.format: what was found comes from a workbook and may hold braces of its own.
    return re.sub(r"\{(\w+)\}", lambda name: words.get(name[1], ""), template)
