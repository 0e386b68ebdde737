"""Say exactly what changed since an edition was shown: shown then, known now, and why."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from stocktake.editions.causes import Causes, Shown, read_causes
from stocktake.editions.comparing_figures import One, figure_differences
from stocktake.editions.comparing_judgements import (
    action_differences,
    agenda_differences,
    note_differences,
    rating_differences,
    step_differences,
)
from stocktake.editions.differences import Difference, What
from stocktake.editions.knowledge import Knowledge, knowledge_of
from stocktake.editions.plans import Prepared, read_prepared
from stocktake.editions.reopening import Edition
from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import day
from stocktake.store import Store
from stocktake.store.reading import Reader

__all__ = ["Difference", "What", "compare", "known_now"]

_WHAT = list(What)


def compare(store: Store, then: Edition, now: Edition | None = None) -> list[Difference]:
    """List exactly what changed between an edition and a later one; None is what is known now.

    The newest plan of the stocktake is compared, too, when it is held against what is known now.
    In the order of the agenda, and for each priority in the order of `What`.
    """
    with store.reader(with_headlines=now is None) as db:
        later: Shown = now or known_now(store, db, then)
        causes = read_causes(db, store.views, then, later)
        history = db.rows("page.action_history")
        saved = next(iter(db.rows("core.known_meetings", meeting_key=then.meeting_key)), None)
    found = [*_priorities(then, later, causes)]
    found += action_differences(then, later, history, causes)
    if saved is not None:
        found += agenda_differences(then.plan, later.plan, saved)
    order = {facts.priority_key: place for place, facts in enumerate(later.facts)}
    order |= {item.priority_key: place - len(then.plan.items)
              for place, item in enumerate(then.plan.items) if item.priority_key}  # fmt: skip
    last = len(order)
    return sorted(
        found, key=lambda one: (order.get(one.priority_key or "", last), _WHAT.index(one.what))
    )


def known_now(store: Store, db: Reader, then: Edition) -> Knowledge:
    """Read what an edition shows as it is known now, with the newest plan beside it."""
    asked = Prepared(then.meeting_key, then.plan, {})
    found = knowledge_of(store, db, asked, None)
    newest = read_prepared(db, then.meeting_key, may_be_cancelled=True)
    return replace(found, plan=newest.plan, written_inquiries=newest.inquiries)


def _priorities(then: Shown, now: Shown, causes: Causes) -> Iterator[Difference]:
    before = {facts.priority_key: facts for facts in then.facts}
    after = {facts.priority_key: facts for facts in now.facts}
    for key in [*before, *(key for key in after if key not in before)]:
        was, is_now = before.get(key), after.get(key)
        if was is None or is_now is None:
            yield _came_or_went(was, is_now, causes)
            continue
        one = One(was, is_now, causes)
        yield from figure_differences(one, then, now)
        yield from rating_differences(one, then, now)
        yield from step_differences(one, then, now)
        yield from note_differences(one, then, now)
        yield from _itself(one)


def _came_or_went(
    was: PriorityFacts | None, is_now: PriorityFacts | None, causes: Causes
) -> Difference:
    facts: Any = is_now or was
    one = One(facts, facts, causes)
    shown, known = ("listed" if side else "not listed" for side in (was, is_now))
    cause = causes.of_register("core.known_priorities", "page.wall")
    return one.difference(What.PRIORITY, "priority", shown, known, cause)


def _itself(one: One) -> Iterator[Difference]:
    """List what changed in the promise itself: its words, its owner, whether it is closed."""
    closed = [day(one_of.closed_on) if one_of.closed_on else "no" for one_of in (one.then, one.now)]
    words: dict[str, tuple[object, object]] = {
        "title": (one.then.title, one.now.title),
        "promise": (one.then.promise, one.now.promise),
        "owner": (one.then.owner, one.now.owner),
        "closed": (closed[0], closed[1]),
    }
    for about, (shown, known) in words.items():
        if shown != known:
            cause = one.causes.of_register("core.known_priorities")
            yield one.difference(
                What.PRIORITY, about, str(shown or "none"), str(known or "none"), cause
            )
