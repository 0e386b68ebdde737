"""The standard return as people meet it, and the way back from it."""

import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from stocktake.model.indicator import SYMBOLS
from stocktake.model.period import month_end
from stocktake.model.problem import Verdict
from tests.returns.builders import FIGURE_NAMES, JANUARY, check, figures, write_good


def test_the_same_return_is_the_same_file(tmp_path):
    first = write_good(tmp_path / "one.xlsx").read_bytes()
    time.sleep(2.1)  # zip archives count in steps of two seconds
    assert write_good(tmp_path / "two.xlsx").read_bytes() == first


def test_senders_may_change_their_figures_and_nothing_else(tmp_path):
    book = load_workbook(write_good(tmp_path / "r.xlsx"))
    sheet = book["Figures"]
    assert book.security.lockStructure
    assert sheet.protection.sheet
    locked = {letter: sheet[f"{letter}6"].protection.locked for letter in "ABCDEFGHIJ"}
    assert locked == dict.fromkeys("ABCD", True) | dict.fromkeys("EFGHIJ", False)
    assert book["Cover"]["C10"].protection.locked is False
    assert book["Cover"]["C7"].protection.locked


def test_keys_are_hidden_headers_are_marked_and_the_top_stays_in_sight(tmp_path):
    sheet = load_workbook(write_good(tmp_path / "r.xlsx"))["Figures"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet["A6"].value == "four_hours|trust_a|2026-01-31"
    assert [c.value for c in sheet[5]][1:5] == ["Indicator *", "Unit *", "Period *", "Numerator"]
    assert sheet["B5"].fill.start_color.rgb == "000B1F33"
    assert sheet["B5"].font.color.rgb == "00FFFFFF"
    assert sheet.freeze_panes == "E6"
    assert sheet["B1"].value == "Figures: Health"
    assert "never 0" in sheet["B2"].value


def test_the_status_is_chosen_from_a_list(tmp_path):
    sheet = load_workbook(write_good(tmp_path / "r.xlsx"))["Figures"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"final,provisional,revised,not published,suppressed"'
    assert str(rule.sqref) == "H6:H12"


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    table = figures(
        ("four_hours", "trust_a", JANUARY, 70.0, None, None, "final", None, None, "=1+1\x07")
    )
    path = write_good(tmp_path / "r.xlsx", table)
    cell = load_workbook(path)["Figures"]["J6"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")
    assert check(path).observations["note"][0] == "=1+1"


MONTHS = [month_end(2024 + n // 12, n % 12 + 1) for n in range(24)]
COUNTS = st.integers(0, 10**7).map(float)
PERCENTS = st.floats(0, 100, allow_subnormal=False).map(lambda value: float(f"{value:.12g}"))
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=40
).map(str.strip).filter(lambda text: text and not text.startswith("[["))  # fmt: skip


@st.composite
def some_rows(draw):
    places = draw(
        st.lists(
            st.tuples(st.sampled_from(["four_hours", "twelve_hours"]),
                      st.sampled_from(["trust_a", "trust_b"]), st.sampled_from(MONTHS)),
            min_size=1, max_size=12, unique=True,
        )
    )  # fmt: skip
    return figures(*(_row(draw, *place) for place in places))


def _row(draw, indicator, unit, end):
    value = above = below = symbol = None
    status = draw(st.sampled_from(["final", "provisional", "revised"]))
    kind = draw(st.sampled_from(["value", "parts", "symbol"]))
    if kind == "symbol":
        symbol = draw(st.sampled_from(sorted(SYMBOLS)))
        status = SYMBOLS[symbol].value
    elif kind == "parts" and indicator == "four_hours":
        below = draw(COUNTS) + 1
        above = float(int(below * draw(st.floats(0, 1))))
    else:
        value = draw(COUNTS if indicator == "twelve_hours" else PERCENTS)
    texts = st.none() | TEXTS
    return (indicator, unit, end, value, above, below, status, symbol, draw(texts), draw(texts))


@settings(max_examples=8)
@given(some_rows())
def test_what_goes_out_comes_back_exactly(table):
    with TemporaryDirectory() as folder:
        result = check(write_good(Path(folder) / "r.xlsx", table))
    assert result.verdict is Verdict.ACCEPTED, result.problems
    found = result.observations
    expected = table.copy()
    worked_out = expected["value"].isna() & expected["numerator"].notna()
    ratio = 100.0 * expected["numerator"] / expected["denominator"]
    expected["value"] = expected["value"].where(~worked_out, ratio)
    for name in ("value", "numerator", "denominator"):
        np.testing.assert_array_equal(found[name].to_numpy(), expected[name].to_numpy())
    for name in set(FIGURE_NAMES) - {"value", "numerator", "denominator"}:
        ours = [None if pd.isna(v) else v for v in found[name]]
        theirs = [None if pd.isna(v) else _spaced(name, v) for v in expected[name]]
        assert ours == theirs, name


def _spaced(name, value):
    return value.strip() if name in ("note", "revision_reason") else value


def test_every_period_on_the_template_is_read_back_by_its_label_alone(tmp_path):
    table = figures(
        ("ready", "england", date(2024, 8, 31), 60.0, None, None, "final", None, None, None),
        (
            "median_weeks",
            "trust_a",
            date(2025, 12, 31),
            13.2,
            None,
            None,
            "final",
            None,
            None,
            None,
        ),
    )
    path = write_good(tmp_path / "r.xlsx", table)
    book = load_workbook(path)
    for row in (6, 7):
        book["Figures"][f"A{row}"] = None
    book.save(path)
    assert check(path).observations["period_end"].tolist() == table["period_end"].tolist()
