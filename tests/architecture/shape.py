"""The shape of a file: how long it is, and what it calls things."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Source

LINES_OF_A_FILE = 400
LINES_OF_A_PAGE = 60
LINES_OF_THE_APP = 80
LINES_OF_A_FUNCTION = 40
BANNED = frozenset(("util", "utils", "helper", "helpers", "common", "misc", "manager", "process"))
# Words that the vocabulary replaces: goal and KPI are "priority", as_of is "known_at", and so on.
REPLACED = frozenset(
    ("kpi", "rag", "as_of", "snapshot", "datapoint", "datapoints", "geography", "goal")
)
VERSION_SUFFIX = re.compile(r"_(v\d+|new|old|final\d*|copy|tmp)$")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def file_faults(source: Source) -> list[str]:
    """Say when a file is too long or badly named."""
    limit = LINES_OF_A_FILE
    if source.place == "app.py":
        limit = LINES_OF_THE_APP
    elif source.place.startswith("pages/"):
        limit = LINES_OF_A_PAGE
    lines = len(source.text.splitlines())
    faults = [f"{source.place}: {lines} lines, more than {limit}"] if lines > limit else []
    words = source.place.removesuffix(".py").lower().split("/")
    return faults + [f"{source.place}: {word} is no name" for word in words if _is_banned(word)]


def function_faults(source: Source) -> list[str]:
    """Name the functions that are too long, not counting their docstrings."""
    return [
        f"{source.place}:{function.lineno}: {function.name} has {length} lines, more than "
        f"{LINES_OF_A_FUNCTION}"
        for function in functions(source)
        if (length := function_length(function)) > LINES_OF_A_FUNCTION
    ]


def functions(source: Source) -> list[Function]:
    return [node for node in source.nodes if isinstance(node, Function)]


def function_length(function: Function) -> int:
    """Count the lines from `def` to the end. A docstring is the argument, not the code."""
    length = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        length -= (docstring.end_lineno or 0) - docstring.lineno + 1
    return length


def name_faults(source: Source) -> list[str]:
    """Name what is called by a word that says nothing, or that the vocabulary replaces."""
    faults = [
        f"{source.place}:{line}: {name} is no name"
        for name, line in _names(source)
        if _is_banned(name) or name.lower() in REPLACED or VERSION_SUFFIX.search(name)
    ]
    return faults + [f"{source.place}:{line}: df, beyond three lines" for line in _long_df(source)]


def _is_banned(name: str) -> bool:
    # First and last word only: `common_areas` says something, `common` and `FileManager` do not.
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")
    return words == ["common"] or bool({words[0], words[-1]} & (BANNED - {"common"}))


def _names(source: Source) -> Iterator[tuple[str, int]]:
    """Give each name that the file itself gives to something; what it imports is others' doing."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def _long_df(source: Source) -> list[int]:
    short = {
        id(inner)
        for function in functions(source)
        if function_length(function) <= 4
        for inner in ast.walk(function)
    }
    return [
        node.lineno
        for node in source.nodes
        if id(node) not in short
        and (
            (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == "df")
            or (isinstance(node, ast.arg) and node.arg == "df")
        )
    ]
