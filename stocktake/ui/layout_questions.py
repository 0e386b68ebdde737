"""What only the sender can say about a sheet: the few questions that the guess leaves open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import pandas as pd
import streamlit as st

from stocktake.returns.layout import problems
from stocktake.returns.layout.apply import LayoutReading
from stocktake.returns.layout.area import Area
from stocktake.returns.layout.layout import Block, Layout, Meaning, Periods
from stocktake.returns.layout.match import Matcher
from stocktake.ui.frame import Desk
from stocktake.ui.layout_answers import (
    NOT_PUBLISHED,
    WITHHELD,
    Choice,
    labels_of,
    meaning_choices,
    stray_signs,
    with_block,
    with_meaning,
)
from stocktake.ui.layout_work import Question, Work, context_of
from stocktake.ui.markup import plain, show, tag

Answer = TypeVar("Answer")
CHOOSE = "Choose …"
_MOST_SIGNS = 6
_MISTAKE = "mistake"
SIGN_WORDS = {
    NOT_PUBLISHED: "There is no figure (not published, not available)",
    WITHHELD: "It is withheld (too small to show, confidential)",
    _MISTAKE: "It is a mistake: I will correct the sheet",
}
YEAR_WORDS = {"end": "The year that ends in 2025", "start": "The year that begins in 2025"}
QUARTER_WORDS = {
    "calendar": "January to March 2025 (calendar year)",
    "financial": "April to June 2025 (financial year)",
}
DAY_WORDS = {True: "4 May 2016 (day first)", False: "5 April 2016 (month first)"}


@dataclass(frozen=True)
class Asking:
    """What a question is asked with."""

    work: Work
    layout: Layout
    matcher: Matcher
    indicators: pd.DataFrame


def note_questions(desk: Desk, work: Work, areas: list[Area], reading: LayoutReading) -> None:
    """Remember what is open now; what was answered stays, so that it can be changed."""
    if work.layout is None:
        return
    matcher = Matcher(context_of(desk, work))
    found = _about_tables(work.layout, areas, matcher)
    found += [
        Question("sign", label=sign, shown=sign, count=count)
        for sign, count in stray_signs(areas, work.layout.symbols).most_common(_MOST_SIGNS)
    ]
    if any(problem.code == problems.PERIOD_UNREAD for problem in reading.problems):
        found.append(Question("periods"))
    for question in found:
        work.questions.setdefault((question.kind, question.block, question.label), question)


def _about_tables(layout: Layout, areas: list[Area], matcher: Matcher) -> list[Question]:
    found = []
    for area in areas:
        block = area.block
        place = next(place for place, one in enumerate(layout.blocks) if one is block)
        labels = labels_of(area)
        if not _says_what(block, labels, matcher):
            found.append(Question("table", place, "", block.label or ""))
        found += [
            Question("heading", place, label, text)
            for label, text in labels.items()
            if label not in block.meanings and matcher.indicator(text).key is None
        ]
    return found


def _says_what(block: Block, labels: dict[str, str], matcher: Matcher) -> bool:
    """Whether an indicator is named by the table itself, by its headings or by its title."""
    if block.indicator in matcher.indicators:
        return True
    if block.label is not None and matcher.indicator(block.label).key is not None:
        return True
    # A heading that nobody has explained yet is asked about itself.
    return any(
        block.meanings[label].indicator is not None if label in block.meanings else True
        for label in labels
    )


def ask(desk: Desk, work: Work) -> None:
    """Draw the questions, and put the answers into the layout."""
    if not work.questions or work.layout is None:
        return
    context = context_of(desk, work)
    matcher = Matcher(context)
    show(tag("h2", "Please tell us", class_="sentence"))
    for question in list(work.questions.values()):
        if question.block < len(work.layout.blocks):
            asking = Asking(work, work.layout, matcher, context.indicators)
            work.layout = _ASKED[question.kind](asking, question)


def pick(
    label: str,
    options: dict[Answer, str],
    chosen: Answer | None,
    *,
    key: str,
    placeholder: str = CHOOSE,
) -> Answer | None:
    """Let one of the answers be chosen; none is chosen until somebody does."""
    keys = list(options)
    found: Answer | None = st.selectbox(
        plain(label),
        keys,
        index=keys.index(chosen) if chosen in options else None,
        format_func=lambda answer: options[answer],
        placeholder=placeholder,
        key=key,
    )
    return found


def pick_meaning(
    label: str,
    choices: Sequence[Choice],
    chosen: Meaning | None,
    *,
    key: str,
    placeholder: str = CHOOSE,
) -> Meaning | None:
    """Let the meaning of a heading be chosen."""
    words = {choice.meaning: choice.words for choice in choices}
    return pick(label, words, chosen, key=key, placeholder=placeholder)


def indicator_options(matcher: Matcher, said: str) -> dict[str, str]:
    """Give the indicators of the department with their titles, the nearest to `said` first."""
    near = [found.key for found in matcher.suggest_indicator(said)] if said else []
    titles = {key: str(row["title"]) for key, row in matcher.indicators.items()}
    rest = sorted((key for key in titles if key not in near), key=titles.__getitem__)
    return {key: titles[key] for key in [*near, *rest]}


def _ask_table(asking: Asking, question: Question) -> Layout:
    work, layout, matcher = asking.work, asking.layout, asking.matcher
    block = layout.blocks[question.block]
    which = f" of table {question.block + 1}" if len(layout.blocks) > 1 else ""
    said = f' The sheet says "{question.shown}".' if question.shown else ""
    chosen = pick(
        f"What do the figures{which} show?{said}",
        indicator_options(matcher, question.shown),
        block.indicator,
        key=work.key(f"table_{question.block}"),
    )
    return with_block(layout, question.block, replace(block, indicator=chosen))


def _ask_heading(asking: Asking, question: Question) -> Layout:
    work, layout, matcher = asking.work, asking.layout, asking.matcher
    block = layout.blocks[question.block]
    near = [found.key for found in matcher.suggest_indicator(question.shown)]
    meaning = pick_meaning(
        f'What is "{question.shown}"?',
        meaning_choices(asking.indicators, near, has_indicator=block.indicator is not None),
        block.meanings.get(question.label),
        key=work.key(f"heading_{question.block}_{question.label}"),
    )
    return with_block(layout, question.block, with_meaning(block, question.label, meaning))


def _ask_sign(asking: Asking, question: Question) -> Layout:
    work, layout = asking.work, asking.layout
    key = work.key(f"sign_{question.label}")
    before = layout.symbols.get(question.label)
    times = f"{question.count:,} times" if question.count > 1 else "once"
    chosen = pick(
        f'"{question.shown}" stands {times} where a figure should be. What does it mean?',
        SIGN_WORDS,
        before,
        key=key,
    )
    kept = {sign: meant for sign, meant in layout.symbols.items() if sign != question.label}
    if chosen in (NOT_PUBLISHED, WITHHELD):
        kept[question.label] = chosen
    return replace(layout, symbols=kept)


def _ask_periods(asking: Asking, question: Question) -> Layout:
    layout = asking.layout
    return replace(layout, periods=pick_periods(asking.work, layout.periods, ""))


def pick_periods(work: Work, periods: Periods, place: str, placeholder: str = CHOOSE) -> Periods:
    """Ask how labels of periods are meant that can be read in two ways."""
    columns = st.columns(3)
    with columns[0]:
        year = pick(
            '"2025" for a school or financial year means',
            YEAR_WORDS,
            periods.single_year,
            key=work.key(f"single_year{place}"),
            placeholder=placeholder,
        )
    with columns[1]:
        quarter = pick(
            '"Q1 2025" means',
            QUARTER_WORDS,
            periods.quarter_year,
            key=work.key(f"quarter_year{place}"),
            placeholder=placeholder,
        )
    with columns[2]:
        is_day_first = pick(
            '"04/05/2016" means',
            DAY_WORDS,
            periods.is_day_first,
            key=work.key(f"day_first{place}"),
            placeholder=placeholder,
        )
    return replace(periods, single_year=year, quarter_year=quarter, is_day_first=is_day_first)


_ASKED: dict[str, Callable[[Asking, Question], Layout]] = {
    "table": _ask_table,
    "heading": _ask_heading,
    "sign": _ask_sign,
    "periods": _ask_periods,
}
