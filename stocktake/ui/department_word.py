"""What a department said of a priority, or in one return: quoted, with its day and round."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from stocktake.model.department_word import COMMENTARY, KINDS, in_order, said_when, status_words
from stocktake.model.facts import PriorityFacts, is_nothing
from stocktake.model.rating import Rating
from stocktake.model.rubric import LINES
from stocktake.ui import badges, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, link, show, tag

Row = Any
_TITLES = {line.key: line for line in LINES}


def show_department(desk: Desk, facts: PriorityFacts) -> None:
    """Draw the section of a priority's page: the newest of everything the department said."""
    rows = reads.desk_view(desk, "page.department_word", priority_key=facts.priority_key)
    show(words_of_priority(rows.to_dict("records"), facts, desk.known_on))


def words_of_priority(rows: Sequence[Row], facts: PriorityFacts, known_on: date | None) -> Markup:
    """Give everything the department said of a priority, each with its return."""
    if not rows:
        return tag("p", "No return of the department has said anything in words.", class_="empty")
    name = facts.department or facts.department_key or "The department"
    return tag("div", *_parts(rows, name, known_on), class_="words-said reading")


def words_of_return(rows: Sequence[Row]) -> Markup:
    """Give everything that one return said in words."""
    if not rows:
        return tag("p", "It said nothing in words.", class_="empty")
    return tag("div", *_parts(rows), class_="words-said reading")


def _parts(
    rows: Sequence[Row], department: str = "", known_on: date | None = None
) -> Iterable[Markup]:
    """Give the parts by kind; without a department the return need not be named again."""
    for kind, group in groupby(in_order(rows), key=lambda row: str(row["kind"])):
        told = list(group)
        yield tag("h3", KINDS[kind])
        for row in told:
            yield _said(row, _source(row, department, known_on) if department else None)


def _source(row: Row, department: str, known_on: date | None) -> Markup:
    where = link(said_when(row), "history", submission=row["submission_key"], known_at=known_on)
    return tag("small", f"{department}, ", where)


def _said(row: Row, source: Markup | None) -> Markup:
    text = None if is_nothing(row["text"]) else tag("q", str(row["text"]))
    return tag("blockquote", *_about(row), tag("p", text) if text else None, source)


def _about(row: Row) -> list[Child]:
    """Give what the words are about: an action, a step, a line of the sheet, a question."""
    kind = str(row["kind"])
    if kind in COMMENTARY:
        return []
    if kind == "self_rating":
        return [tag("p", *_rated(row))]
    subject = "" if is_nothing(row["subject"]) else str(row["subject"])
    status = status_words(row)
    return [tag("p", tag("strong", subject), f" {status}" if status else "")]


def _rated(row: Row) -> list[Child]:
    line = _TITLES.get(str(row["subject_key"]))
    word = str(row["rating"])
    name = line.title if line else str(row["subject_key"])
    if line and line.is_coloured:
        return [badges.shape(word), " ", tag("strong", Rating(word).title), f" {name}"]
    points = {point.word: point.title for point in line.scale} if line else {}
    return [tag("strong", points.get(word, word)), f" {name}"]
