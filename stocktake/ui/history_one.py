"""One return: who sent and signed it, what it changed, what was found, and taking it back."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.facts import is_nothing
from stocktake.model.numbers import day, number, period_words, several
from stocktake.ui import reads
from stocktake.ui.department_word import words_of_return
from stocktake.ui.downloads import download_table
from stocktake.ui.frame import Desk
from stocktake.ui.history import moment, newest_in_use, round_title
from stocktake.ui.markup import Child, Markup, link, show, tag
from stocktake.ui.tables import table

_SHOWN = 25
_SAID = "history_said"
_WORDS = {
    "changed": "Changed",
    "withdrawn": "Withdrawn by a symbol",
    "new": "New",
    "unchanged": "Unchanged",
}
Row = Mapping[Any, Any]


def show_return(desk: Desk, submissions: pd.DataFrame, submission_key: str) -> None:
    """Draw one return; a key nobody has is met with a sentence and the way back."""
    found = submissions[submissions["submission_key"].astype(str) == submission_key]
    show(tag("p", link("All returns", "history", known_at=desk.known_on), class_="kicker"))
    if found.empty:
        show(
            tag("h1", "There is no such return on this day", class_="page-title"),
            tag("p", "The address names a return that had not come in, or never did."),
        )
        return
    row = found.iloc[0].to_dict()
    changes = reads.desk_view(desk, "page.submission_changes", submission_key=submission_key)
    show(
        tag("h1", f"{row['department']}: {round_title(row)}", class_="page-title"),
        _state(row, submissions, changes),
        _facts(row),
    )
    _show_words(desk, row)
    _offer_files(desk, row, changes)
    _show_changes(row, changes)
    _show_problems(desk, row)
    if desk.known_on is None:
        _offer_withdrawal(desk, row, changes)


def _state(row: Row, submissions: pd.DataFrame, changes: pd.DataFrame) -> Markup:
    said = st.session_state.pop(_SAID, None)
    told = tag("p", said, class_="said", role="status") if said else None
    if row["is_withdrawn"]:
        return tag(
            "div",
            tag("h2", "Withdrawn: none of its figures count"),
            tag("p", f'"{row["withdrawal_reason"]}" {row["withdrawn_by"]}, '
                f"{moment(row['withdrawn_at'])}."),
            told,
            class_="verdict",
        )  # fmt: skip
    used, total = int(changes["is_in_use"].sum()), len(changes)
    is_newest = str(row["submission_key"]) in newest_in_use(submissions)
    lead = "Status: current" if is_newest else "Status: replaced by a later return"
    return tag(
        "div",
        tag("h2", lead),
        tag("p", f"{used:,} of its {total:,} figures are the ones that count now."),
        told,
        class_="verdict good" if is_newest else "verdict",
    )


def _facts(row: Row) -> Markup:
    signed = ", ".join(
        str(row[name]) for name in ("signed_off_by", "signed_off_role") if not is_nothing(row[name])
    )
    lines: list[tuple[str, Child]] = [
        ("File", f"{row['file_name']} ({int(row['byte_count']):,} bytes)"),
        ("Sent by", f"{row['submitted_by']}, {moment(row['received_at'])} UTC"),
        ("Signed off by", f"{signed}, {day(row['signed_off_on'])}"),
        ("Receipt", str(row["submission_key"])),
        ("SHA-256", row["file_hash"]),
    ]
    rows = [tag("div", tag("dt", name), tag("dd", text)) for name, text in lines]
    return tag("dl", *rows, class_="receipt")


def _show_words(desk: Desk, row: Row) -> None:
    """Show what the department said beside its figures; a withdrawn return is not heard."""
    if row["is_withdrawn"]:
        return
    key = str(row["submission_key"])
    words = reads.desk_view(desk, "core.department_words", submission_key=key)
    show(
        tag("h2", "What the department said", class_="sentence"),
        words_of_return(words.to_dict("records")),
    )


def _offer_files(desk: Desk, row: Row, changes: pd.DataFrame) -> None:
    key, name = str(row["submission_key"]), str(row["file_name"])
    with st.container(horizontal=True):
        st.download_button(
            "The file as it was sent",
            data=partial(_content, desk, key),
            file_name=name,
            mime="application/octet-stream",
            key=f"history_file_{key}",
            on_click="ignore",
        )
        st.download_button(
            "The receipt",
            data=receipt_text(row, count_states(row, changes)),
            file_name=f"receipt-{key[:8]}.txt",
            mime="text/plain",
            key=f"history_receipt_{key}",
            on_click="ignore",
        )
        if len(changes):
            download_table(
                change_rows(changes),
                f"changes-{key[:8]}",
                key=f"history_changes_{key}",
                label=f"All {len(changes):,} figures (CSV)",
            )


def _content(desk: Desk, submission_key: str) -> bytes:
    found = reads.workbook(desk, submission_key)
    return found[1] if found else b""


def receipt_text(row: Row, effect: Mapping[str, int]) -> str:
    """Write the receipt again, as it was given."""
    lines = [
        ("Receipt", row["submission_key"]),
        ("File", row["file_name"]),
        ("SHA-256", row["file_hash"]),
        ("Received", f"{row['received_at']:%Y-%m-%d %H:%M:%S} UTC"),
        ("Department", row["department"]),
        ("Reporting round", row["reporting_round"]),
        ("Figures kept", f"{int(row['observation_count']):,}"),
        *((f"  {state}", f"{count:,}") for state, count in effect.items()),
    ]
    return "".join(f"{name + ':':<18}{said}\n" for name, said in lines)


def count_states(row: Row, changes: pd.DataFrame) -> dict[str, int]:
    """Count the figures by what happened to them, as the receipt did.

    What came back untouched from an earlier round was counted then and not stored again; a return
    from before such counts were kept is counted by what is stored.
    """
    stored = changes["state"].value_counts()
    return {
        state: int(stored.get(state, 0) if is_nothing(row[f"{state}_count"]) else counted)
        for state in _WORDS
        for counted in (row[f"{state}_count"],)
    }


def _show_changes(row: Row, changes: pd.DataFrame) -> None:
    counts = count_states(row, changes)
    show(
        tag("h2", "What it changed", class_="sentence"),
        tag(
            "ul",
            *(
                tag("li", tag("b", f"{counts[state]:,}"), " ", state)
                for state in ("new", "changed", "withdrawn", "unchanged")
            ),
            class_="counts small-counts",
        ),
    )
    moved = changes[changes["state"].isin(["changed", "withdrawn"])]
    if moved.empty:
        return
    more = f"; the first {_SHOWN} stand here" if len(moved) > _SHOWN else ""
    show(
        table(
            change_rows(moved.head(_SHOWN)),
            caption=f"{several(len(moved), 'figure')} restated{more}",
            right=("Before", "After"),
        )
    )


def change_rows(changes: pd.DataFrame) -> pd.DataFrame:
    """Give changes as people read them: before, after, why, and from which cell."""
    return pd.DataFrame(
        {
            "What happened": _WORDS[str(row["state"])],
            "Indicator": row["indicator_title"],
            "Unit": row["unit_name"],
            "Period": period_words(row["period_end"], str(row["frequency"])),
            "Before": figure_words(row, "old"),
            "After": figure_words(row, "new"),
            "Reason given": "" if is_nothing(row["revision_reason"]) else row["revision_reason"],
            "Sheet": row["sheet"],
            "Cell": _cell(row),
            "Counts now": "yes" if row["is_in_use"] else "no",
        }
        for row in changes.to_dict("records")
    )


def figure_words(row: Row, side: str) -> str:
    """Write a figure as it was or is: the counts behind it, its value, or why there is none."""
    above, below, value = (row[f"{side}_{name}"] for name in ("numerator", "denominator", "value"))
    status = row[f"{side}_status"]
    if is_nothing(value):
        return "" if is_nothing(status) else str(status).replace("_", " ")
    written = number(float(value), 2, trim=True)
    if not is_nothing(above) and not is_nothing(below):
        written += f" ({number(float(above))} of {number(float(below))})"
    return written + (" provisional" if status == "provisional" else "")


def _cell(row: Row) -> str:
    for name in ("value", "numerator", "denominator"):
        letter = row[f"{name}_column"]
        if not is_nothing(letter):
            return f"{letter}{row['row_number']}"
    return ""


def _show_problems(desk: Desk, row: Row) -> None:
    show(tag("h2", "What was found then", class_="sentence"))
    if is_nothing(row["draft_key"]):
        show(tag("p", "It came before the desk kept what was found.", class_="empty"))
        return
    frame = reads.desk_view(desk, "page.draft_problems", draft_key=row["draft_key"])
    if frame.empty:
        show(tag("p", "Nothing was found.", class_="empty"))
        return
    ordered = frame.sort_values("position")
    rows = pd.DataFrame(
        {
            # As objects: a column of plain text would forget that this is markup.
            "Check": pd.Series(
                [link(code, "guide", check=code) for code in ordered["code"]],
                index=ordered.index,
                dtype=object,
            ),
            "Sheet": ordered["sheet"],
            "Cells": ordered["cells"],
            "What was found": ordered["message"],
            "What was said about it": [_answer(one) for one in ordered.to_dict("records")],
        }
    )
    show(table(rows, caption=f"{several(len(rows), 'finding')} at this return", most=50))


def _answer(row: Row) -> str:
    if row["is_waived"]:
        return "Waived by a signed exception"
    if is_nothing(row["explanation"]):
        return ""
    return f'"{row["explanation"]}" {row["explained_by"]}'


def _offer_withdrawal(desk: Desk, row: Row, changes: pd.DataFrame) -> None:
    key, is_withdrawn = str(row["submission_key"]), bool(row["is_withdrawn"])
    act = "Put this return back into use" if is_withdrawn else "Withdraw this return"
    place = st.expander(act, key=f"history_act_{key}", on_change="rerun")
    if not place.open:
        return
    with place:
        show(tag("p", restoring_words() if is_withdrawn else withdrawal_words(changes)))
        reason = st.text_area(
            "Why (it is kept and shown)", key=f"history_reason_{key}", max_chars=400
        )
        if st.button(act, key=f"history_do_{key}", type="primary"):
            _withdraw(desk, key, reason, is_withdrawn=not is_withdrawn)


def withdrawal_words(changes: pd.DataFrame) -> str:
    """Say what withdrawing does, counted on the figures that count now."""
    used = changes[changes["is_in_use"].astype(bool)]
    back = int((used["old_value"].notna() | used["old_status"].notna()).sum())
    gone = len(used) - back
    parts = []
    if back:
        verb = "goes" if back == 1 else "go"
        parts.append(f"{several(back, 'figure')} {verb} back to what was known before")
    if gone:
        verb = "disappears" if gone == 1 else "disappear"
        parts.append(f"{several(gone, 'figure')} {verb}, because nothing was known before")
    said = "; ".join(parts) or "No figure changes, because later returns stand in its place"
    return f"{said}. Nothing is deleted, and it can be restored."


def restoring_words() -> str:
    """Say what undoing a withdrawal does."""
    return (
        "Its figures count again from now on, except where a later return stands. That it was "
        "withdrawn for a while stays in its history."
    )


def _withdraw(desk: Desk, submission_key: str, reason: str, *, is_withdrawn: bool) -> None:
    if not reason.strip():
        show(tag("p", "Write the reason first: whoever looks later will ask.", class_="said",
                 role="alert"))  # fmt: skip
        return
    try:
        desk.store.write_withdrawal(
            submission_key,
            is_withdrawn=is_withdrawn,
            decided_by=desk.user.name,
            reason=reason.strip(),
        )
    except StocktakeError as fault:
        show(tag("p", str(fault), class_="said", role="alert"))
        return
    st.session_state[_SAID] = "It is withdrawn." if is_withdrawn else "It is in use again."
    st.rerun()
