"""The documents, read the way their readers do: commands to type, paths to open."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
COMMAND = re.compile(r"python3? -m stocktake\b([^\n`|;&]*)")
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
# What stands for something else (<name>, ….xlsx, *.py), and what is made by running.
PLACEHOLDER = re.compile(r"[<>…*{}$]|^/|\.duckdb$")
# A second word on a line of the map is a path only if it looks like one.
LOOKS = re.compile(r"[/.]\w*$")


def fenced(text: str) -> list[tuple[str, str]]:
    """Give each fenced block as its language and its text."""
    return [(found[1], found[2]) for found in FENCE.finditer(text)]


def section(text: str, word: str) -> str:
    """Give the part under the first heading that has this word in it, up to the next like it."""
    outside = re.sub(FENCE, lambda found: "\n" * found[0].count("\n"), text).split("\n")
    lines = text.split("\n")
    heads = [(at, line) for at, line in enumerate(outside) if re.match(r"#{1,6} ", line)]
    for place, (start, line) in enumerate(heads):
        if re.search(rf"\b{word}\b", line, re.I):
            level = line.index(" ")
            later = (at for at, head in heads[place + 1 :] if head.index(" ") <= level)
            return "\n".join(lines[start : next(later, len(lines))])
    return ""


def map_paths(block: str) -> list[str]:
    """Give the paths a drawn map names: indented names stand inside the folder above them.

    A line is names, then two spaces or more, then what they are; several names may share a line.
    """
    found: list[str] = []
    above: list[tuple[int, str]] = []
    for line in block.splitlines():
        drawn = re.sub(r"[│├└─]", " ", line).rstrip()
        if not drawn.strip():
            continue
        indent = len(drawn) - len(drawn.lstrip())
        first, *others = re.split(r"[\s·,;]+", re.split(r" {2,}|\t| [#—–] ?", drawn.strip())[0])
        above = [(depth, folder) for depth, folder in above if depth < indent]
        base = above[-1][1] if above else ""
        paths = [base + name for name in (first, *others) if name == first or LOOKS.search(name)]
        found += [path for path in paths if not PLACEHOLDER.search(path)]
        if len(paths) == 1 and paths[0].endswith("/"):
            above.append((indent, paths[0]))
    return found


def inline_paths(text: str) -> list[str]:
    """Give what stands in backticks and looks like a path of ours: a slash, and nothing odd."""
    prose = FENCE.sub("", text)
    return [
        name
        for name in INLINE.findall(prose)
        if re.fullmatch(r"\.?[\w-]+/[\w./-]*", name) and not PLACEHOLDER.search(name)
    ]


def commands(text: str) -> Iterator[list[str]]:
    """Give the words after each `python -m stocktake` in a document."""
    for found in COMMAND.finditer(text):
        yield shlex.split(re.split(r"\s#|  +", found[1].strip())[0].replace("'", ""))


def missing(root: Path, paths: list[str]) -> list[str]:
    """Give the paths that do not exist, from the top of the project."""
    return [path for path in paths if not (root / path).exists()]
