"""Whatever comes from the register comes from the newest one known then, and from no other."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from stocktake.settings import PROJECT
from stocktake.store import Store
from tests.queries.defaults import REGISTER

NEWER = "00000000-0000-0000-0000-00000000000b"
REPLACED_ON, BEFORE = datetime(2026, 3, 1), datetime(2026, 2, 1)
DAY = "2026-01-31"
OLD = {
    "units": {"unit_key": "old"},
    "departments": {"department_key": "old"},
    "indicators": {"indicator_key": "old"},
    "indicator_definitions": {"indicator_key": "old"},
    "priorities": {"priority_key": "old", "indicator_key": "old"},
    "priority_indicators": {"priority_key": "old", "indicator_key": "old"},
    "targets": {"priority_key": "old", "target_value": 1},
    "trajectory_points": {"priority_key": "old", "period_end": DAY, "central": 1},
    "unit_targets": {
        "priority_key": "old", "indicator_key": "old", "target_on": DAY, "value": 1,
    },
    "policy_steps": {"policy_step_key": "old", "priority_key": "old", "due_on": DAY},
    "annotations": {"priority_key": "old", "happened_on": DAY, "text": "old"},
    "series_gaps": {"indicator_key": "old", "starts_on": DAY, "ends_on": DAY},
    "actions": {"action_key": "old", "priority_key": "old"},
    "reporting_rounds": {"reporting_round": "old", "department_key": "old"},
    "ratings": {"priority_key": "old", "rating_round": "old", "rating": "red"},
}  # fmt: skip


def asks_for_the_register(file: Path) -> bool:
    return "getvariable('register_key')" in file.read_text(encoding="utf-8")


VIEWS = sorted(
    f"core.{file.stem}"
    for file in (PROJECT / "queries" / "core").glob("*.sql")
    if asks_for_the_register(file) and file.stem != "known_register"
)


@pytest.fixture
def replaced(filled_store: Callable[..., Store]) -> Store:
    """A store whose register was replaced by one that holds nothing."""
    registers = [
        {"register_key": REGISTER},
        {"register_key": NEWER, "received_at": REPLACED_ON},
    ]
    return filled_store({"registers": registers} | {name: [row] for name, row in OLD.items()})


def test_every_view_of_the_register_shows_the_newest_of_its_moment(replaced: Store) -> None:
    assert len(VIEWS) >= len(OLD)
    with replaced.reader(BEFORE) as db:
        assert {name: len(db.rows(name)) for name in VIEWS} == dict.fromkeys(VIEWS, 1)
    with replaced.reader() as db:
        assert {name: len(db.rows(name)) for name in VIEWS} == dict.fromkeys(VIEWS, 0)
