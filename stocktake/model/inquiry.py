"""Lines of inquiry: the questions a chair may put, suggested by fixed rules over what is known.

The rules stand in the order of their weight. Each belongs to a theme, and the first line of each
theme goes before the second of any: three questions then ask about three things. They are a start
for the unit, which edits them; nothing here is asked of anybody by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from statistics import median

from stocktake.model.beyond import Beyond
from stocktake.model.change_words import needed_pace, recent_pace
from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import verdict_on_target
from stocktake.model.indicator import Kind
from stocktake.model.numbers import day, figure, month, period_name, planned
from stocktake.model.period import Frequency
from stocktake.model.rating import Rating
from stocktake.model.sentence import counted

MOST_LINES = 3
_LEAST_UNITS = 12
_WORST = 5
_MOST_ASKED = 12
_STUCK_ROUNDS = 3
_LONGEST_QUOTE = 90
_FEW = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Line:
    """One suggested question, and the key of the rule that suggests it."""

    key: str
    text: str


def lines_of_inquiry(facts: PriorityFacts, beyond: Beyond) -> list[Line]:
    """Suggest at most three questions, the weightiest first, about as many themes as can be.

    >>> facts = PriorityFacts("a", "A", "A", "percent", 1, "month", rounding_unit=0.1,
    ...     position="well_behind", pace_verdict="insufficient", required_pace=1.1,
    ...     achieved_pace=-0.2, rating="amber_green")
    >>> for line in lines_of_inquiry(facts, Beyond(date(2026, 5, 20))):
    ...     print(line.key, "|", line.text)
    rated_above_figures | Rated amber-green but well behind plan. What do you know that the \
figures do not show?
    pace_too_slow | It must rise 1.1 points a month to reach the target and has been falling 0.2. \
