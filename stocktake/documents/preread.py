"""The pre-read for the leader's laptop: one HTML file that asks for nothing, two pages a priority.

There is no script in it. It is read on a laptop the evening before, from top to bottom or from the
agenda by its links, and prints on A4.
"""

from collections.abc import Mapping
from pathlib import Path

from stocktake.documents.brief import PreRead, PriorityBrief
from stocktake.documents.key_part import key_part
from stocktake.documents.markup import demo_mark, named, rated, said, spoken
from stocktake.documents.preread_priority import (
    action_table,
    issue_block,
    priority_pages,
    time_line,
)
from stocktake.documents.preread_today import today_part
from stocktake.model.meeting import AgendaItem, AgendaKind
from stocktake.model.numbers import day, several

_STYLE = Path(__file__).with_name("preread.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_NO_ROW = '<td class="none" colspan="2"></td>'


def build_preread(papers: PreRead) -> str:
    """Build the pre-read as one HTML document; the same papers always give the same text."""
    title = f"Pre-read: {papers.title}"
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{said(title, 200)}</title><style>{_STYLE.read_text(encoding='utf-8')}</style>"
        f"</head><body>{_skips(papers)}{_bar(papers)}<main>{_cover(papers)}{_before(papers)}"
        f"{_others(papers)}{_priorities(papers)}</main>{_about(papers)}</body></html>"
    )


def _skips(papers: PreRead) -> str:
    """Give the links that a keyboard meets first: past the agenda, and to each priority."""
    first = papers.priorities[0].priority_key if papers.priorities else None
    links = '<a href="#agenda">Skip to the agenda</a>'
    if first:
        links += f'<a href="#p-{named(first)}">Skip to the first priority</a>'
    return f'<nav class="skips" aria-label="Skip">{links}</nav>'


def _bar(papers: PreRead) -> str:
    demo = demo_mark(papers.is_demo)
    actions = '<a href="#actions">Actions</a>' if papers.open_actions else ""
    return (
        f'<header class="bar"><p><b>{said(papers.title, 80)}</b>{demo}</p>'
        f'<nav aria-label="Pre-read"><a href="#agenda">Agenda</a>{actions}'
        '<a href="#about">About</a></nav></header>'
    )


# ---- the first pages -------------------------------------------------------------------------


def _cover(papers: PreRead) -> str:
    departments = ", ".join(said(name, 80) for name in papers.departments) or "Every department"
    facts = (
        ("Held on", said(day(papers.held_on))),
        ("Chair", said(papers.chair, 120)),
        ("Departments", departments),
        ("Time", f"{several(papers.minutes, 'minute')}, {several(len(papers.agenda), 'item')}"),
        ("Known at", said(papers.known_at, 80)),
    )
    rows = "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in facts)
    head = (
        f'<p class="kicker">Pre-read · {said(papers.unit_title, 120)}</p>'
        f'<h1>{said(papers.title, 160)}</h1><dl class="facts across">{rows}</dl>'
    )
    if papers.front is None:
        return f'<section class="sheet cover">{head}{_agenda(papers)}</section>'
    keys = frozenset(brief.priority_key for brief in papers.priorities)
    return (
        f'<section class="sheet cover with-front">{head}{today_part(papers.front, keys)}</section>'
        f'<section class="sheet">{_agenda(papers)}</section>'
    )


