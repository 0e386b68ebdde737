"""Compare: what was shown at a stocktake, what is known now or was shown later, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from stocktake.editions.comparing import Difference, compare
from stocktake.editions.reopening import reopen
from stocktake.errors import StocktakeError
from stocktake.model.edition_name import edition_of
from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.numbers import several
from stocktake.ui import frame, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, link, show, tag
from stocktake.ui.opened import the_store
from stocktake.ui.wall import short_day

Row = Mapping[Any, Any]
NOW = "now"
MOST_OF_ONE = 25


def every_edition(desk: Desk) -> list[Row]:
    """Give the editions that can be re-opened, the newest first."""
    rows = reads.desk_view(desk, "page.editions").to_dict("records")
    return sorted(rows, key=lambda row: row["received_at"], reverse=True)


def edition_words(row: Row) -> str:
    """Return the name of an edition for whoever chooses one."""
    known = row["known_at"]
    as_known = "" if is_nothing(known) else f", as known on {short_day(plain_date(known))}"
    used = "" if is_nothing(row["used_at"]) else " (used)"
    return f"{row['title']}: {edition_of(row)}{as_known}{used}"


def edition_names(rows: Sequence[Row]) -> dict[str, str]:
    """Return the name of each edition by its key; two of one name get the year as well."""
    words = {str(row["edition_key"]): edition_words(row) for row in rows}
    often = Counter(words.values())
    years = {str(row["edition_key"]): row["received_at"].year for row in rows}
    return {
        key: f"{name} ({years[key]})" if often[name] > 1 else name for key, name in words.items()
    }


def choose(rows: Sequence[Row]) -> tuple[str, str]:
    """Let the reader choose two sides; the address holds both."""
    words = edition_names(rows)
    then = st.query_params.get("then") or _usual(rows)
    now = st.query_params.get("now") or NOW
    left, right = st.columns(2, gap="large")
    with left:
        _pick("Shown then", "then", list(words), words, then)
    with right:
        later = {NOW: "What is known now"} | words
        _pick("Against", "now", list(later), later, now)
    return then, now


def _usual(rows: Sequence[Row]) -> str:
    """Begin with the last edition that a room saw, or else with the newest."""
    shown = [row for row in rows if not is_nothing(row["used_at"])]
    return str((shown or rows)[0]["edition_key"])


def _pick(label: str, name: str, keys: list[str], words: Mapping[str, str], chosen: str) -> None:
    st.selectbox(
        label,
        keys,
        index=keys.index(chosen) if chosen in keys else None,
        format_func=lambda key: words[key],
        placeholder="Choose an edition",
        key=f"compare_{name}",
        on_change=_keep,
        args=(name,),
    )


def _keep(name: str) -> None:
    st.query_params[name] = st.session_state[f"compare_{name}"]


def differences(desk: Desk, rows: Sequence[Row], then: str, now: str) -> list[Difference]:
    """Say what changed; end the page with a sentence when the two cannot be compared."""
    keys = {str(row["edition_key"]) for row in rows}
    if then not in keys or now not in keys | {NOW}:
        show(tag("p", "The link names an edition that does not exist or was discarded. "
                 "Choose one above.", class_="lead empty"))  # fmt: skip
        st.stop()
    if then == now:
        show(tag("p", "Choose two different editions.",
                 class_="lead empty"))  # fmt: skip
        st.stop()
    versions = (desk.data_version, desk.store.desk_version())
    try:
        return _compare(desk.store.path, versions, desk.today, then, now)
    except StocktakeError as fault:
        frame.stop("They cannot be compared", str(fault))


@st.cache_data(max_entries=32, show_spinner="Comparing …")
def _compare(
    path: Path, versions: tuple[int, int], today: date, then: str, now: str
) -> list[Difference]:
    store = the_store(path)
    later = None if now == NOW else reopen(store, now)
    return compare(store, reopen(store, then), later)


# ---- what changed ----------------------------------------------------------------------------


def sentence(found: Sequence[Difference]) -> str:
    """Count what changed in a sentence, kind by kind."""
    counted: dict[str, int] = {}
    for one in found:
        counted[one.what.title] = counted.get(one.what.title, 0) + 1
    parts = [several(count, title.lower()) for title, count in counted.items()]
    about = len({one.priority_key for one in found if one.priority_key is not None})
    where = f", in {several(about, 'priority', 'priorities')}" if about else ""
    listed = ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
    verb = "has" if len(found) == 1 else "have"
    return f"{listed} {verb} changed{where}."


def nothing_changed(now: str) -> Markup:
    """Say that what was shown still stands."""
    said = (
        "Nothing has changed: what the edition shows is what is known now."
        if now == NOW
        else "Nothing differs between the two editions."
    )
    return tag("p", said, class_="lead empty")


def grouped(found: Sequence[Difference]) -> dict[str, list[Difference]]:
    """Put the differences of one priority together, in the order they were found."""
    groups: dict[str, list[Difference]] = {}
    for one in found:
        groups.setdefault(one.priority, []).append(one)
    return groups


def differences_table(desk: Desk, found: Sequence[Difference], now: str) -> Markup:
    """Give the table, a part for each priority."""
    later = "Known now" if now == NOW else "Shown later"
    head = ("What", "Shown then", later, "Why")
    sent = _returns(desk)
    parts = [_part(name, rows, sent) for name, rows in grouped(found).items()]
    return tag(
        "table",
        tag("caption", "What has changed since it was shown, by priority", class_="unseen"),
        tag("thead", tag("tr", *(tag("th", text, scope="col") for text in head))),
        *parts,
        class_="plain compared",
    )


def _returns(desk: Desk) -> dict[str, str]:
    """Give the newest return of each file name, for the way from a cause to its file."""
    frame = reads.desk_view(desk, "page.submissions").sort_values("received_at")
    return dict(zip(frame["file_name"], frame["submission_key"].astype(str), strict=True))


def _part(name: str, rows: Sequence[Difference], sent: Mapping[str, str]) -> Markup:
    key = rows[0].priority_key
    title: Child = name if key is None else link(name, "priority", priority=key)
    more = len(rows) - MOST_OF_ONE
    last = None
    if more > 0:
        said = f"and {more:,} more of this priority in the download"
        last = tag("tr", tag("td", said, colspan=4, class_="quiet"))
    return tag(
        "tbody",
        tag("tr", tag("th", title, colspan=4, scope="rowgroup"), class_="group"),
        *(_row(one, sent) for one in rows[:MOST_OF_ONE]),
        last,
    )


def _row(one: Difference, sent: Mapping[str, str]) -> Markup:
    return tag(
        "tr",
        tag("th", one.about, tag("small", one.what.title), scope="row"),
        tag("td", one.shown_then),
        tag("td", tag("strong", one.known_now)),
        tag("td", one.why, tag("small", where_link(one.where, sent)) if one.where else None),
    )


def where_link(where: str, sent: Mapping[str, str]) -> Child:
    """Lead from file, sheet and cell to the return; a place in no return stays plain text."""
    for name in sorted(sent, key=len, reverse=True):
        if where == name or where.startswith((f"{name},", f"{name};")):
            return link(where, "history", submission=sent[name])
    return where


def difference_rows(found: Sequence[Difference]) -> pd.DataFrame:
    """Give the differences as plain rows for a download."""
    return pd.DataFrame(
        {
            "Priority": [one.priority for one in found],
            "What": [one.what.title for one in found],
            "About": [one.about for one in found],
            "Shown then": [one.shown_then for one in found],
            "Known now": [one.known_now for one in found],
            "Why": [one.why for one in found],
            "Where": [one.where for one in found],
        }
    )


def stop_without_editions() -> NoReturn:
    """End the page of a unit that has frozen nothing yet."""
    show(
        tag(
            "div",
            tag("h1", "Nothing has been frozen yet"),
            tag(
                "p",
                "An edition is a fixed copy of what a stocktake shows. Once there is one, this "
                "page lists what has changed since, and why.",
            ),
            tag("p", link("Prepare a stocktake", "prepare", class_="button")),
            class_="calm",
        )
    )
    st.stop()
