"""The examples in docstrings are run, and every file of rules has one."""

import doctest
import importlib
import re

import pytest

from tests.architecture.sources import Source, read_sources

SOURCES = read_sources("stocktake/**/*.py")
WITH_EXAMPLES = [source for source in SOURCES if ">>> " in source.text]


@pytest.mark.parametrize("source", WITH_EXAMPLES, ids=lambda source: source.place)
def test_an_example_gives_what_it_says(source: Source, capsys: pytest.CaptureFixture[str]):
    result = doctest.testmod(importlib.import_module(source.name))
    assert result.attempted > 0
    assert result.failed == 0, capsys.readouterr().out


MODEL = [s for s in read_sources("stocktake/model/*.py") if re.search(r"^def [a-z]", s.text, re.M)]


@pytest.mark.parametrize("source", MODEL, ids=lambda source: source.place)
def test_a_file_of_rules_shows_how_they_work(source: Source):
    assert source in WITH_EXAMPLES


def test_examples_were_looked_at():
    assert len(WITH_EXAMPLES) >= 2
