"""A priority's two pages: what is known, then what to ask and to decide."""

from collections.abc import Iterable

from stocktake.documents.brief import Judged, Judgement, PriorityBrief, StepLine
from stocktake.documents.markup import named, note, rated, said, spoken, table
from stocktake.documents.record import LedgerAction
from stocktake.model.ledger import Standing
from stocktake.model.meeting import AgendaItem
from stocktake.model.numbers import day

_MOST_FLAGS = 3
_DUE = ("By when", "Status")


def priority_pages(brief: PriorityBrief, place: str, around: str) -> str:
    """Give both pages; `place` says where on the agenda, `around` leads to the neighbours."""
    key = named(brief.priority_key)
    about = " · ".join(said(part, 80) for part in (brief.department, place) if part)
    late = f' <span class="late">{said(brief.late)}</span>' if brief.late else ""
    further = f'<p class="quiet">{said(brief.further)}</p>' if brief.further else ""
    return (
        f'<article id="p-{key}" class="priority" tabindex="-1" aria-labelledby="t-{key}">'
        f'<section class="sheet first"><header><div><p class="kicker">{about}</p>'
        f'<h2 id="t-{key}">{said(brief.title, 160)}</h2></div>{around}</header>'
        f'<p class="finding">{said(brief.finding)}{late}</p>{further}'
        f'<div class="known">{_chart(brief)}{_verdicts(brief)}</div>{_origin(brief)}</section>'
        f'<section id="i-{key}" class="sheet second" tabindex="-1"><p class="kicker running">'
        f"{said(brief.short_title, 80)}, continued</p>{_inquiries(brief)}"
        f"{''.join(map(issue_block, brief.issues))}{_judgements(brief)}{_work(brief)}"
        "</section></article>"
    )


# ---- the first page --------------------------------------------------------------------------


def _chart(brief: PriorityBrief) -> str:
    marks = "".join(
        f'<li><span class="mark">{said(one.mark, 4)}</span> {said(one.text, 160)} '
        f'<span class="on">{said(one.on, 12)}</span></li>'
        for one in brief.chart_marks
    )
    key = f'<ul class="marks" aria-label="Marks on the chart">{marks}</ul>' if marks else ""
    return (
        f'<figure class="chart"><figcaption>{said(brief.chart_caption, 160)}</figcaption>'
        f"{brief.chart_svg}{key}</figure>"
    )


def _verdicts(brief: PriorityBrief) -> str:
    """Put the person's judgement and the arithmetic side by side, each under its own name."""
    rating = rated(brief.rating, brief.rating_before)
    by = note(f"Rated by {said(brief.rated_by, 160)}" if brief.rated_by else "")
    pace = "".join(f"<p>{said(part)}</p>" for part in (brief.pace, brief.outturn) if part)
    return (
        '<div class="verdicts"><section><h3>Likelihood of delivery</h3>'
        f"{rating}{spoken(brief.rating_reason)}{by}</section>"
        "<section><h3>Progress against trajectory</h3>"
        f'<p class="position"><b>{said(brief.position)}</b></p>{time_line(brief, "p")}{pace}'
        "</section></div>"
    )


def time_line(brief: PriorityBrief, tag: str) -> str:
    """Say how late a priority is, loud only where it is behind."""
    loud = "time" if brief.is_behind else "quiet level"
    return f'<{tag} class="{loud}">{said(brief.time)}</{tag}>' if brief.time else ""


def _origin(brief: PriorityBrief) -> str:
    facts = (
        ("Promise", brief.promise),
        ("Owner", brief.owner),
        ("Department", brief.department_line),
        ("Source", brief.source),
    )
    rows = "".join(f"<dt>{name}</dt><dd>{said(text)}</dd>" for name, text in facts if text)
    return f'<dl class="facts">{rows}</dl>' if rows else ""


# ---- the second page -------------------------------------------------------------------------


def _inquiries(brief: PriorityBrief) -> str:
    if not brief.inquiries:
        return ""
    lines = "".join(f"<li>{said(line)}</li>" for line in brief.inquiries)
    return f'<section class="inquiries"><h3>Questions worth asking</h3><ol>{lines}</ol></section>'


