"""The lines of the front page as markup: each a link to what it rests on."""

from datetime import date

from stocktake.model.front_page import FrontBlock, FrontLine, FrontPage
from stocktake.ui.markup import Child, Markup, link, tag

_ORDER = ("since", "ask", "going_well", "not_going_well", "overdue", "coming")
_MARKS = {"up": "▲", "down": "▼", "same": "="}


def headline(page: FrontPage, known_on: date | None) -> Markup:
    """Return the page's one sentence, as its heading."""
    return tag("h1", _link(page.headline, known_on), _drafted(page.headline), class_="front-head")


def blocks(page: FrontPage, known_on: date | None) -> Markup:
    """Return the six blocks, in the order in which they are read."""
    return tag("div", *(_block(page.block(key), known_on) for key in _ORDER), class_="front")


def _block(block: FrontBlock, known_on: date | None) -> Markup:
    items = [tag("li", *_line(line, block.key, known_on)) for line in block.lines]
    if not items:
        items = [tag("li", "Left out by the unit.", class_="quiet")]
    return tag(
        "section",
        tag("h2", block.title),
        tag("ol" if block.key == "ask" else "ul", *items),
        class_=f"front-{block.key}",
    )


def _line(line: FrontLine, key: str, known_on: date | None) -> list[Child]:
    mark = _MARKS.get(line.mark)
    return [
        tag("span", mark, aria_hidden="true", class_="front-mark") if mark else None,
        _link(line, known_on),
        tag("small", " ", line.about) if key == "ask" and line.about else None,
        _drafted(line),
    ]


def _link(line: FrontLine, known_on: date | None) -> Markup:
    words: Child = line.text
    if line.about and line.text.startswith(line.about):
        words = [tag("b", line.about), line.text[len(line.about) :]]
    return link(
        words,
        line.page,
        priority=line.priority_key,
        department=line.department_key,
        show="overdue" if line.line_key == "overdue.actions" else None,
        known_at=known_on,
    )


def _drafted(line: FrontLine) -> Markup | None:
    """Keep the rule's own line one click away from the unit's words."""
    if not line.drafted:
        return None
    return tag(
        "details",
        tag("summary", f"worded by {line.written_by}"),
        tag("span", f"drafted: {line.drafted}"),
        class_="drafted",
    )


def preread_part(page: FrontPage, known_on: date | None) -> Markup:
    """Return the front page as page one of the pre-read, under the pre-read's own heading."""
    words = tag("p", _link(page.headline, known_on), _drafted(page.headline), class_="front-said")
    return tag("section", words, blocks(page, known_on), class_="preread-front")
