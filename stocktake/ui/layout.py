"""The page that reads a department's own spreadsheet: given, guessed, put right, saved, sent."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from stocktake.returns.layout.apply import LayoutReading
from stocktake.ui import layout_names, layout_preview, layout_questions, layout_result, reads
from stocktake.ui.frame import Desk
from stocktake.ui.layout_form import show_form
from stocktake.ui.layout_saved import save, show_saved
from stocktake.ui.layout_send import send_figures
from stocktake.ui.layout_work import (
    Work,
    areas_now,
    choose_department,
    read_now,
    start_again,
    take_file,
    the_work,
)
from stocktake.ui.markup import show, tag
from stocktake.ui.menu import BY_KEY

_TYPES = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv"]
_SAID = "layout_said"


def show_layout(desk: Desk, departments: pd.DataFrame) -> None:
    """Draw the page for what is on the table, and the list of what was saved."""
    work = the_work()
    if work.book is None:
        show(
            tag(
                "p",
                "You keep your figures in a spreadsheet of your own? Give it here. We look for the "
                "figures and show what we found; you put right what is wrong, once. From then on "
                "files of the same kind are read by themselves.",
                class_="lead",
            )
        )
    _pick_file(desk, work, departments)
    if work.refusal:
        show(
            tag(
                "div",
                tag("h2", f"{work.file_name} could not be read"),
                tag("p", work.refusal),
                class_="verdict",
            )
        )
    if work.book is None:
        if work.layout is not None:
            _say_open(work)
        show_saved(desk, work)
        return
    if work.department_key is None:
        show(tag("p", "Choose the department first: it says which names to look for.",
                 class_="lead"))  # fmt: skip
        layout_preview.show_preview(work, areas_now(work))
        return
    _show_work(desk, work)


def _pick_file(desk: Desk, work: Work, departments: pd.DataFrame) -> None:
    titles = dict(zip(departments["department_key"], departments["title"], strict=True))
    left, right = st.columns([1, 2], gap="large")
    with left:
        keys = list(titles)
        chosen = st.selectbox(
            "Your department",
            keys,
            index=keys.index(work.department_key) if work.department_key in titles else None,
            format_func=lambda key: titles[key],
            placeholder="Choose …",
            key=work.key("department"),
        )
        if chosen is not None:
            choose_department(desk, work, chosen)
    with right:
        if work.book is not None:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                show(
                    tag(
                        "p",
                        tag("small", "Your spreadsheet"),
                        tag("strong", work.file_name),
                        class_="file-here",
                    )
                )
                st.button("Use another file", key="layout_again", on_click=start_again)
            return
        given = st.file_uploader(
            "Your spreadsheet (.xlsx, .xlsm, .xls, .xlsb, .ods or .csv, at most 10 MB)",
            type=_TYPES,
            key=work.key("file"),
        )
    if given is not None:
        with st.spinner("Reading every cell and looking for the figures …"):
            take_file(desk, work, given.name, given.getvalue())
        if work.book is not None:
            st.rerun()


def _say_open(work: Work) -> None:
    title = work.layout.title if work.layout else ""
    show(
        tag(
            "div",
            tag("h2", f'"{title}" is open'),
            tag("p", "Give the spreadsheet it is for above, and you see how it is read."),
            class_="verdict good",
        )
    )


def _show_work(desk: Desk, work: Work) -> None:
    """Draw what is found, asked and read; the answers change what stands above them."""
    head, asked = st.container(), st.container()
    sheet, form, result = st.container(), st.container(), st.container()
    first = read_now(desk, work)
    if first is not None:
        layout_questions.note_questions(desk, work, areas_now(work), first)
    with asked:
        layout_questions.ask(desk, work)
        read_now(desk, work)
        layout_names.ask_names(desk, work)
    with form:
        show_form(desk, work, areas_now(work))
    reading = read_now(desk, work)
    if reading is None:
        return
    areas = areas_now(work)
    with head:
        show(layout_result.verdict(work, areas, reading))
    with sheet:
        layout_preview.show_preview(work, areas)
    with result:
        layout_result.show_result(desk, work, reading)
        _show_keeping(desk, work, reading)
        place = st.expander("Saved layouts", key="layout_list", on_change="rerun")
        if place.open:
            with place:
                show_saved(desk, work)


def _show_keeping(desk: Desk, work: Work, reading: LayoutReading) -> None:
    """Offer to save, and to send; what went wrong or well is said beside the buttons."""
    if work.layout is None:
        return
    show(tag("h2", "Save it, and send", class_="sentence"))
    left, right = st.columns(2, gap="large")
    with left:
        title = st.text_input(
            "A name for it", work.layout.title, key=work.key("title"), max_chars=80
        )
        if title.strip() and title != work.layout.title:
            work.layout = replace(work.layout, title=title)
        if st.button("Save this layout", key="layout_save", type="primary"):
            fault = save(desk, work, title)
            st.session_state[_SAID] = fault or f'"{title.strip()}" is saved.'
            st.rerun()
        said = st.session_state.pop(_SAID, None)
        if said:
            show(tag("p", said, class_="said", role="status"))
        elif work.layout_key and not work.is_kept:
            show(tag("p", "Changed since it was saved.", class_="quiet"))
    with right:
        _offer_sending(desk, work, reading)


def _offer_sending(desk: Desk, work: Work, reading: LayoutReading) -> None:
    rounds = _rounds(desk, work)
    figures, missing = layout_result.counts(reading)
    if not rounds:
        show(tag("p", "No reporting round of this department is open yet.", class_="empty"))
        return
    chosen = st.selectbox(
        "Send the figures for",
        list(rounds),
        format_func=lambda key: rounds[key],
        key=work.key("round"),
    )
    still = layout_result.open_count(work, reading)
    in_the_way = layout_result.must_fix(reading)
    is_ready = bool(figures + missing) and not still and not in_the_way
    if st.button("Send figures with it", key="layout_send", disabled=not is_ready):
        fault = None if work.is_kept else save(desk, work, work.layout.title if work.layout else "")
        draft_key = None
        if fault is None:
            with st.spinner("Checking every figure …"):
                draft_key, fault = send_figures(desk, work, chosen)
        if draft_key is None:
            st.session_state[_SAID] = fault
            st.rerun()
        st.switch_page(BY_KEY["returns/upload"].file, query_params={"draft": draft_key})
    hint = (
        "They are checked as any return is; nothing counts before it is accepted."
        if is_ready
        else "Answer the questions above first."
        if still
        else "Put right first what stands in the way."
    )
    show(tag("p", hint, class_="quiet"))


def _rounds(desk: Desk, work: Work) -> dict[str, str]:
    """Give the department's rounds that have opened, the newest first."""
    frame = reads.view(desk, "core.known_rounds", department_key=work.department_key)
    frame = frame[frame["opens_on"] <= desk.today].sort_values("due_on", ascending=False)
    return {
        str(row["reporting_round"]): f"{row['title']} ({row['reporting_round']})"
        for row in frame.to_dict("records")
    }