def _agenda(papers: PreRead) -> str:
    """List the agenda, one row an item; a priority's row carries both judgements, apart."""
    briefs = {brief.priority_key: brief for brief in papers.priorities}
    rows = "".join(
        _agenda_row(number, item, briefs) for number, item in enumerate(papers.agenda, start=1)
    )
    heads = "".join(
        f'<th scope="col">{name}</th>'
        for name in (
            "No.",
            "Item",
            "Minutes",
            "Likelihood of delivery",
            "Progress against trajectory",
        )
    )
    return (
        '<section id="agenda" tabindex="-1"><h2>The agenda</h2><table class="agenda">'
        f'<caption class="heard">The agenda, with each priority’s rating and progress</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _agenda_row(number: int, item: AgendaItem, briefs: Mapping[str, PriorityBrief]) -> str:
    is_priority = item.kind is AgendaKind.PRIORITY
    brief = briefs.get(item.priority_key or "") if is_priority else None
    start = f'<tr class="{"of-priority" if brief else "plain"}"><td class="number">{number}</td>'
    minutes = f'<td class="number">{item.minutes}</td>'
    if brief is None:
        title = said(item.title, 160) or said(item.kind.title)
        if item.kind is AgendaKind.ISSUE:
            title = f"Issue: {title}"
        linked = _linked(item, title, briefs)
        return f'{start}<th scope="row">{linked}</th>{minutes}{_NO_ROW}</tr>'
    late = time_line(brief, "span")
    return (
        f'{start}<th scope="row"><a href="#p-{named(brief.priority_key)}">'
        f"{said(brief.title, 160)}</a><small>{said(brief.finding)}</small></th>{minutes}"
        f"<td>{rated(brief.rating, brief.rating_before)}</td>"
        f'<td><b class="position">{said(brief.position)}</b>{late}</td></tr>'
    )


def _linked(item: AgendaItem, title: str, briefs: Mapping[str, PriorityBrief]) -> str:
    """Lead from an item to where it stands; the wall and the decisions are the room's alone."""
    if item.kind is AgendaKind.ACTIONS:
        target = "#actions"
    elif item.kind is AgendaKind.ISSUE and item.priority_key in briefs:
        target = f"#i-{named(item.priority_key)}"
    elif item.kind in (AgendaKind.ISSUE, AgendaKind.CELEBRATION):
        target = "#others"
    else:
        return title
    return f'<a href="{target}">{title}</a>'


def _before(papers: PreRead) -> str:
    """Show what the first item is about: the actions that nobody has settled."""
    waiting = papers.open_actions
    settled = len(papers.actions) - len(waiting)
    shown = action_table(waiting, "Actions from last time, the most urgent first")
    shown = shown or "<p>No action is open.</p>"
    rest = f'<p class="quiet">{several(settled, "action")} more closed or dropped.</p>'
    return (
        '<section id="actions" class="sheet" tabindex="-1"><h2>Actions from last time</h2>'
        f"{shown}{rest if settled else ''}</section>"
    )


def _others(papers: PreRead) -> str:
    """Show what belongs to no priority's pages: celebrations, and issues that stand alone."""
    own = {brief.priority_key for brief in papers.priorities}
    blocks = []
    for item in papers.agenda:
        if item.kind is AgendaKind.CELEBRATION and (item.text.strip() or item.title.strip()):
            title = said(item.title, 160) or said(item.kind.title)
            blocks.append(f'<section class="praise"><h3>{title}</h3>{spoken(item.text)}</section>')
        elif item.kind is AgendaKind.ISSUE and item.priority_key not in own:
            blocks.append(issue_block(item))
    heading = "<h2>Successes and issues</h2>"
    found = "".join(blocks)
    return f'<section id="others" class="sheet" tabindex="-1">{heading}{found}</section>' * bool(
        found
    )


# ---- the priorities, and the end ---------------------------------------------------------------


def _priorities(papers: PreRead) -> str:
    numbers: dict[str, tuple[int, int]] = {}
    for number, item in enumerate(papers.agenda, start=1):
        if item.kind is AgendaKind.PRIORITY and item.priority_key:
            numbers.setdefault(item.priority_key, (number, item.minutes))
    briefs = papers.priorities
    pages = []
    for place, brief in enumerate(briefs):
        number, minutes = numbers.get(brief.priority_key, (0, 0))
        where = f"item {number}, {several(minutes, 'minute')}" if number else ""
        before = briefs[place - 1] if place else None
        after = briefs[place + 1] if place + 1 < len(briefs) else None
        pages.append(priority_pages(brief, where, _around(brief, before, after)))
    return "".join(pages)


def _around(brief: PriorityBrief, before: PriorityBrief | None, after: PriorityBrief | None) -> str:
    """Lead from a priority to the agenda and to its neighbours."""
    links = ['<a href="#agenda">Agenda</a>']
    for other, word, sign in ((before, "Before", "←"), (after, "Next", "→")):
        if other:
            links.append(
                f'<a href="#p-{named(other.priority_key)}"><span aria-hidden="true">{sign}</span> '
                f'<span class="heard">{word}:</span> {said(other.short_title, 40)}</a>'
            )
    label = f"Around {named(brief.short_title, 80)}"
    return f'<nav class="around" aria-label="{label}">{"".join(links)}</nav>'


def _about(papers: PreRead) -> str:
    """End with what the papers were made from, and the key to what they judge by."""
    checksum = f", checksum {said(papers.checksum, 80)}" if papers.checksum else ""
    edition = f"edition {said(papers.edition_key, 80)}"
    if papers.edition_name:
        edition = f"{said(papers.edition_name, 80)}, key {said(papers.edition_key, 80)}"
    sources = "".join(f"<p>{said(source)}</p>" for source in papers.sources)
    demo = (
        "<p>A demonstration: names, ratings and actions are made up.</p>" if papers.is_demo else ""
    )
    return (
        '<footer id="about" class="sheet about" tabindex="-1"><h2>About these papers</h2>'
        f"<p>Produced from {edition}{checksum}, as known at "
        f"{said(papers.known_at, 80)}. The meeting runs on the same edition, so no figure moves "
        "between these papers and the room.</p>"
        f"{key_part()}{sources}{demo}</footer>"
    )
