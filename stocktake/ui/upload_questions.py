"""What needs the sender's own words: each answer is kept the moment it is written."""

import streamlit as st

from stocktake.intake import Draft
from stocktake.model.numbers import several
from stocktake.model.problem import Problem
from stocktake.ui import upload
from stocktake.ui.frame import Desk
from stocktake.ui.markup import link, plain, show, tag
from stocktake.ui.upload_problems import cells_of, place_of

_MOST_AT_ONCE = 12


def show_questions(desk: Desk, draft: Draft) -> None:
    """Ask what is not answered yet; what is answered stands below and can be changed."""
    if not draft.questions or draft.draft_key is None:
        return
    waiting = draft.open_questions
    show(
        tag("h2", "To explain or confirm", class_="step"),
        tag(
            "p",
            f"{several(len(waiting), 'question')} of {len(draft.questions)} still to answer. "
            "Your answers are kept with the figures and shown in the meeting."
            if waiting
            else f"All {several(len(draft.questions), 'question')} answered.",
        ),
    )
    for problem in waiting[:_MOST_AT_ONCE]:
        _ask(desk, draft, problem)
    if len(waiting) > _MOST_AT_ONCE:
        show(tag("p", f"and {len(waiting) - _MOST_AT_ONCE} more", class_="more"))
    if len(waiting) > 1:
        _offer_one_for_all(desk, draft)
    _show_answered(desk, draft)


def _ask(desk: Desk, draft: Draft, problem: Problem) -> None:
    key = f"answer_{draft.draft_key}_{problem.problem_key}"
    with st.container(key=f"question_{problem.problem_key}"):
        show(
            tag(
                "p",
                tag("strong", problem.message),
                " ",
                problem.fix,
                tag(
                    "small",
                    f"{place_of(problem)} · {cells_of(problem)} · ",
                    f"{problem.found} · " if problem.found else None,
                    link(problem.code, "guide", check=problem.code),
                ),
                class_="question",
            )
        )
        st.text_area(
            plain(f"Your answer on {place_of(problem)} {cells_of(problem, 3)}"),
            value=draft.explanations.get(problem.problem_key, ""),
            key=key,
            height=68,
            max_chars=2000,
            on_change=_keep,
            args=(desk, draft, problem.problem_key, key),
        )


def _keep(desk: Desk, draft: Draft, problem_key: str, key: str) -> None:
    upload.keep_words(desk, draft, {problem_key: st.session_state[key]})


def _offer_one_for_all(desk: Desk, draft: Draft) -> None:
    """Spare whoever has one reason for many cells from writing it many times."""
    waiting = draft.open_questions
    with st.form("one_for_all", border=True):
        text = st.text_input(f"One answer for all {len(waiting)} open questions", key="one_answer")
        if st.form_submit_button("Use it for all of them", key="one_for_all_button"):
            if text.strip():
                words = {problem.problem_key: text for problem in waiting}
                upload.keep_words(desk, draft, words)
                st.rerun()
            show(tag("p", "Write the answer first.", class_="told"))


def _show_answered(desk: Desk, draft: Draft) -> None:
    answered = [p for p in draft.questions if p.problem_key in draft.explanations]
    if not answered:
        return
    place = st.expander(f"Answered ({len(answered)})", key="answered", type="compact")
    with place:
        for problem in answered[:_MOST_AT_ONCE]:
            _ask(desk, draft, problem)
        if len(answered) > _MOST_AT_ONCE:
            show(tag("p", f"and {len(answered) - _MOST_AT_ONCE} more", class_="more"))
