"""Why: the judgement in three lines, with what moves first beside it; the whole sheet behind S."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from stocktake.charts.leading import latest_indicators
from stocktake.deck.frames import DeckFrames
from stocktake.deck.likelihood import likelihood_screen, signed
from stocktake.deck.markup import cut, rating_badge, rating_words, said
from stocktake.deck.sheets import plain_top
from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.likelihood import evidence_from_row
from stocktake.model.numbers import month, period_words, several
from stocktake.model.one_colour_up import one_colour_up
from stocktake.model.rating import Rating
from stocktake.model.rubric import LINES, Line

_OVERALL = "overall"
_MAX_LOWEST = 2
MAX_INDICATORS = 3
# A figure older than so many of its own periods says nothing of what moves now.
_FRESH_PERIODS = 2
_MONTHS = {"month": 1, "quarter": 3}


def why_screen(facts: PriorityFacts, own: DeckFrames) -> str:
    """Show the overall judgement, the two lowest with their reasons, and what would move it up.

    The department's own rating stands beside the unit's with the difference; empty where nobody
    has rated and no indicator is named.
    """
    sheet = likelihood_screen(facts, own)
    cards = _indicators(facts, own.leading)
    if not sheet and not cards:
        return ""
    overall = Rating(facts.rating) if facts.rating else None
    heading = f"{overall.title}. {overall.meaning}" if overall else "Not rated yet"
    hint = '<p class="hint"><kbd>S</kbd> whole sheet</p>' if sheet else ""
    whole = f'<div class="whole" hidden>{sheet}</div>' if sheet else ""
    return (
        f"{plain_top(facts, heading, 'why')}"
        f'<div class="why">{_verdicts(facts, own) if sheet else ""}{_lowest(own)}'
        f"{_upward(facts, own)}{cards}</div>"
        f'<footer class="asked">{signed(facts)}{hint}</footer>{whole}'
    )


def is_fresh(row: Mapping[Any, Any], known: pd.DataFrame, reference: date | None) -> bool:
    """Whether an indicator's newest figure is no older than two of its own periods.

    `known` are its rows with a figure; `reference` is the newest period anything is known of.
    """
    if known.empty or reference is None or not is_nothing(row.get("ended_on")):
        return False
    last = plain_date(known["period_end"].max())
    months = (reference.year - last.year) * 12 + reference.month - last.month
    return months <= _FRESH_PERIODS * _MONTHS.get(str(row["frequency"]), 12)


def fresh_indicators(facts: PriorityFacts, leading: pd.DataFrame) -> list[str]:
    """Give the keys of the further indicators that are current, in the frame's order."""
    others = _others(leading)
    reference = _reference(facts, others)
    return [
        str(key)
        for key, rows in others.groupby("indicator_key", sort=False)
        if is_fresh(rows.iloc[-1].to_dict(), rows.dropna(subset=["value"]), reference)
    ]


# ---- the judgement ----------------------------------------------------------------------------


def _verdicts(facts: PriorityFacts, own: DeckFrames) -> str:
    unit = _latest(own, "unit").get(_OVERALL)
    department = _latest(own, "department").get(_OVERALL)
    reason = unit["reason"] if unit and not is_nothing(unit["reason"]) else ""
    return (
        '<section class="verdicts"><div class="verdict-of">'
        f'{rating_badge(facts.rating)}<p><span class="what">Delivery unit</span>'
        f"<b>{rating_words(facts)}</b></p></div>{_department(facts, department)}"
        f'<p class="reason">{cut(reason, 190)}</p></section>'
    )


def _department(facts: PriorityFacts, row: Mapping[str, Any] | None) -> str:
    head = '<span class="what">Department’s own rating</span>'
    if row is None:
        return f'<div class="verdict-of own"><p>{head}not given</p></div>'
    rating = Rating(str(row["rating"]))
    return (
        f'<div class="verdict-of own">{rating_badge(rating)}<p>{head}<b>{said(rating.title)}</b>'
        f"<small>{said(difference_words(facts.rating, rating))}</small></p></div>"
    )


def difference_words(unit: str | None, department: Rating) -> str:
    """Say how far the department's rating is from the unit's.

    >>> difference_words("amber_red", Rating.GREEN), difference_words("red", Rating.RED)
    ('2 points higher than the unit', 'the same as the unit')
    """
    if not unit:
        return ""
    steps = department.score - Rating(unit).score
    if not steps:
        return "the same as the unit"
    return f"{several(abs(steps), 'point')} {'higher' if steps > 0 else 'lower'} than the unit"


