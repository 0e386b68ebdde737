"""Findings of real and made priorities: short, with a subject, and of one mind with the plan."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from stocktake.model.facts import PriorityFacts, facts_from_row
from stocktake.model.finding import finding, further_sentence, late_tag, short_finding
from stocktake.model.numbers import number, planned
from stocktake.model.sentence import MAX_WORDS, count_words, figure_in_words, subject
from stocktake.model.verdict import planned_level
from stocktake.store import Store, open_store
from tests.benchmarks.generate import UNITS, make_big_store

# Two months of figures of each made indicator: enough for a finding, and written in seconds.
FEW = 2 * 78 * UNITS
MOMENTS = [None, datetime(2025, 12, 31), datetime(2024, 6, 30), datetime(2023, 6, 30)]


@pytest.fixture(scope="module")
def forty(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> list[PriorityFacts]:
    """The demonstration's priorities and the made ones of the benchmark."""
    path = tmp_path_factory.mktemp("forty") / "forty.duckdb"
    make_big_store(built_demo, path, FEW)
    with closing(open_store(path)) as store:
        return known(store, None)


def known(store: Store, moment: datetime | None) -> list[PriorityFacts]:
    """Read every priority as known at a moment."""
    with store.reader(moment) as db:
        return [facts_from_row(row) for row in db.rows("page.wall")]


def faults(facts: PriorityFacts) -> list[str]:
    """Say what is wrong with a finding: too long, without a subject, or with lateness in it."""
    said = finding(facts)
    found = []
    if count_words(said) > MAX_WORDS:
        found.append(f"{count_words(said)} words: {said}")
    begins = (subject(facts), figure_in_words(facts, facts.value), f"{number(facts.value or 0)} of")
    if facts.value is not None and not said.startswith(begins):
        found.append(f"no subject: {said}")
    if "overdue" in said.lower() or said.count(".") - said.count(".", 0, -1) != 1:
        found.append(f"more than a finding: {said}")
    return found


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_finding_of_the_demo_is_short_and_says_of_what(
    demo: Store, moment: datetime | None
) -> None:
    every = known(demo, moment)
    assert every
    assert [fault for facts in every for fault in faults(facts)] == []


def test_every_finding_of_forty_priorities_is_short(forty: list[PriorityFacts]) -> None:
    assert len(forty) >= 40
    assert [fault for facts in forty for fault in faults(facts)] == []


def test_a_late_series_has_its_tag_and_one_in_time_has_none(demo: Store) -> None:
    for facts in known(demo, None):
        is_late = facts.freshness == "stale" and not facts.closed_on
        assert late_tag(facts).startswith("Overdue") is is_late


def test_the_headline_names_the_level_that_the_list_names(demo: Store) -> None:
    """What stands beside a figure as its plan is what the sentence holds it against."""
    for facts in known(demo, None):
        level = planned_level(facts)
        if level is None or facts.counts_units or facts.position_reason == "definition_changed":
            continue
        written = planned(facts.measure, level[0], facts.rounding_unit)
        said = finding(facts)
        assert written in said or said.endswith(" plan.") or "none were planned" in said, said


def test_nothing_said_of_a_priority_is_empty_or_unfinished(demo: Store) -> None:
    for facts in known(demo, None):
        assert short_finding(facts)
        further = further_sentence(facts)
        assert not further or further.endswith(".")
