"""The screens of a stocktake, in the order of the agenda: the wall, then each priority in turn.

A screen says its finding in words first, then shows one chart or one table of at most seven rows.
Nothing on it needs a pointer, and nothing on it is computed later: these strings are what the room
sees, online and from a file.
"""

from collections.abc import Callable

import pandas as pd

from stocktake.charts import alt_text
from stocktake.charts.trajectory import build_trajectory, shown_marks
from stocktake.deck.frames import DeckFrames, Screen
from stocktake.deck.markup import (
    chart_svg,
    cut,
    heading_words,
    rating_badge,
    rating_words,
    said,
    size_class,
)
from stocktake.deck.next import next_screen
from stocktake.deck.sheets import leading_screen
from stocktake.deck.spread import spread_parts
from stocktake.deck.wall import wall_screens
from stocktake.deck.why import MAX_INDICATORS, fresh_indicators, why_screen
from stocktake.model.facts import PriorityFacts, facts_from_row, worst_first
from stocktake.model.finding import (
    finding,
    further_sentence,
    late_tag,
    outturn_sentence,
    pace_sentence,
    position_words,
    source_line,
    time_words,
)

__all__ = ["DeckFrames", "Screen", "build_screens", "priority_screens", "wall_screens"]


def build_screens(
    frames: DeckFrames,
    *,
    department_key: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Screen]:
    """Build every screen, for all departments or one; `on_progress(done, of)` after each priority.

    Order: wall pages (worst first), then priorities by agenda: what happened (trajectory), where
    (spread), why (likelihood, then indicators and steps where they hold more), what is next.
    A screen that would be empty is left out.
    """
    rows = frames.wall.to_dict("records")
    priorities = [facts_from_row({str(name): cell for name, cell in row.items()}) for row in rows]
    if department_key is not None:
        priorities = [facts for facts in priorities if facts.department_key == department_key]
    screens = wall_screens(worst_first(priorities), frames)
    in_turn = sorted(priorities, key=lambda facts: (facts.agenda_position or 0, facts.title))
    for done, facts in enumerate(in_turn, start=1):
        screens += priority_screens(facts, frames.of(facts.priority_key))
        if on_progress:
            on_progress(done, len(in_turn))
    return screens


def priority_screens(facts: PriorityFacts, own: DeckFrames) -> list[Screen]:
    """Build the screens of one priority from its own rows."""
    built = [
        ("trajectory", facts.short_title, trajectory_screen(facts, own)),
        ("spread", f"{facts.short_title}: spread", spread_screen(facts, own)),
        ("likelihood", f"{facts.short_title}: why", why_screen(facts, own)),
        ("leading", f"{facts.short_title}: indicators and steps", _leading_screen(facts, own)),
        ("next", f"{facts.short_title}: next", next_screen(facts, own)),
    ]
    return [
        Screen(
            f"{facts.priority_key}-{kind}",
            title,
            html,
            kind,
            facts.priority_key,
            facts.department_key,
        )
        for kind, title, html in built
        if html
    ]


def _leading_screen(facts: PriorityFacts, own: DeckFrames) -> str:
    """Show indicators and steps only where they hold more than Why and Next show already."""
    fresh = fresh_indicators(facts, own.leading)
    if own.policy_steps.empty and len(fresh) <= MAX_INDICATORS:
        return ""
    return leading_screen(facts, own.leading, own.policy_steps)


# ---- one priority ---------------------------------------------------------------------------


def top(facts: PriorityFacts, heading: str, topic: str = "") -> str:
    """Head a priority's screen: department and name, the sentence, rating and position apart."""
    kicker = " · ".join(cut(part, 60) for part in (facts.department, facts.short_title) if part)
    kicker += f" · {said(topic)}" if topic else ""
    late = late_tag(facts)
    kicker += f' <span class="late">{said(late)}</span>' if late else ""
    time = time_words(facts)
    short = "" if facts.position in ("behind", "well_behind") else " level"
    detail = f'<span class="time{short}">{said(time)}</span>' if time else ""
    return (
        f'<header class="top"><div class="words"><p class="kicker">{kicker}</p>'
        f'<h2 class="{size_class(heading)}">{heading_words(heading)}</h2></div>'
        f'<div class="judged"><div class="likelihood">{rating_badge(facts.rating)}'
        f'<p><span class="what">Likelihood of delivery</span>{rating_words(facts)}</p></div>'
        f'<p class="position"><span class="what">Progress against trajectory</span>'
        f"<b>{said(position_words(facts))}</b>{detail}</p></div></header>"
    )


def trajectory_screen(facts: PriorityFacts, own: DeckFrames) -> str:
    """Fill a screen with one priority's trajectory under its finding."""
    drawn = (own.series, own.plan, own.breaks, own.annotations, own.policy_steps, facts)
    chart = build_trajectory(*drawn, scale="room", gaps=own.gaps)
    named = alt_text.trajectory_alt(own.series, own.plan, facts, own.gaps)
    svg = chart_svg(chart, named, f"{facts.priority_key}t")
    marks = shown_marks(*drawn, scale="room", gaps=own.gaps)
    spoken = (further_sentence(facts), pace_sentence(facts), outturn_sentence(facts))
    pace = " ".join(part for part in spoken if part)
    source = source_line(facts)
    return (
        top(facts, finding(facts))
        + f'<figure class="chart"><figcaption>{cut(facts.headline_label, 110)}</figcaption>{svg}'
        f"</figure><footer>{_mark_list(marks)}"
        f'<p class="pace">{said(pace)}</p><p class="source">{cut(source, 150)}</p></footer>'
    )


def _mark_list(marks: pd.DataFrame) -> str:
    """Tell what the numbers and letters on the chart stand for."""
    if marks.empty:
        return ""
    most = 58 if len(marks) > 1 else 120
    rows = "".join(
        f'<li><span class="mark">{said(row["mark"])}</span> {cut(row["text"], most)}'
        f' <span class="on">{said(row["day"].strftime("%b %Y"))}</span></li>'
        for row in marks.to_dict("records")
    )
    return f'<ul class="marks">{rows}</ul>'


def spread_screen(facts: PriorityFacts, own: DeckFrames) -> str:
    """Show which comparable units pull the figure down, under a sentence that says so."""
    parts = spread_parts(facts, own)
    return top(facts, parts[0], "spread") + parts[1] if parts else ""
