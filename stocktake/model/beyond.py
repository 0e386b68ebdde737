"""What is known of a priority beyond its own row: its units, steps, actions, indicators."""

from dataclasses import dataclass
from datetime import date

from stocktake.model.step_effect import NO_EFFECT, StepEffect


@dataclass(frozen=True)
class UnitFigure:
    """A unit with a figure, and the level it has to reach where it has one of its own."""

    name: str
    value: float
    target: float | None = None


@dataclass(frozen=True)
class SpreadFacts:
    """The comparable units of a priority, worst first; `noun` is their plural.

    Of a count, `half_holders` is how few units hold half of it; no unit of a count is called
    worst. A unit that may have stopped reporting is not among them.
    """

    measure: str
    direction: int
    units: tuple[UnitFigure, ...]
    rounding_unit: float | None = None
    noun: str = "units"
    half_holders: int = 0


@dataclass(frozen=True)
class StepFacts:
    """A policy step, how far it has come, and whether anything moved since it was done."""

    title: str
    due_on: date
    done_on: date | None = None
    indicator_title: str | None = None
    is_overdue: bool = False
    is_said: bool = False
    indicator: StepEffect = NO_EFFECT
    target: StepEffect = NO_EFFECT


@dataclass(frozen=True)
class ActionFacts:
    """An action that is not settled."""

    text: str
    due_on: date
    slip_count: int = 0
    is_overdue: bool = False


@dataclass(frozen=True)
class IndicatorFacts:
    """The latest figure of a further indicator, and the one of a year before."""

    title: str
    kind: str
    measure: str
    direction: int
    value: float
    value_year_before: float | None = None
    rounding_unit: float | None = None


@dataclass(frozen=True)
class Beyond:
    """What is known beyond the priority's own row; whatever is left out asks nothing."""

    today: date
    spread: SpreadFacts | None = None
    steps: tuple[StepFacts, ...] = ()
    actions: tuple[ActionFacts, ...] = ()
    indicators: tuple[IndicatorFacts, ...] = ()
    own_rating: str | None = None
    rounds_unchanged: int = 0
