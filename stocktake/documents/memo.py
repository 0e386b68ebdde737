"""The commitments memo: what a stocktake agreed, in Word, ready when the meeting ends."""

from collections import Counter
from collections.abc import Sequence

from stocktake.documents.record import (
    LedgerAction,
    MeetingRecord,
    RatingChange,
    agreed_actions,
)
from stocktake.documents.text import plain_text
from stocktake.documents.word import Cell, Column, Run, WordDocument, rating_cell, words
from stocktake.model.ledger import OFTEN, Standing
from stocktake.model.meeting import Capture, CaptureKind
from stocktake.model.numbers import day, several

_PRODUCER = "Stocktake"
_KINDS = {
    CaptureKind.DECISION: ("Decisions", "Decision"),
    CaptureKind.SUCCESS: ("Successes", "What went well"),
    CaptureKind.SHARED_PRACTICE: ("Practice to share", "What others can copy"),
    CaptureKind.POLICY_NEED: ("Policy needs", "What policy must settle"),
}
# Names are cut where a text somebody pasted would fill pages; what was said never is.
_NAME = 160
# The head names an edition well enough by the start of its checksum; the foot gives it whole.
_SHORT = 12
_FEW = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ACTION_COLUMNS = (
    Column("No.", 1.0),
    Column("What", 6.4),
    Column("Who", 3.4),
    Column("By when", 3.3),
    Column("Priority", 2.9),
)
_PAST_COLUMNS = (
    Column("What was agreed", 5.9),
    Column("Who", 3.4),
    Column("By when", 3.3),
    Column("State", 4.4),
)
_RATING_COLUMNS = (
    Column("Priority", 3.1),
    Column("Shown", 3.8),
    Column("Decided", 3.8),
    Column("Why", 6.3),
)


def build_memo(record: MeetingRecord) -> bytes:
    """Build the memo as a Word file; the same record always gives the same bytes."""
    memo = WordDocument(
        f"Commitments memo: {record.title}",
        subject=f"Stocktake of {day(record.held_on)}, edition {record.edition_key}",
        producer=record.unit_title or _PRODUCER,
        made_on=record.held_on,
    )
    demo = " (demonstration)" if record.is_demo else ""
    memo.edges(
        f"{plain_text(record.unit_title, 60)}{demo}",
        f"Commitments memo, {day(record.held_on)}",
        f"Edition {record.edition_key}, as known at {record.known_at}",
    )
    _write_head(memo, record)
    _write_agreed(memo, agreed_actions(record))
    _write_captured(memo, record, CaptureKind.DECISION)
    _write_ratings(memo, record.ratings_changed)
    for kind in (CaptureKind.SUCCESS, CaptureKind.SHARED_PRACTICE, CaptureKind.POLICY_NEED):
        _write_captured(memo, record, kind)
    _write_past(memo, record.past_actions)
    _write_origin(memo, record)
    return memo.content()


def summary(record: MeetingRecord) -> str:
    """Tell the stocktake in a paragraph: what was agreed, and how the actions from before stand."""
    actions, decisions = agreed_actions(record), record.captured(CaptureKind.DECISION)
    agreed = [_counted(len(actions), "action"), _counted(len(decisions), "decision")]
    text = f"The stocktake agreed {' and '.join(agreed)}."
    if actions:
        text += f" The first action falls due on {day(actions[0].due_on)}."
    changed = len(record.ratings_changed)
    if changed:
        text += f" {_counted(changed, 'rating was', 'ratings were').capitalize()} changed."
    noted = [
        _counted(len(found), noun, nouns)
        for kind, noun, nouns in (
            (CaptureKind.SUCCESS, "success", "successes"),
            (CaptureKind.SHARED_PRACTICE, "practice to share", "practices to share"),
            (CaptureKind.POLICY_NEED, "policy need", "policy needs"),
        )
        if (found := record.captured(kind))
    ]
    if noted:
        text += f" It noted {_listed(noted)}."
    return text + _past_sentence(record.past_actions)


def _past_sentence(actions: Sequence[LedgerAction]) -> str:
    if not actions:
        return ""
    states = Counter(action.standing for action in actions)
    parts = [
        f"{_counted(states[standing], 'is', 'are')} {said}"
        for standing, said in (
            (Standing.CLOSED, "closed"),
            (Standing.OVERDUE, "overdue"),
            (Standing.SAID_DONE, "said to be done"),
            (Standing.OPEN, "open and not yet due"),
            (Standing.DROPPED, "dropped"),
        )
        if states[standing]
    ]
    text = f" Of {_counted(len(actions), 'action')} from before, {_listed(parts)}."
    often = sum(action.slip_count >= OFTEN for action in actions)
    if often:
        text += f" {_counted(often, 'date was', 'dates were').capitalize()} put back twice or more."
    return text


def _counted(amount: int, noun: str, nouns: str = "") -> str:
    """Count as a person writes: no and one to ten in words."""
    figure, _, rest = several(amount, noun, nouns).partition(" ")
    return f"{_FEW[amount] if amount < len(_FEW) else figure} {rest}"


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