What will change in the next quarter?
    no_target | No target is set. What level should we expect, and by when?
    """
    rules = _CLOSED_RULES if facts.closed_on else _RULES
    found = [
        (theme, Line(rule.__name__.lstrip("_"), text))
        for theme, rule in rules
        if (text := rule(facts, beyond))
    ]
    first: list[Line] = []
    again: list[Line] = []
    themes: set[str] = set()
    for theme, line in found:
        (again if theme in themes else first).append(line)
        themes.add(theme)
    return (first + again)[:MOST_LINES]


# ---- the promise ----------------------------------------------------------------------------


def _target_missed(facts: PriorityFacts, _: Beyond) -> str:
    verdict = verdict_on_target(facts)
    is_met_now = facts.gap is not None and facts.gap >= 0
    if facts.target_on is None or not verdict or is_met_now:
        return ""
    promise = f"The target of {_target(facts)} by {month(facts.target_on)} was"
    if verdict == "met":
        return f"{promise} met but is not met now. What changed, and how will you recover it?"
    return f"{promise} missed. What is the new date, and what must happen first?"


def _duty_unmet(facts: PriorityFacts, _: Beyond) -> str:
    is_duty = facts.target_kind == "legal_duty" and facts.target_on is None
    if not is_duty or facts.gap is None or facts.gap >= 0:
        return ""
    return (
        f"The law requires {_target(facts)}; performance is "
        f"{figure(facts.measure, facts.value, facts.rounding_unit)}. By when will you comply?"
    )


def _no_target(facts: PriorityFacts, _: Beyond) -> str:
    if facts.target_value is not None:
        return ""
    return "No target is set. What level should we expect, and by when?"


def _lessons(facts: PriorityFacts, _: Beyond) -> str:
    verdict = verdict_on_target(facts)
    ending = f"The target of {_target(facts)} was {verdict}" if verdict else "This case is closed"
    return f"{ending}. What would we do differently next time?"


def _kept(facts: PriorityFacts, _: Beyond) -> str:
    return "Which of its steps should continue, and who is responsible for them now?"


# ---- the figures ----------------------------------------------------------------------------


def _pace_too_slow(facts: PriorityFacts, _: Beyond) -> str:
    if facts.pace_verdict != "insufficient" or facts.required_pace is None:
        return ""
    if facts.achieved_pace is None:
        return ""
    noun = facts.pace_per or Frequency(facts.frequency).noun
    coming = "year" if noun == "year" else "quarter"
    return (
        f"It must {needed_pace(facts)} to reach the target and has {recent_pace(facts)}. "
        f"What will change in the next {coming}?"
    )


def _standing_still(facts: PriorityFacts, _: Beyond) -> str:
    if not facts.is_plateau or facts.gap is None or facts.gap >= 0:
        return ""
    return "There has been little change while the plan moved on. What would get it moving again?"


def _figure_late(facts: PriorityFacts, _: Beyond) -> str:
    if facts.freshness != "stale" or facts.period_end is None:
        return ""
    latest = period_name(facts.period_end, facts.frequency)
    due = f"; a newer one was due by {day(facts.stale_on)}" if facts.stale_on else ""
    return f"The latest figure is for {latest}{due}. When can we expect the next one?"


def _on_course(facts: PriorityFacts, beyond: Beyond) -> str:
    is_ahead = facts.target_on is not None and facts.target_on > beyond.today
    if facts.position not in ("ahead", "on") or not is_ahead or facts.target_on is None:
        return ""
    return (
        f"What is the biggest risk to {_target(facts)} by {month(facts.target_on)}, and who owns "
        "it?"
    )


# ---- judgements -----------------------------------------------------------------------------


def _rated_above_figures(facts: PriorityFacts, _: Beyond) -> str:
    if facts.rating not in (Rating.GREEN, Rating.AMBER_GREEN) or facts.position != "well_behind":
        return ""
    return (
        f"Rated {_colour(facts.rating)} but well behind plan. What do you know that the "
        "figures do not show?"
    )


def _self_rating_above(facts: PriorityFacts, beyond: Beyond) -> str:
    if facts.rating is None or beyond.own_rating is None:
        return ""
    if Rating(beyond.own_rating).score - Rating(facts.rating).score < 2:
        return ""
    return (
        f"You say {_colour(beyond.own_rating)}; the unit says {_colour(facts.rating)}. Which "
        "evidence do we read differently?"
    )


def _rating_stuck(facts: PriorityFacts, beyond: Beyond) -> str:
    is_good = facts.rating in (None, Rating.GREEN)
    if is_good or facts.rating is None or beyond.rounds_unchanged < _STUCK_ROUNDS:
        return ""
    return (
        f"Rated {_colour(facts.rating)} for {_few(beyond.rounds_unchanged)} rounds running. What "
        "will you try that has not been tried?"
    )


def _one_colour_up(facts: PriorityFacts, _: Beyond) -> str:
    if facts.rating is None or facts.rating == Rating.GREEN:
        return ""
    better = list(Rating)[list(Rating).index(Rating(facts.rating)) - 1]
    return (
        f"What would move this from {_colour(facts.rating)} to {_colour(better)} by the next "
        "stocktake?"
    )


def _worth_copying(facts: PriorityFacts, _: Beyond) -> str:
    if facts.rating != Rating.GREEN and facts.position not in ("ahead", "on"):
        return ""
    return "What works here that others could copy, and who will show them?"


def _not_rated(facts: PriorityFacts, _: Beyond) -> str:
    if facts.rating is not None:
        return ""
    return "Not rated yet. How likely is delivery, and why?"


def _next_time(_: PriorityFacts, __: Beyond) -> str:
    return "What will be different when we next meet, and how will we know?"


# ---- the work -------------------------------------------------------------------------------


def _action_put_back(_: PriorityFacts, beyond: Beyond) -> str:
    slipped = [action for action in beyond.actions if action.slip_count >= 2]
    if not slipped:
        return ""
    worst = max(slipped, key=lambda action: (action.slip_count, -action.due_on.toordinal()))
    often = {2: "twice"}.get(worst.slip_count, f"{_few(worst.slip_count)} times")
    return (
        f"{_quoted(worst.text)} has been rescheduled {often}. What is in the way, and who can "
        "remove it?"
    )


def _action_overdue(_: PriorityFacts, beyond: Beyond) -> str:
    overdue = [action for action in beyond.actions if action.is_overdue]
    if not overdue:
        return ""
    oldest = min(overdue, key=lambda action: (action.due_on, action.text))
    return (
        f"{_quoted(oldest.text)} was due on {day(oldest.due_on)}. Is it done and, if not, when "
        "will it be?"
    )


def _step_late(_: PriorityFacts, beyond: Beyond) -> str:
    late = [step for step in beyond.steps if step.is_overdue]
    if not late:
        return ""
    oldest = min(late, key=lambda step: (step.due_on, step.title))
    return (
        f"{_quoted(oldest.title)} was due in {month(oldest.due_on)} and is not done: who must "
        "act, and by when?"
    )


def _step_without_effect(_: PriorityFacts, beyond: Beyond) -> str:
    idle = [step for step in beyond.steps if step.indicator.answer in ("no", "worse")]
    if not idle:
        return ""
    oldest = min(idle, key=lambda step: (step.done_on or date.max, step.title))
    done = month(oldest.done_on or oldest.due_on)
    change = "a change for the worse" if oldest.indicator.answer == "worse" else "no clear change"
    where = f" in {_quoted(oldest.indicator_title, 4)}" if oldest.indicator_title else ""
    return (
        f"{_quoted(oldest.title, 9)} was done in {done}, with {change}{where} since: was it the "
        "wrong step, or not enough of it?"
    )


def _step_without_target(_: PriorityFacts, beyond: Beyond) -> str:
    moved = [step for step in beyond.steps if step.indicator.answer == "yes"]
    idle = [step for step in moved if step.target.answer in ("no", "worse")]
    if not idle:
        return ""
    oldest = min(idle, key=lambda step: (step.done_on or date.max, step.title))
    return (
        f"{_quoted(oldest.title)} moved its indicator but not the target figure: what links the "
        "two, and does it hold?"
    )


# ---- places and side effects ----------------------------------------------------------------


def _places_short(_: PriorityFacts, beyond: Beyond) -> str:
    """Ask about the units below the target; a count's are not named: the largest is not worst."""
    spread = beyond.spread
    aimed = [unit for unit in spread.units if unit.target is not None] if spread else []
    short = [u for u in aimed if spread and (u.value - (u.target or 0)) * spread.direction < 0]
    if spread is None or not short or len(aimed) < 2:
        return ""
    who = f"{_few(len(short)).capitalize()} of {_few(len(aimed))} {spread.noun}"
    if len({unit.target for unit in aimed}) > 1:
        missed = f"{who} missed {'its' if len(short) == 1 else 'their'} own target"
    else:
        side, end = ("below", "lowest") if spread.direction > 0 else ("above", "highest")
        missed = f"{who} {'is' if len(short) == 1 else 'are'} {side} target"
        if spread.measure != "count":
            missed += f"; {_quoted(short[0].name, 7, marks='')} is {end}"
    few = "What is agreed with it?" if len(short) == 1 else "What is agreed with each?"
    return f"{missed}. {few if len(short) <= _MOST_ASKED else 'Which ten will you tackle first?'}"


