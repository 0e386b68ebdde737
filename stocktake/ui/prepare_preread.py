"""The leader's reading, the evening before: two pages a priority, from a frozen edition alone.

Nothing here is asked of the figures as they are now: what is read tonight is what the room sees
tomorrow, chart by chart.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from html import unescape
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.charts.trajectory import shown_marks
from stocktake.deck.frames import DeckFrames
from stocktake.documents.inquiring import suggested_lines
from stocktake.editions.reopening import Edition, known_words
from stocktake.errors import StocktakeError
from stocktake.model.department_word import department_line
from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.ledger import ledger_sentence, most_urgent_first, slip_words, standing_words
from stocktake.model.meeting import AgendaItem, AgendaKind
from stocktake.model.numbers import day, several
from stocktake.model.rating import Rating
from stocktake.ui import (
    badges,
    decks,
    frame,
    judgements,
    prepare_agenda,
    prepare_editions,
    priority,
    reads,
    today_lines,
)
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, image, link, show, tag

_CHART = re.compile(r'<figure class="chart">.*?(<svg.*?</svg>)', re.DOTALL)
_ALT = re.compile(r'aria-label="([^"]*)"')
_DATES = ("agreed_on", "agreed_due_on", "due_on", "said_done_on", "settled_at")


def show_preread(desk: Desk, edition_key: str) -> None:
    """Draw the pre-read of an edition; one that is not there is met with a sentence."""
    edition = _open(desk, edition_key)
    items = edition.plan.items
    every = {facts.priority_key: facts for facts in edition.facts}
    in_turn = [every[item.priority_key or ""] for item in items if _is_shown(item, every)]
    with st.container(key="preread_top", horizontal=True, vertical_alignment="bottom"):
        show(_head(desk, edition))
        prepare_editions.offer_preread(desk, edition_key)
    front = edition.front_page
    show(front and today_lines.preread_part(front, desk.known_on), _contents(edition, in_turn))
    for facts in in_turn:
        _show_one(edition, facts)
    rest = [item for item in items if _stands_alone(item, in_turn)]
    if rest:
        show(tag("section", *(_said_beside(item) for item in rest), class_="preread-one"))


def _open(desk: Desk, edition_key: str) -> Edition:
    known = reads.desk_view(desk, "page.editions")
    if edition_key not in set(known["edition_key"]):
        frame.stop(
            "There is no such edition on this day",
            "It was frozen later, or discarded. Choose Prepare in the menu to see what there is.",
        )
    try:
        return decks.open_edition(desk, edition_key).edition
    except StocktakeError as fault:
        frame.stop("The edition cannot be opened", str(fault))


def _is_shown(item: AgendaItem, every: dict[str, PriorityFacts]) -> bool:
    return item.kind is AgendaKind.PRIORITY and item.priority_key in every


def _stands_alone(item: AgendaItem, in_turn: Sequence[PriorityFacts]) -> bool:
    """Say whether an item has words of its own and no priority's pages to stand on."""
    if item.kind is AgendaKind.CELEBRATION:
        return bool(item.text.strip())
    there = {facts.priority_key for facts in in_turn}
    return item.kind is AgendaKind.ISSUE and item.priority_key not in there


# ---- the first page -----------------------------------------------------------------------------


def _head(desk: Desk, edition: Edition) -> Markup:
    plan = edition.plan
    facts = (
        day(plan.held_on),
        plan.chair,
        several(plan.minutes, "minute"),
        f"figures as known on {known_words(edition.known_at, edition.shown_on)}",
        edition.name,
    )
    rows = plain_actions(edition.frames.actions)
    return tag(
        "header",
        tag(
            "p",
            link("Back to Prepare", "prepare", meeting=edition.meeting_key,
                 known_at=desk.known_on),
            class_="kicker",
        ),
        tag("h1", f"Pre-read: {plan.title}", class_="page-title"),
        tag("p", " · ".join(facts), class_="about-it"),
        tag("p", "From last time: ", ledger_sentence(rows), class_="quiet"),
        class_="preread-head",
    )  # fmt: skip


def _contents(edition: Edition, in_turn: Sequence[PriorityFacts]) -> Markup:
    """List the agenda with its minutes; each priority leads to its pages."""
    there = {facts.priority_key: facts for facts in in_turn}
    items = [
        tag(
            "li",
            _entry(item, there),
            tag("span", f" {item.minutes} min", class_="quiet"),
        )
        for item in edition.plan.items
    ]
    return tag(
        "nav",
        tag("h2", "The agenda"),
        tag("ol", *items),
        aria_label="The agenda",
        class_="preread-nav",
    )


def _entry(item: AgendaItem, there: dict[str, PriorityFacts]) -> Child:
    title = prepare_agenda.title_of(item, there)
    facts = there.get(item.priority_key or "")
    if facts is None or item.kind is AgendaKind.CELEBRATION:
        return title
    words = tag("a", title, href=f"#{_place(facts)}")
    if item.kind is not AgendaKind.PRIORITY:
        return tag("span", words, " (issue)")
    return tag("span", badges.shape(facts.rating), words)


def _place(facts: PriorityFacts) -> str:
    return f"read-{facts.priority_key}"


# ---- one priority -------------------------------------------------------------------------------


