"""What a rater has put down and not saved yet: kept for the session, whatever page is looked at.

Streamlit forgets a widget that is not drawn. A sheet of eighteen lines is not filled in at one
sitting, so every change goes into the draft at once, and the widgets start from it.
"""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from stocktake.model.assessment import GivenRating, RaterType
from stocktake.model.rubric import CHECKS, LINES, line
from stocktake.ui.frame import Desk

_DRAFTS = "rating_drafts"
FIELDS = ("rating", "reason", "evidence")
EVERY_LINE = (*LINES, *CHECKS)


@dataclass(frozen=True)
class Judged:
    """One line as it stands: a point of its scale, why, and what shows it."""

    rating: str | None = None
    reason: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Sheet:
    """One priority's sheet of one rater in one round: what is stored, and what is put down."""

    rating_round: str
    priority_key: str
    rater: RaterType
    stored: dict[str, Judged]

    @property
    def _place(self) -> tuple[str, str, str]:
        return (self.rating_round, self.priority_key, str(self.rater))

    @property
    def put_down(self) -> dict[str, Judged]:
        """Give the lines that were touched in this session."""
        found: dict[str, Judged] = _drafts().get(self._place, {})
        return found

    def now(self, key: str) -> Judged:
        """Give a line as the rater sees it: put down, else stored, else empty."""
        return self.put_down.get(key) or self.stored.get(key) or Judged()

    def changed(self) -> dict[str, Judged]:
        """Give the lines that differ from what is stored, in the order of the sheet."""
        return {
            one.key: self.put_down[one.key]
            for one in EVERY_LINE
            if one.key in self.put_down
            and self.put_down[one.key] != self.stored.get(one.key, Judged())
        }

    def keep(self, key: str, field: str, widget: str) -> None:
        """Take what a widget holds into the draft."""
        value: Any = st.session_state[widget]
        changed = replace(self.now(key), **{field: value if field == "rating" else value or ""})
        _drafts().setdefault(self._place, {})[key] = changed

    def forget(self) -> None:
        """Drop the draft: it is saved, or not wanted."""
        _drafts().pop(self._place, None)

    def faults(self) -> list[str]:
        """Say what has to be put right before the sheet can be saved."""
        found = []
        for key, judged in self.changed().items():
            if judged.rating is None:
                found.append(f"{line(key).title}: choose a rating, or delete its reason.")
            elif not judged.reason.strip():
                found.append(f"{line(key).title}: give a reason in a sentence.")
        return found

    def given(self, desk: Desk, suggested: str | None) -> list[GivenRating]:
        """Make the changed lines ready to be kept."""
        return [
            GivenRating(
                priority_key=self.priority_key,
                rating_round=self.rating_round,
                category=key,
                rating=str(judged.rating),
                rater_type=self.rater,
                rated_by=desk.user.name,
                reason=judged.reason.strip(),
                evidence=judged.evidence.strip() or None,
                suggested_rating=suggested if key == "overall" else None,
            )
            for key, judged in self.changed().items()
        ]


def _drafts() -> dict[tuple[str, str, str], dict[str, Judged]]:
    drafts: dict[tuple[str, str, str], dict[str, Judged]] = st.session_state.setdefault(_DRAFTS, {})
    return drafts
