"""Keep stocktakes: how they were prepared, what happened, what the room captured and changed."""

import uuid
from collections.abc import Sequence
from datetime import datetime

import duckdb

from stocktake.errors import StoreError
from stocktake.model.meeting import (
    ActionChange,
    ActionChangeKind,
    Capture,
    CaptureKind,
    MeetingEvent,
    MeetingPlan,
)
from stocktake.store.writing import append_row, moment_of_write, record_change, transaction


def append_meeting(
    cursor: duckdb.DuckDBPyConnection,
    plan: MeetingPlan,
    meeting_key: str | None,
    *,
    saved_by: str,
    received_at: datetime | None,
) -> str:
    """Keep a plan as the newest version of its stocktake; give the stocktake's key."""
    key, version = meeting_key or str(uuid.uuid4()), str(uuid.uuid4())
    with transaction(cursor):
        if meeting_key:
            must_be_meeting(cursor, meeting_key)
        moment = moment_of_write(cursor, received_at)
        meeting = {
            "meeting_key": key,
            "version_key": version,
            "title": plan.title,
            "held_on": plan.held_on,
            "chair": plan.chair,
            "department_keys": " ".join(plan.department_keys),
            "saved_by": saved_by,
            "received_at": moment,
        }
        append_row(cursor, "meetings", meeting)
        for position, item in enumerate(plan.items, start=1):
            # One option a line: an option never needs a line break of its own.
            options = "\n".join(" ".join(option.split()) for option in item.options)
            row = vars(item) | {
                "version_key": version,
                "position": position,
                "kind": str(item.kind),
                "options": options,
            }
            append_row(cursor, "agenda_items", row)
        _record(cursor, moment, saved_by, "meeting", key, 1 + len(plan.items))
    return key


def append_inquiries(
    cursor: duckdb.DuckDBPyConnection,
    meeting_key: str,
    priority_key: str,
    lines: Sequence[str],
    *,
    written_by: str,
    received_at: datetime | None,
) -> None:
    """Keep the lines of inquiry of one priority in place of those before."""
    with transaction(cursor):
        must_be_meeting(cursor, meeting_key)
        moment = moment_of_write(cursor, received_at)
        row = {
            "meeting_key": meeting_key,
            "priority_key": priority_key,
            "lines": "\n".join(" ".join(line.split()) for line in lines if line.strip()),
            "written_by": written_by,
            "received_at": moment,
        }
        append_row(cursor, "inquiries", row)
        _record(cursor, moment, written_by, "inquiries", meeting_key, 1)


def append_event(
    cursor: duckdb.DuckDBPyConnection,
    meeting_key: str,
    event: MeetingEvent,
    *,
    edition_key: str | None,
    decided_by: str,
    received_at: datetime | None,
) -> None:
    """Note that a stocktake began on an edition, was closed, or will not be held.

    Beginning uses its edition: from then on it cannot be thrown away.
    """
    with transaction(cursor):
        must_be_meeting(cursor, meeting_key)
        moment = moment_of_write(cursor, received_at)
        row = {
            "meeting_key": meeting_key,
            "event": str(event),
            "edition_key": edition_key,
            "decided_by": decided_by,
            "received_at": moment,
        }
        append_row(cursor, "meeting_events", row)
        _record(cursor, moment, decided_by, "meeting event", meeting_key, 1)


def append_step(
    cursor: duckdb.DuckDBPyConnection, meeting_key: str, screen_key: str, *, shown_by: str
) -> None:
    """Note where the chair is. Not a fact: outside the audit, and it raises no version."""
    with transaction(cursor):
        row = {
            "meeting_key": meeting_key,
            "screen_key": screen_key,
            "shown_by": shown_by,
            "received_at": moment_of_write(cursor, None),
        }
        append_row(cursor, "meeting_steps", row)


