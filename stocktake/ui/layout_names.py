"""Names of units in the sheet that the register does not know: near ones are offered, one chosen.

Nothing near is ever taken by itself. What a person answers is remembered for the department when
the layout is saved or the figures are sent.
"""

import streamlit as st

from stocktake.returns.layout.match import INDICATOR, Unmatched
from stocktake.returns.problems import say_cells
from stocktake.ui.frame import Desk
from stocktake.ui.layout_questions import CHOOSE
from stocktake.ui.layout_work import Work, context_of
from stocktake.ui.markup import plain, show, tag

_SHOWN = 8
_ALMOST_ALIKE = 90.0
_LEAVE_OUT = "none of ours"


def ask_names(desk: Desk, work: Work) -> None:
    """Draw a choice for every name that was ever open, and keep the answers."""
    asked = _names(work)
    if not asked:
        return
    head = st.container()
    _offer_nearest(work, _unanswered(work, asked))
    titles = _titles(desk, work)
    _ask_all(work, asked[:_SHOWN], titles)
    if len(asked) > _SHOWN:
        rest = asked[_SHOWN:]
        # An expander whose label changes is another one to Streamlit, and shuts.
        place = st.expander("The other names", key=work.key("more_names"), on_change="rerun")
        if place.open:
            with place:
                _ask_all(work, rest, titles)
    with head:
        show(
            tag("h2", _heading(len(asked), len(_unanswered(work, asked))), class_="sentence"),
            tag("p", "Your answers are kept when you save, and not asked again.", class_="quiet"),
        )


def _names(work: Work) -> list[Unmatched]:
    # Measures are asked about as headings and tables, where their part can be told as well.
    return [name for name in work.asked.values() if name.kind != INDICATOR]


def _unanswered(work: Work, names: list[Unmatched]) -> list[Unmatched]:
    return [name for name in names if (name.kind, name.given) not in work.answers]


def _heading(count: int, still: int) -> str:
    if not still:
        return "All names are matched"
    if count == 1:
        return "One name is not in our list"
    return f"{count} names are not in our list; {still} still to answer"


def _offer_nearest(work: Work, still: list[Unmatched]) -> None:
    sure = [
        name
        for name in still
        if name.suggestions and name.suggestions[0].score >= _ALMOST_ALIKE
        and (len(name.suggestions) < 2 or name.suggestions[1].score < name.suggestions[0].score)
    ]  # fmt: skip
    if len(sure) < 2:
        return

    def take() -> None:
        for name in sure:
            work.answers[name.kind, name.given] = name.suggestions[0].key
        work.turn += 1

    st.button(
        f"Take the nearest for the {len(sure)} that are almost alike",
        key=work.key("take_nearest"),
        on_click=take,
    )


def _titles(desk: Desk, work: Work) -> dict[str, str]:
    """Give the units that the department's indicators are about, by name."""
    context = context_of(desk, work)
    types = set(context.indicators["unit_type"])
    units = context.units
    own = units[units["unit_type"].isin(types)].sort_values("name")
    return dict(zip(own["unit_key"].astype(str), own["name"].astype(str), strict=True))


def _ask_all(work: Work, names: list[Unmatched], titles: dict[str, str]) -> None:
    """Ask about names two abreast, in the order of the sheet."""
    for place in range(0, len(names), 2):
        for column, name in zip(st.columns(2), names[place : place + 2], strict=False):
            with column:
                _ask_one(work, name, titles)


def _ask_one(work: Work, name: Unmatched, titles: dict[str, str]) -> None:
    near = {found.key: found.name for found in name.suggestions}
    words = {key: f"{title} (near)" for key, title in near.items()}
    words[_LEAVE_OUT] = "None of ours: leave it out"
    words |= {key: title for key, title in titles.items() if key not in near}
    keys = list(words)
    place = (name.kind, name.given)
    before = _LEAVE_OUT if work.answers.get(place, "") is None else work.answers.get(place)
    code = f", code {name.code}" if name.code and name.code != name.given else ""
    clash = " The code beside it belongs to another." if name.how == "conflict" else ""
    near_name = f": is it {name.suggestions[0].name}?" if name.suggestions else " is"
    chosen = st.selectbox(
        plain(f'"{name.given}"{code} ({_where(name)}){near_name}{clash}'),
        keys,
        index=keys.index(before) if before in words else None,
        format_func=lambda key: words[key],
        placeholder=CHOOSE,
        key=work.key(f"name_{name.kind}_{name.given}"),
    )
    if chosen is None:
        work.answers.pop(place, None)
    else:
        work.answers[place] = None if chosen == _LEAVE_OUT else chosen


def _where(name: Unmatched) -> str:
    noun = "cell" if len(name.cells) == 1 else "cells"
    return f"{noun} {say_cells(name.cells)}"
