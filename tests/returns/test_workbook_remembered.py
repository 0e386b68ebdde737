"""A small workbook is opened once while somebody works on it; a large one every time."""

import pytest

from stocktake.returns import workbook
from tests.returns.builders import write_good


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the real openings: each starts a process."""
    sizes: list[int] = []
    read = workbook._read_workbook

    def counted(content, limits):
        sizes.append(len(content))
        return read(content, limits)

    monkeypatch.setattr(workbook, "_read_workbook", counted)
    workbook._recent.clear()
    return sizes


def test_the_same_bytes_are_opened_once(opened, tmp_path):
    content = write_good(tmp_path / "good.xlsx").read_bytes()
    first = workbook.read_workbook(content)
    assert workbook.read_workbook(content) == first
    assert len(opened) == 1


def test_a_large_one_is_not_held(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "_SMALL", 3)
    content = write_good(tmp_path / "good.xlsx").read_bytes()
    workbook.read_workbook(content)
    workbook.read_workbook(content)
    assert len(opened) == 2


def test_only_a_few_are_held(opened, tmp_path):
    content = write_good(tmp_path / "good.xlsx").read_bytes()
    for number in range(workbook._FEW + 2):
        workbook.read_workbook(content + b"\0" * number)
    assert len(workbook._recent) == workbook._FEW
