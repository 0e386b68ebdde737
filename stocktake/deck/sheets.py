"""The screen of further indicators and, for each policy step, the questions of the method."""

from typing import Any

import pandas as pd

from stocktake.charts.leading import indicator_values, latest_indicators
from stocktake.charts.sparkline import sparkline_svg
from stocktake.deck.markup import (
    cut,
    heading_words,
    line_class,
    said,
)
from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import position_words, time_words
from stocktake.model.numbers import short_month
from stocktake.model.step_effect import effect_of, state_of

_MOST_CARDS = 3
_MOST_STEPS = 4
_SPARK_POINTS = 60


def leading_screen(facts: PriorityFacts, leading: pd.DataFrame, steps: pd.DataFrame) -> str:
    """Show further indicators and, for each policy step, the three questions of the method."""
    others = leading[leading["kind"] != "target"]
    cards = [_card(row, others) for row in latest_indicators(others).to_dict("records")]
    if not cards and steps.empty:
        return ""
    room = _MOST_CARDS if len(steps) else 2 * _MOST_CARDS
    shown = "".join(cards[:room])
    table = _steps_table(steps) if len(steps) else ""
    grid = f'<div class="cards">{shown}</div>' if shown else ""
    heading = _steps_sentence(steps, len(cards))
    return f"{plain_top(facts, heading, 'indicators and steps')}{grid}{table}"


def plain_top(facts: PriorityFacts, heading: str, topic: str) -> str:
    """Head a screen whose judgements stand in its table: the position is told below the words."""
    kicker = " · ".join(cut(part, 60) for part in (facts.department, facts.short_title) if part)
    time = time_words(facts)
    position = position_words(facts).lower() + (f", {time}" if time else "")
    return (
        f'<header class="top"><div class="words"><p class="kicker">{kicker} · {said(topic)}</p>'
        f'<h2 class="{line_class(heading)}">{heading_words(heading)}</h2>'
        f'<p class="under">Progress against trajectory: {said(position)}</p></div></header>'
    )


def _steps_sentence(steps: pd.DataFrame, indicator_count: int) -> str:
    if steps.empty:
        return "What else moves" if indicator_count else ""
    done = int(steps["done_on"].notna().sum())
    overdue = int(steps["is_overdue"].fillna(False).astype(bool).sum())
    noun = "step is" if len(steps) == 1 else "steps are"
    text = f"{done} of {len(steps)} policy {noun} done"
    return text + (f"; {overdue} {'is' if overdue == 1 else 'are'} overdue." if overdue else ".")


def _card(row: dict[Any, Any], leading: pd.DataFrame) -> str:
    values = indicator_values(leading, row["indicator_key"])[-_SPARK_POINTS:]
    moved = row["moved_text"]
    return (
        f'<article class="card"><p class="kind">{said(row["kind_text"])}</p>'
        f"<h3>{cut(row['title'], 44)}</h3>"
        f"{sparkline_svg(values, width=550, height=110, line=4.5, is_ended=row['is_ended'])}"
        f'<p class="figure"><b>{said(row["value_text"])}</b> {said(row["period_text"])}</p>'
        f'<p class="moved">{said(moved)}</p></article>'
    )


def _steps_table(steps: pd.DataFrame) -> str:
    ordered = steps.sort_values("due_on")
    rows = "".join(_step_row(row) for row in ordered.head(_MOST_STEPS).to_dict("records"))
    more = len(ordered) - _MOST_STEPS
    rest = f'<p class="more">and {more} more on the priority’s page</p>' if more > 0 else ""
    return (
        '<table class="steps"><thead><tr><th scope="col">Policy step</th><th scope="col">Due</th>'
        '<th scope="col">Done?</th><th scope="col">Indicator moved?</th>'
        f'<th scope="col">Target moved?</th></tr></thead><tbody>{rows}</tbody></table>{rest}'
    )


def _step_row(row: dict[Any, Any]) -> str:
    state = state_of(row)
    done = f"<b>{said(state.answer)}</b><small>{said(state.detail)}</small>"
    return (
        f'<tr><th scope="row">{cut(row["title"], 74)}</th>'
        f"<td>{short_month(state.due_on)}</td><td>{done}</td>"
        f"<td>{said(effect_of(row, 'indicator').cell)}"
        f"<small>{cut(row['indicator_title'], 30)}</small></td>"
        f"<td>{said(effect_of(row, 'target').cell)}</td></tr>"
    )
