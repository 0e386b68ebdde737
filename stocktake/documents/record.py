"""What a memo and a list of actions are made from: an edition, and what the room made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stocktake.model import ledger
from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.ledger import Standing
from stocktake.model.meeting import AgendaItem, Capture, CaptureKind
from stocktake.model.numbers import period_words
from stocktake.model.promise import source_line


@dataclass(frozen=True)
class LedgerAction:
    """One action of the ledger as a document tells it; `standing_words` and `slip_words` are said.

    Make it with `ledger_action`; the orders of the ledger are kept by whoever lists them.
    """

    text: str
    owner: str
    due_on: date
    agreed_due_on: date
    standing: Standing
    standing_words: str = ""
    slip_words: str = ""
    slip_count: int = 0
    priority: str = ""
    department: str = ""
    agreed_on: date | None = None
    stocktake: str = ""
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class RatingChange:
    """A rating changed in the room: what the edition showed, and what was decided."""

    priority: str
    shown: str | None
    decided: str
    reason: str
    decided_by: str


@dataclass(frozen=True)
class Discussed:
    """Where a priority stands that the room discussed; `was` is the rating it had until then."""

    priority: str
    finding: str
    rating: str | None
    was: str | None = None
    is_changed: bool = False


@dataclass(frozen=True)
class Definition:
    """What the figure of a priority is, and whose promise it is held against."""

    priority: str
    text: str


@dataclass(frozen=True)
class MeetingRecord:
    """A stocktake that was held. `priorities` gives the title of each key that a capture names.

    `departments` is empty when all took part; `department_of` names the department of a priority.
    `revised` tells in sentences what was revised since the edition; None is "nobody has looked".
    """

    title: str
    held_on: date
    chair: str
    unit_title: str
    edition_key: str
    known_at: str
    checksum: str = ""
    is_demo: bool = False
    departments: tuple[str, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    captures: tuple[Capture, ...] = ()
    priorities: Mapping[str, str] = field(default_factory=dict)
    department_of: Mapping[str, str] = field(default_factory=dict)
    ratings_changed: tuple[RatingChange, ...] = ()
    past_actions: tuple[LedgerAction, ...] = ()
    sources: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    revised: tuple[str, ...] | None = None
    edition_name: str = ""
    discussed: tuple[Discussed, ...] = ()

    @property
    def edition(self) -> str:
        """Return what people call the edition."""
        return self.edition_name or f"Edition {self.edition_key}"

    def captured(self, kind: CaptureKind) -> list[Capture]:
        """Give what stands of one kind, actions by their day; what was struck is left out."""
        found = [one for one in self.captures if one.kind is kind and not one.is_struck]
        if kind is CaptureKind.ACTION:
            found.sort(key=lambda one: one.due_on or date.max)
        return found

    def priority_of(self, capture: Capture) -> str:
        """Name the priority of a capture, or nothing."""
        return self.priorities.get(capture.priority_key or "", "")


def ledger_action(row: Mapping[Any, Any], today: date) -> LedgerAction:
    """Read a row of `page.action_ledger`, from a frame or as a dictionary."""
    told = {
        name: plain_date(row[name])
        for name in ("due_on", "agreed_due_on", "agreed_on", "said_done_on", "settled_at")
        if not is_nothing(row.get(name))
    }
    dated = {**row, "said_done_on": None, "settled_at": None, **told}
    dated["is_overdue"] = not is_nothing(row["is_overdue"]) and bool(row["is_overdue"])

    def words(name: str) -> str:
        return "" if is_nothing(row.get(name)) else str(row[name])

    return LedgerAction(
        text=words("text"),
        owner=words("owner"),
        due_on=told["due_on"],
        agreed_due_on=told.get("agreed_due_on", told["due_on"]),
        standing=ledger.standing(dated),
        standing_words=ledger.standing_words(dated, today),
        slip_words=ledger.slip_words(dated),
        slip_count=int(row["slip_count"]),
        priority=words("priority"),
        department=words("department"),
        agreed_on=told.get("agreed_on"),
        stocktake=words("meeting"),
        evidence=words("evidence"),
        note=words("note"),
    )


def past_actions(rows: Iterable[Mapping[Any, Any]], today: date) -> tuple[LedgerAction, ...]:
    """Give actions as last time's are told: overdue and put back twice first, settled ones last."""
    found = [ledger_action(row, today) for row in rows]
    return tuple(sorted(found, key=_urgency))


def _urgency(action: LedgerAction) -> tuple[int, date, str]:
    return ledger.urgency(
        {
            "state": "open" if action.standing is Standing.OVERDUE else action.standing.value,
            "is_overdue": action.standing is Standing.OVERDUE,
            "slip_count": action.slip_count,
            "due_on": action.due_on,
            "text": action.text,
        }
    )


def agreed_actions(record: MeetingRecord) -> tuple[LedgerAction, ...]:
    """Give the actions that a stocktake agreed, by their day."""
    return tuple(
        LedgerAction(
            text=one.text,
            owner=one.owner or "",
            due_on=one.due_on,
            agreed_due_on=one.due_on,
            standing=Standing.OPEN,
            standing_words="Agreed",
            priority=record.priority_of(one),
            department=record.department_of.get(one.priority_key or "", ""),
            agreed_on=record.held_on,
            stocktake=record.title,
        )
        for one in record.captured(CaptureKind.ACTION)
        if one.due_on is not None
    )


def definition_of(facts: PriorityFacts) -> Definition:
    """Say what a priority's figure is, up to when, and where its target is written."""
    parts = [facts.headline_label or "", ""]
    if facts.period_end is not None:
        parts[1] = f"latest figure {period_words(facts.period_end, facts.frequency)}"
    figure = "; ".join(part for part in parts if part)
    text = f"{figure[:1].upper()}{figure[1:]}. {source_line(facts)}" if figure else ""
    return Definition(facts.short_title, text or source_line(facts))
