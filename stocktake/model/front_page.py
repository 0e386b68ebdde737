"""The front page: what a leader should know before anything else, on one screen.

Every line is drafted by a fixed rule, leads to what it rests on, and has a key under which the
unit may word it anew for one stocktake. What there is nothing to say of is said too: a block is
never empty, so that nobody takes silence for good news.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from stocktake.model.facts import PriorityFacts
from stocktake.model.inquiry import Line

Row = Mapping[Any, Any]
MAX_LINES = 5
MAX_HEADLINE_WORDS = 20
MAX_LINE_WORDS = 16
MAX_SIGNS = 200


@dataclass(frozen=True)
class FrontLine:
    """A line: its text, and the page (and priority) it leads to.

    `about` is the name that the text begins with or is about; `mark` is up, down or same.
    `drafted` is the rule's own text where the unit has worded the line.
    """

    line_key: str
    text: str
    page: str
    priority_key: str | None = None
    department_key: str | None = None
    about: str = ""
    mark: str = ""
    drafted: str = ""
    written_by: str = ""


@dataclass(frozen=True)
class FrontBlock:
    """A heading and at most five lines under it."""

    key: str
    title: str
    lines: tuple[FrontLine, ...]


@dataclass(frozen=True)
class FrontPage:
    """The whole page, as known on `shown_on`; `left_out` are lines the unit took off."""

    whose: str
    shown_on: date
    headline: FrontLine
    blocks: tuple[FrontBlock, ...]
    department_keys: tuple[str, ...] = ()
    left_out: tuple[FrontLine, ...] = ()

    def block(self, key: str) -> FrontBlock:
        """Return a block by its key."""
        return next(block for block in self.blocks if block.key == key)

    @property
    def lines(self) -> tuple[FrontLine, ...]:
        """Return every line that is shown, the headline first."""
        return (self.headline, *(line for block in self.blocks for line in block.lines))


@dataclass(frozen=True)
class FrontInput:
    """What a front page is made from.

    `ratings`, `returns`, `due` and `coming` are rows of `page.today_*`; `questions` are the lines
    of inquiry by priority, None while they are still worked out. No department_keys means every
    department.
    """

    today: date
    priorities: tuple[PriorityFacts, ...]
    department_keys: tuple[str, ...] = ()
    ratings: Sequence[Row] = ()
    returns: Sequence[Row] = ()
    due: Sequence[Row] = ()
    coming: Sequence[Row] = ()
    questions: Mapping[str, Sequence[Line]] | None = field(default_factory=dict)

    @property
    def open(self) -> list[PriorityFacts]:
        """Return the priorities that are no closed cases."""
        return [facts for facts in self.priorities if facts.closed_on is None]

    def in_scope(self, rows: Sequence[Row]) -> list[Row]:
        """Keep the rows of the departments shown; what is the whole unit's belongs to all."""
        wanted = self.department_keys
        return [row for row in rows if not wanted or row["department_key"] in (*wanted, None)]


@dataclass(frozen=True)
class Wording:
    """A line in the unit's own words; an empty text takes the line off."""

    text: str
    written_by: str


def reworded(page: FrontPage, wordings: Mapping[str, Wording]) -> FrontPage:
    """Put the unit's words in place of the rules' own, which each line keeps as `drafted`.

    A wording of a line that the rules no longer draft is not shown: what it was about has gone.
    The headline cannot be taken off.

    >>> line = FrontLine("headline", "2 of 4 priorities are on plan.", "wall")
    >>> page = FrontPage("Health", date(2026, 5, 20), line, ())
    >>> reworded(page, {"headline": Wording("Half are on plan.", "unit")}).headline.drafted
    '2 of 4 priorities are on plan.'
    """
    gone: list[FrontLine] = []

    def kept(lines: Iterable[FrontLine]) -> tuple[FrontLine, ...]:
        found = []
        for line in lines:
            wording = wordings.get(line.line_key)
            if wording is not None and not wording.text.strip():
                gone.append(line)
            else:
                found.append(_worded(line, wording))
        return tuple(found)

    blocks = tuple(replace(block, lines=kept(block.lines)) for block in page.blocks)
    headline = wordings.get(page.headline.line_key)
    shown = headline if headline is not None and headline.text.strip() else None
    return replace(
        page, headline=_worded(page.headline, shown), blocks=blocks, left_out=tuple(gone)
    )


def _worded(line: FrontLine, wording: Wording | None) -> FrontLine:
    if wording is None or wording.text == line.text:
        return line
    return replace(line, text=wording.text, drafted=line.text, written_by=wording.written_by)


def front_content(page: FrontPage) -> dict[str, Any]:
    """Return a page as plain content, to be kept with an edition."""
    return asdict(page)


def read_front_page(content: Mapping[str, Any]) -> FrontPage:
    """Read what `front_content` gave, through JSON."""
    shown_on = content["shown_on"]
    return FrontPage(
        whose=content["whose"],
        shown_on=shown_on if isinstance(shown_on, date) else date.fromisoformat(shown_on),
        headline=_read_line(content["headline"]),
        blocks=tuple(
            FrontBlock(block["key"], block["title"], tuple(map(_read_line, block["lines"])))
            for block in content["blocks"]
        ),
        department_keys=tuple(content["department_keys"]),
        left_out=tuple(map(_read_line, content["left_out"])),
    )


def _read_line(content: Mapping[str, Any]) -> FrontLine:
    known = FrontLine.__dataclass_fields__
    return FrontLine(**{name: value for name, value in content.items() if name in known})
