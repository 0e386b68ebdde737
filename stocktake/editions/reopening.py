"""Re-open an edition from its parts alone: no view is read, so none can change what was shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pandas as pd

from stocktake.deck.document import DeckMeta, build_document
from stocktake.deck.frames import DeckFrames, Screen
from stocktake.editions import parts
from stocktake.model.edition_name import edition_name
from stocktake.model.facts import PriorityFacts, facts_from_row, is_nothing, plain_date
from stocktake.model.front_page import FrontPage, read_front_page
from stocktake.model.meeting import CaptureKind, MeetingPlan
from stocktake.model.numbers import day
from stocktake.store import Store
from stocktake.store.editions import KeptEdition


@dataclass(frozen=True)
class Edition:
    """A frozen edition, read as it was kept; each part is taken apart when it is asked for.

    `kept` holds its row: edition_key, checksum, frozen_by, received_at and so on.
    """

    kept: KeptEdition

    @property
    def edition_key(self) -> str:
        """Give the key that documents name."""
        return self.kept.edition_key

    @property
    def name(self) -> str:
        """Return what people call it."""
        return edition_name(self.kept.number, self.kept.received_at)

    @property
    def meeting_key(self) -> str:
        """Give the stocktake it was frozen for."""
        return self.kept.meeting_key

    @cached_property
    def meeting(self) -> dict[str, Any]:
        """Give what stands about the stocktake: unit_title, is_demo, known_at and so on."""
        found: dict[str, Any] = self._json("meeting.json")
        return found

    @cached_property
    def plan(self) -> MeetingPlan:
        """Give the plan and agenda as they were frozen."""
        return parts.read_plan(self.meeting["plan"])

    @property
    def known_at(self) -> datetime | None:
        """Give the moment whose knowledge it shows; None is when it was frozen."""
        return parts.read_moment(self.meeting["known_at"])

    @property
    def shown_on(self) -> date:
        """Give the day that stood for today."""
        return date.fromisoformat(self.meeting["shown_on"])

    @property
    def credits(self) -> tuple[str, ...]:
        """Give whose figures stand behind the priorities, and under which licence."""
        return tuple(self.meeting["credits"])

    @cached_property
    def screens(self) -> list[Screen]:
        """Give the screens, in the order of the agenda."""
        return parts.read_screens(self.kept.parts["screens.json"])

    @cached_property
    def last_pictures(self) -> dict[str, str]:
        """Give last round's picture by priority: the markup that key L shows."""
        found: dict[str, str] = self._json("last_pictures.json")
        return found

    @cached_property
    def facts(self) -> tuple[PriorityFacts, ...]:
        """Give the facts of every priority on the wall, in the register's order."""
        return tuple(facts_from_row(row) for row in self._json("facts.json"))

    @cached_property
    def findings(self) -> dict[str, dict[str, str]]:
        """Give by priority the words: finding, position, time, pace, outturn, source."""
        found: dict[str, dict[str, str]] = self._json("findings.json")
        return found

    @cached_property
    def inquiries(self) -> dict[str, tuple[str, ...]]:
        """Give the lines of inquiry by priority."""
        return {key: tuple(lines) for key, lines in self._json("inquiries.json").items()}

    @cached_property
    def front_page(self) -> FrontPage | None:
        """Give the front page; editions of before there was one have none."""
        kept = self.kept.parts.get("front_page.json")
        content = parts.read_json(kept) if kept else None
        return read_front_page(content) if content else None

    @property
    def ratings(self) -> pd.DataFrame:
        """Give the rating sheet of every priority, the unit's and the department's."""
        return self.frames.rating_sheet

    @cached_property
    def frames(self) -> DeckFrames:
        """Give the rows behind the screens; a frame that did not exist then is empty."""
        return parts.read_frames(self.kept.parts)

    @cached_property
    def sql(self) -> dict[str, str]:
        """Give the text of every view as it was then."""
        found: dict[str, str] = self._json("sql.json")
        return found

    @cached_property
    def sources(self) -> Mapping[str, Any]:
        """Give which returns and which register stood behind the figures."""
        found: dict[str, Any] = self._json("sources.json")
        return found

    @property
    def meta(self) -> DeckMeta:
        """Give what the deck's bar says."""
        return DeckMeta(
            title=self.plan.title,
            known_at=known_words(self.known_at, self.shown_on),
            is_demo=bool(self.meeting["is_demo"]),
            edition_key=self.edition_key,
            items=tuple(
                (number, item.title, item.minutes)
                for number, item in enumerate(self.plan.items, start=1)
            ),
            meeting_key=self.meeting_key,
            held_on=self.plan.held_on,
            edition_name=self.name,
        )

    def _json(self, name: str) -> Any:
        return parts.read_json(self.kept.parts[name])


def known_words(known_at: datetime | None, shown_on: date) -> str:
    """Say the day whose knowledge is shown."""
    return day(known_at.date() if known_at else shown_on)


def reopen(store: Store, edition_key: str) -> Edition:
    """Re-open an edition exactly as it was frozen, from its parts alone.

    Raises StocktakeError when it is missing, was thrown away or is damaged.
    """
    return Edition(store.read_edition(edition_key))


def editions(store: Store) -> list[dict[str, Any]]:
    """List the editions that can be re-opened, the newest first (rows of page.editions)."""
    with store.reader(with_headlines=False) as db:
        rows = db.rows("page.editions")
    return sorted(rows, key=lambda row: (row["received_at"], row["edition_key"]), reverse=True)


def offline_document(edition: Edition, captured: Iterable[Mapping[Any, Any]] = ()) -> str:
    """Give the edition's deck as one HTML file that works from a stick, with what was captured.

    `captured` are rows of `page.captures`, of a frame or as dictionaries. Names are completed from
    the owners that the edition knows.
    """
    return build_document(
        edition.screens,
        edition.meta,
        edition.last_pictures,
        [_told(row) for row in captured],
        people=_people(edition),
        ratings={facts.priority_key: facts.rating for facts in edition.facts},
    )


def _people(edition: Edition) -> list[dict[str, object]]:
    """List who the edition knows: the priorities each owns, the departments each speaks for."""
    owners: list[tuple[Any, str | None, Any]] = [
        (facts.owner, facts.priority_key, facts.department_key) for facts in edition.facts
    ]
    actions = edition.frames.actions
    if {"owner", "department_key"} <= set(actions):
        rows = zip(actions["owner"], actions["department_key"], strict=True)
        owners += [(owner, None, key) for owner, key in rows]
    names = sorted({str(name) for name, _, _ in owners if not is_nothing(name)})
    return [
        {
            "name": name,
            "priorities": sorted({str(key) for who, key, _ in owners if who == name and key}),
            "departments": sorted(
                {str(key) for who, _, key in owners if who == name and not is_nothing(key)}
            ),
        }
        for name in names
    ]


def _told(row: Mapping[Any, Any]) -> dict[str, object]:
    """Tell something captured as the deck's script takes it."""
    names = ("capture_key", "kind", "text", "owner", "due_text", "priority", "priority_key")
    plain = {name: "" if is_nothing(row[name]) else str(row[name]) for name in names}
    due = None if is_nothing(row["due_on"]) else plain_date(row["due_on"])
    return {
        **plain,
        "kind_title": CaptureKind(plain["kind"]).title,
        "due": day(due) if due else plain["due_text"],
        "due_on": due.isoformat() if due else "",
        "is_struck": bool(row["is_struck"]),
        "by": str(row["captured_by"]),
    }
