"""What documents are made from: an edition, and what its stocktake took away."""

import pytest

from stocktake.documents.actions_list import build_actions_list, list_of
from stocktake.documents.memo import build_memo
from stocktake.documents.preread import build_preread
from stocktake.editions.records import meeting_record, papers_of, record_of
from stocktake.errors import StocktakeError
from stocktake.model.assessment import GivenRating, RaterType
from stocktake.model.meeting import Capture, CaptureKind, MeetingEvent
from tests.editions.meetings import AE, HOSTILE, SCOTRAIL, resend


def begin(store, frozen) -> None:
    store.write_meeting_event(
        frozen.meeting_key, MeetingEvent.BEGUN, edition_key=frozen.receipt.edition_key,
        decided_by="Chair",
    )  # fmt: skip


def test_a_record_names_its_edition_and_holds_what_was_captured(store, edition, frozen):
    begin(store, frozen)
    capture = Capture(
        "5f9d3c1e-0000-0000-0000-000000000003", frozen.meeting_key, CaptureKind.DECISION,
        f"Visit {HOSTILE}", priority_key=AE, written_by="Clerk",
    )  # fmt: skip
    store.write_capture(capture)
    record = meeting_record(store, frozen.meeting_key)
    assert (record.edition_key, record.checksum) == (edition.edition_key, edition.kept.checksum)
    assert (record.known_at, record.departments) == ("20 May 2026", ("Health", "Transport"))
    (kept,) = record.captured(CaptureKind.DECISION)
    assert (kept.text, record.priority_of(kept)) == (capture.text, "A&E: seen within four hours")
    assert {one.department for one in record.past_actions} == {"Health", "Transport"}
    defined = [one.priority for one in record.definitions]
    titles = {one.priority_key: one.short_title for one in edition.facts}
    assert defined == [titles[AE], titles[SCOTRAIL]]
    assert [one.priority for one in record.discussed] == defined
    assert record.discussed[0].finding == edition.findings[AE]["finding"]
    assert record.edition == edition.name
    assert edition.name.startswith("Edition 1, frozen ")
    assert record.sources == edition.credits
    assert record.revised == ()


def test_a_record_tells_what_was_revised_and_rated_since(store, frozen, edition):
    begin(store, frozen)
    resend(store, AE, {"nhs_r1h": 0.9})
    store.write_ratings(
        [GivenRating(SCOTRAIL, "2026-03", "overall", "green", RaterType.UNIT, "Ann", "It runs",
                     meeting_key=frozen.meeting_key)]
    )  # fmt: skip
    record = record_of(store, edition)
    (revised,) = record.revised
    assert ", March 2026: shown 77.1%, now 77.0%. The return" in revised
    (changed,) = record.ratings_changed
    (facts,) = [one for one in edition.facts if one.priority_key == SCOTRAIL]
    assert (changed.shown, changed.decided, changed.reason) == (facts.rating, "green", "It runs")
    told = {one.priority: one for one in record.discussed}
    assert (told[changed.priority].rating, told[changed.priority].is_changed) == ("green", True)
    assert len(told) == 2, "a priority that was not discussed is not in the memo"


def test_a_stocktake_held_without_an_edition_has_no_record(store):
    with store.reader(with_headlines=False) as db:
        (spring,) = db.rows("page.meetings", title="Spring stocktake")
    for event in (MeetingEvent.BEGUN, MeetingEvent.CLOSED):
        store.write_meeting_event(spring["meeting_key"], event, decided_by="Chair")
    with pytest.raises(StocktakeError, match="No edition was frozen"):
        meeting_record(store, spring["meeting_key"])


def test_every_document_of_an_edition_can_be_written(store, edition):
    record = record_of(store, edition)
    assert build_memo(record)[:2] == b"PK"
    assert build_actions_list(list_of(record))[:2] == b"PK"
    papers = papers_of(edition)
    assert [one.priority_key for one in papers.priorities] == [AE, SCOTRAIL]
    assert papers.priorities[0].inquiries == edition.inquiries[AE]
    assert edition.edition_key in build_preread(papers)
