"""Tables under charts: real HTML tables, opened only when asked for, with a download."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from stocktake.model.facts import is_nothing
from stocktake.model.numbers import number
from stocktake.ui.downloads import download_table
from stocktake.ui.markup import Markup, show, tag

_MOST_ROWS = 500


def table(
    frame: pd.DataFrame, *, caption: str, right: Sequence[str] = (), most: int = _MOST_ROWS
) -> Markup:
    """Give a frame of texts as a table; `right` names the columns of figures."""
    head = tag("tr", *(_cell("th", name, name in right, scope="col") for name in frame.columns))
    rows = [
        tag("tr", *(_cell("td", row[name], name in right) for name in frame.columns))
        for row in frame.head(most).to_dict("records")
    ]
    more = len(frame) - most
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption),
            tag("thead", head),
            tag("tbody", *rows),
            class_="plain",
        ),
        tag("p", f"and {number(more)} more rows in the download", class_="more")
        if more > 0
        else None,
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label=caption,
    )


def _cell(name: str, text: object, is_figure: bool, **attributes: object) -> Markup:
    shown = "" if is_nothing(text) else text
    return tag(name, shown, class_="figure" if is_figure else None, **attributes)


def table_on_demand(
    label: str,
    build: Callable[[], pd.DataFrame],
    *,
    key: str,
    file_name: str,
    right: Sequence[str] = (),
) -> None:
    """Offer a table behind a line that opens it; closed, it costs nothing."""
    place = st.expander(label, key=key, on_change="rerun", type="compact")
    if not place.open:
        return
    with place:
        frame = build()
        show(table(frame, caption=label, right=right))
        download_table(frame, file_name, key=f"{key}_download", label="Download this table (CSV)")
