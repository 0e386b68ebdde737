"""What the figures of a table are, what its headings mean, and how numbers are written."""

from dataclasses import replace

import streamlit as st

from stocktake.returns.layout.area import Area
from stocktake.returns.layout.layout import Block, Layout, Percent
from stocktake.returns.layout.match import Matcher
from stocktake.ui.frame import Desk
from stocktake.ui.layout_answers import (
    NOT_PUBLISHED,
    WITHHELD,
    labels_of,
    meaning_choices,
    read_signs,
    signs_text,
    with_meaning,
)
from stocktake.ui.layout_questions import (
    CHOOSE,
    indicator_options,
    pick,
    pick_meaning,
    pick_periods,
)
from stocktake.ui.layout_work import Work, context_of
from stocktake.ui.markup import show, tag

_MOST_LABELS = 40
PERCENT_WORDS = {
    Percent.POINTS: "As percentages: 77.1 or 77.1%",
    Percent.SHARE: "As shares of one: 0.771",
}
DECIMAL_WORDS = {
    None: "Find out from the numbers",
    ".": "A point: 1,234.5",
    ",": "A comma: 1.234,5",
}


def edit_about(desk: Desk, work: Work, block: Block, where: int) -> Block:
    """Edit what holds for all figures of a table."""
    matcher = Matcher(context_of(desk, work))
    options: dict[str, str] = {"": "The headings say it"} | indicator_options(matcher, "")
    columns = st.columns(2)
    indicator = block.indicator
    with columns[0]:
        # What is asked above is not asked twice: the second answer would undo the first.
        if ("table", where, "") not in work.questions:
            indicator = pick(
                "All figures of this table show", options, block.indicator or "",
                key=work.key(f"indicator_{where}"),
            )  # fmt: skip
        unit = st.text_input(
            "All are about (where no name stands in the table)", block.unit or "",
            placeholder="for example: England", key=work.key(f"unit_{where}"),
        )  # fmt: skip
    with columns[1]:
        percent = pick(
            "Percentages are written", PERCENT_WORDS, block.percent,
            key=work.key(f"percent_{where}"),
        )  # fmt: skip
        period = st.text_input(
            "All are for the period (where none stands in the table)", block.period or "",
            placeholder="for example: March 2026", key=work.key(f"period_{where}"),
        )  # fmt: skip
    return replace(
        block,
        indicator=indicator or None,
        unit=unit.strip() or None,
        percent=percent or block.percent,
        period=period.strip() or None,
    )


def edit_meanings(desk: Desk, work: Work, area: Area, block: Block, where: int) -> Block:
    """Edit what each heading stands for, but for those asked about above the sheet."""
    asked = {(q.block, q.label) for q in work.questions.values() if q.kind == "heading"}
    labels = [
        (label, text) for label, text in labels_of(area).items() if (where, label) not in asked
    ]
    if not labels:
        return block
    show(tag("h3", "What the headings mean"))
    indicators = context_of(desk, work).indicators
    matcher = Matcher(context_of(desk, work))
    for label, text in labels[:_MOST_LABELS]:
        near = [found.key for found in matcher.suggest_indicator(text)]
        choices = meaning_choices(indicators, near, has_indicator=block.indicator is not None)
        by_name = matcher.indicator(text).key
        title = matcher.indicators[by_name]["title"] if by_name else ""
        meaning = pick_meaning(
            f'"{text}" is',
            choices,
            block.meanings.get(label),
            key=work.key(f"m_{where}_{label}"),
            placeholder=f"{title} (by its name)" if by_name else CHOOSE,
        )
        block = with_meaning(block, label, meaning)
    return block


def edit_writing(work: Work, layout: Layout) -> Layout:
    """Edit how the source writes numbers, signs for no figure, and periods."""
    show(tag("h3", "How numbers and periods are written"))
    columns = st.columns(3)
    asked = {question.label for question in work.questions.values() if question.kind == "sign"}
    signs = {sign: kept for sign, kept in layout.symbols.items() if sign not in asked}
    others = {
        sign: kept
        for sign, kept in layout.symbols.items()
        if sign in asked or kept not in (NOT_PUBLISHED, WITHHELD)
    }
    with columns[0]:
        decimal = st.selectbox(
            "The decimal sign is",
            list(DECIMAL_WORDS),
            index=list(DECIMAL_WORDS).index(layout.decimal),
            format_func=lambda sign: DECIMAL_WORDS[sign],
            key=work.key("decimal"),
        )
    with columns[1]:
        missing = st.text_input(
            "Signs for: there is no figure", signs_text(signs, NOT_PUBLISHED),
            placeholder="for example: n/a, x", key=work.key("signs_missing"),
        )  # fmt: skip
    with columns[2]:
        withheld = st.text_input(
            "Signs for: the figure is withheld", signs_text(signs, WITHHELD),
            placeholder="for example: c, supp", key=work.key("signs_withheld"),
        )  # fmt: skip
    typed = others | read_signs(missing, withheld)
    layout = replace(
        layout, decimal=decimal, symbols=layout.symbols if typed == layout.symbols else typed
    )
    if any(question.kind == "periods" for question in work.questions.values()):
        return layout
    return replace(layout, periods=pick_periods(work, layout.periods, "_form", "No such label"))


def _same_or(before: dict[str, str], typed: dict[str, str]) -> dict[str, str]:
    return before if typed == before else typed
