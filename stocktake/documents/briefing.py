"""From an edition's plan, facts and frames to the pre-read's plain values, charts drawn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import pandas as pd

from stocktake.charts.alt_text import trajectory_alt
from stocktake.charts.svg import chart_svg
from stocktake.charts.trajectory import build_trajectory, shown_marks
from stocktake.charts.trajectory_data import has_program_line
from stocktake.documents.brief import (
    ChartMark,
    Judged,
    Judgement,
    PreRead,
    PriorityBrief,
    StepLine,
)
from stocktake.documents.inquiring import suggested_lines
from stocktake.documents.record import LedgerAction, past_actions
from stocktake.model import finding as said
from stocktake.model.department_word import department_line
from stocktake.model.facts import PriorityFacts, is_nothing
from stocktake.model.flags import flag_sentence
from stocktake.model.likelihood import suggestion_from_row
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingPlan
from stocktake.model.numbers import day
from stocktake.model.position import Position
from stocktake.model.promise import program_line_sentence, source_line
from stocktake.model.rating import Category, Rating
from stocktake.model.rubric import LINES, Line
from stocktake.model.step_effect import effect_of, state_of

_MOST_STEPS = 5
_RECENTLY_DONE = 2


class Frames(Protocol):
    """The frames of a deck, as far as a pre-read needs them; `of` gives one priority's rows."""

    @property
    def series(self) -> pd.DataFrame:
        """Rows of `page.priority_series`."""

    @property
    def plan(self) -> pd.DataFrame:
        """Rows of `page.priority_plan`."""

    @property
    def breaks(self) -> pd.DataFrame:
        """Rows of `page.priority_breaks`."""

    @property
    def annotations(self) -> pd.DataFrame:
        """Rows of `page.annotations`."""

    @property
    def spread(self) -> pd.DataFrame:
        """Rows of `page.priority_spread`."""

    @property
    def leading(self) -> pd.DataFrame:
        """Rows of `page.leading_series`."""

    @property
    def policy_steps(self) -> pd.DataFrame:
        """Rows of `page.policy_steps`."""

    @property
    def rating_sheet(self) -> pd.DataFrame:
        """Rows of `page.rating_sheet`."""

    @property
    def actions(self) -> pd.DataFrame:
        """Rows of `page.action_ledger`."""

    @property
    def suggestions(self) -> pd.DataFrame:
        """Rows of `core.suggested_rating`."""

    @property
    def rating_flags(self) -> pd.DataFrame:
        """Rows of `page.rating_flags`."""

    @property
    def gaps(self) -> pd.DataFrame:
        """Rows of `page.series_gaps_shown`."""

    @property
    def department_word(self) -> pd.DataFrame:
        """Rows of `page.department_word`."""

    def of(self, priority_key: str, /) -> "Frames":
        """Give the rows of one priority."""


def build_brief(
    facts: PriorityFacts,
    own: Frames,
    *,
    today: date,
    words: Mapping[str, str] | None = None,
    inquiries: Sequence[str] | None = None,
    issues: Iterable[AgendaItem] = (),
) -> PriorityBrief:
    """Build a priority's brief from its own rows, its chart drawn.

    `words` are an edition's frozen sentences (finding, position, time, pace, outturn, source);
    without them, and without `inquiries`, the rules of today speak.
    """
    if inquiries is None:
        inquiries = [line.text for line in _suggested(facts, own, today)]
    rated = day(facts.rated_at.date()) if facts.rated_at else ""
    return PriorityBrief(
        priority_key=facts.priority_key,
        title=facts.title,
        short_title=facts.short_title,
        chart_caption=facts.headline_label or "",
        department=facts.department or "",
        owner=facts.owner or "",
        promise=facts.promise or "",
        is_behind=facts.position in (Position.BEHIND, Position.WELL_BEHIND),
        rating=Rating(facts.rating) if facts.rating else None,
        rating_before=Rating(facts.rating_before) if facts.rating_before else None,
        rating_reason=facts.rating_reason or "",
        rated_by=", ".join(part for part in (facts.rated_by, rated) if part),
        judgements=_judgements(own.rating_sheet),
        suggestion=_suggestion(own.suggestions),
        flags=tuple(flag_sentence(row) for row in _rows(own.rating_flags)),
        actions=_actions(own.actions, today),
        steps=_steps(own.policy_steps),
        inquiries=tuple(inquiries),
        issues=tuple(issues),
        department_line=department_line(_rows(own.department_word)),
        **_words(facts, words or {}),
        **_drawn(facts, own),
    )


def build_papers(
    plan: MeetingPlan,
    every: Sequence[PriorityFacts],
    frames: Frames,
    *,
    today: date,
    unit_title: str,
    edition_key: str,
    known_at: str,
    checksum: str = "",
    is_demo: bool = False,
    words: Mapping[str, Mapping[str, str]] | None = None,
    inquiries: Mapping[str, Sequence[str]] | None = None,
    sources: Sequence[str] = (),
) -> PreRead:
    """Build the pre-read of a stocktake: a brief for each priority of the agenda, in its order.

    `words` and `inquiries` are by priority; a priority that has none written gets what the rules
    suggest.
    """
    return PreRead(
        title=plan.title,
        unit_title=unit_title,
        held_on=plan.held_on,
        chair=plan.chair,
        edition_key=edition_key,
        known_at=known_at,
        checksum=checksum,
        is_demo=is_demo,
        departments=_departments(plan, every),
        agenda=plan.items,
        priorities=tuple(
            build_brief(
                facts,
                frames.of(facts.priority_key),
                today=today,
                words=(words or {}).get(facts.priority_key),
                inquiries=(inquiries or {}).get(facts.priority_key),
                issues=[one for one in plan.items if _is_issue_of(one, facts.priority_key)],
            )
            for facts in _on_agenda(plan, every)
        ),
        actions=past_actions(_rows(frames.actions), today),
        sources=tuple(sources),
    )


