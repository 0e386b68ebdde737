"""No document uses a phrase that was replaced: deck, pre-read, memo, actions, workbook, guide."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from stocktake import clock, intake
from stocktake.commands.editions import _PAPERS
from stocktake.editions.freezing import freeze
from stocktake.editions.reopening import Edition, reopen
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingPlan
from stocktake.returns.checks.catalogue_across import ACROSS, HISTORY
from stocktake.returns.checks.catalogue_cells import CELLS
from stocktake.returns.checks.catalogue_file import DEPARTMENT, FILE, RIGHT_FILE
from stocktake.returns.checks.catalogue_sheets import SHEETS
from stocktake.returns.guide import guide_sections
from stocktake.store import Store, open_store
from tests.conftest import HELD
from tests.pages.rooms import Room
from tests.words.phrases import assert_none, found_in, texts_of_html
from tests.words.rendered import texts_of_word, texts_of_workbook

# One of each kind: a percentage, a count to nought, a duty, a count of units, a closed case.
KEYS = (
    "ae_four_hour", "very_long_waits", "ehc_plans_20_weeks", "welsh_recycling",
    "operators_on_path", "neighbourhood_crime",
)  # fmt: skip


def agenda() -> tuple[AgendaItem, ...]:
    """List an agenda with every kind of item."""
    return (
        AgendaItem(AgendaKind.ACTIONS, AgendaKind.ACTIONS.title, 5),
        AgendaItem(AgendaKind.WALL, AgendaKind.WALL.title, 3),
        AgendaItem(AgendaKind.CELEBRATION, "Two-year waits have ended", 2, text="Thank the teams."),
        *(AgendaItem(AgendaKind.PRIORITY, key, 5, priority_key=key) for key in KEYS),
        AgendaItem(
            AgendaKind.ISSUE, "Weekends", 8, priority_key="ae_four_hour", text="It slipped.",
            options=("In spring", "In autumn"), ask="Choose one.",
        ),
        AgendaItem(AgendaKind.DECISIONS, AgendaKind.DECISIONS.title, 2),
    )  # fmt: skip


@pytest.fixture(scope="module")
def held(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    """A stocktake of the demonstration, frozen, held and closed, with something captured."""
    path = tmp_path_factory.mktemp("words") / "stocktake.duckdb"
    path.write_bytes(built_demo.read_bytes())
    clock.hold(HELD)
    with closing(open_store(path)) as store:
        plan = MeetingPlan("Spring stocktake", HELD.date(), "Prime Minister (demo)", (), agenda())
        room = Room.through(store)
        room.meeting_key = store.write_meeting(plan, saved_by="Delivery unit")
        receipt = freeze(store, room.meeting_key, frozen_by="Delivery unit")
        room.begin(receipt.edition_key)
        for kind in ("decision", "action"):
            room.capture(
                kind, "Write to every trust", priority_key="ae_four_hour",
                owner="Director of Performance, Health (demo)", due_on=HELD.date(),
            )  # fmt: skip
        room.close()
        yield store, receipt.edition_key


@pytest.mark.parametrize("paper", sorted(_PAPERS))
def test_a_paper_uses_no_replaced_phrase(held: tuple[Store, str], paper: str) -> None:
    store, edition_key = held
    ending, build = _PAPERS[paper]
    content = build(store, reopen(store, edition_key))
    read = {"docx": texts_of_word, "xlsx": texts_of_workbook}
    texts = read[ending](content) if ending in read else texts_of_html(content.decode())
    assert len(texts) > 10
    assert_none(found_in(texts, paper), paper)


def test_no_screen_of_the_deck_uses_one(held: tuple[Store, str]) -> None:
    store, edition_key = held
    edition: Edition = reopen(store, edition_key)
    found = [
        fault
        for screen in edition.screens
        for fault in found_in(
            [screen.title, *texts_of_html(screen.html)], f"deck screen {screen.key}"
        )
    ]
    assert_none(found, "deck")


@pytest.mark.parametrize("department", ["health", "education", "transport", "environment"])
def test_the_workbook_of_a_department_uses_none(held: tuple[Store, str], department: str) -> None:
    store, _ = held
    with store.reader() as db:
        rounds = db.rows("core.known_rounds", department_key=department)
    newest = max(str(row["reporting_round"]) for row in rounds)
    _, content = intake.template_file(store, department, newest)
    name = f"workbook of {department}"
    assert_none(found_in(texts_of_workbook(content), name), name)


def test_the_guide_uses_none() -> None:
    lines = [line for one in guide_sections(with_checks=True) for line in (one.title, *one.lines)]
    assert_none(found_in(lines, "guide"), "guide")


def test_no_message_of_a_check_uses_one() -> None:
    checks = (*ACROSS, *HISTORY, *CELLS, *FILE, *RIGHT_FILE, *DEPARTMENT, *SHEETS)
    found = [
        fault
        for check in checks
        for fault in found_in([check.message, check.fix], f"check {check.code}")
    ]
    assert_none(found, "checks")