def _show_one(edition: Edition, facts: PriorityFacts) -> None:
    key = facts.priority_key
    own = edition.frames.of(key)
    words = edition.findings[key]
    # Editions frozen before there were tags and further sentences have neither.
    further = " ".join(part for part in map(words.get, ("late", "further")) if part)
    said = department_line(reads.records(own.department_word))
    issues = [
        item
        for item in edition.plan.items
        if item.kind is AgendaKind.ISSUE and item.priority_key == key
    ]
    pace = " ".join(part for part in (words["pace"], words["outturn"]) if part)
    show(
        tag(
            "section",
            tag("p", f"{facts.department} · {facts.short_title}", class_="kicker"),
            tag("h2", words["finding"], class_="finding"),
            tag("p", further, class_="quiet") if further else None,
            _judged(facts, words),
            _chart(edition, key),
            priority.marks_list(_marks(own, facts)),
            tag("p", pace) if pace else None,
            tag("p", words["source"], class_="quiet") if words["source"] else None,
            tag("p", "The department: ", said) if said else None,
            tag(
                "div",
                tag("div", tag("h3", "To ask"), _questions(edition, facts, own)),
                tag("div", tag("h3", "From last time"), _actions(own, edition.shown_on)),
                class_="preread-two",
            ),
            *(_said_beside(item) for item in issues),
            tag("h3", "Reasons for the rating"),
            judgements.rating_table(own.rating_sheet),
            id=_place(facts),
            class_="preread-one",
        )
    )


def _judged(facts: PriorityFacts, words: dict[str, str]) -> Markup:
    rated = Rating(facts.rating).title if facts.rating else "Not rated"
    return tag(
        "div",
        tag(
            "div",
            badges.shape(facts.rating),
            tag(
                "div",
                tag("span", "Likelihood of delivery", class_="what"),
                tag("strong", rated),
                badges.moved(facts),
            ),
            class_="fact likelihood",
        ),
        tag(
            "div",
            tag("span", "Progress against trajectory", class_="what"),
            badges.position_tag(facts),
            tag("small", words["time"]) if words["time"] else None,
            class_="fact",
        ),
        tag(
            "div",
            tag("span", "Owner", class_="what"),
            tag("span", badges.person(facts.owner)),
            class_="fact",
        ),
        class_="judged",
    )


def _chart(edition: Edition, priority_key: str) -> Markup | None:
    """Give the very drawing that the room will see, as an image."""
    html = next(
        (
            screen.html
            for screen in edition.screens
            if screen.kind == "trajectory" and screen.priority_key == priority_key
        ),
        "",
    )
    found = _CHART.search(html)
    if found is None:
        return None
    named = _ALT.search(found.group(1))
    return image(
        found.group(1), unescape(named.group(1)) if named else "Chart", class_="preread-chart"
    )


def _marks(own: DeckFrames, facts: PriorityFacts) -> list[dict[str, Any]]:
    drawn = (own.series, own.plan, own.breaks, own.annotations, own.policy_steps, facts)
    rows = shown_marks(*drawn, scale="room", gaps=own.gaps).to_dict("records")
    return [{str(name): cell for name, cell in row.items()} for row in rows]


def _questions(edition: Edition, facts: PriorityFacts, own: DeckFrames) -> Markup:
    written = edition.inquiries.get(facts.priority_key)
    if written is None:
        found = suggested_lines(
            facts,
            edition.shown_on,
            spread=own.spread,
            leading=own.leading,
            policy_steps=own.policy_steps,
            rating_sheet=own.rating_sheet,
            actions=own.actions,
        )
        written = tuple(line.text for line in found)
    if not written:
        return tag("p", "No questions.", class_="quiet")
    return tag("ol", *(tag("li", line) for line in written), class_="questions")


def plain_actions(actions: pd.DataFrame) -> list[dict[str, Any]]:
    """Give rows of the ledger with dates as dates, the most urgent first."""
    rows = []
    for row in actions.to_dict("records"):
        plain = {str(name): None if is_nothing(cell) else cell for name, cell in row.items()}
        for name in _DATES:
            plain[name] = plain_date(plain[name]) if plain.get(name) is not None else None
        rows.append(plain)
    return list(most_urgent_first(rows))  # type: ignore[arg-type]


def _actions(own: DeckFrames, today: date) -> Markup:
    rows = plain_actions(own.actions) if "action_key" in own.actions else []
    if not rows:
        return tag("p", "No action was agreed on it.", class_="quiet")
    items = [
        tag(
            "li",
            tag("span", row["text"]),
            tag("small", " · ".join(_about(row, today))),
        )
        for row in rows
    ]
    return tag("ul", *items, class_="preread-actions")


def _about(row: dict[str, Any], today: date) -> Iterable[str]:
    slips = slip_words(row)
    yield str(row["owner"] or "no owner named")
    yield standing_words(row, today)
    if slips:
        yield slips


def _said_beside(item: AgendaItem) -> Markup:
    """Give an issue with its options and its ask, or what is celebrated."""
    is_issue = item.kind is AgendaKind.ISSUE
    what = f"Issue, {several(item.minutes, 'minute')}" if is_issue else "Success to recognise"
    return tag(
        "div",
        tag("p", what, class_="kicker"),
        tag("h3", item.title),
        tag("p", item.text) if item.text else None,
        tag("ol", *(tag("li", option) for option in item.options)) if item.options else None,
        tag("p", tag("strong", "The ask: "), item.ask) if item.ask else None,
        class_="preread-issue",
    )
