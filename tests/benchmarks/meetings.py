"""A stocktake on everything a store holds, frozen before anybody opens it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from stocktake.editions.freezing import freeze
from stocktake.editions.plans import default_plan
from stocktake.editions.reopening import offline_document, reopen
from stocktake.model.meeting import AgendaItem, AgendaKind
from stocktake.store import open_store


@dataclass(frozen=True)
class Frozen:
    """What was frozen, the milliseconds it took, and the size of its offline file."""

    edition_key: str
    screens: int
    took: float
    offline_bytes: int


def freeze_everything(database: Path) -> Frozen:
    """Prepare a stocktake of every priority and freeze it; nobody else may have the store open."""
    with closing(open_store(database)) as store:
        with store.reader(with_headlines=False) as db:
            today = db.rows("core.known_moment")[0]["today_on"]
        plan = default_plan(store, (), held_on=today, chair="Chair", title="Every priority")
        plan = replace(plan, items=_with_issues(plan.items))
        meeting_key = store.write_meeting(plan, saved_by="benchmark")
        started = time.perf_counter()
        receipt = freeze(store, meeting_key, frozen_by="benchmark")
        took = 1000 * (time.perf_counter() - started)
        document = offline_document(reopen(store, receipt.edition_key))
    return Frozen(receipt.edition_key, receipt.screen_count, took, len(document.encode()))


def _with_issues(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Put an issue after each priority, as a full agenda has them."""
    return tuple(one for item in items for one in _with_issue(item))


def _with_issue(item: AgendaItem) -> Iterator[AgendaItem]:
    yield item
    if item.kind is AgendaKind.PRIORITY:
        yield replace(
            item,
            kind=AgendaKind.ISSUE,
            title=f"What next for {item.title}",
            text="It slipped.",
            options=("Do more", "Do otherwise"),
            ask="Choose one.",
        )
