"""What a sender must fix or explain, with the cells it is about."""

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
    file is meant.
    """

    code: str
    level: Level
    sheet: str
    cells: tuple[str, ...]
    found: str
    message: str
    fix: str

    def as_json(self) -> dict[str, object]:
        """Give the problem as plain values, in the order the command line promises."""
        return {**asdict(self), "cells": list(self.cells), "level": str(self.level)}


class Verdict(StrEnum):
    """What became of a return as a whole."""

    ACCEPTED = "accepted"
    PROBLEMS = "problems"
    REFUSED = "refused"
