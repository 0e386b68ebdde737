"""What stands beside and below a finding: the tag of a late figure, and further short sentences."""

from datetime import date, timedelta

from stocktake.model.facts import PriorityFacts
from stocktake.model.gaps import freshness_words
from stocktake.model.numbers import in_period, month, planned, span
from stocktake.model.period import Frequency
from stocktake.model.sentence import written_figure
from stocktake.model.verdict import is_between_judgements, judged_at_target

_PLATEAU_SPAN = {"month": "6 months", "quarter": "3 quarters", "year": "year"}


def late_tag(facts: PriorityFacts) -> str:
    """Return the tag beside a finding whose newest figure is late or the last; else nothing.

    >>> from stocktake.model.finding import _example
    >>> late_tag(_example(freshness="stale", stale_on=date(2026, 4, 20)))
    'Overdue since April 2026'
    """
    if facts.closed_on:
        return ""
    return freshness_words(facts.freshness, facts.stale_on, facts.ended_on)


def further_sentence(facts: PriorityFacts, *, next_judged_on: date | None = None) -> str:
    """Return what is worth a line below the finding, in short sentences; often nothing.

    A closed case says so, a target that fell due says what was found on its day, a series that
    stands still or lags says since when, and one between two judged periods says which is next.
    """
    if facts.value is None or facts.period_end is None:
        return ""
    if facts.closed_on:
        return f"Closed in {month(facts.closed_on)}."
    said = [_on_due_date(facts), _time_lost(facts)]
    if is_between_judgements(facts):
        said.append(_next_judgement(facts, next_judged_on))
    return " ".join(sentence for sentence in said if sentence)


def _on_due_date(facts: PriorityFacts) -> str:
    """Return what was found on the target's own day, when today's figure is a later one."""
    judged = judged_at_target(facts)
    if judged is None or facts.value_at_target is None or facts.period_end == facts.target_on:
        return ""
    found = written_figure(facts, facts.value_at_target)
    return f"{judged[0].capitalize()} on the due date ({found})."


def _time_lost(facts: PriorityFacts) -> str:
    """Return the one further thing worth the chair's ten seconds: a plateau, else the time lost."""
    if judged_at_target(facts) or facts.compared_on is None:
        return ""
    if facts.is_plateau and facts.gap is not None and facts.gap < 0:
        noun = Frequency(facts.frequency).noun
        return f"Little change in the last {_PLATEAU_SPAN[noun]} while the plan moved on."
    if facts.position not in ("behind", "well_behind") or not facts.days_behind:
        return ""
    due = month(facts.compared_on - timedelta(days=facts.days_behind))
    return f"This is the level planned for {due}, {span(facts.days_behind)} earlier."


def _next_judgement(facts: PriorityFacts, next_judged_on: date | None) -> str:
    if next_judged_on is not None:
        return f"Next judged {in_period(next_judged_on, facts.frequency)}."
    if facts.target_on is None or facts.period_end is None or facts.target_on <= facts.period_end:
        return ""
    level = planned(facts.measure, facts.target_value, facts.rounding_unit)
    return f"{level} is due {in_period(facts.target_on, facts.frequency)}."
