"""Next: what to ask, what is owed, and what the room captures while this is on the wall."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from stocktake.deck.frames import DeckFrames
from stocktake.deck.markup import cut, said, standing_mark
from stocktake.deck.sheets import plain_top
from stocktake.model.coming import coming_sentence
from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.ledger import Standing, open_first_time, standing
from stocktake.model.numbers import day

MAX_QUESTIONS = 3
_MAX_ROWS = 5
_MAX_STEPS = 2
# With no more than that the type is larger: the last row of the room reads it too.
_FEW_SIGNS, _FEW_ROWS = 270, 3
_DATES = ("agreed_on", "agreed_due_on", "due_on", "done_on", "forecast_on", "said_on", "updated_at")
Row = Mapping[Any, Any]


def next_screen(facts: PriorityFacts, own: DeckFrames) -> str:
    """Show three questions beside what is owed: overdue actions first, then overdue steps.

    What is captured on this priority is put in by the script, at once and with its count.
    """
    actions = open_first_time(_plain_rows(own.actions))
    steps = [row for row in _plain_rows(own.policy_steps) if row["done_on"] is None]
    steps.sort(key=lambda row: row["due_on"] or date.max)
    late = [row for row in steps if is_late(row)]
    waiting = [row for row in steps if not is_late(row)]
    heading = coming_sentence(
        overdue=sum(bool(row["is_overdue"]) for row in actions),
        open_actions=len(actions),
        late_steps=len(late),
        due_on=[row["due_on"] for row in (*actions, *waiting) if row["due_on"]],
    )
    return (
        f"{plain_top(facts, heading, 'next')}"
        f'<div class="next">{_questions(own.inquiries)}<section class="work">'
        f"{_work(facts, actions, late, waiting)}{_TAKEN}</section></div>"
    )


_TAKEN = (
    '<section class="taken-here" hidden aria-live="polite"><h3>Captured here: <b></b></h3>'
    '<ul></ul><p class="more" hidden></p></section>'
)


def is_late(row: Row) -> bool:
    """Whether a policy step that is not done has passed its day."""
    overdue = row.get("is_overdue", row.get("is_late"))
    return overdue is not None and bool(overdue)


def _plain_rows(frame: pd.DataFrame) -> list[Row]:
    return [_plain(row) for row in frame.to_dict("records")]


def _plain(row: dict[Any, Any]) -> Row:
    """Give a row its dates as dates and its empty cells as None."""
    plain: dict[str, Any] = {
        str(name): None if is_nothing(cell) else cell for name, cell in row.items()
    }
    for name in _DATES:
        if name in plain and plain[name] is not None:
            plain[name] = plain_date(plain[name])
    return plain


def _questions(inquiries: pd.DataFrame) -> str:
    texts = [] if inquiries.empty else list(inquiries.sort_values("position")["text"])
    shown = [str(text) for text in texts[:MAX_QUESTIONS]]
    size = ' class="large"' if sum(map(len, shown)) <= _FEW_SIGNS else ""
    lines = "".join(f"<li>{cut(text, 185)}</li>" for text in shown)
    listed = f"<ol{size}>{lines}</ol>" if lines else '<p class="none">No question was prepared.</p>'
    return f'<section class="questions"><h3>Questions</h3>{listed}</section>'


def _work(
    facts: PriorityFacts, actions: Sequence[Row], late: Sequence[Row], waiting: Sequence[Row]
) -> str:
    # What is not late yet is told only where there is room for it.
    room = _MAX_ROWS - min(len(late), _MAX_STEPS)
    shown = actions[:room]
    steps = (late or waiting[:1])[: max(_MAX_STEPS, _MAX_ROWS - len(shown))]
    title = "Overdue policy steps" if late else "Next policy step"
    size = " roomy" if len(shown) + len(steps) <= _FEW_ROWS else ""
    return _table("Actions", [_action(row) for row in shown], len(actions) - len(shown), size) + (
        _table(title, [_step(row, facts) for row in steps], max(0, len(late) - len(steps)), size)
        if steps
        else ""
    )


def _table(title: str, rows: Sequence[str], more: int, size: str) -> str:
    if not rows:
        return f'<h3>{title}</h3><p class="none">None is open.</p>'
    rest = f'<p class="more">and {more} more on the priority’s page</p>' if more > 0 else ""
    return (
        f'<table class="owed{size}"><colgroup><col><col><col><col></colgroup><thead><tr>'
        f'<th scope="col" colspan="2">{title}</th>'
        f'<th scope="col">Who</th><th scope="col">By when</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>{rest}"
    )


def _action(row: Row) -> str:
    now = standing(row)
    slipped = ""
    if row["agreed_due_on"] and row["due_on"] and row["agreed_due_on"] != row["due_on"]:
        slipped = f"<small>first {said(day(row['agreed_due_on']))}</small>"
    # What is said to be done stays overdue until somebody has verified it.
    state = now.title + (", overdue" if row["is_overdue"] and now.value != "overdue" else "")
    word = _said(row.get("note"), row.get("updated_at"))
    return (
        f'<tr class="is-{now.value}"><td class="sign">{standing_mark(now)}</td>'
        f'<th scope="row">{cut(row["text"], 84)}<small>{said(state)}{word}</small></th>'
        f"<td>{_who(row['owner'])}</td>"
        f"<td><b>{_day(row['due_on'])}</b>{slipped}</td></tr>"
    )


def _step(row: Row, facts: PriorityFacts) -> str:
    forecast = row.get("forecast_on")
    told = f"<small>forecast {said(day(forecast))}</small>" if forecast else ""
    state = "Overdue" if is_late(row) else "Not due yet"
    mark = standing_mark(Standing.OVERDUE if is_late(row) else Standing.OPEN)
    word = _said(row.get("said_note"), row.get("said_on"))
    return (
        f'<tr class="is-{"overdue" if is_late(row) else "open"}"><td class="sign">{mark}</td>'
        f'<th scope="row">{cut(_plain_name(row["title"]), 84)}'
        f"<small>{state}{word}</small></th>"
        f"<td>{_who(facts.owner)}</td>"
        f"<td><b>{_day(row['due_on'])}</b>{told}</td></tr>"
    )


def _said(note: object, on: date | None) -> str:
    """Quote the department's last word, with its day."""
    if not note:
        return ""
    when = f", {day(on)}" if on else ""
    return f" · “{cut(note, 52)}” says the department{said(when)}"


def _who(owner: object) -> str:
    return cut(_plain_name(owner or "nobody named"), 40)


def _plain_name(text: object) -> str:
    """Leave out the mark of the demonstration: the bar says it once for the whole screen."""
    return str(text).removesuffix("(demo)").strip()


def _day(value: date | None) -> str:
    return said(day(value)) if value else "no date"