def issue_block(item: AgendaItem) -> str:
    """Put an issue: what it is about, every option by number, and the ask in a box."""
    options = "".join(f"<li>{said(one)}</li>" for one in item.options if one.strip())
    listed = f'<ol class="options">{options}</ol>' if options else ""
    asked = ""
    if item.ask.strip():
        asked = f'<div class="ask"><p class="label">The ask</p>{spoken(item.ask)}</div>'
    title = said(item.title, 200) or said(item.kind.title)
    return (
        f'<section class="issue"><h3>Issue: {title}</h3><div class="put"><div>'
        f"{spoken(item.text)}{listed}</div>{asked}</div></section>"
    )


def _judgements(brief: PriorityBrief) -> str:
    if not brief.judgements:
        return ""
    rows = [_judgement(one) for one in brief.judgements]
    heads = ("Judgement", "Delivery unit", "Department", "Why")
    judged = table("The assessment sheet", heads, rows, kind="sheet-of")
    rules = f'<p class="rules">{said(brief.suggestion, 400)}</p>' if brief.suggestion else ""
    flags = "".join(f"<li>{said(flag, 240)}</li>" for flag in brief.flags[:_MOST_FLAGS])
    odd = f'<ul class="flags" aria-label="To be asked">{flags}</ul>' if flags else ""
    return f"<section><h3>Reasons for the rating</h3>{judged}{rules}{odd}</section>"


def _judgement(one: Judgement) -> tuple[str, ...]:
    # The reason of the overall rating stands on the first page, beside the badge.
    why = said(one.unit.reason) if one.unit and not one.is_overall else ""
    if one.department and one.department.reason:
        why += note(f"Department: {said(one.department.reason)}")
    return said(one.title), _point(one.unit), _point(one.department), why


def _point(judged: Judged | None) -> str:
    if judged is None:
        return '<span class="none">not given</span>'
    if judged.rating is not None:
        return rated(judged.rating)
    place, _, label = judged.text.partition(": ")
    return f"<b>{said(place, 80)}</b>{note(said(label, 80))}"


def _work(brief: PriorityBrief) -> str:
    """Put actions and policy steps side by side; here the name stands under its action."""
    rows = [
        (said(one.text) + note(said(one.owner, 120)) + _update(one), _due(one), _standing(one))
        for one in brief.actions
    ]
    actions = table(f"Actions on {brief.short_title}", ("Action", *_DUE), rows) if rows else ""
    parts = (("Actions", actions), ("Policy steps", _steps(brief.steps)))
    shown = "".join(f"<section><h3>{title}</h3>{part}</section>" for title, part in parts if part)
    return f'<div class="work">{shown}</div>' if shown else ""


def _update(action: LedgerAction) -> str:
    """Quote the department's newest update."""
    return note(f"The department: “{said(action.note, 160)}”") if action.note else ""


def action_table(actions: Iterable[LedgerAction], name: str) -> str:
    """List the actions of all priorities in their order; nothing for none."""
    rows = [
        (
            said(one.text) + note(said(one.priority, 80)),
            said(one.owner, 120),
            _due(one),
            _standing(one),
        )
        for one in actions
    ]
    return table(name, ("Action", "Who", *_DUE), rows, kind="promises") if rows else ""


def _due(action: LedgerAction) -> str:
    moved = action.due_on != action.agreed_due_on
    first = note(f"first {said(day(action.agreed_due_on))}") if moved else ""
    return f'<span class="day">{said(day(action.due_on))}</span>{first}'


def _standing(action: LedgerAction) -> str:
    state = said(action.standing_words)
    loud = f'<b class="late">{state}</b>' if action.standing is Standing.OVERDUE else state
    return loud + note(said(action.slip_words))


def _steps(steps: Iterable[StepLine]) -> str:
    rows = [_step(step) for step in steps]
    heads = ("Policy step", "Done?", "Indicator moved?", "Target moved?")
    name = "Policy steps, those not done first"
    return table(name, heads, rows, kind="steps") if rows else ""


def _step(step: StepLine) -> tuple[str, ...]:
    state = said(step.state.answer)
    loud = f'<b class="late">{state}</b>' if step.state.is_overdue else state
    done = loud + note(said(step.state.detail))
    moved = said(step.indicator_effect.cell) + note(said(step.indicator, 60))
    return said(step.title), done, moved, said(step.target_effect.cell)
