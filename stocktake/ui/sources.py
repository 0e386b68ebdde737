"""Where a selected point comes from: file, sheet, cell, sender, and what it replaced."""

from datetime import date, datetime
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.model.facts import PriorityFacts, is_nothing
from stocktake.model.numbers import day, number, period_words, several
from stocktake.ui import reads
from stocktake.ui.downloads import download_table
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, plain, show, tag
from stocktake.ui.tables import table

_SHOWN = 10
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_sources(desk: Desk, facts: PriorityFacts, period_end: str) -> None:
    """Draw the panel of a selected point: every cell behind it, the largest first."""
    end = date.fromisoformat(period_end)
    cells = reads.view(
        desk,
        "page.point_sources",
        priority_key=facts.priority_key,
        headline_period_end=end,
    )
    when = period_words(end, facts.frequency)
    with st.container(key="point_panel", border=True):
        if cells.empty:
            show(tag("h2", f"{when}: no cell of a return stands behind this point"))
            return
        show(*_told(when, cells))
        show(table(_rows(facts, cells), caption=_caption(cells), right=("Figure", "Replaced")))
        with st.container(horizontal=True):
            _downloads(desk, cells)
            if len(cells) > 1:
                download_table(
                    cells,
                    f"sources-{facts.priority_key}-{period_end}",
                    key="sources_download",
                    label=f"All {len(cells):,} cells (CSV)",
                )


def _told(when: str, cells: pd.DataFrame) -> list[Markup]:
    files = cells["file_name"].nunique()
    first = cells.iloc[0]
    if len(cells) == 1:
        place = f"{first['file_name']}, sheet {first['sheet']}, {_cells(first)}"
        lead = f"{when} stands in {place}."
    else:
        lead = f"{when} is worked out from {len(cells):,} cells in {several(files, 'workbook')}."
    senders = sorted({str(name) for name in cells["submitted_by"]})
    received = max(cells["received_at"])
    sent = f"Sent by {'; '.join(senders[:3])}; the newest was received on {_moment(received)}."
    restated = int(cells["replaced_received_at"].notna().sum())
    lines = [tag("h2", lead), tag("p", sent)]
    if restated:
        lines.append(tag("p", f"{several(restated, 'figure')} replaced an earlier one."))
    return lines


def _caption(cells: pd.DataFrame) -> str:
    if len(cells) > _SHOWN:
        return f"The {_SHOWN} largest of {len(cells):,} cells"
    return "Every cell behind this point"


def _rows(facts: PriorityFacts, cells: pd.DataFrame) -> pd.DataFrame:
    size = cells["denominator"].fillna(cells["numerator"]).fillna(cells["value"]).abs()
    largest = cells.loc[size.sort_values(ascending=False, na_position="last").index]
    rows = [
        {
            "Unit": row["unit_name"],
            "Period": period_words(row["period_end"], facts.frequency)
            if row["period_end"] == row["headline_period_end"]
            else day(row["period_end"]),
            "Figure": _figure(row, ""),
            "Workbook": row["file_name"],
            "Sheet": row["sheet"],
            "Cells": _cells(row),
            "Received": _moment(row["received_at"]),
            "Replaced": _replaced(row),
        }
        for row in largest.head(_SHOWN).to_dict("records")
    ]
    frame = pd.DataFrame(rows)
    return frame if frame["Replaced"].astype(bool).any() else frame.drop(columns="Replaced")


def _figure(row: dict[Any, Any], before: str) -> str:
    upper, lower, value = (row[f"{before}{name}"] for name in ("numerator", "denominator", "value"))
    if is_nothing(upper) or is_nothing(lower):
        if is_nothing(value):
            return str(row["status"]).replace("_", " ") if not before else "no figure"
        return number(float(value), 2, trim=True)
    return f"{number(float(upper))} of {number(float(lower))}"


def _cells(row: Any) -> str:
    named = [row[f"{name}_cell"] for name in ("numerator", "denominator", "value")]
    distinct = dict.fromkeys(str(cell) for cell in named if not is_nothing(cell))
    return " and ".join(distinct) or "no cell"


def _replaced(row: dict[Any, Any]) -> str:
    if is_nothing(row["replaced_received_at"]):
        return ""
    place = f"{row['replaced_file_name']} {row['replaced_cell']}"
    why = "" if is_nothing(row["revision_reason"]) else f": {row['revision_reason']}"
    return f"{_figure(row, 'replaced_')}, from {place}{why}"


def _moment(at: Any) -> str:
    moment = at if isinstance(at, datetime) else pd.Timestamp(at).to_pydatetime()
    return f"{day(moment.date())}, {moment:%H:%M}"


def _content(desk: Desk, submission_key: str) -> bytes:
    found = reads.workbook(desk, submission_key)
    return found[1] if found else b""


def _downloads(desk: Desk, cells: pd.DataFrame) -> None:
    """Offer the workbooks themselves, as they were sent; each is read only when asked for."""
    newest = cells.sort_values("received_at", ascending=False)
    for row in newest.drop_duplicates("submission_key").head(3).to_dict("records"):
        key = str(row["submission_key"])
        st.download_button(
            plain(f"Download {row['file_name']}"),
            data=partial(_content, desk, key),
            file_name=str(row["file_name"]),
            mime=_XLSX,
            key=f"workbook_{key}",
            on_click="ignore",
        )
