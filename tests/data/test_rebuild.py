"""The script gives back the workbooks that are committed."""

import doctest
import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from data.demo import plans, units
from tests.data.conftest import DATA


def _files(folder: Path) -> list[str]:
    found = [folder / "register.xlsx", folder / "received.csv", *folder.glob("returns/*/*.xlsx")]
    return sorted(str(path.relative_to(folder)) for path in found)


def _parts(path: Path) -> dict[str, bytes]:
    # The parts and not the file: another machine's zlib may pack the same bytes differently.
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def _is_same(one: bytes, other: bytes) -> bool:
    # What they say: openpyxl writes by lxml where it is installed, which closes what is empty its
    # own way and declares namespaces elsewhere. Only the small parts declare any, so that the
    # great sheets need not be taken apart.
    return _close_up(one) == _close_up(other) or _said(one) == _said(other)


def _close_up(part: bytes) -> bytes:
    # Inside texts both write `>` as `&gt;`. A cell that is not empty ends in `</v/>` by this, which
    # nothing else does: no two parts that say different things become alike.
    return part.replace(b" />", b"/>").replace(b"></c>", b"/>")


def _said(part: bytes) -> list[tuple[object, ...]]:
    # The count of its children gives each element its place. Far quicker than the canonical form.
    every = fromstring(part).iter()
    return [(one.tag, one.attrib, one.text, one.tail, len(one)) for one in every]


def test_the_script_writes_exactly_the_committed_files(rebuilt: Path):
    assert _files(rebuilt) == _files(DATA)
    assert len(_files(DATA)) == 38


@pytest.mark.parametrize("name", [n for n in _files(DATA) if n.endswith(".xlsx")])
def test_each_workbook_is_reproduced_part_by_part(name: str, rebuilt: Path):
    made, committed = _parts(rebuilt / name), _parts(DATA / name)
    assert list(made) == list(committed)
    assert [part for part in made if not _is_same(made[part], committed[part])] == []


def test_only_what_is_said_counts_in_a_part():
    assert _is_same(b'<a b="1" c="2"/>', b'<a c="2" b="1" />')
    assert _is_same(b'<a xmlns:r="x"><b r:c="1"/></a>', b'<a><b xmlns:r="x" r:c="1"/></a>')
    assert _is_same(b'<r><c b="1" /><c><v>1</v></c></r>', b'<r><c b="1"></c><c><v>1</v></c></r>')
    for other in (b'<a b="2"/>', b'<a b="1">x</a>', b'<a b="1"><c/></a>', b'<c b="1"/>'):
        assert not _is_same(b'<a b="1"/>', other)
    assert not _is_same(b"<a><b/><c/></a>", b"<a><b><c/></b></a>")


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
