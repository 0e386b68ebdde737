"""Who promised what, where it is written, and how far anybody has checked it."""

from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import day, planned
from stocktake.model.period import Frequency

_KINDS = {
    "target": "Target",
    "milestone": "Milestone",
    "standard": "Standard",
    "legal_duty": "Legal duty",
    "ambition": "Ambition",
}


def lines_about_target(facts: PriorityFacts, *, has_program_line: bool = False) -> list[str]:
    """Say who promised what, where it is written, and how far that has been checked."""
    if facts.target_value is None:
        return ["No target set: we found no published level and date for this figure."]
    due = f" by {day(facts.target_on)}" if facts.target_on else ", with no date"
    level = planned(facts.measure, facts.target_value, facts.rounding_unit)
    promised = f"{_KINDS.get(facts.target_kind or '', 'Target')}: {level}{due}"
    lines = [
        f"{promised}, set by {facts.target_set_by}." if facts.target_set_by else f"{promised}."
    ]
    if facts.target_document:
        lines.append(f"Written in: {facts.target_document}.")
    lines += _evidence_lines(facts)
    if has_program_line:
        lines.append(program_line_sentence(facts))
    return lines


def program_line_sentence(facts: PriorityFacts) -> str:
    """Return what the stretch of a plan is that Stocktake drew between the published points.

    A figure that comes once a year is judged by a staircase, and a staircase is no straight line.

    >>> program_line_sentence(PriorityFacts("a", "A", "A", "percent", 1, "month"))
    'Straight-line path to target between the published points, drawn by Stocktake (not agreed).'
    >>> program_line_sentence(PriorityFacts("a", "A", "A", "percent", 1, "school_year"))
    'Equal yearly steps to target between the published points, drawn by Stocktake (not agreed).'
    """
    path = "Straight-line path"
    if Frequency(facts.frequency).is_yearly:
        path = "Equal yearly steps"
    return f"{path} to target between the published points, drawn by Stocktake (not agreed)."


def source_line(facts: PriorityFacts) -> str:
    """Name the promise's document in one line, with what a reader must know of its evidence.

    >>> source_line(PriorityFacts("a", "A", "A", "percent", 1, "month", target_value=75.0,
    ...     target_set_by="UK Government", target_document="Plan for Change"))
    'Target: UK Government, Plan for Change.'
    """
    if facts.target_value is None:
        return "No target set."
    parts = [part for part in (facts.target_set_by, facts.target_document) if part]
    marks = [line.rstrip(".") for line in _evidence_lines(facts)[:1] if line != facts.target_note]
    return ". ".join([f"Target: {', '.join(parts)}", *marks]) + "."


def _evidence_lines(facts: PriorityFacts) -> list[str]:
    evidence = facts.target_evidence or ""
    lines = []
    if evidence.startswith("general knowledge"):
        lines.append("General knowledge, not checked.")
    elif evidence.startswith("derived"):
        lines.append("Derived, not published.")
    if facts.target_note:
        lines.append(facts.target_note)
    return lines
