"""The returns desk on screen: what stands between a workbook and the wall, step by step.

The address names the draft that is open, and the draft lives in the database. So a rerun, another
page, a lost connection or a restart finds everything where it was left.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from stocktake import intake
from stocktake.errors import StocktakeError
from stocktake.intake import Draft
from stocktake.ui.frame import Desk
from stocktake.ui.markup import show, tag

_HELD, _SAID = "upload_held", "upload_said"


def say(sentence: str) -> None:
    """Keep a sentence to be said at the top of the next run."""
    st.session_state[_SAID] = sentence


def show_said() -> None:
    """Say once what the last step came to."""
    if sentence := st.session_state.pop(_SAID, None):
        show(tag("p", sentence, class_="told", role="status"))


def hold(desk: Desk, draft: Draft) -> None:
    """Make a draft the one that is open; one that was not kept lives in the session alone."""
    st.session_state[_HELD] = (draft.draft_key, desk.store.desk_version(), draft)
    if draft.draft_key is None:
        st.query_params.pop("draft", None)
    else:
        st.query_params["draft"] = draft.draft_key


def open_draft(desk: Desk) -> Draft | None:
    """Give the draft the address names, checked against what is known now."""
    asked = st.query_params.get("draft")
    held: tuple[Any, int, Draft] | None = st.session_state.get(_HELD)
    if asked is None:
        return held[2] if held and held[0] is None else None
    version = desk.store.desk_version()
    if held and held[:2] == (asked, version):
        return held[2]
    try:
        with st.spinner("Reading and checking every cell …"):
            draft = intake.open_draft(desk.store, asked)
    except StocktakeError as fault:
        put_away()
        say(str(fault))
        return None
    st.session_state[_HELD] = (asked, version, draft)
    return draft


def keep_words(desk: Desk, draft: Draft, texts: dict[str, str]) -> None:
    """Keep the sender's words on questions; the file need not be read anew for that."""
    if draft.draft_key is None:
        return
    intake.explain(desk.store, draft.draft_key, texts, written_by=desk.user.name)
    said = {**draft.explanations, **{key: text.strip() for key, text in texts.items()}}
    told = {key: text for key, text in said.items() if text}
    hold(desk, replace(draft, explanations=told))


def put_away() -> None:
    """Go back to the desk; the draft stays on it."""
    st.session_state.pop(_HELD, None)
    st.query_params.pop("draft", None)
