"""The wall: one row per priority, the most worrying first."""

from stocktake.charts.gap_bar import gap_bar_svg
from stocktake.charts.sparkline import wall_sparkline
from stocktake.deck.frames import DeckFrames, Screen
from stocktake.deck.markup import cut, moved_mark, rating_badge, said
from stocktake.deck.pages import page_of, paged
from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import late_tag, position_words, time_words
from stocktake.model.numbers import figure, period_words, short_month
from stocktake.model.sentence import plain_name
from stocktake.model.verdict import planned_level

WALL_ROWS = 7


def wall_screens(priorities: list[PriorityFacts], frames: DeckFrames) -> list[Screen]:
    """Page the wall at seven rows a screen, as evenly as the pages allow."""
    pages = paged(priorities, WALL_ROWS) or [[]]
    screens = []
    for number, page in enumerate(pages, start=1):
        rows = "".join(_wall_row(facts, frames.of(facts.priority_key)) for facts in page)
        title = page_of("Priorities", number, len(pages))
        screens.append(Screen(f"wall-{number}", title, _wall_page(title, rows), "wall"))
    return screens


def _wall_page(title: str, rows: str) -> str:
    return (
        f'<header class="top"><div class="words"><p class="kicker">{said(title)}</p>'
        '<h2 class="low">The most worrying first</h2></div></header>'
        '<table class="wall"><thead><tr><th scope="col">Likelihood</th>'
        '<th scope="col">Priority</th><th scope="col">Progress against trajectory</th>'
        '<th scope="col" class="trend">Trend</th><th scope="col">Latest</th>'
        '<th scope="col">Plan</th><th scope="col">Owner</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _wall_row(facts: PriorityFacts, own: DeckFrames) -> str:
    latest = figure(facts.measure, facts.value, facts.rounding_unit)
    if facts.counts_units:
        latest += f" of {facts.unit_count}"
    when = period_words(facts.period_end, facts.frequency) if facts.period_end else ""
    late = late_tag(facts)
    stale = f'<small class="stale">{said(late)}</small>' if late else ""
    return (
        f'<tr><td class="rated">{rating_badge(facts.rating)}<small>{moved_mark(facts)}</small></td>'
        f'<th scope="row">{cut(facts.short_title, 40)}<small>{cut(facts.department, 34)}'
        f"{' · closed case' if facts.closed_on else ''}</small></th>"
        f"<td><b>{said(position_words(facts))}</b>{gap_bar_svg(facts.gap_share)}"
        f"<small>{said(_time(facts))}</small></td>"
        f'<td class="trend">{wall_sparkline(own.series)}</td>'
        f"<td><b>{said(latest)}</b><small>{said(when)}</small>{stale}</td>"
        f"<td>{_planned_cell(facts)}</td>"
        f"<td>{_owner_cell(facts)}</td></tr>"
    )


def _time(facts: PriorityFacts) -> str:
    # The column Plan tells the target's own date; where the figure is now needs the room.
    then, _, now = time_words(facts).partition("; ")
    return now or then


def _owner_cell(facts: PriorityFacts) -> str:
    return cut(plain_name(facts.owner or ""), 44)


def _planned_cell(facts: PriorityFacts) -> str:
    promised = planned_level(facts)
    if promised is None:
        return "<small>No target set</small>"
    level, on = promised
    written = figure(facts.measure, level, facts.rounding_unit, trim=True)
    is_ahead = on is not None and on != facts.compared_on
    when = f"{'by ' * is_ahead}{short_month(on)}" if on else "no date"
    return f"<b>{said(written)}</b><small>{said(when)}</small>"
