"""Sending a return: checked as soon as it is given, kept only when somebody says so.

What was given stays in the session until it is kept or put aside, so that a rerun, another page or
a moment of no connection never loses it.
"""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pandas as pd
import streamlit as st

from stocktake import intake
from stocktake.model.problem import Level, Problem, Verdict
from stocktake.returns.check import CheckedReturn
from stocktake.store import Receipt
from stocktake.ui.downloads import download_table
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, show, tag

Given = TypeVar("Given")
_GIVEN, _KEPT, _TURN = "upload_given", "upload_kept", "upload_turn"
_LEVELS = {
    Level.MUST_FIX: "Must be fixed",
    Level.EXPLAIN: "Explain or confirm",
    Level.INFORMATION: "For information",
}


def pick_file(desk: Desk) -> CheckedReturn | None:
    """Take a workbook and check it once; give what was found, also after a rerun."""
    turn = st.session_state.setdefault(_TURN, 0)
    given = st.file_uploader(
        "The workbook of your return (.xlsx, at most 10 MB)", type=["xlsx"], key=f"file_{turn}"
    )
    if given is not None:
        content = given.getvalue()
        mark = (hashlib.sha256(content).hexdigest(), desk.data_version)
        held = st.session_state.get(_GIVEN)
        is_same_file = held is not None and held[0][0] == mark[0]
        is_kept = is_same_file and _KEPT in st.session_state
        # What is kept is not held against itself; anything else is checked against the newest data.
        if not is_kept and (held is None or held[0] != mark):
            with st.spinner("Reading and checking every cell …"):
                checked = _on_disk(content, lambda path: _check(desk, path, given.name))
            st.session_state[_GIVEN] = (mark, checked)
            st.session_state.pop(_KEPT, None)
    held = st.session_state.get(_GIVEN)
    return held[1] if held else None


def _check(desk: Desk, path: Path, name: str) -> CheckedReturn:
    return intake.check_file(desk.store, path, file_name=name)


def _on_disk(content: bytes, use: Callable[[Path], Given]) -> Given:
    """Hand the bytes on as a file, whose name is ours: a sender's name is never a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        path.write_bytes(content)
        return use(path)


def show_verdict(desk: Desk, checked: CheckedReturn) -> None:
    """Draw what was found, and what can be done now."""
    kept: Receipt | None = st.session_state.get(_KEPT)
    if kept is not None:
        _show_receipt(kept, checked)
    elif checked.verdict is Verdict.ACCEPTED:
        _offer_keeping(desk, checked)
    else:
        _say_no(checked)
    if checked.problems:
        _show_problems(checked)
    st.button("Put this aside and send another", key="upload_again", on_click=_start_again)


def _start_again() -> None:
    st.session_state.pop(_GIVEN, None)
    st.session_state.pop(_KEPT, None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _offer_keeping(desk: Desk, checked: CheckedReturn) -> None:
    count = 0 if checked.observations is None else len(checked.observations)
    show(
        tag(
            "div",
            tag("h2", f"{checked.file_name}: nothing must be fixed"),
            tag("p", f"{_whose(checked)}{count:,} figures were read. Nothing has been kept yet."),
            class_="verdict good",
        )
    )
    if st.button("Keep these figures", key="keep", type="primary"):
        outcome = _on_disk(
            checked.content,
            lambda path: intake.submit_file(
                desk.store, path, submitted_by=desk.user.name, file_name=checked.file_name
            ),
        )
        if outcome.receipt is None:
            # Something else was kept between the check and the button; the new verdict says what.
            mark = (checked.file_hash, desk.store.data_version())
            st.session_state[_GIVEN] = (mark, outcome.checked)
        else:
            st.session_state[_KEPT] = outcome.receipt
        st.rerun()


def _whose(checked: CheckedReturn) -> str:
    if checked.cover is None:
        return ""
    return f"{checked.cover.department}, {checked.cover.reporting_round}. "


def _say_no(checked: CheckedReturn) -> None:
    refused = checked.verdict is Verdict.REFUSED
    fixes = len(checked.must_fix)
    lead = "cannot be used as it is" if refused else f"{_several(fixes, 'thing')} to fix"
    show(
        tag(
            "div",
            tag("h2", f"{checked.file_name}: {lead}"),
            tag(
                "p",
                f"{_whose(checked)}Nothing has been kept. Change the workbook as said below, "
                "save it and give it here again.",
            ),
            class_="verdict",
        )
    )


def _several(amount: int, noun: str) -> str:
    return f"{amount} {noun}{'' if amount == 1 else 's'}"


def _show_problems(checked: CheckedReturn) -> None:
    show(
        tag(
            "table",
            tag("caption", "What was found, by sheet and cell"),
            tag(
                "thead",
                tag(
                    "tr",
                    *(
                        tag("th", text, scope="col")
                        for text in (
                            "Sheet", "Cells", "What you gave", "What we need", "What to do",
                        )
                    ),
                ),
            ),
            tag("tbody", *map(_problem_row, checked.problems)),
            class_="plain problems",
        )
    )  # fmt: skip
    frame = pd.DataFrame([problem.as_json() for problem in checked.problems])
    frame["cells"] = [", ".join(cells) for cells in frame["cells"]]
    download_table(frame, "problems", key="problems_download", label="Download this list (CSV)")


def _problem_row(problem: Problem) -> Markup:
    return tag(
        "tr",
        tag("td", problem.sheet or "The file"),
        tag("td", _cells(problem.cells)),
        tag("td", problem.found or "—"),
        tag("td", problem.message),
        tag("td", problem.fix, tag("small", f"{problem.code} · {_LEVELS[problem.level]}")),
    )


def _cells(cells: tuple[str, ...], most: int = 6) -> str:
    more = len(cells) - most
    return ", ".join(cells[:most]) + (f" and {more} more" if more > 0 else "")


def _show_receipt(receipt: Receipt, checked: CheckedReturn) -> None:
    again = "It had been sent before; this is the first receipt." if receipt.is_repeat else ""
    lines = [
        ("Receipt", receipt.submission_key),
        ("File", receipt.file_name),
        ("Figures kept", f"{receipt.observation_count:,}"),
        ("Received", f"{receipt.received_at:%Y-%m-%d %H:%M} UTC"),
        ("SHA-256", receipt.file_hash),
    ]
    rows = [tag("div", tag("dt", name), tag("dd", text)) for name, text in lines]
    show(
        tag(
            "div",
            tag("h2", f"{_whose(checked)}Your figures are kept"),
            tag("p", again) if again else None,
            tag("dl", *rows, class_="receipt"),
            class_="verdict good",
        )
    )
    text = "\n".join(f"{name}: {value}" for name, value in lines) + f"\n{again}\n"
    st.download_button(
        "Download the receipt",
        data=text,
        file_name=f"receipt-{receipt.submission_key[:8]}.txt",
        mime="text/plain",
        key="receipt_download",
        on_click="ignore",
    )