def _places_share(facts: PriorityFacts, beyond: Beyond) -> str:
    """Ask about the few that hold half of a count."""
    spread = beyond.spread
    if spread is None or not spread.half_holders or len(spread.units) < _LEAST_UNITS:
        return ""
    if spread.direction > 0 or 4 * spread.half_holders > len(spread.units):
        return ""
    holds, them = ("holds", "it") if spread.half_holders == 1 else ("hold", "them")
    return (
        f"{_few(spread.half_holders).capitalize()} of {len(spread.units)} {spread.noun} {holds} "
        f"half of the {counted(facts)}. What is agreed with {them}?"
    )


def _places_apart(_: PriorityFacts, beyond: Beyond) -> str:
    """Ask about the worst five when even the fifth is twice as far off as the worst quarter."""
    spread = beyond.spread
    if spread is None or len(spread.units) < _LEAST_UNITS or spread.measure == "count":
        return ""
    values = [unit.value for unit in spread.units]
    fifth, quarter, middle = values[_WORST - 1], values[len(values) // 4], median(values)
    if abs(middle - fifth) < 2 * abs(middle - quarter) or fifth == middle:
        return ""
    low, half = (figure(spread.measure, v, spread.rounding_unit) for v in (fifth, middle))
    side = "below" if spread.direction > 0 else "above"
    return (
        f"Five of {len(values)} {spread.noun} are at {low} or {side}; the median is {half}. What "
        "is agreed with each of the five?"
    )


def _side_effect(_: PriorityFacts, beyond: Beyond) -> str:
    for one in beyond.indicators:
        if one.kind != Kind.PERVERSE_EFFECT or one.value_year_before is None:
            continue
        change = (one.value - one.value_year_before) * one.direction
        if change < 0 and abs(change) > (one.rounding_unit or 0):
            before, now = (
                figure(one.measure, value, one.rounding_unit)
                for value in (one.value_year_before, one.value)
            )
            return (
                f"{_quoted(one.title, 6)} went from {before} to {now} in a year. Is it a side "
                "effect of the target?"
            )
    return ""


# ---- the table ------------------------------------------------------------------------------

Rule = Callable[[PriorityFacts, Beyond], str]
_RULES: tuple[tuple[str, Rule], ...] = (
    ("promise", _target_missed),
    ("promise", _duty_unmet),
    ("judgement", _rated_above_figures),
    ("work", _action_put_back),
    ("pace", _pace_too_slow),
    ("work", _step_late),
    ("side", _side_effect),
    ("work", _step_without_effect),
    ("work", _step_without_target),
    ("places", _places_short),
    ("places", _places_share),
    ("places", _places_apart),
    ("pace", _standing_still),
    ("figures", _figure_late),
    ("judgement", _self_rating_above),
    ("work", _action_overdue),
    ("promise", _no_target),
    ("judgement", _rating_stuck),
    ("promise", _on_course),
    ("judgement", _one_colour_up),
    ("judgement", _worth_copying),
    ("judgement", _not_rated),
    ("next", _next_time),
)
_CLOSED_RULES: tuple[tuple[str, Rule], ...] = (("promise", _lessons), ("work", _kept))


# ---- parts of sentences ---------------------------------------------------------------------


def _quoted(text: str, most: int = 11, marks: str = "“”") -> str:
    """Quote the first words of a text; what was cut off leaves its sign."""
    words = " ".join(text.split()).rstrip(".").replace("“", "‘").replace("”", "’").split()
    said = " ".join(words[:most])
    is_cut = len(words) > most or len(said) > _LONGEST_QUOTE
    return f"{marks[:1]}{said[:_LONGEST_QUOTE]}{'…' if is_cut else ''}{marks[1:]}"


def _target(facts: PriorityFacts) -> str:
    if facts.counts_units and facts.target_value == facts.unit_count:
        return f"all {facts.unit_count}"
    return planned(facts.measure, facts.target_value, facts.rounding_unit)


def _colour(rating: str) -> str:
    return Rating(rating).title.lower()


def _few(count: int) -> str:
    return _FEW[count] if count < len(_FEW) else f"{count:,}"
