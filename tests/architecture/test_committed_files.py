"""What is committed speaks of the project alone, and runs on any machine."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, committed_files, place

# Pieced together, so that this file does not find itself.
MACHINE_PATHS = [
    rf"(?<![\w.]){folder}"
    for folder in (
        "/" + "work/",
        "/" + "root/",
        "/" + r"home/\w+/",
        "/" + "tmp/",
        "/" + r"Users/\w+",
    )
]
MACHINE_PATHS += [r"\b[A-Z]:\\" + "Users", "/" + "opt/pypi"]
HOSTS = [
    "pypi" + r"\.org",
    "python" + r"hosted\.org",
    "registry" + r"\.npmjs",
    "deb" + r"\.debian\.",
]
TELLTALE = re.compile("|".join(MACHINE_PATHS + HOSTS))
# One of these stands in whatever the expression finds, and megabytes are searched for them at once.
FIRST_LOOK = ["/" + word for word in ("work/", "root/", "home/", "tmp/", "Users/", "opt/pypi")]
FIRST_LOOK += ["\\Users", "pypi", "python" + "hosted", "registry" + ".npmjs", "deb" + ".debian"]
WORKBOOKS = {".xlsx", ".xlsm", ".docx", ".pptx"}
NEVER = re.compile(r"\.(duckdb|wal|pyc|log|tmp|bak)$|(^|/)(secrets\.toml|\.DS_Store)$|~\$")


def texts(path: Path) -> Iterator[str]:
    """Give the text of a file; of an Office file that of each of its parts."""
    content = path.read_bytes()
    if path.suffix in WORKBOOKS and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                yield parts.read(name).decode("utf-8", "replace")
    else:
        yield content.decode("utf-8", "replace")


def telltales(path: Path) -> list[str]:
    looked_at = (text for text in texts(path) if any(word in text for word in FIRST_LOOK))
    return sorted({found[0] for text in looked_at for found in TELLTALE.finditer(text)})


def test_no_committed_file_names_a_machine_or_a_registry():
    files = committed_files()
    assert len(files) > 30
    assert {place(path): found for path in files if (found := telltales(path))} == {}


def test_nothing_is_committed_that_is_made_here():
    assert [place(path) for path in committed_files() if NEVER.search(place(path))] == []


def test_no_committed_file_is_larger_than_five_megabytes():
    # A clone should take seconds; real figures are kept in compact source files.
    assert [place(p) for p in committed_files() if p.stat().st_size > 5_000_000] == []


@pytest.mark.parametrize(
    "text",
    [
        "see /" + "work/x",
        "'/" + "root/x'",
        "/" + "home/ann/x",
        "C:" + "\\Users",
        "https://pypi" + ".org",
    ],
)
def test_a_telltale_is_found_in_text_and_in_a_workbook(tmp_path: Path, text: str):
    plain = tmp_path / "x.md"
    plain.write_text(text, "utf-8")
    workbook = tmp_path / "x.xlsx"
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("docProps/app.xml", text)
    assert telltales(plain)
    assert telltales(workbook)


def test_an_address_on_the_web_is_no_telltale(tmp_path: Path):
    plain = tmp_path / "x.md"
    plain.write_text("https://example.org/work/x and docs/work/x", "utf-8")
    assert telltales(plain) == []


def test_the_rules_start_at_the_top_of_the_project():
    assert (ROOT / "pyproject.toml").exists()
