"""Whatever is typed into a good workbook: what it does to a figure is reported or shown."""

import math
import re
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from stocktake.model.problem import Verdict
from stocktake.returns.review import State, compare
from tests.returns.builders import rewrite_part
from tests.returns.round_builders import check_round, good_round

SHEETS = ["Guide", "Cover", "Figures", "Figures 1"]

CELLS = [f"Figures!{letter}{row}" for letter in "BCDFGHIJK" for row in (7, 8)]
CELLS += [f"Figures 1!{get_column_letter(n)}{row}" for n in range(2, 24) for row in range(8, 22)]
CELLS += [f"Figures 1!{letter}{row}" for letter in "BCKT" for row in (6, 7)]
CELLS += [f"Figures 1!A{row}" for row in range(7, 22)]
CELLS += [f"Figures!A{row}" for row in (7, 8)]
TYPED = st.one_of(
    st.none(),
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.sampled_from(["[x]", "[c]", "n/a", "1,234", "12 %", "final", "revised", "2026-02", "#REF!",
                     "=1+1", "late records", "Beta Trust", "Wide Trust 3", " 725 ", "725,5"]),
    st.booleans(),
    st.just(datetime(2026, 2, 28)),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12),
)  # fmt: skip
KEYS = ["indicator_key", "unit_key", "period_end"]
FIGURES = ["value", "numerator", "denominator"]


@pytest.fixture(scope="module")
def good():
    with TemporaryDirectory() as folder:
        result = check_round(good_round(Path(folder) / "r.xlsx"))
    assert result.verdict is Verdict.ACCEPTED
    return result.observations


@pytest.mark.usefixtures("read_here")
@settings(
    max_examples=60,
    deadline=None,
    # Explaining a failure traces every line, which takes minutes here.
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(place=st.sampled_from(CELLS), typed=TYPED)
def test_no_cell_changes_a_figure_in_silence(good, place, typed):
    with TemporaryDirectory() as folder:
        path = good_round(Path(folder) / "r.xlsx")
        type_into(path, place, typed)
        result = check_round(path)
    sheet, cell = place.split("!")
    named = any(
        problem.sheet == sheet and (cell in problem.cells or row_of(cell) in problem.cells)
        for problem in result.problems
    )
    if result.verdict is not Verdict.ACCEPTED:
        assert named or breaks_structure(result), (place, typed, result.problems)
        return
    now = result.observations
    shown = compare(now, good).set_index(KEYS)
    before = good.set_index(KEYS)
    for key, row in now.set_index(KEYS).iterrows():
        if key not in before.index or moved(row, before.loc[key]):
            assert named or shown.loc[key, "state"] != State.UNCHANGED, (place, typed, key)
    lost = set(before.index) - set(now.set_index(KEYS).index)
    # A figure of this round that is gone is asked for; one sent before stays as it is stored.
    asked = {key for key in lost if str(key[2]) == "2026-03-31"}
    assert not asked or any(p.code in ("R-205", "R-067") for p in result.problems), (place, typed)


def type_into(path, place, typed):
    """Put a value into one cell of the file itself: opening and saving takes ten times as long."""
    sheet, cell = place.split("!")
    part = f"xl/worksheets/sheet{SHEETS.index(sheet) + 1}.xml"

    def change(content):
        pattern = rb'<c r="%s"( s="\d+")?[^>]*?(?:/>|>.*?</c>)' % cell.encode()
        changed, count = re.subn(
            pattern, lambda found: as_cell(cell, found[1] or b"", typed), content, count=1
        )
        assert count == 1, place
        return changed

    rewrite_part(path, part, change)


def as_cell(cell, style, typed):
    start = b'<c r="%s"%s' % (cell.encode(), style)
    if typed is None:
        return start + b"/>"
    if isinstance(typed, bool):
        return start + b' t="b"><v>%d</v></c>' % typed
    if isinstance(typed, int | float):
        return start + b"><v>%s</v></c>" % repr(typed).encode()
    if isinstance(typed, datetime):
        return start + b' t="d"><v>%s</v></c>' % typed.isoformat().encode()
    if typed.startswith("#"):
        return start + b' t="e"><v>#REF!</v></c>'
    if typed.startswith("="):
        return start + b"><f>1+1</f></c>"
    return start + b' t="inlineStr"><is><t>%s</t></is></c>' % escape(typed).encode()


def row_of(cell):
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def breaks_structure(result):
    return any(p.code in ("R-061", "R-063", "R-067", "R-068", "R-114", "R-101", "R-137", "R-131",
                          "R-115", "R-138") for p in result.problems)  # fmt: skip


def moved(row, before):
    return any(
        not (row[name] == before[name] or (math.isnan(row[name]) and math.isnan(before[name])))
        for name in FIGURES
    )
