"""Put together what documents are made from: an edition, and what the room made of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from stocktake.documents.brief import PreRead
from stocktake.documents.briefing import build_papers
from stocktake.documents.record import (
    Discussed,
    MeetingRecord,
    RatingChange,
    definition_of,
    past_actions,
)
from stocktake.editions.comparing import Difference, What, compare
from stocktake.editions.reopening import Edition, known_words, reopen
from stocktake.errors import StocktakeError
from stocktake.model.meeting import AgendaKind, Capture, CaptureKind
from stocktake.model.numbers import several
from stocktake.model.rating import Category
from stocktake.store import Store
from stocktake.store.reading import Reader

_REVISED = (What.FIGURE, What.TARGET, What.TRAJECTORY)
_MOST_REVISED = 12


def meeting_record(store: Store, meeting_key: str) -> MeetingRecord:
    """Put together the record of a stocktake that was held, on the edition it began on.

    Raises StocktakeError when it was held without one.
    """
    with store.reader(with_headlines=False) as db:
        found = db.rows("core.known_meetings", meeting_key=meeting_key)
    edition_key = found[0]["edition_key"] if found else None
    if edition_key is None:
        raise StocktakeError(
            "No edition was frozen for this meeting, so slides and memo are not available. "
            "Freeze one in Prepare before the next one."
        )
    return record_of(store, reopen(store, str(edition_key)))


def record_of(store: Store, edition: Edition) -> MeetingRecord:
    """Put together an edition and what its stocktake captured, decided and saw revised since."""
    with store.reader(with_headlines=False) as db:
        captures = tuple(_captures(db, edition.meeting_key))
        ratings = tuple(_ratings_changed(db, edition, "page.room_ratings" in store.views))
        changed = _newest_ratings(db, edition, "page.room_ratings" in store.views)
    titles = {facts.department_key: facts.department for facts in edition.facts}
    discussed = _discussed_keys(edition, captures, changed)
    every = {facts.priority_key: facts for facts in edition.facts}
    return MeetingRecord(
        title=edition.plan.title,
        held_on=edition.plan.held_on,
        chair=edition.plan.chair,
        unit_title=edition.meeting["unit_title"],
        edition_key=edition.edition_key,
        known_at=known_words(edition.known_at, edition.shown_on),
        checksum=edition.kept.checksum,
        is_demo=bool(edition.meeting["is_demo"]),
        departments=tuple(str(titles.get(key) or key) for key in edition.plan.department_keys),
        agenda=edition.plan.items,
        captures=captures,
        priorities={facts.priority_key: facts.title for facts in edition.facts},
        department_of={facts.priority_key: facts.department or "" for facts in edition.facts},
        ratings_changed=ratings,
        past_actions=past_actions(edition.frames.actions.to_dict("records"), edition.shown_on),
        sources=edition.credits,
        definitions=tuple(definition_of(every[key]) for key in discussed),
        revised=tuple(_revised(compare(store, edition), discussed)),
        edition_name=edition.name,
        discussed=tuple(
            Discussed(
                every[key].short_title,
                edition.findings[key]["finding"],
                changed.get(key, every[key].rating),
                was=every[key].rating,
                is_changed=key in changed and changed[key] != every[key].rating,
            )
            for key in discussed
        ),
    )


def _discussed_keys(
    edition: Edition, captures: Iterable[Capture], changed: Mapping[str, str]
) -> list[str]:
    """List the priorities of the agenda in its order, then others that the room spoke of."""
    known = {facts.priority_key for facts in edition.facts}
    items = edition.plan.items
    keys = [item.priority_key for item in items if item.kind is AgendaKind.PRIORITY]
    keys += [one.priority_key for one in captures if not one.is_struck]
    keys += sorted(changed)
    return [key for key in dict.fromkeys(keys) if key is not None and key in known]


def _newest_ratings(db: Reader, edition: Edition, is_told: bool) -> dict[str, str]:
    """Return the last likelihood decided in the room, by priority."""
    rows = db.rows("page.room_ratings", meeting_key=edition.meeting_key) if is_told else []
    return {
        str(row["priority_key"]): str(row["decided"])
        for row in sorted(rows, key=lambda one: one["decided_at"])
        if row["category"] == Category.OVERALL
    }


def papers_of(edition: Edition) -> PreRead:
    """Put together the leader's papers of the evening before, from an edition alone."""
    papers = build_papers(
        edition.plan,
        edition.facts,
        edition.frames,
        today=edition.shown_on,
        unit_title=edition.meeting["unit_title"],
        edition_key=edition.edition_key,
        known_at=known_words(edition.known_at, edition.shown_on),
        checksum=edition.kept.checksum,
        is_demo=bool(edition.meeting["is_demo"]),
        words=edition.findings,
        inquiries=edition.inquiries,
        sources=edition.credits,
    )
    return replace(papers, front=edition.front_page, edition_name=edition.name)


def _captures(db: Reader, meeting_key: str) -> Iterator[Capture]:
    names = set(Capture.__dataclass_fields__)
    rows = db.rows("core.known_captures", meeting_key=meeting_key)
    for row in sorted(rows, key=lambda one: (one["captured_at"], one["capture_key"])):
        told: dict[str, Any] = {name: row[name] for name in names if name in row}
        yield Capture(**told | {"kind": CaptureKind(row["kind"])})


def _ratings_changed(db: Reader, edition: Edition, is_told: bool) -> Iterator[RatingChange]:
    """Give the likelihoods changed in the room: what the edition showed, and what was decided."""
    rows = db.rows("page.room_ratings", meeting_key=edition.meeting_key) if is_told else []
    shown = {facts.priority_key: facts for facts in edition.facts}
    for row in sorted(rows, key=lambda one: one["decided_at"]):
        facts = shown.get(row["priority_key"])
        if facts is not None and row["category"] == Category.OVERALL:
            yield RatingChange(
                facts.short_title, facts.rating, row["decided"], row["reason"], row["decided_by"]
            )


def _revised(differences: list[Difference], discussed: Collection[str]) -> Iterator[str]:
    """Say in sentences which figures and promises that were discussed have changed since."""
    about = {None, *discussed}
    found = [one for one in differences if one.what in _REVISED and one.priority_key in about]
    for one in found[:_MOST_REVISED]:
        yield (
            f"{one.priority}, {one.about}: shown {one.shown_then}, now {one.known_now}. {one.why}"
        )
    if len(found) > _MOST_REVISED:
        more = several(len(found) - _MOST_REVISED, "revision")
        yield f"And {more} more: python -m stocktake compare lists every one."
