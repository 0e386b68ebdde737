"""Numbers are rounded in one place: what is 70.8 on one page is 70.8 on every other."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HOME = "stocktake/model/numbers.py"
# Rounds no figure that anybody reads: places on a drawing, shares of progress, distances of names.
ROUNDS_NO_FIGURE = {
    "stocktake/charts/axes.py": "places of ticks, cleared of what floating point leaves",
    "stocktake/charts/concentration.py": "pixels",
    "stocktake/charts/gap_bar.py": "pixels",
    "stocktake/charts/leading.py": "pixels",
    "stocktake/charts/placing.py": "pixels",
    "stocktake/charts/sparkline.py": "pixels",
    "stocktake/charts/spread.py": "pixels",
    "stocktake/charts/trajectory.py": "pixels",
    "stocktake/editions/plans.py": "minutes of an agenda and shares of progress",
    "stocktake/returns/checks/figures.py": "a sent share times 100, cleared of floating point",
    "stocktake/returns/checks/rules.py": "counts the decimals of a number as it was sent",
    "stocktake/returns/side_sheets.py": "writes a cell as it was sent, to its last digit",
    "stocktake/returns/layout/match.py": "how alike two names are",
}
_FORMAT = re.compile(r"\.\d+[efgn%]")
_SCRIPT = re.compile(r"\.toFixed\(|\.toPrecision\(|Intl\.NumberFormat")


def roundings(source: str) -> list[int]:
    """List the lines that round or format a number by themselves.

    >>> roundings("round(x)"), roundings("f'{x:.1f}'"), roundings("'{:,.0f}'.format(x)")
    ([1], [1], [1])
    >>> roundings("f'{x:,}'"), roundings("number(x, 1)"), roundings("format(x, '.2f')")
    ([], [], [1])
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            name = node.func.attr if isinstance(node.func, ast.Attribute) else name
            if name in ("round", "around") or (name == "format" and _formats(node)):
                found.append(node.lineno)
        spec = node.format_spec if isinstance(node, ast.FormattedValue) else None
        if spec is not None and _FORMAT.search(ast.unparse(spec)):
            found.append(node.lineno)
    return sorted(set(found))


def _formats(call: ast.Call) -> bool:
    return bool(_FORMAT.search(ast.unparse(call)))


def modules() -> list[Path]:
    """List every module of the package and every page."""
    return sorted([*(ROOT / "stocktake").rglob("*.py"), *(ROOT / "pages").rglob("*.py")])


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_rounds_no_figure_of_its_own(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    if name == HOME or name in ROUNDS_NO_FIGURE:
        return
    found = roundings(path.read_text(encoding="utf-8"))
    assert not found, f"{name}:{found}: write numbers through {HOME}"


def test_what_may_round_still_does() -> None:
    for name in ROUNDS_NO_FIGURE:
        path = ROOT / name
        assert not path.exists() or roundings(path.read_text(encoding="utf-8")), name


def test_scripts_and_views_round_no_figure() -> None:
    for path in sorted((ROOT / "stocktake").rglob("*.js")):
        assert not _SCRIPT.search(path.read_text(encoding="utf-8")), path
    for path in sorted((ROOT / "queries" / "page").glob("*.sql")):
        plain = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"\b(round|printf|format)\s*\(", plain), path
