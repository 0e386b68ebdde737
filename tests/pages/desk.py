"""A desk with something on it: returns of the demo, sent again with changes."""

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl

from stocktake import intake
from stocktake.store import Store, open_store
from tests.pages.conftest import ROOT

RETURN = ROOT / "data/returns/environment/environment-2025-12.xlsx"


def edited(cells: Mapping[str, object], path: Path = RETURN) -> bytes:
    """Give a return with some cells of its sheet Figures changed."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Figures"][cell] = value
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def first_row(path: Path = RETURN) -> int:
    """Give the number of the first row of figures."""
    book = openpyxl.load_workbook(path, read_only=True)
    column = [row[0] for row in book["Figures"].iter_rows(max_col=1, values_only=True)]
    return next(number for number, key in enumerate(column, 1) if key and "|" in str(key))


class Sent:
    """Files sent to a desk in one database, closed again when the block ends."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def __enter__(self) -> "Sent":
        self.store: Store = open_store(self.database)
        return self

    def __exit__(self, *fault: object) -> None:
        self.store.close()

    def broken(self) -> str:
        """Send a return with one thing to fix; give the draft's key."""
        return self._take({f"E{first_row()}": "about 12"}, "broken.xlsx")

    def asked(self) -> str:
        """Send a return with one question."""
        row = first_row()
        return self._take({f"G{row}": 45.5, f"I{row}": "Recount"}, "asked.xlsx")

    def revised(self) -> str:
        """Send, explain and accept a return that changes one figure; give the submission's key."""
        draft_key = self.asked()
        draft = intake.open_draft(self.store, draft_key)
        texts = {one.problem_key: "The weighbridge stood still." for one in draft.questions}
        intake.explain(self.store, draft_key, texts, written_by="Bela Clerk")
        accepted = intake.accept(self.store, draft_key, decided_by="The unit")
        assert accepted.receipt is not None
        return accepted.receipt.submission_key

    def _take(self, cells: Mapping[str, object], name: str) -> str:
        taken = intake.take_in(self.store, edited(cells), file_name=name, sent_by="Anna Clerk")
        assert taken.draft_key is not None
        return str(taken.draft_key)
