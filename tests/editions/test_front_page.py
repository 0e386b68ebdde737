"""The front page in an edition: first in the room, kept as a part, missing in older ones."""

from dataclasses import replace

from stocktake.documents.preread import build_preread
from stocktake.editions.freezing import freeze
from stocktake.editions.records import papers_of
from stocktake.editions.reopening import Edition, reopen
from tests.editions.meetings import AE, SCOTRAIL


def test_it_is_the_first_screen_and_belongs_to_no_item(edition):
    first = edition.screens[0]
    assert (first.key, first.kind, first.item) == ("today", "today", None)
    assert edition.screens[1].item == 1


def test_it_is_of_the_stocktakes_departments_and_asks_about_its_agenda_only(edition):
    page = edition.front_page
    assert page.department_keys == ("health", "transport")
    assert page.whose == "Health, Transport"
    assert page.shown_on == edition.shown_on
    asked = {line.priority_key for line in page.block("ask").lines}
    assert asked == {AE, SCOTRAIL}
    standing = page.block("going_well").lines + page.block("not_going_well").lines
    shown = {line.priority_key for line in standing} - {None}
    assert shown <= {facts.priority_key for facts in edition.facts}
    assert "ready_for_school" not in shown


def test_every_line_leads_somewhere(edition):
    assert all(line.page for line in edition.front_page.lines)


def test_the_units_words_are_frozen_beside_the_rules_own(store, frozen):
    drafted = reopen(store, frozen.receipt.edition_key).front_page.headline.text
    store.write_front_line(
        frozen.meeting_key, "headline", "Two <b>hard</b> months.", written_by="Sam"
    )
    receipt = freeze(store, frozen.meeting_key, frozen_by="Sam")
    assert receipt.checksum != frozen.receipt.checksum
    edition = reopen(store, receipt.edition_key)
    headline = edition.front_page.headline
    assert (headline.text, headline.drafted) == ("Two <b>hard</b> months.", drafted)
    assert "Two &lt;b&gt;hard&lt;/b&gt; months." in edition.screens[0].html
    # What was frozen before says what it said.
    assert reopen(store, frozen.receipt.edition_key).front_page.headline.text == drafted


def test_an_edition_of_before_there_was_one_opens_without(edition):
    older = {name: part for name, part in edition.kept.parts.items() if "front_page" not in name}
    found = Edition(replace(edition.kept, parts=older))
    assert found.front_page is None
    assert 'class="front-headline"' not in build_preread(papers_of(found))
    assert 'class="front-headline"' in build_preread(papers_of(edition))
