"""What was found in a workbook: one line, then each problem with its cells and what to do."""

import pandas as pd
import streamlit as st

from stocktake import intake
from stocktake.errors import StocktakeError
from stocktake.intake import Draft
from stocktake.model.numbers import number, several
from stocktake.model.problem import Level, Problem, Verdict
from stocktake.ui.downloads import download_table
from stocktake.ui.markup import Markup, link, show, tag

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = ("Sheet", "About", "Cells", "Found", "Problem", "What to do")
_MOST = 100


def show_verdict(draft: Draft) -> None:
    """Say in one line how the file stands, with what was fixed since the last sending."""
    checked = draft.checked
    is_good = draft.is_ready or draft.receipt is not None
    show(
        tag(
            "div",
            tag("h2", f"{checked.file_name}: {_lead(draft)}"),
            tag("p", *(f"{sentence} " for sentence in _sentences(draft))),
            class_="verdict good" if is_good else "verdict",
            role="status",
        )
    )


def _lead(draft: Draft) -> str:
    checked = draft.checked
    if checked.verdict is Verdict.REFUSED:
        return "cannot be used as it is"
    if fixes := len(checked.must_fix):
        waiting = len(draft.open_questions)
        more = f", {several(waiting, 'question')} to answer" if waiting else ""
        return f"{several(fixes, 'thing')} to fix{more}"
    if waiting := len(draft.open_questions):
        return f"nothing to fix, {several(waiting, 'question')} to answer"
    return "ready to accept"


def _sentences(draft: Draft) -> list[str]:
    checked = draft.checked
    said = []
    if checked.cover is not None:
        said.append(f"{checked.cover.department}, {checked.cover.reporting_round}.")
    if draft.progress is not None:
        said.append(f"Since the last upload: {draft.progress.sentence}.")
    if checked.observations is not None:
        said.append(f"{several(len(checked.observations), 'figure')} were read.")
    if notes := sum(problem.level is Level.INFORMATION for problem in checked.problems):
        said.append(f"{several(notes, 'note')} for information.")
    if checked.waived:
        said.append(f"{several(len(checked.waived), 'finding')} excused by a signed waiver.")
    if not draft.is_ready:
        said.append("None of it counts yet.")
    if checked.must_fix:
        said.append("Correct the workbook as described below, save it and upload it again.")
    return said


def show_problems(draft: Draft) -> None:
    """Draw what must be fixed, then what is only to know; questions are asked by themselves."""
    checked = draft.checked
    if checked.must_fix:
        show(tag("h2", "To fix", class_="step"), _table(checked.must_fix, "What must be fixed"))
        _offer_copies(draft)
    notes = [problem for problem in checked.problems if problem.level is Level.INFORMATION]
    if notes:
        place = st.expander(f"For information ({len(notes)})", key="notes", type="compact")
        with place:
            show(_table(notes, "For information: nothing needs to be done"))


def _offer_copies(draft: Draft) -> None:
    with st.container(horizontal=True):
        if draft.checked.verdict is not Verdict.REFUSED and draft.layout_key is None:
            st.download_button(
                "Download your workbook with problems marked",
                data=lambda: workbook_with_marks(draft),
                file_name=f"marked-{draft.checked.file_name}",
                mime=_XLSX,
                key="marked_download",
                on_click="ignore",
                type="primary",
            )
        frame = pd.DataFrame([problem.as_json() for problem in draft.checked.problems])
        frame["cells"] = [", ".join(cells) for cells in frame["cells"]]
        frame.insert(3, "about", [problem.section for problem in draft.checked.problems])
        download_table(frame, "problems", key="problems_download", label="Download this list (CSV)")


def workbook_with_marks(draft: Draft) -> bytes:
    """Give the sender's workbook with marks; as it was sent where it cannot be written again."""
    try:
        return intake.annotated_workbook(draft)
    except StocktakeError:
        return draft.checked.content


def _table(problems: "tuple[Problem, ...] | list[Problem]", caption: str) -> Markup:
    more = len(problems) - _MOST
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption),
            tag("thead", tag("tr", *(tag("th", name, scope="col") for name in _COLUMNS))),
            tag("tbody", *map(_row, problems[:_MOST])),
            class_="plain problems",
        ),
        tag("p", f"and {number(more)} more in the list to download", class_="more")
        if more > 0
        else None,
    )


def _row(problem: Problem) -> Markup:
    code = link(problem.code, "guide", check=problem.code)
    return tag(
        "tr",
        tag("td", problem.sheet or "The file"),
        tag("td", problem.section),
        tag("td", cells_of(problem)),
        tag("td", problem.found or "—"),
        tag("td", problem.message),
        tag("td", problem.fix, tag("small", code)),
    )


def place_of(problem: Problem) -> str:
    """Say on which sheet a problem stands, and what it is about."""
    return ", ".join(part for part in (problem.sheet or "File", problem.section) if part)


def cells_of(problem: Problem, most: int = 6) -> str:
    """Name the cells of a problem, the first few of many."""
    more = len(problem.cells) - most
    named = ", ".join(problem.cells[:most])
    return named + (f" and {number(more)} more" if more > 0 else "") or "—"
