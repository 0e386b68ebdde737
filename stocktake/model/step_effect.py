"""Did a policy step move anything: the answers of `core.step_effects`, in words.

The rule itself is SQL (`queries/core/step_*.sql`); every screen and document takes its words here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.numbers import day, difference, figure, month, number, places

NOT_DONE = "–"


@dataclass(frozen=True)
class StepEffect:
    """What a finished step did to one series; `change` is signed so that plus is better.

    `answer` is yes, no, worse, too_early, no_figure_since, too_few, or None where nothing can be
    asked: the step is not done, or it names no indicator.
    """

    answer: str | None = None
    change: float | None = None
    before: float | None = None
    after: float | None = None
    newest_on: date | None = None
    due_on: date | None = None
    measure: str = "percent"
    direction: int = 1
    rounding_unit: float | None = None

    @property
    def words(self) -> str:
        """The answer in a few words."""
        return effect_words(self)

    @property
    def cell(self) -> str:
        """The answer as it stands alone, in a cell of a table."""
        return self.words[0].upper() + self.words[1:]


NO_EFFECT = StepEffect()


def effect_words(effect: StepEffect) -> str:
    """Write the answer. A change is written the way the figure ran, as the chart shows it.

    >>> effect_words(StepEffect("yes", 3.21)), effect_words(StepEffect("no", -0.1))
    ('yes, +3.2 points', 'no, −0.1')
    >>> effect_words(StepEffect("yes", 1200.0, measure="count", direction=-1))
    'yes, −1,200'
    >>> effect_words(StepEffect("too_early", due_on=date(2026, 10, 31)))
    'too early (expected by October 2026)'
    >>> effect_words(StepEffect("no_figure_since", newest_on=date(2023, 8, 31)))
    'no figure since (newest August 2023)'
    >>> effect_words(StepEffect("too_few", 0.8, 61.2, 62.0)), effect_words(StepEffect())
    ('too few figures: 61.2 → 62.0', '–')
    """
    if effect.answer in ("yes", "no", "worse"):
        return f"{effect.answer}, {_change(effect)}"
    if effect.answer == "too_early":
        return f"too early (expected by {month(effect.due_on)})" if effect.due_on else "too early"
    if effect.answer == "no_figure_since":
        # A rate without counts is held by unit only: nothing adds its units up.
        newest = effect.newest_on
        return f"no figure since (newest {month(newest)})" if newest else "no overall figure"
    return _too_few(effect) if effect.answer == "too_few" else NOT_DONE


def _change(effect: StepEffect) -> str:
    moved = (effect.change or 0.0) * effect.direction
    decimals = places(effect.rounding_unit, effect.measure)
    text = number(moved, decimals, sign=True)
    if effect.answer != "yes":
        return text
    # The noun of a difference: points for percentages, weeks for weeks, none for counts.
    _, _, noun = difference(effect.measure, moved, effect.rounding_unit).rpartition(" ")
    return f"{text} {noun}" if effect.measure != "count" else text


def _too_few(effect: StepEffect) -> str:
    decimals = places(effect.rounding_unit, effect.measure)
    found = [
        number(value, decimals) for value in (effect.before, effect.after) if value is not None
    ]
    if len(found) == 2:
        return f"too few figures: {found[0]} → {found[1]}"
    now = figure(effect.measure, effect.after, effect.rounding_unit)
    return f"too few figures: {now} now, none to compare" if found else "too few figures"


def effect_of(row: Mapping[Any, Any], side: str) -> StepEffect:
    """Read one side ('indicator' or 'target') of a row of `page.policy_steps`."""

    def cell(name: str) -> Any:
        value = row.get(name)
        return None if is_nothing(value) else value

    def amount(name: str) -> float | None:
        value = cell(name)
        return None if value is None else float(value)

    def on(name: str) -> date | None:
        value = cell(name)
        return None if value is None else plain_date(value)

    return StepEffect(
        answer=cell(f"{side}_effect"),
        change=amount(f"{side}_change"),
        before=amount(f"{side}_before"),
        after=amount(f"{side}_after"),
        newest_on=on(f"{side}_newest_on"),
        due_on=on("effect_due_on"),
        measure=cell(f"{side}_measure") or "percent",
        direction=int(cell(f"{side}_direction") or 1),
        rounding_unit=amount(f"{side}_rounding_unit"),
    )


@dataclass(frozen=True)
class StepState:
    """How far a step has come, for every page alike; `is_said`: on the department's word alone."""

    due_on: date
    done_on: date | None = None
    forecast_on: date | None = None
    is_said: bool = False
    said_on: date | None = None
    status: str | None = None
    note: str = ""
    is_overdue: bool = False
    is_late: bool = False

    @property
    def answer(self) -> str:
        """Done, overdue or not due yet."""
        if self.done_on is not None:
            return "Yes"
        return "Overdue" if self.is_overdue else "Not due yet"

    @property
    def detail(self) -> str:
        """When, and on whose word."""
        return state_detail(self)


_STATUS_WORDS = {
    "not_started": "not started", "on_track": "on track", "at_risk": "at risk",
    "stopped": "stopped",
}  # fmt: skip


def state_detail(state: StepState) -> str:
    """Write when a step was done, or when it was due, and on whose word.

    >>> state_detail(StepState(date(2026, 4, 30), date(2026, 5, 10), is_said=True, is_late=True,
    ...     said_on=date(2026, 5, 12)))
    '10 May 2026, late; says the department, 12 May'
    >>> state_detail(StepState(date(2026, 4, 30), is_overdue=True, is_late=True))
    'since April 2026'
    >>> state_detail(StepState(date(2026, 9, 30), forecast_on=date(2026, 12, 31), is_said=True,
    ...     said_on=date(2026, 5, 12), status="at_risk"))
    'due September 2026; forecast December 2026, at risk, says the department, 12 May'
    """
    says = f"says the department{f', {_short_day(state.said_on)}' if state.said_on else ''}"
    if state.done_on is not None:
        late = ", late" if state.is_late else ""
        return f"{day(state.done_on)}{late}{f'; {says}' if state.is_said else ''}"
    due = f"since {month(state.due_on)}" if state.is_overdue else f"due {month(state.due_on)}"
    said = [f"forecast {month(state.forecast_on)}"] if state.forecast_on else []
    if state.status in _STATUS_WORDS:
        said.append(_STATUS_WORDS[state.status])
    return f"{due}; {', '.join([*said, says])}" if said else due


def _short_day(on: date) -> str:
    return f"{on.day} {on:%B}"


def state_of(row: Mapping[Any, Any]) -> StepState:
    """Read the state from a row of `page.policy_steps` or `page.step_dates`."""

    def on(name: str) -> date | None:
        value = row.get(name)
        return None if is_nothing(value) else plain_date(value)

    def is_so(name: str) -> bool:
        value = row.get(name)
        return not is_nothing(value) and bool(value)

    def text(name: str) -> str:
        value = row.get(name)
        return "" if is_nothing(value) else str(value)

    return StepState(
        due_on=plain_date(row["due_on"]),
        done_on=on("done_on"),
        forecast_on=on("forecast_on"),
        is_said=is_so("is_said"),
        said_on=on("said_on"),
        status=text("said_status") or None,
        note=text("said_note"),
        is_overdue=is_so("is_overdue"),
        is_late=is_so("is_late"),
    )