# ---- the parts of the memo --------------------------------------------------------------------


def _write_head(memo: WordDocument, record: MeetingRecord) -> None:
    demo = " · Demonstration" if record.is_demo else ""
    memo.paragraph("Kicker", f"Commitments memo{demo}")
    memo.paragraph("Title", plain_text(record.title, 160))
    memo.fact("Held on", day(record.held_on))
    memo.fact("Chair", plain_text(record.chair, _NAME))
    memo.fact("Departments", plain_text(_listed(record.departments), 400) or "Every department")
    memo.fact("Unit", plain_text(record.unit_title, _NAME))
    checksum = f", checksum {record.checksum[:_SHORT]}" if record.checksum else ""
    memo.fact("Edition", f"{record.edition_key}, as known at {record.known_at}{checksum}")
    memo.paragraph("Lead", summary(record))


def _write_agreed(memo: WordDocument, actions: Sequence[LedgerAction]) -> None:
    memo.heading("Agreed actions")
    if not actions:
        memo.paragraph("Normal", "No action was agreed.")
        return
    rows = [
        (
            words(number),
            words(action.text),
            words(plain_text(action.owner, _NAME)),
            words(day(action.due_on)),
            words(plain_text(action.priority, _NAME) or "General"),
        )
        for number, action in enumerate(actions, start=1)
    ]
    memo.table("Agreed actions", _ACTION_COLUMNS, rows)


def _write_captured(memo: WordDocument, record: MeetingRecord, kind: CaptureKind) -> None:
    """Write what was captured of one kind; only that no decision was noted is worth telling."""
    found = record.captured(kind)
    heading, column = _KINDS[kind]
    if not found and kind is not CaptureKind.DECISION:
        return
    memo.heading(heading)
    if not found:
        memo.paragraph("Normal", "No decision was noted.")
        return
    columns = (Column("No.", 1.0), Column(column, 12.9), Column("Priority", 3.1))
    rows = [
        (
            words(number),
            words(one.text, note=_follow_up(one)),
            words(plain_text(record.priority_of(one), _NAME) or "General"),
        )
        for number, one in enumerate(found, start=1)
    ]
    memo.table(heading, columns, rows)


def _follow_up(one: Capture) -> str:
    """Say who follows something up and by when, where the room said so."""
    by = f"by {day(one.due_on)}" if one.due_on else ""
    return ", ".join(part for part in (plain_text(one.owner, _NAME), by) if part)


def _write_ratings(memo: WordDocument, changes: Sequence[RatingChange]) -> None:
    if not changes:
        return
    memo.heading("Ratings changed in the room")
    rows = [
        (
            words(plain_text(change.priority, _NAME)),
            rating_cell(change.shown),
            rating_cell(change.decided),
            words(change.reason, note=f"Decided by {change.decided_by}"),
        )
        for change in changes
    ]
    memo.table("Ratings changed in the room", _RATING_COLUMNS, rows)


def _write_past(memo: WordDocument, actions: Sequence[LedgerAction]) -> None:
    if not actions:
        return
    memo.heading("Actions from before")
    memo.table("Actions from before, the most urgent first", _PAST_COLUMNS, map(_past, actions))


def _past(action: LedgerAction) -> tuple[Cell, ...]:
    moved = action.due_on != action.agreed_due_on
    first = f"First agreed for {day(action.agreed_due_on)}" if moved else ""
    is_late = action.standing is Standing.OVERDUE
    said = [part for part in (action.slip_words, action.evidence) if part]
    return (
        words(action.text, note=action.priority),
        words(plain_text(action.owner, _NAME)),
        words(day(action.due_on), note=first),
        words(action.standing_words, note=". ".join(said), style="Late" if is_late else None),
    )


def _write_origin(memo: WordDocument, record: MeetingRecord) -> None:
    """Write the foot: what this was made from, and what has changed under it since."""
    memo.heading("About this memo")
    checksum = f" (checksum {record.checksum})" if record.checksum else ""
    memo.paragraph(
        "Quiet",
        f"Produced from edition {record.edition_key}{checksum} as known at {record.known_at}, and "
        "from what was captured in the room. The likelihood of delivery is a person’s judgement; "
        "the position is arithmetic. The two are never merged.",
    )
    if record.agenda:
        items = [item.title or item.kind.title for item in record.agenda]
        memo.paragraph("Quiet", f"On the agenda: {'; '.join(map(plain_text, items))}.")
    if record.sources:
        memo.heading("Sources", 2)
        for source in record.sources:
            memo.paragraph("Quiet", source)
    if record.definitions:
        memo.heading("Definitions", 2)
        for one in record.definitions:
            memo.paragraph("Quiet", Run(f"{one.priority}: ", "Strong"), one.text)
    if record.revised is not None:
        memo.heading("Revised since the edition was frozen", 2)
        for sentence in record.revised or ("Nothing has been revised since.",):
            memo.paragraph("Quiet", sentence)
