"""Freeze a stocktake: all it shows, as known at one moment, kept whole with a checksum."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from stocktake.deck.agenda import build_agenda_screens
from stocktake.deck.frames import Screen
from stocktake.editions import parts
from stocktake.editions.drawing import draw_priorities
from stocktake.editions.knowledge import Knowledge, Told, read_knowledge
from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import (
    finding,
    outturn_sentence,
    pace_sentence,
    position_words,
    source_line,
    time_words,
)
from stocktake.model.meeting import AgendaKind
from stocktake.store import Store
from stocktake.store.editions import EditionFacts, checksum_of

_READ, _DRAWN = 0.25, 0.95


@dataclass(frozen=True)
class EditionReceipt:
    """Proof that an edition was kept."""

    edition_key: str
    checksum: str
    screen_count: int
    byte_count: int


def _tell_nobody(share: float, text: str) -> None:
    """Take a report of progress that nobody waits for."""


def freeze(
    store: Store,
    meeting_key: str,
    *,
    known_at: datetime | None = None,
    frozen_by: str,
    on_progress: Told = _tell_nobody,
) -> EditionReceipt:
    """Freeze a stocktake as known at a moment, None as known now; keep it, and give its receipt.

    The same data frozen twice give the same checksum under two keys. `on_progress(share, text)`
    is told often. Raises StocktakeError when there is no such stocktake or nothing to show.
    """
    shown = read_knowledge(
        store, meeting_key, known_at, lambda share, text: on_progress(share * _READ, text)
    )
    frozen = parts.frame_parts(shown.frames)
    # Drawn from the rows as they will be read again, not as they came from the database.
    shown = replace(shown, frames=parts.read_frames(frozen))
    screens = _draw(shown, frozen, on_progress)
    on_progress(_DRAWN, "Keeping the edition")
    content = edition_parts(shown, screens) | frozen
    facts = EditionFacts(
        edition_key=_free_key(store, shown, checksum_of(content)),
        meeting_key=meeting_key,
        title=shown.plan.title,
        known_at=known_at,
        shown_on=shown.shown_on,
        data_version=shown.data_version,
        screen_count=len(screens),
        frozen_by=frozen_by,
    )
    checksum = store.write_edition(facts, content)
    on_progress(1.0, "Frozen")
    return EditionReceipt(
        facts.edition_key, checksum, len(screens), sum(map(len, content.values()))
    )


def _draw(shown: Knowledge, frozen: Mapping[str, bytes], on_progress: Told) -> list[Screen]:
    def told(done: int, whole: int) -> None:
        share = _READ + (_DRAWN - _READ) * done / max(1, whole)
        on_progress(share, f"Drawing the screens: {done} of {whole} priorities")

    known = {facts.priority_key for facts in shown.facts}
    items = [item for item in shown.plan.items if item.kind is AgendaKind.PRIORITY]
    keys = [item.priority_key for item in items if item.priority_key in known]
    drawn = draw_priorities(
        shown.frames, frozen, [*dict.fromkeys(key for key in keys if key)], told=told
    )
    return build_agenda_screens(
        shown.plan.agenda,
        shown.frames,
        today=shown.shown_on,
        draw=lambda facts, _: drawn[facts.priority_key],
    )


def edition_parts(shown: Knowledge, screens: list[Screen]) -> dict[str, bytes]:
    """Give the parts of an edition by name, beside its frames."""
    return {
        "meeting.json": parts.json_part(_meeting(shown)),
        "screens.json": parts.screens_part(screens),
        "last_pictures.json": parts.json_part({}),
        "facts.json": parts.rows_part(shown.frames.wall),
        "findings.json": parts.json_part({one.priority_key: _words(one) for one in shown.facts}),
        "inquiries.json": parts.json_part(dict(shown.written_inquiries)),
        "ratings.parquet": parts.frame_part(shown.frames.rating_sheet),
        "sources.json": parts.json_part(shown.sources),
        "sql.json": parts.json_part(shown.sql),
    }


def _meeting(shown: Knowledge) -> dict[str, object]:
    return {
        "form": parts.FORM,
        "meeting_key": shown.meeting_key,
        "plan": parts.plan_content(shown.plan),
        "known_at": shown.known_at,
        "shown_on": shown.shown_on,
        "unit_title": shown.unit_title,
        "is_demo": shown.is_demo,
    }


def _words(facts: PriorityFacts) -> dict[str, str]:
    """Give the sentences said about a priority, so that no later wording changes them."""
    return {
        "finding": finding(facts),
        "position": position_words(facts),
        "time": time_words(facts),
        "pace": pace_sentence(facts),
        "outturn": outturn_sentence(facts),
        "source": source_line(facts),
    }


def _free_key(store: Store, shown: Knowledge, checksum: str) -> str:
    """Make a key of the day and the content: `2026_05_20_a7f3c1`, counted on where it is taken."""
    base = f"{shown.plan.held_on:%Y_%m_%d}_{checksum[:6]}"
    with store.reader(with_headlines=False) as db:
        taken = {row["edition_key"] for row in db.rows("core.known_editions")}
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}_{count}"
    return key
