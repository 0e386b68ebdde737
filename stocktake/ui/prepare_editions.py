"""The editions of a stocktake: frozen with a bar, rehearsed, handed out, and discarded."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import pandas as pd
import streamlit as st

from stocktake.documents.preread import build_preread
from stocktake.editions.records import papers_of
from stocktake.editions.reopening import offline_document, reopen
from stocktake.errors import StocktakeError
from stocktake.model.edition_name import edition_of
from stocktake.model.facts import is_nothing
from stocktake.model.numbers import day, number, several
from stocktake.ui import prepare_draft, prepare_lines, reads
from stocktake.ui.frame import Desk
from stocktake.ui.freezing import freeze_with_bar
from stocktake.ui.markup import Child, Markup, link, show, tag
from stocktake.ui.prepare_draft import Draft

Row = Mapping[Any, Any]
_MEBIBYTE = 1024 * 1024


def show_editions(desk: Desk, draft: Draft, *, is_open: bool) -> None:
    """Draw the freezing of another edition, and those there are, the newest first."""
    editions = editions_of(desk, draft.meeting_key)
    if is_open:
        _offer_freezing(desk, draft, editions)
    if not editions:
        show(tag("p", _empty_message(is_open), class_="empty"))
    for row in editions:
        _show_one(desk, row, is_newest=row is editions[0], is_open=is_open)


def _empty_message(is_open: bool) -> str:
    if is_open:
        return "Nothing is frozen yet. Freezing takes a few seconds and can be repeated."
    return "No edition of this stocktake was frozen."


def editions_of(desk: Desk, meeting_key: str) -> list[Row]:
    """Return the editions of a stocktake that were not discarded, the newest first."""
    frame = reads.desk_view(desk, "page.editions")
    own = frame[frame["meeting_key"].astype(str) == meeting_key]
    return list(own.sort_values("received_at", ascending=False).to_dict("records"))


# ---- freezing -----------------------------------------------------------------------------------


def _offer_freezing(desk: Desk, draft: Draft, editions: list[Row]) -> None:
    lacks = prepare_lines.lacking(draft.lines)
    show(
        tag(
            "p",
            "Freezing takes a fixed copy. Later data will not change it. Slides, pre-read and "
            "memo all come from it.",
            class_="reading",
        ),
        tag("ul", *(tag("li", words) for words in lacks), class_="lacks") if lacks else None,
    )
    is_behind = bool(editions) and has_changed(desk, draft, editions[0])
    with st.container(horizontal=True, vertical_alignment="center"):
        is_asked = st.button(
            "Freeze another edition" if editions else "Freeze the edition",
            key="prepare_freeze",
            type="primary" if is_behind or not editions else "secondary",
            disabled=draft.is_unsaved or not draft.lines,
        )
        if editions:
            words = "Something has changed since the newest edition was frozen." if is_behind else (
                "Nothing has changed since the newest edition was frozen."
            )  # fmt: skip
            show(tag("p", words, class_="quiet"))
    if is_asked:
        _freeze(desk, draft.meeting_key)


def has_changed(desk: Desk, draft: Draft, edition: Row) -> bool:
    """Say whether figures, ratings or the plan are newer than an edition."""
    meeting = prepare_draft.meeting_row(desk, draft.meeting_key)
    is_replanned = meeting is not None and meeting["received_at"] > edition["received_at"]
    return is_replanned or int(edition["data_version"]) < desk.data_version


def _freeze(desk: Desk, meeting_key: str) -> None:
    receipt = freeze_with_bar(desk, meeting_key)
    if receipt is None:
        return
    prepare_draft.say(
        f"Frozen: {several(receipt.screen_count, 'screen')}, {size_words(receipt.byte_count)}. "
        "You can now rehearse and send the pre-read."
    )
    st.rerun()


def size_words(byte_count: int) -> str:
    """Write a size.

    >>> size_words(3_500_000), size_words(20_480)
    ('3.3 MiB', '20 KiB')
    """
    if byte_count >= _MEBIBYTE:
        return f"{number(byte_count / _MEBIBYTE, 1)} MiB"
    return f"{number(max(1, byte_count / 1024))} KiB"


# ---- one of them --------------------------------------------------------------------------------


def _show_one(desk: Desk, row: Row, *, is_newest: bool, is_open: bool) -> None:
    key = str(row["edition_key"])
    is_used = not is_nothing(row["used_at"])
    name, place = edition_of(row), "newest" if is_newest else key
    with st.container(key=f"prepare_edition_{place}"):
        show(
            tag(
                "div",
                tag(
                    "h2", f"{edition_of(row)} ", tag("span", _state_words(row), class_="state-word")
                ),
                _facts(row),
                _details(row),
                class_="edition-card",
            )
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            show(_ways(desk, key, is_used=is_used, is_newest=is_newest))
            _offer_slides(desk, key)
            if not (is_newest and is_open):
                offer_preread(desk, key)  # the newest stands above, as the evening's task
            if not is_used and is_open and st.button(
                "Discard", key=f"prepare_throw_{key}", type="tertiary"
            ):  # fmt: skip
                _ask_to_discard(desk, key, name)


def _state_words(row: Row) -> str:
    if is_nothing(row["used_at"]):
        return "rehearsal copy"
    return f"used for the stocktake, {day(_day(row['used_at']))}"


def _facts(row: Row) -> Markup:
    known = row["shown_on"] if is_nothing(row["known_at"]) else row["known_at"]
    facts: tuple[tuple[str, Child], ...] = (
        ("Figures", f"as known on {day(_day(known))}"),
        ("Holds", f"{several(int(row['screen_count']), 'screen')}, "
                  f"{size_words(int(row['byte_count']))}"),
        ("Frozen by", str(row["frozen_by"])),
    )  # fmt: skip
    return tag(
        "dl",
        *(tag("div", tag("dt", name), tag("dd", told)) for name, told in facts),
        class_="facts",
    )


def _details(row: Row) -> Markup:
    """Fold away what only a check needs: the key, the moment with its zone, the checksum."""
    frozen = pd.Timestamp(row["received_at"])
    facts: tuple[tuple[str, Child], ...] = (
        ("Key", tag("code", row["edition_key"])),
        ("Frozen", f"{day(frozen.date())}, {frozen:%H:%M} UTC"),
        ("Checksum", tag("code", str(row["checksum"])[:16], "…", title=row["checksum"])),
    )
    return tag(
        "details",
        tag("summary", "Details"),
        tag(
            "dl",
            *(tag("div", tag("dt", name), tag("dd", told)) for name, told in facts),
            class_="facts",
        ),
    )


def _day(value: Any) -> date:
    return date(value.year, value.month, value.day)


def _ways(desk: Desk, key: str, *, is_used: bool, is_newest: bool) -> Markup:
    strong = "button main" if is_newest else "button"
    ways = [
        link("Read the pre-read", "prepare", class_="button", edition=key, view="preread",
             known_at=desk.known_on),
        link("Open in Run" if is_used else "Start the stocktake", "run", class_="button",
             edition=key),
    ]  # fmt: skip
    if not is_used:
        ways.insert(0, link("Rehearse", "run", class_=strong, edition=key, as_="rehearsal"))
    return tag("p", *(tag("span", way) for way in ways), class_="ways")


def _offer_slides(desk: Desk, key: str) -> None:
    """Offer the deck as one file; it is made only when it is asked for."""
    st.download_button(
        "Slides for offline use",
        data=lambda: offline_document(reopen(desk.store, key)).encode("utf-8"),
        file_name=f"stocktake-{key}.html",
        mime="text/html",
        key=f"prepare_offline_{key}",
        on_click="ignore",
        help="All slides in one file: works from a memory stick, without this server.",
    )


def offer_preread(
    desk: Desk, key: str, *, type_: Literal["primary", "secondary"] = "secondary"
) -> None:
    """Offer the pre-read as one file to send on; its charts are drawn when it is asked for."""
    st.download_button(
        "Download the pre-read",
        data=lambda: build_preread(papers_of(reopen(desk.store, key))).encode("utf-8"),
        file_name=f"pre-read-{key}.html",
        mime="text/html",
        key=f"prepare_preread_{key}",
        on_click="ignore",
        help="One file to read or print; it needs no network.",
        type=type_,
    )


@st.dialog("Discard this edition?")
def _ask_to_discard(desk: Desk, key: str, name: str) -> None:
    show(
        tag("p", f"{name} is discarded, with its slides and its pre-read. This cannot be undone."),
        tag("p", "The record keeps that it was frozen and discarded.", class_="quiet"),
    )
    if st.button(
        "Discard",
        key="prepare_throw_sure",
        type="primary",
        on_click=_discard,
        args=(desk, key, name),
    ):
        st.rerun()


def _discard(desk: Desk, key: str, name: str) -> None:
    try:
        desk.store.throw_edition_away(key, decided_by=desk.user.name)
    except StocktakeError as fault:
        prepare_draft.say(str(fault))
    else:
        prepare_draft.say(f"{name} was discarded.")
