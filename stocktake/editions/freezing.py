"""Freeze a stocktake: all it shows, as known at one moment, kept whole with a checksum."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from stocktake.deck.agenda import build_agenda_screens
from stocktake.deck.frames import Screen
from stocktake.editions import parts
from stocktake.editions.drawing import Children, draw_priorities
from stocktake.editions.knowledge import Knowledge, Told, read_knowledge, tell_nobody
from stocktake.editions.last_round import pictures_of_last_round
from stocktake.editions.questions import questions_of, with_questions
from stocktake.errors import StocktakeError
from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import (
    finding,
    further_sentence,
    late_tag,
    outturn_sentence,
    pace_sentence,
    position_words,
    source_line,
    time_words,
)
from stocktake.model.front_page import front_content
from stocktake.store import Store
from stocktake.store.editions import EditionFacts, checksum_of

_READ, _DRAWN, _KEEPING = 0.3, 0.8, 0.97


@dataclass(frozen=True)
class EditionReceipt:
    """Proof that an edition was kept."""

    edition_key: str
    checksum: str
    screen_count: int
    byte_count: int


def freeze(
    store: Store,
    meeting_key: str,
    *,
    known_at: datetime | None = None,
    frozen_by: str,
    on_progress: Told = tell_nobody,
    received_at: datetime | None = None,
) -> EditionReceipt:
    """Freeze a stocktake as known at a moment, None as known now; keep it, and give its receipt.

    `received_at` is when it is said to have been frozen, None now. The same data frozen twice give
    the same checksum under two keys. `on_progress(share, text)` is told often. Raises
    StocktakeError when there is no such stocktake or nothing to show.
    """
    shown = read_knowledge(store, meeting_key, known_at, _part(on_progress, 0.0, _READ))
    if not shown.facts:
        raise StocktakeError(
            "No priority of this stocktake is known at that moment, so there is nothing to "
            "freeze. Choose a later day, or other departments in Delivery unit → Prepare."
        )
    shown = with_questions(shown)
    frozen = parts.frame_parts(shown.frames)
    # Drawn from the rows as they will be read again, not as they came from the database.
    shown = replace(shown, frames=parts.read_frames(frozen))
    with Children() as children:
        screens = _draw(shown, frozen, children, _part(on_progress, _READ, _DRAWN))
        told = _counted(_part(on_progress, _DRAWN, _KEEPING), "last round's pictures")
        before = pictures_of_last_round(store, shown, children, told=told)
    on_progress(_KEEPING, "Keeping the edition")
    content = edition_parts(shown, screens, before) | frozen
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
    checksum = store.write_edition(facts, content, received_at=received_at)
    on_progress(1.0, "Frozen")
    return EditionReceipt(
        facts.edition_key, checksum, len(screens), sum(map(len, content.values()))
    )


def _part(on_progress: Told, start: float, end: float) -> Told:
    """Give the stretch of a progress from `start` to `end` to a part of the work."""
    return lambda share, text: on_progress(start + (end - start) * share, text)


def _counted(on_progress: Told, what: str) -> Callable[[int, int], None]:
    return lambda done, whole: on_progress(done / whole, f"Drawing {what}: {done} of {whole}")


def _draw(
    shown: Knowledge, frozen: Mapping[str, bytes], children: Children, on_progress: Told
) -> list[Screen]:
    told = _counted(on_progress, "the priorities")
    drawn = draw_priorities(shown.frames, frozen, shown.priority_keys, children, told=told)
    return build_agenda_screens(
        shown.plan.agenda,
        shown.frames,
        today=shown.shown_on,
        draw=lambda facts, _: drawn[facts.priority_key],
        front=shown.front,
    )


def edition_parts(
    shown: Knowledge, screens: list[Screen], before: Mapping[str, str]
) -> dict[str, bytes]:
    """Give the parts of an edition by name, beside its frames; `before` is last round's."""
    return {
        "meeting.json": parts.json_part(_meeting(shown)),
        "screens.json": parts.screens_part(screens),
        "last_pictures.json": parts.json_part(before),
        "facts.json": parts.rows_part(shown.frames.wall),
        "findings.json": parts.json_part({one.priority_key: _words(one) for one in shown.facts}),
        "inquiries.json": parts.json_part(questions_of(shown)),
        "sources.json": parts.json_part(shown.sources),
        "sql.json": parts.json_part(shown.sql),
        "front_page.json": parts.json_part(shown.front and front_content(shown.front)),
    }


def _meeting(shown: Knowledge) -> dict[str, object]:
    return {
        "form": parts.FORM,
        "meeting_key": shown.meeting_key,
        "plan": parts.plan_content(shown.plan),
        "known_at": shown.known_at,
        "shown_on": shown.shown_on,
        "unit_title": shown.unit_title,
        "credits": shown.credits,
        "is_demo": shown.is_demo,
    }


def _words(facts: PriorityFacts) -> dict[str, str]:
    """Give the sentences said about a priority, so that no later wording changes them."""
    return {
        "finding": finding(facts),
        "late": late_tag(facts),
        "further": further_sentence(facts),
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
