"""Exceptions to checks: dated, signed, expiring, and kept as data; never written into code."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from stocktake.returns.catalogue import CATALOGUE


@dataclass(frozen=True)
class About:
    """What a finding is about: enough to find the waiver for it, and to know it again."""

    indicator_key: str = ""
    unit_key: str = ""
    row_key: str = ""


class Waivers:
    """The waivers in force for one department on one day."""

    def __init__(self, waivers: pd.DataFrame, department_key: str, today: date) -> None:
        self._scopes: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in waivers.to_dict("records"):
            code = str(row["code"])
            check = CATALOGUE.get(code)
            if check is None or not check.can_be_waived or row["department_key"] != department_key:
                continue
            if _day(row["signed_on"]) <= today <= _day(row["expires_on"]):
                scope = (_key(row.get("indicator_key")), _key(row.get("unit_key")))
                self._scopes[code].append(scope)

    def excuse(self, code: str, about: About) -> bool:
        """Whether a finding has been excused; a waiver without a unit holds for all of them."""
        return any(
            indicator in ("", about.indicator_key) and unit in ("", about.unit_key)
            for indicator, unit in self._scopes.get(code, ())
        )


def no_waivers() -> Waivers:
    """Give the waivers of a file that is not known to be anybody's yet."""
    return Waivers(pd.DataFrame(columns=["code"]), "", date.min)


def _key(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Any) -> date:
    return date(value.year, value.month, value.day)
