"""README, CONTRIBUTING, CHANGELOG and the decisions say what is true."""

import re

import click
import pytest

from stocktake import __version__
from tests.architecture.sources import ROOT, is_whole
from tests.docs.documents import commands, fenced, inline_paths, map_paths, missing, section

DECISION = re.compile(r"^## (\d+)\. ", re.M)


def read(name: str) -> str:
    """Read a document. Until the app stands, one that is not written yet is no fault."""
    path = ROOT / name
    if not path.exists() and not is_whole():
        pytest.skip(f"{name} is not written yet")
    return path.read_text("utf-8")


def test_the_readme_says_at_its_top_what_it_is_and_the_two_commands():
    top = read("README.md").splitlines()[:45]
    assert "delivery unit" in "\n".join(top)
    assert "Deliverology" in "\n".join(top)
    assert any(re.match(r"\s*(\$ )?make run\b", line) for line in top)
    assert any(re.match(r"\s*(\$ )?make test\b", line) for line in top)


def test_the_map_in_the_readme_names_only_what_exists():
    blocks = [text for _, text in fenced(section(read("README.md"), "map"))]
    assert blocks, "the README has no drawn map under a heading with the word 'map'"
    paths = map_paths(blocks[0])
    assert len(paths) >= 15
    assert missing(ROOT, paths) == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_a_path_named_in_a_document_exists(name: str):
    paths = inline_paths(read(name))
    if is_whole():
        assert missing(ROOT, paths) == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_a_make_command_named_in_a_document_is_one(name: str):
    named = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(code_of(read(name)))))
    assert named <= make_targets()


def code_of(text: str) -> list[str]:
    return [block for _, block in fenced(text)] + re.findall(r"`([^`\n]+)`", text)


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def test_the_makefile_has_the_four_commands_and_no_other():
    assert make_targets() == {"run", "test", "check", "bench"}


def test_continuous_integration_runs_the_readme_s_commands_and_tests_last():
    script = (ROOT / ".ci/run").read_text("utf-8")
    lines = [line for line in script.splitlines() if line.strip() and not line.startswith("#")]
    assert "set -euo pipefail" in lines
    assert "make check" in lines
    assert lines[-1] == "make test"


def test_a_command_line_named_in_a_document_exists():
    named = [words for name in ("README.md", "CONTRIBUTING.md") for words in commands(read(name))]
    if is_whole():
        assert len(named) >= 3
        assert [words for words in named if not is_command(words, the_commands())] == []


def the_commands() -> click.Group:
    from stocktake import __main__

    groups = [thing for thing in vars(__main__).values() if isinstance(thing, click.Group)]
    assert len(groups) == 1
    return groups[0]


def is_command(words: list[str], group: click.Group) -> bool:
    """Whether the first word is a command of the group, and every option one of its own."""
    plain = [word for word in words if not word.startswith("-")]
    if not plain:
        return True
    command = group.commands.get(plain[0])
    known = {"--help", "-h"} | {name for p in group.params for name in p.opts}
    known |= {name for p in command.params for name in p.opts} if command else set()
    options = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    return command is not None and options <= known


def test_the_changelog_begins_with_this_version_or_with_what_is_unreleased():
    headings = re.findall(r"^## \[?([\w.]+)", read("CHANGELOG.md"), re.M)
    assert headings[0] in (__version__, "Unreleased")
    assert __version__ in headings


def test_decisions_are_numbered_in_order_and_short():
    text = read("docs/decisions.md")
    numbers = [int(number) for number in DECISION.findall(text)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 5
    entries = DECISION.split(text)[2::2]
    long = [n for n, entry in enumerate(entries, 1) if len(entry.strip().splitlines()) > 20]
    assert long == []


MAP = """app.py                  the frame
queries/                every line of SQL
    core/  page/        views
    <key>.sql           one of many
stocktake/              the package
    store/              open it
        reads.py        read
README.md  # this
"""


def test_a_map_is_read_with_its_folders():
    found = map_paths(MAP)
    assert "queries/core/" in found
    assert "stocktake/store/reads.py" in found
    assert found[-1] == "README.md"
    assert not any("<" in path for path in found)


def test_a_path_that_does_not_exist_is_found(tmp_path):
    (tmp_path / "app.py").touch()
    assert missing(tmp_path, ["app.py", "gone.py"]) == ["gone.py"]
    assert inline_paths("see `docs/gone.md`, `value / 2` and `make run`") == ["docs/gone.md"]


def test_a_command_that_does_not_exist_is_found():
    group = click.Group("stocktake")
    group.add_command(click.Command("init", params=[click.Option(["--demo"], is_flag=True)]))
    text = "`python -m stocktake init --demo` `python -m stocktake melt` "
    known = [is_command(words, group) for words in commands(text)]
    assert known == [True, False]
    assert not is_command(["init", "--gone"], group)
    assert is_command([], group)
