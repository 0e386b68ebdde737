"""The start of the desk: the workbook to fill in, the files to give, what waits already."""

from typing import Any

import pandas as pd
import streamlit as st

from stocktake import intake
from stocktake.errors import StocktakeError
from stocktake.model.facts import is_nothing
from stocktake.model.numbers import day, several
from stocktake.ui import reads, upload
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, link, plain, show, tag

_TURN = "upload_turn"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RESULTS = "upload_results"


def show_start(desk: Desk) -> None:
    """Draw the three ways into the desk."""
    left, right = st.columns(2, gap="large")
    with left:
        show(tag("h2", "1. Download the workbook for your round", class_="step"))
        _offer_template(desk)
    with right:
        show(tag("h2", "2. Upload the completed workbook", class_="step"))
        take_files(desk)
        show(
            tag(
                "p",
                "Using your own spreadsheet? ",
                link("Set it up once", "layout"),
                "; later files are read automatically. ",
                link("What is checked", "guide"),
                ".",
                class_="quiet",
            )
        )
    _show_waiting(desk)


def _offer_template(desk: Desk) -> None:
    picked = _pick_round(desk)
    if picked is None:
        show(
            tag("p", "The register has no reporting round for this department yet.", class_="empty")
        )
        return
    department, chosen = picked
    st.download_button(
        "Download the workbook",
        data=lambda: intake.template_file(desk.store, department, chosen)[1],
        file_name=f"{department}-{chosen}.xlsx",
        mime=_XLSX,
        key="template_download",
        type="primary",
        on_click="ignore",
    )
    show(
        tag(
            "p",
            "Last known figures are shown in grey. Fill in new figures and correct wrong ones.",
            class_="quiet",
        )
    )


def _pick_round(desk: Desk) -> tuple[str, str] | None:
    """Let the sender choose a department and one of its rounds; None where there is none."""
    rounds = reads.view(desk, "core.known_rounds").sort_values("opens_on", ascending=False)
    names = reads.view(desk, "core.known_departments").sort_values("position")
    titles = dict(zip(names["department_key"], names["title"], strict=True))
    if not titles:
        return None
    department = st.selectbox(
        "Department",
        list(titles),
        index=_asked("department", list(titles)),
        format_func=titles.__getitem__,
        key="template_department",
    )
    own = rounds[rounds["department_key"] == department]
    by_key = {row["reporting_round"]: row for row in own.to_dict("records")}
    if not by_key:
        return None
    chosen = st.selectbox(
        "Reporting round",
        list(by_key),
        index=_asked("round", list(by_key)),
        format_func=lambda key: _round_words(by_key[key], desk),
        key=f"template_round_{department}",
    )
    return department, chosen


def _asked(name: str, choices: list[str]) -> int:
    """Give the place of the choice the address names, as the board's links do; else the first."""
    asked = st.query_params.get(name)
    return choices.index(asked) if asked in choices else 0


def _round_words(row: dict[Any, Any], desk: Desk) -> str:
    is_open = row["opens_on"] <= desk.day
    when = f"due {day(row['due_on'])}" if is_open else f"opens {day(row['opens_on'])}"
    return f"{row['title']} ({when})"


def take_files(desk: Desk) -> None:
    """Take workbooks in; one leads to its draft, several to the desk."""
    turn = st.session_state.setdefault(_TURN, 0)
    given = st.file_uploader(
        "Workbooks (.xlsx or .xlsm, at most 10 MB each)",
        type=["xlsx", "xlsm"],
        accept_multiple_files=True,
        key=f"file_{turn}",
    )
    if not given:
        return
    bar = st.progress(0.0) if len(given) > 1 else None
    results = []
    for number, file in enumerate(given):
        if bar:
            bar.progress(number / len(given), text=plain(f"Checking {file.name}"))
        results.append(_take_in(desk, file.name, file.getvalue()))
    # Another box takes the place of this one, or the same files would be taken in at every run.
    st.session_state[_TURN] = turn + 1
    if len(results) == 1 and isinstance(results[0], intake.Draft):
        upload.hold(desk, results[0])
    else:
        st.session_state[_RESULTS] = [_told(result) for result in results]
    st.rerun()


