"""Sizes and names."""

from statistics import median

import pytest

from tests.architecture.shape import (
    file_faults,
    function_faults,
    function_length,
    functions,
    name_faults,
)
from tests.architecture.sources import CODE, Source, faults_of, read_sources

CODE_SOURCES = read_sources(*CODE)
TEST_SOURCES = read_sources("tests/**/*.py")


def test_a_file_is_short_and_well_named():
    assert faults_of(file_faults, CODE_SOURCES + TEST_SOURCES) == []


def test_functions_are_short():
    assert faults_of(function_faults, CODE_SOURCES) == []


def test_names_say_something():
    assert faults_of(name_faults, CODE_SOURCES) == []


def test_half_of_all_functions_have_at_most_twelve_lines():
    lengths = [function_length(f) for source in CODE_SOURCES for f in functions(source)]
    assert len(lengths) >= 20
    assert median(lengths) <= 12


@pytest.mark.parametrize(
    ("place", "lines", "is_fault"),
    [
        ("stocktake/store/reads.py", 400, False),
        ("stocktake/store/reads.py", 401, True),
        ("pages/monitor/wall.py", 60, False),
        ("pages/monitor/wall.py", 61, True),
        ("app.py", 81, True),
        ("stocktake/ui/helpers.py", 1, True),
        ("stocktake/utils/text.py", 1, True),
        ("stocktake/store/connection_manager.py", 1, True),
    ],
)
def test_a_long_or_badly_named_file_is_found(place: str, lines: int, is_fault: bool):
    assert bool(file_faults(Source(place, "x = 1\n" * lines))) is is_fault


def test_a_long_function_is_found_and_its_docstring_forgiven():
    body = "    x = 1\n" * 39
    docstring = '    """Say.\n\n    More.\n    """\n'
    assert function_faults(Source("a.py", f"def f():\n{body}")) == []
    assert function_faults(Source("a.py", f"def f():\n{docstring}{body}")) == []
    assert len(function_faults(Source("a.py", f"def f():\n    y = 1\n{body}"))) == 1


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("class StoreManager: ...", 1),
        ("def process_rows(): ...", 1),
        ("def read(common): ...", 1),
        ("common_areas = 1", 0),
        ("wall_v2 = 1", 1),
        ("as_of = 1", 1),
        ("import subprocess\nsubprocess.run(['x'])", 0),
        ("df = 1", 1),
        ("def f(df):\n    return df", 0),
        ("def f(df):\n    a = 1\n    b = 2\n    c = 3\n    return df", 1),
    ],
)
def test_an_empty_word_is_found(text: str, faults: int):
    assert len(name_faults(Source("a.py", text))) == faults
