"""The command line as people meet it: words in, words and an exit code out."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from stocktake.__main__ import cli
from stocktake.settings import PROJECT


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Said]


def no_traceback(said: Said) -> Said:
    assert "Traceback" not in said.out + said.err
    return said


@pytest.fixture(scope="session")
def stocktake() -> Command:
    """Run a command in this process; whatever it does, it shows no traceback."""

    def run(*words: str | Path) -> Said:
        result = CliRunner().invoke(cli, [str(word) for word in words])
        # Anything but a decision to exit would have been a traceback on somebody's screen.
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return no_traceback(Said(result.exit_code, result.stdout, result.stderr))

    return run


@pytest.fixture(scope="session")
def program() -> Command:
    """Run `python -m stocktake` as a program of its own."""

    def run(*words: str | Path) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "stocktake", *map(str, words)],
            cwd=PROJECT, capture_output=True, text=True, check=False, env=os.environ.copy(),
        )  # fmt: skip
        return no_traceback(Said(done.returncode, done.stdout, done.stderr))

    return run


@pytest.fixture(scope="session")
def read_demo(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo for commands that only read."""
    return Path(shutil.copy(built_demo, tmp_path_factory.mktemp("cli") / "demo.duckdb"))


@pytest.fixture(scope="session")
def empty_unit(tmp_path_factory: pytest.TempPathFactory, program: Command) -> Path:
    """A database with the demo's register and no return. Copy it to write."""
    path = tmp_path_factory.mktemp("cli") / "empty.duckdb"
    said = program("init", "--database", path)
    assert (said.code, said.out) == (0, "empty.duckdb is ready for returns.\n")
    return path


@pytest.fixture
def unit(empty_unit: Path, tmp_path: Path) -> Path:
    """A test's own copy of it."""
    return Path(shutil.copy(empty_unit, tmp_path / "unit.duckdb"))
