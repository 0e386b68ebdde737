"""The files that the rules of the house are read from."""

import ast
import os
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
CODE = ("app.py", "stocktake/**/*.py", "pages/**/*.py", "data/**/*.py")
CACHES = {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}
NOT_OURS = CACHES | {".venv", ".git"}


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands from the top of the project, and its text."""

    place: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.place)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree: each rule looks at all of them, and walking costs the most."""
        return list(ast.walk(self.tree))

    @property
    def name(self) -> str:
        """The dotted name: `stocktake.store.reads`, `app`, `pages.monitor.wall`."""
        name = self.place.removesuffix(".py").replace("/", ".")
        return name.removesuffix(".__init__")

    @property
    def package(self) -> str:
        """The package that a relative import starts from."""
        return self.name if self.place.endswith("__init__.py") else self.name.rpartition(".")[0]


def read_sources(*patterns: str) -> list[Source]:
    """Read the Python files that match, from the top of the project."""
    found = sorted({path for pattern in patterns for path in ROOT.glob(pattern)})
    return [_read(path) for path in found]


@cache
def _read(path: Path) -> Source:
    # One and the same for every rule, so that it is taken apart once.
    return Source(place(path), path.read_text("utf-8"))


def faults_of(rule: Callable[[Any], list[str]], looked_at: Iterable[Any]) -> list[str]:
    """Hold a rule against all files in one test: each fault names its file and line.

    A test for every file and rule would be two thousand, and most of their time the runner's.
    """
    return [fault for one in looked_at for fault in rule(one)]


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_whole() -> bool:
    """Whether the app stands: until it does, a part that is not there yet is no fault."""
    return (ROOT / "app.py").exists()


def committed_files() -> list[Path]:
    """Every file that git holds or would add; without git, every file that is not made here."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        paths = [ROOT / name for name in done.stdout.split("\0") if name]
        return [path for path in paths if path.is_file()]
    return _walk()


def _walk() -> list[Path]:
    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        found += [Path(folder, name) for name in names if ".duckdb" not in name]
    return found
