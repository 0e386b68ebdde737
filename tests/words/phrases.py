"""The phrases that are not used any more, and where a text uses them all the same."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("phrases.txt")
OWED = Path(__file__).with_name("owed.txt")
_SILENT = {"script", "style", "template"}
_BLOCKS = {
    "p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "section", "article", "figure", "option",
    "button", "label", "dt", "dd", "tr", "title", "desc", "text", "figcaption", "footer", "header",
    "summary", "small", "tspan",
}  # fmt: skip
_SHOWN = ("title", "alt", "aria-label", "placeholder", "data-title")


@dataclass(frozen=True)
class Phrase:
    """A phrase of the list: how it is found, and what to write instead."""

    text: str
    instead: str
    pattern: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        """Whether a text uses it."""
        return bool(self.pattern.search(text))


@cache
def phrases() -> tuple[Phrase, ...]:
    """Read the list."""
    lines = (line.strip() for line in LIST.read_text(encoding="utf-8").splitlines())
    return tuple(read_phrase(line) for line in lines if line and not line.startswith("#"))


def read_phrase(line: str) -> Phrase:
    """Read a line of the list.

    >>> read_phrase("=Drop -> Cancel").is_in("Drop"), read_phrase("=Drop -> C").is_in("Drop it")
    (True, False)
    >>> read_phrase("put back -> Rescheduled").is_in("It was Put back twice")
    True
    >>> read_phrase("put back -> Rescheduled").is_in("output backed up")
    False
    """
    text, arrow, instead = line.rpartition(" -> ")
    assert arrow, f"say what to write instead: {line}"
    if text.startswith("~"):
        pattern = re.compile(text[1:])
    elif text.startswith("="):
        pattern = re.compile(rf"\A{re.escape(text[1:].strip())}[.:]?\Z")
    else:
        words = r"\s+".join(map(re.escape, text.split()))
        pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    return Phrase(text.lstrip("=~"), instead, pattern)


def found_in(texts: Iterable[str], where: str) -> list[str]:
    """Say which phrases a page's texts use: one line a phrase, naming page, phrase and text."""
    said: dict[str, str] = {}
    for text in texts:
        plain = " ".join(text.replace("\u2019", "'").split())
        for phrase in phrases():
            if f"phrase: {phrase.text}" in owed():
                continue
            if phrase.text not in said and phrase.is_in(plain):
                said[phrase.text] = (
                    f'{where}: "{phrase.text}" (write: {phrase.instead}) in "{plain[:120]}"'
                )
    return list(said.values())


class _Texts(HTMLParser):
    """Collect what a reader sees or hears of a document, one text a block."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a text at a block; take the attributes that are shown or read aloud."""
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self._close()
        self.texts += [value for name, value in attrs if name in _SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        """End a text with its block."""
        self._silent -= tag in _SILENT
        if tag in _BLOCKS:
            self._close()

    def handle_data(self, data: str) -> None:
        """Take what stands between tags."""
        if not self._silent:
            self._open.append(data)

    def _close(self) -> None:
        if text := "".join(self._open).strip():
            self.texts.append(text)
        self._open = []

    def close(self) -> None:
        """Take what is left."""
        super().close()
        self._close()


def texts_of_html(markup: str) -> list[str]:
    """List the texts of a document or a piece of one.

    >>> texts_of_html('<p>The <b>wall</b></p><style>p{}</style><td title="Late">9</td>')
    ['The wall', 'Late', '9']
    """
    reader = _Texts()
    reader.feed(markup)
    reader.close()
    return reader.texts


def texts_of_python(path: Path) -> Iterator[tuple[int, str]]:
    """List the strings of a module with their lines; docstrings and keys of rows are no text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
            parts = (
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
            yield node.lineno, "".join(parts)
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in silent:
            yield node.lineno, str(node.value)


_JS_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
_JS_COMMENT = re.compile(r"^\s*(//|\*|/\*).*$", re.MULTILINE)


def texts_of_script(path: Path) -> Iterator[tuple[int, str]]:
    """List the strings of a script or a page's template with their lines."""
    source = path.read_text(encoding="utf-8")
    plain = _JS_COMMENT.sub("", source)
    for found in _JS_STRING.finditer(plain):
        text = next(part for part in found.groups() if part is not None)
        yield source.count("\n", 0, found.start()) + 1, text


@cache
def owed() -> frozenset[str]:
    """Read what is still to be reworded: names of files, pages and papers, one a line.

    `phrase: Wall` owes a phrase wherever it is found.
    """
    lines = OWED.read_text(encoding="utf-8").splitlines() if OWED.exists() else []
    return frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")


def assert_none(found: list[str], name: str) -> None:
    """Fail with every phrase that was found; what is owed is a failure that is expected."""
    if found and name in owed():
        pytest.xfail(f"{name} is still to be reworded: {len(found)} phrases")
    assert not found, "\n" + "\n".join(found)