def append_capture(
    cursor: duckdb.DuckDBPyConnection, capture: Capture, *, received_at: datetime | None
) -> bool:
    """Keep a version of something captured; False when exactly this one stands already.

    A browser that lost its connection sends again until it is answered.
    """
    if not capture.text.strip():
        raise StoreError("Write down what was said: there is no text yet.")
    is_action = capture.kind is CaptureKind.ACTION and not capture.is_struck
    if is_action and not (capture.owner and capture.due_on):
        raise StoreError("An action needs a name and a date: who does it, and by when?")
    with transaction(cursor):
        must_be_meeting(cursor, capture.meeting_key)
        standing = _standing(cursor, capture.capture_key)
        if standing == _told(capture):
            return False
        if is_action and standing and _is_closed(cursor, capture.meeting_key):
            _must_keep_promise(standing, capture)
        moment = moment_of_write(cursor, received_at)
        row = vars(capture) | {"kind": str(capture.kind), "received_at": moment}
        append_row(cursor, "captures", row)
        _record(cursor, moment, capture.written_by, "capture", capture.capture_key, 1)
    return True


def _standing(cursor: duckdb.DuckDBPyConnection, capture_key: str) -> tuple[object, ...] | None:
    """Give the newest wording of a capture, as `_told` gives it."""
    return cursor.execute(
        """
        select capture.meeting_key::varchar, capture.kind, capture.text, capture.owner,
            capture.due_on, capture.priority_key, capture.is_struck
        from tables.captures as capture
        where capture.capture_key = $capture_key::uuid
        order by capture.received_at desc
        limit 1
        """,
        {"capture_key": capture_key},
    ).fetchone()


def _told(capture: Capture) -> tuple[object, ...]:
    return (capture.meeting_key, str(capture.kind), capture.text, capture.owner, capture.due_on,
            capture.priority_key, capture.is_struck)  # fmt: skip


def _is_closed(cursor: duckdb.DuckDBPyConnection, meeting_key: str) -> bool:
    found = cursor.execute(
        """
        select event.event
        from tables.meeting_events as event
        where event.meeting_key::varchar = $key
        order by event.received_at desc
        limit 1
        """,
        {"key": meeting_key},
    ).fetchone()
    return found is not None and found[0] == MeetingEvent.CLOSED


def _must_keep_promise(standing: tuple[object, ...], capture: Capture) -> None:
    """Refuse to reword a promise once the stocktake is over: a slip is told as one."""
    _, kind, _, owner, due_on, _, is_struck = standing
    if kind != CaptureKind.ACTION or is_struck:
        return
    if (owner, due_on) != (capture.owner, capture.due_on):
        raise StoreError(
            "The stocktake is closed, so an action's name and date stand as agreed. Move it or "
            "give it to somebody else in Plan → Actions, with a reason."
        )


def append_action_change(
    cursor: duckdb.DuckDBPyConnection, change: ActionChange, *, received_at: datetime | None
) -> None:
    """Keep what became of an action; closing needs evidence, every change a reason."""
    if not change.reason.strip():
        raise StoreError("Say why the action changes: one sentence is enough.")
    if change.change is ActionChangeKind.CLOSED and not (change.evidence or "").strip():
        raise StoreError("An action is closed on evidence. Write down what shows it is done.")
    if change.change is ActionChangeKind.MOVED and change.due_on is None:
        raise StoreError("Give the new date of the action.")
    if change.change is ActionChangeKind.REASSIGNED and not (change.owner or "").strip():
        raise StoreError("Give the name of the new owner.")
    with transaction(cursor):
        moment = moment_of_write(cursor, received_at)
        row = vars(change) | {"change": str(change.change), "received_at": moment}
        append_row(cursor, "action_changes", row)
        _record(cursor, moment, change.decided_by, "action change", change.action_key, 1)


def must_be_meeting(cursor: duckdb.DuckDBPyConnection, meeting_key: str) -> None:
    """Raise StoreError when there is no such stocktake."""
    found = cursor.execute(
        "select 1 from tables.meetings as meeting where meeting.meeting_key::varchar = $key",
        {"key": meeting_key},
    ).fetchone()
    if found is None:
        raise StoreError("There is no such stocktake. Prepare it first: Stocktake → Prepare.")


def _record(
    cursor: duckdb.DuckDBPyConnection, moment: datetime, by: str, what: str, about: str, rows: int
) -> None:
    record_change(cursor, changed_at=moment, changed_by=by, what=what, about=about, row_count=rows)
