"""Re-opened, an edition is what was frozen, whatever became of figures, SQL and tables."""

import hashlib
from dataclasses import fields
from html.parser import HTMLParser

import duckdb
import pytest

from stocktake.deck.frames import DeckFrames
from stocktake.editions import parts
from stocktake.editions.reopening import editions, offline_document, reopen
from stocktake.errors import StocktakeError
from stocktake.model.meeting import Capture, CaptureKind, MeetingEvent
from tests.editions.meetings import AE, HOSTILE, SCOTRAIL, resend, withdraw

COLOURED = "alter table tables.annotations add column colour varchar;\n"


def assert_as_frozen(store, frozen) -> None:
    """The same bytes, part by part, and the same document out of them."""
    found = reopen(store, frozen.receipt.edition_key)
    assert found.kept.parts == frozen.parts
    assert found.kept.checksum == frozen.receipt.checksum
    assert len(found.screens) == frozen.receipt.screen_count
    assert digest(offline_document(found)) == frozen_digest(frozen)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_digests: dict[str, str] = {}


def frozen_digest(frozen) -> str:
    """The document as it was made before anything happened, from the first copy asked for it."""
    return _digests[frozen.receipt.edition_key]


@pytest.fixture(autouse=True)
def document_at_first(edition, frozen) -> None:
    _digests.setdefault(frozen.receipt.edition_key, digest(offline_document(edition)))


def test_after_new_returns_and_a_withdrawal(store, frozen):
    resend(store, "ae_four_hour", {"nhs_r1h": 0.5})
    withdraw(store, "health-2026-02.xlsx")
    assert_as_frozen(store, frozen)


def test_after_the_sql_has_changed_even_into_nonsense(store, open_copy, queries, frozen):
    store.close()
    (queries / "priority" / f"{AE}.sql").write_text(
        "-- Grain: one row per period_end.\n-- Nothing any more.\n"
        "select null::date as period_start, null::date as period_end, 0.0::double as value,\n"
        "    null::double as numerator, null::double as denominator, 'x' as status,\n"
        "    1 as definition_version\nfrom core.known_moment as moment\nwhere false\n"
    )
    wall = queries / "page" / "wall.sql"
    before = wall.read_text()
    wall.write_text(before.replace("position.value,", "-position.value as value,"))
    assert wall.read_text() != before
    changed = open_copy(queries=queries)
    assert_as_frozen(changed, frozen)


def test_after_an_upgrade_of_the_schema(store, open_copy, queries, frozen):
    store.close()
    tables = queries / "tables"
    number = len(list(tables.glob("*.sql")))
    (tables / f"{number:04d}_coloured.sql").write_text(COLOURED)
    (tables / "HEAD").write_text(f"{number:04d}_coloured\n")
    assert_as_frozen(open_copy(queries=queries), frozen)


def test_what_was_frozen_is_read_back_as_values(edition, frozen):
    plan = edition.plan
    assert (plan.minutes, len(plan.items), plan.department_keys) == (36, 6, ("health", "transport"))
    assert plan.items[3].options == (" ".join(HOSTILE.split()), "Wait")
    assert edition.meta.items[2] == (3, "A&E", 10)
    assert (edition.meta.edition_key, edition.meta.is_demo) == (frozen.receipt.edition_key, True)
    (facts,) = [one for one in edition.facts if one.priority_key == AE]
    (row,) = edition.frames.of(AE).wall.to_dict("records")
    assert facts.value == row["value"]
    assert edition.findings[AE]["finding"].startswith("A&E: 77.1% seen within four hours")
    assert set(edition.inquiries) == {AE, SCOTRAIL}
    assert "NHS England" in edition.credits[0]
    for one in fields(DeckFrames):
        assert "priority_key" in getattr(edition.frames, one.name)


def test_an_edition_of_another_age_opens_all_the_same():
    screens = parts.read_screens(
        b'[{"key": "a", "title": "A", "html": "<p>A</p>", "kind": "wall", "gone": 1}]'
    )
    assert [(one.key, one.item) for one in screens] == [("a", None)]
    frames = parts.read_frames({})
    assert frames.of("a").spread.empty


def test_the_newest_edition_is_listed_first(store, frozen):
    row, winter = editions(store)
    assert winter["title"] == "Winter stocktake"
    assert row["edition_key"] == frozen.receipt.edition_key
    assert row["checksum"] == frozen.receipt.checksum


# ---- damage -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "update tables.edition_parts set content = '[]' where part = 'screens.json'",
        "update tables.edition_parts set content = '[]', checksum = sha256('[]') "
        "where part = 'screens.json'",
        "delete from tables.edition_parts where part = 'sql.json'",
        "insert into tables.edition_parts select edition_key, 'more.json', sha256('1'), '1' "
        "from tables.editions",
        "update tables.editions set checksum = repeat('0', 64)",
    ],
)
def test_a_damaged_edition_is_refused_with_a_remedy(store, open_copy, frozen, sql):
    path = store.path
    store.close()
    with duckdb.connect(str(path)) as database:
        database.execute(sql)
    with pytest.raises(StocktakeError, match=r"is damaged: .* Restore the newest backup"):
        reopen(open_copy(), frozen.receipt.edition_key)


def test_one_that_is_not_there_is_named(store):
    with pytest.raises(StocktakeError, match=r'There is no edition "2026_05_20_nothing"'):
        reopen(store, "2026_05_20_nothing")


def test_a_rehearsals_edition_can_be_thrown_away_and_a_used_one_cannot(store, frozen):
    key = frozen.receipt.edition_key
    store.write_meeting_event(
        frozen.meeting_key, MeetingEvent.BEGUN, edition_key=key, decided_by="Chair"
    )
    with pytest.raises(StocktakeError, match="held on this edition"):
        store.throw_edition_away(key, decided_by="Sam")
    assert_as_frozen(store, frozen)


def test_a_thrown_away_edition_says_so(store, frozen):
    store.throw_edition_away(frozen.receipt.edition_key, decided_by="Sam")
    (winter,) = editions(store)
    assert winter["title"] == "Winter stocktake"
    with pytest.raises(StocktakeError, match="a rehearsal copy and was discarded"):
        reopen(store, frozen.receipt.edition_key)


# ---- text that means harm ---------------------------------------------------------------------


class Read(HTMLParser):
    """What a browser would make of a document: its elements, and attributes that run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.running: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.running += [(tag, name) for name, _ in attrs if name.startswith("on")]


def test_texts_of_people_can_do_no_harm_in_the_deck_file(store, edition, frozen):
    capture = Capture(
        capture_key="5f9d3c1e-0000-0000-0000-000000000001",
        meeting_key=frozen.meeting_key,
        kind=CaptureKind.ACTION,
        text=f"</script>{HOSTILE}",
        owner=HOSTILE,
        due_on=edition.plan.held_on,
        due_text="end of June",
        written_by=HOSTILE,
    )
    store.write_capture(capture)
    with store.reader(with_headlines=False) as db:
        captured = db.rows("page.captures", meeting_key=frozen.meeting_key)
    plain, full = Read(offline_document(edition)), Read(offline_document(edition, captured))
    assert HOSTILE in edition.plan.title
    assert plain.elements.count("script") == full.elements.count("script") == 1
    assert plain.elements.count("b") == full.elements.count("b")
    assert plain.running == full.running == []
    assert "20 May 2026" in offline_document(edition, captured)
