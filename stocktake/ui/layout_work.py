"""What a person has begun on the page Layout, kept in one place of the session.

Widgets lose their values when their page is left; what stands here does not. The widgets of the
page are drawn from it, and their keys hold its `turn`: when the program itself changes an answer
(another file, another sheet, a saved layout opened) the turn moves on and they are drawn anew.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

import pandas as pd
import streamlit as st

from stocktake import intake
from stocktake.errors import UnreadableError
from stocktake.model.problem import Level
from stocktake.returns.context import ReturnContext
from stocktake.returns.layout.apply import LayoutReading, apply_layout
from stocktake.returns.layout.area import Area, find_areas
from stocktake.returns.layout.findings import LayoutFindings
from stocktake.returns.layout.guess import guess_layout
from stocktake.returns.layout.layout import Layout, LayoutError, SheetChoice
from stocktake.returns.layout.match import Matcher, Unmatched
from stocktake.returns.layout.sheets import Spreadsheet, read_sheets
from stocktake.ui import reads
from stocktake.ui.frame import Desk

Names = Mapping[tuple[str, str], str | None]
_KEY = "layout_work"


@dataclass(frozen=True)
class Question:
    """What the guess leaves open: `kind` is table, heading, sign or periods."""

    kind: str
    block: int = 0
    label: str = ""
    shown: str = ""
    count: int = 0


@dataclass
class Work:
    """One file on the table, the layout as described so far, and the answers about names.

    `asked` and `questions` hold all that was ever open, so that an answer can be taken back.
    """

    turn: int = 0
    department_key: str | None = None
    file_name: str = ""
    file_hash: str = ""
    content: bytes = b""
    book: Spreadsheet | None = None
    refusal: str = ""
    layout: Layout | None = None
    layout_key: str | None = None
    kept: str = ""
    how: str = ""
    answers: dict[tuple[str, str], str | None] = field(default_factory=dict)
    asked: dict[tuple[str, str], Unmatched] = field(default_factory=dict)
    questions: dict[tuple[str, int, str], Question] = field(default_factory=dict)
    memory: dict[str, tuple[object, Any]] = field(default_factory=dict)

    @property
    def is_kept(self) -> bool:
        """Whether the layout as it stands has been saved."""
        return self.layout is not None and self.kept == self.layout.to_json()

    def key(self, name: str) -> str:
        """Give the key of a widget."""
        return f"layout_{name}_{self.turn}"

    def renew(self) -> None:
        """Draw all widgets anew, because the program has changed an answer."""
        self.turn += 1
        self.questions = {}


def the_work() -> Work:
    """Give what was begun in this session."""
    work: Work = st.session_state.setdefault(_KEY, Work())
    return work


def start_again() -> None:
    """Take the file off the table; the department stays."""
    before = the_work()
    st.session_state[_KEY] = Work(turn=before.turn + 1, department_key=before.department_key)


def choose_department(desk: Desk, work: Work, department_key: str) -> None:
    """Say whose file it is; a file already there is looked at anew with that knowledge."""
    if department_key == work.department_key:
        return
    work.department_key = department_key
    work.answers, work.asked = {}, {}
    if work.book is not None:
        look(desk, work)


def take_file(desk: Desk, work: Work, name: str, content: bytes) -> None:
    """Read a file in the guarded child and look at it at once."""
    file_hash = hashlib.sha256(content).hexdigest()
    if file_hash == work.file_hash and name == work.file_name:
        return
    work.file_name, work.file_hash, work.content = name, file_hash, content
    work.book, work.refusal, work.asked = None, "", {}
    try:
        work.book = read_sheets(content)
    except UnreadableError as fault:
        work.refusal, work.layout = str(fault), None
        work.renew()
        return
    look(desk, work)


def look(desk: Desk, work: Work) -> None:
    """Find how the file is to be read: as a layout saved before, else by a guess."""
    # A layout that was opened on purpose is shown on the file, whether it fits or not.
    if work.how != "opened" or work.layout is None:
        work.layout, work.layout_key, work.how = _of_saved(desk, work)
        if work.layout is None:
            guess(desk, work)
    work.renew()


def guess(desk: Desk, work: Work, sheet_name: str | None = None) -> None:
    """Guess the layout, of one sheet if it is named."""
    book = work.book
    if book is None:
        return
    seen = book
    if sheet_name is not None:
        seen = replace(book, sheets=tuple(one for one in book.sheets if one.name == sheet_name))
    title = work.layout.title if work.layout else PurePath(work.file_name).stem
    matcher = Matcher(context_of(desk, work), names_known(desk, work))
    found = guess_layout(seen, matcher, title)
    if sheet_name is not None:
        choice = SheetChoice("name", sheet_name)
        found = replace(found, blocks=tuple(replace(b, sheet=choice) for b in found.blocks))
    work.layout = replace(found, department_key=work.department_key)
    work.how = "guessed"
    work.renew()


def _of_saved(desk: Desk, work: Work) -> tuple[Layout | None, str | None, str]:
    """Give the newest layout of the department that reads figures here with nothing amiss."""
    if work.department_key is None or work.book is None:
        return None, None, ""
    for row in saved_layouts(desk, work.department_key).to_dict("records"):
        try:
            layout = Layout.from_json(str(row["layout"]))
        except LayoutError:
            continue
        reading = apply_layout(work.book, layout, context_of(desk, work), names_known(desk, work))
        amiss = [p for p in reading.problems if p.level is Level.MUST_FIX]
        if len(reading.figures) and not amiss:
            work.kept = layout.to_json()
            return layout, str(row["layout_key"]), "known"
    return None, None, ""


def open_layout(work: Work, layout: Layout, layout_key: str | None) -> None:
    """Put a saved or uploaded layout on the table."""
    work.layout, work.layout_key, work.how = layout, layout_key, "opened"
    work.kept = layout.to_json() if layout_key else ""
    work.renew()


def context_of(desk: Desk, work: Work) -> ReturnContext:
    """Give the register as one department sees it: the names of its own indicators only."""
    mark = (desk.data_version, work.department_key)
    held = work.memory.get("context")
    if held is None or held[0] != mark:
        whole = intake.return_context(desk.store)
        own = whole.indicators[whole.indicators["department_key"] == work.department_key]
        work.memory["context"] = (mark, replace(whole, indicators=own.reset_index(drop=True)))
    context: ReturnContext = work.memory["context"][1]
    return context


def names_known(desk: Desk, work: Work) -> dict[tuple[str, str], str | None]:
    """Give what was answered about names: before, by this department, and now."""
    if work.department_key is None:
        return dict(work.answers)
    frame = reads.desk_view(desk, "core.known_name_matches", department_key=work.department_key)
    before = {
        (str(row["kind"]), str(row["given"])): _text(row["matched_key"])
        for row in frame.to_dict("records")
    }
    return before | work.answers


def saved_layouts(desk: Desk, department_key: str | None = None) -> pd.DataFrame:
    """Give the saved layouts, newest first."""
    chosen = {} if department_key is None else {"department_key": department_key}
    frame = reads.desk_view(desk, "core.known_layouts", **chosen)
    return frame.sort_values("received_at", ascending=False, kind="stable")


def read_now(desk: Desk, work: Work) -> LayoutReading | None:
    """Read the file as it is described now; worked out anew only when something changed."""
    if work.book is None or work.layout is None:
        return None
    names = names_known(desk, work)
    mark = (work.file_hash, work.layout.to_json(), tuple(sorted(names.items(), key=str)))
    held = work.memory.get("reading")
    if held is None or held[0] != mark:
        reading = apply_layout(work.book, work.layout, context_of(desk, work), names)
        work.memory["reading"] = (mark, reading)
        for name in reading.unmatched:
            work.asked.setdefault((name.kind, name.given), name)
    found: LayoutReading = work.memory["reading"][1]
    return found


def areas_now(work: Work) -> list[Area]:
    """Give the tables that the layout finds in the file."""
    if work.book is None or work.layout is None:
        return []
    return find_areas(work.book, work.layout, LayoutFindings())


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
