"""What the figures mean and whose they are, and which version of the program says so."""

import platform
from importlib.metadata import version
from pyexpat import EXPAT_VERSION
from typing import Any

import pandas as pd
import streamlit as st

from stocktake import __version__
from stocktake.model.facts import is_nothing
from stocktake.model.position import RULES
from stocktake.ui import sql_text
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, show, tag
from stocktake.ui.tables import table

_WAYS = {1: "Higher is better", -1: "Lower is better"}
_OGL = "Contains public sector information licensed under the Open Government Licence v3.0."
_SAFE_EXPAT = (2, 6)


def definitions_list(indicators: pd.DataFrame) -> Markup:
    """Give every indicator with its definition, source and licence, by department."""
    rows = indicators.sort_values(["department_key", "title"]).to_dict("records")
    return tag("div", *map(_definition, rows), class_="definitions")


def _definition(row: dict[Any, Any]) -> Markup:
    way = _WAYS.get(int(row["direction"]), "")
    lag = f"published about {int(row['publication_lag_days'])} days after the period"
    facts = " · ".join(part for part in (way, str(row["frequency"]).replace("_", " "), lag) if part)
    counted = (
        ""
        if is_nothing(row["numerator_label"])
        else f"{row['numerator_label']} of {row['denominator_label']}. "
    )
    return tag(
        "section",
        tag("h2", row["title"]),
        tag("p", row["definition"]),
        tag("p", counted, facts, class_="quiet"),
        tag("p", f"Source: {row['source']}. {row['licence']}.", class_="quiet"),
        id=f"indicator-{row['indicator_key']}",
    )


def sources_table(indicators: pd.DataFrame) -> Markup:
    """Give each source once, with its publisher, its licence and what is taken from it."""
    grouped = indicators.groupby(["publisher", "source", "licence"])["short_title"]
    rows = [
        {"Publisher": publisher, "Source": source, "Licence": licence, "Used for": ", ".join(names)}
        for (publisher, source, licence), names in grouped
    ]
    frame = pd.DataFrame(rows, columns=["Publisher", "Source", "Licence", "Used for"])
    return table(frame, caption="Sources and their licences")


def position_rules() -> Markup:
    """Return how positions, verdicts and the effects of steps are worked out."""
    rows = [tag("div", tag("dt", name), tag("dd", text)) for name, text in RULES]
    return tag(
        "section",
        tag("h2", "How progress against trajectory is judged", class_="sentence"),
        tag("dl", *rows, class_="receipt"),
        id="position_rules",
    )


def licence_statement() -> Markup:
    """Give the statement that the Open Government Licence asks for."""
    return tag("p", _OGL, class_="lead")


def show_version(desk: Desk) -> None:
    """Say what is running, on which data; warn about a parser known to be weak."""
    found = [
        ("Stocktake", __version__),
        ("Data version", f"{desk.data_version}, raised by every change"),
        ("Database", desk.store.path.name),
        ("Python", platform.python_version()),
        *((name, version(name.lower())) for name in ("Streamlit", "DuckDB", "Altair", "openpyxl")),
        ("Expat", EXPAT_VERSION.removeprefix("expat_")),
    ]
    rows = [tag("div", tag("dt", name), tag("dd", text)) for name, text in found]
    show(tag("dl", *rows, class_="receipt"))
    warning = expat_warning(EXPAT_VERSION)
    if warning:
        st.warning(warning)


def expat_warning(found: str) -> str | None:
    """Warn of an XML parser older than 2.6, which hostile workbooks can slow down.

    >>> expat_warning("expat_2.6.1") is None, expat_warning("expat_2.4.7") is None
    (True, False)
    """
    parts = tuple(int(part) for part in found.removeprefix("expat_").split(".")[:2])
    if parts >= _SAFE_EXPAT:
        return None
    return (
        "This Python reads XML with an Expat older than 2.6, which a hostile workbook can slow "
        "down. Reading stays within its time limit; update Python to be rid of it."
    )


def show_views(desk: Desk) -> None:
    """Draw every view under what reads it; one can be chosen to see its SQL."""
    views = dict(desk.store.views)
    show(
        tag("h2", "Every view, under what reads it", class_="sentence"),
        sql_text.view_tree(views),
    )
    chosen = st.selectbox(
        "Show the SQL of", sorted(views), index=None, placeholder="Choose a view", key="view"
    )
    if chosen:
        sql_text.show_view(views[chosen])
