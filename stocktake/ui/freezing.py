"""Freeze an edition before the reader's eyes, with a bar."""

import streamlit as st

from stocktake.editions.freezing import EditionReceipt, freeze
from stocktake.errors import StocktakeError
from stocktake.ui import quiet
from stocktake.ui.frame import Desk
from stocktake.ui.markup import plain, show, tag


def freeze_with_bar(desk: Desk, meeting_key: str) -> EditionReceipt | None:
    """Freeze a stocktake as known at the desk; None when it could not be, which has been told.

    Whoever leaves the page stops it, and nothing of it is kept.
    """
    bar = st.progress(0.0, text="Freezing")

    def told(share: float, text: str) -> None:
        quiet.note_run()
        bar.progress(share, text=plain(text))

    try:
        return freeze(
            desk.store,
            meeting_key,
            known_at=desk.known_at,
            frozen_by=desk.user.name,
            on_progress=told,
        )
    except StocktakeError as fault:
        bar.empty()
        show(tag("p", str(fault), class_="told", role="alert"))
        return None
