"""The commitments memo: what a stocktake agreed, in Word, ready when the meeting ends."""

from collections import Counter
from collections.abc import Sequence

from stocktake.documents.record import (
    Discussed,
    LedgerAction,
    MeetingRecord,
    RatingChange,
    agreed_actions,
)
from stocktake.documents.text import plain_text
from stocktake.documents.word import Cell, Column, Run, WordDocument, rating_cell, words
from stocktake.model import key_words
from stocktake.model.ledger import OFTEN, Standing
from stocktake.model.meeting import Capture, CaptureKind
from stocktake.model.numbers import day, several
from stocktake.model.rating import Rating

_PRODUCER = "Stocktake"
_KINDS = {
    CaptureKind.DECISION: ("Decisions", "Decision"),
    CaptureKind.SUCCESS: ("Successes", "What went well"),
    CaptureKind.SHARED_PRACTICE: ("Practice to share", "What others can copy"),
    CaptureKind.POLICY_NEED: ("Policy needs", "What policy change is needed"),
}
# Names are cut where a text somebody pasted would fill pages; what was said never is.
_NAME = 160
_LINES_FOR_THE_CHAIR = 3
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
    Column("Status", 4.4),
)
_STANDING_COLUMNS = (
    Column("Priority", 3.7),
    Column("Latest", 8.8),
    Column("Likelihood of delivery", 4.5),
)
_RATING_COLUMNS = (
    Column("Priority", 3.1),
    Column("Changed from", 3.8),
    Column("To", 3.8),
    Column("Reason", 6.3),
)


def build_memo(record: MeetingRecord) -> bytes:
    """Build the memo as a Word file; the same record always gives the same bytes."""
    memo = WordDocument(
        f"Commitments memo: {record.title}",
        subject=f"Stocktake of {day(record.held_on)}, {record.edition}",
        producer=record.unit_title or _PRODUCER,
        made_on=record.held_on,
    )
    demo = " (demonstration)" if record.is_demo else ""
    memo.edges(
        f"{plain_text(record.unit_title, 60)}{demo}",
        f"Commitments memo, {day(record.held_on)}",
        f"{record.edition}, figures as known on {record.known_at}",
    )
    _write_head(memo, record)
    _write_standing(memo, record)
    _write_agreed(memo, agreed_actions(record))
    _write_captured(memo, record, CaptureKind.DECISION)
    _write_ratings(memo, record.ratings_changed)
    for kind in (CaptureKind.SUCCESS, CaptureKind.SHARED_PRACTICE, CaptureKind.POLICY_NEED):
        _write_captured(memo, record, kind)
    _write_past(memo, record.past_actions)
    _write_annex(memo, record)
    _write_key(memo)
    return memo.content()


def summary(record: MeetingRecord) -> str:
    """Return the stocktake in a paragraph: what was agreed, and the state of earlier actions."""
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
            (Standing.SAID_DONE, "reported complete, not yet verified"),
            (Standing.OPEN, "open and not yet due"),
            (Standing.DROPPED, "cancelled"),
        )
        if states[standing]
    ]
    text = f" Of {_counted(len(actions), 'earlier action')}, {_listed(parts)}."
    often = sum(action.slip_count >= OFTEN for action in actions)
    if often:
        text += (
            f" {_counted(often, 'date was', 'dates were').capitalize()} rescheduled twice or more."
        )
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
    memo.paragraph("Kicker", "Commitments memo")
    memo.paragraph("Title", plain_text(record.title, 160))
    memo.fact("Held on", day(record.held_on))
    memo.fact("Chair", plain_text(record.chair, _NAME))
    memo.fact("Departments", plain_text(_listed(record.departments), 400) or "Every department")
    memo.fact("Unit", plain_text(record.unit_title, _NAME))
    memo.fact("Figures", f"{record.edition}, as known on {record.known_at}")
    memo.paragraph("Lead", summary(record))
    memo.paragraph("Normal", Run("Chair’s summary:", "Strong"))
    memo.ruled_lines(_LINES_FOR_THE_CHAIR)


def _write_standing(memo: WordDocument, record: MeetingRecord) -> None:
    """Write where each priority stands that was discussed, one row for each."""
    if not record.discussed:
        return
    memo.heading("Priorities discussed")
    rows = [
        (
            words(plain_text(one.priority, _NAME)),
            words(one.finding),
            rating_cell(one.rating, note=_changed(one)),
        )
        for one in record.discussed
    ]
    memo.table("Priorities discussed", _STANDING_COLUMNS, rows)


def _changed(one: Discussed) -> str:
    if not one.is_changed:
        return ""
    return f"changed in the room from {Rating(one.was).title}" if one.was else "rated in the room"


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
    memo.heading("Earlier actions")
    memo.table("Earlier actions, the most urgent first", _PAST_COLUMNS, map(_past, actions))


def _past(action: LedgerAction) -> tuple[Cell, ...]:
    moved = action.due_on != action.agreed_due_on
    first = f"Original date {day(action.agreed_due_on)}" if moved else ""
    is_late = action.standing is Standing.OVERDUE
    said = [part for part in (action.slip_words, action.evidence) if part]
    return (
        words(action.text, note=action.priority),
        words(plain_text(action.owner, _NAME)),
        words(day(action.due_on), note=first),
        words(action.standing_words, note=". ".join(said), style="Late" if is_late else None),
    )


def _write_annex(memo: WordDocument, record: MeetingRecord) -> None:
    """Write the annex: what this was made from, and what has changed under it since."""
    memo.heading("Annex: about this memo")
    memo.paragraph(
        "Quiet",
        f"Based on {record.edition}, with figures as known on {record.known_at}, and on what was "
        "captured in the room.",
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
    memo.heading("Edition details", 2)
    checksum = f", checksum {record.checksum}" if record.checksum else ""
    memo.paragraph("Quiet", f"Key {record.edition_key}{checksum}.")


def _write_key(memo: WordDocument) -> None:
    """Write the back page: what every rating, position and reason for a gap means."""
    memo.heading("Key to ratings and positions", on_new_page=True)
    memo.paragraph("Lead", key_words.RATINGS_SENTENCE)
    columns = (Column("Rating", 4.5), Column("Meaning", 12.5))
    memo.table(
        "Key to ratings", columns, [(rating_cell(one), words(one.meaning)) for one in Rating]
    )
    for title, sentence, first, told in (
        (
            "positions",
            key_words.POSITIONS_SENTENCE,
            "Progress against trajectory",
            key_words.POSITIONS,
        ),
        ("missing figures", key_words.GAPS_SENTENCE, "Reason", key_words.GAPS),
    ):
        memo.paragraph("Lead", sentence)
        columns = (Column(first, 4.5), Column("Meaning", 12.5))
        rows = [(words(name, style="Strong"), words(meaning)) for name, meaning in told]
        memo.table(f"Key to {title}", columns, rows)
