"""A department's workbook for a round: a small one with every sheet, filled in as a clerk would."""

import functools
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from openpyxl import load_workbook

from stocktake.model.period import month_end
from stocktake.returns.check import CheckedReturn, check_return
from stocktake.returns.context import ReturnContext
from stocktake.returns.template import write_template
from tests.returns.builders import COVER, a_context

MARCH = date(2026, 3, 31)
MONTHS = [month_end(2025 + n // 12, n % 12 + 1) for n in range(6, 14)]  # July 2025 to February 2026
TRUSTS = [f"wide_{n:02d}" for n in range(14)]


def round_context(**changes) -> ReturnContext:
    """Four hours for 14 trusts (wide), twelve hours for two and the median for England (long)."""
    base = a_context(today=date(2026, 4, 20))
    units = pd.DataFrame(
        [(key, f"W{n}", f"Wide Trust {n}", "nhs_provider", None) for n, key in enumerate(TRUSTS)],
        columns=base.units.columns,
    )
    indicators = base.indicators.copy()
    four = indicators["indicator_key"] == "four_hours"
    indicators["numerator_label"] = indicators["numerator_label"].astype(object)
    indicators.loc[four, "numerator_label"] = "seen in four hours"
    indicators.loc[four, "denominator_label"] = "all who came"
    context = replace(
        base,
        units=pd.concat([base.units, units], ignore_index=True),
        indicators=indicators,
        known_figures=known_figures(),
        history=known_figures(),
        expected=expected(),
        priorities=pd.DataFrame(
            [("fast_care", "health", "Seen within four hours", "Four hours", None),
             ("closed_one", "health", "Long ago", "Long ago", date(2020, 1, 1)),
             ("schools", "education", "Ready for school", "Ready", None)],
            columns=["priority_key", "department_key", "title", "short_title", "closed_on"],
        ),
        policy_steps=pd.DataFrame(
            [("front_door", "fast_care", "Senior clinician at the door", date(2026, 3, 1), None),
             ("teams", "fast_care", "Joint teams", date(2026, 12, 1), None)],
            columns=["policy_step_key", "priority_key", "title", "due_on", "done_on"],
        ),
        actions=pd.DataFrame(
            [("write_letter", "fast_care", "Write to trusts", "Jo", date(2026, 4, 1),
              date(2026, 1, 9)),
             ("see_later", "fast_care", "See later", "Kim", date(2026, 9, 1), date(2026, 1, 9))],
            columns=["action_key", "priority_key", "text", "owner", "due_on", "agreed_on"],
        ),
        self_ratings=pd.DataFrame(
            [("fast_care", "overall", "amber_red"), ("fast_care", "stage", "2")],
            columns=["priority_key", "category", "rating"],
        ),
    )  # fmt: skip
    return replace(context, **changes)


def known_figures() -> pd.DataFrame:
    rows = []
    for place, unit in enumerate(TRUSTS):
        for number, end in enumerate(MONTHS):
            above, below = 700.0 + 7 * ((place + number) % 5) + number, 1000.0
            rows.append(("four_hours", unit, end, above / 10, above, below, "final"))
    for place, unit in enumerate(("trust_a", "trust_b")):
        for number, end in enumerate(MONTHS):
            value = 1200.0 + 100 * place + 9 * (number % 3) + number
            rows.append(("twelve_hours", unit, end, value, None, None, "final"))
    names = ["indicator_key", "unit_key", "period_end", "value", "numerator", "denominator",
             "status"]  # fmt: skip
    return pd.DataFrame(rows, columns=names).astype({"numerator": float, "denominator": float})


def expected() -> pd.DataFrame:
    rows = [("four_hours", unit, MARCH) for unit in TRUSTS]
    rows += [("twelve_hours", unit, MARCH) for unit in ("trust_a", "trust_b")]
    return pd.DataFrame(rows, columns=["indicator_key", "unit_key", "period_end"])


# Figures: rows 7 and 8 (twelve hours, H is the value). Figures 1: B unit, C to K numerators (K is
# March), L to T denominators (T is March), U status, V reason, W note; units from row 8 on.
GOOD_CELLS: dict[str, object] = {
    "Figures!H7": 1217,
    "Figures!H8": 1315,
    **{f"Figures 1!K{8 + n}": 725 + 2 * (n % 3) for n in range(14)},
    **{f"Figures 1!T{8 + n}": 1000 for n in range(14)},
    "Policy steps!F6": "done",
    "Policy steps!H6": date(2026, 3, 20),
    "Actions!F6": "on track",
    "Actions!I6": "Letters go out in May.",
    **{f"Commentary!D{row}": f"A sentence about {row}." for row in range(6, 10)},
    "Self-rating!E6": "Very high",
    "Self-rating!E7": "Amber-green",
    "Self-rating!E8": "amber-red",
    "Self-rating!E9": "2 of 4: implementation",
    "Self-rating!E10": "Amber-red",
}


def write_round(path: Path, context: ReturnContext | None = None) -> Path:
    write_template(path, COVER, context or round_context())
    return path


def fill(path: Path, *changes: dict[str, object]) -> Path:
    """Type into cells and save; later changes win."""
    book = load_workbook(path)
    cells: dict[str, object] = {}
    for change in changes:
        cells |= change
    for address, value in cells.items():
        sheet, cell = address.split("!")
        book[sheet][cell] = value
    book.save(path)
    return path


@functools.cache
def _good_bytes() -> bytes:
    with TemporaryDirectory() as folder:
        return fill(write_round(Path(folder) / "good.xlsx"), GOOD_CELLS).read_bytes()


def good_round(path: Path, **cells: object) -> Path:
    path.write_bytes(_good_bytes())
    return fill(path, cells) if cells else path


_usual_context = functools.cache(round_context)


def check_round(path: Path, context: ReturnContext | None = None) -> CheckedReturn:
    return check_return(path, context or _usual_context())
