"""What a stocktake hands out: the memo, the list of actions, the deck; made when asked for."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from stocktake.documents.actions_list import build_actions_list, list_of
from stocktake.documents.memo import build_memo
from stocktake.documents.record import MeetingRecord
from stocktake.editions.records import meeting_record
from stocktake.editions.reopening import offline_document, reopen
from stocktake.model.facts import is_nothing
from stocktake.ui import reads
from stocktake.ui.downloads import download_bytes
from stocktake.ui.frame import Desk
from stocktake.ui.ledger_papers import XLSX
from stocktake.ui.markup import link, show, tag

Row = Mapping[Any, Any]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_papers(desk: Desk, meeting: Row) -> None:
    """Offer the documents of a stocktake that began, and the way to the next one."""
    edition = None if is_nothing(meeting["edition_key"]) else str(meeting["edition_key"])
    show(tag("h2", "To hand out", class_="step"))
    if edition is None:
        show(tag("p", "It was held without an edition, so there is no deck to take along and no "
                 "memo that could name one.", class_="quiet reading"))  # fmt: skip
    else:
        show(tag("p", f"All three name the edition {edition}, and hold what stands now.",
                 class_="quiet"))  # fmt: skip
        _offer(desk, meeting, edition)
    show(
        tag(
            "p",
            "The next stocktake begins with these actions. ",
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
            label="The deck, to take along (HTML)",
        )


def _record(desk: Desk, meeting_key: str) -> MeetingRecord:
    return meeting_record(desk.store, meeting_key)


def _deck(desk: Desk, meeting_key: str, edition: str) -> bytes:
    captured = reads.desk_view(desk, "page.captures", meeting_key=meeting_key)
    return offline_document(reopen(desk.store, edition), captured.to_dict("records")).encode()
