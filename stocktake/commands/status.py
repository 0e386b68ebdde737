"""The command that says where every priority stands."""

from typing import Any

import click

from stocktake.commands.running import (
    GOOD,
    print_json,
    read_known_at,
    ready_store,
    with_settings,
)
from stocktake.model.facts import facts_from_row
from stocktake.model.finding import finding, late_tag
from stocktake.settings import Settings

STATUS_COLUMNS = (
    "priority_key",
    "title",
    "department",
    "indicator_key",
    "period_end",
    "value",
    "plan",
    "gap",
    "position",
    "days_behind",
    "verdict",
    "verdict_gap",
    "gap_share",
    "target_value",
    "target_on",
    "freshness",
)


@click.command()
@click.option("--known-at", help="Show what was known on a day (2025-06-30) or moment, UTC.")
@click.option("--json", "as_json", is_flag=True, help="Print a list of priorities as JSON.")
@with_settings
def status(settings: Settings, known_at: str | None, as_json: bool) -> int:
    """Say where every priority stands against its trajectory."""
    moment = read_known_at(known_at)
    with ready_store(settings) as store, store.reader(moment) as db:
        rows = sorted(db.rows("page.wall"), key=lambda row: row["agenda_position"])
    if as_json:
        print_json([_status_of(row) for row in rows])
        return GOOD
    for row in rows:
        click.echo(_line(row))
    if not rows:
        click.echo(f"No priority had started by {known_at}.")
    return GOOD


def _line(row: dict[str, Any]) -> str:
    """Return one line: title, finding, and behind it in brackets what a screen shows as tags."""
    facts = facts_from_row(row)
    no_target = "No target set" if facts.position_reason == "no_target" else ""
    tags = (f" [{tag}]" for tag in (no_target, late_tag(facts)) if tag)
    return f"{facts.title}: {finding(facts, with_subject=False)}{''.join(tags)}"


def _status_of(row: dict[str, Any]) -> dict[str, Any]:
    """Give one priority of `status --json`: plan, gap and position speak of `period_end` only.

    A promise about single months has figures between them that are judged by nothing; their
    row says so by nulls, and the finding tells how the last judged month went.
    """
    judged = row["compared_on"] == row["period_end"]
    spoken = {
        column: None
        if column in ("plan", "gap", "position", "days_behind") and not judged
        else row[column]
        for column in STATUS_COLUMNS
    }
    return {**spoken, "finding": finding(facts_from_row(row))}
