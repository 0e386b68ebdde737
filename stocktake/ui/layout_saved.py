"""Layouts that were saved: listed, opened, taken along as a file and brought back."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.numbers import day
from stocktake.returns.layout.layout import Layout, LayoutError
from stocktake.ui import reads
from stocktake.ui.frame import Desk
from stocktake.ui.layout_answers import new_layout_key
from stocktake.ui.layout_work import Work, open_layout, saved_layouts
from stocktake.ui.markup import show, tag
from stocktake.ui.tables import table

_FAULT = "layout_fault"


def show_saved(desk: Desk, work: Work) -> None:
    """List the saved layouts, and let one be opened or taken along."""
    found = saved_layouts(desk)
    show(
        tag("h2", "Saved layouts", class_="sentence"),
        tag("p", "A layout says how to read one kind of spreadsheet.", class_="quiet"),
    )
    if found.empty:
        show(
            tag(
                "p",
                "None yet. Once one is saved, the next spreadsheet of the same kind is read by "
                "itself.",
                class_="empty",
            )
        )
    else:
        titles = _departments(desk)
        show(_table(found, titles))
        _offer(work, found, titles)
    _take_one(work)


def _departments(desk: Desk) -> dict[str, str]:
    frame = reads.view(desk, "core.known_departments")
    return dict(zip(frame["department_key"], frame["title"], strict=True))


def _table(found: pd.DataFrame, titles: Mapping[str, str]) -> Any:
    rows = pd.DataFrame(
        {
            "Name": found["title"],
            "Department": [titles.get(key, key) for key in found["department_key"]],
            "Saved by": found["saved_by"],
            "On": [day(at.date()) for at in found["received_at"]],
        }
    )
    return table(rows, caption="Saved layouts, the newest first")


def _offer(work: Work, found: pd.DataFrame, titles: Mapping[str, str]) -> None:
    rows = {str(row["layout_key"]): row for row in found.to_dict("records")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Choose one",
            list(rows),
            format_func=lambda key: (
                f"{rows[key]['title']} "
                f"({titles.get(str(rows[key]['department_key']), rows[key]['department_key'])})"
            ),
            key=work.key("saved"),
            width=420,
        )
        row = rows[chosen]
        st.button("Open it", key=work.key("open"), on_click=_open, args=(work, row))
        st.download_button(
            "Export (JSON)",
            data=str(row["layout"]),
            file_name=f"layout-{chosen}.json",
            mime="application/json",
            key=work.key("take_along"),
            on_click="ignore",
        )


def _open(work: Work, row: Mapping[Any, Any]) -> None:
    try:
        layout = Layout.from_json(str(row["layout"]))
    except LayoutError as fault:
        st.session_state[_FAULT] = str(fault)
        return
    work.department_key = str(row["department_key"])
    open_layout(work, layout, str(row["layout_key"]))


def _take_one(work: Work) -> None:
    with st.expander("Import a layout", type="compact"):
        given = st.file_uploader("A layout file (.json)", type=["json"], key=work.key("bring"))
    if given is not None:
        try:
            layout = Layout.from_json(given.getvalue().decode("utf-8"))
        except (LayoutError, UnicodeDecodeError):
            st.session_state[_FAULT] = (
                f"{given.name} holds no layout that was saved here. Choose the .json file "
                "that was taken along from this page."
            )
        else:
            open_layout(work, layout, None)
            st.rerun()
    fault = st.session_state.pop(_FAULT, None)
    if fault:
        show(tag("div", tag("p", fault), class_="verdict"))


def save(desk: Desk, work: Work, title: str) -> str | None:
    """Keep the layout and the answers about names; give what went wrong, in a sentence."""
    if work.layout is None or work.department_key is None:
        return "There is nothing to save yet."
    if not title.strip():
        return "Give it a name first, so that you find it again."
    layout = Layout.from_json(work.layout.to_json())
    layout = Layout(
        title.strip(), layout.blocks, work.department_key, layout.symbols, layout.decimal,
        layout.periods,
    )  # fmt: skip
    taken = set(saved_layouts(desk)["layout_key"].astype(str))
    key = work.layout_key or new_layout_key(title, work.department_key, taken)
    try:
        desk.store.write_layout(
            layout_key=key,
            department_key=work.department_key,
            title=layout.title,
            layout=layout.to_json(),
            saved_by=desk.user.name,
        )
        if work.answers:
            desk.store.write_name_matches(
                work.department_key, work.answers, confirmed_by=desk.user.name
            )
    except StocktakeError as fault:
        return str(fault)
    work.layout, work.layout_key, work.kept = layout, key, layout.to_json()
    return None
