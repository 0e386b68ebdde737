"""What Streamlit makes easy and this project does not do, and where SQL may stand."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Source

# The one file that may write HTML: it escapes every text it is given.
MARKUP = "stocktake/ui/markup.py"
SCREENS = ("app.py", "pages/*", "stocktake/ui/*")
# A statement, not a sentence: it opens the text or a line of it, and all of it is SQL in one case.
SQL = re.compile(
    r"(?m)^\s*\(?\s*(?:"
    r"select\b[\s\S]+\bfrom\s+[\"\w]|insert\s+into\s|delete\s+from\s|update\s+\S+\s+set\s"
    r"|with\s+\w+\s+as\s*\(|(?:create|drop|alter)\s+(?:or\s+replace\s+)?(?:table|view|schema|macro)\b"
    r")"
)


def screen_faults(source: Source) -> list[str]:
    """List what a file of the screens does that it must not."""
    faults: list[str] = []
    for node in source.nodes:
        if isinstance(node, ast.Call):
            faults += [f"{source.place}:{node.lineno}: {why}" for why in _call_faults(node, source)]
    return faults


def _call_faults(node: ast.Call, source: Source) -> Iterator[str]:
    called = ast.unparse(node.func)
    named = {word.arg: word.value for word in node.keywords}
    if source.place != MARKUP and ("unsafe_allow_html" in named or called == "st.html"):
        yield f"HTML is written only by {MARKUP}, which escapes it"
    if ".components.v1" in called or called.startswith("components."):
        yield "a frame of the old kind takes any markup; use a component of version 2"
    if called.endswith(".clear"):
        yield "nobody clears a cache: pass the data version"
    if "ttl" in named:
        yield "a cache that forgets by the clock shows old figures; pass the data version"
    icon = named.get("page_icon")
    if isinstance(icon, ast.Constant) and str(icon.value).startswith((":", "http")):
        yield "Streamlit fetches such an icon from outside; use a picture of ours or one sign"


def sql_faults(source: Source) -> list[str]:
    """Find SQL in Python: it belongs in queries/, or in the store that runs it."""
    docstrings = {id(node.value) for node in source.nodes if isinstance(node, ast.Expr)}
    return [
        f"{source.place}:{node.lineno}: SQL outside queries/ and stocktake/store"
        for node in source.nodes
        if id(node) not in docstrings
        and (text := _written(node))
        and (SQL.search(text) or SQL.search(text.swapcase()))
    ]


def _written(node: ast.AST) -> str:
    """Give the text of a string; what an f-string fills in stands as `x`."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_written(part) or "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
