"""The guide for those who fill in returns, as a page: the same text as the sheet in the workbook.

A list of problems leads here with `check=R-104` in the address. The check asked for is then said
first: a place further down a page that is still being drawn cannot be jumped to.
"""

import re
from dataclasses import dataclass

import streamlit as st

from stocktake.model.problem import Level
from stocktake.returns.catalogue import CATALOGUE, gate_of
from stocktake.returns.guide import LEVEL_WORDS, Section, guide_markdown, guide_sections
from stocktake.returns.guide_checks import EXPLAINED
from stocktake.returns.layout.guide_checks import EXPLAINED_OWN, GATE
from stocktake.returns.layout.problems import LAYOUT_CHECKS
from stocktake.ui.markup import Markup, link, show, tag

_LINE = re.compile(r"^(R-\d{3}) \(([^)]+)\): (.+)$")
_CODE = re.compile(r"^r-?(\d{3})$", re.IGNORECASE)
_BLANK = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Told:
    """What the guide says of one check."""

    level: Level
    explained: str
    fix: str
    gate: str


def _all_told() -> dict[str, Told]:
    found = {
        code: Told(check.level, EXPLAINED[code], check.fix, gate_of(code))
        for code, check in CATALOGUE.items()
    }
    own = {
        code: Told(level, EXPLAINED_OWN[code], fix, GATE) for code, level, _, fix in LAYOUT_CHECKS
    }
    return found | own


def show_guide(asked: str | None = None) -> None:
    """Draw the whole guide; the check asked for stands first."""
    told = _all_told()
    sections = guide_sections(with_checks=True)
    if asked:
        show(_answer(asked, told))
    show(_contents(sections))
    st.download_button(
        "Download the guide (Markdown)",
        data=guide_markdown(),
        file_name="guide-to-returns.md",
        mime="text/markdown",
        key="guide_download",
        on_click="ignore",
    )
    parts = [_section(section, told) for section in sections]
    show(tag("div", *parts, class_="definitions guide"))


def code_asked(asked: str) -> str:
    """Read the code of a check, however it was typed; empty when it is none.

    >>> code_asked("r104"), code_asked(" R-104 "), code_asked("104?")
    ('R-104', 'R-104', '')
    """
    found = _CODE.match(asked.strip())
    return f"R-{found[1]}" if found else ""


def _answer(asked: str, told: dict[str, Told]) -> Markup:
    code = code_asked(asked)
    if code not in told:
        return tag(
            "div",
            tag("h2", f'There is no check "{asked[:20]}"'),
            tag("p", "Codes look like R-104; all of them stand below."),
            class_="verdict",
        )
    one = told[code]
    return tag(
        "div",
        tag("h2", f"{code}: {one.explained}"),
        tag("p", tag("strong", "What to do. "), remedy(one.fix)),
        tag("p", f"{_capital(LEVEL_WORDS[one.level])}. {one.gate}.", class_="quiet"),
        tag("p", link("Show the whole guide without it", "guide")),
        class_="verdict good",
    )


def remedy(fix: str) -> str:
    """Give what to do without the blanks that only a finding fills.

    >>> remedy("Put {expected} back.")
    'Put … back.'
    """
    return _BLANK.sub("…", fix)


def _contents(sections: tuple[Section, ...]) -> Markup:
    items = [tag("li", tag("a", section.title, href=f"#{_place(section)}")) for section in sections]
    return tag("nav", tag("ul", *items), class_="contents", aria_label="On this page")


def _place(section: Section) -> str:
    return "guide-" + re.sub(r"[^a-z]+", "-", section.title.casefold()).strip("-")


def _section(section: Section, told: dict[str, Told]) -> Markup:
    found = [_LINE.match(line) for line in section.lines]
    heading = tag("h2", section.title)
    if all(found):
        rows = [_check(match[1], match[2], match[3], told) for match in found if match]
        return tag("section", heading, tag("dl", *rows, class_="checks"), id=_place(section))
    lines = [tag("p", line) for line in section.lines]
    return tag("section", heading, *lines, id=_place(section))


def _check(code: str, level: str, explained: str, told: dict[str, Told]) -> Markup:
    return tag(
        "div",
        tag("dt", tag("strong", code), tag("small", level)),
        tag("dd", _capital(explained), tag("small", f"What to do: {remedy(told[code].fix)}")),
        id=f"check-{code}",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
