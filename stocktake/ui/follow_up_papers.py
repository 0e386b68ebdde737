"""The documents of a stocktake: memo, list of actions, slides; made when asked for."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from stocktake.documents.actions_list import build_actions_list, list_of
from stocktake.documents.memo import build_memo
from stocktake.documents.record import MeetingRecord
from stocktake.editions.records import meeting_record
from stocktake.editions.reopening import offline_document, reopen
from stocktake.model.edition_name import edition_of
from stocktake.model.facts import is_nothing
from stocktake.ui import reads
from stocktake.ui.downloads import download_bytes
from stocktake.ui.frame import Desk
from stocktake.ui.ledger_papers import XLSX
from stocktake.ui.markup import link, show, tag

Row = Mapping[Any, Any]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_papers(desk: Desk, meeting: Row) -> None:
    """Offer the documents of a stocktake that began."""
    edition = None if is_nothing(meeting["edition_key"]) else str(meeting["edition_key"])
    show(tag("h2", "Documents", class_="step"))
    if edition is None:
        show(tag("p", "No edition was frozen for this meeting, so slides and memo are not "
                 "available.", class_="quiet reading"))  # fmt: skip
    else:
        show(tag("p", f"All from {_name_of(desk, edition)}, with later updates.", class_="quiet"))
        _offer(desk, meeting, edition)


def _name_of(desk: Desk, edition_key: str) -> str:
    editions = reads.desk_view(desk, "page.editions")
    rows = editions[editions["edition_key"] == edition_key].to_dict("records")
    # A stocktake's edition is never discarded; on an earlier day it may not be known yet.
    return edition_of(rows[0]) if rows else f"edition {edition_key}"


def show_onward() -> None:
    """Lead to the next stocktake."""
    show(
        tag(
            "p",
            "The next stocktake starts with these actions. ",
            link("Prepare the next stocktake", "prepare"),
            class_="onward",
        )
    )


def _offer(desk: Desk, meeting: Row, edition: str) -> None:
    key, name = str(meeting["meeting_key"]), f"{meeting['held_on']:%Y-%m-%d}"
    with st.container(horizontal=True):
        download_bytes(
            lambda: build_memo(_record(desk, key)),
            f"commitments-{name}.docx",
            mime=DOCX,
            key="follow_up_memo",
            label="Commitments memo (Word)",
        )
        download_bytes(
            lambda: build_actions_list(list_of(_record(desk, key))),
            f"actions-{name}.xlsx",
            mime=XLSX,
            key="follow_up_actions",
            label="Actions (Excel)",
        )
        download_bytes(
            lambda: _deck(desk, key, edition),
            f"stocktake-{name}.html",
            mime="text/html",
            key="follow_up_deck",
            label="Slides (HTML)",
        )


def _record(desk: Desk, meeting_key: str) -> MeetingRecord:
    return meeting_record(desk.store, meeting_key)


def _deck(desk: Desk, meeting_key: str, edition: str) -> bytes:
    captured = reads.desk_view(desk, "page.captures", meeting_key=meeting_key)
    return offline_document(reopen(desk.store, edition), captured.to_dict("records")).encode()
