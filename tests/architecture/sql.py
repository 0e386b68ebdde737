"""The layers of `queries/`: what a view may read, and how it is written."""

import re
from dataclasses import dataclass
from functools import cache

import duckdb

LINES_OF_A_VIEW = 60
# A view reads its own layer or the ones to the left of it, so the order of building has no cycle.
READS = {
    "core": {"tables", "core"},
    "priority": {"core"},
    # The pattern of a priority's view when its headline is a plain ratio, sum, mean or total.
    "defaults": {"core"},
    "page": {"core", "priority"},
}
# Made by the store out of all priority views, so that core and page can read them as one.
MADE_BY_THE_STORE = {"core.headline"}
TEXTS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
COMMENT = re.compile(r"--[^\n]*")
BANNED_WORDS = re.compile(r"\b(pivot|unpivot|read_csv\w*|read_parquet|read_json\w*|read_xlsx)\b")


@dataclass(frozen=True)
class View:
    """One file of `queries/`: the path is the name."""

    layer: str
    name: str
    text: str

    @property
    def title(self) -> str:
        return f"queries/{self.layer}/{self.name}.sql"

    @property
    def header(self) -> str:
        lines = [line.strip() for line in self.text.strip().splitlines()]
        ends = next((at for at, line in enumerate(lines) if not line.startswith("--")), len(lines))
        return "\n".join(lines[:ends])

    @property
    def code(self) -> str:
        """The SQL without comments, and with nothing left inside quotes."""
        return COMMENT.sub("", TEXTS.sub("''", self.text))


def layer_faults(view: View) -> list[str]:
    """List what a view reads that its layer may not, or reads without its schema."""
    if view.layer not in READS:
        return [f"{view.title}: no such layer"]
    try:
        names = _parser().get_table_names(view.text, qualified=True)
    except duckdb.Error as fault:
        return [f"{view.title}: cannot be parsed: {str(fault).splitlines()[0]}"]
    allowed = READS[view.layer]
    # `tables` is a word of SQL, so DuckDB gives it back in quotes.
    plain = {name.replace('"', "") for name in names}
    return [
        f"{view.title}: a {view.layer} view may not read {name}"
        for name in sorted(plain)
        if name.partition(".")[0] not in allowed and name not in MADE_BY_THE_STORE
    ]


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    # It keeps nothing of what it parses; starting one for every view took most of the time.
    return duckdb.connect()


def writing_faults(view: View) -> list[str]:
    """List where a view is not written as the house writes SQL."""
    code = view.code
    lines = len(view.text.splitlines())
    loud = sorted(set(re.findall(r"\b\w*[A-Z]\w*\b", code)))
    banned = sorted(set(BANNED_WORDS.findall(code)))
    may_time_travel = view.layer == "core" and view.name.startswith("known_")
    checks = [
        ("the header has no line with `Grain:`", "grain:" not in view.header.lower()),
        (f"{lines} lines, more than {LINES_OF_A_VIEW}", lines > LINES_OF_A_VIEW),
        (f"write in lower case: {', '.join(loud)}", bool(loud)),
        (f"not in a view: {', '.join(banned)}", bool(banned)),
        ("a tab stands where four spaces should", "\t" in view.text),
        ("the last select must name its columns", selects_star(code)),
        ("only core/known_*.sql looks at known_at", "getvariable" in code and not may_time_travel),
        ("holds more than one bare select", bool(re.search(r"\b(create|insert|;)\b", code))),
    ]
    return [f"{view.title}: {fault}" for fault, is_there in checks if is_there]


def selects_star(code: str) -> bool:
    """Whether the select that gives the view its columns takes them all by `*`.

    A star among the named steps is no harm; `count(*)` and a product are no stars of this kind.
    """
    star = re.compile(r"(?:\bselect|\bdistinct|,|\.)\s*\*|\bcolumns\s*\x00")
    return bool(star.search(_outside_brackets(code)))


def _outside_brackets(code: str) -> str:
    """Give the code with everything in round brackets replaced by a mark."""
    kept: list[str] = []
    depth = 0
    for sign in code:
        if sign == "(":
            kept += ["\x00"] if depth == 0 else []
            depth += 1
        elif sign == ")":
            depth -= 1
        elif depth == 0:
            kept.append(sign)
    return "".join(kept)
