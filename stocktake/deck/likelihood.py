"""The likelihood sheet: what the unit judges, line by line, and what the rules make of it.

The department's own rating stands beside the unit's, the suggested rating beside the final one,
and the position is told above them: none of these is ever mixed into another.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from stocktake.deck.frames import DeckFrames
from stocktake.deck.markup import cut, rating_badge, said
from stocktake.deck.sheets import plain_top
from stocktake.model.facts import PriorityFacts, is_nothing
from stocktake.model.flags import flag_sentence
from stocktake.model.likelihood import suggestion_from_row
from stocktake.model.numbers import day
from stocktake.model.rating import Rating
from stocktake.model.rubric import LINES, Line

_MOST_FLAGS = 2
_FEW_LINES = 5
_OVERALL = "overall"


def likelihood_screen(facts: PriorityFacts, own: DeckFrames) -> str:
    """Show the likelihood sheet: the lines that were judged, the overall one last."""
    sheet = own.rating_sheet
    latest = sheet[sheet["is_latest"].fillna(False).astype(bool)] if len(sheet) else sheet
    if latest.empty:
        return ""
    judged = [(line, _row(line, latest, own)) for line in LINES if line.parent is None]
    rows = [row for _, row in judged if row]
    overall = Rating(facts.rating) if facts.rating else None
    heading = f"{overall.title}. {overall.meaning}" if overall else "Not rated yet"
    flags = _flags(own.rating_flags)
    size = "tight" if len(rows) > _FEW_LINES else "roomy"
    size = f"{size} flagged" if flags else size
    return (
        f"{plain_top(facts, heading, 'likelihood of delivery')}"
        f'<table class="sheet {size}"><thead><tr><th scope="col">Judgement</th>'
        '<th scope="col">Delivery unit</th><th scope="col">Department</th>'
        f'<th scope="col">Why</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
        f'<footer class="asked">{flags}{signed(facts)}</footer>'
    )


def signed(facts: PriorityFacts) -> str:
    """Say who rated and when."""
    by = f"Rated by {facts.rated_by}" if facts.rated_by else ""
    if facts.rated_at:
        by += f", {day(facts.rated_at.date())}"
    return f'<p class="source">{cut(by, 120)}</p>'


def _row(line: Line, latest: pd.DataFrame, own: DeckFrames) -> str:
    of_line = latest[latest["category"] == line.key]
    unit, department = (
        of_line[of_line["rater_type"] == rater].to_dict("records")[:1]
        for rater in ("unit", "department")
    )
    if not unit and not department:
        return ""
    reason = (unit or department)[0]["reason"]
    why = cut("" if is_nothing(reason) else reason, 150)
    suggested = _suggested(unit, own.suggestions) if line.key == _OVERALL else ""
    return (
        f'<tr class="row-{line.key}"><th scope="row">{said(line.title)}</th>'
        f"<td>{_judged(line, unit)}</td><td>{_judged(line, department)}</td>"
        f"<td>{why}{suggested}</td></tr>"
    )


def _judged(line: Line, rows: Sequence[Mapping[Any, Any]]) -> str:
    if not rows:
        return '<small class="none">not given</small>'
    word = str(rows[0]["rating"])
    if line.is_coloured:
        return f'<span class="point">{rating_badge(word)}{said(Rating(word).title)}</span>'
    title = next((point.title for point in line.scale if point.word == word), word)
    place, _, label = title.partition(": ")
    return f"<b>{said(place)}</b>" + (f"<small>{said(label)}</small>" if label else "")


def _suggested(unit: Sequence[Mapping[Any, Any]], suggestions: pd.DataFrame) -> str:
    """Tell what the rules suggest with its working; or, from the sheet, what they said then."""
    if len(suggestions):
        found = suggestion_from_row(_rows(suggestions)[0])
        return _worked(found.rating, found.working) if found.rating else ""
    word = unit[0].get("suggested_rating") if unit else None
    return "" if is_nothing(word) else _worked(Rating(str(word)), ())


def _worked(rating: Rating, working: Sequence[str]) -> str:
    return (
        f'<small class="suggested">{rating_badge(rating)}<span><b>Suggested '
        f"{said(rating.title)}.</b> {cut(' '.join(working), 170)}</span></small>"
    )


def _flags(flags: pd.DataFrame) -> str:
    """Put the contradictions found as questions to whoever rated."""
    sentences = [flag_sentence(row) for row in _rows(flags)]
    shown = "".join(
        f'<li><span class="flag" aria-hidden="true">!</span>{cut(sentence, 130)}</li>'
        for sentence in sentences[:_MOST_FLAGS]
    )
    more = len(sentences) - _MOST_FLAGS
    rest = f'<p class="source">and {more} more under Moderation</p>' if more > 0 else ""
    return f'<ul class="flags" aria-label="To be asked">{shown}</ul>{rest}' if shown else ""


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]
