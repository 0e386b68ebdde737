"""No string of the program uses a phrase that was replaced, shown or not shown in the demo."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.words.phrases import (
    assert_none,
    found_in,
    phrases,
    texts_of_html,
    texts_of_python,
    texts_of_script,
)

ROOT = Path(__file__).parent.parent.parent
# Keys of columns, states and events are not read by anybody: one lower-case word, or SQL.
_KEY = re.compile(r"\A[a-z_]+\Z|\A\s*(select|with)\b", re.IGNORECASE)
# What the log of changes is keyed by, in every database there is: it is not shown in these words.
_LOGGED = {"first scores", "edition thrown away"}
_SHEETS = ROOT / "data" / "demo" / "sheets"


def program_files() -> list[Path]:
    """List every file that can hold words for the screen."""
    found = [*(ROOT / "stocktake").rglob("*"), *(ROOT / "pages").rglob("*.py")]
    return sorted(path for path in found if path.suffix in (".py", ".js", ".html", ".j2"))


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """List what a file may put on screen, with its lines."""
    if path.suffix == ".py":
        for line, text in texts_of_python(path):
            if not _KEY.search(text) and text not in _LOGGED:
                # Markup in a string is read as its texts, so that a whole heading is found.
                for part in texts_of_html(text) if "<" in text else [text]:
                    yield line, part
    elif path.suffix == ".js":
        yield from texts_of_script(path)
    else:
        yield from ((1, text) for text in texts_of_html(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", program_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_string_of_a_file_uses_a_replaced_phrase(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    found = [fault for line, text in texts_of(path) for fault in found_in([text], f"{name}:{line}")]
    assert_none(found, name)


@pytest.mark.parametrize("path", sorted(_SHEETS.glob("*.csv")), ids=lambda path: path.name)
def test_no_text_of_the_demonstration_uses_one(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [
        fault
        for number, line in enumerate(lines, 1)
        for fault in found_in([line], f"{name}:{number}")
    ]
    assert_none(found, name)


def test_each_phrase_says_what_to_write_instead() -> None:
    assert len(phrases()) >= 90
    assert all(phrase.instead for phrase in phrases())
    texts = [phrase.text for phrase in phrases()]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("The wall", True),
        ("See the wall of priorities", True),
        ("Wallasey", False),
        ("Of course", False),
        ("Course", True),
        ("Put back twice", True),
        ("It feeds the output back", False),
        ("up 3 on a year before: worse", True),
        ("3 more than a year earlier", False),
        ("Late since Apr 2026", True),
        ("Overdue since April 2026", False),
        ("Position", True),
        ("Position of the chair", False),
        ("not yet due", False),
        ("12 of 22 meet the 70% step", True),
        ("12 of 22 councils meet the 70% target", False),
    ],
)
def test_ordinary_english_is_left_alone(text: str, is_found: bool) -> None:
    assert bool(found_in([text], "here")) is is_found
