"""Accepting a return, and the receipt for it."""

import streamlit as st

from stocktake import intake
from stocktake.errors import StocktakeError
from stocktake.intake import Draft
from stocktake.model.numbers import number, several
from stocktake.model.problem import Verdict
from stocktake.store import Receipt
from stocktake.ui import upload, upload_take
from stocktake.ui.frame import Desk
from stocktake.ui.markup import link, show, tag


def show_acceptance(desk: Desk, draft: Draft) -> None:
    """Offer to accept what is ready; otherwise say what is still in the way."""
    if draft.checked.verdict is not Verdict.ACCEPTED:
        show(tag("h2", "Upload it again", class_="step"))
        upload_take.take_files(desk)
    else:
        show(tag("h2", "Accept", class_="step"))
        if draft.is_ready:
            _offer(desk, draft)
        else:
            waiting = several(len(draft.open_questions), "question")
            show(tag("p", f"{waiting} above must be answered first."))
    with st.container(horizontal=True):
        st.button("Back to Upload", key="upload_again", on_click=upload.put_away)
        if draft.draft_key is not None:
            st.button(
                "Set this file aside", key="put_aside", on_click=_put_aside, args=(desk, draft)
            )


def _offer(desk: Desk, draft: Draft) -> None:
    show(tag("p", "All figures are accepted together. You can withdraw the whole return later."))
    if st.button(f"Accept {several(_count(draft), 'figure')}", key="accept", type="primary"):
        _accept(desk, draft)


def _count(draft: Draft) -> int:
    return 0 if draft.kept is None else len(draft.kept)


def _accept(desk: Desk, draft: Draft) -> None:
    try:
        with st.spinner("Keeping the figures …"):
            accepted = intake.accept(
                desk.store, str(draft.draft_key), decided_by=desk.user.name, seen=draft.effect
            )
    except StocktakeError as fault:
        upload.say(str(fault))
    else:
        upload.hold(desk, accepted)
    st.rerun()


def _put_aside(desk: Desk, draft: Draft) -> None:
    try:
        desk.store.set_draft_aside(str(draft.draft_key), decided_by=desk.user.name)
    except StocktakeError as fault:
        upload.say(str(fault))
    else:
        upload.say(f"{draft.checked.file_name} is set aside. Upload it again to continue with it.")
    upload.put_away()


def show_receipt(draft: Draft) -> None:
    """Draw the receipt, the way to look at what has changed, and the way to the next file."""
    receipt = draft.receipt
    if receipt is None:
        return
    cover = draft.checked.cover
    whose = f"{cover.department}, {cover.reporting_round}. " if cover else ""
    again = "It was sent before; this is the original receipt." if receipt.is_repeat else ""
    rows = [tag("div", tag("dt", name), tag("dd", text)) for name, text in _lines(draft, receipt)]
    show(
        tag(
            "div",
            tag("h2", f"{whose}Your figures are accepted"),
            tag("p", again) if again else None,
            tag("dl", *rows, class_="receipt"),
            class_="verdict good",
            role="status",
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Download the receipt",
            data=intake.receipt_text(receipt, cover, draft.effect),
            file_name=f"receipt-{receipt.submission_key[:8]}.txt",
            mime="text/plain",
            key="receipt_download",
            on_click="ignore",
        )
        st.button("Send another file", key="upload_again", on_click=upload.put_away)
    links = (
        link("See priorities", "wall"),
        link("What changed, and undo", "history", submission=receipt.submission_key),
        link("Returns received", "board"),
    )
    show(tag("ul", *(tag("li", one) for one in links), class_="onwards"))


def _lines(draft: Draft, receipt: Receipt) -> list[tuple[str, str]]:
    lines = [
        ("Receipt", receipt.submission_key),
        ("File", receipt.file_name),
        ("Figures kept", number(receipt.observation_count)),
        ("Received", f"{receipt.received_at:%Y-%m-%d %H:%M} UTC"),
        ("SHA-256", receipt.file_hash),
    ]
    if any(draft.effect.values()) and not receipt.is_repeat:
        said = ", ".join(f"{number(count)} {state}" for state, count in draft.effect.items())
        lines.insert(3, ("What changed", said))
    return lines