def lowest_judgements(rows: Mapping[str, Mapping[str, Any]]) -> list[tuple[Line, Rating, str]]:
    """Give the unit's two lowest judgements with their reasons, the lowest first; none are green.

    `rows` are the unit's newest rows of `page.rating_sheet` by category.
    """
    found = [
        (line, Rating(str(rows[line.key]["rating"])), rows[line.key]["reason"])
        for line in LINES
        if line.parent is None and line.is_coloured and line.key in rows and line.key != _OVERALL
    ]
    below = [one for one in found if one[1] is not Rating.GREEN]
    # Sorting keeps the sheet's order among equals.
    return [
        (line, rating, "" if is_nothing(reason) else str(reason))
        for line, rating, reason in sorted(below, key=lambda one: one[1].score)[:_MAX_LOWEST]
    ]


def _lowest(own: DeckFrames) -> str:
    rows = "".join(
        f'<tr><td class="point">{rating_badge(rating)}</td><th scope="row">{said(line.title)}'
        f"<small>{said(rating.title)}</small></th><td>{cut(reason, 150)}</td></tr>"
        for line, rating, reason in lowest_judgements(_latest(own, "unit"))
    )
    if not rows:
        return ""
    return (
        '<table class="lowest"><colgroup><col><col><col></colgroup><thead><tr>'
        '<th scope="col" colspan="2">Lowest judgements</th>'
        f'<th scope="col">Reason</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _upward(facts: PriorityFacts, own: DeckFrames) -> str:
    if own.suggestions.empty or not facts.rating:
        return ""
    row = {str(name): cell for name, cell in own.suggestions.iloc[0].to_dict().items()}
    sentence = one_colour_up(Rating(facts.rating), evidence_from_row(row))
    if not sentence:
        return ""
    return (
        '<p class="upward"><span class="what">What would move it up</span>'
        f"<b>{cut(sentence, 170)}</b></p>"
    )


def _latest(own: DeckFrames, rater_type: str) -> dict[str, dict[str, Any]]:
    sheet = own.rating_sheet
    if sheet.empty:
        return {}
    is_wanted = sheet["is_latest"].fillna(False).astype(bool) & (sheet["rater_type"] == rater_type)
    rows = sheet[is_wanted].to_dict("records")
    return {str(row["category"]): {str(key): cell for key, cell in row.items()} for row in rows}


# ---- what moves first -------------------------------------------------------------------------


def _others(leading: pd.DataFrame) -> pd.DataFrame:
    return leading if leading.empty else leading[leading["kind"] != "target"]


def _reference(facts: PriorityFacts, others: pd.DataFrame) -> date | None:
    known = others.dropna(subset=["value"]) if len(others) else others
    ends = [plain_date(end) for end in known["period_end"]] if len(known) else []
    return max([*ends, *([facts.period_end] if facts.period_end else [])], default=None)


def _indicators(facts: PriorityFacts, leading: pd.DataFrame) -> str:
    others = _others(leading)
    if others.empty:
        return ""
    fresh = fresh_indicators(facts, leading)
    rows = latest_indicators(others).to_dict("records")
    # What is current comes first; a sort that is stable keeps leading before context.
    rows.sort(key=lambda row: row["indicator_key"] not in fresh)
    cards = "".join(
        _card(row, others, is_current=row["indicator_key"] in fresh)
        for row in rows[:MAX_INDICATORS]
    )
    return f'<div class="firsts">{cards}</div>'


def _card(row: Mapping[Any, Any], others: pd.DataFrame, *, is_current: bool) -> str:
    own = others[others["indicator_key"] == row["indicator_key"]]
    known = own.dropna(subset=["value"]).sort_values("period_end")
    moved = said(row["moved_text"]) if is_current else said(_ended(own, known))
    when = f" {said(row['period_text'])}" if is_current else ""
    return (
        f'<article class="first{"" if is_current else " ended"}"><h3>{cut(row["title"], 40)}</h3>'
        f'<p><b>{said(row["value_text"])}</b>{when}</p><p class="moved">{moved}</p></article>'
    )


def _ended(own: pd.DataFrame, known: pd.DataFrame) -> str:
    """Say since when an indicator has had no figure, and that its series ended where known."""
    if known.empty:
        return "no figure yet"
    last = known.iloc[-1]
    ended = last.get("ended_on")
    if not is_nothing(ended):
        return f"series ended in {month(plain_date(ended))}"
    end = period_words(plain_date(last["period_end"]), str(own.iloc[-1]["frequency"]))
    return f"no newer figure than {end}"
