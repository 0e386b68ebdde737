"""The script gives back the workbooks that are committed."""

import doctest
import zipfile
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest

from data.demo import plans, units
from tests.data.conftest import DATA


def _files(folder: Path) -> list[str]:
    found = [folder / "register.xlsx", folder / "received.csv", *folder.glob("returns/*/*.xlsx")]
    return sorted(str(path.relative_to(folder)) for path in found)


def _parts(path: Path) -> dict[str, str]:
    # The parts and not the file: another machine's zlib may pack the same bytes differently. Their
    # canonical form: openpyxl writes by lxml where it is installed, which spaces `/>` its own way.
    with zipfile.ZipFile(path) as book:
        return {name: canonicalize(book.read(name)) for name in book.namelist()}


def test_the_script_writes_exactly_the_committed_files(rebuilt: Path):
    assert _files(rebuilt) == _files(DATA)
    assert len(_files(DATA)) == 38


@pytest.mark.parametrize("name", [n for n in _files(DATA) if n.endswith(".xlsx")])
def test_each_workbook_is_reproduced_part_by_part(name: str, rebuilt: Path):
    assert _parts(rebuilt / name) == _parts(DATA / name)


def test_the_list_of_what_came_when_is_reproduced(rebuilt: Path):
    assert (rebuilt / "received.csv").read_bytes() == (DATA / "received.csv").read_bytes()


def test_the_sources_are_compact():
    size = sum(path.stat().st_size for path in (DATA / "sources").iterdir())
    assert size < 3 * 1024 * 1024


@pytest.mark.parametrize("module", [plans, units])
def test_the_examples_in_the_script_are_true(module):
    outcome = doctest.testmod(module)
    assert outcome.attempted
    assert not outcome.failed
