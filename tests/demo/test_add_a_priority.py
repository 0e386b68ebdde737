"""A priority of its own is a register row, one file and one test folder: CONTRIBUTING's promise."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from stocktake.settings import PROJECT

KEY, INDICATOR = "type_one_four_hour", "ae_type1_four_hour"
VIEW = f"""-- Grain: one row per period_end.
-- The big departments only: walk-in centres do not help them.
select
    observation.period_start,
    observation.period_end,
    100 * sum(observation.numerator) / sum(observation.denominator) as value,
    sum(observation.numerator) as numerator,
    sum(observation.denominator) as denominator,
    'final'::varchar as status,
    max(observation.definition_version)::integer as definition_version
from core.known_observations as observation
where observation.indicator_key = '{INDICATOR}'
    and observation.value is not null
group by observation.period_start, observation.period_end
"""
CASE = {
    "indicators.csv": f"indicator_key\n{INDICATOR}\n",
    "priorities.csv": f"priority_key,indicator_key,headline_rule\n{KEY},{INDICATOR},own\n",
    "observations.csv": (
        "indicator_key,unit_key,period_end,value,numerator,denominator,status\n"
        f"{INDICATOR},nhs_a,2026-03-31,50,50,100,final\n"
        f"{INDICATOR},nhs_b,2026-03-31,80,240,300,final\n"
        f"{INDICATOR},nhs_c,2026-03-31,,,,not_published\n"
    ),
    "expected.csv": "period_end,value,numerator,denominator\n2026-03-31,72.5,290,400\n",
}
# Several commands in one program of the copy: starting it takes longer than most of them.
SAY = """
import json, sys
from click.testing import CliRunner
from stocktake.__main__ import cli
said = [CliRunner().invoke(cli, words) for words in json.loads(sys.argv[1])]
faults = [one.exception for one in said if not isinstance(one.exception, SystemExit | None)]
assert not faults, faults
print(json.dumps([(one.exit_code, one.stdout, one.stderr) for one in said]))
"""
RETURN = Path("data/returns/health/health-2026-03.xlsx")


def add_row(sheet, copied_from, **changes):
    """Write a row below the last, like the row that holds `copied_from`, with changes by column."""
    names = [cell.value for cell in sheet[1]]
    rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] is not None]
    like = next(row for row in rows if copied_from in row)
    sheet.append([changes.get(name, value) for name, value in zip(names, like, strict=True)])


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The project in a folder of its own, with a priority added to it the way CONTRIBUTING says."""
    folder = tmp_path_factory.mktemp("project") / "copy"
    ignored = shutil.ignore_patterns("__pycache__", "*.duckdb*")
    for name in ("stocktake", "queries", "data", "tests/queries"):
        shutil.copytree(PROJECT / name, folder / name, ignore=ignored)
    shutil.copy(PROJECT / "pyproject.toml", folder)
    for path in (PROJECT / "tests").glob("*.py"):
        shutil.copy(path, folder / "tests")
    register = folder / "data" / "register.xlsx"
    book = load_workbook(register)
    add_row(
        book["priorities"], "ae_four_hour", priority_key=KEY, indicator_key=INDICATOR,
        title="Big A&E departments", short_title="Type 1", headline_rule="own", position=99,
    )  # fmt: skip
    add_row(
        book["priority_indicators"], "ae_four_hour",
        priority_key=KEY, indicator_key=INDICATOR, kind="target", position=1,
    )  # fmt: skip
    book.save(register)
    (folder / "queries" / "priority" / f"{KEY}.sql").write_text(VIEW)
    case = folder / "tests/queries/priority" / KEY / "withheld_trust_counts_in_neither_sum"
    case.mkdir(parents=True)
    for name, text in CASE.items():
        (case / name).write_text(text)
    return folder


def run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))
    }
    environment["STOCKTAKE_DATABASE"] = str(copy / "own.duckdb")
    done = subprocess.run(
        [sys.executable, *words],
        cwd=copy, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def started(copy: Path) -> dict[str, str]:
    """What each command said, from the empty folder on; all of them went well."""
    commands = (
        ("init",), ("submit", str(RETURN), "--by", "tests"), ("status", "--json"), ("views",),
    )  # fmt: skip
    done = run(copy, "-c", SAY, json.dumps(commands))
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert [code for code, _, _ in answers] == [0, 0, 0, 0], answers
    return {words[0]: out for words, (_, out, _) in zip(commands, answers, strict=True)}


def test_status_shows_the_new_priority_with_the_figure_of_its_view(copy, started):
    rows = json.loads(started["status"])
    (row,) = [row for row in rows if row["priority_key"] == KEY]
    book = load_workbook(copy / RETURN, data_only=True, read_only=True)
    figures = [
        line[4:6]
        for line in book["Figures"].iter_rows(values_only=True)
        if line and str(line[0]).startswith(f"{INDICATOR}|") and str(line[0]).endswith("2026-03-31")
        and isinstance(line[4], (int, float))
    ]  # fmt: skip
    upper, lower = map(sum, zip(*figures, strict=True))
    assert len(figures) > 50
    assert row["period_end"] == "2026-03-31"
    assert row["value"] == pytest.approx(100 * upper / lower)
    assert (row["title"], row["position"]) == ("Big A&E departments", None)
    assert "no target is set" in row["finding"]


def test_its_test_folder_runs_and_passes(copy):
    done = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider",
               "tests/queries/test_cases.py", "-k", f"{KEY} or every_own")  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


def test_its_test_folder_can_fail(copy):
    case = next((copy / "tests/queries/priority" / KEY).iterdir())
    expected = case / "expected.csv"
    good = expected.read_text()
    expected.write_text(good.replace("72.5", "65"))
    try:
        done = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider",
                   "tests/queries/test_cases.py", "-k", KEY)  # fmt: skip
    finally:
        expected.write_text(good)
    assert done.returncode == 1
    assert "1 failed" in done.stdout


def test_views_show_where_it_stands(started):
    said = started["views"]
    assert re.search(rf"^ +priority\.{KEY}: Grain: one row per period_end\.$", said, re.MULTILINE)


@pytest.mark.parametrize("column", ["status", "value"])
@pytest.mark.usefixtures("started")
def test_without_one_of_its_columns_nothing_starts_and_file_and_column_are_named(copy, column):
    file = copy / "queries" / "priority" / f"{KEY}.sql"
    line = next(line for line in VIEW.splitlines(keepends=True) if f" as {column}" in line)
    text = VIEW.replace(line, "").replace("as status,\nfrom", "as status\nfrom")
    file.write_text(text)
    try:
        done = run(copy, "-m", "stocktake", "status")
    finally:
        file.write_text(VIEW)
    assert done.returncode == 2
    assert f"queries/priority/{KEY}.sql has no column {column}" in done.stderr
