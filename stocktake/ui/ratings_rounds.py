"""Open a rating round, open its scores to all, lock it, and open a locked one again."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.assessment import RatingRound, RoundState
from stocktake.model.numbers import month
from stocktake.model.period import month_end
from stocktake.ui import ratings
from stocktake.ui.frame import Desk
from stocktake.ui.markup import show, tag

_SAID = "round_said"
PURPOSES = ("delivery report", "stocktake", "priority review")
Row = Mapping[Any, Any]


def show_said() -> None:
    """Tell once what was just done to a round."""
    said = st.session_state.pop(_SAID, None)
    if said:
        show(tag("p", said, class_="said", role="status"))


def show_next_step(desk: Desk, row: Row) -> None:
    """Offer what comes next for a round: open the scores, lock, or open again with a reason."""
    if ratings.ANALYST not in desk.user.roles or desk.known_on is not None:
        return
    state = ratings.state_of(row)
    with st.container(horizontal=True, vertical_alignment="bottom", key="round_step"):
        if state is RoundState.OPEN:
            st.button(
                "Show individual scores",
                key="open_scores",
                type="primary",
                help="No individual score can be added afterwards.",
                on_click=_move,
                args=(desk, row, RoundState.MODERATION, None, "Individual scores are now visible."),
            )
        elif state is RoundState.MODERATION:
            st.button(
                "Lock the ratings",
                key="lock_ratings",
                type="primary",
                on_click=_move,
                args=(desk, row, RoundState.LOCKED, None, "The ratings are locked."),
            )
        else:
            reason = st.text_input("Reason for reopening", key="reopen_reason", max_chars=500)
            st.button(
                "Reopen",
                key="reopen_round",
                disabled=not reason.strip(),
                on_click=_move,
                args=(desk, row, RoundState.MODERATION, reason, "The round is reopened."),
            )


def _move(desk: Desk, row: Row, state: RoundState, reason: str | None, said: str) -> None:
    moved = RatingRound(
        rating_round=str(row["rating_round"]),
        title=str(row["title"]),
        purpose=str(row["purpose"] or PURPOSES[0]),
        cut_off_on=row["cut_off_on"],
        state=state,
    )
    _write(desk, moved, reason, said)


def _write(desk: Desk, moved: RatingRound, reason: str | None, said: str) -> bool:
    try:
        desk.store.write_rating_round(moved, decided_by=desk.user.name, reason=reason)
    except StocktakeError as fault:
        st.session_state[_SAID] = str(fault)
        return False
    st.session_state[_SAID] = said
    return True


def offer_new_round(desk: Desk, every: list[Row]) -> None:
    """Let the unit open a round; it begins with blind first scores."""
    if ratings.ANALYST not in desk.user.roles or desk.known_on is not None:
        return
    place = st.expander("New rating round", key="new_round", on_change="rerun")
    if not place.open:
        return
    with place, st.form("open_round", border=False):
        last = month_end(desk.day.year, desk.day.month)
        cut_off = st.date_input("Figures up to", value=last, format="DD/MM/YYYY", key="round_until")
        title = st.text_input("Name", placeholder="Spring 2026", key="round_title")
        purpose = st.selectbox("Purpose", PURPOSES, key="round_purpose")
        if not st.form_submit_button("Create round", key="round_open"):
            return
        key = f"{cut_off:%Y-%m}"
        if any(row["rating_round"] == key for row in every):
            show(
                tag(
                    "p",
                    f"There is already a round for {month(cut_off)}. Choose another month.",
                    class_="told",
                )
            )
            return
        opened = RatingRound(key, title.strip() or key, str(purpose), cut_off, RoundState.OPEN)
        if _write(desk, opened, None, f"{opened.title} is open for individual scores."):
            st.query_params["round"] = key
        st.rerun()
