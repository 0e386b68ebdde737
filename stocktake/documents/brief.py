"""What a pre-read shows, as plain values: a brief for each priority, and what stands around."""

from dataclasses import dataclass, field
from datetime import date

from stocktake.documents.record import LedgerAction
from stocktake.model.front_page import FrontPage
from stocktake.model.meeting import AgendaItem
from stocktake.model.rating import Rating
from stocktake.model.step_effect import NO_EFFECT, StepEffect, StepState


@dataclass(frozen=True)
class Judged:
    """One rater's point on a line of the sheet; `rating` is None on a scale without colours."""

    text: str
    rating: Rating | None = None
    reason: str = ""


@dataclass(frozen=True)
class Judgement:
    """A line of the assessment sheet: the unit's judgement, and the department's own beside it."""

    title: str
    unit: Judged | None = None
    department: Judged | None = None
    is_overall: bool = False


@dataclass(frozen=True)
class StepLine:
    """A policy step with the method's three questions: done, and did either figure move since."""

    title: str
    state: StepState
    indicator: str = ""
    indicator_effect: StepEffect = NO_EFFECT
    target_effect: StepEffect = NO_EFFECT


@dataclass(frozen=True)
class ChartMark:
    """What a number or letter on the chart stands for."""

    mark: str
    text: str
    on: str


@dataclass(frozen=True)
class PriorityBrief:
    """A priority's two pages. `chart_svg` is markup as drawn; every other text is only a text.

    The words of the position are arithmetic's, the rating is a person's; they stay apart.
    """

    priority_key: str
    title: str
    short_title: str
    finding: str
    position: str
    late: str = ""
    further: str = ""
    chart_svg: str = ""
    chart_caption: str = ""
    chart_marks: tuple[ChartMark, ...] = ()
    department: str = ""
    owner: str = ""
    promise: str = ""
    source: str = ""
    time: str = ""
    is_behind: bool = False
    pace: str = ""
    outturn: str = ""
    rating: Rating | None = None
    rating_before: Rating | None = None
    rating_reason: str = ""
    rated_by: str = ""
    judgements: tuple[Judgement, ...] = ()
    suggestion: str = ""
    flags: tuple[str, ...] = ()
    actions: tuple[LedgerAction, ...] = ()
    steps: tuple[StepLine, ...] = ()
    inquiries: tuple[str, ...] = ()
    issues: tuple[AgendaItem, ...] = ()
    department_line: str = ""


@dataclass(frozen=True)
class PreRead:
    """The leader's papers of the evening before: the agenda, last time's actions, the briefs."""

    title: str
    unit_title: str
    held_on: date
    chair: str
    edition_key: str
    known_at: str
    checksum: str = ""
    edition_name: str = ""
    is_demo: bool = False
    departments: tuple[str, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    priorities: tuple[PriorityBrief, ...] = ()
    actions: tuple[LedgerAction, ...] = field(default=())
    sources: tuple[str, ...] = ()
    front: FrontPage | None = None

    @property
    def minutes(self) -> int:
        """The whole time planned."""
        return sum(item.minutes for item in self.agenda)

    @property
    def open_actions(self) -> list[LedgerAction]:
        """What the first item is about: the actions that nobody has settled."""
        return [action for action in self.actions if not action.standing.is_settled]
