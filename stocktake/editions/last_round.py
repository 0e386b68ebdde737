"""Last round's picture of each priority: what key L shows beside today's.

It is taken from the newest edition that an earlier stocktake was held on. Where there is none, and
an earlier stocktake is known all the same, the trajectory is drawn as known when that day ended,
unless that would take long.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from stocktake.deck.agenda import last_pictures
from stocktake.editions import parts
from stocktake.editions.drawing import Children, draw_priorities
from stocktake.editions.knowledge import OF_A_TRAJECTORY, Knowledge, is_large, knowledge_of
from stocktake.editions.plans import Prepared
from stocktake.editions.reopening import Edition, reopen
from stocktake.model.meeting import MeetingEvent
from stocktake.model.moment import LAST_INSTANT
from stocktake.store import Store

Told = Callable[[int, int], None]

# Nobody waits longer for a freezing than for what is frozen: more are left out.
_MOST_DRAWN_ANEW = 20


def pictures_of_last_round(
    store: Store, shown: Knowledge, children: Children, *, told: Told
) -> dict[str, str]:
    """Give the markup of last round's picture by priority, where there is one."""
    wanted = set(shown.priority_keys)
    found: dict[str, str] = {}
    with store.reader(with_headlines=False) as db:
        used = [row for row in db.rows("page.editions") if row["used_at"] is not None]
        meetings = db.rows("page.meetings")
    for row in sorted(used, key=_age, reverse=True):
        left = wanted - set(found)
        if left and _is_earlier(row, shown):
            found |= _from_edition(reopen(store, row["edition_key"]), left)
    before = [row for row in meetings if _was_held_before(row, shown)]
    left = wanted - set(found)
    if left and before and len(left) <= _MOST_DRAWN_ANEW and not is_large(store):
        found |= _drawn_anew(store, shown, max(before, key=_age), left, children, told)
    return dict(sorted(found.items()))


def _age(row: dict[str, Any]) -> tuple[object, str]:
    return row["held_on"], str(row["received_at"])


def _is_earlier(row: dict[str, Any], shown: Knowledge) -> bool:
    is_other = row["meeting_key"] != shown.meeting_key
    return bool(is_other and row["held_on"] <= min(shown.plan.held_on, shown.shown_on))


def _was_held_before(row: dict[str, Any], shown: Knowledge) -> bool:
    theirs, ours = set(row["department_keys"].split()), set(shown.plan.department_keys)
    shares = not theirs or not ours or bool(theirs & ours)
    latest = min(shown.plan.held_on, shown.shown_on)
    was_held = row["state"] == MeetingEvent.CLOSED and row["held_on"] < latest
    return bool(was_held and shares and row["meeting_key"] != shown.meeting_key)


def _from_edition(edition: Edition, keys: set[str]) -> dict[str, str]:
    screens = [screen for screen in edition.screens if screen.priority_key in keys]
    return last_pictures(screens, title=edition.plan.title, shown_on=edition.shown_on)


def _drawn_anew(
    store: Store,
    shown: Knowledge,
    meeting: dict[str, Any],
    keys: set[str],
    children: Children,
    told: Told,
) -> dict[str, str]:
    """Draw the trajectories as known at the end of the day of a stocktake without an edition."""
    moment = datetime.combine(meeting["held_on"], LAST_INSTANT)
    with store.reader(moment) as db:
        prepared = Prepared(shown.meeting_key, shown.plan, {})
        then = knowledge_of(store, db, prepared, moment, names=OF_A_TRAJECTORY)
    frozen = parts.frame_parts(then.frames)
    drawn = draw_priorities(
        parts.read_frames(frozen),
        frozen,
        sorted(keys & set(then.priority_keys)),
        children,
        told=told,
        only_trajectory=True,
    )
    screens = [screen for one in drawn.values() for screen in one]
    return last_pictures(
        screens, title=meeting["title"], shown_on=meeting["held_on"], heading="As known on"
    )
