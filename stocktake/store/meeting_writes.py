"""What the stocktake writes: ratings, meetings, captures, actions, editions."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

import duckdb

from stocktake.model.assessment import GivenRating, RatingRound
from stocktake.model.meeting import ActionChange, Capture, MeetingEvent, MeetingPlan
from stocktake.store import assessments, editions, front_lines, meetings
from stocktake.store.editions import EditionFacts, KeptEdition


class MeetingWrites(ABC):
    """The stocktake's methods of a store; each write is one transaction."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Give a cursor while nobody else writes."""

    @abstractmethod
    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """Give a cursor to read by; the caller closes it."""

    def write_ratings(
        self, ratings: Sequence[GivenRating], *, received_at: datetime | None = None
    ) -> datetime:
        """Keep one rater's judgements together; give their moment."""
        with self._writing() as cursor:
            return assessments.append_ratings(cursor, ratings, received_at=received_at)

    def write_rating_round(
        self,
        rating_round: RatingRound,
        *,
        decided_by: str,
        reason: str | None = None,
        received_at: datetime | None = None,
    ) -> None:
        """Open a rating round, open its scores to all, lock it, or open it again."""
        with self._writing() as cursor:
            assessments.append_round(
                cursor,
                rating_round,
                reason=reason,
                decided_by=decided_by,
                received_at=received_at,
            )

    def write_meeting(
        self,
        plan: MeetingPlan,
        *,
        saved_by: str,
        meeting_key: str | None = None,
        received_at: datetime | None = None,
    ) -> str:
        """Keep a stocktake's plan, or a newer one under its key; give the key."""
        with self._writing() as cursor:
            return meetings.append_meeting(
                cursor, plan, meeting_key, saved_by=saved_by, received_at=received_at
            )

    def write_inquiries(
        self,
        meeting_key: str,
        priority_key: str,
        lines: Sequence[str],
        *,
        written_by: str,
        received_at: datetime | None = None,
    ) -> None:
        """Keep a priority's lines of inquiry for a stocktake; none takes them all away."""
        with self._writing() as cursor:
            meetings.append_inquiries(
                cursor,
                meeting_key,
                priority_key,
                lines,
                written_by=written_by,
                received_at=received_at,
            )

    def write_front_line(
        self,
        meeting_key: str,
        line_key: str,
        text: str | None,
        *,
        written_by: str,
        received_at: datetime | None = None,
    ) -> None:
        """Keep a line of a stocktake's front page as the unit words it; None takes that back."""
        with self._writing() as cursor:
            front_lines.append_front_line(
                cursor,
                meeting_key,
                line_key,
                text,
                written_by=written_by,
                received_at=received_at,
            )

    def write_meeting_event(
        self,
        meeting_key: str,
        event: MeetingEvent,
        *,
        decided_by: str,
        edition_key: str | None = None,
        received_at: datetime | None = None,
    ) -> None:
        """Note that a stocktake began on an edition, was closed, or will not be held."""
        with self._writing() as cursor:
            meetings.append_event(
                cursor,
                meeting_key,
                event,
                edition_key=edition_key,
                decided_by=decided_by,
                received_at=received_at,
            )

    def write_step(self, meeting_key: str, screen_key: str, *, shown_by: str) -> None:
        """Note where the chair is."""
        with self._writing() as cursor:
            meetings.append_step(cursor, meeting_key, screen_key, shown_by=shown_by)

    def write_capture(self, capture: Capture, *, received_at: datetime | None = None) -> bool:
        """Keep a version of something captured; False when exactly this one stands already."""
        with self._writing() as cursor:
            return meetings.append_capture(cursor, capture, received_at=received_at)

    def write_action_change(
        self, change: ActionChange, *, received_at: datetime | None = None
    ) -> None:
        """Keep what became of an action."""
        with self._writing() as cursor:
            meetings.append_action_change(cursor, change, received_at=received_at)

    def write_edition(
        self,
        facts: EditionFacts,
        parts: Mapping[str, bytes],
        *,
        received_at: datetime | None = None,
    ) -> str:
        """Keep a frozen edition, all of it or nothing; give its checksum."""
        with self._writing() as cursor:
            return editions.append_edition(cursor, facts, parts, received_at=received_at)

    def throw_edition_away(
        self, edition_key: str, *, decided_by: str, received_at: datetime | None = None
    ) -> None:
        """Throw a rehearsal's edition away; raises StoreError for one that was used."""
        with self._writing() as cursor:
            editions.throw_edition_away(
                cursor, edition_key, decided_by=decided_by, received_at=received_at
            )

    def read_edition(self, edition_key: str) -> KeptEdition:
        """Give an edition whole; raises StoreError when it is missing, thrown away or damaged."""
        with self._cursor() as cursor:
            return editions.read_edition(cursor, edition_key)

    def read_edition_part(self, edition_key: str, part: str) -> bytes:
        """Give a part as it was frozen; raises StoreError when missing or damaged."""
        with self._cursor() as cursor:
            return editions.read_part(cursor, edition_key, part)

    def edition_part_names(self, edition_key: str) -> list[str]:
        """Give the names of an edition's parts, sorted."""
        with self._cursor() as cursor:
            return editions.part_names(cursor, edition_key)
