"""Published tables come through their saved layouts with not one value different."""

from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from stocktake.model.problem import Level
from stocktake.returns.context import context_from_register
from stocktake.returns.layout.apply import LayoutReading, apply_layout, read_with_layout
from stocktake.returns.layout.guess import guess_layout
from stocktake.returns.layout.layout import Layout
from stocktake.returns.layout.match import Matcher
from stocktake.returns.layout.sheets import read_sheets
from stocktake.returns.observations import COLUMNS
from stocktake.returns.register import read_register
from tests.returns.layout.real_tables import TABLES, RealTable

ROOT = Path(__file__).resolve().parents[3]
Place = tuple[str, str, date, str]


@cache
def context():
    return context_from_register(read_register(ROOT / "data" / "register.xlsx"))


@cache
def table(name: str) -> RealTable:
    return TABLES[name]()


def placed(figures: pd.DataFrame) -> dict[Place, tuple[str, float | None]]:
    """Give all parts of all figures with their addresses."""
    found = {}
    for row in figures.itertuples():
        for part in ("value", "numerator", "denominator"):
            letter, number = getattr(row, f"{part}_column"), getattr(row, part)
            if isinstance(letter, str):
                key = (row.indicator_key, row.unit_key, row.period_end, part)
                found[key] = (f"{letter}{row.row_number}", None if pd.isna(number) else number)
    return found


def expected(made: RealTable) -> dict[Place, tuple[str, float | None]]:
    return {key: cell for page in made.pages for key, cell in page.figures.items()}


def said(reading: LayoutReading) -> list[str]:
    return [p.message for p in reading.problems if p.level is Level.MUST_FIX]


def asked(reading: LayoutReading) -> set[str]:
    return {p.code for p in reading.problems if p.level is Level.EXPLAIN}


@pytest.mark.parametrize("name", TABLES)
def test_a_published_table_comes_through_its_saved_layout_unchanged(name):
    made = table(name)
    saved = Layout.from_json(made.layout.to_json())
    assert saved == made.layout
    reading = read_with_layout(made.content, saved, context(), made.confirmed)
    assert said(reading) == []
    assert asked(reading) == made.explains
    assert reading.unmatched == ()
    assert placed(reading.figures) == expected(made)
    assert list(reading.figures.columns) == list(COLUMNS)
    without = reading.figures[reading.figures["value"].isna()]
    assert set(without["symbol"]) == ({made.missing} if made.missing else set())
    assert reading.figures["symbol"].notna().sum() == len(without)


def test_enough_figures_were_compared():
    assert len(TABLES) >= 8
    assert sum(len(expected(table(name))) for name in TABLES) > 10_000


@pytest.mark.parametrize("name", TABLES)
def test_the_first_guess_reads_a_published_table_once_its_names_are_confirmed(name):
    made = table(name)
    book = read_sheets(made.content)
    guess = guess_layout(book, Matcher(context(), made.confirmed))
    guess = Layout.from_json(guess.to_json())
    guess = Layout(guess.title, guess.blocks, symbols=made.layout.symbols, periods=guess.periods)
    reading = apply_layout(book, guess, context(), {**made.confirmed, **made.guess_answers})
    assert said(reading) == []
    assert asked(reading) == made.explains
    assert placed(reading.figures) == expected(made)
