"""Collect what the checks find, and merge what is the same over many cells into one problem."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stocktake.model.numbers import MINUS, sent_number
from stocktake.model.problem import Level, Problem, problem_key
from stocktake.returns.catalogue import CATALOGUE
from stocktake.returns.waivers import About, Waivers, no_waivers

_ADDRESS = re.compile(r"^([A-Z]*)(\d+)$")
_PIECES_SHOWN = 3
# Beyond so many different findings of one kind a list helps nobody: the rest become one line.
_OF_ONE_CODE = 200
_REST = "various values"
_NOTHING = About()


@dataclass
class _Group:
    """One problem in the making: the cells that share it, and what stays put about each."""

    cells: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    indicators: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)


_Key = tuple[str, str, tuple[tuple[str, str], ...]]


class Findings:
    """Problems in the order they were first found."""

    def __init__(self) -> None:
        self._groups: dict[_Key, _Group] = {}
        self._waived: dict[_Key, _Group] = {}
        self._counts: dict[str, int] = {}
        self._waivers = no_waivers()
        self._round = ""
        self._titles: Mapping[str, str] = {}
        self._units: Mapping[str, str] = {}

    def begin(self, reporting_round: str, waivers: Waivers) -> None:
        """Say which round is checked, and which exceptions were signed for its department."""
        self._round, self._waivers = reporting_round, waivers

    def name_by(self, titles: Mapping[str, str], units: Mapping[str, str]) -> None:
        """Say how indicators and units are called, for saying what a problem is about."""
        self._titles, self._units = titles, units

    def add(
        self,
        code: str,
        sheet: str = "",
        cells: Iterable[str] = (),
        *,
        about: Sequence[About] = (),
        **words: str,
    ) -> bool:
        """Note a finding; the same code and words on the same sheet become one problem.

        `about` goes with the cells one by one, or is a single one for all of them. Says whether
        anything stands after the waivers: what is waived is read on as if nothing had been found.
        """
        places = list(cells)
        subjects = list(about) if len(about) == len(places) else [*about[:1]] * len(places)
        key = (code, sheet, tuple(sorted(words.items())))
        if not subjects:
            self._keep(self._groups, key, places, places, _NOTHING)
            return True
        stands = False
        for cell, subject in zip(places, subjects, strict=True):
            is_waived = self._waivers.excuse(code, subject)
            stands |= not is_waived
            groups = self._waived if is_waived else self._groups
            self._keep(groups, key, [cell] if cell else [], [_place_of(subject, cell)], subject)
        return stands

    def _keep(
        self,
        groups: dict[_Key, _Group],
        key: _Key,
        cells: list[str],
        places: list[str],
        subject: About,
    ) -> None:
        if key not in groups:
            code, sheet, words = key
            self._counts[code] = self._counts.get(code, 0) + 1
            if self._counts[code] > _OF_ONE_CODE:
                key = (code, sheet, tuple((word, _REST) for word, _ in words))
        group = groups.setdefault(key, _Group())
        group.cells.extend(cells)
        group.places.extend(places)
        group.indicators.add(subject.indicator_key)
        group.units.add(subject.unit_key)

    def level(self, code: str) -> Level:
        """Give the level of a check in this round: a new one only asks in its first."""
        return CATALOGUE[code].level_in(self._round)

    def must_stop(self) -> bool:
        """Whether anything found so far must be fixed."""
        return any(self.level(code) is Level.MUST_FIX for code, _, _ in self._groups)

    def problems(self) -> tuple[Problem, ...]:
        """Give the problems, those to be fixed first."""
        return self._made(self._groups)

    def waived(self) -> tuple[Problem, ...]:
        """Give what would be problems but for a signed exception."""
        return self._made(self._waived)

    def _made(self, groups: dict[_Key, _Group]) -> tuple[Problem, ...]:
        made = [self._problem(key, group) for key, group in groups.items()]
        return tuple(sorted(made, key=lambda problem: list(Level).index(problem.level)))

    def _problem(self, key: _Key, group: _Group) -> Problem:
        code, sheet, pairs = key
        check = CATALOGUE[code]
        cells = tuple(dict.fromkeys(group.cells))
        words = dict(pairs)
        found = words.get("found", "")
        words |= {"cells": say_cells(cells), "Cells": "Cell" if len(cells) == 1 else "Cells"}
        return Problem(
            code=code,
            level=self.level(code),
            sheet=sheet,
            cells=cells,
            found=found,
            message=_fill(check.message, words),
            fix=_fill(check.fix, words),
            # What was found belongs to the key only where no place tells two problems apart.
            problem_key=problem_key(code, sheet, group.places or [found]),
            section=self._section(group),
        )

    def _section(self, group: _Group) -> str:
        """Name the indicator all cells are about, and the unit or how many of them."""
        if len(group.indicators) != 1:
            return ""
        title = self._titles.get(next(iter(group.indicators)), "")
        units = [self._units[key] for key in group.units if key in self._units]
        if not title or not units:
            return title
        return f"{title}, {units[0] if len(units) == 1 else f'{len(units):,} units'}"


def _place_of(subject: About, cell: str) -> str:
    # Rows may be sorted between two sendings; the key of a row travels with it, its number not.
    return f"{subject.row_key}/{cell.rstrip('0123456789')}" if subject.row_key else cell


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


def said_number(value: float, decimals: int | None = None) -> str:
    """Write a number as the sender's cell shows it, its minus too: `7,000`, `77.1`, `-3`."""
    return sent_number(float(value), decimals).replace(MINUS, "-")
