"""What the returns desk writes: the part of the store's writes that stands behind no chart."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime

import duckdb
import pandas as pd

from stocktake.model.problem import Problem
from stocktake.store import agreed, desk
from stocktake.store.agreed import Waiver
from stocktake.store.desk import DraftFacts
from stocktake.store.submissions import Accepted
from stocktake.store.writing import Receipt, SubmissionFacts, desk_version


class DeskWrites(ABC):
    """The desk's methods of a store; each is one transaction."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Give a cursor while nobody else writes."""

    @abstractmethod
    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """Give a cursor to read by; the caller closes it."""

    def desk_version(self) -> int:
        """Give the number raised by every write, drafts and explanations included."""
        with self._cursor() as cursor:
            return desk_version(cursor)

    def write_draft(
        self,
        *,
        facts: DraftFacts,
        problems: Sequence[Problem],
        waived: Sequence[Problem] = (),
        file_name: str,
        content: bytes,
        received_at: datetime | None = None,
    ) -> str:
        """Keep a file with what the checks found in it; give the key of the draft."""
        with self._writing() as cursor:
            return desk.append_draft(
                cursor,
                facts=facts,
                problems=problems,
                waived=waived,
                file_name=file_name,
                content=content,
                received_at=received_at,
            )

    def write_explanations(
        self,
        draft_key: str,
        texts: Mapping[str, str],
        *,
        written_by: str,
        received_at: datetime | None = None,
    ) -> None:
        """Keep the sender's words on problems, by problem_key; the newest words count."""
        with self._writing() as cursor:
            desk.append_explanations(
                cursor, draft_key, texts, written_by=written_by, received_at=received_at
            )

    def set_draft_aside(
        self, draft_key: str, *, decided_by: str, received_at: datetime | None = None
    ) -> None:
        """Take a draft off the desk; its file and problems are kept."""
        with self._writing() as cursor:
            desk.append_set_aside(cursor, draft_key, decided_by=decided_by, received_at=received_at)

    def accept_draft(
        self,
        draft_key: str,
        *,
        facts: SubmissionFacts,
        observations: pd.DataFrame,
        answers: Mapping[str, pd.DataFrame],
        effect: Mapping[str, int],
        decided_by: str | None = None,
        received_at: datetime | None = None,
        checked_at_version: int | None,
    ) -> Receipt:
        """Make a draft a submission, all of it or nothing; once more gives the first receipt.

        Raises OvertakenError when something was written since `checked_at_version`.
        """
        with self._writing() as cursor:
            return desk.append_acceptance(
                cursor,
                draft_key,
                Accepted(facts, observations, answers, effect),
                decided_by=decided_by,
                received_at=received_at,
                checked_at_version=checked_at_version,
            )

    def read_draft_file(self, draft_key: str) -> tuple[str, bytes] | None:
        """Give the name and bytes of the workbook of a draft, as it was sent."""
        with self._cursor() as cursor:
            return desk.read_draft_file(cursor, draft_key)

    def write_waiver(
        self,
        *,
        code: str,
        department_key: str,
        indicator_key: str | None,
        unit_key: str | None,
        reason: str,
        signed_by: str,
        signed_on: date,
        expires_on: date,
        waiver_key: str | None = None,
    ) -> str:
        """Keep a signed exception; with the key of an earlier one it takes its place."""
        waiver = Waiver(
            code, department_key, indicator_key, unit_key, reason, signed_by, signed_on, expires_on
        )
        with self._writing() as cursor:
            return agreed.append_waiver(cursor, waiver, waiver_key)

    def write_layout(
        self, *, layout_key: str, department_key: str, title: str, layout: str, saved_by: str
    ) -> None:
        """Keep how a source lays out its spreadsheet; the newest of a key counts."""
        with self._writing() as cursor:
            agreed.append_layout(
                cursor,
                layout_key=layout_key,
                department_key=department_key,
                title=title,
                layout=layout,
                saved_by=saved_by,
            )

    def write_name_matches(
        self,
        department_key: str,
        matches: Mapping[tuple[str, str], str | None],
        *,
        confirmed_by: str,
    ) -> None:
        """Remember what a department means by its names; None means: leave it out."""
        with self._writing() as cursor:
            agreed.append_name_matches(cursor, department_key, matches, confirmed_by=confirmed_by)