# ---- the parts of a brief ----------------------------------------------------------------------


def _departments(plan: MeetingPlan, every: Sequence[PriorityFacts]) -> tuple[str, ...]:
    titles = {facts.department_key: facts.department for facts in every}
    return tuple(titles.get(key) or key for key in plan.department_keys)


def _on_agenda(plan: MeetingPlan, every: Sequence[PriorityFacts]) -> list[PriorityFacts]:
    """Give the priorities of an agenda in its order, each once."""
    known = {facts.priority_key: facts for facts in every}
    keys = [item.priority_key for item in plan.items if item.kind is AgendaKind.PRIORITY]
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def _is_issue_of(item: AgendaItem, key: str) -> bool:
    return item.kind is AgendaKind.ISSUE and item.priority_key == key


def _words(facts: PriorityFacts, frozen: Mapping[str, str]) -> dict[str, Any]:
    """Give the sentences said of a priority, as they were frozen where they were."""
    now = {
        "finding": said.finding(facts),
        "late": said.late_tag(facts),
        "further": said.further_sentence(facts),
        "position": said.position_words(facts),
        "time": said.time_words(facts),
        "pace": said.pace_sentence(facts),
        "outturn": said.outturn_sentence(facts),
        "source": source_line(facts),
    }
    return {name: frozen.get(name, sentence) for name, sentence in now.items()}


def _suggested(facts: PriorityFacts, own: Frames, today: date) -> list[Any]:
    return list(
        suggested_lines(
            facts,
            today,
            spread=own.spread,
            leading=own.leading,
            policy_steps=own.policy_steps,
            rating_sheet=own.rating_sheet,
            actions=own.actions,
        )
    )


def _drawn(facts: PriorityFacts, own: Frames) -> dict[str, Any]:
    shown = (own.series, own.plan, own.breaks, own.annotations, own.policy_steps, facts)
    chart = build_trajectory(*shown, scale="desk", gaps=own.gaps)
    alt = trajectory_alt(own.series, own.plan, facts, own.gaps)
    marks = [
        ChartMark(str(row["mark"]), str(row["text"]), f"{row['day']:%b %Y}")
        for row in _rows(shown_marks(*shown, scale="desk", gaps=own.gaps))
    ]
    if has_program_line(own.plan, facts):
        drawn = program_line_sentence(facts).rstrip(".")
        marks.append(ChartMark("···", drawn, ""))
    return {
        "chart_svg": chart_svg(chart, alt, f"{facts.priority_key}p"),
        "chart_marks": tuple(marks),
    }


def _judgements(sheet: pd.DataFrame) -> tuple[Judgement, ...]:
    """Give the lines of the latest sheet that somebody judged, sub-questions left out."""
    latest = [row for row in _rows(sheet) if not is_nothing(row["is_latest"]) and row["is_latest"]]
    found = {(str(row["category"]), str(row["rater_type"])): row for row in latest}
    lines = [
        Judgement(
            line.title,
            _judged(line, found.get((line.key, "unit"))),
            _judged(line, found.get((line.key, "department"))),
            is_overall=line.key == Category.OVERALL.value,
        )
        for line in LINES
        if line.parent is None
    ]
    return tuple(line for line in lines if line.unit or line.department)


def _judged(line: Line, row: Mapping[str, Any] | None) -> Judged | None:
    if row is None:
        return None
    word, reason = str(row["rating"]), row["reason"]
    title = next((point.title for point in line.scale if point.word == word), word)
    return Judged(
        text=title,
        rating=Rating(word) if line.is_coloured else None,
        reason="" if is_nothing(reason) else str(reason),
    )


def _suggestion(suggestions: pd.DataFrame) -> str:
    """Tell what the rules suggest, with the working; nothing where they suggest nothing."""
    rows = _rows(suggestions)
    found = suggestion_from_row(rows[0]) if rows else None
    if found is None or found.rating is None:
        return ""
    return f"Suggested {found.rating.title}. {' '.join(found.working)}"


def _actions(frame: pd.DataFrame, today: date) -> tuple[LedgerAction, ...]:
    """Give what is open, and of what is settled that which was due most lately."""
    every = past_actions(_rows(frame), today)
    settled = [action for action in every if action.standing.is_settled]
    waiting = [action for action in every if not action.standing.is_settled]
    return (*waiting, *settled[-_RECENTLY_DONE:])


def _steps(frame: pd.DataFrame) -> tuple[StepLine, ...]:
    """Give the steps not yet done, the longest due first, and then those done most lately."""
    lines = [_step(row) for row in _rows(frame)]
    due = sorted((one for one in lines if not one.state.done_on), key=lambda one: one.state.due_on)
    done = sorted((one for one in lines if one.state.done_on), key=_done_on, reverse=True)
    room = max(_RECENTLY_DONE, _MOST_STEPS - len(due))
    return (*due, *done[:room])


def _done_on(one: StepLine) -> date:
    return one.state.done_on or date.min


def _step(row: Mapping[str, Any]) -> StepLine:
    return StepLine(
        title=str(row["title"]),
        state=state_of(row),
        indicator="" if is_nothing(row["indicator_title"]) else str(row["indicator_title"]),
        indicator_effect=effect_of(row, "indicator"),
        target_effect=effect_of(row, "target"),
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]
