"""Keep stocktakes: how they were prepared, what happened, what the room captured and changed."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
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

    Beginning uses its edition: from then on it cannot be thrown away. Two who close it at once
    have closed it once.
    """
    with transaction(cursor):
        must_be_meeting(cursor, meeting_key)
        if edition_key is not None:
            _must_be_kept_edition(cursor, edition_key)
        if event is not MeetingEvent.BEGUN and _last_event(cursor, meeting_key) == event:
            return
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
    capture = replace(capture, capture_key=_as_key(capture.capture_key))
    if not capture.text.strip():
        raise StoreError("Write down what was said: there is no text yet.")
    is_action = capture.kind is CaptureKind.ACTION and not capture.is_struck
    if is_action and not ((capture.owner or "").strip() and capture.due_on):
        raise StoreError("An action needs a name and a date: who does it, and by when?")
    with transaction(cursor):
        must_be_meeting(cursor, capture.meeting_key)
        standing = _standing(cursor, capture.capture_key)
        if standing == _told(capture):
            return False
        if standing and _last_event(cursor, capture.meeting_key) == MeetingEvent.CLOSED:
            _must_keep_promise(standing, capture)
        moment = moment_of_write(cursor, received_at)
        row = vars(capture) | {"kind": str(capture.kind), "received_at": moment}
        append_row(cursor, "captures", row)
        _record(cursor, moment, capture.written_by, "capture", capture.capture_key, 1)
    return True


def _as_key(text: str) -> str:
    """Give a key as the tables write it: the audit is compared with them letter by letter."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise StoreError(f'"{text[:40]}" is not the key of something captured.') from None


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


def _last_event(cursor: duckdb.DuckDBPyConnection, meeting_key: str) -> str | None:
    """Say how far a stocktake is; None when it is only prepared."""
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
    return str(found[0]) if found else None


def _must_keep_promise(standing: tuple[object, ...], capture: Capture) -> None:
    """Refuse to change a promise once the stocktake is over; its wording may be put right.

    A slip is told as one, and what is given up is dropped with a reason.
    """
    _, kind, _, owner, due_on, _, is_struck = standing
    if kind != CaptureKind.ACTION or is_struck:
        return
    now = (str(capture.kind), capture.owner, capture.due_on, capture.is_struck)
    if now != (kind, owner, due_on, is_struck):
        raise StoreError(
            "The stocktake is closed, so an action's name and date stand as agreed. Move it, "
            "give it to somebody else or drop it in Delivery unit → Actions, with a reason."
        )


def append_action_change(
    cursor: duckdb.DuckDBPyConnection, change: ActionChange, *, received_at: datetime | None
) -> None:
    """Keep what became of an action; closing needs evidence, every change a reason."""
    if not change.reason.strip():
        raise StoreError("Say why the action changes: one sentence is enough.")
    if change.change is ActionChangeKind.CLOSED and not (change.evidence or "").strip():
        raise StoreError("An action is closed with evidence. Give the evidence that it is done.")
    if change.change is ActionChangeKind.MOVED and change.due_on is None:
        raise StoreError("Give the new date of the action.")
    if change.change is ActionChangeKind.REASSIGNED and not (change.owner or "").strip():
        raise StoreError("Give the name of the new owner.")
    with transaction(cursor):
        _must_be_action(cursor, change.action_key)
        settled = _settled_by(cursor, change.action_key)
        if settled and change.change is not ActionChangeKind.REOPENED:
            raise StoreError(f"The action is {settled}. Open it again first, with a reason.")
        moment = moment_of_write(cursor, received_at)
        row = vars(change) | {"change": str(change.change), "received_at": moment}
        append_row(cursor, "action_changes", row)
        _record(cursor, moment, change.decided_by, "action change", change.action_key, 1)


def _must_be_action(cursor: duckdb.DuckDBPyConnection, action_key: str) -> None:
    found = cursor.execute(
        """
        select 1 from tables.actions as action where action.action_key = $key
        union all
        select 1 from tables.captures as capture
        where capture.capture_key::varchar = $key and capture.kind = 'action'
        """,
        {"key": action_key},
    ).fetchone()
    if found is None:
        raise StoreError("There is no such action. Delivery unit → Actions lists them.")


def _settled_by(cursor: duckdb.DuckDBPyConnection, action_key: str) -> str | None:
    """Say whether an action is closed or dropped; None while it is open."""
    found = cursor.execute(
        """
        select change.change
        from tables.action_changes as change
        where change.action_key = $key
            and list_contains(list_value('closed', 'dropped', 'reopened'), change.change)
        order by change.received_at desc
        limit 1
        """,
        {"key": action_key},
    ).fetchone()
    return str(found[0]) if found and found[0] != ActionChangeKind.REOPENED else None


def _must_be_kept_edition(cursor: duckdb.DuckDBPyConnection, edition_key: str) -> None:
    """Raise StoreError when there is nothing to show: no such edition, or thrown away."""
    found = cursor.execute(
        """
        select edition.edition_key in (
            select state.edition_key from tables.edition_states as state)
        from tables.editions as edition
        where edition.edition_key = $key
        """,
        {"key": edition_key},
    ).fetchone()
    if found is None or found[0]:
        why = "was discarded" if found else "does not exist"
        raise StoreError(f"The edition {edition_key} {why}. Freeze one: Delivery unit → Prepare.")


def must_be_meeting(cursor: duckdb.DuckDBPyConnection, meeting_key: str) -> None:
    """Raise StoreError when there is no such stocktake."""
    found = cursor.execute(
        "select 1 from tables.meetings as meeting where meeting.meeting_key::varchar = $key",
        {"key": meeting_key},
    ).fetchone()
    if found is None:
        raise StoreError("There is no such stocktake. Prepare it first: Delivery unit → Prepare.")


def _record(
    cursor: duckdb.DuckDBPyConnection, moment: datetime, by: str, what: str, about: str, rows: int
) -> None:
    record_change(cursor, changed_at=moment, changed_by=by, what=what, about=about, row_count=rows)