def _take_in(desk: Desk, name: str, content: bytes) -> intake.Draft | str:
    try:
        with st.spinner("Reading and checking every cell …"):
            return intake.take_in(desk.store, content, file_name=name, sent_by=desk.user.name)
    except StocktakeError as fault:
        return f"{name}: {fault}"


def _told(result: intake.Draft | str) -> str:
    if isinstance(result, str):
        return result
    name = result.checked.file_name
    if result.receipt is not None:
        return f"{name}: already accepted, receipt {result.receipt.submission_key}."
    if result.draft_key is None:
        found = result.checked.problems[:1]
        return f"{name}: {found[0].message if found else 'it could not be read.'}"
    return f"{name}: in progress below."


def _show_waiting(desk: Desk) -> None:
    """List what is on the desk: given, and neither accepted nor put aside."""
    if results := st.session_state.pop(_RESULTS, None):
        show(tag("ul", *(tag("li", text) for text in results), class_="told", role="status"))
    drafts = reads.desk_view(desk, "page.drafts", outcome="open")
    if drafts.empty:
        return
    newest = drafts.sort_values("received_at", ascending=False).to_dict("records")
    show(tag("h2", "In progress", class_="step"), _waiting_table(newest))
    # Of several sendings for one round only the newest can be meant.
    ready = list({_whose(row): row for row in reversed(newest) if _is_ready(row)}.values())
    if len(ready) > 1 and st.button(f"Accept all {len(ready)} that are ready", key="accept_all"):
        _accept_all(desk, ready)


def _waiting_table(rows: list[dict[Any, Any]]) -> Markup:
    head = ("File", "For", "Received", "Status", "Next")
    return tag(
        "table",
        tag("caption", "Files waiting to be finished"),
        tag("thead", tag("tr", *(tag("th", name, scope="col") for name in head))),
        tag("tbody", *map(_waiting_row, rows)),
        class_="plain",
    )


def _waiting_row(row: dict[Any, Any]) -> Markup:
    whose = "Not known yet"
    if not is_nothing(row["department"]):
        whose = f"{row['department']}, {row['round_title'] or row['reporting_round']}"
    given = pd.Timestamp(row["received_at"])
    return tag(
        "tr",
        tag("th", row["file_name"], scope="row"),
        tag("td", whose),
        tag("td", f"{day(given.date())}, {given:%H:%M} by {row['sent_by']}"),
        tag("td", _state(row)),
        tag("td", link("Continue", "upload", draft=row["draft_key"])),
    )


def _whose(row: dict[Any, Any]) -> tuple[Any, Any]:
    return row["department_key"], row["reporting_round"]


def _is_ready(row: dict[Any, Any]) -> bool:
    return _state(row) == "Ready to accept"


def _state(row: dict[Any, Any]) -> str:
    if row["verdict"] == "refused":
        return "Cannot be read"
    if row["must_fix_count"]:
        return several(int(row["must_fix_count"]), "thing") + " to fix"
    if row["open_question_count"]:
        return several(int(row["open_question_count"]), "question") + " to answer"
    return "Ready to accept"


def _accept_all(desk: Desk, rows: list[dict[Any, Any]]) -> None:
    bar = st.progress(0.0)
    told = []
    for number, row in enumerate(rows):
        bar.progress(number / len(rows), text=plain(f"Accepting {row['file_name']}"))
        try:
            draft = intake.accept(desk.store, row["draft_key"], decided_by=desk.user.name)
        except StocktakeError as fault:
            told.append(f"{row['file_name']}: {fault}")
        else:
            key = draft.receipt.submission_key if draft.receipt else ""
            told.append(f"{row['file_name']}: accepted, receipt {key}.")
    st.session_state[_RESULTS] = told
    st.rerun()
