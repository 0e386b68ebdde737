"""The screen "Where": which comparable units hold the figure back, which show it can be done."""

import pandas as pd

from stocktake.charts import alt_text
from stocktake.charts.comparisons import (
    MOST_NAMED,
    Comparison,
    comparison_sentence,
    comparison_title,
    comparisons_of,
    footnotes,
    other_groups,
)
from stocktake.charts.spread import build_spread
from stocktake.charts.trajectory_data import as_days
from stocktake.deck.frames import DeckFrames
from stocktake.deck.markup import chart_svg, cut, said, shortened
from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import period_words

_LONGEST_NAME = 56
_ROWS_WIDE = 1300
# Nothing but a line or two stands below this chart.
_HEIGHT = 600
_MOST_NOTES = 2


def spread_parts(facts: PriorityFacts, own: DeckFrames) -> tuple[str, str] | None:
    """Return the heading and the body of a priority's spread; None for fewer than two units."""
    if own.spread["value"].notna().sum() < 2:
        return None
    found = comparisons_of(_with_short_names(own.spread), facts)
    if not found:
        return None
    one = found[0]
    wide = _ROWS_WIDE if len(one.known) <= MOST_NAMED else None
    chart = build_spread(one, scale="room", width=wide, height=_HEIGHT)
    svg = chart_svg(chart, alt_text.spread_alt(one), f"{facts.priority_key}s")
    when = period_words(max(as_days(own.spread)), facts.frequency)
    title = f"{comparison_title(one)} · {when}"
    return comparison_sentence(one), (
        f'<figure class="chart"><figcaption>{said(title)}</figcaption>{svg}</figure>'
        f"{_notes(one, found, when)}"
    )


def _notes(one: Comparison, found: list[Comparison], when: str) -> str:
    """Name the groups this one is not compared with, and who is not in the picture."""
    notes = [*footnotes(one, when)[:_MOST_NOTES], other_groups(one, found)]
    lines = "".join(f'<p class="source">{cut(note, 230)}</p>' for note in notes if note)
    return f"<footer>{lines}</footer>" if lines else ""


def _with_short_names(spread: pd.DataFrame) -> pd.DataFrame:
    """Cut the names beside a chart: longer ones would make the whole of it, and its text, small."""
    names = spread["unit_name"].map(lambda name: shortened(name, _LONGEST_NAME))
    # Two units that begin alike must not become one.
    is_clear = names.nunique() == spread["unit_name"].nunique()
    return spread.assign(unit_name=names) if is_clear else spread
