"""The editions of a stocktake: frozen with a bar, rehearsed, handed out, and thrown away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.documents.preread import build_preread
from stocktake.editions.records import papers_of
from stocktake.editions.reopening import offline_document, reopen
from stocktake.errors import StocktakeError
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
        show(tag("p", _none_words(is_open), class_="empty"))
    for row in editions:
        _show_one(desk, row, is_newest=row is editions[0], is_open=is_open)


def _none_words(is_open: bool) -> str:
    if is_open:
        return "Nothing is frozen yet: freezing takes some seconds, and can be done again."
    return "There is no edition of this stocktake."


def editions_of(desk: Desk, meeting_key: str) -> list[Row]:
    """Give the editions of a stocktake that were not thrown away, the newest first."""
    frame = reads.desk_view(desk, "page.editions")
    own = frame[frame["meeting_key"].astype(str) == meeting_key]
    return list(own.sort_values("received_at", ascending=False).to_dict("records"))


# ---- freezing -----------------------------------------------------------------------------------


def _offer_freezing(desk: Desk, draft: Draft, editions: list[Row]) -> None:
    lacks = prepare_lines.lacking(draft.lines)
    show(
        tag(
            "p",
            "Freezing puts every figure, rating, chart and line of the agenda, as known now, into "
            "one edition with a checksum. The room, the pre-read and the memo all come from it, "
            "and nothing that arrives later can move it.",
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
            words = "Something has changed since the newest was frozen." if is_behind else (
                "Nothing has changed since the newest was frozen."
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
        f"Frozen as {receipt.edition_key}: {several(receipt.screen_count, 'screen')}, "
        f"{size_words(receipt.byte_count)}. Rehearse on it."
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
    place = "newest" if is_newest else key
    with st.container(key=f"prepare_edition_{place}"):
        show(
            tag(
                "div",
                tag("h2", f"Edition {key} ", tag("span", _state_words(row), class_="state-word")),
                _facts(row),
                class_="edition-card",
            )
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            show(_ways(desk, key, is_used=is_used, is_newest=is_newest))
            _offer_files(desk, key)
            if not is_used and is_open and st.button(
                "Throw away", key=f"prepare_throw_{key}", type="tertiary"
            ):  # fmt: skip
                _ask_to_throw_away(desk, key)


def _state_words(row: Row) -> str:
    if is_nothing(row["used_at"]):
        return "for rehearsal, not used"
    return f"the stocktake was held on it, {day(_day(row['used_at']))}"


def _facts(row: Row) -> Markup:
    known = row["shown_on"] if is_nothing(row["known_at"]) else row["known_at"]
    frozen = pd.Timestamp(row["received_at"])
    facts: tuple[tuple[str, Child], ...] = (
        ("Figures", f"as known on {day(_day(known))}"),
        ("Holds", f"{several(int(row['screen_count']), 'screen')}, "
                  f"{size_words(int(row['byte_count']))}"),
        ("Frozen", f"{day(frozen.date())}, {frozen:%H:%M} UTC, by {row['frozen_by']}"),
        ("Checksum", tag("code", str(row["checksum"])[:16], "…", title=row["checksum"])),
    )  # fmt: skip
    return tag(
        "dl",
        *(tag("div", tag("dt", name), tag("dd", told)) for name, told in facts),
        class_="facts",
    )


def _day(value: Any) -> date:
    return date(value.year, value.month, value.day)


def _ways(desk: Desk, key: str, *, is_used: bool, is_newest: bool) -> Markup:
    strong = "button main" if is_newest else "button"
    ways = [
        link("Read the pre-read", "prepare", class_="button", edition=key, view="preread",
             known_at=desk.known_on),
        link("Open it in Run" if is_used else "Run the stocktake on it", "run", class_="button",
             edition=key),
    ]  # fmt: skip
    if not is_used:
        ways.insert(0, link("Rehearse", "run", class_=strong, edition=key, as_="rehearsal"))
    return tag("p", *(tag("span", way) for way in ways), class_="ways")


def _offer_files(desk: Desk, key: str) -> None:
    """Offer the files; each is made only when it is asked for."""
    st.download_button(
        "Offline file",
        data=lambda: offline_document(reopen(desk.store, key)).encode("utf-8"),
        file_name=f"stocktake-{key}.html",
        mime="text/html",
        key=f"prepare_offline_{key}",
        on_click="ignore",
        help="The whole deck in one file: works from a stick, without this server.",
    )
    offer_preread(desk, key)


def offer_preread(desk: Desk, key: str) -> None:
    """Offer the pre-read as one file to send on; its charts are drawn when it is asked for."""
    st.download_button(
        "Pre-read file",
        data=lambda: build_preread(papers_of(reopen(desk.store, key))).encode("utf-8"),
        file_name=f"pre-read-{key}.html",
        mime="text/html",
        key=f"prepare_preread_{key}",
        on_click="ignore",
        help="For the leader's laptop: one file, to be read or printed, that asks for nothing.",
    )


@st.dialog("Throw this edition away?")
def _ask_to_throw_away(desk: Desk, key: str) -> None:
    show(
        tag("p", f"Edition {key} goes, with its screens and its pre-read. This cannot be undone."),
        tag("p", "The record keeps that it was frozen and thrown away.", class_="quiet"),
    )
    if st.button(
        "Throw it away",
        key="prepare_throw_sure",
        type="primary",
        on_click=_throw_away,
        args=(desk, key),
    ):
        st.rerun()


def _throw_away(desk: Desk, key: str) -> None:
    try:
        desk.store.throw_edition_away(key, decided_by=desk.user.name)
    except StocktakeError as fault:
        prepare_draft.say(str(fault))
    else:
        prepare_draft.say(f"Edition {key} was thrown away.")
