"""The live stocktake in words: its agenda, and what the room captures."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class AgendaKind(StrEnum):
    """What an item of the agenda is, in the order a stocktake takes them."""

    ACTIONS = "actions"
    WALL = "wall"
    CELEBRATION = "celebration"
    PRIORITY = "priority"
    ISSUE = "issue"
    DECISIONS = "decisions"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The words of the agenda."""
        return {
            "actions": "Actions from last time",
            "wall": "Priorities",
            "celebration": "Success to recognise",
            "priority": "Priority",
            "issue": "Issue",
            "decisions": "Read-back of decisions",
        }[self.value]


@dataclass(frozen=True)
class AgendaItem:
    """One item: minutes planned, and for an issue what it is about, the options and the ask.

    An issue with a priority is shown after that priority's screens.
    """

    kind: AgendaKind
    title: str
    minutes: int
    priority_key: str | None = None
    text: str = ""
    options: tuple[str, ...] = ()
    ask: str = ""


@dataclass(frozen=True)
class Agenda:
    """What a deck shows, in order; no department_keys means every department."""

    title: str
    items: tuple[AgendaItem, ...]
    department_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeetingPlan:
    """A prepared stocktake; no department_keys means every department."""

    title: str
    held_on: date
    chair: str
    department_keys: tuple[str, ...] = ()
    items: tuple[AgendaItem, ...] = ()

    @property
    def minutes(self) -> int:
        """The whole time planned."""
        return sum(item.minutes for item in self.items)

    @property
    def agenda(self) -> Agenda:
        """What its deck shows."""
        return Agenda(self.title, self.items, self.department_keys)


def next_stocktake_on(
    held_on: date,
    department_keys: Collection[str],
    prepared: Iterable[tuple[date, Collection[str]]],
) -> date | None:
    """Return the day of the first prepared stocktake after this one that shares a department.

    No department_keys means every department. None where nothing is prepared: nobody guesses it.

    >>> ahead = [(date(2026, 7, 1), ["rail"]), (date(2026, 9, 16), [])]
    >>> next_stocktake_on(date(2026, 5, 20), ["health"], ahead)
    datetime.date(2026, 9, 16)
    """
    own = set(department_keys)
    days = [
        day for day, keys in prepared if day > held_on and (not own or not keys or own & set(keys))
    ]
    return min(days, default=None)


class MeetingEvent(StrEnum):
    """What happened to a stocktake as a whole; it starts as prepared."""

    BEGUN = "begun"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class CaptureKind(StrEnum):
    """What a room takes away."""

    DECISION = "decision"
    ACTION = "action"
    SUCCESS = "success"
    SHARED_PRACTICE = "shared_practice"
    POLICY_NEED = "policy_need"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The words of the box and the memo: `Shared practice`."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Capture:
    """One version of something captured; `capture_key` is made by whoever captures it.

    `due_text` keeps what was typed. A struck one is left out of memo and ledger, not lost.
    """

    capture_key: str
    meeting_key: str
    kind: CaptureKind
    text: str
    owner: str | None = None
    due_on: date | None = None
    due_text: str | None = None
    priority_key: str | None = None
    screen_key: str | None = None
    is_struck: bool = False
    written_by: str = ""
    received_at: datetime | None = None


class ActionChangeKind(StrEnum):
    """What the unit does with an agreed action."""

    MOVED = "moved"
    REASSIGNED = "reassigned"
    CLOSED = "closed"
    DROPPED = "dropped"
    REOPENED = "reopened"


@dataclass(frozen=True)
class ActionChange:
    """A change of an agreed action: `due_on` when moved, `owner` when reassigned.

    Closing needs evidence; every change needs a reason.
    """

    action_key: str
    change: ActionChangeKind
    reason: str
    decided_by: str
    due_on: date | None = None
    owner: str | None = None
    evidence: str | None = None
    meeting_key: str | None = None
