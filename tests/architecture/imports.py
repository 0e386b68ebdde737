"""Who may import whom: the table of the README, read by the test that keeps it.

The way of the data is left to right, never back: workbook → rows → tables → views → frame →
chart → page, deck, document. A layer that reached back would make it impossible to test the
reader without a database, or the store without Excel.
"""

import ast
import sys
from dataclasses import dataclass
from fnmatch import fnmatch

from tests.architecture.sources import Source


@dataclass(frozen=True)
class Layer:
    """What the files of one layer may import beyond themselves and the standard library."""

    places: str
    ours: frozenset[str]
    theirs: frozenset[str]
    standard_library: bool = True


def _layer(places: str, ours: str = "", theirs: str = "", **more: bool) -> Layer:
    return Layer(places, frozenset(ours.split()), frozenset(theirs.split()), **more)


WORKBOOK_READERS = "openpyxl defusedxml python_calamine rapidfuzz"
FRAMES = "pandas numpy pyarrow"
WRITERS = "docx pptx openpyxl vl_convert"
EVERY_LAYER = (
    "model returns store intake editions analysis charts deck documents errors clock settings"
)

LAYERS = (
    _layer("stocktake/__init__.py"),
    _layer("stocktake/errors.py"),
    _layer("stocktake/clock.py"),
    _layer("stocktake/settings.py", "errors"),
    # The one room that knows both workbooks and the store; screens and command line come to it.
    _layer("stocktake/intake/*", "intake returns store model errors clock", FRAMES),
    # The one room that knows both the store and the deck: what is frozen, re-opened and compared.
    _layer(
        "stocktake/editions/*",
        "editions store deck documents charts model errors clock settings",
        FRAMES,
    ),
    _layer("stocktake/model/*", "model"),
    _layer("stocktake/returns/*", "returns model errors clock", f"{FRAMES} {WORKBOOK_READERS}"),
    _layer("stocktake/store/*", "store model errors settings clock", f"{FRAMES} duckdb"),
    _layer("stocktake/analysis/*", "analysis model", f"{FRAMES} statsmodels"),
    _layer("stocktake/charts/*", "charts model", f"{FRAMES} altair vl_convert"),
    _layer("stocktake/deck/*", "deck model charts", f"{FRAMES} altair {WRITERS}"),
    _layer("stocktake/documents/*", "documents model charts", f"{FRAMES} altair {WRITERS}"),
    _layer("stocktake/ui/*", f"ui {EVERY_LAYER}", f"{FRAMES} altair streamlit"),
    _layer("stocktake/commands/*", f"commands {EVERY_LAYER}", f"{FRAMES} click"),
    _layer("stocktake/__main__.py", f"commands {EVERY_LAYER}", f"{FRAMES} click"),
    _layer("pages/*", "ui charts model", "streamlit"),
    _layer("app.py", "ui.frame", "streamlit", standard_library=False),
    _layer("data/*", "returns model errors clock", f"{FRAMES} openpyxl"),
)
OUR_TOPS = {"stocktake", "pages", "app", "data", "tests"}


def import_faults(source: Source) -> list[str]:
    """List the imports of one file that its layer does not allow."""
    layer = next((row for row in LAYERS if fnmatch(source.place, row.places)), None)
    if layer is None:
        return [f"{source.place}: no layer allows it; add a row to LAYERS and to the README"]
    return [
        f"{source.place}:{line}: may not import {name}"
        for name, line in _imports(source)
        if not _is_allowed(name, layer)
    ]


def third_party(source: Source) -> set[str]:
    """Name the packages of others that a file imports, at any depth of its code."""
    tops = {name.partition(".")[0] for name, _ in _imports(source)}
    return tops - sys.stdlib_module_names - OUR_TOPS


def _is_allowed(name: str, layer: Layer) -> bool:
    top, _, rest = name.partition(".")
    if top in OUR_TOPS - {"stocktake"}:
        # Pages and tests are imported by nobody; the scripts of data/ only by one another.
        return top == "data" and layer.places == "data/*"
    if top == "stocktake":
        # `from stocktake import __version__` names the package itself, which holds no code.
        return not rest or rest == "__version__" or _is_one_of(rest, layer.ours)
    if top in sys.stdlib_module_names:
        return layer.standard_library and name != "importlib.import_module"
    return top in layer.theirs


def _is_one_of(part: str, allowed: frozenset[str]) -> bool:
    return any(part == name or part.startswith(f"{name}.") for name in allowed)


def _imports(source: Source) -> list[tuple[str, int]]:
    """Give every imported name with its line, whole: `from stocktake import store` is
    `stocktake.store`. Imports inside functions and under TYPE_CHECKING count: a type is a
    promise too."""
    found: list[tuple[str, int]] = []
    for node in source.nodes:
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, source)
            found += [(f"{base}.{alias.name}", node.lineno) for alias in node.names]
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            # A name made at run time would walk round every rule here.
            found.append(("importlib.import_module", node.lineno))
    return found


def _base(node: ast.ImportFrom, source: Source) -> str:
    if not node.level:
        return node.module or ""
    parents = source.package.split(".")
    start = ".".join(parents[: len(parents) - node.level + 1])
    return f"{start}.{node.module}" if node.module else start


def _called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
