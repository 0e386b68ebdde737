"""What a sender must fix or explain, with the cells it is about."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    """How hard a problem stops a return."""

    MUST_FIX = "must_fix"
    EXPLAIN = "explain"
    INFORMATION = "information"


@dataclass(frozen=True)
class Problem:
    """One thing to fix: stable code, where it is, what was given, what to do.

    `cells` are Excel addresses in one sheet (`("F21", "F22")`); empty where the whole sheet or
    file is meant. `problem_key` is the same when the same thing is found again in a later sending,
    so that what was explained stays explained and what was fixed can be counted.
    """

    code: str
    level: Level
    sheet: str
    cells: tuple[str, ...]
    found: str
    message: str
    fix: str
    problem_key: str = ""
    section: str = ""

    def as_json(self) -> dict[str, object]:
        """Give the problem as plain values, in the order the command line promises."""
        values = {**asdict(self), "cells": list(self.cells), "level": str(self.level)}
        # These are ours, for the desk; programs were never promised them.
        del values["problem_key"], values["section"]
        return values


def problem_key(code: str, sheet: str, places: Iterable[str]) -> str:
    """Name a problem by what stays put: its code, its sheet and the keys of its rows or its cells.

    >>> problem_key("R-104", "Figures", ["F22", "F21"])
    'e3a63007c83b14ef'
    """
    text = "|".join((code, sheet, *sorted(set(places))))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Verdict(StrEnum):
    """What became of a return as a whole."""

    ACCEPTED = "accepted"
    PROBLEMS = "problems"
    REFUSED = "refused"
